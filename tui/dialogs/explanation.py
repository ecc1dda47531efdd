"""The dialog that explains why a quote has its speaker."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from index.article import UNKNOWN_SPEAKER, Quote
from tui import keys
from tui.dialogs.dialog import Dialog
from tui.render.article_page import ArticlePage
from tui.render.explanation import explain
from tui.render.phrases import with_cue
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten


class Explanation(Dialog["str | None"]):
    """Explains one attribution. Returns the action to take next, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CORRECT_QUOTE]
    HINT = "= confirms the speaker · ! corrects it · a merges or splits names · Esc closes"

    def __init__(self, page: ArticlePage, quote: Quote) -> None:
        self._page, self._quote = page, quote
        words = with_cue(quote.cut_cue(page.text), quote.cut(page.text))
        speaker = styled(one_line(quote.speaker or UNKNOWN_SPEAKER), "bold $accent")
        super().__init__(Content(f"{shorten(one_line(words), 72)} → ") + speaker)

    def compose_body(self) -> ComposeResult:
        """Compose one sentence per step."""
        with VerticalScroll():
            lines = explain(self._quote, self._page.text)
            if found_by := self._page.annotation.annotated_by:
                lines.append(f"Annotated by {one_line(found_by)}.")
            yield Static(Content("\n").join(map(Content, lines)))

    def action_correct(self) -> None:
        """Close and correct the speaker."""
        self.dismiss("correct")

    def action_confirm(self) -> None:
        """Close and confirm the speaker."""
        self.dismiss("confirm")

    def action_names(self) -> None:
        """Close and merge or split names."""
        self.dismiss("names")
