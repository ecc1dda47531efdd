"""A list that holds a window of its rows and asks for more as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.worker import get_current_worker

from index.article import QuoteHit
from tui import keys
from tui.render.row_type import Row, RowType
from tui.widgets.row_find import Finding, matching
from tui.widgets.styled_view import StyledView
from tui.workers import background

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

Fetch = Callable[[int, int], Sequence[Row]]

WINDOW = 60  # rows asked for at once
KEPT = 12  # windows kept in memory


class RowList(StyledView):
    """Rows of one kind, fetched in windows; the cursor is on one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ROWS]

    spot: var[str] = var("")
    """Where the reader is among what was found, in words; watched by what shows it."""

    @dataclass
    class _Matched(Message):
        finding: Finding
        places: list[int]
        over: bool

    @dataclass
    class CursorMoved(Message):
        """The cursor is on another row, or its row has arrived."""

        rows: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list, by which handlers choose."""
            return self.rows

    @dataclass
    class Opened(Message):
        """The reader wants what the cursor is on."""

        rows: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list, by which handlers choose."""
            return self.rows

    @dataclass
    class CopyAsked(Message):
        """The reader wants the quote under the cursor with its citation."""

        hit: QuoteHit

    @dataclass
    class _Arrived(Message):
        turn: int
        windows: dict[int, Sequence[Any]]

    def __init__(
        self, kind: RowType[Any], id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id, classes)
        self.kind = kind
        self.cursor = 0
        self.total: int | None = 0
        self.empty = Content("")
        self._fetch: Fetch[Any] = lambda _offset, _limit: ()
        self._windows: dict[int, Sequence[Any]] = {}
        self._stale: dict[int, Sequence[Any]] = {}
        self._asked: set[int] = set()
        self._turn = 0
        self._held: Hashable = None
        self._told: Hashable = None
        self.finding = Finding()
        self._drawn: tuple[Any, ...] = (None,) * 4  # what was drawn last: it has several lines
        self._drawn_at = (-1, 0)
        self._drawn_lines: list[Content] = []

    # What is shown

    def show(
        self,
        fetch: Fetch[Any],
        total: int | None,
        kind: RowType[Any] | None = None,
        cursor: int = 0,
    ) -> None:
        """Show the rows that ``fetch(offset, limit)`` gives; ``total`` None: until they end."""
        self._turn += 1
        self._fetch, self.total = fetch, total
        self.kind = kind or self.kind
        self._windows, self._stale, self._asked = {}, {}, set()
        self.cursor, self._held, self._told = cursor, None, None
        self.finding, self.spot = Finding(), ""
        self._measure()
        self.scroll_to(0, cursor * self.kind.height, animate=False, force=True)
        self._ask()
        self.refresh()

    def renew(self, total: int | None, fetch: Fetch[Any] | None = None) -> None:
        """Fetch the rows again, as there may be more; the cursor stays with its row."""
        self._turn += 1
        self._fetch = fetch or self._fetch
        self._held = None if self.row is None else self.kind.key(self.row)
        self._stale, self._windows, self._asked = self._stale | self._windows, {}, set()
        self.total = total
        self._measure()
        self._ask()

    def show_rows(self, rows: Sequence[Any], cursor: int = 0) -> None:
        """Show rows that are at hand."""
        self.show(lambda offset, limit: rows[offset : offset + limit], len(rows), None, cursor)

    @property
    def fetch(self) -> Fetch[Any]:
        """What gives the rows that are shown."""
        return self._fetch

    @property
    def length(self) -> int:
        """How many rows there are, as far as is known."""
        if self.total is not None:
            return self.total
        ends = [number * WINDOW + len(rows) for number, rows in self._windows.items()]
        return max(ends, default=0)

    @property
    def row(self) -> Any | None:
        """The row under the cursor; None until it has arrived."""
        return self.row_at(self.cursor)

    def row_at(self, number: int) -> Any | None:
        """One row; None where it has not arrived or is none."""
        window, place = divmod(number, WINDOW)
        rows = self._windows.get(window) or self._stale.get(window) or ()
        return rows[place] if 0 <= place < len(rows) else None

    # Fetching

    def _ask(self) -> None:
        """Ask for the windows in and around what is in view."""
        height = max(self.size.height, 1) // self.kind.height + 1
        first = self.scroll_offset.y // self.kind.height
        wanted = range(max(first - height, 0) // WINDOW, (first + 2 * height) // WINDOW + 1)
        last = None if self.total is None else max(self.total - 1, 0) // WINDOW
        missing = {
            number
            for number in wanted
            if number not in self._windows and (last is None or number <= last)
        }
        if missing - self._asked:
            self._asked = missing
            self._load(self._turn, tuple(sorted(missing)), self._fetch)

    @background("rows")
    def _load(self, turn: int, windows: tuple[int, ...], fetch: Fetch[Any]) -> _Arrived:
        return self._Arrived(turn, {number: fetch(number * WINDOW, WINDOW) for number in windows})

    @on(_Arrived)
    def _take_windows(self, event: _Arrived) -> None:
        """Put the rows in their place."""
        event.stop()
        if event.turn != self._turn:
            return
        self._windows |= event.windows
        self._asked -= event.windows.keys()
        if len(self._windows) > KEPT:
            near = self.cursor // WINDOW
            kept = sorted(self._windows, key=lambda number: abs(number - near))[:KEPT]
            self._windows = {number: self._windows[number] for number in kept}
        if self.total is None and any(0 < len(r) < WINDOW or not r for r in event.windows.values()):
            self.total = self.length
        self._measure()
        self._hold_row()
        self.refresh()
        self._tell_reached()

    def _hold_row(self) -> None:
        """Put the cursor back on the row that it was on before the rows were renewed."""
        if self._held is None:
            return
        for number, rows in self._windows.items():
            for place, row in enumerate(rows):
                if self.kind.key(row) == self._held:
                    moved = number * WINDOW + place - self.cursor
                    self.cursor += moved
                    top = self.scroll_offset.y
                    if moved and top:
                        self._scroll(top + moved * self.kind.height)
                    self._held = None
                    return

    def _measure(self) -> None:
        if self.total is not None:
            self.cursor = max(0, min(self.cursor, self.total - 1))
        self.set_extent(Size(self.size.width, self.length * self.kind.height))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        self._follow()
        self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what came into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of a row."""
        width = self.size.width
        ground = self.visual_style
        number, line = divmod(self.scroll_offset.y + y, self.kind.height)
        if not self.length:
            lines = self.empty.wrap(max(width - 2, 8)) if self.total == 0 else []
            text = Content(" ") + lines[y - 1] if 0 < y <= len(lines) else Content("")
            return self.strip(text, ground).adjust_cell_length(width, ground.rich_style)
        row = self.row_at(number)
        lines = self._lines(number, width - 2) if row is not None else []
        content = lines[line] if line < len(lines) else Content("")
        here = number == self.cursor and (self.kind.header_height <= line < len(lines) or not row)
        if here:
            ground = ground + self.ink("cursor" if self.has_focus else "cursor-idle")
        sign = Content("▎" if here else " ").stylize("accent")
        strip = self.strip(sign + content, ground)
        return strip.adjust_cell_length(width, ground.rich_style)

    def _lines(self, number: int, width: int) -> list[Content]:
        """The lines of a row that is there, with what is found in it lit."""
        drawn = (self.row_at(number), self.row_at(number - 1), self.finding, self.kind)
        is_other = any(one is not other for one, other in zip(drawn, self._drawn, strict=True))
        if is_other or self._drawn_at != (number, width):
            self._drawn, self._drawn_at = drawn, (number, width)
            self._drawn_lines = self._draw(number, width)
        return self._drawn_lines

    def _draw(self, number: int, width: int) -> list[Content]:
        row, kind = self.row_at(number), self.kind
        above = self.row_at(number - 1) if number else None
        lines = map(self.finding.lit, kind.draw(row, width))
        return [*kind.header_lines(row, above, width), *lines]

    # Moving

    def go_to(self, number: int) -> None:
        """Put the cursor on a row and bring it into view."""
        number = max(0, min(number, self.length - 1))
        if number == self.cursor:
            return
        self.cursor = number
        self._follow()
        self.refresh()
        self.spot = self.finding.told(number)
        self._tell_reached()

    def _tell_reached(self) -> None:
        if self.row is not None and self.kind.key(self.row) != self._told:
            self._told = self.kind.key(self.row)
            self.post_message(self.CursorMoved(self, self.row))

    def _follow(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        first = self.cursor * self.kind.height
        if first < top:
            self._scroll(first)
        elif first + self.kind.height > top + height > 0:
            self._scroll(first + self.kind.height - height)

    def _scroll(self, y: int) -> None:
        self.scroll_to(0, y, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.go_to(self.cursor + by)

    def _page_rows(self) -> int:
        return max(self.size.height // self.kind.height, 1)

    def action_half(self, by: int) -> None:
        """Move by half a page."""
        self.go_to(self.cursor + by * max(self._page_rows() // 2, 1))

    def action_page(self, by: int) -> None:
        """Move by a page."""
        self.go_to(self.cursor + by * self._page_rows())

    def action_top(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def action_bottom(self) -> None:
        """Go to the last row."""
        self.go_to(self.length - 1)

    # Finding

    def find(self, words: str) -> None:
        """Go to the first row from here on that shows the words, and light them in all rows."""
        self.finding = Finding(words, self.finding.origin if self.finding.words else self.cursor)
        self.refresh()
        self.spot = self.finding.told(self.cursor)
        self.finding.over = not words.strip()
        self._look(self.finding, self.kind, self._fetch)

    @background("find")
    def _look(self, finding: Finding, kind: RowType[Any], fetch: Fetch[Any]) -> _Matched:
        worker = get_current_worker()
        for places in (
            () if finding.over else matching(finding.words, kind.draw, fetch, finding.origin)
        ):
            if worker.is_cancelled:
                break
            if places:
                self.post_message(self._Matched(finding, places, False))
        return self._Matched(finding, [], True)

    @on(_Matched)
    def _take_matches(self, event: _Matched) -> None:
        """Take note of what was found, and go to the first of it."""
        event.stop()
        if event.finding is not self.finding:
            return
        is_first = bool(event.places) and not self.finding.places
        self.finding.add(event.places)
        self.finding.over = event.over
        if is_first and (number := self.finding.first()) is not None:
            self.go_to(number)
        self.spot = self.finding.told(self.cursor)

    def action_hit(self, by: int) -> None:
        """Go to the next or previous row that shows what was looked for."""
        if (number := self.finding.next(self.cursor, by)) is not None:
            self.go_to(number)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Opened(self, self.row))

    def action_copy(self) -> None:
        """Copy the row, if it is a quote."""
        if isinstance(self.row, QuoteHit):
            self.post_message(self.CopyAsked(self.row))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row; a second click opens it."""
        number = (self.scroll_offset.y + event.y) // self.kind.height
        if not 0 <= number < self.length:
            return
        if event.chain > 1 or number == self.cursor:
            self.cursor = number
            self.action_open()
        self.go_to(number)
