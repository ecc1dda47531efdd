"""EPUB: newspapers and books; each document in reading order is an article.

Covers, tables of contents and other documents that are mostly links are skipped.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

from index.article import MEMBER_SEPARATOR, Article
from index.errors import IngestError
from index.sources.encodings import declared_encoding
from index.sources.fields import build_article
from index.sources.markup import HtmlBlock, html_blocks, parse_html
from index.sources.options import ImportItems
from index.sources.streams import MAX_BYTES, decode, ensure_seekable, read_bytes
from index.sources.text import clean_line, describe_error
from index.sources.xmltree import element_text, find_first, iter_named, parse_xml

CONTAINER = "META-INF/container.xml"
DOCUMENT_TYPES = ("application/xhtml+xml", "text/html")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ISSUE = re.compile(r"\s*\[[^\]]*\]$|,? \d{1,2}\.? [A-Z][a-z]+ \d{4}$")  # what follows an outlet
SENTENCE = re.compile(r"\w\W+\w+\W+\w.*[.!?…][\"”’»]?\s*$", re.S)  # of three words
IMPRINT = re.compile(
    r"©|\bcopyright\b|\brights reserved\b|\bISBN\b|\bprinted (?:in|by)\b|\bverlag\b|\bimpressum\b",
    re.I,
)
PROGRAMS = ("calibre", "unknown", "unbekannt")
MAX_LINKED = 0.5  # of the text of an article in links
MIN_TEXT = 80  # characters of an article without a headline and a sentence
MAX_UNPACKED = 200 << 20  # bytes of all documents together
DAMAGED = "This EPUB file is damaged ({}). Get it again."


class _Book(NamedTuple):
    """What an EPUB file says of itself."""

    documents: list[str]
    """The names of its documents in reading order."""
    title: str
    day: str
    creator: str


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of an EPUB file; raise IngestError if it is damaged or has none."""
    try:
        packed = zipfile.ZipFile(ensure_seekable(stream, location))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise IngestError(DAMAGED.format(describe_error(error)), location) from error
    with packed:
        book, size, found = _read_book(packed, location), 0, False
        for name in book.documents:
            inside = clean_line(f"{location}{MEMBER_SEPARATOR}{name}")
            try:
                data = _member(packed, name, inside)
                size += len(data)
                article = _article(data, book, inside)
            except IngestError as error:
                yield error
                found = True
                continue
            if article:
                yield article
                found = True
            if size > MAX_UNPACKED:
                yield IngestError("The rest is too large. Unpack the file.", location)
                return
    if not found:
        raise IngestError("No articles found in this EPUB file.", location)


def _member(packed: zipfile.ZipFile, name: str, location: str) -> bytes:
    try:
        with packed.open(name) as stream:
            return read_bytes(cast(BinaryIO, stream), location, MAX_BYTES)
    except IngestError:
        raise
    except Exception as error:  # a damaged member can raise anything
        raise IngestError(DAMAGED.format(describe_error(error)), location) from error


def _read_book(packed: zipfile.ZipFile, location: str) -> _Book:
    container = _xml(packed, CONTAINER, location)
    root = find_first(container, "rootfile")
    package_name = "" if root is None else root.get("full-path", "")
    package = _xml(packed, package_name, location)
    folder = posixpath.dirname(package_name)
    names = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in iter_named(package, "item")
        if item.get("media-type") in DOCUMENT_TYPES
        and "nav" not in item.get("properties", "").split()
    }
    ordered = [names[ref.get("idref")] for ref in iter_named(package, "itemref")
               if ref.get("idref") in names]  # fmt: skip
    described = [element_text(find_first(package, name)) for name in ("title", "date", "creator")]
    return _Book(list(dict.fromkeys([*ordered, *names.values()])), *described)


def _xml(packed: zipfile.ZipFile, name: str, location: str) -> etree._Element:
    return parse_xml(BytesIO(_member(packed, name, location)), location)


def _article(data: bytes, book: _Book, location: str) -> Article | None:
    """Return the article of a document, or None if it is a cover or a table of contents."""
    page = parse_html(decode(data, location, declared_encoding(data)), location)
    blocks = list(html_blocks(page))
    size = sum(len(block.text) for block in blocks)
    is_short = size < MIN_TEXT and not _is_brief(blocks, book)
    if is_short or not blocks or sum(block.linked for block in blocks) > MAX_LINKED * size:
        return None
    title = clean_line(blocks.pop(0).text) if _is_heading(blocks[0]) else ""
    source = ISSUE.sub("", book.title)
    creator = "" if book.creator.lower() in (*PROGRAMS, source.lower()) else book.creator
    fields = {"title": title, "date": book.day, "source": source, "byline": creator}
    return build_article(
        fields,
        [" ".join(block.text.split("\n")) for block in blocks],
        location,
        headings=[number for number, block in enumerate(blocks) if _is_heading(block)],
    )


def _is_brief(blocks: Sequence[HtmlBlock], book: _Book) -> bool:
    """Return whether a short document is a headline with a sentence below it, and no imprint."""
    if len(blocks) < 2 or not _is_heading(blocks[0]) or clean_line(blocks[0].text) == book.title:
        return False
    return SENTENCE.search(blocks[1].text) is not None and not any(
        IMPRINT.search(block.text) for block in blocks
    )


def _is_heading(block: HtmlBlock) -> bool:
    return any(element.tag in HEADINGS for element in _around(block))


def _around(block: HtmlBlock) -> Iterator[etree._Element]:
    yield block.element
    yield from block.element.iterancestors()
