"""What a list must know of its rows: how they are drawn, told apart and grouped."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.content import Content
from textual.content import Span as Ink

from tui.render.sanitize import shorten

Row = TypeVar("Row")


@dataclass(frozen=True)
class Kind(Generic[Row]):
    """How one kind of row is drawn and told from others."""

    height: int
    draw: Callable[[Row, int], list[Content]]
    """The lines of a row, at most ``height``, in a width of cells; spans are inks."""
    key: Callable[[Row], Hashable]
    group: Callable[[Row], str] | None = None
    """What the rows are grouped by; the first of a group has it above its own lines, and all
    leave a line for it."""

    @property
    def lead(self) -> int:
        """How many lines of a row come before its own."""
        return 0 if self.group is None else 1

    def leading(self, row: Row, above: Row | None, width: int) -> list[Content]:
        """Those lines, where ``above`` is the row before."""
        if self.group is None:
            return []
        heading = self.group(row)
        if above is not None and self.group(above) == heading:
            return [Content("")]
        return [Content(shorten(heading, width), [Ink(0, width, "heading")])]
