"""Opens the views outside the list, and goes on from them and back to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.archive.speakers import SpeakerQuoteOrder
from index.article import Entry, QuoteHit
from tui import keys
from tui.actions.selection import Selection
from tui.context import Host
from tui.render.article_page import ArticlePage
from tui.screens.reader_layout import ReaderLayout
from tui.screens.reading_session import ReadingSession, article_id
from tui.screens.search_controller import SearchController, SearchOrigin
from tui.screens.view_screen import SHOWN_ALREADY, NextStep, ViewScreen
from tui.session.history import (
    ComparisonState,
    HeardState,
    ListState,
    Opened,
    Outside,
    TimelineState,
)

if TYPE_CHECKING:
    from tui.screens.related_quotes import RelatedKind, RelatedState

SEARCHES = [keys.BY_ID[name].action for name in ("search", "refine")]
"""The actions that open the search bar."""

# Screens are imported when they are opened: each takes 10 ms.


class ViewController:
    """Opens timeline, who is heard and comparison, and does what the user chooses there."""

    def __init__(
        self, archive: Archive, host: Host, panes: ReaderLayout, search: SearchController,
        session: ReadingSession, folder: Path,
    ) -> None:  # fmt: skip
        self._archive, self._host, self._panes = archive, host, panes
        self._search, self._session, self._folder = search, session, folder
        self._below: Callable[[], object] | None = None  # reopens the screen that is being left
        self._opened: tuple[Opened, ...] = ()
        self._chosen_sides: tuple[str, ...] = ()  # of the last comparison

    def show(self, view: str) -> None:
        """Show a view of the current search; from an article, it is one step back to it."""
        if view in ("timeline", "heard", "compare"):
            self.open(view)
            return
        browser = self._panes.browser
        if self._session.visit():
            browser.go_on(ListState(browser.line, browser.results, view), self.leave())
        elif view == browser.view and self._panes.focused is self._panes.list:
            self._host.hint(SHOWN_ALREADY)
        else:
            browser.show(view)
        self._panes.focus_pane("list")

    def open(
        self, view: str, state: object = None, left: Callable[[], object] = lambda: None
    ) -> None:
        """Open a view outside the list, as it was left; ``left`` is called if it is closed."""
        screen = self._screen(view, state)

        async def closed(step: NextStep | None) -> None:
            self._chosen_sides = screen.chosen_sides or self._chosen_sides
            if step is None:
                left()
                return
            reopen = partial(self.open, view, step.state, left)
            if step.quote:
                self.open_quote(step.quote, reopen)
            elif step.speaker:
                self.open_speaker(step.speaker, left=reopen)
            elif step.condition:
                self._leave_for(partial(self._search.refine, step.condition, step.view), reopen)
            else:
                await self._go_on(step.action, reopen, view)

        self._panes.app.push_screen(screen, closed)

    async def _follow(self, chosen: QuoteHit | NextStep, reopen: Callable[[], object]) -> None:
        """Open what was chosen on a screen of quotes; ``reopen`` opens the screen again."""
        if isinstance(chosen, QuoteHit):
            self.open_quote(chosen, reopen)
        elif chosen.speaker:
            self.open_speaker(chosen.speaker, left=reopen)
        else:
            await self._go_on(chosen.action, reopen)

    def _leave_for(self, show: Callable[[], object], reopen: Callable[[], object]) -> None:
        """Show another list, from which the user comes back to the screen that is being left."""
        self._below = reopen
        show()
        self._below = None

    async def _go_on(self, action: str, reopen: Callable[[], object], view: str = "") -> None:
        """Run an action of the reader that was asked for on another screen.

        A search shows its results in the ``view`` of that screen.
        """
        browser = self._panes.browser

        def found(show: Callable[[], object]) -> None:
            self._leave_for(show, reopen)
            if view:
                self.open(view, left=browser.back)

        if action in SEARCHES:
            is_refining = action == keys.BY_ID["refine"].action
            await self._search.open_search(is_refining, SearchOrigin(reopen, found))
        elif action == f"view('{browser.view}')" and not self._session.visit():
            self._panes.focus_pane("list")  # in which this view still is
        else:
            await self._panes.screen.run_action(action)

    def _screen(self, view: str, state: object) -> ViewScreen:
        parts = (self._archive, self._host, self._folder, self._panes.browser.line)
        if view == "heard":
            from tui.screens.heard import HeardScreen

            return HeardScreen(*parts, state if isinstance(state, HeardState) else None)
        if view == "compare":
            from tui.screens.comparison import ComparisonScreen

            last = ComparisonState(self._chosen_sides)
            return ComparisonScreen(*parts, state if isinstance(state, ComparisonState) else last)
        from tui.screens.timeline import TimelineScreen

        return TimelineScreen(*parts, state if isinstance(state, TimelineState) else None)

    def show_speaker(self, selection: Selection) -> None:
        """Open the screen of the selected speaker."""
        if selection.speaker:
            self.open_speaker(selection.speaker)
            self.say_if_only_one(selection)
        else:
            self._host.hint(selection.why_no_speaker)

    def say_if_only_one(self, selection: Selection) -> None:
        """Tell the user if other rows are selected, which a key leaves alone."""
        if selection.only_one:
            self._host.hint(selection.only_one)

    def open_speaker(
        self, name: str, cursor: int = 0, related: RelatedState | None = None,
        order: SpeakerQuoteOrder = "newest", left: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        """Open the screen of a speaker, as it was left; ``left`` is called if it is closed."""
        from tui.screens.speaker import SpeakerScreen

        async def closed(chosen: QuoteHit | NextStep | None) -> None:
            reopen = partial(
                self.open_speaker, name, screen.cursor, screen.related, screen.order, left
            )
            if chosen is None:
                left()
            elif chosen == NextStep(action="view('compare')"):  # with the most quoted other one
                self.open("compare", ComparisonState((name,), ""), reopen)
            else:
                await self._follow(chosen, reopen)

        screen = SpeakerScreen(
            self._archive, self._host, self._folder, name, cursor,
            line=self._panes.browser.line, order=order,
        )  # fmt: skip
        screen.related = related
        self._panes.app.push_screen(screen, closed)

    def show_related(
        self, kind: RelatedKind, hit: QuoteHit | None, cursor: int | None = None,
        related: RelatedState | None = None,
    ) -> None:  # fmt: skip
        """Show the quotes related to one; ``related`` are those of one of them."""
        from tui.screens.related_quotes import show_related

        async def opened(chosen: QuoteHit | NextStep, state: RelatedState) -> None:
            await self._follow(chosen, partial(self.show_related, *state))

        show_related(self._archive, self._host, self._folder, kind, hit, opened, cursor, related)

    def show_copies(self, entry: Entry | None) -> None:
        """Compare the copies and versions of an article."""
        if entry is None:
            self._host.hint("Select an article first.")
        else:
            self._host.ask("places", partial(self._session.load, entry.id), self._open_copies)

    def _open_copies(self, page: ArticlePage) -> None:
        if not page.other_versions_and_copies:
            self._host.hint("No other copies or versions.")
            return
        from tui.screens.copies import CopiesScreen

        def closed(id: str | None) -> None:
            if id is not None:
                self._open_article(id, None, partial(self.show_copies, page.entry))

        self._panes.app.push_screen(CopiesScreen(self._archive, page), closed)

    # Going on and back

    def follow_list(self) -> None:
        """Show the row marked in the list beside it, if the screen now has room for both."""
        panes, row = self._panes, self._panes.list.row
        if row is None or panes.is_narrow or panes.focused is not panes.list:
            return
        page = panes.article.page
        is_shown = page is not None and page.id == article_id(row)
        if not is_shown or (isinstance(row, QuoteHit) and panes.article.quote != row.number):
            self._session.preview(row)

    def open_quote(self, hit: QuoteHit, reopen: Callable[[], object]) -> None:
        """Open a quote in its article; ``reopen`` opens the screen that it was chosen on."""
        self._open_article(hit.entry.id, hit.number, reopen)

    def _open_article(self, id: str, quote: int | None, reopen: Callable[[], object]) -> None:
        self._opened = (*self._opened, Opened(id, reopen, self._session.visit()))
        self._session.open(id, quote=quote)

    def forget_opened(self) -> None:
        """Do not go back to other screens: the user opens an article of the list."""
        self._opened = ()

    def return_from(self, article: str) -> bool:
        """Open the screen on which an article was chosen; False if there was none."""
        if not self._opened or self._opened[-1].article != article:
            return False
        *opened, last = self._opened
        self._opened = tuple(opened)
        if last.below:
            self._session.return_to(last.below)
        else:
            self._panes.focus_pane("list")
            self._session.preview(self._panes.list.row)
        last.reopen()
        return True

    def leave(self) -> Outside | None:
        """Return where the user is outside the list, and leave it; None if in the list."""
        outside = Outside(self._session.visit(), self._opened, self._below)
        self._opened = ()
        return outside if any(outside) else None

    def return_to(self, outside: Outside) -> None:
        """Show an article where it was left, and the screen of a view that was over it."""
        if outside.visit:
            self._session.return_to(outside.visit)
        self._opened = outside.opened
        if outside.reopen:
            outside.reopen()
