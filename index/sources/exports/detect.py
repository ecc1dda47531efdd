"""Detect exports of news databases by their text blocks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from types import ModuleType
from typing import BinaryIO

from index.sources import markup
from index.sources.encodings import declared_encoding
from index.sources.exports import factiva, nexis, proquest
from index.sources.formats import html, plain
from index.sources.options import ImportItems
from index.sources.streams import decode, read_bytes
from index.sources.text import BLANK_LINE, clean


def read_html(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of a database export in HTML, or the one article of another page."""
    data = read_bytes(stream, location)
    page = markup.parse_html(decode(data, location, declared_encoding(data)), location)
    if factiva.is_page(page):
        yield from factiva.read_page(page, location)
    elif nexis.is_export(blocks := markup.text_blocks(page)):
        yield from nexis.read_entries(blocks, location)
    else:
        yield from html.read(BytesIO(data), location)


def read_text(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of a database export in text, or the one article of another text."""
    text = decode(read_bytes(stream, location), location)
    parts, lines = split_blocks([text]), split_blocks(text.splitlines())
    # If only a line marks an export, each line is a block.
    yield from read_blocks(
        lines if _export_format(lines) and not _export_format(parts) else parts, location
    )


def split_blocks(texts: Sequence[str]) -> list[str]:
    """Split texts into blocks at blank lines."""
    parts = (part for text in texts for part in BLANK_LINE.split(clean(text)))
    return [block for part in parts if (block := part.strip())]


def read_blocks(blocks: Sequence[str], location: str) -> ImportItems:
    """Yield the articles of an export, or the one article of another document."""
    if export := _export_format(blocks):
        yield from export.read_entries(blocks, location)
    else:
        yield from plain.read(BytesIO("\n\n".join(blocks).encode()), location)


def _export_format(blocks: Sequence[str]) -> ModuleType | None:
    return next((export for export in (factiva, proquest, nexis) if export.is_export(blocks)), None)
