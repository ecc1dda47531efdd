"""All that the reader corrected; each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content

from index.article import Correction, NameCorrection
from tui.cli.corrections import told
from tui.dialogs.dialog import Box
from tui.render.dates import day
from tui.render.row_type import Kind
from tui.render.rows import inked
from tui.render.sanitize import one_line, plural, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Made:
    """A correction with its place in the file, and why it fits nothing, if so."""

    number: int
    correction: Correction
    unfit: str


def draw(made: Made, width: int) -> list[Content]:
    """What it says; when it was made and in which article, or why it fits nothing."""
    each = made.correction
    title = "" if isinstance(each, NameCorrection) else one_line(each.title)
    about = " · ".join(filter(None, (day(each.made).strip(), title)))
    foot = f"fits nothing: {made.unfit}" if made.unfit else about
    return [
        inked(shorten(one_line(told(each)), width), "strong"),
        inked(shorten(f"  {foot}", width), "accent" if made.unfit else "muted"),
    ]


MADE: Kind[Made] = Kind(2, draw, lambda made: made.number)


class Corrections(Box[Any]):
    """Returns the correction that is to be taken back, or None."""

    FOOT = "Enter takes a correction back · Esc closes"
    AUTO_FOCUS = "RowList"

    def __init__(self, made: Sequence[Made], file: str) -> None:
        super().__init__(Content(f"{plural(len(made), 'correction')} in {one_line(file)}"))
        self._made = made

    def inside(self) -> ComposeResult:
        """The list."""
        yield RowList(MADE)

    def on_mount(self) -> None:
        """Fill the list."""
        shown = self.query_one(RowList)
        shown.empty = Content("Nothing was corrected: ! on a quote does it, a on a speaker.")
        shown.show_rows(self._made)

    @on(RowList.Opened)
    def _taken_back(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.correction)
