"""Plain text: `` date 2023-07-18 The text…`` or a headline and a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.sources.text import (
    clean,
    decode,
    headline,
    join,
    looks_like_headline,
    paragraphs,
    parse_date,
)

DATE_LINE = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}-\d{2})\s+")


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a text file. Raises SourceError where there is no text."""
    text = clean(decode(stream.read(), location))
    dated = DATE_LINE.match(text)
    parts = paragraphs(text[dated.end() :] if dated else text) if text.strip() else []
    if not parts:
        raise SourceError("There is no text in this file.", location)
    has_title = not dated and len(parts) > 1 and looks_like_headline(parts[0])
    yield Article(
        title=parts[0] if has_title else headline(parts[0]),
        text=join(parts[1:] if has_title else parts),
        date=parse_date(dated.group(1), location) if dated else None,
        location=location,
        title_from_text=not has_title,
    )
