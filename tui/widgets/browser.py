"""What is listed at the left: articles, quotes, speakers or searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from index.archive import Archive
from index.article import Entry, Hit, QuoteHit, Results, Speaker
from index.errors import OnRecordError
from index.user_data import SavedSearch
from tui.render import rows
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.render.sanitize import one_line
from tui.widgets.row_list import WINDOW, Fetch, RowList
from tui.workers import ArchiveFailed, background

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.query import Order

EMPTY = """The archive is empty.

Leave with Q, and add articles from the shell, files or whole folders:

    onrecord PATH...

Text, Markdown, HTML, JSON, CSV, mail, exports and more are read. Then s searches, 2 shows who \
said what, and ? shows every key."""
NO_HIT = "No article matches. s changes the search, Esc leaves it."
NO_QUOTE = "No quote has all of this. 1 shows the articles, s changes the search, Esc leaves it."
NO_SEARCH = "Nothing was searched for yet. s searches, S saves a search under a name."
VIEWS = {
    "articles": "Articles", "quotes": "Quotes", "speakers": "Speakers", "searches": "Searches",
}  # fmt: skip
ORDERS: dict[str, tuple[Order, ...]] = {
    "articles": ("newest", "oldest", "source", "headline"),
    "hits": ("relevance", "newest", "oldest", "source", "headline"),
    "quotes": ("newest", "oldest", "speaker"),
}
ORDER_NAMES: dict[Order, str] = {
    "relevance": "best first", "newest": "newest first", "oldest": "oldest first",
    "source": "by source", "headline": "by headline", "speaker": "by speaker",
}  # fmt: skip
CELLS = 24  # of the bars beside a speaker


@dataclass(frozen=True, slots=True)
class Place:
    """A list that one can come back to."""

    line: str
    results: Results | None
    view: str
    cursor: int


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

    @dataclass
    class _Again(Message):
        line: str
        results: Results

    @dataclass
    class _Corrected(Message):
        count: int

    @dataclass
    class _Searches(Message):
        total: int

    @dataclass
    class _Gone(Message):
        line: str
        results: Results
        view: str

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(id=id)
        self.archive = archive
        self.line = ""
        """The search in force; empty where all is listed, and then there are no results."""
        self.results: Results | None = None
        self.view = "articles"
        self.prefix = ""
        """How the names of the listed speakers begin."""
        self.filling = False
        """Whether articles are being added, so that an empty list is no reason to say so."""
        self._chosen: dict[str, Order] = {}
        self._earlier: list[Place] = []
        self._cursor = 0  # where the next list is to begin
        self._again = False  # whether it is the same as the one before, but for what changed

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList(rows.ENTRIES, id="list")

    @property
    def list(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    def show(self, view: str) -> None:
        """Show another view of the search in force."""
        if view != self.view:
            self.prefix = ""
        self.view, self._again = view, False
        nothing = NO_QUOTE if view == "quotes" and self.line else "Nothing here."
        self.list.empty = Content("" if view == "articles" else nothing)
        if view == "speakers":
            self.list.show(self._speakers, None, rows.SPEAKERS, self._begin())
            self._tell(f"beginning with “{self.prefix}”" if self.prefix else "")
            self._count_corrections()
        elif view == "searches":
            self._count_searches()
        elif view == "quotes":
            self._count_quotes(self.line)
        elif self.results:
            self._show_hits(self.line, self.results)
        else:
            self.list.show(self._entries, 0, rows.ENTRIES)
            self.count()

    def take(self, line: str, results: Results | None, view: str = "") -> None:
        """Put a search in force and show what it found; no results: everything."""
        self._earlier.clear()
        self.line, self.results = line, results
        self.show(view or ("quotes" if self.view == "quotes" and results else "articles"))

    def read_corrected(self) -> None:
        """Show the quotes and speakers as they are now."""
        self._again = self.view in ("quotes", "articles")
        if self.view == "quotes":
            self._count_quotes(self.line)
        elif self.view == "speakers":
            self._cursor = self.list.cursor
            self.show("speakers")
        elif self.view == "articles" and self.results:
            self._search_again(self.line)
        else:
            self.renew()

    @background("search")
    def _search_again(self, line: str) -> _Again:
        return self._Again(line, self.archive.search(line, self._search_order, limit=WINDOW))

    @on(_Again)
    def _show_again(self, event: _Again) -> None:
        if self.line == event.line and self.view == "articles":
            self.results = event.results
            self._show_hits(event.line, event.results)

    @background("corrections")
    def _count_corrections(self) -> _Corrected:
        return self._Corrected(len(self.archive.corrections.all()))

    @on(_Corrected)
    def _show_corrections(self, event: _Corrected) -> None:
        if self.view == "speakers" and not self.prefix and event.count:
            self._tell(plural(event.count, "correction"))

    def resume(self, place: Place) -> None:
        """Show a list where it was left."""
        self._earlier.clear()
        self.line, self.results, self._cursor = place.line, place.results, place.cursor
        self.show(place.view)

    def renew(self) -> None:
        """Show the same rows as they are now."""
        self.list.renew(self.list.total)

    def _tell(self, count: str) -> None:
        self.post_message(self.Listed(self, count))

    def _put(self, fetch: Fetch[Any], total: int, kind: RowType[Any]) -> None:
        if self._again and self.list.kind is kind:
            self.list.renew(total, fetch)
        else:
            self.list.show(fetch, total, kind, self._begin())
        self._again = False

    def _begin(self) -> int:
        cursor, self._cursor = self._cursor, 0
        return cursor

    # Going on and back

    @background("go")
    def go(self, line: str, view: str) -> _Gone:
        """Put a narrower search in force, from which ``back`` comes back to this one."""
        results = self.archive.search(line, self._search_order, limit=WINDOW)
        self.archive.searches.record(line)
        return self._Gone(line, results, view)

    @on(_Gone)
    def _arrive(self, event: _Gone) -> None:
        event.stop()
        earlier = [*self._earlier, Place(self.line, self.results, self.view, self.list.cursor)]
        self.take(event.line, event.results, event.view)
        self._earlier = earlier

    def back(self) -> bool:
        """Come back to what was listed before; returns whether there is anything."""
        if self._earlier:
            place, *_ = reversed(self._earlier)
            earlier = self._earlier[:-1]
            self._cursor = place.cursor
            self.take(place.line, place.results, place.view)
            self._earlier = earlier
        elif self.prefix:
            self.find("")
        elif self.results or self.view != "articles":
            self.take("", None)
        else:
            return False
        return True

    def find(self, words: str) -> None:
        """Narrow the speakers to names that begin so; in other views find rows with the words."""
        if self.view == "speakers":
            self.prefix = words.strip()
            self.show("speakers")
        else:
            self.list.find(words)

    # Order

    @property
    def _kind(self) -> str:
        return "hits" if self.view == "articles" and self.results else self.view

    @property
    def order(self) -> Order | None:
        """The order of the list, where there is a choice."""
        choice = ORDERS.get(self._kind)
        return self._chosen.get(self._kind, choice[0]) if choice else None

    @property
    def _search_order(self) -> Order:
        return self._chosen.get("hits", "relevance")

    @property
    def arranged(self) -> str:
        """The order of the list in words, where another one was chosen."""
        order = self.order
        return ORDER_NAMES[order] if order and order != ORDERS[self._kind][0] else ""

    def reorder(self) -> None:
        """List in the next order that there is."""
        if (order := self.order) is None:
            return
        choice = ORDERS[self._kind]
        self._chosen[self._kind] = choice[(choice.index(order) + 1) % len(choice)]
        self.show(self.view)

    # Articles

    @background("count")
    def count(self) -> _Counted:
        """Count the articles, as some may have been added."""
        return self._Counted(self.archive.count())

    def count_at_once(self) -> None:
        """Count the articles before anything is drawn, so that it need not be drawn again."""
        try:
            self._show_count(self._Counted(self.archive.count()))
        except OnRecordError as error:
            self.post_message(ArchiveFailed(error))

    @on(_Counted)
    def _show_count(self, event: _Counted) -> None:
        if self.view == "articles" and not self.results:
            self.list.empty = Content("" if self.filling else EMPTY)
            self._show_articles(event.total)

    def _show_articles(self, total: int) -> None:
        shown = self.list.kind is rows.ENTRIES and self.list.length
        if shown:
            self.list.renew(total)
        else:
            self.list.show(self._entries, total, rows.ENTRIES, self._begin())
        self._tell(plural(total, "article"))

    def _entries(self, offset: int, limit: int) -> Sequence[Entry]:
        return self.archive.articles(self._chosen.get("articles", "newest"), offset, limit)

    def _show_hits(self, line: str, results: Results) -> None:
        order = self._search_order

        def fetch(offset: int, limit: int) -> Sequence[Hit]:
            if offset == 0 and order == "relevance" and limit <= WINDOW:
                return results.hits
            return self.archive.search(line, order, offset, limit, as_of=results.as_of).hits

        self.list.empty = Content("\n\n".join((*map(one_line, results.notes), NO_HIT)))
        self._put(fetch, results.total, rows.HITS)
        self._tell(plural(results.total, "article"))

    # Speakers, quotes and searches

    def _speakers(self, offset: int, limit: int) -> Sequence[Speaker]:
        found = self.archive.speakers.page(self.prefix, offset, limit)
        return self.archive.statistics.with_activity(found, CELLS)

    @background("quotes")
    def _count_quotes(self, line: str) -> _Quotes:
        return self._Quotes(line, self.archive.count_quotes(query=line))

    @on(_Quotes)
    def _show_quotes(self, event: _Quotes) -> None:
        if self.view != "quotes":
            return
        order = self._chosen.get("quotes", "newest")
        fetch = partial(self._quotes_of, event.line, order)
        kind = rows.QUOTES_BY_SPEAKER if order == "speaker" else rows.QUOTES
        self._put(fetch, event.total, kind)
        self._tell(plural(event.total, "quote"))

    def _quotes_of(self, line: str, order: Order, offset: int, limit: int) -> Sequence[QuoteHit]:
        return self.archive.quotes("", line, offset, limit, order)

    @background("searches")
    def _count_searches(self) -> _Searches:
        return self._Searches(self.archive.searches.count())

    @on(_Searches)
    def _show_searches(self, event: _Searches) -> None:
        if self.view == "searches":
            self.list.empty = Content(NO_SEARCH)
            self.list.show(self._searches, event.total, rows.SEARCHES, self._begin())
            self._tell("1 search" if event.total == 1 else f"{event.total:,} searches")

    def _searches(self, offset: int, limit: int) -> Sequence[SavedSearch]:
        return self.archive.searches.page(offset, limit)
