"""The review follows the search that is shown, as the other views do."""

from __future__ import annotations

import pytest

SIZES = [(50, 15), (80, 24), (120, 40), (160, 48)]
ARTICLES = {
    "a.md": "---\ntitle: Fog\nsource: Echo\n---\n“Fog is late,” he said. “Fog,” said Ana Pell.\n",
    "b.md": "---\ntitle: Pier\nsource: Post\n---\n“The pier fell,” he said. “A pier,” he said.\n",
    "c.md": "---\ntitle: Cod\nsource: Echo\n---\n“Cod is dear,” said Olaf Berg.\n",
}
ALL_LINES = ["“Fog is late,”", "“The pier fell,”", "“A pier,”"]


def listed(driver):
    """Return the quotes of the list."""
    rows = driver.app.reader.panes.list
    return [rows.row_at(number).text for number in range(rows.length)]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize(
    ("line", "texts"),
    [
        pytest.param("", ALL_LINES, id="no search"),
        pytest.param("pier", ALL_LINES[1:], id="word"),
        pytest.param("source:echo", ALL_LINES[:1], id="outlet"),
        pytest.param("fog OR cod", ALL_LINES[:1], id="alternatives"),
        pytest.param("speaker:unknown", ALL_LINES, id="speaker"),
        pytest.param("-source:echo", ALL_LINES[1:], id="excluded"),
        pytest.param('said:"a pier"', ALL_LINES[2:], id="quote"),
    ],
)
async def test_review_lists_and_counts_the_doubtful_quotes_of_the_search(
    make_app, drive, size, line, texts
):
    async with drive(make_app(ARTICLES), size) as driver:
        if line:
            await driver.search(line)
        await driver.press("P")
        assert sorted(listed(driver)) == sorted(texts)
        assert driver.app.reader.panes.place == "review"
        if size[0] >= 120:
            number = len(texts)
            counted = "1 quote left" if number == 1 else f"{number} quotes left"
            assert counted in driver.lines()[0]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("way", [["2"], ["3"], ["5"], ["j", "enter"]], ids=" ".join)
async def test_review_follows_the_search_from_each_place(make_app, drive, size, way):
    async with drive(make_app(ARTICLES), size) as driver:
        await driver.search("pier OR cod")
        await driver.press(*way, "P")
        assert sorted(listed(driver)) == sorted(ALL_LINES[1:])


async def test_progress_of_the_review_counts_down_within_the_search(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.search("pier")
        await driver.press("P", "equals_sign")
        assert "1 quote left to check" in driver.lines()[0]
        await driver.press("equals_sign")
        assert "No quote is left to check." in driver.text()
        await driver.press("escape", "escape", "P")
        assert "1 quote left to check" in driver.lines()[0]


async def test_review_goes_back_to_the_search(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.search("pier")
        await driver.press("P", "escape")
        browser = driver.app.reader.panes.browser
        assert (browser.line, browser.view) == ("pier", "articles")


async def test_review_again_adds_no_condition(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.search("pier")
        await driver.press("P", "1", "P")
        assert driver.app.reader.panes.browser.line == "pier conf:<0.75"
        assert driver.app.reader.panes.place == "review"


async def test_search_within_the_review_stays_a_review(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.press("P", "backslash", *"pier", "enter")
        assert sorted(listed(driver)) == sorted(ALL_LINES[1:])
        assert "2 quotes left to check" in driver.lines()[0]


@pytest.mark.parametrize("line", ["-conf:<0.75", "pier OR conf:<0.75", "“conf:<0.75”", "conf:<0.7"])
async def test_other_searches_for_confidence_are_no_review(make_app, drive, line):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.search(line)
        await driver.press("2")
        assert driver.app.reader.panes.place == "list"
        assert "left to check" not in driver.text()
