"""JSON: one article an object; a line each (JSONL), or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.sources.fields import article
from index.sources.text import clean, decode, paragraphs

TEXT_NAMES = ("text", "body", "content", "maintext", "plain_text", "article")


def read_lines(stream: BinaryIO, location: str) -> Iterator[Article | SourceError]:
    """Yield the article of each line, or what is wrong with that line."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _article(line, f"{location}#{number}")


def read(stream: BinaryIO, location: str) -> Iterator[Article | SourceError]:
    """Yield the article of each object of a list, or of the one object that there is."""
    data = stream.read()
    try:
        value = json.loads(decode(data, location))
    except (ValueError, RecursionError) as error:
        if data.lstrip().startswith(b"{") and b"\n" in data.strip():
            stream.seek(0)
            yield from read_lines(stream, location)
            return
        raise SourceError(f"This is no JSON ({error}).", location) from error
    if isinstance(value, dict):
        value = next((v for k, v in value.items() if k in ("articles", "items")), [value])
    if not isinstance(value, list):
        raise SourceError("There are no articles in it: a list of objects is wanted.", location)
    for number, item in enumerate(value, 1):
        yield _from_object(item, f"{location}#{number}")


def _article(line: bytes, location: str) -> Article | SourceError:
    try:
        return _from_object(json.loads(decode(line, location)), location)
    except SourceError as error:
        return error
    except (ValueError, RecursionError) as error:
        return SourceError(f"This line is no JSON ({error}).", location)


def _from_object(item: object, location: str) -> Article | SourceError:
    if not isinstance(item, dict):
        return SourceError("This is no article: an object with title and text is wanted.", location)
    data = {str(key).lower(): value for key, value in item.items()}
    text = next((value for name in TEXT_NAMES if isinstance(value := data.get(name), str)), "")
    parts = paragraphs(clean(text)) if text.strip() else []
    try:
        return article(data, parts, location)
    except SourceError as error:
        return error
