"""The panes of the reader: the list, the article, its speakers and the facets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import var
from textual.widget import Widget

from index.archive import Archive
from index.article import Entry, Hit, QuoteHit, Speaker
from index.user_data import SavedSearch
from tui import keys
from tui.actions.selection import (
    NO_QUOTES,
    SELECT_A_ROW,
    SELECT_FROM_LIST,
    SELECT_OF_SPEAKER,
    Selection,
    entries_of,
    quotes_of,
)
from tui.context import host
from tui.render import rows
from tui.render.article_page import ArticlePage
from tui.sharing.export_rows import ExportKind, ExportRows
from tui.widgets.article_view import ArticleView
from tui.widgets.browser import Browser
from tui.widgets.facet_list import FacetList
from tui.widgets.list_order import is_review
from tui.widgets.row_list import RowList
from tui.widgets.row_windows import part_of
from tui.widgets.speaker_summary import SummaryPane

PANES = ("list", "article", "context", "facets")
ORDER = ("list", "article", "context")  # from left to right
PANE_ACTIONS = [keys.BY_ID[name] for name in ("pane.left", "pane.right", "zen")]
EXPORTED: dict[object, ExportKind] = {
    rows.ENTRIES: "articles", rows.HITS: "articles", rows.QUOTES: "quotes",
    rows.QUOTES_BY_SPEAKER: "quotes", rows.DOUBTFUL_QUOTES: "quotes",
    rows.SHORT_QUOTES: "quotes", rows.SHORT_DOUBTFUL_QUOTES: "quotes", rows.SPEAKERS: "speakers",
    rows.SEARCHES: "searches",
}  # fmt: skip


class ReaderLayout(Horizontal):
    """Arranges the panes, one of them in front, and knows what is selected in them.

    The style sheet decides by the class of the front pane and the width of the screen which panes
    are visible.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*PANE_ACTIONS]
    BLANK = True  # the panes cover it
    virtual_size = var(Size(0, 0))  # a new size needs no second layout

    position: var[str] = var("")
    """Where the user is in the list or the article, for the status bar."""

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(id=id, classes="-list")
        self.resized: Callable[[], object] = lambda: None
        """Called when other panes may be visible."""
        self.browser = Browser(archive, id="browser")
        self.article = ArticleView(id="article")
        self.context = RowList(rows.CONTEXT_ROWS, id="context")
        self.facets = FacetList(archive, id="facets")
        self.speaker = SummaryPane(archive, id="speaker")

    def compose(self) -> ComposeResult:
        """Yield the panes."""
        yield self.browser
        yield self.article
        yield self.speaker
        yield self.context
        yield self.facets

    def on_mount(self) -> None:
        """Keep the context pane at the current quote, and the position up to date."""
        self.watch(self.article, "quote", self._select_in_context, init=False)
        self.watch(self.article, "position", self._update_position, init=False)
        self.watch(self.list, "position", self._update_position, init=False)

    def on_resize(self) -> None:
        """Draw quotes in a form that fits; let the pane beside the list follow it."""
        if EXPORTED.get(self.list.row_type) == "quotes":
            order = self.browser.orders.of_quotes(self.browser.line)
            self.list.change_type(rows.quote_type(order, self.app.size.width))
        self.resized()

    # Which pane is in front, and which one is focused

    @property
    def list(self) -> RowList:
        """The list of the browser."""
        return self.browser.list

    @property
    def focused(self) -> Widget | None:
        """The focused widget of the screen."""
        return self.screen.focused

    @property
    def hinted(self) -> str | None:
        """What has the focus, for the hints: a pane, or what the list shows."""
        name, view = self.focused.id if self.focused else None, self.browser.view
        if name != "list":
            return name
        if is_review(self.browser.line, view):
            return "review"
        return view if view in ("speakers", "searches") else name

    @property
    def is_narrow(self) -> bool:
        """Whether only one pane is visible."""
        return self.screen.has_class("-one")

    def bring_to_front(self, pane: str) -> None:
        """Make a pane the front one."""
        if not self.has_class(f"-{pane}"):
            self.remove_class(*(f"-{other}" for other in PANES), update=False)
            self.add_class(f"-{pane}")
            self._update_position()

    def focus_pane(self, pane: str) -> None:
        """Bring a pane to the front and focus it."""
        self.bring_to_front(pane)
        wanted = self.query_one(f"#{pane}")
        if self.focused is not wanted:
            self.screen.set_focus(wanted)  # at once: focus() comes after the next keys

    def focus_front(self) -> None:
        """Focus the front pane again."""
        self.focus_pane(next(pane for pane in PANES if self.has_class(f"-{pane}")))

    def action_pane(self, by: int) -> None:
        """Go to the pane on the right or left."""
        focused = self.focused.id if self.focused else None
        number = (ORDER.index(focused) if focused in ORDER else 1) + by
        last = "list" if focused == "facets" or not self.article.page else ORDER[-1]
        if 0 <= number <= ORDER.index(last):
            self.focus_pane(ORDER[number])
        else:
            host(self).hint(f"There is no pane further {'right' if by > 0 else 'left'}.")

    def action_zen(self) -> None:
        """Show the article alone, or the lists beside it again."""
        if self.is_narrow:
            host(self).hint("Only one pane fits in this width.")
        elif self.article.page:
            self.toggle_class("-zen")
            self.focus_pane("article")
        else:
            host(self).hint("Open an article first.")

    def _update_position(self) -> None:
        in_list = self.list.position if self.has_class("-list") else ""
        is_beside = not self.is_narrow and not self.has_class("-speaker")
        is_article_visible = self.has_class("-article") or is_beside
        self.position = in_list or (self.article.position if is_article_visible else "")

    def show_summary(self, row: Speaker | SavedSearch | None) -> None:
        """Show a speaker or search in place of the article; None: show the article again."""
        self.set_class(row is not None, "-speaker")
        if row:
            self.speaker.show(row)
        self._update_position()

    # The article and its speakers

    def show_article(
        self, page: ArticlePage | None, quote: int | None = None, offset: int | None = None
    ) -> None:
        """Show an article at a quote or position; None: no article."""
        self.context.show_rows(rows.context_rows(page) if page else ())
        self.article.show(page, quote, offset)

    def update_article(self, page: ArticlePage) -> None:
        """Show the same article with new marks or quotes; the positions stay."""
        self.context.show_rows(rows.context_rows(page), self.context.cursor)
        self.article.update(page)

    def _select_in_context(self, quote: int | None) -> None:
        page = self.article.page
        if quote is not None and self.focused is not self.context and page:
            numbers = [row.quote for row in rows.context_rows(page)]
            self.context.go_to(numbers.index(quote))

    @on(RowList.CursorMoved, "#context")
    def _follow_context(self, event: RowList.CursorMoved) -> None:
        if self.focused is self.context and event.row.quote is not None:
            self.article.go_to_quote(event.row.quote)

    @on(RowList.Opened, "#context")
    def _open_quote(self, event: RowList.Opened) -> None:
        if event.row.quote is not None:
            event.stop()
            self.focus_pane("article")
            self.article.go_to_quote(event.row.quote)

    # What is selected

    def selection(self) -> Selection:
        """Return what is selected in the focused pane."""
        if self.focused is self.list:
            selection = self._list_selection(self.list.row)
            chosen = (self.list.fetch, self.list.selected)
            if not self.list.selected or selection.target == "page":
                return selection._replace(number=len(self.list.selected))
            return selection._replace(
                fetch_entries=entries_of(*chosen), fetch_quotes=quotes_of(*chosen),
                number=len(self.list.selected),
            )  # fmt: skip
        if self.focused is self.context and self.context.row:
            row = self.context.row
            quote = None if row.quote is None else row.page.quote_hit(row.quote)
            return Selection(row.page.entry, quote, row.speaker, "quote" if quote else "article")
        return self._page_selection()

    def _list_selection(self, row: Any) -> Selection:
        """Return the selection for a row of the list; the page beside it supplies the rest.

        A page that is hidden, or shows another article than the row, supplies nothing.
        """
        page = Selection() if self.is_narrow else self._page_selection()
        if isinstance(row, (Hit, Entry)):
            entry = row if isinstance(row, Entry) else row.entry
            if page.entry is None or page.entry.id != entry.id:
                page = Selection()
            page = page._replace(how_to_select=SELECT_FROM_LIST)
        match row:
            case QuoteHit():
                return Selection(row.entry, row, row.quote.person, "quote")
            case Hit(quotes=(first, *_)):
                return Selection(row.entry, first, first.quote.person)
            case Hit():
                return page._replace(entry=row.entry, target="article")
            case Entry():
                return page._replace(entry=row, target="article")
            case Speaker():
                return Selection(speaker=row.name, target="page", how_to_select=SELECT_OF_SPEAKER)
        reason = NO_QUOTES if self.browser.view == "quotes" else SELECT_A_ROW
        return page._replace(target="page", how_to_select=reason)

    def _page_selection(self) -> Selection:
        page, number = self.article.page, self.article.quote
        if page is None:
            return Selection()
        if number is None:
            return Selection(page.entry, target="page")
        return Selection(page.entry, page.quote_hit(number), page.quotes[number].person, "page")

    def export_rows(self) -> ExportRows | None:
        """Return the rows of the list; the article's quotes if it is focused; None if none."""
        page = self.article.page
        if self.focused in (self.article, self.context) and page:
            hits = [page.quote_hit(number) for number in range(len(page.quotes))]
            if not hits:
                return None
            return ExportRows(
                "quotes", lambda at, limit: hits[at : at + limit], subject=page.title,
                recipe={"list": "article", "article": page.id},
            )  # fmt: skip
        kind = EXPORTED.get(self.list.row_type)
        if kind is None or not self.list.length:
            return None
        results = self.browser.results if self.browser.view in ("articles", "quotes") else None
        recipe = {**_recipe(self.browser), "selected": bool(self.list.selected)}
        understood = results.understood if results else ""
        return ExportRows(
            kind,
            part_of(self.list.fetch, self.list.selected),
            "" if kind == "searches" else self.browser.line,
            understood,
            selection=self.list.selection,
            recipe=recipe,
        )


def _recipe(browser: Browser) -> dict[str, str]:
    """Return what lists the same rows again; see ``tui.sharing.verify``."""
    if browser.view == "speakers":
        return {"list": "speakers", "prefix": browser.prefix, "query": browser.line}
    if browser.view == "searches":
        return {"list": "searches"}
    if browser.view == "quotes":
        return {"list": "quotes", "speaker": "", "query": browser.line}
    return {"list": "search", "query": browser.line} if browser.line else {"list": "articles"}
