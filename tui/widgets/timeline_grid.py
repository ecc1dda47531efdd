"""A timeline drawn in cells: a row for each speaker, a column for each period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from index.article import Timeline, TimelineRow
from tui import keys
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.widgets.styled_view import StyledView

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

HEAD = 2  # lines above the rows
NAMES = ((100, 26), (60, 18), (0, 10))  # the room for names, from which width on
LEAST = {"day": 3, "month": 4, "year": 5}  # cells of a column
BAR = 16  # cells of the bar at the right
ROOMY = 100  # from which width on it has room
ALL = "All"
UNKNOWN = "speaker unknown"


def name_of(period: str, day: date) -> str:
    """A period in words: “18 July 2023”, “July 2023”, “2023”."""
    if period == "day":
        return f"{day.day} {day:%B %Y}"
    return f"{day:%B %Y}" if period == "month" else f"{day:%Y}"


class TimelineGrid(StyledView):
    """Shows how often each speaker is on record in each period; the cursor is on one cell."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.TIMELINE]

    spot: var[str] = var("")
    """The cell that the cursor is on, in words; watched by what shows it."""

    @dataclass
    class Opened(Message):
        """The reader wants what is in a cell; no row stands for everybody."""

        row: TimelineRow | None
        day: date

    @dataclass
    class PeriodAsked(Message):
        """The reader wants other periods."""

    @dataclass
    class CountedAsked(Message):
        """The reader wants articles counted in place of quotes, or the other way."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.timeline: Timeline | None = None
        self.noun = "quote"
        self.row = self.column = 0
        self._left = self._top = 0  # the first column and row in view
        self._counts: list[tuple[int, ...]] = []
        self._names: list[str] = []

    def show(self, timeline: Timeline, noun: str) -> None:
        """Show a timeline of things called so; the cursor stays on its day as far as it can."""
        day = self._day()
        self.timeline, self.noun = timeline, noun
        self._counts = [timeline.total, *(row.counts for row in timeline.rows)]
        self._names = [ALL, *(one_line(row.name) or UNKNOWN for row in timeline.rows)]
        last = len(timeline.periods) - 1
        before = [n for n, first in enumerate(timeline.periods) if day and first <= day]
        self.column = before[-1] if before else max(last, 0)
        self.row = min(self.row, len(self._counts) - 1)
        self._left = max(last - self._room + 1, 0)
        self._moved()

    def _day(self) -> date | None:
        if self.timeline is None or not self.timeline.periods:
            return None
        return self.timeline.periods[self.column]

    # The measures

    @property
    def _name_width(self) -> int:
        return next(room for least, room in NAMES if self.size.width >= least)

    @property
    def _cell(self) -> int:
        assert self.timeline
        most = max((max(counts, default=0) for counts in self._counts), default=0)
        return max(len(str(most)) + 1, LEAST[self.timeline.period])

    @property
    def _sum(self) -> int:
        return max((len(f"{sum(counts):,}") for counts in self._counts), default=1) + 1

    @property
    def _bar(self) -> int:
        return BAR if self.size.width >= ROOMY else 0

    @property
    def _room(self) -> int:
        """How many columns are in view."""
        taken = self._name_width + 1 + self._sum + self._bar
        return max((self.size.width - taken) // self._cell, 1)

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._moved()

    def render_line(self, y: int) -> Strip:
        """A line of the head, or a row."""
        ground, width = self.visual_style, self.size.width
        content = Content("")
        if self.timeline is None:
            pass
        elif not self.timeline.periods:
            other = " D counts articles." if self.noun == "quote" else ""
            told = f" No {self.noun} with a date was found.{other}"
            content = styled(told if y == 1 else "", "muted")
        elif y < HEAD:
            content = self._head(y)
        elif (number := self._top + y - HEAD) < len(self._counts):
            content = self._draw(number)
        return self.strip(content, ground).adjust_cell_length(width, ground.rich_style)

    def _shown(self) -> range:
        assert self.timeline
        return range(self._left, min(self._left + self._room, len(self.timeline.periods)))

    def _head(self, y: int) -> Content:
        """The years, or the months of days, above; the months or days below them."""
        assert self.timeline
        cell, above = self._cell, ""
        parts = [" " * (self._name_width + 1)]
        for number in self._shown():
            day = self.timeline.periods[number]
            if self.timeline.period == "day":
                outer, inner = f"{day:%b %Y}", str(day.day)
            elif self.timeline.period == "month":
                outer, inner = f"{day:%Y}", f"{day:%b}"
            else:
                outer, inner = "", f"{day:%Y}"
            if y == 0:
                parts.append(f" {outer}" if outer != above else "")
                above = outer
                room = self._name_width + 1 + (number - self._left + 1) * cell
                parts.append(" " * (room - sum(map(len, parts))))
            else:
                parts.append(inner.rjust(cell))
        return styled("".join(parts), "muted" if y else "accent")

    def _draw(self, number: int) -> Content:
        counts, cell = self._counts[number], self._cell
        here = number == self.row
        name = shorten(self._names[number], self._name_width - 1)
        content = styled(
            f" {name:<{self._name_width}}", "strong" if number == 0 or here else "plain"
        )
        most = max(max(row, default=0) for row in (self._counts[1:] if number else [counts]))
        for column in self._shown():
            count = counts[column]
            text = (str(count) if count else "·").rjust(cell)
            ink = "muted" if not count else "strong" if 2 * count >= most else "plain"
            part = styled(text, ink)
            if here and column == self.column:
                part = part.stylize("current")
            content += part
        return content + self._end(number)

    def _end(self, number: int) -> Content:
        """The sum of a row, and the bar of a speaker where there is room."""
        counts = self._counts[number]
        told = f"{sum(counts):,}".rjust(self._sum)
        if not (self._bar and number):
            return styled(told, "muted")
        most = max(map(sum, self._counts[1:]))
        length = round((self._bar - 2) * sum(counts) / most)
        return styled(told, "muted") + Content(" ") + styled("█" * length, "muted")

    # Moving

    def _moved(self) -> None:
        if self.timeline is None or not self.timeline.periods:
            self.spot = ""
            self.refresh()
            return
        room, height = self._room, max(self.size.height - HEAD, 1)
        self._left = max(min(self._left, self.column), self.column - room + 1, 0)
        self._top = max(min(self._top, self.row), self.row - height + 1, 0)
        count = self._counts[self.row][self.column]
        when = name_of(self.timeline.period, self.timeline.periods[self.column])
        told = f"{count:,} {self.noun}{'' if count == 1 else 's'}"
        self.spot = f"{self._names[self.row]} · {when} · {told}"
        self.refresh()

    def _go(self, row: int, column: int) -> None:
        if self.timeline is None:
            return
        self.row = max(0, min(row, len(self._counts) - 1))
        self.column = max(0, min(column, len(self.timeline.periods) - 1))
        self._moved()

    def action_across(self, by: int) -> None:
        """Move by columns."""
        self._go(self.row, self.column + by)

    def action_along(self, by: int) -> None:
        """Move by rows."""
        self._go(self.row + by, self.column)

    def action_sheet(self, by: int) -> None:
        """Move by as many columns as are in view."""
        if self.timeline:
            self._go(self.row, self.column + by * self._room)

    def action_end(self, by: int) -> None:
        """Go to the first or the last column."""
        if self.timeline:
            self._go(self.row, len(self.timeline.periods) if by > 0 else 0)

    def action_open(self) -> None:
        """Ask for what is in the cell."""
        day = self._day()
        if self.timeline and day and self._counts[self.row][self.column]:
            row = self.timeline.rows[self.row - 1] if self.row else None
            self.post_message(self.Opened(row, day))

    def action_period(self) -> None:
        """Ask for other periods."""
        self.post_message(self.PeriodAsked())

    def action_counted(self) -> None:
        """Ask for the other count."""
        self.post_message(self.CountedAsked())

    def on_click(self, event: events.Click) -> None:
        """Go to the cell; a second click opens it."""
        if self.timeline is None or event.y < HEAD:
            return
        column = self._left + (event.x - self._name_width - 1) // self._cell
        self._go(self._top + event.y - HEAD, column)
        if event.chain > 1:
            self.action_open()
