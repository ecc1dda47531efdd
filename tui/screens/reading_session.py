"""Open and leave articles, go back and forward, and resume at the next start."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.timer import Timer

from index.archive import Archive
from index.article import Annotation, Entry, Hit, QuoteHit, Results, Speaker
from index.errors import ArchiveError, NotFoundError, OnRecordError
from index.user_data import Note, SavedSearch
from tui.actions.marks import MarkActions
from tui.context import ArchiveChanged, Host
from tui.render.article_page import ArticlePage
from tui.screens.reader_layout import ReaderLayout
from tui.session import session
from tui.session.history import History, ListState, Visit
from tui.session.session import SessionState
from tui.widgets.browser import VIEWS
from tui.widgets.row_list import WINDOW

SAVE_DELAY = 1.0  # seconds; the disk takes up to 10 ms, in which the next key would wait


def article_id(row: Any) -> str:
    """Return the id of a row's article; empty if the row is not about an article."""
    match row:
        case Entry():
            return row.id
        case Hit() | QuoteHit():
            return row.entry.id
    return ""


class ReadingSession:
    """Knows which article is being read, which ones were, and where the last session ended."""

    def __init__(
        self, archive: Archive, host: Host, panes: ReaderLayout, marks: MarkActions, folder: Path
    ) -> None:
        self._archive, self._host, self._panes, self._marks = archive, host, panes, marks
        self._folder = folder
        self._history = History()
        self._line = ""  # the search in which the article on the page was opened
        self._read_id: str | None = None  # the article being read, not just previewed
        self._kept_id: str | None = None  # an article whose read state the user has set
        self._is_returning = False  # to an article, which the list must not replace meanwhile
        self._resuming: SessionState | None = None  # until its article is open
        self._saving: Timer | None = None  # while an opened article waits to be saved
        """The files and folders that were added last."""

    # Opening articles

    def preview(self, row: Any) -> None:
        """Show the article of a row beside the list; nothing there if the row is None."""
        panes = self._panes
        is_beside = not panes.is_narrow and panes.focused is not panes.article
        if is_beside and isinstance(row, Speaker | SavedSearch):  # the list is drawn first
            panes.screen.call_after_refresh(self._show_summary, row)
        else:
            panes.show_summary(None)
        if not is_beside or self._is_returning or (self._resuming and self._resuming.article):
            return
        if not article_id(row) and not isinstance(row, Speaker):
            # Asked as articles are, so that none that is being loaded comes after.
            self._host.ask("article", lambda: None, lambda _: panes.show_article(None))
        else:
            self.open_row(row, focus=False)

    def _show_summary(self, row: Speaker | SavedSearch) -> None:
        if self._panes.list.row == row:
            self._panes.show_summary(row)

    def open_row(self, row: Any, *, focus: bool) -> None:
        """Open the article of a row, at its first matching quote."""
        match row:
            case Entry():
                self.open(row.id, focus=focus)
            case Hit():
                quote = row.quotes[0].number if row.quotes else None
                self.open(row.entry.id, self._panes.browser.line, quote, focus=focus)
            case QuoteHit():
                self.open(row.entry.id, self._panes.browser.line, row.number, focus=focus)

    def open(
        self,
        id: str,
        line: str = "",
        quote: int | None = None,
        offset: int | None = None,
        *,
        focus: bool = True,
        at_last_hit: bool = False,
    ) -> None:
        """Open an article with the hits of a search, at a quote or position or its last hit."""

        def show(page: ArticlePage) -> None:
            self._show(page, line, quote, offset, focus=focus)
            if at_last_hit and page.hits:
                self._panes.article.go_to_hit(self._panes.article.hits - 1)

        self._is_returning = False
        self._host.ask("article", partial(self.load, id, line), show)

    def _show(
        self, page: ArticlePage, line: str, quote: int | None, offset: int | None,
        *, focus: bool = True,
    ) -> None:  # fmt: skip
        self.leave()
        self._resuming, self._line = None, line
        if focus:
            self._panes.focus_pane("article")
        self._panes.show_article(page, quote, offset)
        if focus:
            self.begin()

    def load(self, id: str, line: str = "") -> ArticlePage:
        """Return everything that is shown of an article. Call it in a thread."""
        archive = self._archive
        article = archive.article(id)
        hits = archive.matches(line, id) if line else ()
        return ArticlePage(
            id, article, archive.annotation(id), hits,
            archive.copies(id), archive.versions(id), archive.marks.notes(id),
        )  # fmt: skip

    def step(self, by: int) -> None:
        """Open the next or previous article of the list; the focus stays."""
        panes = self._panes
        is_reading = panes.focused is panes.article
        before = panes.list.cursor
        if not panes.list.length:
            self._host.hint("No article is listed here.")  # or a slow cluster has not answered yet
            return
        panes.list.go_to(before + by)
        if panes.list.cursor == before:
            self._host.hint(f"This is the {'last' if by > 0 else 'first'} article of the list.")
            return
        if is_reading or panes.is_narrow:
            self.open_row(panes.list.row, focus=is_reading)

    def continue_hits(self, by: int) -> None:
        """Go on with the hits of the next article of the search, or of the previous one."""
        panes = self._panes
        if not panes.browser.results:
            self._host.hint(
                "No matches yet. Press s to search the archive, / to find in this article."
            )
            return
        current = panes.article.page.id if panes.article.page else ""
        number = panes.list.cursor + by
        while (row := panes.list.row_at(number)) is not None and article_id(row) == current:
            number += by
        if row is None or not article_id(row):
            self._host.hint(f"That was the {'last' if by > 0 else 'first'} match.")
            return
        panes.list.go_to(number)
        self.open(article_id(row), panes.browser.line, at_last_hit=by < 0)
        self._host.hint(f"{'Next' if by > 0 else 'Previous'} article of the search.")

    def refresh(self, change: ArchiveChanged) -> None:
        """Show the new marks, quotes or fields of the article on the page."""
        if (page := self._panes.article.page) is None:
            return
        if change.kind == "articles":
            load_page = partial(self._load_if_there, page.id, self._line)
            self._host.ask("article", load_page, partial(self._update_page, page.id))
            return
        if change.kind == "corrections":
            load = partial(self._archive.annotation, page.id)
            self._host.ask("quotes", load, partial(self._update_quotes, page.id))
        else:
            load_marks = partial(self._load_marks, page.id)
            self._host.ask("marks", load_marks, partial(self._update_marks, page.id))

    def _load_if_there(self, id: str, line: str) -> ArticlePage | None:
        try:
            return self.load(id, line)
        except NotFoundError:
            return None

    def _update_page(self, id: str, page: ArticlePage | None) -> None:
        shown = self._panes.article.page
        if shown is None or shown.id != id:
            return
        if page is not None:
            self._panes.update_article(page)
            return
        # The article was deleted or hidden: go back to the list, which shows its next row.
        self._read_id = None
        self._panes.focus_pane("list")
        if article_id(row := self._panes.list.row) != id:
            self.preview(row)

    def _load_marks(self, id: str) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
        return self._archive.versions(id), self._archive.marks.notes(id)

    def _update_quotes(self, id: str, annotation: Annotation) -> None:
        page = self._panes.article.page
        if page and page.id == id:
            self._panes.update_article(replace(page, annotation=annotation))

    def _update_marks(self, id: str, marks: tuple[tuple[Entry, ...], tuple[Note, ...]]) -> None:
        page = self._panes.article.page
        if page and page.id == id:
            self._panes.update_article(page.with_marks(*marks))

    # Reading and leaving

    def focus_changed(self) -> None:
        """Begin to read the article when it gets the focus; leave it when the list does."""
        panes = self._panes
        if panes.focused is panes.list:
            if self._resuming is None:
                self.leave()
        elif panes.focused in (panes.article, panes.context):
            self.begin()

    def begin(self) -> None:
        """Start to read the article on the page: add it to the history."""
        article = self._panes.article
        if article.page is None or article.page.id == self._read_id:
            return
        self.leave()
        self._read_id, self._kept_id = article.page.id, None
        self._history.visit(Visit(article.page.id, self._line, article.quote, article.top))
        if self._saving is None:
            self._saving = self._panes.set_timer(SAVE_DELAY, self.save)

    def leave(self) -> None:
        """Stop reading: keep the position, and mark the article as read."""
        if self._read_id is None:
            return
        self._keep_position()
        if entry := self._unread_entry():
            task = partial(self._mark_read, entry)
            self._host.ask("mark as read", task, lambda _: None, exclusive=False)
        self._read_id = None

    def _unread_entry(self) -> Entry | None:
        """Return the article being read, unless it is marked as read or the user has decided."""
        page = self._panes.article.page
        entry = page.entry if page else None
        if entry is None or entry.read or not entry.id == self._read_id != self._kept_id:
            return None
        return entry

    def _mark_read(self, entry: Entry) -> None:
        with suppress(ArchiveError):  # a read-only archive can be read without marks
            self._host.post_message(self._marks.set_read(entry))

    def keep_read_state(self) -> None:
        """Do not mark the selected article as read later: the user is setting its state."""
        if entry := self._panes.selection().entry:
            self._kept_id = entry.id

    def _keep_position(self) -> None:
        page, current = self._panes.article.page, self._history.current
        if page and current and current.article == page.id == self._read_id:
            self._history.update_position(self._panes.article.quote, self._panes.article.top)

    def visit(self) -> Visit | None:
        """Return the article in front and the position in it; None if the list is in front."""
        article = self._panes.article
        if article.page is None or not self._panes.has_class("-article"):
            return None
        return Visit(article.page.id, self._line, article.quote, article.top)

    def return_to(self, visit: Visit) -> None:
        """Open the article of a visit where it was left."""
        self._is_returning = True

        def show(page: ArticlePage | None) -> None:
            self._is_returning = False
            if page:
                self._show(page, visit.line, visit.quote, visit.offset)
            else:
                self._host.hint("The article is no longer there.")
                self.preview(self._panes.list.row)

        self._host.ask("article", partial(self._load_if_there, visit.article, visit.line), show)

    def go(self, by: int) -> None:
        """Go back or forward in the history, to the position where the article was left."""
        self._keep_position()
        if visit := self._history.move(by):
            self.return_to(visit)
        else:
            message = f"No {'later' if by > 0 else 'earlier'} article in the history."
            self._host.hint(message)

    # From one start to the next

    def save(self) -> None:
        """Save the state for the next start."""
        self._saving = None
        style, article = self._host.citer.style, self._panes.article
        page = article.page if self._read_id else None
        browser = self._panes.browser
        state = SessionState(
            browser.view,
            browser.line,
            browser.list.cursor,
            page.id if page else "",
            article.quote if page else None,
            article.top if page else None,
            "" if style == self._host.settings.citation else style,
            "" if self._host.theme == self._host.first_theme else self._host.theme,
            browser.orders.chosen,
        )
        session.save(self._folder, state)

    def close(self) -> None:
        """Save the state, and mark the article as read at once, as the program ends."""
        self.save()
        if entry := self._unread_entry():
            with suppress(ArchiveError):
                self._archive.marks.set(entry.id, "read")

    def resume(self) -> bool:
        """Resume the last session; return whether it left anything to resume."""
        state = session.load(self._folder)
        self._panes.browser.orders.restore(state.order)
        if state.line or state.article or state.cursor or state.view != "articles":
            self._resuming = state
            self._host.ask("resume", partial(self._check, state), self._resume)
        return self._resuming is not None

    def _check(self, state: SessionState) -> tuple[SessionState, Results | None]:
        """Search again, and drop from the state what is gone from the archive."""
        results, order = None, self._panes.browser.orders.current("hits")
        line, article = state.line, state.article
        try:
            results = self._archive.search(line, order, limit=WINDOW) if line else None
            self._archive.article(article) if article else None
        except OnRecordError:
            line, article = line if results else "", ""
        view = state.view if state.view in VIEWS else "articles"
        checked = SessionState(view, line, state.cursor, article, state.quote, state.place)
        return checked, results

    def _resume(self, checked: tuple[SessionState, Results | None]) -> None:
        browser = self._panes.browser
        if self._resuming is None or browser.results or self._history.current:
            return  # the user has already gone elsewhere
        state, results = checked
        self._resuming = state
        browser.show_list(ListState(state.line, results, state.view, state.cursor))
        if state.article:
            self.open(state.article, state.line, state.quote, state.place)
        else:
            self._resuming = None
