"""JSON and JSONL: one article per object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import chain
from typing import BinaryIO

import ijson

from index.errors import IngestError
from index.sources.dates import is_day_first
from index.sources.encodings import unicode_encoding
from index.sources.field_names import has_field
from index.sources.fields import FieldSurvey, article_from_object, date_of_object
from index.sources.options import ImportItems, ImportOptions
from index.sources.streams import MAX_BYTES, buffer_if_small, decode, prepend

MAX_IN_MEMORY = 16 << 20  # bytes; a larger file is parsed object by object
MAX_VALUES = 1_000_000  # in one object of a large file
CUT = re.compile("premature EOF|incomplete JSON content", re.IGNORECASE)
MAX_NON_OBJECTS = 100  # other values in a list, after which it is refused
PARSE_BUFFER = 4096  # bytes; ijson keeps all paths of a buffer in memory
MAX_PATH = 10_000  # characters of nested keys
LIST_KEYS = (
    "articles", "items", "stories", "results", "documents", "docs", "data", "posts", "hits",
    "@graph", "edges",
)  # fmt: skip
JSON_FEED = "https://jsonfeed.org/version/"
SPACE = re.compile(r"[\s\x00]*")


def read_lines(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the article of each line, or the error in its place.

    Raises IngestError if no line has a mapped field.
    """
    stream, day_first = buffer_if_small(stream), None
    if stream.seekable():  # how a file writes its dates is seen from all of them
        survey = FieldSurvey(options.mapping)
        values = survey.noted(value for _, value in _read_lines(stream, location))
        day_first = is_day_first(date_of_object(value, options.mapping) for value in values)
        survey.check(location)
        stream.seek(0)
    for line_location, value in _read_lines(stream, location):
        if isinstance(value, IngestError):
            yield value
        else:
            yield article_from_object(value, line_location, options.mapping, day_first)


