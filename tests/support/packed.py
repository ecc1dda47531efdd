"""Packed files and web archives, made of invented pages."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = ("Content-Type", "text/html; charset=utf-8")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files in a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A tar file of these files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def page(title: str) -> bytes:
    """A page with one article of two paragraphs."""
    return f"""<html><head><title>{title}</title>
<meta property="og:site_name" content="Lindo Courier"><meta name="author" content="Ida Roe">
<meta property="article:published_time" content="2024-05-14T17:30:00+02:00"></head>
<body><nav>Home Sport</nav><article><h1>{title}</h1>
<p>{title}, and the fares rise by a third in autumn, the board said in Torp on Tuesday.</p>
<p>“Season tickets stay as they are until the end of the year,” said Elsa Vint, the häfenmeister.
</p></article></body></html>""".encode()


class Web:
    """A web archive as it is written."""

    def __init__(self, packed: bool = False) -> None:
        self._stream = io.BytesIO()
        self._writer = WARCWriter(self._stream, gzip=packed)
        self._write(self._writer.create_warcinfo_record("a.warc", {"by": "test"}))

    def add(
        self,
        url: str,
        body: bytes,
        *headers: tuple[str, str],
        status: str = "200 OK",
        kind: str = "response",
    ) -> None:
        """Write what a server sent."""
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        payload = io.BytesIO(body)
        self._write(self._writer.create_warc_record(url, kind, payload, http_headers=http))

    def add_unchanged(self, url: str, digest: str) -> None:
        """Write that a page was the same as before."""
        http = StatusAndHeaders("200 OK", [HTML], protocol="HTTP/1.1")
        day = "2024-01-02T00:00:00Z"
        self._write(self._writer.create_revisit_record(url, digest, url, day, http))

    def _write(self, record: ArcWarcRecord) -> None:
        self._writer.write_record(record)
        record.raw_stream.close()

    @property
    def data(self) -> bytes:
        """All that was written."""
        return self._stream.getvalue()
