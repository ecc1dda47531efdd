"""An input of one line, and a bar with one that has a line below it for feedback."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

SCROLLING = {"scroll_up", "scroll_down", "page_up", "page_down"}


class LineInput(Input):
    """An input without a border, whose text the first key replaces."""

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=bool(value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that would scroll a line of text to the bar or dialog around it."""
        return action not in SCROLLING and super().check_action(action, parameters)


class InputBar(Vertical):
    """Hidden until it is opened; Enter submits the text, Esc cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]

    def __init__(
        self,
        prompt: str,
        hint: str,
        id: str,
        on_submit: Callable[[str], object] = lambda _: None,
        on_cancel: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(id=id)
        self._prompt, self._hint = prompt, hint
        self._on_submit, self._on_cancel = on_submit, on_cancel
        self._echo = ""
        self.display = False

    def compose(self) -> ComposeResult:
        """Yield the prompt, the input and the feedback line."""
        with Horizontal():
            yield Static(Content(f"{self._prompt} "), classes="prompt")
            yield LineInput(placeholder=self._hint)
        yield Static("", classes="echo", markup=False)

    @property
    def input(self) -> Input:
        """The input."""
        return self.query_one(Input)

    def open(self, text: str = "") -> None:
        """Show the bar with a text to edit, and focus it."""
        self.app.clear_notifications()  # they would cover the bar
        self.display = True
        self.set_text(text)
        self.echo("")
        self.screen.set_focus(self.input)  # at once: focus() comes after the next keys
        self.input.select_all()

    def set_text(self, text: str) -> None:
        """Replace the text and put the cursor at its end."""
        self.input.value = text
        self.input.cursor_position = len(text)

    def set_prompt(self, text: str) -> None:
        """Change the text before the input."""
        self.query_one(".prompt", Static).update(Content(f"{text} "))

    def close(self) -> None:
        """Hide the bar."""
        self.display = False

    def echo(self, text: str, is_error: bool = False) -> None:
        """Show feedback on the text, or an error in it."""
        self._echo = text
        self.query_one(".echo", Static).set_class(is_error, "-wrong")
        self.show_hint("")

    def show_hint(self, text: str) -> None:
        """Show a text in place of the feedback; empty to show the feedback again."""
        self.query_one(".echo", Static).update(Content(text or self._echo))

    # What a subclass may replace

    def text_changed(self, text: str) -> None:
        """React to typing."""

    def submit(self, text: str) -> None:
        """Close the bar and pass the text on."""
        self.close()
        self._on_submit(text)

    def cancel(self) -> None:
        """Close the bar."""
        self.close()
        self._on_cancel()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self.text_changed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit(event.value)

    def action_cancel(self) -> None:
        """Cancel, before the screen goes back."""
        self.cancel()
