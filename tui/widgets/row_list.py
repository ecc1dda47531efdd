"""A list that loads windows of its rows as the user scrolls."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Literal

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import var

from index.article import Hit, QuoteHit
from tui import keys
from tui.context import host
from tui.render.row_type import RowType
from tui.widgets.drawn_rows import DrawnRows
from tui.widgets.row_find import RowFind, matching_rows
from tui.widgets.row_windows import WINDOW as WINDOW
from tui.widgets.row_windows import Fetch as Fetch
from tui.widgets.row_windows import RowWindows
from tui.workers import DataMessage, background, cancellation

Unit = Literal["row", "half", "page", "all"]
"""How far a key moves the cursor."""


class RowList(DrawnRows):
    """Rows of one type; the cursor is on one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ROWS]

    position: var[str] = var("")
    """Where the cursor is among the rows that were found."""

    class CursorMoved(DataMessage):
        """The cursor is on another row, or its row has been loaded."""

        rows: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list, for the selectors of handlers."""
            return self.rows

    class Opened(DataMessage):
        """The user opened a row."""

        rows: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list, for the selectors of handlers."""
            return self.rows

    class CopyRequested(DataMessage):
        """The user wants to copy the selected quote."""

        hit: QuoteHit

    class Renewed(DataMessage):
        """The rows were loaded again; the row with the cursor may have changed."""

        rows: RowList
        row: Any

        @property
        def control(self) -> RowList:
            """The list, for the selectors of handlers."""
            return self.rows

    class _Loaded(DataMessage):
        windows: RowWindows
        rows: dict[int, Sequence[Any]]

    class _Matched(DataMessage):
        finding: RowFind
        rows: list[int]
        is_complete: bool

    def __init__(
        self, row_type: RowType[Any], id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(row_type, id, classes)
        self.has_selections = False
        """Whether several rows can be selected."""
        self._anchor: int | None = None  # where the selection of several rows starts
        self._has_all_selected = False
        self.restored: Hashable = None
        """The key of the row to move the cursor to when the rows are loaded again."""
        self._held_keys: list[Hashable] = []  # of rows to put the cursor on as rows reload
        self._reported_key: Hashable = None  # of the row that the last CursorMoved was about
        self._is_renewing = False

    # What is shown

    def show(
        self,
        fetch: Fetch[Any],
        total: int | None,
        row_type: RowType[Any] | None = None,
        cursor: int = 0,
        loaded: Sequence[Any] = (),
    ) -> None:
        """Show other rows; ``total`` and ``loaded`` are those of ``RowWindows``."""
        self._windows = RowWindows(fetch, total, loaded)
        self.row_type = row_type or self.row_type
        self.cursor = self.row_type.selectable(cursor, 1, self.row_at, self.length)
        self._held_keys, self.restored, self._reported_key = [], None, None
        self._is_renewing = False
        self._anchor, self._has_all_selected = None, False
        self.finding, self.position = RowFind(), ""
        self._measure()
        self.jump_to(0)
        self._scroll_to_cursor()
        self._load_visible()
        self.refresh()
        self._report_cursor()

    def renew(self, total: int | None = None, fetch: Fetch[Any] | None = None) -> None:
        """Load the rows again, by default as many as before.

        The cursor stays on its row, or goes to the restored one. Rows whose number was not known
        so far stay, and only get their number.
        """
        if self._windows.total is None and total is not None and fetch is None:
            self._windows.total = total
            self._measure()
            self._load_visible()
            return
        held = None if self.row is None else self.row_type.key(self.row)
        self._held_keys = [key for key in (self.restored, held) if key is not None]
        self.restored = None
        total = self._windows.total if total is None else total
        if fetch or total != self._windows.total:  # other rows may have the numbers
            self._anchor, self._has_all_selected = None, False
            self._report_position()
        added = max((total or 0) - self.length, 0)
        self._windows = RowWindows(fetch or self.fetch, total, earlier=self._windows)
        self._is_renewing = True
        self._measure()
        self._load_visible(self.cursor + added if added else None)  # new rows often come first

    def change_type(self, row_type: RowType[Any]) -> None:
        """Draw the same rows in another form; the cursor stays."""
        if row_type is not self.row_type:
            self.row_type = row_type
            self.on_resize()

    def show_rows(self, rows: Sequence[Any], cursor: int = 0) -> None:
        """Show rows that are in memory."""

        def fetch(offset: int, limit: int) -> Sequence[Any]:
            return rows[offset : offset + limit]

        self.show(fetch, len(rows), None, cursor, rows)

    @property
    def fetch(self) -> Fetch[Any]:
        """What loads the rows."""
        return self._windows.fetch

    # Loading

    def _load_visible(self, also: int | None = None) -> None:
        """Load the rows in view, and a page before and after them; ``also`` one elsewhere."""
        page = max(self.size.height, 1) // self.row_type.height + 1
        first = self.scroll_offset.y // self.row_type.height
        if missing := self._windows.request(first - page, first + 2 * page, also):
            self._load(self._windows, missing)

    @background("rows")
    def _load(self, windows: RowWindows, missing: tuple[int, ...]) -> _Loaded:
        return self._Loaded(windows, windows.load(missing))

    @on(_Loaded)
    def _show_loaded(self, event: _Loaded) -> None:
        event.stop()
        if event.windows is not self._windows:
            return
        self._windows.add(event.rows, self.cursor)
        self._measure()
        places = (self._windows.find(key, self.row_type.key) for key in self._held_keys)
        number = next((place for place in places if place is not None), None)
        if number is not None:
            by, top = number - self.cursor, self.scroll_offset.y
            self.cursor, self._held_keys = number, []
            if by:
                self.jump_to(top and top + by * self.row_type.height)
                self._scroll_to_cursor()
        self.refresh()
        self._report_cursor()
        if self._is_renewing:
            self._is_renewing = False
            self.post_message(self.Renewed(self, self.row))

    def _measure(self) -> None:
        if self._windows.total is not None:
            self.cursor = max(0, min(self.cursor, self._windows.total - 1))
        self.set_extent(Size(self.size.width, self.length * self.row_type.height))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        self._scroll_to_cursor()
        self._load_visible()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Load what came into view."""
        super().watch_scroll_y(old_value, new_value)
        self._load_visible()

    # Moving

    def go_to(self, number: int) -> None:
        """Move the cursor to a row and scroll there."""
        number = max(0, min(number, self.length - 1))
        by = 1 if number > self.cursor else -1
        number = self.row_type.selectable(number, by, self.row_at, self.length)
        if number == self.cursor:
            return
        left, self.cursor, top = self.cursor, number, self.scroll_offset.y
        self._scroll_to_cursor()
        if self.scroll_offset.y != top or self.selected:
            self.refresh()
        else:  # most of what takes time on a large screen is drawing
            for changed in (left, number):
                self.refresh_lines(changed * self.row_type.height, self.row_type.height)
        self._report_position()
        self._report_cursor()

    def _report_position(self) -> None:
        count = f"{len(self.selected):,} selected" if self.selected else ""
        self.position = count or self.finding.position(self.cursor)

    def _report_cursor(self) -> None:
        if self.row is not None and self.row_type.key(self.row) != self._reported_key:
            self._reported_key = self.row_type.key(self.row)
            # Textual lets no message pass the widget that called this method, its sender.
            self.post_message(self.CursorMoved(self, self.row).set_sender(self))

    def _scroll_to_cursor(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        first = self.cursor * self.row_type.height
        above = self.row_at(self.cursor - 1) if self.cursor else None
        heading = self.row_type.height if above and self.row_type.is_heading(above) else 0
        if first - heading < top:
            self.jump_to(first - heading)
        elif first + self.row_type.height > top + height > 0:
            self.jump_to(first + self.row_type.height - height)

    def action_move(self, by: int, unit: Unit = "row") -> None:
        """Move the cursor by rows, half pages or pages, or to an end."""
        page = max(self.size.height // self.row_type.height, 1)
        rows = {"row": 1, "half": max(page // 2, 1), "page": page, "all": self.length}
        before = self.cursor
        self.go_to(self.cursor + by * rows[unit])
        if self.cursor == before:
            host(self).hint("This is the end of the list." if by > 0 else "This is the top.")

    # Selecting several rows

    @property
    def selected(self) -> range:
        """The numbers of the selected rows; empty if only the cursor counts."""
        if self._has_all_selected:
            return range(self.length)
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self.cursor), max(self._anchor, self.cursor) + 1)

    @property
    def selection(self) -> str:
        """How many rows of all are selected: “3 of 218”; empty if only the cursor counts."""
        return f"{len(self.selected):,} of {self.length:,}" if self.selected else ""

    def action_select(self, rows: Literal["some", "all"] = "some") -> None:
        """Select the rows from here to the cursor, or all of them; or end that."""
        if not self.has_selections:
            host(self).hint("Only one row can be selected here.")
            return
        if not self.length:
            host(self).hint("There is nothing to select.")
            return
        begins = not (self._has_all_selected if rows == "all" else self.selected)
        self._has_all_selected = begins and rows == "all"
        self._anchor = self.cursor if begins and rows == "some" else None
        self._report_position()
        self.refresh()

    # Finding

    def find(self, words: str) -> None:
        """Go to the first matching row from here on, and highlight the words in all rows."""
        origin = self.finding.origin if self.finding.words else self.cursor
        self.finding = RowFind(words, origin, is_complete=not words.strip())
        self.refresh()
        self._report_position()
        self._find(self.finding, self.row_type, self.fetch)

    @background("find")
    def _find(self, finding: RowFind, row_type: RowType[Any], fetch: Fetch[Any]) -> _Matched:
        is_cancelled = cancellation()
        if not finding.is_complete:
            for rows in matching_rows(finding.words, row_type.draw, fetch, finding.origin):
                if is_cancelled():
                    break
                if rows:
                    self.post_message(self._Matched(finding, rows, is_complete=False))
        return self._Matched(finding, [], is_complete=True)

    @on(_Matched)
    def _show_matches(self, event: _Matched) -> None:
        event.stop()
        if event.finding is not self.finding:
            return
        is_first = bool(event.rows) and not self.finding.rows
        self.finding.add(event.rows)
        self.finding.is_complete = event.is_complete
        if is_first and (number := self.finding.first()) is not None:
            self.go_to(number)
        self._report_position()

    def action_hit(self, by: int) -> None:
        """Go to the next or previous matching row."""
        if (number := self.finding.next(self.cursor, by)) is not None:
            self.go_to(number)
        elif self.finding.words:
            host(self).hint(f"No row contains “{self.finding.words}”.")
        else:
            at_matches = " Enter opens the article at its matches." * isinstance(self.row, Hit)
            host(self).hint(f"/ finds words in this list.{at_matches}")

    # Opening and copying

    def action_open(self) -> None:
        """Open the selected row."""
        if self.row is not None:
            self.post_message(self.Opened(self, self.row))
        else:
            host(self).hint("There is nothing to open.")

    def action_copy(self) -> None:
        """Copy what the mouse has selected, or else the selected row if it is a quote."""
        if selected := self.screen.get_selected_text():
            self.app.copy_to_clipboard(selected)
        elif isinstance(self.row, QuoteHit):
            self.post_message(self.CopyRequested(self.row))
        else:
            host(self).hint("Select a quote to copy it. 2 lists the quotes.")

    def on_click(self, event: events.Click) -> None:
        """Select the row; open it if it is selected, or on a double click."""
        number = (self.scroll_offset.y + event.y) // self.row_type.height
        event.prevent_default()  # Textual would select the text of the whole list
        if self.text_selection or not 0 <= number < self.length:
            return  # the end of a drag, or below the last row
        if (row := self.row_at(number)) is not None and self.row_type.is_heading(row):
            return
        if event.chain > 1 or number == self.cursor:
            self.cursor = number
            self.action_open()
        self.go_to(number)
