"""Every key, and the search language, searchable."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from index.query import guide
from tui import keys
from tui.plain import fold
from tui.rows import inked
from tui.screens.box import Box
from tui.widgets.row_list import Kind, RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

COLUMN = 14
GUIDE_WIDTH = 52


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the help: a key and what it does, or the name of a place."""

    key: str
    text: str


def lines(words: str) -> list[Line]:
    """The keys whose place, name or explanation has all the words."""
    wanted = fold(words).split()
    found: list[Line] = []
    for place, bindings in keys.PLACES.items():
        matching = [
            Line(keys.shown(binding), binding.tooltip)
            for binding in bindings
            if all(
                word
                in fold(f"{place} {keys.shown(binding)} {binding.description} {binding.tooltip}")
                for word in wanted
            )
        ]
        if matching:
            found += [Line("", place), *matching]
    return found + _guide(wanted)


def _guide(wanted: list[str]) -> list[Line]:
    """The lines about the search language that have all the words."""
    rows = [*guide.EXAMPLES, *(("", note) for note in guide.NOTES)]
    matching = [
        row for row in rows if all(word in fold(f"search {' '.join(row)}") for word in wanted)
    ]
    found = [Line("", "What you can search for")] if matching else []
    for line, finds in matching:
        if line:
            found.append(Line(line, ""))
        found += [Line(" ", part) for part in wrap(finds, GUIDE_WIDTH)]
    return found


def draw(line: Line, _width: int) -> list[Content]:
    """A line of the help."""
    if not line.key:
        return [inked(line.text, "accent")]
    return [inked(f"  {line.key:<{COLUMN}}", "strong") + Content(line.text)]


LINES: Kind[Line] = Kind(1, draw, lambda line: (line.key, line.text))


class Help(Box[None]):
    """A list of all keys with a line to narrow it."""

    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__(Content("Keys and search"))

    def inside(self) -> ComposeResult:
        """The line to search in, and the keys."""
        yield Input(placeholder="type to search", compact=True)
        yield RowList(LINES)

    def on_mount(self) -> None:
        """Show all keys."""
        self._show("")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one(RowList).focus()

    def _show(self, words: str) -> None:
        found = self.query_one(RowList)
        found.empty = Content("No key does that.")
        found.show_rows(lines(words))
