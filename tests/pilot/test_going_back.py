"""Esc goes back to where the user came from."""

from __future__ import annotations


async def test_escape_returns_from_a_search_to_the_line_that_was_being_read(make_app, drive):
    text = "\n\n".join(f"Line {number} of the fog." for number in range(60))
    async with drive(
        make_app({"a.txt": f"A long story\n\n{text}", "b.txt": "Rain\n\nRain."})
    ) as driver:
        await driver.press("j", "k", "enter", "space", "space")
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
