"""WARC: the pages of a web archive.

A page is what a server sent with status 200 as HTML. Pictures, scripts, redirects, requests and
notes of the crawler are no articles. A page that was found unchanged, and so not kept again, is
passed over where the file has it, and told as missing where it has not.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from index.article import Article
from index.errors import IngestError
from index.sources.formats import html
from index.sources.text import joined, one_line, reason_of

LARGEST_PAGE = 10 << 20
CUT = "The web archive breaks off or is damaged here ({}): get it once more."
RECORD_END = b"\r\n\r\n"
PAGE_TYPES = ("text/html", "application/xhtml+xml")
UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each page, or what is wrong with that page."""
    kept: set[str] = set()
    number = 1
    for record in _records(stream):
        place = f"{location}#{number}"
        if isinstance(record, str):
            yield IngestError(CUT.format(record), place)
        elif _is_page(record):
            names = {_header(record, "WARC-Payload-Digest"), _header(record, "WARC-Target-URI")}
            if record.rec_type != "revisit":
                kept |= names - {""}
                try:
                    yield _article(record, place)
                except EOFError:
                    yield IngestError(CUT.format("this page is not whole"), place)
                    return
            elif kept.isdisjoint(names):
                yield IngestError(_elsewhere(record), place)
            else:
                continue
            number += 1


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord | str]:
    """Each record; what is wrong where there is no more that can be read."""
    source = _Source(stream)
    records = ArchiveIterator(source)
    while True:
        try:
            with redirect_stderr(io.StringIO()):  # where the library complains
                record = next(records)
        except StopIteration:
            if source.end != RECORD_END:
                yield "the last record is not whole"
            return
        except Exception as error:  # noqa: BLE001 - whatever a damaged record makes it raise
            yield reason_of(error)
            return
        if records.err_count or not record.rec_type:
            yield "a record has another length than it says"
            return
        yield record


class _Source:
    """The bytes of a web archive, unpacked where they are packed.

    The library takes a file that is cut for one that ends, which ``end`` tells apart.
    """

    def __init__(self, stream: BinaryIO) -> None:
        head = stream.read(2)
        file = cast(BufferedReader, joined(head, stream))
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
    if record.rec_type not in ("response", "revisit") or headers is None:
        return False
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in PAGE_TYPES and headers.get_statuscode() == "200"


def _article(record: ArcWarcRecord, place: str) -> Article | IngestError:
    url = _header(record, "WARC-Target-URI")
    try:
        found = next(html.read(io.BytesIO(_page(record, place)), place))
    except IngestError as error:
        return IngestError(f"{url}: {error.message}", place)
    return replace(found, url=found.url or url)


def _page(record: ArcWarcRecord, place: str) -> bytes:
    """The bytes of a page, in UTF-8 where the server named another encoding."""
    packing = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if packing not in UNPACKED:
        raise IngestError(f"It is packed as “{packing}”, which cannot be unpacked.", place)
    content = record.content_stream()
    data = bytearray()
    while (piece := content.read(1 << 16)) and len(data) <= LARGEST_PAGE:
        data += piece
    if len(data) > LARGEST_PAGE:
        raise IngestError(f"It has more than {LARGEST_PAGE >> 20} MB.", place)
    while record.raw_stream.read(1 << 16):
        continue
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError
    return _in_utf8(bytes(data), record.http_headers.get_header("Content-Type"))


def _in_utf8(data: bytes, kind: str) -> bytes:
    charset = kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return data.decode(charset).encode()
        except (LookupError, ValueError):
            pass
    return data


def _elsewhere(record: ArcWarcRecord) -> str:
    first = _header(record, "WARC-Refers-To-Date") or "earlier"
    return (
        f"{_header(record, 'WARC-Target-URI')}: The page was the same as before ({first}), and is"
        " not in this web archive: add the one that has it."
    )


def _header(record: ArcWarcRecord, name: str) -> str:
    return one_line(record.rec_headers.get_header(name) or "")
