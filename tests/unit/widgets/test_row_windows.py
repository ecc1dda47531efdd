"""The windows of a long list: what is loaded, requested, dropped and kept."""

from __future__ import annotations

from tui.widgets.row_windows import MAX_WINDOWS, WINDOW, RowWindows

ROWS = list(range(10 * WINDOW + 5))


def fetch(offset, limit):
    return ROWS[offset : offset + limit]


def load(windows, first, last, cursor=0):
    windows.add(windows.load(windows.request(first, last)), cursor)


def test_only_missing_windows_are_requested_and_only_once():
    windows = RowWindows(fetch, len(ROWS))
    assert windows.request(0, WINDOW) == (0, 1)
    assert windows.request(0, WINDOW) == ()
    load(windows, 0, 2 * WINDOW)
    assert windows.row_at(2 * WINDOW) == 2 * WINDOW
    assert windows.request(0, 2 * WINDOW) == ()


def test_rows_outside_of_the_list_or_not_loaded_are_none():
    windows = RowWindows(fetch, len(ROWS))
    load(windows, 0, 0)
    assert windows.row_at(-1) is None
    assert windows.row_at(WINDOW) is None
    assert windows.row_at(len(ROWS)) is None


def test_rows_in_memory_need_no_loading():
    windows = RowWindows(fetch, len(ROWS), ROWS)
    assert windows.request(0, len(ROWS)) == ()
    assert [windows.row_at(number) for number in ROWS] == ROWS


def test_length_is_known_after_the_last_window():
    windows = RowWindows(fetch, None)
    load(windows, 0, 0)
    assert (windows.total, windows.length) == (None, WINDOW)
    load(windows, 10 * WINDOW, 10 * WINDOW)
    assert windows.total == windows.length == len(ROWS)


def test_windows_far_from_the_cursor_are_dropped():
    rows = list(range((MAX_WINDOWS + 3) * WINDOW))
    windows = RowWindows(lambda offset, limit: rows[offset : offset + limit], len(rows))
    load(windows, 0, len(rows), cursor=len(rows))
    assert windows.row_at(0) is None
    assert windows.row_at(len(rows) - 1) == len(rows) - 1


def test_earlier_rows_are_shown_until_the_new_ones_are_loaded():
    earlier = RowWindows(fetch, len(ROWS), ROWS[:WINDOW])
    windows = RowWindows(lambda offset, limit: ["new"] * limit, len(ROWS), earlier=earlier)
    assert windows.row_at(3) == 3
    assert windows.find(3, lambda row: row) is None
    load(windows, 0, 0)
    assert windows.row_at(3) == "new"


def test_row_is_found_by_its_key():
    windows = RowWindows(fetch, len(ROWS), ROWS)
    assert windows.find("70", str) == 70
