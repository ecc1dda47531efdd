"""The bases of all dialogs: a title, a body, a hint, closed with Esc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import keys
from tui.render.row_type import RowType
from tui.widgets.find_bar import find_rows
from tui.widgets.input_bar import LineInput
from tui.widgets.row_list import RowList

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A dialog whose subclass composes the body. Returns None if closed with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]
    HINT = "Esc closes"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012

    def __init__(self, title: Content) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Compose title, body and hint, and remove notices that would cover them."""
        self.app.clear_notifications()
        with Vertical(id="dialog"):
            yield Static(self._title, classes="title")
            yield from self.compose_body()
            yield Static(Content(self.HINT), classes="hint")

    def compose_body(self) -> ComposeResult:
        """Compose the widgets between title and hint."""
        yield from ()

    def show_hint(self, text: str) -> None:
        """Show a text in place of the hint; empty to show the hint again."""
        self.query_one(".hint", Static).update(Content(text or self.HINT))

    async def action_find(self) -> None:
        """Go back to the line that filters the list."""
        self.query_one(LineInput).focus()

    def action_back(self) -> None:
        """Close the dialog."""
        self.dismiss(None)


class FilterInput(LineInput):
    """An input that filters the list of its dialog; the keys that move go through the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "rows(1)", "down"),
        Binding("up", "rows(-1)", "up"),
        Binding("pagedown", "rows(1, 'page')", "page down"),
        Binding("pageup", "rows(-1, 'page')", "page up"),
        Binding("end", "rows(1, 'all')", "bottom"),
        Binding("home", "rows(-1, 'all')", "top"),
    ]

    def action_rows(self, by: int, unit: Literal["row", "page", "all"] = "row") -> None:
        """Move the cursor of the list while typing."""
        self.screen.query_one(RowList).action_move(by, unit)


class ListDialog(Dialog[Any]):
    """A dialog with a list of rows."""

    AUTO_FOCUS = "RowList"

    def __init__(
        self, title: str, row_type: RowType[Any], rows: Sequence[Any], empty: str, cursor: int = 0
    ) -> None:
        """``empty`` is shown if there are no rows; ``cursor`` is the selected row."""
        super().__init__(Content(title))
        self._row_type, self._rows, self._empty, self._cursor = row_type, rows, empty, cursor

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield RowList(self._row_type)

    def on_mount(self) -> None:
        """Fill the list."""
        row_list = self.query_one(RowList)
        row_list.empty = Content(self._empty)
        row_list.show_rows(self._rows, self._cursor)

    async def action_find(self) -> None:
        """Find words in the list."""
        await find_rows(self.query_one(RowList), "words in this list")

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        self.select(event.row)

    def select(self, row: Any) -> None:
        """Handle Enter on a row."""
