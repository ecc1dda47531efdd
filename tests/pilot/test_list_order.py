"""The order of a list is named in its head, and kept for the next start."""

from __future__ import annotations

import pytest

from tests.support.screen_sizes import SIZES

LISTS = [
    pytest.param([], ["newest first", "oldest first", "by outlet", "by headline"], id="articles"),
    pytest.param(["2"], ["newest first", "oldest first", "by speaker", "by doubt"], id="quotes"),
    pytest.param(
        ["3"],
        ["most quoted first", "by name", "by first quote", "last quoted first"],
        id="speakers",
    ),
]
HITS = ["best first", "newest first", "oldest first", "by outlet", "by headline"]


def head(driver):
    """Return what stands above the list."""
    return "\n".join(driver.lines()[: 2 if driver.app.reader.panes.browser.line else 1])


@pytest.mark.parametrize("size", [(120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize(("keys", "orders"), LISTS)
async def test_head_names_each_order_of_a_list(make_app, drive, size, keys, orders):
    async with drive(make_app(), size) as driver:
        await driver.press(*keys)
        for order in (*orders, orders[0]):
            assert order in head(driver)
            await driver.press("d")


@pytest.mark.parametrize(("keys", "orders"), LISTS)
async def test_narrow_head_names_an_order_that_was_chosen(make_app, drive, keys, orders):
    async with drive(make_app(), (80, 24)) as driver:
        await driver.press(*keys)
        assert "4 Timeline  5 Searches" in head(driver)
        for order in orders[1:]:
            await driver.press("d")
            assert order in head(driver)


@SIZES
async def test_head_names_the_order_of_hits(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await driver.search("torpier")
        for order in (*HITS, HITS[0]):
            assert order in head(driver)
            await driver.press("d")


@SIZES
@pytest.mark.parametrize(
    ("line", "keys", "order"),
    [
        pytest.param("torpier sort:oldest", [], "oldest first", id="oldest"),
        pytest.param("torpier sort:date", ["d"], "newest first", id="newest"),
        pytest.param("torpier sort:relevance", ["d"], "best first", id="best"),
        pytest.param("fog sort:oldest", ["2", "d"], "oldest first", id="quotes"),
    ],
)
async def test_order_that_a_search_sets_is_named_and_stays(
    make_app, drive, size, line, keys, order
):
    async with drive(make_app(), size) as driver:
        await driver.search(line)
        await driver.press(*keys)
        assert order in head(driver)
        if keys:
            assert "sort: in the search sets the order." in driver.lines()[-1]


@SIZES
@pytest.mark.parametrize(
    ("keys", "order", "again"),
    [
        pytest.param(["d"], "oldest", [], id="articles"),
        pytest.param(["2", "d", "d"], "speaker", [], id="quotes"),
        pytest.param(["3", "d"], "name", [], id="speakers"),
        pytest.param(["s", *"torpier", "enter", "d"], "newest", [], id="hits"),
        pytest.param(["d", "enter"], "oldest", ["escape"], id="while reading"),
        pytest.param(["d", "d", "d", "d"], "", [], id="default again"),
    ],
)
async def test_order_is_kept_for_the_next_start(make_app, drive, size, keys, order, again):
    async with drive(make_app(), size) as driver:
        await driver.press(*keys)
        browser = driver.app.reader.panes.browser
        kept, row = browser.order_label, driver.app.reader.panes.list.row_type
        first = browser.list.row_at(0)
    async with drive(make_app(), size) as driver:
        await driver.press(*again)
        browser = driver.app.reader.panes.browser
        assert browser.orders.chosen == order
        assert (browser.order_label, browser.list.row_type) == (kept, row)
        assert browser.list.row_type.key(browser.list.row_at(0)) == row.key(first)


@pytest.mark.parametrize("kept", ["wheel", "", "newest; DROP"])
async def test_next_start_ignores_an_unknown_order(make_app, drive, tmp_path, kept):
    app = make_app()
    (tmp_path / "archive" / "reader.json").write_text(f'{{"order": "{kept}"}}')
    async with drive(app, (120, 40)) as driver:
        assert "newest first" in head(driver)


async def test_session_of_an_older_program_has_the_default_order(make_app, drive, tmp_path):
    app = make_app()
    (tmp_path / "archive" / "reader.json").write_text('{"view": "quotes", "cursor": 1}')
    async with drive(app, (120, 40)) as driver:
        assert "newest first" in head(driver)
        assert driver.app.reader.panes.list.cursor == 1
