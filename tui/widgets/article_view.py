"""The article on the page: its text at a readable measure, quotes lit, speakers in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.cache import LRUCache
from textual.content import Content
from textual.content import Span as Ink
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from index.article import Quote
from tui import keys
from tui.marks import Marks
from tui.reading import Reading
from tui.typeset import Margin, Page, set_margin, wrap
from tui.widgets.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.selection import Selection

MEASURE = 76
NAMES = ((96, 16), (72, 12), (44, 8), (0, 0))  # the room for names, from which width on


class ArticleView(Inked):
    """Draws one article line by line, so that a long one costs no more than a short one.

    The place is kept as an offset into the text, so that it survives every change of width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ARTICLE]

    @dataclass
    class Moved(Message):
        """The reader is somewhere else in the article, or sees other marks."""

        view: ArticleView

    @dataclass
    class WhyAsked(Message):
        """The reader wants to know why the current quote was given to its speaker."""

        reading: Reading
        quote: Quote

    @dataclass
    class CopyAsked(Message):
        """The reader wants the current quote with its citation."""

        reading: Reading
        quote: Quote

    @dataclass
    class FindAsked(Message):
        """The reader wants to type words to be found."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.marks = Marks()
        self.find_words = ""
        self._page = Page("", "", MEASURE)
        self._margin = Margin({}, {})
        self._head: list[Content] = []
        self._names = 0
        self._top = 0  # offset of the first character in view; -1 while the head is
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    # What is shown

    @property
    def reading(self) -> Reading | None:
        """The article that is shown."""
        return self.marks.reading

    @property
    def quote(self) -> int | None:
        """The number of the current quote."""
        return self.marks.quote

    def show(self, reading: Reading, quote: int | None = None, place: int | None = None) -> None:
        """Show an article: at a quote, else at a place, else at the first hit, else at its top."""
        marks = Marks(reading)
        marks.keep_layers(self.marks)
        self.marks = marks
        self.find_words = ""
        self._top = -1
        self._set()
        self.scroll_to(0, 0, animate=False, force=True)
        if quote is not None and quote < len(reading.quotes):
            self.go_to_quote(quote)
        elif place is not None:
            self.reveal(place)
        elif reading.hits:
            self.go_to_hit(0)
        self._changed()

    def find(self, words: str) -> int:
        """Light the words and go to the first place from here on; returns how many there are.

        Without words the hits of the search are lit again.
        """
        if self.reading is None:
            return 0
        self.find_words = words
        self.marks.light(self.reading.find(words) if words else self.reading.hits)
        spans = self.marks.hits.marks
        if words and spans:
            here = max(self._top, 0)
            self.go_to_hit(next((n for n, (span, _) in enumerate(spans) if span.start >= here), 0))
        self._changed()
        return len(spans)

    @property
    def hits(self) -> int:
        """How many places the find or the search in force lights."""
        return len(self.marks.hits.marks)

    # Setting the lines

    def _set(self) -> None:
        """Break the article into lines for the present width, and keep the place."""
        width = self.size.width or MEASURE
        self._names = next(names for least, names in NAMES if width >= least)
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

    def on_resize(self) -> None:
        """Set the lines anew and put the same text at the top."""
        top = self._top
        self._set()
        self.scroll_to(0, self._row_of(top), animate=False, force=True)
        self._top = top

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def selection_updated(self, _selection: Selection | None) -> None:
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
            strip = self._draw(row).adjust_cell_length(
                self.size.width, self.visual_style.rich_style
            )
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
        if self.reading is None or not self.marks.quotes_lit:
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
        return any(span.start < line.end and line.start < span.end for span in self.marks.here())

    def _text_of(self, number: int) -> Content:
        assert self.reading is not None
        start, end, _ = self._page.lines[number]
        inks = [
            Ink(max(span.start - start, 0), min(span.end, end) - start, ink)
            for span, ink in self.marks.inks(start, end)
        ]
        if (selection := self.text_selection) is not None:
            span = selection.get_span(number)
            if span is not None:
                begin, stop = span
                inks.append(Ink(begin, end - start if stop == -1 else stop, "selection"))
        return Content(self.reading.safe_text[start:end], inks)

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
        self.marks.quote = number
        self.reveal(self.reading.quotes[number].end)
        self.reveal(self.reading.quotes[number].start)
        self._changed()

    def go_to_hit(self, number: int) -> None:
        """Make a hit the current one and bring it into view."""
        self.marks.hit = number
        self.reveal(self.marks.hits.marks[number][0].start)
        self._changed()

    def _next(self, starts: list[int], current: int | None, by: int) -> int | None:
        """The next of some places: after the current one, or from here if that is far."""
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
        number = self._next([span.start for span, _ in marks], self.marks.entity, by)
        if number is not None:
            self.marks.entity = number
            self.reveal(marks[number][0].start)
            self._changed()

    def action_hit(self, by: int) -> None:
        """Go to the next or previous hit."""
        if self.hits:
            self.go_to_hit(
                ((self.marks.hit if self.marks.hit is not None else -by) + by) % self.hits
            )

    # Asking

    def action_find(self) -> None:
        """Ask for words to find."""
        self.post_message(self.FindAsked())

    def action_why(self) -> None:
        """Ask why the current quote has its speaker."""
        if quote := self._current_quote():
            self.post_message(self.WhyAsked(*quote))

    def action_copy(self) -> None:
        """Ask for a copy of the current quote."""
        if quote := self._current_quote():
            self.post_message(self.CopyAsked(*quote))

    def _current_quote(self) -> tuple[Reading, Quote] | None:
        if self.reading is None or self.quote is None:
            self.notify("Go to a quote first: ] and [", markup=False)
            return None
        return self.reading, self.reading.quotes[self.quote]

    def action_quote_layer(self) -> None:
        """Show or hide the marks of quotes."""
        self.marks.quotes_lit = not self.marks.quotes_lit
        self._changed()

    def action_entity_layer(self) -> None:
        """Show the names of the next type alone."""
        self.marks.next_entity_layer()
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
            at = 0 if self.marks.hit is None else self.marks.hit + 1
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
