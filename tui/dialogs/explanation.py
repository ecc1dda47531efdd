"""The dialog that explains why a quote has its speaker."""

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

LABEL_WIDTH = 16
LABELS = {"source": "named as"}
"""What to show for the subjects of some steps."""


class Explanation(Dialog["str | None"]):
    """Explains one attribution. Returns the action to take next, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CORRECT_QUOTE]
    HINT = "! corrects the speaker · a merges or splits names · Esc closes"

    def __init__(self, page: ArticlePage, quote: Quote) -> None:
        self._page, self._quote = page, quote
        words = shorten(one_line(quote.cut(page.text)), 72)
        speaker = styled(one_line(quote.speaker or "unknown speaker"), "bold $accent")
        super().__init__(Content(f"{words} → ") + speaker)

    def compose_body(self) -> ComposeResult:
        """Compose one line per step."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        quote, text = self._quote, self._page.text
        cue = " … ".join(one_line(span.cut(text)) for span in quote.cue)
        mention = " … ".join(one_line(span.cut(text)) for span in quote.mention)
        return [
            _line("type", quote.kind, ""),
            _line("cue", cue or "none", quote.cue_class if cue else ""),
            _line("source", mention or "none", ""),
            *(
                _line(one_line(step.subject), one_line(step.value), one_line(step.reason))
                for step in quote.steps
            ),
            _line("confidence", f"{quote.confidence:.2f}", ""),
        ]

    def action_correct(self) -> None:
        """Close and correct the speaker."""
        self.dismiss("correct")

    def action_names(self) -> None:
        """Close and merge or split names."""
        self.dismiss("names")


def _line(subject: str, value: str, reason: str) -> Content:
    label = shorten(LABELS.get(subject, subject), LABEL_WIDTH - 2)
    gap = " " * (LABEL_WIDTH - cell_len(label))
    return (
        styled(label, "$muted")
        + Content(gap + value)
        + styled(f"   {reason}" if reason else "", "$muted")
    )
