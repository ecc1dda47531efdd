"""Exports of news data bases, told from other documents by how their blocks of text look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from types import ModuleType
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources import markup
from index.sources.exports import factiva, nexis
from index.sources.formats import html, plain
from index.sources.text import BLANK_LINE, clean, decode, whole


def read_html(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of a web page that a data base exported, or the one of any other."""
    data = whole(stream, location)
    page = markup.parse(decode(data, location), location)
    if factiva.is_page(page):
        yield from factiva.articles_of_page(page, location)
    elif nexis.is_export(blocks := markup.blocks(page)):
        yield from nexis.articles(blocks, location)
    else:
        yield from html.read(BytesIO(data), location)


def read_text(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of a text file that a data base exported, or the one of any other."""
    text = decode(whole(stream, location), location)
    parts, lines = blocks([text]), blocks(text.splitlines())
    # Where no block is a mark of an export but a line is, each line stands for itself.
    yield from articles(lines if _kind(lines) and not _kind(parts) else parts, location)


def blocks(texts: Sequence[str]) -> list[str]:
    """The blocks of some texts, which blank lines part."""
    parts = (part for text in texts for part in BLANK_LINE.split(clean(text)))
    return [block for part in parts if (block := part.strip())]


def articles(blocks: Sequence[str], location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of an export, or the one of any other document."""
    if kind := _kind(blocks):
        yield from kind.articles(blocks, location)
    else:
        yield from plain.read(BytesIO("\n\n".join(blocks).encode()), location)


def _kind(blocks: Sequence[str]) -> ModuleType | None:
    return next((kind for kind in (factiva, nexis) if kind.is_export(blocks)), None)
