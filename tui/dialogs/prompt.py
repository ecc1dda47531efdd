"""A box that asks for one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from tui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Prompt(Dialog["str | None"]):
    """Returns what was typed, or None; a subclass may refuse it and say why."""

    AUTO_FOCUS = "Input"

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__(Content(title))
        self._hint, self._value = hint, value

    def compose_body(self) -> ComposeResult:
        """The line, and what is said about it."""
        yield Input(self._value, placeholder=self._hint, compact=True)
        yield Static("", classes="echo", markup=False)

    def say(self, text: str) -> None:
        """Say what is wrong with the line."""
        self.query_one(".echo", Static).update(Content(text))

    def fault(self, typed: str) -> str:  # noqa: ARG002 - subclasses look at it
        """What is wrong with what was typed; empty where nothing is."""
        return ""

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        fault = self.fault(typed) if typed else ""
        if fault:
            self.say(fault)
        else:
            self.dismiss(typed or None)
