"""Search, filter, sort and find in the reader, and save searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from index.archive import Archive
from index.errors import QueryError
from index.user_data import SavedSearch
from tui.context import ArchiveChanged, Host
from tui.render.facet_rows import FacetFilter
from tui.render.phrases import naming_messages
from tui.render.sanitize import one_line, shorten
from tui.screens.reader_layout import ReaderLayout
from tui.session.undo import UndoEntry
from tui.widgets.list_order import DOUBTFUL_QUOTES, is_review, order_of

if TYPE_CHECKING:
    from tui.widgets.search_bar import FoundResults

MIN_WIDTH = 60  # of a terminal that has room for the order beside the tabs
ORDER_OF_SEARCH = "sort: in the search sets the order. s changes the search."
NAME_WIDTH = 48  # cells of a search in a question or message


class SearchOrigin(NamedTuple):
    """The screen over the reader from which the search bar was opened."""

    reopen: Callable[[], object]
    """Opens the screen again, as the user leaves the bar without a search."""
    found: Callable[[Callable[[], object]], object]
    """Takes what lists the results, calls it, and shows the view that the user came from."""


class SearchController:
    """Opens the bars, and puts what the user types there into effect in the panes.

    The bars are loaded when they are first needed, because inputs are slow to style.
    """

    def __init__(self, archive: Archive, host: Host, panes: ReaderLayout) -> None:
        self._archive, self._host, self._panes = archive, host, panes
        self._browser = panes.browser
        self._line_to_save = ""
        self._origin: SearchOrigin | None = None

    # Searching

    async def open_search(self, is_refining: bool, origin: SearchOrigin | None = None) -> None:
        """Open the search bar with the current search, or to search within its results."""
        from tui.widgets.search_bar import SearchBar

        screen, line = self._panes.screen, self._browser.line
        if is_refining and origin is None:
            line = self._selected_line()
        if not screen.query(SearchBar):
            bar = SearchBar(self._archive, "search", self._show_results, self._cancel_search)
            await screen.mount(bar, before=self._panes)
        self._origin = origin
        text, within = ("", line) if is_refining else (line, "")
        screen.query_one(SearchBar).ask(text, within)

    def _show_results(self, found: FoundResults) -> None:
        def show() -> None:
            self._browser.show_results(found.line, found.results)
            self._panes.focus_pane("list")

        if self._origin:
            self._origin.found(show)
        else:
            show()

    def _cancel_search(self) -> None:
        self._panes.focus_front()
        if self._origin:
            self._origin.reopen()

    def refine(self, condition: str, view: str, line: str | None = None) -> None:
        """Search within the current results, or within those of another search."""
        from index.query import refine_line  # 45 ms, not needed at the start

        try:
            line = refine_line(self._browser.line if line is None else line, condition)
        except QueryError as error:
            self._host.notify(one_line(error.message), severity="error", markup=False)
            return
        self._search(line, view)

    def _search(self, line: str, view: str = "articles") -> None:
        self._browser.search(line, view)
        self._panes.focus_pane("list")

    def search_name(self) -> None:
        """Search for the name or the speaker under the cursor."""
        if self._panes.focused is self._panes.article:
            condition = self._panes.article.highlights.search_condition()
        else:
            condition = _speaker_condition(self._panes.selection().speaker)
        if condition:
            self._search(condition)
        else:
            self._host.hint("Select a name first: press } or {")

    # Saved searches

    async def open_save(self) -> None:
        """Ask for a name for the selected search of the list, or else for the current one."""
        from tui.widgets.input_bar import InputBar

        row = self._panes.list.row
        saved = row if isinstance(row, SavedSearch) else SavedSearch(self._browser.line)
        if not saved.line:
            self._host.hint("Nothing to save yet. Press s to search.")
            return
        screen, panes = self._panes.screen, self._panes
        if not screen.query("#save"):
            bar = InputBar("Save as", "name", "save", self._save, panes.focus_front)
            await screen.mount(bar, before=panes)
        self._line_to_save = saved.line
        bar = screen.query_one("#save", InputBar)
        bar.open(saved.name)
        bar.echo(one_line(saved.line))

    def _save(self, name: str) -> None:
        self._panes.focus_pane("list")
        line, name = self._line_to_save, name.strip()
        if not name:
            self._host.hint("Not saved, because the name is empty. D deletes a search in view 5.")
            return

        def save() -> str:
            changes = naming_messages(*self._archive.searches.naming(line, name))
            self._archive.searches.set_name(line, name)
            messages = [f"Saved as {name}.", *changes, "5 lists the searches."]
            return " ".join(map(one_line, messages))

        self._host.ask("save search", save, self._report_saved)

    def _report_saved(self, message: str) -> None:
        self._host.hint(message)
        if self._browser.view == "searches":
            self._browser.show("searches")

    def review(self) -> None:
        """List the quotes of the search whose speaker is doubtful, the most doubtful first."""
        line = self._selected_line()
        if is_review(line):
            self._search(line, "quotes")
        else:
            self.refine(DOUBTFUL_QUOTES, "quotes", line)

    def ask_to_delete(self) -> None:
        """Delete the selected searches if the user confirms it."""
        listed = self._panes.list
        chosen = listed.selected or range(listed.cursor, listed.cursor + 1)
        fetch = partial(listed.fetch, chosen.start, len(chosen))
        self._host.ask("searches", fetch, self._confirm_deletion)

    def _confirm_deletion(self, searches: Sequence[SavedSearch]) -> None:
        from tui.dialogs.confirm import Confirm  # dialogs load when they are first needed

        def confirmed(is_confirmed: bool | None) -> None:
            if is_confirmed:
                task = partial(self._delete, searches)
                self._host.ask("changes", task, self._host.post_message, exclusive=False)

        self._host.push_screen(Confirm(f"Delete {_names(searches)}?", ""), confirmed)

    def _delete(self, searches: Sequence[SavedSearch]) -> ArchiveChanged:
        restore = self._archive.searches.forget(*(each.line for each in searches))
        names, are = _names(searches), "are" if len(searches) > 1 else "is"
        undone = f"Undone. {names[0].upper()}{names[1:]} {are} listed again"
        self._host.undo_stack.push(UndoEntry("marks", undone, restore))
        return ArchiveChanged("marks", f"Deleted {names}")

    def run_saved(self, search: SavedSearch) -> None:
        """Run a saved or recent search."""
        self._browser.search(search.line, "articles", is_recorded=True)

    # Filters and order

    def show_facets(self) -> None:
        """Show the facets of the listed articles, or of what the selected search finds."""
        if self._browser.view == "searches" and not self._panes.list.length:
            self._host.hint("No search is listed. 1 lists the articles.")
            return
        self._panes.focus_pane("facets")
        self.update_facets()

    def update_facets(self) -> None:
        """Count the facets again."""
        self._panes.facets.update(self._selected_line(), self._browser.is_filling)

    def _selected_line(self) -> str:
        """Return the search of the selected row in the list of searches, else the current one."""
        row = self._panes.list.row
        if self._browser.view == "searches" and isinstance(row, SavedSearch):
            return row.line
        return self._browser.line

    def filter(self, facet: FacetFilter) -> None:
        """Filter the list, or what the selected search finds, by a facet value."""
        view = "articles" if self._browser.view == "searches" else self._browser.view
        self.refine(facet.condition, view, self._selected_line())

    def change_order(self) -> None:
        """Sort the list in its next order."""
        if self._browser.view in ("articles", "quotes") and order_of(self._browser.line):
            self._host.hint(ORDER_OF_SEARCH)
            return
        order = self._browser.next_order()
        is_shown = self._panes.focused is self._panes.list and self._panes.size.width >= MIN_WIDTH
        if not order:
            self._host.hint("This list has only one sort order.")
        elif not is_shown:
            self._host.hint(f"Sorted {order}.")

    # Finding in a list or article

    async def open_find(self, text: str = "") -> None:
        """Find words in the focused list or article; ``text`` has been typed already."""
        from tui.widgets.find_bar import FindBar

        screen, panes = self._panes.screen, self._panes
        if not screen.query(FindBar):
            await screen.mount(FindBar(), after=panes)
        bar = screen.query_one(FindBar)
        article, listed = panes.article, panes.list
        if panes.focused in (article, panes.context) and article.page:
            bar.ask(article.find, article, "words in this article", article.find_words)
        elif panes.focused is panes.facets:
            panes.facets.on_found = bar.echo_matches
            bar.choose(panes.facets.filter, panes.facets, "words in these filters", text)
        elif panes.focused is not listed:
            self._host.hint("Open an article first.")
        elif self._browser.view == "speakers":
            bar.ask(self._browser.find, listed, "how a word of a name starts", self._browser.prefix)
        else:
            listed.finding.origin = listed.cursor
            bar.ask(self._browser.find, listed, "words in this list", listed.finding.words)


def _names(searches: Sequence[SavedSearch]) -> str:
    """Return a search by its name, or the number of several."""
    if len(searches) > 1:
        return f"{len(searches):,} searches"
    return f"the search “{shorten(one_line(searches[0].name or searches[0].line), NAME_WIDTH)}”"


def _speaker_condition(name: str | None) -> str:
    from index.query import value_condition

    return value_condition("speaker", name) if name else ""
