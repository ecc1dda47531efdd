"""WARC: the HTML pages of a web archive.

Only HTML is read: responses with status 200, and files stored as a “resource”. A “revisit” record,
for a page that had not changed, is skipped if the file contains the page; otherwise the page is
reported as missing.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BufferedReader
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from index.article import Article
from index.errors import IngestError
from index.sources.encodings import decode_text
from index.sources.formats import html
from index.sources.options import ImportItems
from index.sources.page.metadata import WEB_URL
from index.sources.streams import prepend
from index.sources.text import clean_line, describe_error

MAX_PAGE = 10 << 20
PARTIAL = "The web archive has only a part of this page."
DAMAGED = "The web archive is truncated or damaged here ({}). Get it again."
RECORD_END = b"\r\n\r\n"
PAGE_TYPES = ("text/html", "application/xhtml+xml")
ENCODING_HEADERS = ("Transfer-Encoding", "Content-Encoding")
SUPPORTED_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the article of each page, or the error in its place."""
    stored: set[str] = set()
    number = 1
    for record in _records(stream):
        page_location = f"{location}#{number}"
        if isinstance(record, str):
            yield IngestError(DAMAGED.format(record), page_location)
        elif _is_page(record):
            identifiers = {_header(record, f"WARC-{h}") for h in ("Payload-Digest", "Target-URI")}
            if record.rec_type != "revisit":
                stored |= identifiers - {""}
                try:
                    yield _article(record, page_location)
                except EOFError:
                    yield IngestError(DAMAGED.format("incomplete page"), page_location)
                    return
            elif stored.isdisjoint(identifiers):
                yield IngestError(_stored_elsewhere(record), page_location)
            else:
                continue
            number += 1


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord | str]:
    """Yield each record; at the first damaged one yield the reason and stop."""
    archive = _ArchiveStream(stream)
    records = ArchiveIterator(archive)
    while True:
        try:
            with redirect_stderr(io.StringIO()):  # warcio prints warnings
                record = next(records)
        except StopIteration:
            if archive.end != RECORD_END:
                yield "incomplete last record"
            return
        except Exception as error:  # noqa: BLE001 - a damaged record can raise anything
            yield describe_error(error)
            return
        if records.err_count or not record.rec_type:
            yield "wrong record length"
            return
        yield record


class _ArchiveStream:
    """The unpacked bytes of a web archive.

    ``end`` has the last bytes: warcio does not report a file that is truncated between records.
    """

    def __init__(self, stream: BinaryIO) -> None:
        head = stream.read(2)
        file = cast(BufferedReader, prepend(head, stream))
        self._file = gzip.GzipFile(fileobj=file) if head == b"\x1f\x8b" else file
        self.end = b""

    def read(self, size: int) -> bytes:
        try:
            data = self._file.read1(size)
        except (EOFError, OSError, zlib.error):
            self.end = b""
            return b""
        self.end = (self.end + data)[-len(RECORD_END) :]
        return data


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    if record.rec_type != "resource" and (
        record.rec_type not in ("response", "revisit")
        or headers is None
        or headers.get_statuscode() != "200"
    ):
        return False
    kind = _content_type(record).partition(";")[0].strip().lower()
    return kind in PAGE_TYPES


def _content_type(record: ArcWarcRecord) -> str:
    """Return what the server or the record says of the content; a “resource” has no server."""
    if record.rec_type == "resource":
        return _header(record, "Content-Type")
    named = record.http_headers.get_header("Content-Type")
    return named or _header(record, "WARC-Identified-Payload-Type")


def _article(record: ArcWarcRecord, page_location: str) -> Article | IngestError:
    url = _header(record, "WARC-Target-URI")
    try:
        article = html.read_one(io.BytesIO(_page(record, page_location)), page_location)
    except IngestError as error:
        return IngestError(f"{url}: {error.message}", page_location)
    host = WEB_URL.match(url)
    outlet = article.source or (host.group(1).removeprefix("www.") if host else "")
    note = " ".join(filter(None, (PARTIAL if _is_partial(record) else "", article.note)))
    return article._replace(url=article.url or url, source=outlet, note=note)


def _is_partial(record: ArcWarcRecord) -> bool:
    """Return whether the end of a page was not stored, by what the record or the server says."""
    if _header(record, "WARC-Truncated"):
        return True
    headers = record.http_headers
    if headers is None or any(map(headers.get_header, ENCODING_HEADERS)):
        return False
    announced = headers.get_header("Content-Length") or ""
    return announced.isdecimal() and int(announced) > record.length - headers.total_len


def _page(record: ArcWarcRecord, page_location: str) -> bytes:
    """Return the bytes of a page, converted to UTF-8 if the server named another encoding."""
    headers = record.http_headers
    encoding = ((headers and headers.get_header("Content-Encoding")) or "").strip().lower()
    if encoding not in SUPPORTED_ENCODINGS:
        raise IngestError(
            f"The content encoding “{encoding}” is not supported. Save the page as HTML.",
            page_location,
        )
    content = record.content_stream()
    data = bytearray()
    while (piece := content.read(1 << 16)) and len(data) <= MAX_PAGE:
        data += piece
    if len(data) > MAX_PAGE:
        raise IngestError(
            f"The page is larger than {MAX_PAGE >> 20} MB. Save its text and add that.",
            page_location,
        )
    while record.raw_stream.read(1 << 16):
        continue
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError
    return _to_utf8(bytes(data), _content_type(record))


def _to_utf8(data: bytes, kind: str) -> bytes:
    """Return a page in UTF-8 if the server named its encoding."""
    charset = kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    text = decode_text(data, charset) if charset else None
    return data if text is None else text.encode()


def _stored_elsewhere(record: ArcWarcRecord) -> str:
    first = _header(record, "WARC-Refers-To-Date") or "earlier"
    return (
        f"{_header(record, 'WARC-Target-URI')}: The page is in another web archive (of {first})."
        " Add that one."
    )


def _header(record: ArcWarcRecord, name: str) -> str:
    return clean_line(record.rec_headers.get_header(name) or "")
