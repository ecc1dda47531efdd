"""Finding words in the rows of a list, window by window, wherever they lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from textual.content import Content
from textual.content import Span as Ink

from tui.render.sanitize import fold_characters

Draw = Callable[[Any, int], list[Content]]

CHUNK = 500  # rows that are looked at together
WIDE = 1000  # cells in which little of a row is cut off
END = "\0"  # between rows, none of which has it


@dataclass
class Finding:
    """What is looked for in a list, and the rows that are known to have it."""

    words: str = ""
    origin: int = 0
    """The row from which on one looks."""
    places: list[int] = field(default_factory=list)
    over: bool = True
    """Whether all rows have been looked at."""

    def add(self, places: Sequence[int]) -> None:
        """Take note of more rows."""
        for place in places:
            insort(self.places, place)

    def next(self, row: int, by: int) -> int | None:
        """The next or previous row that has the words, round the ends."""
        if not self.places:
            return None
        at = bisect_right(self.places, row) if by > 0 else bisect_left(self.places, row) - 1
        return self.places[at % len(self.places)]

    def first(self) -> int | None:
        """The first row that has the words from the origin on."""
        return self.next(self.origin - 1, 1)

    def told(self, row: int) -> str:
        """Where one is among them: “hit 3/17”."""
        if not self.words:
            return ""
        at = bisect_left(self.places, row)
        here = at + 1 if at < len(self.places) and self.places[at] == row else 0
        return f"hit {here}/{len(self.places)}{'' if self.over else '…'}"

    def lit(self, line: Content) -> Content:
        """A line of a row with the words lit in it."""
        wanted = fold_characters(self.words).strip()
        if not wanted:
            return line
        text, inks, at = fold_characters(line.plain), [], 0
        while (at := text.find(wanted, at)) >= 0:
            inks.append(Ink(at, at + len(wanted), "match"))
            at += len(wanted)
        return Content(line.plain, [*line.spans, *inks]) if inks else line


def matching(
    words: str, draw: Draw, fetch: Callable[[int, int], Sequence[Any]], start: int
) -> Iterator[list[int]]:
    """The numbers of the rows that show the words, from a row on and round, chunk by chunk."""
    wanted = fold_characters(words).strip()
    begin = start // CHUNK * CHUNK
    for offset in count(begin, CHUNK):
        rows = fetch(offset, CHUNK)
        yield _showing(rows, offset, draw, wanted)
        if len(rows) < CHUNK:
            break
    for offset in range(0, begin, CHUNK):
        yield _showing(fetch(offset, CHUNK), offset, draw, wanted)


def _showing(rows: Sequence[Any], offset: int, draw: Draw, wanted: str) -> list[int]:
    drawn = ("\n".join(line.plain for line in draw(row, WIDE)) for row in rows)
    folded = fold_characters(END.join(drawn)).split(END)  # at once: a table is made for each text
    return [number for number, text in enumerate(folded, offset) if wanted in text]
