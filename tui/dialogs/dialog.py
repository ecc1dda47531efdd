"""A box over the screen: a title, something to read or to fill in, closed by Esc."""

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
    """What the boxes have in common; a subclass says what is inside.

    It returns None where it is closed by Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]
    FOOT = "Esc closes"

    def __init__(self, title: Content) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The title, what is inside, and how to leave; no notice of before lies over them."""
        self.app.clear_notifications()
        with Vertical(id="dialog"):
            yield Static(self._title, classes="title")
            yield from self.compose_body()
            yield Static(Content(self.FOOT), classes="hint")

    def compose_body(self) -> ComposeResult:
        """The widgets between title and foot."""
        yield from ()

    def action_back(self) -> None:
        """Close the box."""
        self.dismiss(None)
