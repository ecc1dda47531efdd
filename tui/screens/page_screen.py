"""The base of the screens that cover the whole terminal."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.geometry import Size
from textual.screen import Screen

from tui.drawing.frames import FrameCompositor

T = TypeVar("T")


class PageScreen(Screen[T]):
    """Is styled, laid out and drawn once when it opens.

    Textual does each twice: when the screen is mounted, and for the size that it then has. On a
    page of quotes that takes 20 ms.
    """

    BLANK = True  # the widgets cover it: drawing its own lines below them takes 2 ms
    _size_when_opened: Size | None = None
    _was_opened = False

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FrameCompositor()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles that the widgets have been mounted with."""
        if not self._was_opened:
            event.refresh_styles = False
            self._size_when_opened = self.app.size
        self._was_opened = True

    def on_resize(self, event: events.Resize) -> None:
        """Keep the layout if the size is the one that the screen was opened with."""
        if event.size == self._size_when_opened:
            event.prevent_default()
        self._size_when_opened = None
