"""Esc goes back to where the user came from."""

from __future__ import annotations

import pytest

from tests.support.pattern_annotator import ARTICLES


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
@pytest.mark.parametrize("first", ["", "fog", "fog sort:oldest"])
async def test_escape_returns_from_a_search_to_the_line_that_was_being_read(
    make_app, drive, size, first
):
    text = "\n\n".join(f"Line {number} of the fog." for number in range(60))
    files = {"a.txt": f"A long story\n\n{text}", "b.txt": "Rain\n\nRain.", "c.txt": "Fog\n\nFog."}
    async with drive(make_app(files), size) as driver:
        await driver.search(first)
        await driver.press("j", "j", "k", "k", "enter", "space", "space")
        top, page = driver.article.top, driver.article.page.id
        await driver.search("rain")
        assert driver.app.focused.id == "list"
        await driver.press("escape")
        assert driver.app.focused is driver.article
        assert (driver.article.page.id, driver.article.top) == (page, top)
        assert top > 0


async def test_escape_returns_from_what_the_timeline_opened_to_the_timeline(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("4", "d", "j", "enter")
        line = driver.app.reader.panes.browser.line
        assert line.endswith("date:2024")
        await driver.press("escape")
        assert "quotes a year" in driver.text()
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == line


async def test_escape_returns_from_a_quote_to_the_speaker_it_was_opened_from(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "enter", "j", "enter")
        assert driver.app.focused is driver.article
        await driver.press("escape")
        screen = driver.app.screen
        assert (type(screen).__name__, screen.cursor) == ("SpeakerScreen", 1)


async def test_each_search_is_one_step_back(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.search("pier")
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == "ferry"
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == ""
        await driver.press("escape")
        assert "These are all articles. Q quits." in driver.text()


async def open_quote_of_speaker(driver):
    """Open the page of the selected speaker, and their last quote in its article."""
    await driver.press("enter", "G", "enter")
    assert driver.app.focused is driver.article


async def test_escape_goes_back_through_two_speakers_to_the_article(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_square_bracket")
        first = driver.article.page.id
        await driver.press("right_square_bracket", "p", "enter")  # Berg, in another article
        second = driver.article.page.id
        await driver.press("p", "enter")
        assert second != first
        await driver.press("escape", "escape")
        assert (driver.app.screen, driver.article.page.id) == (driver.app.reader, second)
        await driver.press("escape", "escape")
        assert (driver.app.screen, driver.article.page.id) == (driver.app.reader, first)
        assert driver.app.focused is driver.article


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_escape_leads_from_the_speaker_to_the_list_they_were_opened_from(
    make_app, drive, size
):
    async with drive(make_app(), size) as driver:
        await driver.press("3")
        await open_quote_of_speaker(driver)
        await driver.press("escape", "escape")
        assert driver.app.focused is driver.app.reader.panes.list
        assert driver.app.reader.panes.browser.view == "speakers"


async def test_article_of_the_list_does_not_lead_to_the_speaker_seen_before(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3")
        await open_quote_of_speaker(driver)
        read = driver.article.page.id
        await driver.press("1")
        rows = driver.app.reader.panes.list
        while rows.row.id != read:
            await driver.press("j")
        await driver.press("enter", "escape")
        assert driver.app.screen is driver.app.reader
        assert driver.app.focused is rows


async def test_search_made_after_a_speaker_leads_back_to_the_speaker(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3")
        await open_quote_of_speaker(driver)
        await driver.search("market")
        await driver.press("escape")
        assert driver.app.focused is driver.article
        await driver.press("escape")
        assert type(driver.app.screen).__name__ == "SpeakerScreen"


@pytest.mark.parametrize("key", ["1", "2", "3", "5"])
async def test_escape_returns_from_another_view_to_the_article(make_app, drive, key):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        read = driver.article.page.id
        await driver.press(key, "j", "escape")
        assert driver.app.focused is driver.article
        assert driver.article.page.id == read


async def test_escape_returns_from_the_timeline_to_the_article_below_it(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        read = driver.article.page.id
        await driver.press("4", "enter", "escape")
        assert type(driver.app.screen).__name__ == "TimelineScreen"
        await driver.press("escape")
        assert driver.app.focused is driver.article
        assert driver.article.page.id == read


async def test_escape_returns_from_a_copy_to_the_list_of_copies(make_app, drive):
    copy = ARTICLES["ferry.md"].replace("Harbour Post", "Valley Echo").replace("04-02", "04-03")
    async with drive(make_app({**ARTICLES, "copy.md": copy})) as driver:
        await driver.press("j", "enter", "c", "enter")
        opened = driver.article.page.id
        await driver.press("escape")
        assert type(driver.app.screen).__name__ == "CopiesScreen"
        await driver.press("escape")
        assert driver.article.page.id != opened
        assert driver.app.focused is driver.article


@pytest.mark.parametrize("start", [("3", "enter"), ("7",), ("2", "less_than_sign")])
async def test_escape_returns_from_a_related_quote_to_the_related_quotes(make_app, drive, start):
    async with drive(make_app()) as driver:
        await driver.press(*start)
        below = type(driver.app.screen).__name__
        await driver.press("tilde", "enter")
        assert driver.app.focused is driver.article
        await driver.press("escape")
        assert type(driver.app.screen).__name__ == "VersionsScreen"
        await driver.press("escape")
        assert type(driver.app.screen).__name__ == below


async def test_same_search_again_is_no_other_step(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.search("ferry")
        await driver.press("P", "P", "escape")
        assert driver.app.reader.panes.browser.line == "ferry"
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == ""


async def test_going_back_to_an_article_that_was_deleted_shows_the_list(make_app, drive):
    async with drive(make_app(), (120, 24)) as driver:
        await driver.press("j", "enter")
        deleted = driver.article.page.id
        await driver.search("market OR pier")
        driver.app.archive.editing.delete([deleted])
        await driver.press("escape")
        assert "The article is no longer there." in driver.text()
        await driver.press("k")
        assert driver.article.page.id == driver.app.reader.panes.list.row.id != deleted
