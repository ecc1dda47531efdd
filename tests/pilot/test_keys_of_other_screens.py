"""Keys on the screens beside the list: each does something, or says why not."""

from __future__ import annotations

import pytest

from tests.support.screen_sizes import SIZES
from tui.widgets.status_bar import ViewTabs

SAID = {
    f"{month}.md": f"---\ntitle: Pier {month}\ndate: 2024-{month:02}-02\nsource: Post\n---\n"
    f"“The harbour loan of {month} million rebuilds the pier,” said {name}.\n"
    for month, name in enumerate(["Ana Pell", "Olaf Berg"] * 3, start=1)
}


def months(rows):
    """Return the months of the quotes of a list."""
    return [rows.row_at(number).entry.date.month for number in range(rows.length)]


def quotes(driver):
    """Return the list of the screen."""
    return driver.app.screen.query_one("#quotes")


@SIZES
async def test_earlier_quotes_are_sorted_both_ways(make_app, drive, size):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("2", "j", "less_than_sign")
        assert months(quotes(driver)) == [1, 3, 5]
        await driver.press("d")
        assert months(quotes(driver)) == [5, 3, 1]
        assert "Sorted newest first." in driver.lines()[-1]
        await driver.press("d")
        assert months(quotes(driver)) == [1, 3, 5]


@pytest.mark.parametrize("moves", [[], ["k"], ["g"], ["G"]], ids=str)
async def test_cursor_stays_on_its_quote_when_earlier_ones_are_sorted(make_app, drive, moves):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", "j", "less_than_sign", *moves)
        before = quotes(driver).row
        details = str(driver.app.screen.query_one("#changes Static").render())
        await driver.press("d")
        assert quotes(driver).row == before
        assert str(driver.app.screen.query_one("#changes Static").render()) == details


async def test_earlier_quotes_are_left_and_shown_again_at_the_same_quote(make_app, drive):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", "j", "less_than_sign", "d", "g")
        before = quotes(driver).row.text
        await driver.press("enter", "escape")
        assert quotes(driver).row.text == before


@SIZES
async def test_both_sides_of_a_comparison_are_sorted(make_app, drive, size):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("7")
        left, right = (driver.app.screen.query_one(f"#{side}") for side in ("left", "right"))
        newest = months(left), months(right)
        await driver.press("d")
        assert (months(left), months(right)) == tuple(each[::-1] for each in newest)
        assert "Sorted oldest first." in driver.lines()[-1]
        await driver.press("d")
        assert (months(left), months(right)) == newest


async def test_comparison_keeps_its_order_when_a_quote_was_read(make_app, drive):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("7", "d", "j", "enter", "escape")
        left = driver.app.screen.query_one("#left")
        assert months(left) == sorted(months(left))
        assert left.cursor == 1
        assert "oldest first" in driver.lines()[1]


@SIZES
@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        pytest.param(["2", "tilde"], "Versions are always listed oldest first.", id="versions"),
        pytest.param(["6"], "Sorted by number of quotes;", id="heard"),
    ],
)
async def test_d_says_why_the_order_stays(make_app, drive, size, keys, reason):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(*keys, "d")
        assert reason[: size[0] - 4] in driver.lines()[-1]


@SIZES
@pytest.mark.parametrize("key", ["tilde", "less_than_sign"])
async def test_same_related_quotes_are_not_opened_twice(make_app, drive, size, key):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("2", key, key)
        assert "This view is shown already." in driver.lines()[-1]
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


@pytest.mark.parametrize(
    "keys",
    [
        ["tilde", "less_than_sign"],
        ["less_than_sign", "tilde"],
        ["less_than_sign", "g", "less_than_sign"],
    ],
)
async def test_other_related_quotes_open_above_the_first(make_app, drive, keys):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", "j", *keys)
        assert len(driver.app.screen_stack) == 3


@SIZES
@pytest.mark.parametrize("view", ["4", "6", "7"])
@pytest.mark.parametrize("before", ["1", "2", "3", "5"])
async def test_view_of_the_list_is_shown_from_other_views_without_a_word(
    make_app, drive, size, view, before
):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(before, view, before)
        assert "shown already" not in driver.text()
        assert driver.app.focused is driver.app.reader.panes.list
        await driver.press(before)
        assert "This view is shown already." in driver.lines()[-1]


@SIZES
@pytest.mark.parametrize("page", [["3", "enter"], ["2", "p"], ["1", "enter", "p"]], ids=str)
@pytest.mark.parametrize(
    ("key", "view"),
    [("1", "articles"), ("2", "quotes"), ("3", "speakers"), ("5", "searches")],
)
async def test_views_of_the_list_are_shown_from_the_page_of_a_speaker(
    make_app, drive, size, page, key, view
):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(*page, key)
        assert driver.app.screen is driver.app.reader
        assert driver.app.reader.panes.browser.view == view
        assert driver.app.focused is driver.app.reader.panes.list


@SIZES
@pytest.mark.parametrize(("key", "view"), [("4", "timeline"), ("6", "heard")])
async def test_other_views_are_shown_from_the_page_of_a_speaker(make_app, drive, size, key, view):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("3", "enter", key)
        assert driver.app.screen.query_one(ViewTabs).view == view


@SIZES
async def test_search_line_opens_from_the_page_of_a_speaker(make_app, drive, size):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("3", "enter", "s", *"loan", "enter")
        assert driver.app.reader.panes.browser.line == "loan"


async def test_results_are_refined_from_the_page_of_a_speaker(make_app, drive):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.search("loan")
        await driver.press("3", "enter", "backslash", *"date:2024-03", "enter")
        assert driver.app.reader.panes.browser.line == "loan date:2024-03"


async def test_view_shown_from_the_page_of_a_speaker_in_an_article_leads_back_to_it(
    make_app, drive
):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("enter", "p", "2", "escape")
        assert driver.app.focused is driver.app.reader.panes.article


@pytest.mark.parametrize("keys", [["6"], ["2", "tilde"], ["3"], ["7"]])
async def test_n_promises_no_article_where_none_is_listed(make_app, drive, keys):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(*keys, "n")
        assert "/ finds words in this list." in driver.lines()[-1]
        assert "Enter opens the article" not in driver.lines()[-1]
