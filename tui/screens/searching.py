"""The part of the main screen that searches, narrows, arranges and saves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message

from index.errors import QueryError
from index.user_data import SavedSearch
from tui import keys
from tui.render import facet_rows
from tui.render.sanitize import one_line
from tui.screens.panes import Panes
from tui.widgets.find_bar import FindBar
from tui.widgets.input_bar import InputBar
from tui.widgets.row_list import RowList
from tui.widgets.search_bar import SearchBar
from tui.workers import background

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.screens.timeline import Opened


class Searching(Panes):
    """What is asked of the archive as a whole; ``Reader`` says how the panes go together."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.SEARCH]

    @dataclass
    class _Narrowings(Message):
        line: str
        rows: list[facet_rows.FacetFilter]

    _counted: str | None = None
    """The search of which the facets were counted last."""

    def _bar(self, id: str) -> InputBar:
        return self.query_one(f"#{id}", InputBar)

    # The search line

    async def action_search(self) -> None:
        """Open the search line with the query in force."""
        await self._open_search(self.browser.line, "")

    async def action_refine(self) -> None:
        """Open the search line for what is to be looked for within what was found."""
        await self._open_search("", self.browser.line)

    async def _open_search(self, text: str, within: str) -> None:
        if not self.query("#search"):  # made when first needed: inputs are slow to style
            await self.mount(SearchBar(self.archive, id="search"), before="#panes")
        self.query_one(SearchBar).ask(text, within)

    @on(SearchBar.Found)
    def _show_found(self, event: SearchBar.Found) -> None:
        """Show what was found."""
        self._bar("search").close()
        if event.within:
            self.browser.go(event.line, self.browser.view)
        else:
            self.browser.take(event.line, event.results)
        self.go_to_pane("list")

    @on(InputBar.Closed, "#search, #naming")
    def _close_bar(self, event: InputBar.Closed) -> None:
        """Close the search line, or that for a name, and go back to the pane in front."""
        event.bar.close()
        self.go_to_pane(self.front)

    def _narrow_to(self, condition: str, view: str = "articles") -> None:
        from index.query import refine_line

        try:
            both = refine_line(self.browser.line, condition)
        except QueryError as error:
            self.notify(one_line(error.message), severity="error", markup=False)
            return
        self.browser.go(both, view)
        self.go_to_pane("list")

    # Saved searches

    async def action_save(self) -> None:
        """Ask for a name for the search in force, or for the one that the cursor is on."""
        row = self.list.row
        saved = row if isinstance(row, SavedSearch) else None
        line = saved.line if saved else self.browser.line
        if not line:
            self.notify("Search for something first: s", markup=False)
            return
        if not self.query("#naming"):
            bar = InputBar("Save as", "a name; none forgets the search", "naming")
            await self.mount(bar, before="#panes")
        self._naming = line
        self._bar("naming").open(saved.name if saved else "")
        self._bar("naming").echo(one_line(line))

    @on(InputBar.Submitted, "#naming")
    def _name_search(self, event: InputBar.Submitted) -> None:
        """Keep a search under the name that was typed."""
        event.bar.close()
        self.go_to_pane("list")
        self._keep_name(self._naming, event.text.strip())

    @background("naming")
    def _keep_name(self, line: str, name: str) -> Message | None:
        if name:
            self.archive.searches.set_name(line, name)
            self.notify(f"Saved as {name}: 5 lists the searches", markup=False)
        else:
            self.archive.searches.forget(line)
        return self._Named()

    @dataclass
    class _Named(Message):
        pass

    @on(_Named)
    def _show_named(self) -> None:
        if self.browser.view == "searches":
            self.browser.show("searches")

    @on(RowList.Opened, "#list")
    def _search_opened(self, event: RowList.Opened) -> None:
        if isinstance(event.row, SavedSearch):
            self.browser.go(event.row.line, "articles")

    # Narrowing

    def action_narrow(self) -> None:
        """Go to what the listed articles have in common."""
        self.go_to_pane("facets")
        self.renew_facets()

    def on_resize(self) -> None:
        """Count what the listed articles have in common, where it comes into view."""
        self.call_after_refresh(self._catch_up_facets)

    def _catch_up_facets(self) -> None:
        if self._counted != self.browser.line:
            self.renew_facets()

    def renew_facets(self) -> None:
        """Count anew what the listed articles have in common, where it is in view."""
        if self.narrowings.display and not self.browser.filling:
            self._counted = self.browser.line
            self._count_facets(self._counted)

    @background("facets")
    def _count_facets(self, line: str) -> _Narrowings:
        facets = self.archive.statistics.facets(line)
        return self._Narrowings(line, facet_rows.facet_filters(facets))

    @on(_Narrowings)
    def _show_facets(self, event: _Narrowings) -> None:
        self.narrowings.empty = Content("These articles have nothing to tell them apart.")
        self.narrowings.show_rows(event.rows)

    @on(RowList.Opened, "#facets")
    def _facet_opened(self, event: RowList.Opened) -> None:
        if event.row.value:
            self._narrow_to(event.row.condition, self.browser.view)

    def action_alike(self) -> None:
        """Search for the name, or else the speaker, that one is at."""
        on_page = self.focused is self.article
        condition = self.article.marks.search_condition() if on_page else self._speaker_line()
        if condition:
            self.browser.go(condition, "articles")
            self.go_to_pane("list")
        else:
            self.notify("Go to a name first: } and {", markup=False)

    def _speaker_line(self) -> str:
        from index.query import field_condition

        name = self.speaker_here()
        return field_condition("speaker", name) if name else ""

    # Arranging

    def action_arrange(self) -> None:
        """List in another order."""
        if not self.browser.order:
            self.notify("There is but one order here.")
        self.browser.reorder()

    # The timeline

    def show_timeline(self) -> None:
        """Show who is on record when in what is listed."""
        from tui.screens.timeline import TimelineScreen  # seldom needed

        timeline = TimelineScreen(self.archive, self.browser.line)
        self.app.push_screen(timeline, self._left_timeline)

    async def _left_timeline(self, opened: Opened | None) -> None:
        if opened is None:
            return
        if opened.condition:
            self._narrow_to(opened.condition, opened.view)
        elif opened.action:
            await self.run_action(opened.action)

    # Finding

    async def action_find(self) -> None:
        """Ask for words to find in the list or in the article."""
        if not self.query("#find"):
            await self.mount(FindBar(id="find"), after="#panes")
        bar, found, article = self.query_one(FindBar), self.list.finding, self.article
        if self.focused in (article, self.context) and article.reading:
            bar.ask(article.find, article, "words in this article", article.find_words)
        elif self.focused is not self.list:
            self.notify("There is nothing to find words in here.", markup=False)
        elif self.browser.view == "speakers":
            bar.ask(self.browser.find, self.list, "how a name begins", self.browser.prefix)
        else:
            found.origin = self.list.cursor
            bar.ask(self.browser.find, self.list, "words in this list", found.words)
