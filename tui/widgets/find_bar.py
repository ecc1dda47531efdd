"""The bar for finding words in the open article or list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.input_bar import InputBar

if TYPE_CHECKING:
    from tui.widgets.row_list import RowList, Unit

Find = Callable[[str], int | None]
"""Find words and return the number of matches; None if it is not known at once."""


async def find_bar(screen: Screen[Any]) -> FindBar:
    """Return the find bar above the last line of a screen; only finding needs one."""
    if not screen.query(FindBar):
        await screen.mount(FindBar(), before=screen.query("#foot, .hint").last())
    return screen.query_one(FindBar)


async def find_rows(rows: RowList, hint: str) -> None:
    """Find words in the rows of a list, in the find bar of its screen."""
    rows.finding.origin = rows.cursor
    (await find_bar(rows.screen)).ask(rows.find, rows, hint, rows.finding.words)


class FindBar(InputBar):
    """Finds while the user types; Enter keeps the matches, Esc ends the find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1, 'row')", "down"),
        Binding("up", "step(-1, 'row')", "up"),
        Binding("pagedown", "step(1, 'page')", "page down"),
        Binding("pageup", "step(-1, 'page')", "page up"),
    ]

    def __init__(self) -> None:
        super().__init__("Find", "", "find")
        self._find: Find = lambda _: None
        self._view: Widget = self
        self._choices: RowList | None = None

    def ask(self, find: Find, view: Widget, hint: str, text: str) -> None:
        """Open the bar; focus returns to ``view`` when it closes."""
        self._find, self._view, self._choices = find, view, None
        self.input.placeholder = hint
        self.open(text)

    def choose(self, find: Find, rows: RowList, hint: str, text: str) -> None:
        """Open the bar to choose a row: the arrow keys move while the user types, Enter opens."""
        self.ask(find, rows, hint, text)
        self._choices = rows
        self.input.cursor_position = len(text)  # so that the next key does not replace the text

    def text_changed(self, text: str) -> None:
        """Find the text, and show the number of matches."""
        self.echo_matches(self._find(text))

    def echo_matches(self, matches: int | None) -> None:
        """Show the number of matches; None if it is not known yet."""
        if matches is None:
            self.echo("")
        else:
            text = self.input.value
            count = f"{matches:,} {'match' if matches == 1 else 'matches'}"
            self.echo(count if text else "", is_error=not matches)

    def submit(self, text: str) -> None:  # noqa: ARG002 - it has been found while it was typed
        """Keep the matches and go back to the view; open the row that was chosen."""
        if self._choices and self._choices.row is None:
            return  # the line says that nothing matches
        self.close()
        self.screen.set_focus(self._view)
        if self._choices:
            self._choices.action_open()

    def action_step(self, by: int, unit: Unit) -> None:
        """Move in the rows to choose from."""
        if self._choices:
            self._choices.action_move(by, unit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that move without effect if there are no rows to choose from."""
        is_possible = self._choices is not None or action != "step"
        return is_possible and super().check_action(action, parameters)

    def cancel(self) -> None:
        """End the find and go back to the view."""
        self.close()
        self._find("")
        self.screen.set_focus(self._view)
