"""The dialog to choose a citation style."""

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
    """Returns the name of a citation style, or None."""

    AUTO_FOCUS = "RowList"
    HINT = "Enter selects · Esc closes"

    def __init__(self, styles: Sequence[str], current: str, example: Callable[[str], str]) -> None:
        """``example`` returns a quote cited in a style."""
        super().__init__(Content("Citation style"))
        self._styles, self._current, self._example = styles, current, example

    def compose_body(self) -> ComposeResult:
        """Compose the list of styles."""
        yield RowList(RowType(4, self._draw, lambda style: style))

    def _draw(self, style: str, width: int) -> list[Content]:
        tick = "✓ " if style == self._current else "  "
        example = [one_line(line) for line in self._example(style).split("\n")]
        lines = [line for line in example if line not in ("", ">")][:3]
        return [
            rows.styled(tick + style, "strong"),
            *(rows.styled(shorten(f"  {line}", width), "muted") for line in lines),
        ]

    def on_mount(self) -> None:
        """Show the styles with the cursor on the current one."""
        cursor = self._styles.index(self._current) if self._current in self._styles else 0
        self.query_one(RowList).show_rows(self._styles, cursor)

    @on(RowList.Opened)
    def _selected(self, event: RowList.Opened) -> None:
        self.dismiss(event.row)
