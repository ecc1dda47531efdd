"""Dialogs with a line that filters a list: the list moves while the line has the focus."""

import pytest
from textual.widgets import Input

from tui.actions.correction_choices import matches
from tui.widgets.row_list import RowList

OPEN = {
    "help": ["question_mark"],
    "speaker": ["2", "exclamation_mark"],
    "names": ["3", "a"],
}


@pytest.mark.parametrize("keys", [pytest.param(keys, id=name) for name, keys in OPEN.items()])
async def test_keys_that_move_go_through_the_list(make_app, drive, keys):
    async with drive(make_app(), (80, 24)) as driver:
        await driver.press(*keys)
        screen = driver.app.screen
        rows, last = screen.query_one(RowList), screen.query_one(RowList).length - 1
        seen = []
        for key in ("end", "home", "down", "up", "pagedown", "pageup"):
            await driver.press(key)
            seen.append(rows.cursor)
        page = min(rows.size.height, last)
        assert seen == [last, 0, min(1, last), 0, page, 0]
        assert isinstance(driver.app.focused, Input)


async def test_list_of_keys_scrolls_while_the_filter_has_the_focus(make_app, drive):
    async with drive(make_app(), (80, 24)) as driver:
        await driver.press("question_mark", "end")
        first = driver.text()
        await driver.press("home")
        assert driver.text() != first
        assert "↑ ↓ PgUp PgDn Home End move" in driver.text()


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_keys_that_go_down_lead_from_the_tag_to_the_list(make_app, drive, key):
    async with drive(make_app()) as driver:
        await driver.press("t")
        await driver.type("fog")
        await driver.press("enter", "t", key)
        assert isinstance(driver.app.focused, RowList)


@pytest.mark.parametrize(
    ("typed", "name", "is_found"),
    [
        pytest.param("Darrow", "Patrick O'Darrow", True, id="after an apostrophe"),
        pytest.param("darrow", "Patrick O’Darrow", True, id="after a curly apostrophe"),
        pytest.param("o'dar", "Patrick O’Darrow", True, id="with the apostrophe"),
        pytest.param("holm", "Greta Pell-Holm", True, id="after a hyphen"),
        pytest.param("pell-h", "Greta Pell-Holm", True, id="with the hyphen"),
        pytest.param("holm gre", "Greta Pell-Holm", True, id="two starts"),
        pytest.param("arrow", "Patrick O'Darrow", False, id="inside a word"),
        pytest.param("olm", "Greta Pell-Holm", False, id="inside a part"),
        pytest.param("(pr", "Harbour Trust (Press)", True, id="a bracket"),
    ],
)
def test_parts_of_a_name_begin_after_apostrophes_and_hyphens(typed, name, is_found):
    assert matches(typed, name) is is_found
