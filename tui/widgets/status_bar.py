"""A line with text on the left and on the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.render.sanitize import shorten


class StatusBar(Widget):
    """One line; if it is too narrow for both texts, the left one is cut."""

    ALLOW_SELECT = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._left = Content("")
        self._right = ""

    def show(self, left: Content | str | None = None, right: str | None = None) -> None:
        """Change one text or both; None leaves it as it is."""
        if left is not None:
            self._left = left if isinstance(left, Content) else Content(left)
        if right is not None:
            self._right = right
        self.refresh()

    def show_position(self, position: str) -> None:
        """Show a position on the right, with a margin."""
        self.show(right=f"{position} " if position else "")

    def on_resize(self) -> None:
        """Draw both texts for the new width."""
        self.refresh()

    def render(self) -> Content:
        """Return the line, as wide as the widget."""
        width = self.content_size.width
        right = shorten(self._right, width)
        room = width - len(right) - (2 if right else 0)
        left = self._left
        if left.cell_length > room:
            left = left.truncate(max(room, 0), ellipsis=True)
        gap = width - left.cell_length - Content(right).cell_length
        return left + Content(" " * max(gap, 0) + right)
