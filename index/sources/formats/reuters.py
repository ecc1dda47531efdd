"""The SGML format of the Reuters-21578 collection: many articles per file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources.fields import build_article
from index.sources.options import ImportItems
from index.sources.streams import MAX_BYTES, decode
from index.sources.text import clean, clean_line, split_paragraphs

MAX_ARTICLE = 20 << 20  # bytes of one article
TOPIC_NAMES = re.compile(r"<D>(.*?)</D>", re.DOTALL)
BY = re.compile(r"by\s+", re.IGNORECASE)
AGENCY = re.compile(r",?\s*Reuters?\.?$", re.IGNORECASE)
END_MARK = re.compile(r"\n\s*Reuter\s*\Z", re.IGNORECASE)


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the article of each element; a flash with only a headline uses it as text."""
    for number, element in enumerate(_elements(stream, location), 1):
        article_location = f"{location}#{number}"
        try:
            yield _article(decode(element, article_location), article_location)
        except IngestError as error:
            yield error


def _elements(stream: BinaryIO, location: str) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(MAX_BYTES):
        size += len(line)
        if line.lstrip().startswith(b"<REUTERS"):
            lines, size = [], len(line)
        lines.append(line)
        if size > MAX_ARTICLE:
            raise IngestError("An article has no end (</REUTERS>). Get the file again.", location)
        if b"</REUTERS>" in line:
            yield b"".join(lines)
            lines, size = [], 0
    if any(b"<REUTERS" in line for line in lines):
        raise IngestError("The last article has no end (</REUTERS>). Get the file again.", location)


def _article(element: str, location: str) -> Article:
    title, text = clean_line(_element_text(element, "TITLE")), _element_text(element, "BODY")
    if not (title or text):  # undivided text: the first line is the headline
        full_text = re.sub(r"<[^>]*>", "", _element_text(element, "TEXT"))
        title, _, text = clean(full_text).strip().partition("\n")
    dateline = clean_line(_element_text(element, "DATELINE"))
    text = END_MARK.sub("", clean(text))
    parts = [title] if title else []
    if text.strip():
        parts = split_paragraphs(f"{dateline} {text.strip()}")
    data = {
        "title": title,
        "date": clean_line(_element_text(element, "DATE")).split(" ")[0],
        "source": "Reuters",
        "byline": AGENCY.sub("", BY.sub("", clean_line(_element_text(element, "AUTHOR")), count=1)),
        "topics": TOPIC_NAMES.findall(_element_text(element, "TOPICS", escaped=True)),
    }
    article = build_article(data, parts, location)
    return article if text.strip() else article._replace(title_from_text=True)


def _element_text(element: str, name: str, *, escaped: bool = False) -> str:
    """Return the text of the first element with a name, or an empty string."""
    begin = re.search(rf"<{name}\b[^<>]*>", element)
    end = element.find(f"</{name}>", begin.end()) if begin else -1
    text = element[begin.end() : end] if begin and end > 0 else ""
    return text if escaped else html.unescape(text)
