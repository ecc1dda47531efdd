"""Plain text: headline, optional byline and date, text; or `` date 2023-07-18 The text…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.sources.bylines import parse_byline_line
from index.sources.dates import find_written_date, parse_written_date
from index.sources.fields import build_article
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, looks_like_headline, split_paragraphs

DATE_PREFIX = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}-\d{2})\s+")
MAX_BELOW = 2  # lines below a headline: a byline and a date
TITLE_AND_DATE = re.compile(rf"\s*(\S[^\n]*)\n{DATE_PREFIX.pattern}")


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a text file; raise IngestError if there is no text."""
    text = clean(decode(read_bytes(stream, location), location))
    data: dict[str, object] = {}
    if dated := DATE_PREFIX.match(text):
        data["date"], text = dated.group(1), text[dated.end() :]
    elif (titled := TITLE_AND_DATE.match(text)) and looks_like_headline(titled.group(1)):
        data["title"], data["date"] = titled.groups()
        text, dated = text[titled.end() :], titled
    parts = split_paragraphs(_separate_head(text)) if text.strip() else []
    if not dated and len(parts) > 1 and looks_like_headline(parts[0]):
        data["title"] = parts.pop(0)
        _move_byline_and_date(parts, data)
    yield build_article(data, parts, location)


def _separate_head(text: str) -> str:
    """Put blank lines between a headline, a byline and a date, if one stands right below another.

    They are a head only if the text follows after a blank line.
    """
    head, blank, body = text.strip("\n").partition("\n\n")
    lines = head.split("\n")
    start = next((number for number, line in enumerate(lines) if _is_byline_or_date(line)), 0)
    below = lines[start:]
    if not (start and blank and len(below) <= MAX_BELOW and all(map(_is_byline_or_date, below))):
        return text
    return "\n\n".join(["\n".join(lines[:start]), *below, body])


def _is_byline_or_date(line: str) -> bool:
    written = parse_written_date(line)
    return bool(parse_byline_line(line)) or bool(written and written.day and not written.rest)


def _move_byline_and_date(parts: list[str], data: dict[str, object]) -> None:
    """Move a byline and a date below the headline from the paragraphs to the data."""
    for _ in range(MAX_BELOW):
        if len(parts) < 2:
            return
        names, written = parse_byline_line(parts[0]), parse_written_date(parts[0])
        if names and "byline" not in data:
            data["byline"] = names
            if day := find_written_date(parts[0]):
                data.setdefault("date", day)
        elif written and written.day and not written.rest and "date" not in data:
            data["date"] = written.day
        else:
            return
        del parts[0]
