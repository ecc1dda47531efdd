"""The open article: its wrapped text with highlights, and the speakers in the margin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Literal

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.content import Span as StyledSpan
from textual.geometry import Size
from textual.reactive import var
from textual.selection import Selection as TextSelection
from textual.strip import Strip

from index.article import Quote, QuoteHit, Span
from tui import keys
from tui.context import host
from tui.drawing.styled_view import StyledView, padded
from tui.render.article_layout import ArticleLayout
from tui.render.article_page import ArticlePage
from tui.render.highlights import Highlights
from tui.workers import DataMessage

NO_QUOTE = "Select a quote first: press ] or ["


def next_index(starts: Sequence[int], current: int | None, top: int, by: int) -> int | None:
    """Return the index of the next or previous place in the text, from the current one.

    Without a current one, start from the offset ``top``. Wraps around; None if there are no places.
    """
    if not starts:
        return None
    if current is None:
        # The place before or after ``top``, one step short of it.
        current = bisect_left(starts, top) - (1 if by > 0 else 0)
    return (current + by) % len(starts)


class ArticleView(StyledView):
    """Draws only the lines in view, so that a long article is as fast as a short one.

    The scroll position is an offset in the text, so that it survives every change of width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ARTICLE]

    position: var[str] = var("")
    """Where the user is: “match 3/17 · quote 9/16 · ¶ 5/17 · 38 %”."""
    quote: var[int | None] = var(None)
    """The number of the current quote."""

    class ExplanationRequested(DataMessage):
        """The user wants to know why a quote has its speaker."""

        page: ArticlePage
        quote: Quote

    class CopyRequested(DataMessage):
        """The user wants to copy the current quote with its citation."""

        hit: QuoteHit | None

    class HitsEnded(DataMessage):
        """The user wants to go on from the last hit, or back from the first."""

        by: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.highlights = Highlights()
        self.find_words = ""
        self.top = 0
        """The offset of the first visible character; -1 while the header is visible."""
        self.article_layout = ArticleLayout()
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    # What is shown

    @property
    def page(self) -> ArticlePage | None:
        """The article."""
        return self.highlights.page

    @property
    def hits(self) -> int:
        """The number of hits of the find or the search."""
        return len(self.highlights.hits.items)

    def show(
        self, page: ArticlePage | None, quote: int | None = None, place: int | None = None
    ) -> None:
        """Show an article at a quote, else at an offset, else at the first hit, else at the top.

        None shows no article.
        """
        highlights = Highlights(page)
        highlights.copy_layers(self.highlights)
        self.highlights = highlights
        self.find_words = ""
        self.top = -1
        self._lay_out()
        self.jump_to(0)
        if page and quote is not None and quote < len(page.quotes):
            self.go_to_quote(quote)
            self.highlights.hit = self.highlights.hit_in(quote)
        if place is not None:
            self.jump_to(self.article_layout.row_of(place))
        elif page and page.hits and quote is None:
            self.go_to_hit(0)
        self._redraw()

    def update(self, page: ArticlePage) -> None:
        """Show the same article with other marks or quotes; the scroll position stays."""
        top, header_height = self.top, len(self.article_layout.header)
        if self.page and self.page.annotation is page.annotation:
            self.highlights.page = page
            self.article_layout.update_header(page)
            self.set_extent(Size(self.article_layout.width, self.article_layout.rows))
        else:
            self.highlights = self.highlights.for_page(page, self.find_words)
            self._lay_out()
        if top >= 0:
            self.jump_to(self.scroll_offset.y + len(self.article_layout.header) - header_height)
        self._redraw()

    def find(self, words: str) -> int:
        """Highlight the words, go to the first place from here on, and return the number of hits.

        Without words, the hits of the search are highlighted again.
        """
        if self.page is None:
            return 0
        self.find_words = words
        self.highlights.set_hits(self.page.find(words) if words else self.page.hits)
        spans = self.highlights.hits.items
        if words and spans:
            top = max(self.top, 0)
            self.go_to_hit(next((n for n, (span, _) in enumerate(spans) if span.start >= top), 0))
        self._redraw()
        return len(spans)

    # Layout

    def _lay_out(self) -> None:
        """Lay the article out for the current width."""
        self._strips.clear()
        width = host(self).settings.width
        pane = _pane_width(self)
        is_alone = self.outer_size.width in (0, self.screen.size.width)
        self.article_layout = ArticleLayout(self.page, pane, width, is_centred=is_alone)
        self.set_extent(Size(self.article_layout.width, self.article_layout.rows))

    def on_resize(self) -> None:
        """Lay the article out for the new width, with the same text at the top."""
        top = self.top
        if _pane_width(self) != self.article_layout.width:
            self._lay_out()
        self.jump_to(self.article_layout.row_of(top))
        self.top = top
        self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def on_enter(self) -> None:
        """Draw the lines again with the offsets that the mouse selects by."""
        self._strips.clear()
        self.refresh()

    def selection_updated(self, _selection: TextSelection | None) -> None:
        """Draw the new mouse selection."""
        self._strips.clear()
        self.refresh()

    def line_drawer(self) -> Callable[[int], Strip]:
        """Return what draws the lines of one frame: a header, then margin and text."""
        top, width, strips = self.scroll_offset.y, self.line_width, self._strips

        def draw(y: int) -> Strip:
            row = top + y
            if (strip := strips.get(row)) is None:
                strip = strips[row] = self._draw(row, width)
            return strip

        return draw

    def _draw(self, row: int, width: int) -> Strip:
        ground, layout = self.visual_style, self.article_layout
        if row < len(layout.header):
            return self.strip(layout.header[row], ground, width)
        number = layout.line_number(row)
        if number is None or self.page is None:
            return Strip.blank(width, ground.rich_style)
        start, end, _ = layout.lines[number]
        spans = [
            StyledSpan(max(span.start - start, 0), min(span.end, end) - start, style)
            for span, style in self.highlights.styles(start, end)
        ]
        if (selection := self.text_selection) and (selected := selection.get_span(number)):
            first, last = selected
            spans.append(StyledSpan(first, end - start if last == -1 else last, "selection"))
        text = self.strip(Content(self.page.safe_text[start:end], spans), ground)
        if self.app.mouse_over is self:  # only the mouse needs the offsets
            text = text.apply_offsets(0, number)
        margin = layout.margin(number, self.highlights)
        segments = [*self.segments(margin, ground), *text]
        return padded(segments, margin.cell_length + text.cell_length, width, ground)

    def get_selection(self, selection: TextSelection) -> tuple[str, str] | None:
        """Return the selected text as it is in the article, without margin and line breaks."""
        if self.page is None or not self.article_layout.lines:
            return None
        return self.article_layout.selected_span(selection).cut(self.page.text), "\n"

    def _redraw(self) -> None:
        """Draw everything again, as any highlight may have changed."""
        self._strips.clear()
        self.refresh()
        self._report_position()

    def _redraw_spans(self, spans: Iterable[Span]) -> None:
        """Draw the lines again that show some spans of the text."""
        for span in spans:
            for row in self.article_layout.rows_of(span):
                self._strips.discard(row)
                self.refresh_line(row)
        self._report_position()

    def _report_position(self) -> None:
        self.quote = self.highlights.quote
        if self.page is None:
            self.position = ""
            return
        end = self.max_scroll_y
        percent = round(100 * self.scroll_offset.y / end) if end else 100
        numbers = self.highlights.positions(bool(self.find_words))
        paragraph = self.article_layout.paragraph_position(_current_place(self))
        parts = (*numbers, paragraph, f"{percent} %")
        self.position = " · ".join(filter(None, parts))

    # Scrolling

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the offset of the text at the top."""
        super().watch_scroll_y(old_value, new_value)
        number = self.article_layout.line_number(round(new_value))
        self.top = -1 if number is None else self.article_layout.lines[number].start
        self._report_position()

    def _reveal(self, offset: int) -> None:
        """Scroll until the line of a character is well in view."""
        row = self.article_layout.row_of(offset)
        top, height = self.scroll_offset.y, self.size.height
        if not top + 1 <= row < top + max(height - 2, 1):
            self.jump_to(row - height // 3)

    def action_move(self, by: int, unit: Literal["row", "half", "page", "all"] = "row") -> None:
        """Scroll by lines, half pages or pages (less two lines), or to an end."""
        height = self.size.height
        page = max(height - 2, 1)
        rows = {"row": 1, "half": max(height // 2, 1), "page": page, "all": self.max_scroll_y}
        end = self.max_scroll_y if by > 0 else 0
        if self.scroll_offset.y == end:
            host(self).hint(f"This is the {'end' if by > 0 else 'top'} of the article.")
        self.jump_to(self.scroll_offset.y + by * rows[unit])

    # Quotes, names and hits

    def go_to_quote(self, number: int) -> None:
        """Make a quote the current one and bring it into view."""
        assert self.page is not None
        before = self.highlights.current_quote_and_speaker()
        self.highlights.quote = number
        self._reveal(self.page.quotes[number].end)
        self._reveal(self.page.quotes[number].start)
        self._redraw_spans((*before, *self.highlights.current_quote_and_speaker()))

    def go_to_hit(self, number: int) -> None:
        """Make a hit the current one and bring it into view; a hit may be a whole quote."""
        spans = [span for span, _ in self.highlights.hits.items]
        before = [] if self.highlights.hit is None else [spans[self.highlights.hit]]
        self.highlights.hit = number
        if (quote := self.highlights.quote_at(spans[number])) is not None:
            self.go_to_quote(quote)
        self._reveal(spans[number].start)
        self._redraw_spans((*before, spans[number]))

    def _next(self, starts: Sequence[int], current: int | None, by: int) -> int | None:
        """Return the index of the next place: after the current one, or near the top."""
        row = None if current is None else self.article_layout.row_of(starts[current])
        is_visible = row is not None and 0 <= row - self.scroll_offset.y < self.size.height
        return next_index(starts, current if is_visible else None, max(self.top, 0), by)

    def action_quote(self, by: int) -> None:
        """Go to the next or previous quote."""
        starts = [quote.start for quote in self.page.quotes] if self.page else []
        number = self._next(starts, self.quote, by)
        if number is None or number == self.quote:
            host(self).hint(f"This article has no {'quotes' if number is None else 'other quote'}.")
        if number is not None:
            self.go_to_quote(number)

    def action_entity(self, by: int) -> None:
        """Go to the next or previous name."""
        names = self.page.entity_spans.items if self.page else []
        number = self._next([span.start for span, _ in names], self.highlights.entity, by)
        if number is None or number == self.highlights.entity:
            host(self).hint(f"This article has no {'names' if number is None else 'other name'}.")
        if number is not None:
            self.highlights.entity = number
            self._reveal(names[number][0].start)
            self._redraw()

    def action_hit(self, by: int) -> None:
        """Go to the next or previous hit; the hits of a search go on in the next article."""
        hit = self.highlights.hit
        number = (hit if hit is not None else -1 if by > 0 else 0) + by
        if self.find_words and self.hits == 1 and hit == 0:
            host(self).hint("This is the only match.")
        if self.hits and (0 <= number < self.hits or self.find_words):
            self.go_to_hit(number % self.hits)
        elif self.find_words:
            host(self).hint(f"“{self.find_words}” is not in this article.")
        else:
            self.post_message(self.HitsEnded(1 if by > 0 else -1))

    def on_click(self, event: events.Click) -> None:
        """Make the clicked quote the current one."""
        number = self.article_layout.line_number(self.scroll_offset.y + event.y)
        if self.page is None or number is None:
            return
        offset = self.article_layout.lines[number].start
        offset += event.x - self.gutter.left - self.article_layout.indent
        for _, quote in self.page.quote_spans.overlapping(offset, offset + 1):
            self.go_to_quote(quote)

    # Other actions

    def action_copy(self) -> None:
        """Copy what the mouse has selected, or else the current quote."""
        if selected := self.screen.get_selected_text():
            self.app.copy_to_clipboard(selected)
        elif self.page and self.quote is not None:
            self.post_message(self.CopyRequested(self.page.quote_hit(self.quote)))
        else:
            host(self).hint(NO_QUOTE)

    def action_why(self) -> None:
        """Explain why the current quote has its speaker."""
        if self.page and self.quote is not None:
            quote = self.page.quotes[self.quote]
            self.post_message(self.ExplanationRequested(self.page, quote))
        else:
            host(self).hint(NO_QUOTE)

    def action_toggle_layer(self, layer: Literal["quotes", "names"]) -> None:
        """Show or hide the highlights of quotes; highlight the next type of names."""
        page = self.page
        if not page or not (page.quotes if layer == "quotes" else page.entity_spans.items):
            host(self).hint(f"This article has no {layer}.")
        elif layer == "quotes":
            shows = self.highlights.shows_quotes = not self.highlights.shows_quotes
            host(self).hint("Quotes are highlighted." if shows else "Quotes are not highlighted.")
        else:
            host(self).hint(f"Highlighted: {self.highlights.next_entity_layer()}.")
        self._redraw()


def _pane_width(view: ArticleView) -> int:
    """Return the width of the pane; if it is hidden, the width it will have if it is alone."""
    return view.size.width or view.screen.size.width


def _current_place(view: ArticleView) -> int:
    """Return the offset of the current quote, else match, in view; else of the first line."""
    highlights, top = view.highlights, view.scroll_offset.y
    spans = [] if highlights.hit is None else [highlights.hits.items[highlights.hit][0]]
    starts = [span.start for span in spans]
    if view.page and highlights.quote is not None:
        starts.insert(0, view.page.quotes[highlights.quote].start)
    rows = range(top, top + view.size.height)
    return next((at for at in starts if view.article_layout.row_of(at) in rows), view.top)
