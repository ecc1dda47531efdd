"""The panes of the main screen: which is in front, and what the one that has the keys is at."""

from __future__ import annotations

from functools import cached_property

from textual.screen import Screen

from index.archive import Archive
from index.article import Entry, Hit, QuoteHit, Speaker
from tui.screens.correcting import Said
from tui.screens.marking import Here
from tui.widgets.article_view import ArticleView
from tui.widgets.browser import Browser
from tui.widgets.row_list import RowList

PANES = ("list", "article", "context", "facets")
ORDER = ("list", "article", "context")  # from left to right


class Panes(Screen[None]):
    """Has the parts of the main screen, for all that is done on it."""

    archive: Archive

    # The parts, which are there to the end, when they have left the screen

    @cached_property
    def browser(self) -> Browser:
        """What is listed, and the search in force."""
        return self.query_one(Browser)

    @cached_property
    def list(self) -> RowList:
        """The list at the left."""
        return self.browser.list

    @cached_property
    def article(self) -> ArticleView:
        """The article."""
        return self.query_one(ArticleView)

    @cached_property
    def context(self) -> RowList:
        """The speakers and quotes of the article."""
        return self.query_one("#context", RowList)

    @cached_property
    def narrowings(self) -> RowList:
        """What the listed articles have in common."""
        return self.query_one("#facets", RowList)

    # Which is in front

    @property
    def front(self) -> str:
        """The pane that is shown where there is room for one only."""
        return next(pane for pane in PANES if self.has_class(f"-{pane}"))

    def show_pane(self, pane: str) -> None:
        """Bring a pane to the front."""
        if not self.has_class(f"-{pane}"):
            self.remove_class(*(f"-{other}" for other in PANES), update=False)
            self.add_class(f"-{pane}")

    def go_to_pane(self, pane: str) -> None:
        """Bring a pane to the front and give it the keys."""
        self.show_pane(pane)
        wanted = self.query_one(f"#{pane}")
        if self.focused is not wanted:
            self.set_focus(wanted)  # at once: focus() comes after the next keys

    def action_pane(self, by: int) -> None:
        """Go to the pane to the right or left."""
        focused = self.focused.id if self.focused else ""
        if focused == "facets":
            self.go_to_pane("list" if by < 0 else focused)
            return
        place = (ORDER.index(focused) if focused in ORDER else 0) + by
        if 0 <= place < len(ORDER) and (by < 0 or self.article.reading):
            self.go_to_pane(ORDER[place])

    def action_zen(self) -> None:
        """Show the page alone, or the lists beside it again."""
        if self.article.reading:
            self.toggle_class("-zen")
            self.go_to_pane("article")

    # What one is at

    def here(self) -> Here | None:
        """The article that the list or the page is at, and the quote where there is one."""
        match self.list.row if self.focused is self.list else None:
            case Entry() as entry:
                return Here(entry)
            case Hit() as hit:
                return Here(hit.entry)
            case QuoteHit() as hit:
                return Here(hit.entry, hit)
        reading, number = self.article.reading, self.article.quote
        if reading is None or reading.entry is None:
            return None
        return Here(reading.entry, None if number is None else reading.quote_hit(number))

    def quote_here(self) -> Said | None:
        """The quote that the focused pane is about."""
        if self.focused is self.list:
            match self.list.row:
                case QuoteHit() as hit:
                    return Said(hit.entry.id, hit.quote, hit.text)
                case Hit(quotes=(first, *_)):
                    return Said(first.entry.id, first.quote, first.text)
            if self.has_class("-one"):
                return None
        reading, number = self.article.reading, self.article.quote
        if self.focused is self.context and self.context.row:
            number = self.context.row.quote
        if reading is None or number is None:
            return None
        quote = reading.quotes[number]
        return Said(reading.id, quote, quote.cut(reading.text))

    def speaker_here(self) -> str | None:
        """The speaker whom the focused pane is about."""
        if self.focused is self.context:
            return self.context.row.speaker if self.context.row else None
        if self.focused is self.list:
            match self.list.row:
                case QuoteHit() as hit:
                    return hit.quote.speaker
                case Speaker() as speaker:
                    return speaker.name
                case Hit(quotes=(first, *_)):
                    return first.quote.speaker
        reading, quote = self.article.reading, self.article.quote
        return reading.quotes[quote].speaker if reading and quote is not None else None
