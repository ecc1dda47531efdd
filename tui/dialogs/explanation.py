"""Why a quote was given to its speaker: cue, source mention, chain of names, confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from index.article import Quote
from tui import keys
from tui.dialogs.dialog import Dialog
from tui.render.article_page import ArticlePage
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

COLUMN = 16


class Explanation(Dialog["str | None"]):
    """Explains one attribution; returns the action that the reader wants to take on it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CORRECT_QUOTE]
    FOOT = "! corrects it · a says whose name it is · Esc closes"

    def __init__(self, reading: ArticlePage, quote: Quote) -> None:
        self._reading, self._quote = reading, quote
        who = styled(one_line(quote.speaker or "nobody who is known"), "bold $accent")
        super().__init__(Content(f"{self._cut(72)} → ") + who)

    def _cut(self, width: int) -> str:
        return shorten(one_line(self._quote.cut(self._reading.text)), width)

    def compose_body(self) -> ComposeResult:
        """One line for each step of the reasoning."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        quote, text = self._quote, self._reading.text
        cue = " … ".join(one_line(span.cut(text)) for span in quote.cue)
        mention = " … ".join(one_line(span.cut(text)) for span in quote.mention)
        lines = [
            self._line("kind", quote.kind, ""),
            self._line("cue", cue or "none", quote.cue_class if cue else ""),
            self._line("source", mention or "none", ""),
        ]
        lines += [
            self._line(one_line(step.subject), one_line(step.value), one_line(step.reason))
            for step in quote.steps
        ]
        return [*lines, self._line("confidence", f"{quote.confidence:.2f}", "")]

    @staticmethod
    def _line(subject: str, value: str, reason: str) -> Content:
        subject = shorten(subject, COLUMN - 2)
        gap = " " * (COLUMN - cell_len(subject))
        return (
            styled(subject, "$muted")
            + Content(gap + value)
            + styled(f"   {reason}" if reason else "", "$muted")
        )

    def action_correct(self) -> None:
        """Close, and correct the attribution."""
        self.dismiss("correct")

    def action_names(self) -> None:
        """Close, and say whose name it is."""
        self.dismiss("names")
