"""The bar for finding words in the open article or list."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from tui.widgets.input_bar import InputBar

Find = Callable[[str], int | None]
"""Find words and return the number of matches; None if it is not known at once."""


class FindBar(InputBar):
    """Finds while the user types; Enter keeps the matches, Esc ends the find."""

    def __init__(self) -> None:
        super().__init__("Find", "", "find")
        self._find: Find = lambda _: None
        self._view: Widget = self

    def ask(self, find: Find, view: Widget, hint: str, text: str) -> None:
        """Open the bar; focus returns to ``view`` when it closes."""
        self._find, self._view = find, view
        self.input.placeholder = hint
        self.open(text)

    def text_changed(self, text: str) -> None:
        """Find the text, and show the number of matches."""
        matches = self._find(text)
        if matches is None:
            self.echo("")
        else:
            count = f"{matches:,} {'match' if matches == 1 else 'matches'}"
            self.echo(count if text else "", is_error=not matches)

    def submit(self, text: str) -> None:  # noqa: ARG002 - it has been found while it was typed
        """Keep the matches and go back to the view."""
        self.close()
        self.screen.set_focus(self._view)

    def cancel(self) -> None:
        """End the find and go back to the view."""
        self.close()
        self._find("")
        self.screen.set_focus(self._view)
