"""The article on the page: its text at a readable measure, quotes lit, speakers in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.cache import LRUCache
from textual.content import Content, Span as Ink
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from index.article import EntityLabel, Span
from tui import keys
from tui.plain import plural
from tui.reading import LABELS, Reading
from tui.typeset import Layer, Margin, Page, set_margin, wrap
from tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.selection import Selection

MEASURE = 76
WIDEST_NAME = 16
ENTITY_LAYERS: tuple[tuple[EntityLabel, ...], ...] = (
    LABELS,
    ("person",),
    ("organisation",),
    ("place",),
    (),
)


class ArticleView(Inked):
    """Draws one article line by line, so that a long one costs no more than a short one.

    The place is kept as an offset into the text, so that it survives every change of width.
    """

    BINDINGS = keys.ARTICLE

    @dataclass
    class Moved(Message):
        """The reader is somewhere else in the article, or sees other marks."""

        view: ArticleView

    @dataclass
    class WhyAsked(Message):
        """The reader wants to know why the current quote was given to its speaker."""

        reading: Reading
        quote: int

    @dataclass
    class CopyAsked(Message):
        """The reader wants the current quote with its citation."""

        reading: Reading
        quote: int

    @dataclass
    class FindAsked(Message):
        """The reader wants to type words to be found."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.reading: Reading | None = None
        self.quote: int | None = None
        self.entity: int | None = None
        self.hit: int | None = None
        self.find_words = ""
        self._hits: Layer[int] = Layer()
        self._page = Page("", "", MEASURE)
        self._margin = Margin({}, {})
        self._head: list[Content] = []
        self._names = 0
        self._top = 0  # offset of the first character in view; -1 while the head is
        self._quotes_lit = True
        self._entity_layer = 0
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    # What is shown

    def show(
        self, reading: Reading, quote: int | None = None, place: int | None = None
    ) -> None:
        """Show an article: at a quote, else at a place, else at the first hit, else at its top."""
        self.reading = reading
        self.entity = self.hit = None
        self.quote = None
        self.find_words = ""
        self._top = -1
        self._number_hits(reading.hits)
        self._set()
        self.scroll_to(0, 0, animate=False, force=True)
        if quote is not None and quote < len(reading.quotes):
            self.go_to_quote(quote)
        elif place is not None:
            self.reveal(place)
        elif reading.hits:
            self.go_to_hit(0)
        self._changed()

    def clear(self) -> None:
        """Show nothing."""
        self.reading = None
        self.quote = self.entity = self.hit = None
        self._number_hits(())
        self._set()
        self._changed()

    def find(self, words: str) -> int:
        """Light the words and go to the first place from here on; no words: the hits of the
        search again. Returns how many places there are."""
        if self.reading is None:
            return 0
        self.find_words = words
        self._number_hits(self.reading.find(words) if words else self.reading.hits)
        self.hit = None
        spans = self._hits.marks
        if words and spans:
            here = max(self._top, 0)
            self.go_to_hit(next((n for n, (span, _) in enumerate(spans) if span.start >= here), 0))
        self._changed()
        return len(spans)

    def _number_hits(self, spans: tuple[Span, ...]) -> None:
        self._hits = Layer((span, number) for number, span in enumerate(sorted(spans)))

    @property
    def hits(self) -> int:
        """How many places the find or the search in force lights."""
        return len(self._hits.marks)

    # Setting the lines

    def _set(self) -> None:
        """Break the article into lines for the present width, and keep the place."""
        width = self.size.width or MEASURE
        self._names = max(0, min(WIDEST_NAME, width - MEASURE - 4, 99))
        if width < MEASURE + WIDEST_NAME + 4:
            self._names = 0 if width < 44 else max(8, min(12, width // 6))
        measure = max(8, min(MEASURE, width - self._indent - 1))
        self._strips.clear()
        if self.reading is None:
            self._page, self._margin, self._head = Page("", "", measure), Margin({}, {}), []
        else:
            reading = self.reading
            self._page = Page(reading.text, reading.safe_text, measure)
            self._margin = set_margin(self._page, reading.quotes, reading.names, self._names)
            self._head = [
                *self._head_lines(reading.title, "strong", measure),
                *self._head_lines(reading.meta, "muted", measure),
                Content(""),
            ]
        self.virtual_size = Size(width, len(self._head) + len(self._page.lines))

    @property
    def _indent(self) -> int:
        return self._names + 3

    @staticmethod
    def _head_lines(text: str, ink: str, width: int) -> Iterator[Content]:
        for start, end in wrap(text, 0, len(text), width):
            yield Content(text[start:end], [Ink(0, end - start, ink)])

    def on_resize(self, event: events.Resize) -> None:
        """Set the lines anew and put the same text at the top."""
        top = self._top
        self._set()
        self.scroll_to(0, self._row_of(top), animate=False, force=True)
        self._top = top

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection anew."""
        self._strips.clear()
        self.refresh()

    def _row_of(self, offset: int) -> int:
        return len(self._head) + self._page.line_at(offset) if offset >= 0 else 0

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the margin, then the text."""
        row = self.scroll_offset.y + y
        if (strip := self._strips.get(row)) is None:
            strip = self._draw(row).adjust_cell_length(self.size.width, self.visual_style.rich_style)
            self._strips[row] = strip
        return strip

    def _draw(self, row: int) -> Strip:
        ground = self.visual_style
        number = row - len(self._head)
        if number >= len(self._page.lines):
            return self.strip(Content(""), ground)
        if number < 0:
            indent = Content(" " * self._indent)
            return self.strip(indent + self._head[row], ground)
        text = self.strip(self._text_of(number), ground).apply_offsets(0, number)
        return Strip.join([self.strip(self._margin_of(number), ground), text])

    def _margin_of(self, number: int) -> Content:
        if self.reading is None or not self._quotes_lit:
            return Content(" " * self._indent)
        label = self._margin.labels.get(number)
        name = label.text if label else ""
        padding = " " * (self._names - cell_len(name))
        quote = self._margin.bars.get(number)
        spans = []
        if label:
            ink = self.reading.ink_of(self.reading.quotes[label.quote])
            spans.append(Ink(len(padding), len(padding) + len(name), ink))
        bar = " " if quote is None else "┃"
        if quote is not None:
            at = len(padding) + len(name) + 1
            here = self.quote is not None and self._is_here(number)
            bar = "█" if here else "┃"
            spans.append(Ink(at, at + 1, self.reading.ink_of(self.reading.quotes[quote])))
        return Content(f"{padding}{name} {bar} ", spans)

    def _is_here(self, number: int) -> bool:
        line = self._page.lines[number]
        return any(
            span.start < line.end and line.start < span.end
            for span in self._current_content()
        )

    def _current_content(self) -> tuple[Span, ...]:
        if self.reading is None or self.quote is None:
            return ()
        return self.reading.quotes[self.quote].content

    def _text_of(self, number: int) -> Content:
        assert self.reading is not None
        start, end, _ = self._page.lines[number]
        inks = [
            Ink(max(span.start - start, 0), min(span.end, end) - start, ink)
            for span, ink in self._marks(start, end)
        ]
        if (selection := self.text_selection) is not None:
            span = selection.get_span(number)
            if span is not None:
                begin, stop = span
                inks.append(Ink(begin, end - start if stop == -1 else stop, "selection"))
        return Content(self.reading.safe_text[start:end], inks)

    def _marks(self, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """What is marked in a stretch of the text, what is laid over the other last."""
        assert self.reading is not None
        reading = self.reading
        if self._quotes_lit:
            for span, number in reading.quoted.within(start, end):
                yield span, reading.ink_of(reading.quotes[number])
                yield span, "quote-here" if number == self.quote else "quote"
        for span, label in reading.entities.within(start, end):
            if label in ENTITY_LAYERS[self._entity_layer]:
                yield span, label
        if self.quote is not None and self._quotes_lit:
            yield from self._here(reading, start, end)
        if self.entity is not None:
            span, _ = reading.entities.marks[self.entity]
            if span.start < end and start < span.end:
                yield span, "here"
        for span, number in self._hits.within(start, end):
            yield span, "here" if number == self.hit else "match"

    def _here(self, reading: Reading, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """The cue and the source mention of the current quote."""
        assert self.quote is not None
        quote = reading.quotes[self.quote]
        for spans, ink in ((quote.cue, "cue"), (quote.mention, reading.ink_of(quote))):
            for span in spans:
                if span.start < end and start < span.end:
                    yield span, ink

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words as they stand in the article: no margin, no broken lines."""
        if self.reading is None or not self._page.lines:
            return None
        lines = self._page.lines
        begin, stop = 0, len(self.reading.text)
        if selection.start is not None:
            line = lines[min(selection.start.y, len(lines) - 1)]
            begin = min(line.start + selection.start.x, line.end)
        if selection.end is not None:
            line = lines[min(selection.end.y, len(lines) - 1)]
            stop = min(line.start + selection.end.x, line.end)
        return self.reading.text[begin:stop], "\n"

    # Moving

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which text is at the top."""
        super().watch_scroll_y(old_value, new_value)
        number = round(new_value) - len(self._head)
        inside = 0 <= number < len(self._page.lines)
        self._top = self._page.lines[number].start if inside else -1
        self._changed(redraw=False)

    def reveal(self, offset: int) -> None:
        """Scroll so far that the line with this character is well in view."""
        row = self._row_of(offset)
        top, height = self.scroll_offset.y, self.size.height
        if not top + 1 <= row < top + max(height - 2, 1):
            self._scroll(row - height // 3)

    def _scroll(self, row: float) -> None:
        self.scroll_to(0, row, animate=False, force=True)

    def _in_view(self, offset: int) -> bool:
        return 0 <= self._row_of(offset) - self.scroll_offset.y < self.size.height

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
        self.quote = number
        self.reveal(self.reading.quotes[number].end)
        self.reveal(self.reading.quotes[number].start)
        self._changed()

    def go_to_hit(self, number: int) -> None:
        """Make a hit the current one and bring it into view."""
        self.hit = number
        self.reveal(self._hits.marks[number][0].start)
        self._changed()

    def _next(self, starts: list[int], current: int | None, by: int) -> int | None:
        """The next of some places: after the current one while that is in view, else from what
        is in view."""
        if not starts:
            return None
        if current is not None and self._in_view(starts[current]):
            return (current + by) % len(starts)
        here = max(self._top, 0)
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
        marks = self.reading.entities.marks if self.reading else []
        number = self._next([span.start for span, _ in marks], self.entity, by)
        if number is not None:
            self.entity = number
            self.reveal(marks[number][0].start)
            self._changed()

    def action_hit(self, by: int) -> None:
        """Go to the next or previous hit."""
        if self.hits:
            self.go_to_hit(((self.hit if self.hit is not None else -by) + by) % self.hits)

    # Asking

    def action_find(self) -> None:
        """Ask for words to find."""
        self.post_message(self.FindAsked())

    def action_why(self) -> None:
        """Ask why the current quote has its speaker."""
        if self.reading and self.quote is not None:
            self.post_message(self.WhyAsked(self.reading, self.quote))

    def action_copy(self) -> None:
        """Ask for a copy of the current quote."""
        if self.reading and self.quote is not None:
            self.post_message(self.CopyAsked(self.reading, self.quote))

    def action_quote_layer(self) -> None:
        """Show or hide the marks of quotes."""
        self._quotes_lit = not self._quotes_lit
        self._changed()

    def action_entity_layer(self) -> None:
        """Show the names of the next type alone."""
        self._entity_layer = (self._entity_layer + 1) % len(ENTITY_LAYERS)
        self._changed()

    def _changed(self, redraw: bool = True) -> None:
        if redraw:
            self._strips.clear()
            self.refresh()
        self.post_message(self.Moved(self))

    def place(self) -> str:
        """Where the reader is, in short: “hit 3/17 · quote 9/16 · ¶ 5/17 · 38 %”."""
        if self.reading is None:
            return ""
        parts = []
        if self.hits or self.find_words:
            at = 0 if self.hit is None else self.hit + 1
            parts.append(f"hit {at}/{self.hits}")
        if self.reading.quotes:
            at = 0 if self.quote is None else self.quote + 1
            parts.append(f"quote {at}/{len(self.reading.quotes)}")
        if self._page.lines:
            line = self._page.lines[self._page.line_at(max(self._top, 0))]
            parts.append(f"¶ {line.paragraph + 1}/{self._page.paragraphs}")
        below = self.max_scroll_y
        parts.append(f"{round(100 * self.scroll_offset.y / below) if below else 100} %")
        return " · ".join(parts)
