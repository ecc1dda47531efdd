"""The dialog that lists files and articles that could not be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.dialogs.dialog import Dialog
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.session.progress import Failure
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


def failure_row(failure: Failure, width: int) -> list[Content]:
    """Draw the location, then the reason on up to two lines."""
    reason = Content(one_line(failure.reason)).wrap(max(width, 8))
    return [styled(shorten(one_line(failure.location), width), "strong"), *reason[:2]]


FAILURES: RowType[Failure] = RowType(4, failure_row, lambda failure: failure.location)


class FailureList(Dialog[None]):
    """The failures of the last job."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(Content(f"Could not be added: {len(failures):,}"))
        self._failures = failures

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield RowList(FAILURES)

    def on_mount(self) -> None:
        """Fill the list."""
        failures = self.query_one(RowList)
        failures.empty = Content("No failures so far.")
        failures.show_rows(list(self._failures))
