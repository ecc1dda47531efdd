"""A dialog that asks for one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from tui.dialogs.dialog import Dialog
from tui.widgets.input_bar import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Prompt(Dialog["str | None"]):
    """Returns the text, or None; a subclass may validate it."""

    AUTO_FOCUS = "Input"

    def __init__(self, title: str, placeholder: str, value: str = "", hint: str = "") -> None:
        super().__init__(Content(title))
        self.HINT = hint or self.HINT
        self._placeholder, self._value = placeholder, value

    def compose_body(self) -> ComposeResult:
        """Compose the input and the error message."""
        yield LineInput(self._value, self._placeholder)
        yield Static("", classes="echo", markup=False)

    def show_error(self, message: str) -> None:
        """Show a message below the input."""
        self.query_one(".echo", Static).update(Content(message))

    def complete(self, text: str) -> str:
        """Return the text that is meant by what the user typed."""
        return text

    def validation_error(self, text: str) -> str:  # noqa: ARG002 - for subclasses
        """Return what is wrong with the text; empty if it is valid."""
        return ""

    @on(Input.Changed)
    def _typed(self) -> None:
        self.show_error("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = self.complete(event.value.strip())
        error = self.validation_error(text) if text else ""
        if error:
            self.show_error(error)
        else:
            self.dismiss(text or None)
