"""Every key, and the search language, searchable."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from index.query import guide
from tui import keys
from tui.dialogs.dialog import Box
from tui.render.row_type import Kind
from tui.render.rows import inked
from tui.render.sanitize import fold
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import Binding

COLUMN = 14
GUIDE_WIDTH = 52
ELSEWHERE = "Elsewhere"
PLACES_ORDER = {"Lists": 0, "The article": 0, "Everywhere": 2}  # the others come between


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the help: a key and what it does, or the name of a place."""

    key: str
    text: str


def lines(words: str, here: Collection[str] | None = None, own: keys.Own = keys.NONE) -> list[Line]:
    """The keys whose place, name or explanation has all the words.

    Those that are ``here``, by their ids, come first, what is particular to the place before all;
    ``own`` are the reader's own keys.
    """
    wanted = fold(words).split()
    found: list[Line] = []
    places = [*keys.PLACES.items()]
    if here is not None:
        near = [(place, [b for b in bindings if b.id in here]) for place, bindings in places]
        near.sort(key=lambda each: PLACES_ORDER.get(each[0], 1))
        far = [b for _, bindings in places for b in bindings if b.id not in here]
        places = [*near, (ELSEWHERE, far)]
    for place, bindings in places:
        matching = [
            Line(keys.shown(binding, own), binding.tooltip)
            for binding in bindings
            if _has(f"{place} {keys.shown(binding, own)} {binding.description}", binding, wanted)
        ]
        if matching:
            found += [Line("", place), *matching]
    return found + _guide(wanted)


def _has(text: str, binding: Binding, wanted: Collection[str]) -> bool:
    folded = fold(f"{text} {binding.tooltip}")
    return all(word in folded for word in wanted)


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

    def __init__(self, here: Collection[str] | None = None, own: keys.Own = keys.NONE) -> None:
        """``here`` are the ids of the keys that do something where one is."""
        super().__init__(Content("Keys and search"))
        self._here, self._own = here, own

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
        found.show_rows(lines(words, self._here, self._own))
