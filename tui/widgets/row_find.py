"""Find words in the rows of a list, including rows that have not been loaded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from textual.content import Content
from textual.content import Span as StyledSpan

from tui.render.sanitize import fold_characters

Draw = Callable[[Any, int], list[Content]]

CHUNK = 500  # rows searched at once
SEARCH_WIDTH = 1000  # cells for drawing rows to search; wide, so that little is cut off
ROW_SEPARATOR = "\0"  # no row contains it


@dataclass(eq=False, repr=False)
class RowFind:
    """Words to find in a list, and the rows found so far."""

    words: str = ""
    origin: int = 0
    """The row where the find starts."""
    rows: list[int] = field(default_factory=list)
    """The numbers of the matching rows, ascending."""
    is_complete: bool = True

    def add(self, rows: Sequence[int]) -> None:
        """Add matching rows."""
        for row in rows:
            insort(self.rows, row)

    def next(self, row: int, by: int) -> int | None:
        """Return the next or previous matching row; wrap around at the ends."""
        if not self.rows:
            return None
        start = bisect_right(self.rows, row) - 1 if by > 0 else bisect_left(self.rows, row)
        return self.rows[(start + by) % len(self.rows)]

    def first(self) -> int | None:
        """Return the first matching row from the origin on."""
        return self.next(self.origin - 1, 1)

    def position(self, row: int) -> str:
        """Return the position of a row among the matches: “match 3/17”."""
        if not self.words:
            return ""
        index = bisect_left(self.rows, row)
        is_match = index < len(self.rows) and self.rows[index] == row
        more = "" if self.is_complete else "…"
        return f"match {index + 1 if is_match else 0}/{len(self.rows)}{more}"

    def highlight(self, line: Content) -> Content:
        """Highlight the words in a line of a row."""
        wanted = fold_characters(self.words).strip()
        if not wanted:
            return line
        text, spans, start = fold_characters(line.plain), [], 0
        while (start := text.find(wanted, start)) >= 0:
            spans.append(StyledSpan(start, start + len(wanted), "match"))
            start += len(wanted)
        return Content(line.plain, [*line.spans, *spans]) if spans else line


def matching_rows(
    words: str, draw: Draw, fetch: Callable[[int, int], Sequence[Any]], start: int
) -> Iterator[list[int]]:
    """Yield the numbers of matching rows chunk by chunk: from ``start`` to the end, then the rest.

    A row matches if its drawn text contains the words, ignoring case and accents.
    """
    wanted = fold_characters(words).strip()
    begin = start // CHUNK * CHUNK
    for offset in count(begin, CHUNK):
        rows = fetch(offset, CHUNK)
        yield _matching(rows, offset, draw, wanted)
        if len(rows) < CHUNK:
            break
    for offset in range(0, begin, CHUNK):
        yield _matching(fetch(offset, CHUNK), offset, draw, wanted)


def _matching(rows: Sequence[Any], offset: int, draw: Draw, wanted: str) -> list[int]:
    texts = ("\n".join(line.plain for line in draw(row, SEARCH_WIDTH)) for row in rows)
    # Folded together, because each call builds a translation table.
    folded = fold_characters(ROW_SEPARATOR.join(texts)).split(ROW_SEPARATOR)
    return [number for number, text in enumerate(folded, offset) if wanted in text]
