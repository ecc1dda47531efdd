"""Put the lines of a PDF page in reading order where columns are drawn row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

MIN_ROWS = 3  # that have text in two columns
MIN_TEXT = 15  # characters of a line of text, on average; shorter ones are a table
TOLERANCE = 3.0  # points between the starts of lines of one column


class PdfLine(NamedTuple):
    """A line of a page and where it begins, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float
    page: int


def arrange_columns(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page, column after column if they were drawn row by row.

    Pieces at the same height that are not columns are joined into one line again.
    """
    rows = [list(group) for _, group in groupby(lines, key=lambda line: line.y)]
    starts = _column_starts(rows)
    if len(starts) < 2:
        return [_join(row) for row in rows]
    numbers = [number for number, row in enumerate(rows) if _is_in_columns(row, starts)]
    first, last = numbers[0], numbers[-1]
    while last + 1 < len(rows) and all(
        _column(line, starts) is not None for line in rows[last + 1]
    ):
        last += 1
    inside = [line for row in rows[first : last + 1] for line in row]
    inside.sort(key=lambda line: _column(line, starts) or 0)
    return [*map(_join, rows[:first]), *inside, *map(_join, rows[last + 1 :])]


def _column_starts(rows: Sequence[Sequence[PdfLine]]) -> list[float]:
    """Return where the columns begin, from the left; fewer than two if there are none."""
    counts: Counter[float] = Counter()
    texts: list[str] = []
    for row in rows:
        if len(row) > 1:
            counts.update({round(line.x / TOLERANCE) * TOLERANCE for line in row})
            texts += [line.text for line in row]
    if not texts or sum(map(len, texts)) < MIN_TEXT * len(texts):
        return []
    return sorted(x for x, count in counts.items() if count >= MIN_ROWS)


def _is_in_columns(row: Sequence[PdfLine], starts: Sequence[float]) -> bool:
    return len(row) > 1 and all(_column(line, starts) is not None for line in row)


def _column(line: PdfLine, starts: Sequence[float]) -> int | None:
    """Return the column in which a line begins, perhaps with an indent; None if in no column."""
    columns = [n for n, start in enumerate(starts) if start <= line.x + TOLERANCE]
    column = columns[-1] if columns else None
    return column if column is not None and line.x - starts[column] < 3 * line.size else None


def _join(row: Sequence[PdfLine]) -> PdfLine:
    return row[0]._replace(text=" ".join(line.text for line in row))
