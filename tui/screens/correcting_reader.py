"""What of the main screen can be corrected: the quote that a pane is at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.message import Message

from index.article import Hit, QuoteHit
from tui import rows
from tui.asking import asks
from tui.reading import Reading
from tui.screens.correcting import Correcting, Said
from tui.widgets.article_view import ArticleView
from tui.widgets.browser import Browser
from tui.widgets.row_list import RowList


class CorrectingReader(Correcting[None]):
    """Knows the quote that the list, the article or the context is at."""

    @dataclass
    class _ReadAgain(Message):
        reading: Reading

    def quote_here(self) -> Said | None:
        """The quote that the focused pane is about."""
        listed, page = self.query_one(Browser).list, self.query_one(ArticleView)
        context = self.query_one("#context", RowList)
        if self.focused is listed:
            match listed.row:
                case QuoteHit() as hit:
                    return Said(hit.entry.id, hit.quote, hit.text)
                case Hit(quotes=(first, *_)):
                    return Said(first.entry.id, first.quote, first.text)
            if self.has_class("-one"):
                return None
        number = page.quote
        if self.focused is context and context.row:
            number = context.row.quote
        if page.reading is None or number is None:
            return None
        quote = page.reading.quotes[number]
        return Said(page.reading.id, quote, quote.cut(page.reading.text))

    def read_corrected(self) -> None:
        """Show the quotes of the list and of the article as they are now."""
        self.query_one(Browser).read_corrected()
        if reading := self.query_one(ArticleView).reading:
            self._read_again(reading)

    @asks("again")
    def _read_again(self, reading: Reading) -> _ReadAgain:
        return self._ReadAgain(replace(reading, annotation=self.archive.annotation(reading.id)))

    @on(_ReadAgain)
    def _show_read_again(self, event: _ReadAgain) -> None:
        page, context = self.query_one(ArticleView), self.query_one("#context", RowList)
        if page.reading and page.reading.id == event.reading.id:
            context.show_rows(rows.heard(event.reading), context.cursor)
            page.renew(event.reading)
