"""CSV and its kin: one article a row, under a first row of names."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources.fields import NAMES, from_object
from index.sources.reading import Options
from index.sources.text import LARGEST, characters

DELIMITERS = ",;\t|"
MIXED = "Its characters are in several encodings: save it as UTF-8."


def read(stream: BinaryIO, location: str, options: Options) -> Iterator[Article | IngestError]:
    """Yield the article of each row, or what is wrong with it.

    Raises IngestError where no column is known to be the text.
    """
    csv.field_size_limit(LARGEST)
    lines = characters(stream, location)
    try:
        first = lines.readline(LARGEST)
        delimiter = max(DELIMITERS, key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
    except UnicodeDecodeError:
        raise IngestError(MIXED, location) from None
    except csv.Error as error:
        raise IngestError(f"Its first row is broken ({error}).", location) from error
    _check(header, options, location)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        place = f"{location}#{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield IngestError(MIXED, place)
            return
        except csv.Error as error:
            yield IngestError(f"This row is broken ({error}).", place)
            continue
        if not any(row):
            number -= 1
        elif len(row) != len(header):
            reason = f"This row has {len(row)} columns, the first row names {len(header)}."
            yield IngestError(reason, place)
        else:
            data = dict(zip(header, map(_listed, row), strict=True))
            yield from_object(data, place, options.mapping)


def _check(header: list[str], options: Options, location: str) -> None:
    names = {name.lower() for name in header}
    if options.mapping.get("text") not in header and names.isdisjoint(NAMES["text"]):
        columns = ", ".join(header)[:200]
        raise IngestError(
            f"No column is known to be the text; there are: {columns}. Say which it is with"
            " --map text=COLUMN.",
            location,
        )


def _listed(value: str) -> object:
    """A cell; a list where a list of Python was written into it, as pandas does."""
    if value.startswith("[") and value.endswith("]") and len(value) < 10_000:
        try:
            return ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):  # so it is no list
            return value
    return value
