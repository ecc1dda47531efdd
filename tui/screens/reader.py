"""The main screen: a list, an article, and what the article's speakers said in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.messages import Layout
from textual.scrollbar import ScrollBar

from index.archive import Archive
from index.article import Results, Speaker
from index.inputs import InputLike
from index.user_data import SavedSearch
from tui import key_hints, keys
from tui.context import ArchiveChanged, Host
from tui.render.facet_rows import FacetFilter
from tui.render.phrases import why_few_quotes
from tui.render.rows import ContextRow, styled
from tui.render.sanitize import one_line
from tui.screens.action_screen import ActionScreen
from tui.screens.reader_layout import PANE_ACTIONS, PANES, ReaderLayout
from tui.screens.reading_session import ReadingSession
from tui.screens.search_controller import SearchController
from tui.screens.view_controller import ViewController
from tui.widgets.article_view import ArticleView
from tui.widgets.browser import Browser
from tui.widgets.job_bar import JobBar
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar, ViewTabs

if TYPE_CHECKING:
    from tui.screens.related_quotes import RelatedKind

MIN_WIDTH_FOR_DEFAULT = 120  # cells of a terminal in which the tabs leave room for any order


def search_header(line: str, results: Results) -> Content:
    """Return a search line, its meaning if that is not obvious, and notes on it."""
    typed, understood = one_line(line), one_line(results.understood)
    header = styled(typed, "$accent")
    if understood != typed:
        header += Content(f"  {understood}")
    for note in results.notes:
        header += styled(f"  {one_line(note)}", "$muted")
    return header


class Reader(ActionScreen[None]):
    """Composes the panes and bars, and routes keys and messages to what handles them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        action
        for action in (*keys.READER, *keys.SEARCH, *keys.RELATED)
        if action not in PANE_ACTIONS
    ]
    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (110, "-two"), (150, "-three")]  # noqa: RUF012

    def __init__(
        self, archive: Archive, host: Host, folder: Path, paths: Sequence[InputLike] = ()
    ) -> None:
        super().__init__()
        self._archive, self._host, self._folder, self._new_paths = archive, host, folder, paths
        self._count = ""  # how long the list is, in words
        self.panes = ReaderLayout(archive, id="panes")
        self.set_actions(archive, host, self.panes, folder)
        self.search = SearchController(archive, host, self.panes)
        self.session = ReadingSession(archive, host, self.panes, self.marks, archive.folder)
        self.views = ViewController(archive, host, self.panes, self.search, self.session, folder)
        self.panes.browser.leave = self.views.leave
        self.panes.browser.listed = self._show_header
        self.panes.resized = self.views.follow_list

    def compose(self) -> ComposeResult:
        """Yield the header, the panes, and the bars below them."""
        # The width class is set before Textual does it: otherwise everything is drawn twice.
        width = self.app.size.width
        classes = [name for least, name in self.HORIZONTAL_BREAKPOINTS if least <= width]
        self.add_class(*classes[-1:], update=False)
        yield ViewTabs("articles")
        yield StatusBar(id="query")
        yield self.panes
        yield JobBar(id="adding")
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Resume the last session, or list all articles; add the given files."""
        self.watch(self.panes, "position", self.query_one("#foot", StatusBar).show_position)
        self.watch(self.panes.browser, "news", lambda: self._show_header(self._count), init=False)
        self.panes.browser.is_filling = bool(self._new_paths)
        if self._new_paths:
            self.query_one(JobBar).start(self._folder, self._new_paths)
        self.call_after_refresh(self.corrections.report_problems)
        if not self.session.resume():
            self.panes.browser.list_at_once()

    def on_layout(self, message: Layout) -> None:
        """Lay out nothing because a scrollbar was resized, as Textual does after each layout."""
        if isinstance(message.widget, ScrollBar):
            message.prevent_default()

    def on_unmount(self) -> None:
        """Save where the user is, and end the comparison of quotes, which may take minutes."""
        self.session.close()
        self._archive.record.stop()

    def refresh_from_archive(self, change: ArchiveChanged) -> None:
        """Show new marks, quotes and speakers."""
        self.panes.browser.refresh_from_archive(change)
        self.session.refresh(change)

    # What the panes report

    def _show_header(self, count: str) -> None:
        self._count = count
        browser, query = self.panes.browser, self.query_one("#query", StatusBar)
        order, is_searched = browser.order_label, False
        if browser.results is not None and browser.view != "searches":
            header = Content(" ") + search_header(browser.line, browser.results)
            if browser.view == "quotes" and browser.list.length:
                few = why_few_quotes(browser.line, browser.results.total, browser.list.length)
                header += styled(f"  {few}", "$muted") if few else Content("")
            query.show(header, order)
            order, is_searched = "", True
        elif browser.orders.is_default(browser.view) and self.size.width < MIN_WIDTH_FOR_DEFAULT:
            order = ""  # which leaves room for the names of the views
        query.display = is_searched
        right = " · ".join(filter(None, (order, count, browser.news)))
        self.query_one(ViewTabs).show_view(browser.view, f"{right} ")
        hints = key_hints.hints(self.panes.hinted, self._host.settings.keys)
        self.query_one("#foot", StatusBar).show(hints)
        self.search.update_facets()
        if not browser.list.length and not browser.is_filling:
            self.session.preview(None)

    @on(RowList.Renewed, "#list")
    @on(RowList.CursorMoved, "#list")
    def _preview(self, event: RowList.CursorMoved | RowList.Renewed) -> None:
        """Show the row beside the list; an article there follows changes by itself."""
        if isinstance(event, RowList.CursorMoved) or isinstance(event.row, Speaker):
            self.session.preview(event.row)
        if self.panes.browser.view == "searches":
            self.search.update_facets()

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        match event.row:
            case FacetFilter():
                self.search.filter(event.row)
            case SavedSearch():
                self.search.run_saved(event.row)
            case Speaker():
                self._open_speaker(event.row.name)
            case ContextRow():
                self._open_speaker(event.row.speaker)
            case _:
                self.views.forget_opened()
                self.session.open_row(event.row, focus=True)

    @on(ArticleView.HitsEnded)
    def _continue_hits(self, event: ArticleView.HitsEnded) -> None:
        self.session.continue_hits(event.by)

    @on(JobBar.Advanced)
    def _count_articles(self, event: JobBar.Advanced) -> None:
        self.panes.browser.is_filling = not event.is_over
        self.panes.browser.count()
        if event.error:
            self.notify(one_line(event.error), severity="error", markup=False)

    def on_descendant_focus(self) -> None:
        """Bring the focused pane to the front, and show its keys."""
        pane = self.focused.id if self.focused else None
        if pane in PANES:
            self.panes.bring_to_front(pane)
        self.session.focus_changed()
        hints = key_hints.hints(self.panes.hinted, self._host.settings.keys)
        self.query_one("#foot", StatusBar).show(hints)

    # Going back

    @on(Browser.WentBack)
    def _return_to(self, event: Browser.WentBack) -> None:
        self.views.return_to(event.outside)

    def action_back(self) -> None:
        """Go back one step: end a find, leave the article, undo a filter, leave the search."""
        panes = self.panes
        page = panes.article.page
        if self.selections:
            self.clear_selection()
        elif panes.focused is panes.article and panes.article.find_words:
            panes.article.find("")
        elif panes.focused is panes.article and page and self.views.return_from(page.id):
            pass
        elif panes.focused is not panes.list:
            panes.remove_class("-zen")
            panes.focus_pane("list")
        elif panes.list.selected:
            panes.list.action_select()
        elif panes.list.finding.words:
            panes.list.find("")
        elif not panes.browser.back():
            self._host.hint("These are all articles. Q quits.")

    # Other screens

    def _open_speaker(self, name: str | None) -> None:
        if name:
            self.views.open_speaker(name)
        else:
            self._host.hint("The speaker of these quotes is not known. ! corrects one of them.")

    def action_person(self) -> None:
        """Open the screen of the selected speaker."""
        self.views.show_speaker(self.panes.selection())

    def action_related(self, kind: RelatedKind) -> None:
        """Show the versions of the selected quote, or what its speaker said on the same matter."""
        selection = self.panes.selection()
        if selection.quote:
            self.views.show_related(kind, selection.quote)
            self.views.say_if_only_one(selection)
        else:
            self._host.hint(selection.how_to_select)

    def action_places(self) -> None:
        """Compare the copies and versions of the article."""
        selection = self.panes.selection()
        self.views.show_copies(selection.entry)
        self.views.say_if_only_one(selection)

    def action_view(self, view: str) -> None:
        """Show a view of the current search."""
        self.views.show(view)

    # Keys

    def action_flip(self, state: Literal["read", "starred"]) -> None:
        """Toggle a state of the article; a read state that the user set stays when they leave."""
        if state == "read":
            self.session.keep_read_state()
        super().action_flip(state)

    def action_delete(self) -> None:
        """Delete the selected articles, or the selected searches."""
        row = self.panes.list.row
        if self.panes.focused is self.panes.list and isinstance(row, SavedSearch):
            self.search.ask_to_delete()
        else:
            super().action_delete()

    async def action_search(self, scope: Literal["archive", "results"]) -> None:
        """Open the search bar, to search the archive or within the results."""
        await self.search.open_search(is_refining=scope == "results")

    async def action_save(self) -> None:
        """Save, rename or delete a search."""
        await self.search.open_save()

    async def action_find(self, text: str = "") -> None:
        """Open the find bar; ``text`` has been typed already."""
        await self.search.open_find(text)

    def action_review(self) -> None:
        """Review the quotes with a doubtful speaker."""
        self.search.review()

    def action_narrow(self) -> None:
        """Show the facets."""
        self.search.show_facets()

    def action_arrange(self) -> None:
        """Change the sort order."""
        self.search.change_order()

    def action_alike(self) -> None:
        """Search for the name under the cursor."""
        self.search.search_name()

    def action_step(self, by: int) -> None:
        """Open the next or previous article of the list."""
        self.session.step(by)

    def action_history(self, by: int) -> None:
        """Go back or forward in the history."""
        self.session.go(by)
