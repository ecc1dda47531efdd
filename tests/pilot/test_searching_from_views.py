"""A search opened in a view stays in this view, and Esc goes back to where it was opened."""

from __future__ import annotations

import pytest

from tests.support.screen_sizes import SIZES
from tui.widgets.status_bar import ViewTabs

SCREENS = [("4", "timeline"), ("6", "heard"), ("7", "compare")]
LISTS = [("1", "articles"), ("2", "quotes"), ("3", "speakers")]
SAID = {
    f"{month}.md": f"---\ntitle: Pier {month}\ndate: 2024-{month:02}-02\nsource: Post\n---\n"
    f"“The harbour {word} of {month} million rebuilds the pier,” said {name}.\n"
    for month, (name, word) in enumerate(
        [("Ana Pell", "loan"), ("Olaf Berg", "loan"), ("Ana Pell", "gift"), ("Olaf Berg", "gift")],
        start=1,
    )
}


def shown(driver):
    """Return the view on the screen."""
    return driver.app.screen.query_one(ViewTabs).view


def line(driver):
    """Return the current search."""
    return driver.app.reader.panes.browser.line


@SIZES
@pytest.mark.parametrize(("key", "view"), [*LISTS, *SCREENS])
@pytest.mark.parametrize("search_key", ["s", "backslash"])
async def test_results_are_shown_in_the_view_in_which_they_were_searched(
    make_app, drive, size, key, view, search_key
):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(key, search_key, *"loan", "enter")
        assert (shown(driver), line(driver)) == (view, "loan")


@SIZES
@pytest.mark.parametrize(("key", "view"), [*LISTS, *SCREENS])
async def test_escape_leads_from_the_results_to_the_view_as_it_was(
    make_app, drive, size, key, view
):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(key, "j")
        before = driver.text()
        await driver.search("loan")
        await driver.press("escape")
        assert (shown(driver), line(driver)) == (view, "")
        assert driver.text() == before


@SIZES
@pytest.mark.parametrize(("key", "view"), [*LISTS, *SCREENS, ("5", "searches")])
@pytest.mark.parametrize("search_key", ["s", "backslash"])
async def test_search_line_that_is_closed_leads_back_to_the_view(
    make_app, drive, size, key, view, search_key
):
    async with drive(make_app(SAID), size) as driver:
        await driver.press(key, "j")
        before = driver.lines()[:-1]
        await driver.press(search_key, *"lo", "escape")
        assert shown(driver) == view
        assert driver.lines()[:-1] == before


@pytest.mark.parametrize(
    "start", [["3", "enter"], ["2", "p"], ["1", "enter", "right_square_bracket", "p"]], ids=str
)
@pytest.mark.parametrize("keys", [["escape"], [*"gift", "enter", "escape"]], ids=str)
async def test_escape_leads_back_to_the_page_of_a_speaker(make_app, drive, start, keys):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(*start, "j")
        before = driver.text()
        await driver.press("s", *keys)
        assert type(driver.app.screen).__name__ == "SpeakerScreen"
        assert driver.text() == before


@pytest.mark.parametrize(("key", "view"), SCREENS)
async def test_escape_leads_through_two_searches_of_a_view_and_out_of_it(
    make_app, drive, key, view
):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", key)
        await driver.search("loan")
        await driver.press("s", "ctrl+u", *"pier", "enter")
        assert (shown(driver), line(driver)) == (view, "pier")
        await driver.press("escape")
        assert (shown(driver), line(driver)) == (view, "loan")
        await driver.press("escape")
        assert (shown(driver), line(driver)) == (view, "")
        await driver.press("escape")
        assert shown(driver) == "quotes"


@pytest.mark.parametrize(("key", "view"), SCREENS)
async def test_view_leads_back_to_the_article_below_it_after_a_search(make_app, drive, key, view):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("j", "enter")
        read = driver.article.page.id
        await driver.press(key)
        await driver.search("loan")
        await driver.press("escape", "escape")
        assert driver.app.focused is driver.article
        assert driver.article.page.id == read


@pytest.mark.parametrize(("key", "view"), SCREENS)
async def test_another_view_of_the_results_leads_back_to_the_first_view(make_app, drive, key, view):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(key)
        await driver.search("loan")
        await driver.press("1")
        assert (shown(driver), line(driver)) == ("articles", "loan")
        await driver.press("escape")
        assert (shown(driver), line(driver)) == (view, "")


@pytest.mark.parametrize("view", ["2", "3"])
async def test_empty_search_line_lists_everything_in_the_same_view(make_app, drive, view):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(view)
        before = driver.lines()[0]
        await driver.search("loan")
        await driver.press("s", "ctrl+u", "enter")
        assert driver.lines()[0] == before


FROM_ROWS = {
    "filter": ["f", "down", "enter"],
    "cell of the timeline": ["4", "d", "j", "enter"],
    "row of who is heard": ["6", "j", "enter"],
    "name of the article": ["enter", "right_curly_bracket", "asterisk"],
    "doubtful quotes": ["P"],
}


@pytest.mark.parametrize("keys", FROM_ROWS.values(), ids=FROM_ROWS)
async def test_search_that_nobody_typed_is_not_listed_with_the_typed_ones(make_app, drive, keys):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("we OR pier")
        await driver.press(*keys)
        assert line(driver) not in ("", "we OR pier")
        assert driver.app.archive.searches.recent() == ("we OR pier",)


@pytest.mark.parametrize("keys", FROM_ROWS.values(), ids=FROM_ROWS)
async def test_search_that_nobody_typed_can_be_saved(make_app, drive, keys):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*keys, "S", *"Kept", "enter")
        assert driver.app.archive.searches.recent() == (line(driver),)


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
async def test_typed_searches_are_listed_whatever_the_view(make_app, drive, key):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(key)
        await driver.search("ferry")
        await driver.press("backslash", *"late", "enter")
        assert driver.app.archive.searches.recent() == ("ferry late", "ferry")


async def test_saved_search_moves_to_the_front_when_it_is_opened(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        for text in ("ferry", "fog"):
            await driver.search(text)
        await driver.press("5", "j", "enter")
        assert driver.app.archive.searches.recent() == ("ferry", "fog")
