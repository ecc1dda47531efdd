"""The dialog to choose a citation style."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from tui.dialogs.dialog import ListDialog
from tui.render import rows
from tui.render.row_type import RowType
from tui.render.sanitize import one_line, shorten


class CitationPicker(ListDialog):
    """Returns the name of a citation style, or None."""

    HINT = "Enter selects · Esc closes"

    def __init__(self, styles: Sequence[str], current: str, example: Callable[[str], str]) -> None:
        """``example`` returns a quote cited in a style."""
        self._current, self._example = current, example
        row_type: RowType[str] = RowType(4, self._draw, lambda style: style)
        cursor = styles.index(current) if current in styles else 0
        super().__init__("Citation style", row_type, styles, "", cursor)

    def _draw(self, style: str, width: int) -> list[Content]:
        tick = "✓ " if style == self._current else "  "
        example = [one_line(line) for line in self._example(style).split("\n")]
        lines = [line for line in example if line not in ("", ">")][:3]
        return [
            rows.styled(tick + style, "strong"),
            *(rows.styled(shorten(f"  {line}", width), "muted") for line in lines),
        ]

    def select(self, row: str) -> None:
        """Return the style."""
        self.dismiss(row)
