"""The main screen: a list, an article, and what the article's speakers said in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from index.archive import Archive
from index.article import Entry, Hit, QuoteHit, Results, Speaker
from tui import keys
from tui.context import settings
from tui.render import facet_rows, rows
from tui.render.article_page import ArticlePage
from tui.render.sanitize import one_line
from tui.screens.correcting_reader import CorrectingReader
from tui.screens.panes import PANES
from tui.screens.remembering import Remembering
from tui.screens.searching import Searching
from tui.sharing.export import ExportKind, ExportRows
from tui.widgets.article_view import ArticleView
from tui.widgets.browser import VIEWS, Browser
from tui.widgets.job_bar import JobBar
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar
from tui.workers import background

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget


def heading(line: str, results: Results) -> Content:
    """A search line, how it was understood, and what is to be known of it."""
    said, understood = one_line(line), one_line(results.understood)
    head = rows.styled(said, "$accent")
    if understood != said:
        head += Content(f"  {understood}")
    for note in results.notes:
        head += rows.styled(f"  {one_line(note)}", "$muted")
    return head


def id_of(row: Any) -> str:
    """The id of the article that a row is about; empty where it is about none."""
    match row:
        case Entry():
            return row.id
        case Hit() | QuoteHit():
            return row.entry.id
    return ""


class Reader(Searching, Remembering, CorrectingReader):
    """Routes between the panes, the boxes and the archive; draws nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.READER]
    AUTO_FOCUS = "#list"

    @dataclass
    class _Loaded(Message):
        reading: ArticlePage
        line: str
        quote: int | None
        focus: bool
        last: bool
        place: int | None

    def __init__(self, archive: Archive, folder: Path, paths: Sequence[Path]) -> None:
        super().__init__()
        self.add_class("-list")
        self.archive, self.folder, self.paths = archive, folder, paths

    def compose(self) -> ComposeResult:
        """The head, the panes, and the lines at the foot."""
        # Known before Textual finds out how wide the screen is, which would draw it once more.
        width, breakpoints = self.app.size.width, self.app.HORIZONTAL_BREAKPOINTS or []
        self.add_class(*[name for least, name in breakpoints if least <= width][-1:], update=False)
        yield StatusBar(id="head")
        with Horizontal(id="panes"):
            yield Browser(self.archive, id="browser")
            yield ArticleView(id="article")
            yield RowList(rows.CONTEXT_ROWS, id="context")
            yield RowList(facet_rows.FACETS, id="facets")
        yield JobBar(id="adding")
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Show all articles, and add what was given."""
        self.watch(self.article, "spot", self._say_where, init=False)
        self.watch(self.list, "spot", self._say_where, init=False)
        self.watch(self.article, "at_quote", self._follow_quote, init=False)
        self.browser.filling = bool(self.paths)
        if self.paths:
            self.query_one(JobBar).start(self.folder, self.paths)
        self.tell_troubles()
        if not self.recall():
            self.browser.count_at_once()

    # The list

    @on(Browser.Listed)
    def _tell_list(self, event: Browser.Listed) -> None:
        """Say in the head what is listed, and how the search was understood."""
        shown = event.browser
        head = Content(" ") + rows.styled(VIEWS[shown.view], "$accent")
        if shown.results and shown.view == "articles":
            head = Content(" ") + heading(shown.line, shown.results)
        elif shown.results and shown.view == "quotes":
            head += Content(" · ") + heading(shown.line, shown.results)
        told = " · ".join(filter(None, (shown.arranged, event.count)))
        self.query_one("#head", StatusBar).say(head, f"{told} ")
        self.renew_facets()

    def action_view(self, view: str) -> None:
        """Show articles, quotes, speakers or searches in the list, or the timeline."""
        if view == "timeline":
            self.show_timeline()
            return
        self.browser.show(view)
        self.go_to_pane("list")

    # Opening

    @on(RowList.CursorMoved, "#list")
    def _row_reached(self, event: RowList.CursorMoved) -> None:
        if self.returning and self.returning.article:
            return
        if not self.has_class("-one") and self.focused is not self.article:
            self._open(event.row, focus=False)

    @on(RowList.Opened, "#list")
    def _row_opened(self, event: RowList.Opened) -> None:
        self._open(event.row, focus=True)

    def _open(self, row: Any, focus: bool) -> None:
        """Open what a row stands for; without ``focus`` only if that is an article."""
        match row:
            case Entry():
                self._load(row.id, "", None, focus)
            case Hit():
                quote = row.quotes[0].number if row.quotes else None
                self._load(row.entry.id, self.browser.line, quote, focus)
            case QuoteHit():
                self._load(row.entry.id, self.browser.line, row.number, focus)
            case Speaker() if focus:
                self._open_person(row.name)

    def open_at(self, id: str, line: str, quote: int | None, place: int | None) -> None:
        """Open an article at a quote, its first character in view being that at ``place``."""
        self._load(id, line, quote, True, False, place)

    @background("article")
    def _load(
        self,
        id: str,
        line: str,
        quote: int | None,
        focus: bool,
        last: bool = False,
        place: int | None = None,
    ) -> _Loaded:
        article = self.archive.article(id)
        hits = self.archive.matches(line, id) if line else ()
        reading = ArticlePage(
            id, article, self.archive.annotation(id), hits,
            self.archive.copies(id), self.archive.versions(id), self.archive.marks.notes(id),
        )  # fmt: skip
        return self._Loaded(reading, line, quote, focus, last, place)

    @on(_Loaded)
    def _show_article(self, event: _Loaded) -> None:
        self.leave()
        self.returning = None
        self.line_here = event.line
        if event.focus:
            self.go_to_pane("article")
        self.context.show_rows(rows.context_rows(event.reading))
        self.article.show(event.reading, event.quote, event.place)
        if event.last and event.reading.hits:
            self.article.go_to_hit(self.article.hits - 1)
        if event.focus:
            self.begin()

    def shown(self) -> ExportRows | None:
        """The rows of the list; or the quotes of the article, where one reads it."""
        reading = self.article.reading
        if self.focused in (self.article, self.context) and reading:
            hits = [reading.quote_hit(number) for number in range(len(reading.quotes))]
            return ExportRows(
                "quotes", lambda at, most: hits[at : at + most], subject=reading.title
            )
        kinds: dict[object, ExportKind] = {
            rows.ENTRIES: "articles", rows.HITS: "articles", rows.QUOTES: "quotes",
            rows.QUOTES_BY_SPEAKER: "quotes", rows.SPEAKERS: "speakers",
        }  # fmt: skip
        results = self.browser.results if self.browser.view != "speakers" else None
        line = self.browser.line if results else ""
        what = kinds.get(self.list.kind)
        understood = results.understood if results else ""
        return ExportRows(what, self.list.fetch, line, understood) if what else None

    def action_step(self, by: int) -> None:
        """Go to the next article of the list without leaving the page."""
        reading = self.focused is self.article
        self.list.go_to(self.list.cursor + by)
        if reading or self.has_class("-one"):
            self._open(self.list.row, focus=reading)

    @on(ArticleView.HitsEnded)
    def _on_to_hits(self, event: ArticleView.HitsEnded) -> None:
        """Go on with the hits of the next article of the search, or of the one before."""
        if not self.browser.results:
            self.notify("Search first: s in the archive, / in what is shown", markup=False)
            return
        here = self.article.reading.id if self.article.reading else ""
        number = self.list.cursor + event.by
        while (row := self.list.row_at(number)) is not None and id_of(row) == here:
            number += event.by
        if row is None or not id_of(row):
            self.notify("That was the last hit." if event.by > 0 else "That was the first hit.")
            return
        self.list.go_to(number)
        self._load(id_of(row), self.browser.line, None, True, event.by < 0)

    # The article and its speakers

    def _follow_quote(self, quote: int | None) -> None:
        """Put the cursor of the context on the current quote."""
        if quote is not None and self.focused is not self.context and self.article.reading:
            numbers = [row.quote for row in rows.context_rows(self.article.reading)]
            self.context.go_to(numbers.index(quote))

    @on(RowList.CursorMoved, "#context")
    def _heard_reached(self, event: RowList.CursorMoved) -> None:
        if self.focused is self.context and event.row and event.row.quote is not None:
            self.article.go_to_quote(event.row.quote)

    @on(RowList.Opened, "#context")
    def _heard_opened(self, event: RowList.Opened) -> None:
        if event.row.quote is None:
            self._open_person(event.row.speaker)
        else:
            self.go_to_pane("article")
            self.article.go_to_quote(event.row.quote)

    def action_person(self) -> None:
        """Open the page of the speaker whom the focused pane is about."""
        self._open_person(self.speaker_here())

    def _open_person(self, name: str | None) -> None:
        if not name:
            self.notify("Go to a quote with a known speaker first: ] and [", markup=False)
            return
        from tui.screens.speaker import SpeakerScreen  # 10 ms, like the other pages

        self.app.push_screen(SpeakerScreen(self.archive, self.folder, name), self._left_person)

    def _left_person(self, hit: QuoteHit | None) -> None:
        if hit is not None:
            self._load(hit.entry.id, "", hit.number, True)

    def action_places(self) -> None:
        """Show where else the article is, its versions, and what differs."""
        reading = self.article.reading
        if reading is None or not reading.other_versions_and_copies:
            self.notify("This article is kept in one version and one place.", markup=False)
            return
        from tui.screens.copies import CopiesScreen

        self.app.push_screen(CopiesScreen(self.archive, reading), self._left_places)

    def _left_places(self, id: str | None) -> None:
        if id is not None:
            self._load(id, "", None, True)

    @on(ArticleView.WhyAsked)
    def _why(self, event: ArticleView.WhyAsked) -> None:
        from tui.dialogs.explanation import Explanation

        self.app.push_screen(Explanation(event.reading, event.quote), self._left_why)

    def _left_why(self, wanted: str | None) -> None:
        if wanted == "correct":
            self.action_correct()
        elif wanted == "names":
            self.action_names()

    @on(ArticleView.CopyAsked)
    def _copy(self, event: ArticleView.CopyAsked) -> None:
        if hit := event.reading.quote_hit(event.reading.quotes.index(event.quote)):
            self.copy_quote(hit)

    # Adding

    @on(JobBar.Advanced)
    def _advanced(self, event: JobBar.Advanced) -> None:
        self.browser.filling = not event.over
        self.browser.count()
        if event.complaint:
            self.notify(one_line(event.complaint), severity="error", markup=False)

    # Going back, and the lines

    def action_back(self) -> None:
        """One step back: from a find, from the article to the list, from a search to all."""
        if self.focused is self.article and self.article.find_words:
            self.article.find("")
        elif self.focused is not self.list:
            self.remove_class("-zen")
            self.go_to_pane("list")
        elif self.list.finding.words:
            self.list.find("")
        else:
            self.browser.back()

    def on_descendant_focus(self) -> None:
        """Say which keys matter where one is, and what is in front."""
        focused: Widget | None = self.focused
        if focused is not None and focused.id in PANES:
            self.show_pane(focused.id)
        if focused is self.list and self.returning is None:
            self.leave()
        elif focused is self.article or focused is self.context:
            self.begin()
        hints = keys.hints(focused.id if focused else None, settings(self).keys)
        self.query_one("#foot", StatusBar).say(hints)
        self._say_where()

    def _say_where(self) -> None:
        seen = self.has_class("-article") or not self.has_class("-one")
        spot = self.list.spot if self.has_class("-list") else ""
        spot = spot or (self.article.spot if seen else "")
        self.query_one("#foot", StatusBar).say(right=f"{spot} " if spot else "")
