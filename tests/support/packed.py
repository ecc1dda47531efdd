"""Build packed files and web archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML_TYPE = ("Content-Type", "text/html; charset=utf-8")


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def unzip(data: bytes) -> dict[str, bytes]:
    """Return the files in a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_tar(files: Mapping[str, bytes]) -> bytes:
    """Return a tar file of these files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def make_page(title: str) -> bytes:
    """Return a page with one article of two paragraphs."""
    return f"""<html><head><title>{title}</title>
<meta property="og:site_name" content="Lindo Courier"><meta name="author" content="Ida Roe">
<meta property="article:published_time" content="2024-05-14T17:30:00+02:00"></head>
<body><nav>Home Sport</nav><article><h1>{title}</h1>
<p>{title}, and the fares rise by a third in autumn, the board said in Torp on Tuesday.</p>
<p>“Season tickets stay as they are until the end of the year,” said Elsa Vint, the häfenmeister.
</p></article></body></html>""".encode()


class WarcFile:
    """Builds a web archive (WARC)."""

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
        """Add the response of a server."""
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        payload = io.BytesIO(body)
        self._write(self._writer.create_warc_record(url, kind, payload, http_headers=http))

    def add_unchanged(self, url: str, digest: str) -> None:
        """Add a revisit record: the page had not changed."""
        http = StatusAndHeaders("200 OK", [HTML_TYPE], protocol="HTTP/1.1")
        day = "2024-01-02T00:00:00Z"
        self._write(self._writer.create_revisit_record(url, digest, url, day, http))

    def _write(self, record: ArcWarcRecord) -> None:
        self._writer.write_record(record)
        record.raw_stream.close()

    @property
    def data(self) -> bytes:
        """The bytes of the archive."""
        return self._stream.getvalue()
