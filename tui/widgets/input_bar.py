"""A line to type in, with a line below that says how it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class InputBar(Vertical):
    """Hidden until it is opened; Enter submits, Esc closes."""

    @dataclass
    class Changed(Message):
        """The text changed."""

        bar: InputBar
        text: str

        @property
        def control(self) -> InputBar:
            """The bar, by which handlers choose."""
            return self.bar

    @dataclass
    class Submitted(Message):
        """The reader pressed Enter."""

        bar: InputBar
        text: str

        @property
        def control(self) -> InputBar:
            """The bar, by which handlers choose."""
            return self.bar

    @dataclass
    class Closed(Message):
        """The reader pressed Esc."""

        bar: InputBar

        @property
        def control(self) -> InputBar:
            """The bar, by which handlers choose."""
            return self.bar

    def __init__(self, prompt: str, hint: str, id: str) -> None:
        super().__init__(id=id)
        self._prompt, self._hint = prompt, hint
        self.display = False

    def compose(self) -> ComposeResult:
        """The prompt and the line, and what is said about it."""
        with Horizontal():
            yield Static(Content(f"{self._prompt} "), classes="prompt")
            yield Input(placeholder=self._hint, compact=True, select_on_focus=False)
        yield Static("", classes="echo", markup=False)

    @property
    def input(self) -> Input:
        """The line itself."""
        return self.query_one(Input)

    def open(self, text: str = "") -> None:
        """Show the bar with a text to go on from, and take the keys; no notice lies over it."""
        self.app.clear_notifications()
        self.display = True
        self.input.value = text
        self.input.cursor_position = len(text)
        self.echo("")
        self.screen.set_focus(self.input)  # at once: focus() comes after the next keys

    def prompt(self, text: str) -> None:
        """Change what stands before the line."""
        self.query_one(".prompt", Static).update(Content(f"{text} "))

    def close(self) -> None:
        """Hide the bar."""
        self.display = False

    def echo(self, text: str, wrong: bool = False) -> None:
        """Say how the line is understood, or what is wrong with it."""
        line = self.query_one(".echo", Static)
        line.set_class(wrong, "-wrong")
        line.update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.display:
            self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on what was asked."""
        event.stop()
        self.post_message(self.Submitted(self, event.value))

    def on_key(self, event: events.Key) -> None:
        """Close on Esc, before it means anything to the screen."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Closed(self))
