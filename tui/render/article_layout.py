"""An article laid out in the width of its pane: head, margin and text, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.content import Span as Ink
from textual.selection import Selection

from index.article import Span
from tui.render.article_page import Reading
from tui.render.highlights import Marks
from tui.render.typesetting import Margin, Page, set_margin, wrap

MEASURE = 76
NAMES = ((96, 16), (72, 12), (44, 8), (0, 0))  # the room for names, from which width on


class Layout:
    """The rows of one article: first those of the head, then the lines of its page."""

    def __init__(
        self, reading: Reading | None = None, width: int = MEASURE, most: int = MEASURE
    ) -> None:
        """``most`` is how wide a line of the article may be in a pane of ``width``."""
        self._reading = reading
        self._names = next(names for least, names in NAMES if width >= least)
        self.indent = self._names + 3
        measure = max(8, min(most, width - self.indent - 1))
        self.head: list[Content] = []
        self._measure, self._noted = measure, frozenset[int]()
        self.width = width
        self.page = Page("", "", measure)
        self._margin = Margin({}, {})
        if reading:
            self.page = Page(reading.text, reading.safe_text, measure)
            self._margin = set_margin(self.page, reading.quotes, reading.names, self._names)
            self.restate(reading)

    def restate(self, reading: Reading) -> None:
        """Take what the reader did with the article from another reading of it."""
        self._reading, measure = reading, self._measure
        self._noted = frozenset(reading.noted)
        self.head = [
            *self._head_lines(reading.title, "strong", measure),
            *self._head_lines(reading.meta, "muted", measure),
        ]
        for mark in reading.marks:
            self.head += self._head_lines(mark, "accent", measure)
        self.head.append(Content(""))

    def _head_lines(self, text: str, ink: str, width: int) -> Iterator[Content]:
        indent = Content(" " * self.indent)
        for start, end in wrap(text, 0, len(text), width):
            yield indent + Content(text[start:end], [Ink(0, end - start, ink)])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.head) + len(self.page)

    def row_of(self, offset: int) -> int:
        """The row that shows a character of the text; that of the headline for -1."""
        return len(self.head) + self.page.line_at(offset) if offset >= 0 else 0

    def line_of(self, row: int) -> int | None:
        """The number of the line of the page in a row; None where there is none."""
        number = row - len(self.head)
        return number if 0 <= number < len(self.page) else None

    def told(self, offset: int) -> str:
        """In which paragraph a character is: “¶ 5/17”."""
        if not self.page:
            return ""
        line = self.page[self.page.line_at(max(offset, 0))]
        return f"¶ {line.paragraph + 1}/{self.page.paragraphs}"

    def rows_of(self, span: Span) -> range:
        """The rows that show a stretch of the text."""
        return range(self.row_of(span.start), self.row_of(span.end) + 1)

    def margin(self, number: int, marks: Marks) -> Content:
        """What stands beside a line: the speaker's name and the bar of the quote."""
        reading = self._reading
        if reading is None or not marks.quotes_lit:
            return Content(" " * self.indent)
        label = self._margin.labels.get(number)
        name = label.text if label else ""
        padding = " " * (self._names - cell_len(name))
        quote = self._margin.bars.get(number)
        inks = []
        if label:
            ink = reading.ink_of(reading.quotes[label.quote])
            inks.append(Ink(len(padding), len(padding) + len(name), ink))
        bar = " "
        if quote is not None:
            at = len(padding) + len(name) + 1
            bar = "█" if self._shows(number, marks.here()) else "┃"
            if quote in self._noted and number == self.page.line_at(reading.quotes[quote].start):
                bar = "✎"
            inks.append(Ink(at, at + 1, reading.ink_of(reading.quotes[quote])))
        return Content(f"{padding}{name} {bar} ", inks)

    def _shows(self, number: int, spans: tuple[Span, ...]) -> bool:
        start, end, _ = self.page[number]
        return any(span.touches(Span(start, end)) for span in spans)

    def selected(self, selection: Selection) -> Span:
        """The stretch of the text between two places of the page."""
        lines = self.page
        start, end = 0, lines[-1].end
        if selection.start is not None:
            line = lines[min(selection.start.y, len(lines) - 1)]
            start = min(line.start + selection.start.x, line.end)
        if selection.end is not None:
            line = lines[min(selection.end.y, len(lines) - 1)]
            end = min(line.start + selection.end.x, line.end)
        return Span(start, end)
