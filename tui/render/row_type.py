"""How a list draws, identifies and groups its rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from textual.content import Content
from textual.content import Span as StyledSpan

from tui.render.sanitize import shorten

Row = TypeVar("Row")
NEW = " new"


class RowType(NamedTuple, Generic[Row]):
    """How to draw and identify the rows of one list."""

    height: int
    draw: Callable[[Row, int], list[Content]]
    """Return the lines of a row, at most ``height``, for a width in cells."""
    key: Callable[[Row], Hashable]
    group: Callable[[Row], str] | None = None
    """Return the heading of a row's group. It is shown above the first row of the group; the
    other rows have an empty line in its place."""

    is_heading: Callable[[Row], bool] = lambda _: False
    """Whether a row is a heading, which cannot be selected."""

    def selectable(
        self, number: int, by: int, row_at: Callable[[int], Row | None], length: int
    ) -> int:
        """Return the first row from ``number`` on, down or up by the sign of ``by``, to select."""
        down, up = range(number, length), range(number, -1, -1)
        for each in chain(down, up) if by > 0 else chain(up, down):
            row = row_at(each)
            if row is None or not self.is_heading(row):
                return each
        return number

    @property
    def header_height(self) -> int:
        """The number of lines above the row's own."""
        return 0 if self.group is None else 1

    def header_lines(self, row: Row, previous: Row | None, width: int) -> list[Content]:
        """Return the lines above the row's own; ``previous`` is the row before it."""
        if self.group is None:
            return []
        heading = self.group(row)
        if previous is not None and self.group(previous) == heading:
            return [Content("")]
        return [Content(shorten(heading, width), [StyledSpan(0, width, "heading")])]


def mark_new(draw: Callable[[Row, int], list[Content]], row: Row, width: int) -> list[Content]:
    """Draw a row with a mark at the right end of its first line."""
    first, *others = draw(row, max(width - len(NEW), 1))
    gap = max(width - len(NEW) - first.cell_length, 0)
    mark = Content(NEW, [StyledSpan(0, len(NEW), "accent")])
    return [first + Content(" " * gap) + mark, *others]
