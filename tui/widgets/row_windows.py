"""The rows of a long list that are in memory, in windows of equal size."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from tui.render.row_type import Row

Fetch = Callable[[int, int], Sequence[Row]]
"""Return the rows from an offset on, at most as many as the limit."""

WINDOW = 60  # rows
MAX_WINDOWS = 12


def part_of(fetch: Fetch[Any], rows: range) -> Fetch[Any]:
    """Return what loads the selected rows of those that a function loads; all if none are."""

    def fetch_part(offset: int, limit: int) -> Sequence[Any]:
        limit = min(limit, len(rows) - offset)
        return fetch(rows.start + offset, limit) if limit > 0 else ()

    return fetch_part if rows else fetch


class RowWindows:
    """Windows of rows, by their number; the rows of an earlier state fill in until they arrive."""

    def __init__(
        self,
        fetch: Fetch[Any],
        total: int | None,
        loaded: Sequence[Any] = (),
        earlier: RowWindows | None = None,
    ) -> None:
        """``total`` None: the list ends where a window is not full.

        ``loaded`` are the first rows: all of them, or as many as fill one window or more.
        """
        self.fetch, self.total = fetch, total
        starts = range(0, len(loaded), WINDOW)
        self._windows = {start // WINDOW: loaded[start : start + WINDOW] for start in starts}
        self._stale: dict[int, Sequence[Any]] = {}
        self._requested: set[int] = set()
        if earlier:
            self._stale = earlier._stale | earlier._windows

    @property
    def length(self) -> int:
        """The number of rows, as far as it is known."""
        if self.total is not None:
            return self.total
        ends = [number * WINDOW + len(rows) for number, rows in self._windows.items()]
        return max(ends, default=0)

    def row_at(self, number: int) -> Any | None:
        """Return a row; None if it is not loaded or not in the list."""
        window, index = divmod(number, WINDOW)
        rows = self._windows.get(window) or self._stale.get(window) or ()
        return rows[index] if 0 <= index < len(rows) else None

    def request(self, first: int, last: int, also: int | None = None) -> tuple[int, ...]:
        """Return the windows to load for some rows; empty if all are loaded or requested.

        ``also`` is the number of another row.
        """
        end = last if self.total is None else min(last, max(self.total - 1, 0))
        wanted = {*range(max(first, 0) // WINDOW, end // WINDOW + 1)}
        wanted |= set() if also is None else {also // WINDOW}
        missing = {number for number in wanted if number not in self._windows}
        if not missing - self._requested:
            return ()
        self._requested = missing
        return tuple(sorted(missing))

    def load(self, windows: Sequence[int]) -> dict[int, Sequence[Any]]:
        """Fetch windows. Call it in a thread."""
        return {number: self.fetch(number * WINDOW, WINDOW) for number in windows}

    def add(self, windows: dict[int, Sequence[Any]], cursor: int) -> None:
        """Add loaded windows; drop those farthest from the cursor if there are too many."""
        self._windows |= windows
        self._requested -= windows.keys()
        if len(self._windows) > MAX_WINDOWS:
            nearest = sorted(self._windows, key=lambda number: abs(number - cursor // WINDOW))
            self._windows = {number: self._windows[number] for number in nearest[:MAX_WINDOWS]}
        if self.total is None and any(len(rows) < WINDOW for rows in windows.values()):
            self.total = self.length

    def find(self, key: Hashable, key_of: Callable[[Any], Hashable]) -> int | None:
        """Return the number of the loaded row with a key."""
        for number, rows in self._windows.items():
            for index, row in enumerate(rows):
                if key_of(row) == key:
                    return number * WINDOW + index
        return None
