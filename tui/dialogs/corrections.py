"""The dialog that lists all corrections and removes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content

from index.user_data import Correction, NameCorrection
from tui.dialogs.dialog import Dialog
from tui.render.dates import format_date
from tui.render.phrases import describe_correction, plural
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction with its position in the file."""

    number: int
    correction: Correction
    why_unmatched: str
    """Why it no longer matches; empty if it matches."""


def correction_row(row: CorrectionRow, width: int) -> list[Content]:
    """Draw a correction, then its date and article, or why it no longer matches."""
    correction = row.correction
    title = "" if isinstance(correction, NameCorrection) else one_line(correction.title)
    details = " · ".join(filter(None, (format_date(correction.made).strip(), title)))
    footer = f"no match: {row.why_unmatched}" if row.why_unmatched else details
    return [
        styled(shorten(one_line(describe_correction(correction)), width), "strong"),
        styled(shorten(f"  {footer}", width), "accent" if row.why_unmatched else "muted"),
    ]


CORRECTIONS: RowType[CorrectionRow] = RowType(2, correction_row, lambda row: row.number)


class CorrectionList(Dialog[Any]):
    """Returns the correction to remove, or None."""

    HINT = "Enter removes the correction · Esc closes"
    AUTO_FOCUS = "RowList"

    def __init__(self, rows: Sequence[CorrectionRow], file: str) -> None:
        super().__init__(Content(f"{plural(len(rows), 'correction')} in {one_line(file)}"))
        self._rows = rows

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield RowList(CORRECTIONS)

    def on_mount(self) -> None:
        """Fill the list."""
        corrections = self.query_one(RowList)
        corrections.empty = Content("No corrections yet. Press ! on a quote, or a on a speaker.")
        corrections.show_rows(self._rows)

    @on(RowList.Opened)
    def _selected(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.correction)
