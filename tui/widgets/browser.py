"""The list pane: articles, quotes, speakers or searches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var

from index.archive import Archive
from index.archive.searches import MAX_NEW
from index.article import Entry, Hit, Results
from index.errors import OnRecordError
from tui.context import ArchiveChanged, host
from tui.render import rows
from tui.render.empty_lists import EMPTY, NO_HIT, NO_SEARCH, nothing_listed, with_notes
from tui.render.phrases import plural
from tui.render.row_type import RowType
from tui.session.history import ListState, Outside
from tui.session.listing import active_speakers, count_listed
from tui.widgets.list_order import ListOrders, is_review
from tui.widgets.row_list import WINDOW, Fetch, RowList
from tui.workers import ArchiveFailed, DataMessage, background, run_in_thread

VIEWS = {
    "articles": "article", "quotes": "quote", "speakers": "speaker", "searches": "search",
}  # fmt: skip
"""The views of the list, each with what one row is."""
MAX_EARLIER = 50  # lists to go back to


class Browser(Container):
    """Holds the current search, and shows what it found in one of the views."""

    BLANK = True  # the list covers it
    virtual_size = var(Size(0, 0))  # a new size needs no second layout
    news: var[str] = var("")
    """What another program added, in few words; empty for nothing."""

    class WentBack(DataMessage):
        """The user is back at a list that they left from outside it."""

        outside: Outside

    class _Counted(DataMessage):
        state: ListState
        total: int
        notes: Sequence[str]

    class _SearchedAgain(DataMessage):
        line: str
        results: Results

    class _Searched(DataMessage):
        state: ListState
        outside: Outside | None
        is_recorded: bool

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(id=id)
        self._archive = archive
        self.list = RowList(rows.ENTRIES, id="list")
        self.list.has_selections = True
        self.prefix = ""
        """What the names of the listed speakers begin with."""
        self.is_filling = False
        """Whether articles are being added, so that an empty list needs no explanation."""
        self.state = ListState()
        """What is listed: the same object as long as the same list is shown."""
        self._earlier: list[ListState] = []  # to go back to
        self.leave: Callable[[], Outside | None] = lambda: None
        """Returns where the user is outside the list, when they leave it for another one."""
        self.listed: Callable[[str], object] = lambda _: None
        """Called with the length of the list in words, at once: a message would draw twice."""
        self.orders = ListOrders()
        self._first_cursor = 0  # where the cursor of the next list starts
        self._keeps_cursor = False  # whether the next list is the same one, refreshed

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield self.list

    @property
    def line(self) -> str:
        """The current search; empty if all articles are listed."""
        return self.state.line

    @property
    def results(self) -> Results | None:
        """The results of the current search."""
        return self.state.results

    @property
    def view(self) -> str:
        """The name of the current view."""
        return self.state.view

    # Showing lists

    def show(self, view: str) -> None:
        """Show another view of the current search."""
        if view != self.view:
            self.prefix = ""
        self.state, self._keeps_cursor = self.state._replace(view=view), False
        self.list.new = self.state.new
        nothing = nothing_listed(view, self.line, self.results, is_review=is_review(self.line))
        self.list.empty = Content("" if view == "articles" else nothing)
        if view == "articles" and self.results:
            self._show_hits(self.line, self.results)
            return
        if view == "articles":
            self.list.show(self._fetch_articles(), 0, rows.ENTRIES)
        elif view == "speakers":
            order = self.orders.of_speakers()
            fetch = partial(active_speakers, self._archive, self.line, self.prefix, order)
            self.list.show(fetch, None, rows.SPEAKERS, self._take_first_cursor())
        self._count(self.state)

    def show_results(self, line: str, results: Results | None) -> None:
        """Make a search the current one and show what it found; None: all articles.

        The view stays, but for the list of searches, which is not about one search.
        """
        view = "articles" if self.view == "searches" else self.view
        if results:
            self.call_after_refresh(_record, self, self._archive, line)
        self.go_on(ListState(line, results, view, self._first_cursor), self.leave())

    def go_on(self, state: ListState, outside: Outside | None) -> None:
        """Show a list; keep the current one, and where the user was outside it, for ``back``."""
        here = self.state._replace(cursor=self.list.cursor, outside=outside)
        is_same = outside is None and (state.line, state.view) == (self.line, self.view)
        earlier = [*self._earlier, *([] if is_same else [here])][-MAX_EARLIER:]
        self.show_list(state)
        self._earlier = earlier

    def show_list(self, state: ListState) -> None:
        """Show a list at its cursor; forget the lists to go back to."""
        self._earlier.clear()
        if state.view != self.view:
            self.prefix = ""
        self.state, self._first_cursor = state, state.cursor
        self.show(state.view)

    def search(self, line: str, view: str, *, is_recorded: bool = False) -> None:
        """Search, and keep the current list for ``back``.

        Only searches that are recorded, which the user typed or saved, are listed in the history.
        """
        # The list is in front when the answer comes.
        self._search(line, view, self.leave(), is_recorded=is_recorded)

    @background("search")
    def _search(
        self, line: str, view: str, outside: Outside | None, *, is_recorded: bool
    ) -> _Searched:
        results = self._archive.search(line, self.orders.current("hits"), limit=WINDOW)
        return self._Searched(ListState(line, results, view), outside, is_recorded)

    @on(_Searched)
    def _show_searched(self, event: _Searched) -> None:
        event.stop()
        if event.is_recorded:
            self.call_after_refresh(_record, self, self._archive, event.state.line)
        self.go_on(event.state, event.outside)

    def back(self) -> bool:
        """Return to the previous list, all speakers or all articles; False if there is none."""
        if self.prefix:
            self.find("")
        elif self._earlier:
            *earlier, state = self._earlier
            self.show_list(state)
            self._earlier = earlier
            if state.outside is not None:
                self.post_message(self.WentBack(state.outside))
        elif self.results or self.view != "articles":
            self.show_list(ListState())
        else:
            return False
        return True

    def find(self, words: str) -> None:
        """Find words in the list; list the speakers whose names begin with them."""
        if self.view == "speakers":
            self.prefix = words.strip()
            self.show("speakers")
        else:
            self.list.find(words)

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show new marks, or the quotes and speakers after a correction."""
        self.list.restored = change.row
        if self.view == "searches":
            self._count(self.state)
        elif change.kind == "marks" and not self.news:
            self.list.renew()
        elif self.view == "articles" and self.results:
            self._keeps_cursor = True
            self._search_again(self.line)
        else:
            self._keeps_cursor = True
            self._count(self.state)

    @background("search again")
    def _search_again(self, line: str) -> _SearchedAgain:
        order = self.orders.current("hits")
        return self._SearchedAgain(line, self._archive.search(line, order, limit=WINDOW))

    @on(_SearchedAgain)
    def _show_searched_again(self, event: _SearchedAgain) -> None:
        event.stop()
        if self.line == event.line and self.view == "articles":
            self.state = self.state._replace(results=event.results)
            self._show_hits(event.line, event.results)

    def _put(
        self, fetch: Fetch[Any], total: int, row_type: RowType[Any], loaded: Sequence[Any] = ()
    ) -> None:
        """Show rows; the cursor stays on its row if it is the same list as before."""
        if self._keeps_cursor and self.list.row_type is row_type:
            self.list.renew(total, fetch)
        else:
            self.list.show(fetch, total, row_type, self._take_first_cursor(), loaded)
        self._keeps_cursor = False

    def _take_first_cursor(self) -> int:
        cursor, self._first_cursor = self._first_cursor, 0
        return cursor

    # Order

    @property
    def _kind(self) -> str:
        return "hits" if self.view == "articles" and self.results else self.view

    @property
    def order_label(self) -> str:
        """The order of the list in words; empty if it has none."""
        return self.orders.label(self._kind, self.line)

    def next_order(self) -> str:
        """Sort the list in its next order and return it in words; empty if it has only one."""
        # Doubtful quotes are sorted by doubt, whatever order the user chose.
        order = "" if is_review(self.line, self.view) else self.orders.choose_next(self._kind)
        if order:
            self.show(self.view)
        return order

    # Counting, then showing what is counted

    def count(self) -> None:
        """Count the articles again, as some may have been added."""
        if self.view == "articles" and not self.results:
            self._count(self.state)

    def list_at_once(self) -> None:
        """List all articles before the first drawing, which saves a second one."""
        try:
            self._show_articles(self._archive.count(), self._fetch_articles()(0, WINDOW))
        except OnRecordError as error:
            self.post_message(ArchiveFailed(error))

    @background("count")
    def _count(self, state: ListState) -> _Counted:
        total = count_listed(self._archive, state, self.prefix)
        return self._Counted(state, total, () if total else self._archive.maintenance.notes())

    @on(_Counted)
    def _show_counted(self, event: _Counted) -> None:
        event.stop()
        total = event.total
        if event.state.view != self.view or event.state.results is not self.results:
            return  # another list is shown by now
        if event.notes and self.view in ("quotes", "speakers"):
            self.list.empty = Content("\n\n".join(event.notes))
        if self.view == "quotes":
            self._show_quotes(event.state.line, total)
        elif self.view == "searches":
            self.list.empty = Content(NO_SEARCH)
            self._put(self._archive.searches.page, total, rows.SEARCHES)
            self.listed("1 search" if total == 1 else f"{total:,} searches")
        elif self.view == "articles":
            self._show_articles(total)
        else:
            self.list.renew(total)  # so that all can be selected
            beginning = f" with a word that starts with “{self.prefix}”" if self.prefix else ""
            self.listed(plural(total, "speaker") + beginning)

    def _show_articles(self, total: int, loaded: Sequence[Entry] = ()) -> None:
        self.list.empty = Content("" if self.is_filling else EMPTY)
        if self.list.row_type is rows.ENTRIES and self.list.length:
            self.list.renew(total)
        else:
            fetch = self._fetch_articles()
            self.list.show(fetch, total, rows.ENTRIES, self._take_first_cursor(), loaded)
        self.listed(plural(total, "article"))

    def _fetch_articles(self) -> Fetch[Any]:
        return partial(self._archive.articles, self.orders.current("articles"))

    def _show_hits(self, line: str, results: Results) -> None:
        order = self.orders.current("hits")
        first = results.hits if order == "relevance" else ()

        def fetch(offset: int, limit: int) -> Sequence[Hit]:
            return self._archive.search(line, order, offset, limit, as_of=results.as_of).hits

        self.list.empty = Content(with_notes(self.results, NO_HIT))
        self._put(fetch, results.total, rows.HITS, first)
        self.listed(plural(results.total, "article"))

    def _show_quotes(self, line: str, total: int) -> None:
        quotes = self._archive.quotes
        order = self.orders.of_quotes(line)
        row_type = rows.quote_type(order, self.app.size.width)
        self._put(lambda offset, limit: quotes("", line, offset, limit, order), total, row_type)
        counted = plural(total, "quote")
        if is_review(line):
            is_narrow = self.app.size.width < rows.WIDE_ROW
            counted = f"{total:,} to check" if is_narrow else f"{counted} left to check"
        self.listed(counted)


def _record(browser: Browser, archive: Archive, line: str) -> None:
    """Record a search once its hits are drawn, as the disk may take longer; mark what is new."""

    def mark(new: Collection[str]) -> None:
        if new and line == browser.line:
            browser.state = browser.state._replace(new=new)
            browser.list.new = new
            browser.list.refresh()
            more, are = "More than " * (len(new) > MAX_NEW), "is" if len(new) == 1 else "are"
            number = more + plural(min(len(new), MAX_NEW), "article")
            host(browser).hint(f"{number} {are} new since you last opened this search.")

    opened: Callable[[Collection[str]], object] = partial(browser.call_later, mark)
    run_in_thread(browser, partial(archive.searches.open, line), opened, "record", exclusive=False)
