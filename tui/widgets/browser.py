"""What is listed at the left: articles, quotes or speakers, of all or of the search in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from index.archive import Archive
from index.article import Entry, Hit, QuoteHit, Results, Speaker
from tui import rows
from tui.asking import asks
from tui.plain import plural
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

EMPTY = """The archive is empty.

Leave with Q, and add articles from the shell, files or whole folders:

    onrecord PATH...

Text, Markdown, HTML, JSON, CSV, mail, exports and more are read. Then s searches, 2 shows who \
said what, and ? shows every key."""
NO_HIT = "No article matches. s changes the search, Esc leaves it."
VIEWS = {"articles": "Articles", "quotes": "Quotes", "speakers": "Speakers"}


class Browser(Container):
    """Holds the search in force, and shows what it finds in one of the views."""

    @dataclass
    class Listed(Message):
        """Another list is shown; ``count`` says in words how much it has."""

        browser: Browser
        count: str

    @dataclass
    class _Counted(Message):
        total: int

    @dataclass
    class _Quotes(Message):
        line: str
        total: int

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(id=id)
        self.archive = archive
        self.line = ""
        self.results: Results | None = None
        self.view = "articles"
        self.filling = False
        """Whether articles are being added, so that an empty list is no reason to say so."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList(rows.ENTRIES, id="list")

    @property
    def list(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    def show(self, view: str) -> None:
        """Show another view of the search in force."""
        self.view = view
        self.list.empty = Content("" if view == "articles" else "Nothing here.")
        if view == "speakers":
            self.list.show(self._speakers, None, rows.SPEAKERS)
            self._tell("")
        elif view == "quotes":
            self._count_quotes(self.line)
        elif self.results:
            self._show_hits(self.line, self.results)
        else:
            self.list.show(self._entries, 0, rows.ENTRIES)
            self.count()

    def take(self, line: str, results: Results | None) -> None:
        """Put a search in force and show what it found; no results: everything."""
        self.line, self.results = line, results
        self.show("quotes" if self.view == "quotes" and results else "articles")

    def renew(self) -> None:
        """Show the same rows as they are now."""
        self.list.renew(self.list.length)

    def _tell(self, count: str) -> None:
        self.post_message(self.Listed(self, count))

    # Articles

    @asks("count")
    def count(self) -> _Counted:
        """Count the articles, as some may have been added."""
        return self._Counted(self.archive.count())

    @on(_Counted)
    def _show_count(self, event: _Counted) -> None:
        self.list.empty = Content("" if self.filling else EMPTY)
        if self.view == "articles" and not self.results:
            self._show_articles(event.total)

    def _show_articles(self, total: int) -> None:
        shown = self.list.kind is rows.ENTRIES and self.list.length
        if shown:
            self.list.renew(total)
        else:
            self.list.show(self._entries, total, rows.ENTRIES)
        self._tell(plural(total, "article"))

    def _entries(self, offset: int, limit: int) -> Sequence[Entry]:
        return self.archive.articles(offset=offset, limit=limit)

    def _show_hits(self, line: str, results: Results) -> None:
        def fetch(offset: int, limit: int) -> Sequence[Hit]:
            if offset == 0:
                return results.hits
            found = self.archive.search(line, None, offset, limit, as_of=results.as_of)
            return found.hits

        self.list.empty = Content(NO_HIT)
        self.list.show(fetch, results.total, rows.HITS)
        self._tell(plural(results.total, "article"))

    # Speakers and quotes

    def _speakers(self, offset: int, limit: int) -> Sequence[Speaker]:
        return self.archive.speakers(offset=offset, limit=limit)

    @asks("quotes")
    def _count_quotes(self, line: str) -> _Quotes:
        return self._Quotes(line, self.archive.count_quotes(query=line))

    @on(_Quotes)
    def _show_quotes(self, event: _Quotes) -> None:
        if self.view != "quotes":
            return

        def fetch(offset: int, limit: int) -> Sequence[QuoteHit]:
            return self.archive.quotes(query=event.line, offset=offset, limit=limit)

        self.list.show(fetch, event.total, rows.QUOTES)
        self._tell(plural(event.total, "quote"))