def read(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the article of each object in a list, or of a single object.

    Raises IngestError if the JSON is invalid, or no object has a mapped field.
    """
    stream, day_first = buffer_if_small(stream), None
    if stream.seekable():
        survey = FieldSurvey(options.mapping)
        with suppress(IngestError, ijson.JSONError, ValueError, RecursionError):
            values = survey.noted(_read_objects(stream, location))
            day_first = is_day_first(date_of_object(value, options.mapping) for value in values)
        survey.check(location)
        stream.seek(0)
    number = non_objects = 0
    try:
        for number, item in enumerate(_read_objects(stream, location), 1):
            yield article_from_object(item, f"{location}#{number}", options.mapping, day_first)
            non_objects += not isinstance(item, dict)
            if non_objects > MAX_NON_OBJECTS:
                raise ValueError("not a list of objects")
    except (ijson.JSONError, ValueError, RecursionError) as error:
        after = f" after {number} object{'' if number == 1 else 's'}" if number else ""
        problem = f"Invalid JSON{after} ({_reason(error)})."
        if _is_cut(error):
            problem = f"The JSON ends in the middle of a value{after}."
        raise IngestError(f"{problem} Get the file again.", location) from error


def _read_lines(stream: BinaryIO, location: str) -> Iterator[tuple[str, object]]:
    """Yield the location and value of each line, or the error in its place."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        line_location = f"{location}#{number}"
        if len(line) > MAX_BYTES:
            reason = f"This line is longer than {MAX_BYTES >> 20} MB. Split it."
            yield line_location, IngestError(reason, line_location)
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
        elif number == 1 and unicode_encoding(line) not in ("", "utf-8-sig"):
            text = decode(line + stream.read(MAX_BYTES), location)
            yield from _read_lines(BytesIO(text.encode()), location)
            return
        elif line.strip():
            yield from _read_line(line, line_location)


def _read_line(line: bytes, line_location: str) -> Iterator[tuple[str, object]]:
    try:
        value = json.loads(decode(line.strip(), line_location))
    except IngestError as error:
        yield line_location, error
        return
    except (ValueError, RecursionError) as error:
        problem = f"This line is not valid JSON ({_reason(error)})."
        if _is_cut(error):
            problem = "This line of JSON ends in the middle of a value."
        remedy = "Fix it and add the file again."
        yield line_location, IngestError(f"{problem} {remedy}", line_location)
        return
    items = _items(value) if isinstance(value, dict) else [value]
    for number, item in enumerate(items, 1):
        yield line_location if len(items) == 1 else f"{line_location}.{number}", item


def _read_objects(stream: BinaryIO, location: str) -> Iterator[object]:
    data = stream.read(MAX_IN_MEMORY + 1)
    if len(data) > MAX_IN_MEMORY:
        yield from _stream_objects(prepend(data.removeprefix(b"\xef\xbb\xbf"), stream))
        return
    text = decode(data, location)
    is_first = True
    try:
        for value in _values(text):
            if not isinstance(value, dict | list):
                raise IngestError("No articles found: expected a list of objects.", location)
            yield from _items(value)
            is_first = False
    except (ValueError, RecursionError):
        if is_first:  # the objects before the error are valid
            yield from _stream_objects(BytesIO(text.encode("utf-8", "replace")))
        raise


def _values(text: str) -> Iterator[object]:
    """Yield the values that stand one after the other; raises ValueError at an invalid one."""
    decoder, position = json.JSONDecoder(), _after_space(text, 0)
    while True:
        value, position = decoder.raw_decode(text, position)
        yield value
        position = _after_space(text, position)
        if position == len(text):
            return


def _after_space(text: str, position: int) -> int:
    match = SPACE.match(text, position)
    return match.end() if match else position


def _items(value: dict[str, object] | list[object]) -> list[object]:
    """Return the items of a list, or of a list or table in an object, or the object itself."""
    if isinstance(value, list):
        return value
    inner = [part for part in value.values() if isinstance(part, dict)]
    lists = _listed(value)
    if not lists and _has_text(value):
        return _table_rows(value) or [value]
    lists += [items for part in inner for items in _listed(part)]
    if lists:
        of_articles = [items for items in lists if _has_text(items[0])] or lists[:1]
        return list(chain.from_iterable(of_articles))
    is_keyed = bool(inner) and len(inner) == len(value) and all(map(_has_text, inner))
    return list(inner) if is_keyed else [value]


def _listed(value: dict[str, object]) -> list[list[object]]:
    """Return the lists of objects that an object has under the names of lists of articles."""
    lists = [inner for name in LIST_KEYS if isinstance(inner := value.get(name), list)]
    lists = [inner for inner in lists if inner and isinstance(inner[0], dict)]
    if lists and str(value.get("version")).startswith(JSON_FEED):
        return [[{"source": value.get("title"), **item} for item in lists[0]]]
    return lists


def _has_text(value: object) -> bool:
    return isinstance(value, dict) and has_field(value, "text")


def _table_rows(value: dict[str, object]) -> list[object]:
    """Return the rows of a table that is stored by columns, each an object by row number."""
    columns = {name: cells for name, cells in value.items() if isinstance(cells, dict)}
    numbers = list(next(iter(columns.values()), ()))
    if len(columns) < len(value) or not numbers or not all(map(str.isdecimal, numbers)):
        return []
    return [{name: cells.get(n) for name, cells in columns.items()} for n in numbers]


def _stream_objects(stream: BinaryIO) -> Iterator[object]:
    """Yield the objects of the lists without loading the whole document.

    The lists after the first one count if their objects have a text.
    Raises ijson.JSONError, or ValueError if an object is too large or nested too deeply.
    """
    prefix, is_first, is_skipped = "", True, False
    builder, values = None, 0
    for path, event, value in ijson.parse(stream, use_float=True, buf_size=PARSE_BUFFER):
        if len(path) > MAX_PATH:
            raise ValueError("nested too deeply")
        if not prefix:
            is_list = path.rpartition(".")[2] in ("", *LIST_KEYS) and path.count(".") < 2
            if event == "start_array" and is_list:
                prefix = f"{path}.item".removeprefix(".")
            continue
        if builder is None:
            if event == "end_array" and prefix == f"{path}.item".removeprefix("."):
                prefix, is_first, is_skipped = "", False, False
            if not prefix or path != prefix:
                continue
            builder, values = ijson.ObjectBuilder(), 0
        builder.event(event, value)
        values += 1
        if values > MAX_VALUES:
            raise ValueError("an object is too large")
        if path == prefix and event not in ("start_map", "start_array", "map_key"):
            is_skipped = is_skipped or not (is_first or _has_text(builder.value))
            if not is_skipped:
                yield builder.value
            builder = None


def _reason(error: Exception) -> str:
    """Return what a parser says, without the place in the file that it draws below."""
    return " ".join(str(error).partition("\n")[0].split())[:120]


def _is_cut(error: Exception) -> bool:
    """Return whether JSON is valid as far as it goes, but ends too early."""
    if isinstance(error, json.JSONDecodeError):
        return error.pos >= len(error.doc) or error.msg.startswith("Unterminated string")
    return isinstance(error, ijson.IncompleteJSONError) and CUT.search(str(error)) is not None
