"""What of the main screen follows when something is corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.message import Message

from index.article import Annotation
from tui.render import rows
from tui.screens.correcting import Correcting
from tui.screens.panes import Panes
from tui.workers import background


class CorrectingReader(Panes, Correcting[None]):
    """Shows what was corrected in the list, in the article and beside it."""

    @dataclass
    class _ReadAgain(Message):
        article: str
        annotation: Annotation

    def read_corrected(self) -> None:
        """Show the quotes of the list and of the article as they are now."""
        self.browser.read_corrected()
        if self.article.reading:
            self._read_again(self.article.reading.id)

    @background("again")
    def _read_again(self, article: str) -> _ReadAgain:
        return self._ReadAgain(article, self.archive.annotation(article))

    @on(_ReadAgain)
    def _show_read_again(self, event: _ReadAgain) -> None:
        reading = self.article.reading
        if reading and reading.id == event.article:
            reading = replace(reading, annotation=event.annotation)
            self.context.show_rows(rows.context_rows(reading), self.context.cursor)
            self.article.renew(reading)
