"""The base of all dialogs: a title, a body, a hint, closed with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import keys

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A dialog whose subclass composes the body. Returns None if closed with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]
    HINT = "Esc closes"

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

    def action_back(self) -> None:
        """Close the dialog."""
        self.dismiss(None)
