"""Excel workbooks: one article per row of each sheet, below a row of column names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import BinaryIO

import openpyxl

from index.errors import IngestError
from index.sources.dates import is_day_first
from index.sources.fields import article_from_object, date_of_object
from index.sources.formats.table import check_columns
from index.sources.options import ImportItems, ImportOptions
from index.sources.streams import MAX_BUFFERED, read_bytes
from index.sources.text import describe_error

MAX_UNPACKED = 512 << 20  # bytes of all parts together
MAX_COLUMNS = 500
MAX_ABOVE = 9  # rows above the column names

Row = tuple[str, dict[str, object]]


def read(stream: BinaryIO, location: str, options: ImportOptions) -> ImportItems:
    """Yield the article of each row, or the error in its place.

    Sheets without a column for the text are skipped. Raises IngestError if no sheet has one, or if
    the file is damaged.
    """
    data = read_bytes(stream, location, MAX_BUFFERED)
    values = (date_of_object(row, options.mapping) for _, row in _rows(data, location, options))
    day_first = is_day_first(values)
    for row_location, row in _rows(data, location, options):
        yield article_from_object(row, row_location, options.mapping, day_first)


def _rows(data: bytes, location: str, options: ImportOptions) -> Iterator[Row]:
    """Yield the location and the cells of each row by column name."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MAX_UNPACKED:
            raise IngestError(f"This file unpacks to {size >> 20} MB. Split it.", location)
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        missing: IngestError | None = None
        is_read = False
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
            try:
                header = _find_header(rows, options, location)
            except IngestError as reason:
                missing = missing or reason
                continue
            is_read = True
            yield from _sheet_rows(header, rows, f"{location}#{sheet.title}")
    except IngestError:
        raise
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This Excel file is damaged ({describe_error(error)}). Save it again.", location
        ) from error
    if missing and not is_read:
        raise missing


def _find_header(
    rows: Iterator[tuple[object, ...]], options: ImportOptions, location: str
) -> list[str]:
    """Return the row of column names, which may stand below a title; raises IngestError."""
    missing: IngestError | None = None
    for row in islice(rows, MAX_ABOVE + 1):
        header = [str(cell or "").strip() for cell in row]
        try:
            check_columns(header, options, location)
        except IngestError as reason:
            missing = reason if missing is None and sum(map(bool, header)) > 1 else missing
        else:
            return header
    raise missing or IngestError("This workbook is empty or has no row of column names.", location)


def _sheet_rows(
    header: Sequence[str], rows: Iterator[tuple[object, ...]], location: str
) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        values = [_cell(cell) for cell in cells]
        if any(values):
            yield f"{location}.{number}", dict(zip(header, values, strict=False))


def _cell(value: object) -> object:
    """Return a date as it is, and anything else as text."""
    if value is None or isinstance(value, bool):
        return ""
    return value if isinstance(value, datetime) else str(value)
