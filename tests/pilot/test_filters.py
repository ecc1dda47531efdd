"""The list of filters: its keys choose a value, and never act on the article beside it."""

import pytest

from tui.widgets.facet_list import FacetList

HINT = "Press / to find a value."
LETTERS = [*"rahmtiIuAEDZUYCwoOypcJKHLlSPzxVMBTXWRFve"]
SIGNS = ["exclamation_mark", "equals_sign", "tilde", "less_than_sign", "vertical_line"]


@pytest.mark.parametrize("width", [80, 160])
async def test_keys_of_the_article_do_nothing_in_the_filters(make_app, drive, width):
    async with drive(make_app(), (width, 40)) as driver:
        await driver.press("enter", "f")
        before = driver.app.archive.entry(driver.article.page.id)
        for key in (*LETTERS, *SIGNS):
            await driver.press(key)
            assert HINT in driver.lines()[-1], key
            assert isinstance(driver.app.focused, FacetList), key
        assert driver.app.archive.entry(driver.article.page.id) == before


@pytest.mark.parametrize("key", [*"jkGgbnN", "space", "ctrl+d", "home", "down", "d", "0", "slash"])
async def test_keys_that_move_sort_and_find_work_in_the_filters(make_app, drive, key):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", "j", key)
        assert HINT not in driver.text()


@pytest.mark.parametrize("key", ["q", "escape", "left"])
async def test_filters_are_left_by_the_keys_that_close_or_go_left(make_app, drive, key):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", key)
        assert not isinstance(driver.app.focused, FacetList)
        assert HINT not in driver.text()


async def test_cursor_skips_the_headings_of_the_filters(make_app, drive):
    async with drive(make_app(), (160, 12)) as driver:
        await driver.press("f")
        facets, seen = driver.app.focused, []
        for key in ["j"] * 30 + ["k"] * 30 + ["G", "space", "b", "g"]:
            await driver.press(key)
            seen.append(facets.cursor)
        assert set(seen) == {n for n in range(facets.length) if facets.row_at(n).value}
        assert "State" in driver.text()
