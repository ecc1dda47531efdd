"""What could not be added, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.dialogs.dialog import Dialog
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.session.jobs import Failure
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


def draw(failure: Failure, width: int) -> list[Content]:
    """Where it lies, then the reason."""
    reason = Content(one_line(failure.reason)).wrap(max(width, 8))
    return [styled(shorten(one_line(failure.location), width), "strong"), *reason[:2]]


FAILURES: RowType[Failure] = RowType(4, draw, lambda failure: failure.location)


class FailureList(Dialog[None]):
    """A list of the files and articles that were left out."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(Content(f"Not added: {plural(len(failures), 'failure')}"))
        self._failures = failures

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield RowList(FAILURES)

    def on_mount(self) -> None:
        """Fill the list."""
        shown = self.query_one(RowList)
        shown.empty = Content("Nothing has failed so far.")
        shown.show_rows(list(self._failures))
