"""The dialog that lists files and articles that could not be added."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.dialogs.dialog import ListDialog
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.session.progress import Failure


def failure_row(failure: Failure, width: int) -> list[Content]:
    """Draw the location, then the reason on up to two lines."""
    reason = Content(one_line(failure.reason)).wrap(max(width, 8))
    return [styled(shorten(one_line(failure.location), width), "strong"), *reason[:2]]


FAILURES: RowType[Failure] = RowType(4, failure_row, lambda failure: failure.location)


class FailureList(ListDialog):
    """The failures of the last job of this session."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        title = f"Could not be added in this session: {len(failures):,}"
        super().__init__(
            title,
            FAILURES,
            list(failures),
            "No failures in this session. `onrecord add` lists its own when it ends.",
        )
