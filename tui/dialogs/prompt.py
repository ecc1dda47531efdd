"""A dialog that asks for one line of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.context import host
from tui.dialogs.dialog import Dialog
from tui.widgets.input_bar import LineInput
from tui.workers import DataMessage, background


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

    def echo(self, text: str) -> str:  # noqa: ARG002 - for subclasses
        """Return what to show below a text while it is typed."""
        return ""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.show_error(self.echo(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = self.complete(event.value.strip())
        error = self.validation_error(text) if text else ""
        if error:
            self.show_error(error)
        else:
            self.dismiss(text or None)


class NamePrompt(Prompt):
    """Completes names with Tab, each of those that a separator stands between."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "name(1)", "next name"),
        Binding("shift+tab", "name(-1)", "previous name"),
    ]

    class _Found(DataMessage):
        typed: str
        names: Sequence[str]

    def __init__(
        self, title: str, placeholder: str, value: str, hint: str,
        names: Callable[[str], Sequence[str]], separator: re.Pattern[str],
    ) -> None:  # fmt: skip
        """``names`` returns names with a word that starts so. It is called in a thread."""
        super().__init__(title, placeholder, value, hint)
        self._names, self._separator = names, separator
        self._found: Sequence[str] = ()
        self._completed = ""
        self._number = -1

    def _start(self, text: str) -> int:
        """Return where the name that is being typed begins."""
        return max((match.end() for match in self._separator.finditer(text)), default=0)

    @on(Input.Changed)
    def _look_up(self, event: Input.Changed) -> None:
        if event.value != self._completed:
            self._load(event.value)

    @background("names")
    def _load(self, typed: str) -> _Found:
        prefix = typed[self._start(typed) :].strip()
        return self._Found(typed, self._names(prefix) if prefix else ())

    @on(_Found)
    def _offer(self, event: _Found) -> None:
        self._found, self._number = event.names, -1
        if event.names and event.typed != self._value:
            self.show_error(self._offers)

    def echo(self, text: str) -> str:
        """Return the names while the user goes through them."""
        return self._offers if text == self._completed else ""

    @property
    def _offers(self) -> str:
        return "Tab  " + "   ".join(self._found)

    def action_name(self, by: int) -> None:
        """Take the next or previous name."""
        if not self._found:
            host(self).hint("There is nothing to complete.")
        else:
            line = self.query_one(Input)
            self._number = (self._number + by) % len(self._found)
            text = line.value
            self._completed = text[: self._start(text)] + self._found[self._number]
            line.value = self._completed
            line.cursor_position = len(line.value)
