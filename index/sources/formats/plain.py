"""Plain text: a headline, perhaps a byline and day, a text; or `` date 2023-07-18 The text…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.sources.dates import written_day
from index.sources.fields import article
from index.sources.text import clean, decode, looks_like_headline, paragraphs, whole

DATE_LINE = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}-\d{2})\s+")
TITLED = re.compile(rf"\s*(\S[^\n]*)\n{DATE_LINE.pattern}")
BYLINE = re.compile(r"By (NAME(?:,?(?: and)? NAME){0,11})".replace("NAME", r"[^\W\d_][\w.'’-]*"))


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a text file. Raises IngestError where there is no text."""
    text = clean(decode(whole(stream, location), location))
    data: dict[str, object] = {}
    if dated := DATE_LINE.match(text):
        data["date"], text = dated.group(1), text[dated.end() :]
    elif (titled := TITLED.match(text)) and looks_like_headline(titled.group(1)):
        data["title"], data["date"] = titled.groups()
        text, dated = text[titled.end() :], titled
    parts = paragraphs(text) if text.strip() else []
    if not dated and len(parts) > 1 and looks_like_headline(parts[0]):
        data["title"] = parts.pop(0)
        _take_lines(parts, data)
    yield article(data, parts, location)


def _take_lines(parts: list[str], data: dict[str, object]) -> None:
    """Move the byline and the day, which may stand below a headline, to the data."""
    for _ in range(2):
        if len(parts) < 2:
            return
        byline, written = BYLINE.fullmatch(parts[0]), written_day(parts[0])
        if byline and "byline" not in data:
            data["byline"] = byline.group(1)
        elif written and written.day and not written.rest and "date" not in data:
            data["date"] = written.day
        else:
            return
        del parts[0]
