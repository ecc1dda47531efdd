"""A box in which a note is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import TextArea

from tui.dialogs.dialog import Dialog
from tui.render.sanitize import one_line, shorten

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class NoteEditor(Dialog["str | None"]):
    """Returns the text, which is never lost: Esc keeps it, and what was there can be had back."""

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "keep", priority=True),
    ]
    FOOT = "Esc or Ctrl+S keeps the note; an empty one is taken away; u undoes it later"

    def __init__(self, about: str, text: str) -> None:
        super().__init__(Content(f"Note: {shorten(one_line(about), 72)}"))
        self._text = text

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield TextArea(self._text, compact=True, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Go on at the end of what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Close and keep the text."""
        self.dismiss(self.query_one(TextArea).text.strip())
