"""A line that says something at its left and something at its right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.render.sanitize import shorten


class StatusBar(Widget):
    """One line; where it is too narrow for both, the left gives way."""

    ALLOW_SELECT = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.left = Content("")
        self.right = ""

    def say(self, left: Content | str | None = None, right: str | None = None) -> None:
        """Change what the line says; None leaves a side as it is."""
        if left is not None:
            self.left = left if isinstance(left, Content) else Content(left)
        if right is not None:
            self.right = right
        self.refresh()

    def on_resize(self) -> None:
        """Put the right side where it belongs."""
        self.refresh()

    def render(self) -> Content:
        """The line as wide as the widget."""
        width = self.content_size.width
        right = shorten(self.right, width)
        room = width - len(right) - (2 if right else 0)
        left = self.left
        if left.cell_length > room:
            left = left.truncate(max(room, 0), ellipsis=True)
        gap = width - left.cell_length - Content(right).cell_length
        return left + Content(" " * max(gap, 0) + right)
