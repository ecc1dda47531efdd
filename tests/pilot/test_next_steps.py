"""Keys of views, searches and speakers on the screens of related quotes."""

from __future__ import annotations

import pytest

from tests.support.screen_sizes import SIZES
from tui.widgets.status_bar import ViewTabs

SAID = {
    f"{month}.md": f"---\ntitle: Pier {month}\ndate: 2024-{month:02}-02\nsource: Post\n---\n"
    f"“The harbour loan of {month} million rebuilds the pier,” said {name}.\n"
    for month, name in enumerate(["Ana Pell", "Olaf Berg"] * 3, start=1)
}
VIEWS = [
    ("1", "articles"), ("2", "quotes"), ("3", "speakers"), ("4", "timeline"), ("5", "searches"),
    ("6", "heard"), ("7", "compare"),
]  # fmt: skip
RELATED = pytest.mark.parametrize("related", ["tilde", "less_than_sign"])
STARTS = pytest.mark.parametrize("start", [["2"], ["3", "enter"], ["7"]], ids=str)


def name(driver):
    """Return the name of the screen."""
    return type(driver.app.screen).__name__


@SIZES
@RELATED
@pytest.mark.parametrize(("key", "view"), VIEWS)
async def test_view_is_shown_from_related_quotes(make_app, drive, size, related, key, view):
    async with drive(make_app(SAID), size) as driver:
        await driver.press("2", related, key)
        assert driver.app.screen.query_one(ViewTabs).view == view


@STARTS
@RELATED
async def test_search_from_related_quotes_leads_back_to_them(make_app, drive, start, related):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(*start, related)
        before, shown = name(driver), driver.text()
        await driver.search("loan")
        assert driver.app.reader.panes.browser.line == "loan"
        await driver.press("escape")
        assert (name(driver), driver.text()) == (before, shown)


@STARTS
@RELATED
async def test_search_line_that_is_closed_leads_back_to_related_quotes(
    make_app, drive, start, related
):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(*start, related)
        before, shown = name(driver), driver.text()
        await driver.press("s", "escape")
        assert (name(driver), driver.text()) == (before, shown)


@STARTS
@RELATED
async def test_page_of_the_speaker_leads_back_to_related_quotes(make_app, drive, start, related):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press(*start, related)
        before = name(driver)
        await driver.press("p")
        assert name(driver) == "SpeakerScreen"
        await driver.press("escape")
        assert name(driver) == before


@RELATED
async def test_related_quotes_of_related_quotes_lead_on_and_all_the_way_back(
    make_app, drive, related
):
    other = {"tilde": "less_than_sign", "less_than_sign": "tilde"}[related]
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", related)
        first = name(driver)
        await driver.press("g", other, "p", "escape")
        assert len(driver.app.screen_stack) == 3
        await driver.press("escape")
        assert name(driver) == first
        await driver.press("escape")
        assert driver.app.screen is driver.app.reader


@RELATED
async def test_keys_that_arrive_together_search_from_related_quotes(make_app, drive, related):
    async with drive(make_app(SAID), (120, 40)) as driver:
        await driver.press("2", related)
        await driver.type_ahead("sloan")
        assert driver.app.reader.panes.browser.line == "loan"


async def test_quote_without_a_known_speaker_has_no_page(make_app, drive):
    files = {"a.md": "“The harbour loan of 3 million rebuilds the pier.”\n", **SAID}
    async with drive(make_app(files), (120, 40)) as driver:
        await driver.press("2", "G", "tilde", "p")
        assert "The speaker of this quote is not known." in driver.text()
