"""A box over the screen: a title, something to read, closed by Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import keys

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Box(ModalScreen[None]):
    """What the boxes have in common; a subclass says what is inside."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PAGE]

    def __init__(self, title: Content) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The title, what is inside, and how to leave."""
        with Vertical(id="box"):
            yield Static(self._title, classes="title")
            yield from self.inside()
            yield Static(Content("Esc closes"), classes="hint")

    def inside(self) -> ComposeResult:
        """The widgets between title and foot."""
        yield from ()

    def action_back(self) -> None:
        """Close the box."""
        self.dismiss(None)
