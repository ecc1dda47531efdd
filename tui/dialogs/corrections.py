"""The dialog that lists all corrections and removes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from index.user_data import Correction, Deletion
from tui.dialogs.dialog import ListDialog
from tui.render.dates import format_date
from tui.render.phrases import describe_correction, plural
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten


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
    is_deletion = isinstance(correction, Deletion)
    title = "" if is_deletion else one_line(getattr(correction, "title", ""))
    details = " · ".join(filter(None, (format_date(correction.made).strip(), title)))
    footer = f"no match: {row.why_unmatched}" if row.why_unmatched else details
    return [
        styled(shorten(one_line(describe_correction(correction)), width), "strong"),
        styled(shorten(f"  {footer}", width), "accent" if row.why_unmatched else "muted"),
    ]


CORRECTIONS: RowType[CorrectionRow] = RowType(2, correction_row, lambda row: row.number)


class CorrectionList(ListDialog):
    """Returns the correction to remove, or None."""

    HINT = "Enter removes the correction · Esc closes"

    def __init__(self, rows: Sequence[CorrectionRow], file: str) -> None:
        title = f"{plural(len(rows), 'correction')} in {one_line(file)}"
        empty = "No corrections yet. ! corrects a quote, a a name, E an article."
        super().__init__(title, CORRECTIONS, rows, empty)

    def select(self, row: CorrectionRow) -> None:
        """Return the correction."""
        self.dismiss(row.correction)


class DeletedList(ListDialog):
    """Returns the deletion, or hidden outlet, to undo, or None."""

    HINT = "Enter restores · Esc closes"

    def __init__(self, rows: Sequence[CorrectionRow]) -> None:
        empty = "Nothing is deleted or hidden. D deletes an article, Z hides its outlet."
        super().__init__("Deleted articles and hidden outlets", CORRECTIONS, rows, empty)

    def select(self, row: CorrectionRow) -> None:
        """Return the deletion or hidden outlet."""
        self.dismiss(row.correction)
