"""The timeline as a grid: a row for each speaker, a column for each period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from index.article import Timeline, TimelineRow
from tui import keys
from tui.context import host
from tui.drawing.styled_view import StyledView
from tui.render.phrases import plural
from tui.render.rows import styled
from tui.render.sanitize import fold_characters, one_line, shorten
from tui.workers import DataMessage

HEADER_HEIGHT = 2
NAME_WIDTHS = ((100, 26), (60, 18), (0, 10))  # minimum width of the grid, width of the names
MIN_CELL_WIDTHS = {"day": 3, "month": 4, "year": 5}
BAR_WIDTH = 16
MIN_WIDTH_FOR_BARS = 100
ALL = "All"
UNKNOWN = "speaker unknown"


def period_name(period: str, day: date) -> str:
    """Return a period in words: “18 July 2023”, “July 2023”, “2023”."""
    if period == "day":
        return f"{day.day} {day:%B %Y}"
    return f"{day:%B %Y}" if period == "month" else f"{day:%Y}"


def _row_name(row: TimelineRow) -> str:
    if row.others:
        return plural(row.others, "other")
    return one_line(row.name) or UNKNOWN


def _out_of_view(above: int, below: int) -> str:
    """Return how many rows are above and below those in view."""
    return f"{f' ↑{above}' if above else ''}{f' ↓{below}' if below > 0 else ''}"


def _end(by: int) -> str:
    return "last" if by > 0 else "first"


class TimelineGrid(StyledView):
    """Shows how often each speaker is quoted in each period; the cursor is on one cell."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.TIMELINE, *keys.FIND]

    position: var[str] = var("")
    """The selected cell: “Ana Pell · April 2024 · 2 quotes”."""

    class Opened(DataMessage):
        """The user opened a cell; ``row`` None: of all speakers."""

        row: TimelineRow | None
        day: date

    class PeriodRequested(Message):
        """The user wants other periods."""

    class CountRequested(Message):
        """The user wants to count articles instead of quotes, or the other way."""

    def __init__(self, row: int = 0, day: date | None = None, id: str | None = None) -> None:
        super().__init__(id)
        self._timeline: Timeline | None = None
        self._noun = "quote"
        self._empty = Content("")
        self._row, self._column = row, 0
        self.find_words = ""
        self._find_from = 0  # the row where the find started
        self._first_day = day
        self._top = self._left = 0  # the first visible row and column
        self._counts: list[tuple[int, ...]] = []
        self._sums: list[int] = []
        self._names: list[str] = []

    def show(self, timeline: Timeline, noun: str, notes: Sequence[str] = ()) -> None:
        """Show a timeline of ``noun``; the cursor stays at its date if possible.

        ``notes`` on the search are shown if nothing was found.
        """
        hint = " D counts articles." if noun == "quote" else ""
        nothing = f"No {noun} with a date was found.{hint}"
        self._empty = Content("\n\n".join((*map(one_line, notes), nothing)))
        day = self.day or self._first_day
        self._timeline, self._noun = timeline, noun
        self._counts = [timeline.total, *(row.counts for row in timeline.rows)]
        self._sums = [timeline.number, *(row.number for row in timeline.rows)]
        self._names = [ALL, *map(_row_name, timeline.rows)]
        last = len(timeline.periods) - 1
        before = [n for n, first in enumerate(timeline.periods) if day and first <= day]
        self._column = before[-1] if before else max(last, 0)
        self._row = min(self._row, len(self._counts) - 1)
        self._left = max(last - self._visible_columns + 1, 0)
        self._scroll_to_cursor()

    @property
    def row(self) -> int:
        """The number of the selected row; 0 for all speakers."""
        return self._row

    @property
    def day(self) -> date | None:
        """The first day of the selected period; None if there is none."""
        if self._timeline is None or not self._timeline.periods:
            return None
        return self._timeline.periods[self._column]

    # Widths

    @property
    def _width(self) -> int:
        """The width without the scrollbar, which would cover the ends of the totals."""
        return self.scrollable_content_region.width

    @property
    def _name_width(self) -> int:
        return next(names for minimum, names in NAME_WIDTHS if self._width >= minimum)

    @property
    def _cell_width(self) -> int:
        assert self._timeline
        largest = max((max(counts, default=0) for counts in self._counts), default=0)
        return max(len(str(largest)) + 1, MIN_CELL_WIDTHS[self._timeline.period])

    @property
    def _sum_width(self) -> int:
        return max((len(f"{number:,}") for number in self._sums), default=1) + 1

    @property
    def _bar_width(self) -> int:
        return BAR_WIDTH if self._width >= MIN_WIDTH_FOR_BARS else 0

    @property
    def _visible_columns(self) -> int:
        taken = self._name_width + 1 + self._sum_width + self._bar_width
        return max((self._width - taken) // self._cell_width, 1)

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._scroll_to_cursor()

    def line_drawer(self) -> Callable[[int], Strip]:
        """Return what draws a line of the header, or a row."""

        def draw(y: int) -> Strip:
            content = Content("")
            if self._timeline is None:
                pass
            elif not self._timeline.periods:
                lines = self._empty.wrap(max(self._width - 2, 8))
                content = Content(" ") + lines[y - 1] if 0 < y <= len(lines) else content
            elif y < HEADER_HEIGHT:
                content = self._header(y)
            elif (number := self._top + y - HEADER_HEIGHT) < len(self._counts):
                content = self._draw_row(number)
            return self.selectable_strip(content, self.visual_style, y)

        return draw

    def _shown_columns(self) -> range:
        assert self._timeline
        end = min(self._left + self._visible_columns, len(self._timeline.periods))
        return range(self._left, end)

    def _header(self, y: int) -> Content:
        """Return the years (for days: the months) above, or the periods below them.

        Beside the periods stand signs for rows and periods out of view.
        """
        assert self._timeline
        cell, previous, columns = self._cell_width, "", self._shown_columns()
        visible = max(self.size.height - HEADER_HEIGHT, 1)
        rows = _out_of_view(self._top, len(self._counts) - self._top - visible) if y else ""
        before = "‹" if y and columns.start else " "
        parts = [f"{rows:<{self._name_width}}{before}"]
        for number in columns:
            day = self._timeline.periods[number]
            if self._timeline.period == "day":
                outer, inner = f"{day:%b %Y}", str(day.day)
            elif self._timeline.period == "month":
                outer, inner = f"{day:%Y}", f"{day:%b}"
            else:
                outer, inner = "", f"{day:%Y}"
            if y == 0:
                parts.append(f" {outer}" if outer != previous else "")
                previous = outer
                width = self._name_width + 1 + (number - self._left + 1) * cell
                parts.append(" " * (width - sum(map(len, parts))))
            else:
                parts.append(inner.rjust(cell))
        if y and columns.stop < len(self._timeline.periods):
            parts.append("›")
        return styled("".join(parts), "muted" if y else "accent")

    def _draw_row(self, number: int) -> Content:
        counts, cell = self._counts[number], self._cell_width
        is_selected = number == self._row
        name = shorten(self._names[number], self._name_width - 1)
        style = "strong" if number == 0 or is_selected else "plain"
        content = styled(f" {name:<{self._name_width}}", style)
        largest = max(max(row, default=0) for row in (self._counts[1:] if number else [counts]))
        for column in self._shown_columns():
            count = counts[column]
            style = "muted" if not count else "strong" if 2 * count >= largest else "plain"
            part = styled((str(count) if count else "·").rjust(cell), style)
            if is_selected and column == self._column:
                part = part.stylize("current")
            content += part
        return content + self._row_end(number)

    def _row_end(self, number: int) -> Content:
        """Return how many a row has in all, and a speaker's bar if there is room."""
        total = self._sums[number]
        text = styled(f"{total:,}".rjust(self._sum_width), "muted")
        if not (self._bar_width and number):
            return text
        largest = max(self._sums[1:])
        length = round((self._bar_width - 2) * total / largest)
        return text + Content(" ") + styled("█" * length, "muted")

    # Moving

    def _scroll_to_cursor(self) -> None:
        if self._timeline is None or not self._timeline.periods:
            self.position = ""
            self.refresh()
            return
        columns, rows = self._visible_columns, max(self.size.height - HEADER_HEIGHT, 1)
        last_left, last_top = len(self._timeline.periods) - columns, len(self._counts) - rows
        self._left = max(min(self._left, self._column, last_left), self._column - columns + 1, 0)
        self._top = max(min(self._top, self._row, last_top), self._row - rows + 1, 0)
        period = period_name(self._timeline.period, self._timeline.periods[self._column])
        count = plural(self._counts[self._row][self._column], self._noun)
        self.position = f"{self._names[self._row]} · {period} · {count}"
        self.refresh()

    def _go(self, row: int, column: int, reason: str = "") -> None:
        """Move the cursor; tell the user the reason if it stays where it is."""
        before = self._row, self._column
        if self._timeline and self._timeline.periods:
            self._row = max(0, min(row, len(self._counts) - 1))
            self._column = max(0, min(column, len(self._timeline.periods) - 1))
            self._scroll_to_cursor()
        if reason and (self._row, self._column) == before:
            host(self).hint(reason)

    def action_move_column(self, by: int) -> None:
        """Move by columns."""
        self._go(self._row, self._column + by, f"This is the {_end(by)} period.")

    def action_move_row(self, by: int) -> None:
        """Move by rows."""
        self._go(self._row + by, self._column, f"This is the {_end(by)} row.")

    def action_page(self, by: int) -> None:
        """Move by the number of visible columns."""
        column = self._column + by * (self._visible_columns if self._timeline else 0)
        self._go(self._row, column, f"This is the {_end(by)} period.")

    def action_end(self, by: int) -> None:
        """Go to the first or the last column."""
        periods = self._timeline.periods if self._timeline else ()
        self._go(self._row, len(periods) if by > 0 else 0, f"This is the {_end(by)} period.")

    # Finding

    def start_find(self) -> None:
        """Find from the selected row on."""
        self._find_from = self._row

    def find(self, words: str) -> int:
        """Go to the next row whose name has the words, and return the number of such rows."""
        self.find_words = words
        rows = self._found_rows()
        if rows:
            self._go(next((row for row in rows if row >= self._find_from), rows[0]), self._column)
        return len(rows)

    def _found_rows(self) -> list[int]:
        wanted = fold_characters(self.find_words).strip()
        names = enumerate(self._names) if wanted else ()
        return [number for number, name in names if wanted in fold_characters(name)]

    def action_hit(self, by: int) -> None:
        """Go to the next or previous row whose name has the words."""
        if rows := self._found_rows():
            above = [row for row in rows if row < self._row]
            below = [row for row in rows if row > self._row]
            row = next(iter(below), rows[0]) if by > 0 else next(reversed(above), rows[-1])
            self._go(row, self._column, "No other row has these words.")
        elif self.find_words:
            host(self).hint(f"No row contains “{self.find_words}”.")
        else:
            host(self).hint("/ finds a name in this timeline.")

    def action_open(self) -> None:
        """Open the selected cell."""
        day = self.day
        if self._timeline and day and self._counts[self._row][self._column]:
            row = self._timeline.rows[self._row - 1] if self._row else None
            self.post_message(self.Opened(row, day))
        else:
            host(self).hint("This cell is empty.")

    def action_period(self) -> None:
        """Request other periods."""
        if self._timeline and self._timeline.periods:
            self.post_message(self.PeriodRequested())
        else:
            host(self).hint("There are no dates to group.")

    def action_count(self) -> None:
        """Request the other count."""
        self.post_message(self.CountRequested())

    def on_click(self, event: events.Click) -> None:
        """Select a cell; open it on a double click."""
        if self._timeline is None or event.y < HEADER_HEIGHT:
            return
        column = self._left + (event.x - self._name_width - 1) // self._cell_width
        self._go(self._top + event.y - HEADER_HEIGHT, column)
        if event.chain > 1:
            self.action_open()
