"""The dialog to write a note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import TextArea

from tui.dialogs.dialog import Dialog
from tui.render.sanitize import one_line, shorten


class NoteArea(TextArea):
    """An area in which Enter is text, as in a line the characters are."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text."""
        return key == "enter" or super().check_consume_key(key, character)


class NoteEditor(Dialog["str | None"]):
    """Returns the text. Esc saves too, so that no text is lost."""

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "save", "save", priority=True),
    ]
    HINT = "Esc or Ctrl+S saves · an empty note is deleted · u undoes"

    def __init__(self, subject: str, text: str) -> None:
        super().__init__(Content(f"Note: {shorten(one_line(subject), 72)}"))
        self._text = text

    def compose_body(self) -> ComposeResult:
        """Compose the text area."""
        yield NoteArea(self._text, compact=True, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Put the cursor at the end of the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        """Close and return the text."""
        self.dismiss(self.query_one(TextArea).text.strip())
