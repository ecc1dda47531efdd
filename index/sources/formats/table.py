"""CSV and other tables: one article per row, below a row of column names."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from index.errors import IngestError
from index.sources.dates import is_day_first
from index.sources.field_names import has_field, parse_list
from index.sources.fields import (
    article_from_object,
    date_of_object,
    list_names,
    missing_field_error,
)
from index.sources.options import ImportItems, ImportOptions
from index.sources.streams import MAX_BYTES, buffer_if_small, open_text

DELIMITERS = ",;\t|"
SEPARATOR_LINE = re.compile(rf"\ufeff?sep=([{DELIMITERS}])\s*", re.I)  # written by spreadsheets
MAX_PREFACE = 20  # lines above the names of the columns
MIXED_ENCODINGS = "The file mixes encodings. Save it as UTF-8."


def read(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the article of each row, or the error in its place.

    Raises IngestError if no column has the text, or a mapped column does not exist.
    """
    stream, day_first = buffer_if_small(stream), None
    if stream.seekable():  # how a file writes its dates is seen from all of them
        rows = _rows(stream, location, options)
        day_first = is_day_first(
            date_of_object(row, options.mapping) for _, row in rows if isinstance(row, dict)
        )
        stream.seek(0)
    for row_location, row in _rows(stream, location, options):
        if isinstance(row, IngestError):
            yield row
        else:
            yield article_from_object(row, row_location, options.mapping, day_first)


def _rows(
    stream: BinaryIO, location: str, options: ImportOptions
) -> Iterator[tuple[str, dict[str, object] | IngestError]]:
    """Yield the location and the cells of each row by column name, or the error in its place."""
    csv.field_size_limit(MAX_BYTES)
    lines = open_text(stream, location)
    try:
        header, delimiter = _find_header(lines, options)
    except UnicodeDecodeError:
        raise IngestError(MIXED_ENCODINGS, location) from None
    except csv.Error as error:
        raise IngestError(f"The first row is invalid ({error}).", location) from error
    check_columns(header, options, location)
    current: list[str] = []  # the lines of a row
    rows = csv.reader(_noted(lines, current), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        row_location = f"{location}#{number}"
        current.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield row_location, IngestError(MIXED_ENCODINGS, row_location)
            return
        except csv.Error as error:
            row = _split_row(current, delimiter)
            if len(row) != len(header):
                reason = f"This row is invalid ({error}). Fix it and add the file again."
                yield row_location, IngestError(reason, row_location)
                continue
        if not any(row):
            number -= 1
        elif len(row) != len(header):
            reason = (
                f"This row has {len(row)} columns, but the first row names {len(header)}. Fix it."
            )
            yield row_location, IngestError(reason, row_location)
        else:
            yield row_location, dict(zip(header, map(parse_list, row), strict=True))


def _find_header(lines: TextIO, options: ImportOptions) -> tuple[list[str], str]:
    """Return the names of the columns, and what stands between cells.

    They are in the first line, or in one below the lines that a program wrote above its export.
    """
    first = _first_line(lines)
    declared = SEPARATOR_LINE.fullmatch(first)
    headers: list[tuple[list[str], str]] = []
    for _ in range(MAX_PREFACE):
        if declared and not headers:
            first = _first_line(lines)
        delimiter = declared.group(1) if declared else max(DELIMITERS, key=first.count)
        header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        headers.append((header, delimiter))
        is_header = options.mapping.get("text") in header or has_field(header, "text")
        if is_header and (len(header) > 1 or not first.strip()):
            return headers[-1]
        first = _first_line(lines)
    return headers[0]


def _first_line(lines: TextIO) -> str:
    """Return the first line that is not blank, or an empty string."""
    while (line := lines.readline(MAX_BYTES)) and not line.strip():
        continue
    return line


def _noted(lines: TextIO, current: list[str]) -> Iterator[str]:
    """Yield the lines, and add each to ``current``."""
    for line in lines:
        current.append(line)
        yield line


def _split_row(lines: list[str], delimiter: str) -> list[str]:
    """Return the cells of a row on one line in which quotation marks are not doubled.

    A mark closes a cell only before a delimiter or at the end. Returns no cells for other rows.
    """
    if len(lines) != 1:
        return []
    parts = lines[0].rstrip("\r\n").split(delimiter)
    closing = [number for number, part in enumerate(parts) if part.endswith('"')]
    cells, at = [], 0
    while at < len(parts):
        after = bisect_left(closing, at + (parts[at] == '"'))
        is_quoted = parts[at].startswith('"') and after < len(closing)
        end = closing[after] + 1 if is_quoted else at + 1
        cell = delimiter.join(parts[at:end])
        cells.append((cell[1:-1] if is_quoted else cell).replace('""', '"'))
        at = end
    return cells


def check_columns(header: list[str], options: ImportOptions, location: str) -> None:
    """Raise IngestError if no column has the text, or a mapped column does not exist."""
    missing = {ours: theirs for ours, theirs in options.mapping.items() if theirs not in header}
    if missing:
        raise missing_field_error(missing, header, location, "column")
    if "text" not in options.mapping and not has_field(header, "text"):
        raise IngestError(
            "No column is recognized as the text. Name it in a shell: onrecord add --map"
            " text=COLUMN FILE."
            f" {list_names(header, 'column')}",
            location,
        )
