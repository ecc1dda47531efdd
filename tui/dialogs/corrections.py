"""All that the reader corrected; each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content

from index.user_data import Correction, NameCorrection
from tui.cli.corrections import told
from tui.dialogs.dialog import Dialog
from tui.render.dates import format_date
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction with its place in the file, and why it fits nothing, if so."""

    number: int
    correction: Correction
    unfit: str


def draw(made: CorrectionRow, width: int) -> list[Content]:
    """What it says; when it was made and in which article, or why it fits nothing."""
    each = made.correction
    title = "" if isinstance(each, NameCorrection) else one_line(each.title)
    about = " · ".join(filter(None, (format_date(each.made).strip(), title)))
    foot = f"fits nothing: {made.unfit}" if made.unfit else about
    return [
        styled(shorten(one_line(told(each)), width), "strong"),
        styled(shorten(f"  {foot}", width), "accent" if made.unfit else "muted"),
    ]


MADE: RowType[CorrectionRow] = RowType(2, draw, lambda made: made.number)


class CorrectionList(Dialog[Any]):
    """Returns the correction that is to be taken back, or None."""

    FOOT = "Enter takes a correction back · Esc closes"
    AUTO_FOCUS = "RowList"

    def __init__(self, made: Sequence[CorrectionRow], file: str) -> None:
        super().__init__(Content(f"{plural(len(made), 'correction')} in {one_line(file)}"))
        self._made = made

    def compose_body(self) -> ComposeResult:
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
