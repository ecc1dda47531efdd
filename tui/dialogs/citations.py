"""A box in which one chooses how quotes are cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from tui.dialogs.dialog import Dialog
from tui.render import rows
from tui.render.row_type import RowType
from tui.render.sanitize import one_line, shorten
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CitationPicker(Dialog["str | None"]):
    """Returns the name of a form of citation, or None."""

    AUTO_FOCUS = "RowList"
    FOOT = "Enter chooses · Esc closes"

    def __init__(self, forms: Sequence[str], now: str, example: Callable[[str], str]) -> None:
        """``example`` gives a quote cited in a form."""
        super().__init__(Content("How quotes are cited"))
        self._forms, self._now, self._example = forms, now, example

    def compose_body(self) -> ComposeResult:
        """The forms, each with an example."""
        yield RowList(RowType(4, self._draw, lambda form: form))

    def _draw(self, form: str, width: int) -> list[Content]:
        tick = "✓ " if form == self._now else "  "
        example = [one_line(line) for line in self._example(form).split("\n")]
        shown = [line for line in example if line not in ("", ">")][:3]
        return [
            rows.styled(tick + form, "strong"),
            *(rows.styled(shorten(f"  {line}", width), "muted") for line in shown),
        ]

    def on_mount(self) -> None:
        """Show the forms, the cursor on the one in force."""
        place = self._forms.index(self._now) if self._now in self._forms else 0
        self.query_one(RowList).show_rows(self._forms, place)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row)
