"""The line in which words of the article, or of the list, are found."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from tui.render.phrases import plural
from tui.widgets.input_bar import InputBar


class FindBar(InputBar):
    """Finds what is typed while it is typed; Enter keeps it, Esc ends the find."""

    def __init__(self, id: str) -> None:
        super().__init__("Find", "", id)
        self._find: Callable[[str], int | None] = lambda _: None
        self._among: Widget = self

    def ask(self, find: Callable[[str], int | None], among: Widget, hint: str, text: str) -> None:
        """Open the bar; ``find`` says how many places there are, if that is known at once."""
        self._find, self._among = find, among
        self.query_one(Input).placeholder = hint
        self.open(text)

    @on(InputBar.Changed)
    def _typed(self, event: InputBar.Changed) -> None:
        found = self._find(event.text)
        if found is None:
            self.echo("")
        else:
            self.echo(plural(found, "place") if event.text else "", wrong=not found)

    @on(InputBar.Submitted)
    def _submitted(self) -> None:
        self.close()
        self.screen.set_focus(self._among)

    @on(InputBar.Closed)
    def _given_up(self) -> None:
        self.close()
        self._find("")
        self.screen.set_focus(self._among)
