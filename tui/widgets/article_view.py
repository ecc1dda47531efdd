"""The article on the page: its text at a readable measure, quotes lit, speakers in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.content import Content
from textual.content import Span as Ink
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from index.article import Quote, Span
from tui import keys
from tui.context import settings
from tui.render.article_layout import ArticleLayout
from tui.render.article_page import ArticlePage
from tui.render.highlights import Highlights
from tui.widgets.styled_view import StyledView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType
    from textual.selection import Selection


class ArticleView(StyledView):
    """Draws one article line by line, so that a long one costs no more than a short one.

    The place is kept as an offset into the text, so that it survives every change of width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ARTICLE]

    spot: var[str] = var("")
    """Where the reader is, in words; watched by what shows it."""
    at_quote: var[int | None] = var(None)
    """The number of the current quote; watched by what shows it elsewhere."""

    @dataclass
    class WhyAsked(Message):
        """The reader wants to know why the current quote was given to its speaker."""

        reading: ArticlePage
        quote: Quote

    @dataclass
    class CopyAsked(Message):
        """The reader wants the current quote with its citation."""

        reading: ArticlePage
        quote: Quote

    @dataclass
    class HitsEnded(Message):
        """The reader wants to go on from the last hit, or back from the first."""

        by: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.marks = Highlights()
        self.find_words = ""
        self.sheet = ArticleLayout()
        self.top = 0  # offset of the first character in view; -1 while the head is
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    # What is shown

    @property
    def reading(self) -> ArticlePage | None:
        """The article that is shown."""
        return self.marks.page

    @property
    def quote(self) -> int | None:
        """The number of the current quote."""
        return self.marks.quote

    def show(
        self, reading: ArticlePage, quote: int | None = None, place: int | None = None
    ) -> None:
        """Show an article: at a quote, else at a place, else at the first hit, else at its top."""
        marks = Highlights(reading)
        marks.copy_layers(self.marks)
        self.marks = marks
        self.find_words = ""
        self.top = -1
        self._set()
        self.scroll_to(0, 0, animate=False, force=True)
        if quote is not None and quote < len(reading.quotes):
            self.go_to_quote(quote)
            self.marks.hit = self.marks.hit_in(quote)
        if place is not None:
            self._scroll(self.sheet.row_of(place))
        elif reading.hits and quote is None:
            self.go_to_hit(0)
        self._redraw()

    def renew(self, reading: ArticlePage) -> None:
        """Show the same article as it is now; the reader stays where they are."""
        top, head = self.top, len(self.sheet.header)
        if self.reading and self.reading.annotation is reading.annotation:
            self.marks.page = reading
            self.sheet.update_header(reading)
            self.set_extent(Size(self.sheet.width, self.sheet.rows))
        else:
            self.marks = self.marks.for_page(reading, self.find_words)
            self._set()
        if top >= 0:
            self._scroll(self.scroll_offset.y + len(self.sheet.header) - head)
        self._redraw()

    def find(self, words: str) -> int:
        """Light the words and go to the first place from here on; returns how many there are.

        Without words the hits of the search are lit again.
        """
        if self.reading is None:
            return 0
        self.find_words = words
        self.marks.set_hits(self.reading.find(words) if words else self.reading.hits)
        spans = self.marks.hits.items
        if words and spans:
            here = max(self.top, 0)
            self.go_to_hit(next((n for n, (span, _) in enumerate(spans) if span.start >= here), 0))
        self._redraw()
        return len(spans)

    @property
    def hits(self) -> int:
        """How many places the find or the search in force lights."""
        return len(self.marks.hits.items)

    # Setting the lines

    def _set(self) -> None:
        """Lay the article out in the present width."""
        self._strips.clear()
        self.sheet = ArticleLayout(self.reading, self._width(), settings(self).width)
        self.set_extent(Size(self.sheet.width, self.sheet.rows))

    def _width(self) -> int:
        """How wide the pane is; as long as it is hidden, how wide it will be if it is alone."""
        return self.size.width or self.screen.size.width

    def on_resize(self) -> None:
        """Set the lines anew in another width, and put the same text at the top."""
        top = self.top
        if self._width() != self.sheet.width:
            self._set()
        self.scroll_to(0, self.sheet.row_of(top), animate=False, force=True)
        self.top = top
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def selection_updated(self, _selection: Selection | None) -> None:
        """Draw the selection anew."""
        self._strips.clear()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the margin, then the text."""
        row = self.scroll_offset.y + y
        if (strip := self._strips.get(row)) is None:
            strip = self._draw(row).adjust_cell_length(
                self.size.width, self.visual_style.rich_style
            )
            self._strips[row] = strip
        return strip

    def _draw(self, row: int) -> Strip:
        ground = self.visual_style
        if row < len(self.sheet.header):
            return self.strip(self.sheet.header[row], ground)
        number = self.sheet.line_number(row)
        if number is None:
            return self.strip(Content(""), ground)
        margin = self.sheet.margin(number, self.marks)
        text = self.strip(self._text_of(number), ground).apply_offsets(0, number)
        return Strip.join([self.strip(margin, ground), text])

    def _text_of(self, number: int) -> Content:
        assert self.reading is not None
        start, end, _ = self.sheet.lines[number]
        inks = [
            Ink(max(span.start - start, 0), min(span.end, end) - start, ink)
            for span, ink in self.marks.styles(start, end)
        ]
        if (selection := self.text_selection) is not None:
            span = selection.get_span(number)
            if span is not None:
                begin, stop = span
                inks.append(Ink(begin, end - start if stop == -1 else stop, "selection"))
        return Content(self.reading.safe_text[start:end], inks)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as they stand in the article: no margin, no broken lines."""
        if self.reading is None or not self.sheet.lines:
            return None
        return self.sheet.selected_span(selection).cut(self.reading.text), "\n"

    # Moving

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which text is at the top."""
        super().watch_scroll_y(old_value, new_value)
        number = self.sheet.line_number(round(new_value))
        self.top = -1 if number is None else self.sheet.lines[number].start
        self._tell()

    def reveal(self, offset: int) -> None:
        """Scroll so far that the line with this character is well in view."""
        row = self.sheet.row_of(offset)
        top, height = self.scroll_offset.y, self.size.height
        if not top + 1 <= row < top + max(height - 2, 1):
            self._scroll(row - height // 3)

    def _scroll(self, row: float) -> None:
        self.scroll_to(0, row, animate=False, force=True)

    def _in_view(self, offset: int) -> bool:
        return 0 <= self.sheet.row_of(offset) - self.scroll_offset.y < self.size.height

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self._scroll(self.scroll_offset.y + by)

    def action_half(self, by: int) -> None:
        """Scroll by half a page."""
        self._scroll(self.scroll_offset.y + by * max(self.size.height // 2, 1))

    def action_page(self, by: int) -> None:
        """Scroll by a page, two lines kept in view."""
        self._scroll(self.scroll_offset.y + by * max(self.size.height - 2, 1))

    def action_top(self) -> None:
        """Go to the headline."""
        self._scroll(0)

    def action_bottom(self) -> None:
        """Go to the last line."""
        self._scroll(self.max_scroll_y)

    def go_to_quote(self, number: int) -> None:
        """Make a quote the current one and bring it into view."""
        assert self.reading is not None
        before = self.marks.current_quote_and_speaker()
        self.marks.quote = number
        self.reveal(self.reading.quotes[number].end)
        self.reveal(self.reading.quotes[number].start)
        self._redraw_spans((*before, *self.marks.current_quote_and_speaker()))

    def go_to_hit(self, number: int) -> None:
        """Make a hit the current one and bring it into view; a hit may be a whole quote."""
        spans = [span for span, _ in self.marks.hits.items]
        before = [] if self.marks.hit is None else [spans[self.marks.hit]]
        self.marks.hit = number
        if (quote := self.marks.quote_at(spans[number])) is not None:
            self.go_to_quote(quote)
        self.reveal(spans[number].start)
        self._redraw_spans((*before, spans[number]))

    def _next(self, starts: list[int], current: int | None, by: int) -> int | None:
        """The next of some places: after the current one, or from here if that is far."""
        if not starts:
            return None
        if current is not None and self._in_view(starts[current]):
            return (current + by) % len(starts)
        here = max(self.top, 0)
        if by > 0:
            return next((n for n, start in enumerate(starts) if start >= here), 0)
        before = [n for n, start in enumerate(starts) if start < here]
        return before[-1] if before else len(starts) - 1

    def action_quote(self, by: int) -> None:
        """Go to the next or previous quote."""
        starts = [quote.start for quote in self.reading.quotes] if self.reading else []
        number = self._next(starts, self.quote, by)
        if number is not None:
            self.go_to_quote(number)

    def action_entity(self, by: int) -> None:
        """Go to the next or previous name."""
        marks = self.reading.entity_spans.items if self.reading else []
        number = self._next([span.start for span, _ in marks], self.marks.entity, by)
        if number is not None:
            self.marks.entity = number
            self.reveal(marks[number][0].start)
            self._redraw()

    def action_hit(self, by: int) -> None:
        """Go to the next or previous hit; of a search that is in force, also in other articles."""
        number = (self.marks.hit if self.marks.hit is not None else -1 if by > 0 else 0) + by
        if self.hits and (0 <= number < self.hits or self.find_words):
            self.go_to_hit(number % self.hits)
        elif not self.find_words:
            self.post_message(self.HitsEnded(by))

    def on_click(self, event: events.Click) -> None:
        """Make the quote that was clicked the current one."""
        number = self.sheet.line_number(self.scroll_offset.y + event.y)
        if self.reading is None or number is None:
            return
        at = self.sheet.lines[number].start
        at += event.x - self.gutter.left - self.sheet.indent
        for _, quote in self.reading.quote_spans.overlapping(at, at + 1):
            self.go_to_quote(quote)

    # Asking

    def action_why(self) -> None:
        """Ask why the current quote has its speaker."""
        if quote := self._current_quote():
            self.post_message(self.WhyAsked(*quote))

    def action_copy(self) -> None:
        """Copy what the mouse has selected, else ask for a copy of the current quote."""
        if selected := self.screen.get_selected_text():
            self.app.copy_to_clipboard(selected)
        elif quote := self._current_quote():
            self.post_message(self.CopyAsked(*quote))

    def _current_quote(self) -> tuple[ArticlePage, Quote] | None:
        if self.reading is None or self.quote is None:
            self.notify("Go to a quote first: ] and [", markup=False)
            return None
        return self.reading, self.reading.quotes[self.quote]

    def action_quote_layer(self) -> None:
        """Show or hide the marks of quotes."""
        self.marks.shows_quotes = not self.marks.shows_quotes
        self._redraw()

    def action_entity_layer(self) -> None:
        """Show the names of the next type alone."""
        self.marks.next_entity_layer()
        self._redraw()

    def _redraw(self) -> None:
        """Draw the whole page anew, as all marks may have changed."""
        self._strips.clear()
        self.refresh()
        self._tell()

    def _redraw_spans(self, spans: Iterable[Span]) -> None:
        """Draw the lines anew that show these stretches of the text."""
        for span in spans:
            for row in self.sheet.rows_of(span):
                self._strips.discard(row)
                self.refresh_line(row)
        self._tell()

    def _tell(self) -> None:
        self.at_quote = self.quote
        self.spot = self._place()

    def _place(self) -> str:
        """Where the reader is, in short: “hit 3/17 · quote 9/16 · ¶ 5/17 · 38 %”."""
        if self.reading is None:
            return ""
        below = self.max_scroll_y
        share = round(100 * self.scroll_offset.y / below) if below else 100
        parts = (
            *self.marks.positions(bool(self.find_words)),
            self.sheet.paragraph_position(self.top),
            f"{share} %",
        )
        return " · ".join(filter(None, parts))
