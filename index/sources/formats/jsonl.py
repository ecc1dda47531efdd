"""JSON: one article an object; a line each (JSONL), or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import ijson

from index.article import Article
from index.errors import IngestError
from index.sources.fields import from_object
from index.sources.reading import Options
from index.sources.text import LARGEST, decode, joined

SMALL = 16 << 20  # bytes that are read at once; what is larger is read object by object
MOST_VALUES = 1_000_000  # in one object of a file that is read so
MOST_OTHERS = 100  # values in a list that are no objects, behind which none is expected
BUFFER = 4096  # bytes parsed in one go, all of whose paths are in memory
LONGEST_PATH = 10_000  # of names, from the outermost object to a value
LISTS = ("articles", "items", "stories", "results", "documents", "docs", "data", "posts")


def read_lines(
    stream: BinaryIO, location: str, options: Options
) -> Iterator[Article | IngestError]:
    """Yield the article of each line, or what is wrong with that line."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        place = f"{location}#{number}"
        if len(line) > LARGEST:
            yield IngestError("This line is too long to be an article.", place)
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST)
        elif number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = decode(line + stream.read(LARGEST), location)
            yield from read_lines(BytesIO(text.encode()), location, options)
            return
        elif line.strip():
            yield from _line(line, place, options)


def read(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield the article of each object of a list, or of the one object that there is."""
    number = others = 0
    try:
        for number, item in enumerate(_objects(stream, location), 1):
            yield from_object(item, f"{location}#{number}", options.mapping)
            others += not isinstance(item, dict)
            if others > MOST_OTHERS:
                raise ValueError("this is no list of objects")
    except (ijson.JSONError, ValueError, RecursionError) as error:
        behind = f" after {number} objects" if number else ""
        raise IngestError(f"This is no JSON{behind} ({_reason(error)}).", location) from error


def _line(line: bytes, place: str, options: Options) -> Iterator[Article | IngestError]:
    try:
        value = json.loads(decode(line.strip(), place))
    except IngestError as error:
        yield error
        return
    except (ValueError, RecursionError) as error:
        yield IngestError(f"This line is no JSON ({_reason(error)}).", place)
        return
    items = _listed(value) if isinstance(value, dict) else [value]
    for number, item in enumerate(items, 1):
        inner = place if len(items) == 1 else f"{place}.{number}"
        yield from_object(item, inner, options.mapping)


def _objects(stream: BinaryIO, location: str) -> Iterator[object]:
    data = stream.read(SMALL + 1)
    if len(data) > SMALL:
        yield from _streamed(joined(data.removeprefix(b"\xef\xbb\xbf"), stream))
        return
    text = decode(data, location)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        # What stands before the place where it is broken is good, and comes in.
        yield from _streamed(BytesIO(text.encode("utf-8", "replace")))
        raise
    if not isinstance(value, dict | list):
        raise IngestError("There are no articles in it: a list of objects is wanted.", location)
    yield from _listed(value)


def _listed(value: dict[str, object] | list[object]) -> list[object]:
    """The objects of a list, which may lie in an object; or the object alone."""
    if isinstance(value, list):
        return value
    for name in LISTS:
        inner = value.get(name)
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return inner
    return [value]


def _streamed(stream: BinaryIO) -> Iterator[object]:
    """Each object of the first list of a document, without the whole of it in memory.

    Raises ijson.JSONError, or ValueError where an object is too large or nested too deeply.
    """
    inside = ""
    builder, values = None, 0
    for path, event, value in ijson.parse(stream, use_float=True, buf_size=BUFFER):
        if len(path) > LONGEST_PATH:
            raise ValueError("nested too deeply")
        if not inside:
            if event == "start_array" and path in ("", *LISTS):
                inside = f"{path}.item".removeprefix(".")
            continue
        if builder is None:
            if path != inside:
                continue
            builder, values = ijson.ObjectBuilder(), 0
        builder.event(event, value)
        values += 1
        if values > MOST_VALUES:
            raise ValueError("an object is too large")
        if path == inside and event not in ("start_map", "start_array", "map_key"):
            yield builder.value
            builder = None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
