"""Lay out an article for the width of its pane: header, margin and text, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.content import Span as StyledSpan
from textual.selection import Selection

from index.article import Span
from tui.render.article_page import ArticlePage
from tui.render.highlights import Highlights
from tui.render.typesetting import Margin, WrappedText, build_margin, wrap

LINE_WIDTH = 76
NAME_WIDTHS = ((96, 16), (72, 12), (44, 8), (0, 0))  # minimum pane width, width of margin names


class ArticleLayout:
    """The rows of an article: first the header, then the wrapped text."""

    def __init__(
        self,
        page: ArticlePage | None = None,
        width: int = LINE_WIDTH,
        max_line_width: int = LINE_WIDTH,
        is_centred: bool = False,
    ) -> None:
        """Lay out ``page`` in a pane of ``width`` cells, on the left or in the middle."""
        self._page = page
        self._name_width = next(names for minimum, names in NAME_WIDTHS if width >= minimum)
        self.indent = self._name_width + 3
        self._line_width = max(8, min(max_line_width, width - self.indent - 1))
        self._left = max(width - self.indent - self._line_width, 0) // 2 if is_centred else 0
        self.indent += self._left
        self.header: list[Content] = []
        self._noted_quotes = frozenset[int]()
        self.width = width
        self.lines = WrappedText("", "", self._line_width)
        self._margin = Margin({}, {})
        if page:
            self.lines = WrappedText(page.text, page.safe_text, self._line_width)
            self._margin = build_margin(
                self.lines, page.quotes, page.margin_names, self._name_width
            )
            self.update_header(page)

    def update_header(self, page: ArticlePage) -> None:
        """Show the title, details and marks of ``page``, the same article with other marks."""
        self._page = page
        self._noted_quotes = frozenset(page.quote_notes)
        self.header = [
            # The text of an article without a headline begins with it.
            *self._header_lines("" if page.article.title_from_text else page.title, "strong"),
            *self._header_lines(page.details, "muted"),
        ]
        for line in page.mark_lines:
            self.header += self._header_lines(line, "accent")
        self.header.append(Content(""))

    def _header_lines(self, text: str, style: str) -> Iterator[Content]:
        indent = Content(" " * self.indent)
        for start, end in wrap(text, 0, len(text), self._line_width):
            yield indent + Content(text[start:end], [StyledSpan(0, end - start, style)])

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.header) + len(self.lines)

    def row_of(self, offset: int) -> int:
        """Return the row of a character of the text; 0, the headline, for -1."""
        return len(self.header) + self.lines.line_at(offset) if offset >= 0 else 0

    def line_number(self, row: int) -> int | None:
        """Return the number of the text line in a row; None for a header row."""
        number = row - len(self.header)
        return number if 0 <= number < len(self.lines) else None

    def paragraph_position(self, offset: int) -> str:
        """Return the paragraph of a character: “¶ 5/17”."""
        if not self.lines:
            return ""
        line = self.lines[self.lines.line_at(max(offset, 0))]
        return f"¶ {line.paragraph + 1}/{self.lines.paragraphs}"

    def rows_of(self, span: Span) -> range:
        """Return the rows that show a span of the text."""
        return range(self.row_of(span.start), self.row_of(span.end) + 1)

    def margin(self, number: int, highlights: Highlights) -> Content:
        """Return the margin of a text line: the speaker's name and the bar of the quote."""
        page = self._page
        if page is None or not highlights.shows_quotes:
            return Content(" " * self.indent)
        label = self._margin.labels.get(number)
        name = label.text if label else ""
        padding = " " * (self._left + self._name_width - cell_len(name))
        quote = self._margin.bars.get(number)
        spans = []
        if label:
            style = page.speaker_style(page.quotes[label.quote].person)
            spans.append(StyledSpan(len(padding), len(padding) + len(name), style))
        bar = " "
        if quote is not None:
            column = len(padding) + len(name) + 1
            bar = "█" if self._overlaps(number, highlights.current_quote()) else "┃"
            is_first_line = number == self.lines.line_at(page.quotes[quote].start)
            if quote in self._noted_quotes and is_first_line:
                bar = "✎"
            style = page.speaker_style(page.quotes[quote].person)
            spans.append(StyledSpan(column, column + 1, style))
        return Content(f"{padding}{name} {bar} ", spans)

    def _overlaps(self, number: int, spans: tuple[Span, ...]) -> bool:
        start, end, _ = self.lines[number]
        return any(span.touches(Span(start, end)) for span in spans)

    def selected_span(self, selection: Selection) -> Span:
        """Return the span of the text between the ends of a mouse selection."""
        lines = self.lines
        start, end = 0, lines[-1].end
        if selection.start is not None:
            line = lines[min(selection.start.y, len(lines) - 1)]
            start = min(line.start + selection.start.x, line.end)
        if selection.end is not None:
            line = lines[min(selection.end.y, len(lines) - 1)]
            end = min(line.start + selection.end.x, line.end)
        return Span(start, end)
