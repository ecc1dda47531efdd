"""The SGML of the collection Reuters-21578, a thousand articles a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources.fields import article
from index.sources.text import LARGEST, clean, decode, one_line, paragraphs

LONGEST = 20 << 20  # bytes of one article
NAMES = re.compile(r"<D>(.*?)</D>", re.DOTALL)
BY = re.compile(r"by\s+", re.IGNORECASE)
AGENCY = re.compile(r",?\s*Reuters?\.?$", re.IGNORECASE)
END_MARK = re.compile(r"\n\s*Reuter\s*\Z", re.IGNORECASE)


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each element; a flash that has only a headline is its own text."""
    for number, element in enumerate(_elements(stream, location), 1):
        place = f"{location}#{number}"
        try:
            yield _article(decode(element, place), place)
        except IngestError as error:
            yield error


def _elements(stream: BinaryIO, location: str) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(LARGEST):
        size += len(line)
        if line.lstrip().startswith(b"<REUTERS"):
            lines, size = [], len(line)
        lines.append(line)
        if size > LONGEST:
            raise IngestError("An article has no end in it (</REUTERS>).", location)
        if b"</REUTERS>" in line:
            yield b"".join(lines)
            lines, size = [], 0
    if any(b"<REUTERS" in line for line in lines):
        raise IngestError("Its last article has no end (</REUTERS>): it was cut off.", location)


def _article(element: str, location: str) -> Article:
    title, text = one_line(_part(element, "TITLE")), _part(element, "BODY")
    if not (title or text):  # some are not divided: their first line is the headline
        whole = re.sub(r"<[^>]*>", "", _part(element, "TEXT"))
        title, _, text = clean(whole).strip().partition("\n")
    place = one_line(_part(element, "DATELINE"))
    text = END_MARK.sub("", clean(text))
    parts = paragraphs(f"{place} {text.strip()}") if text.strip() else [title] if title else []
    data = {
        "title": title,
        "date": one_line(_part(element, "DATE")).split(" ")[0],
        "source": "Reuters",
        "byline": AGENCY.sub("", BY.sub("", one_line(_part(element, "AUTHOR")), count=1)),
        "topics": NAMES.findall(_part(element, "TOPICS", escaped=True)),
    }
    found = article(data, parts, location)
    return found if text.strip() else replace(found, title_from_text=True)


def _part(element: str, name: str, *, escaped: bool = False) -> str:
    """What is between the marks of that name; empty where there are none."""
    begin = re.search(rf"<{name}\b[^<>]*>", element)
    end = element.find(f"</{name}>", begin.end()) if begin else -1
    text = element[begin.end() : end] if begin and end > 0 else ""
    return text if escaped else html.unescape(text)
