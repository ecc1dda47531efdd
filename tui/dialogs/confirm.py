"""A dialog that asks for confirmation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.dialog import Dialog


class Confirm(Dialog["bool | None"]):
    """Returns true if the user confirms what a word names, as “delete”; else None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "confirm", "yes"),
        Binding("n", "back", "no"),
    ]

    def __init__(self, question: str, details: str, action: str = "delete") -> None:
        super().__init__(Content(question))
        self.HINT = f"Enter or y: {action} · Esc or n: cancel"
        self._details = details

    def compose_body(self) -> ComposeResult:
        """Compose the consequences."""
        yield Static(Content(self._details), classes="echo")

    def action_confirm(self) -> None:
        """Return true."""
        self.dismiss(True)
