"""The review lists doubtful quotes, follows the search, and keeps its row after an undo."""

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
        assert driver.app.reader.panes.hinted == "review"
        number = len(texts)
        counted = "1 quote left" if number == 1 else f"{number} quotes left"
        assert (f" {number} to check" if size[0] < 60 else counted) in driver.lines()[0]


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
        assert driver.app.reader.panes.hinted == "review"


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
        assert driver.app.reader.panes.hinted == "list"
        assert "left to check" not in driver.text()


async def test_doubtful_quotes_are_reviewed_one_by_one(make_app, drive):
    articles = {"a.txt": "Rain\n\n“It rains,” he said.\n\n“It pours,” said Ana Pell."}
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P")
        assert "1 quote left to check" in driver.lines()[0]
        assert "= confirm · ! correct · x why" in driver.lines()[-1]
        await driver.press("x")
        assert "Confidence 0." in driver.text()
        await driver.press("escape", "equals_sign")
        assert "No quote is left to check." in driver.text()
        await driver.press("u")
        assert "1 quote left to check" in driver.lines()[0]
        await driver.press("escape", "2")
        assert "doubtful" not in driver.lines()[0]


@pytest.mark.parametrize("number", [pytest.param(0, id="first"), pytest.param(1, id="middle"),
                                    pytest.param(2, id="last")])  # fmt: skip
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(["equals_sign"], id="confirmed"),
        pytest.param(["exclamation_mark", *"Pell", "enter"], id="corrected"),
        pytest.param(["exclamation_mark", *"quote", "enter"], id="not a quote"),
    ],
)
@pytest.mark.parametrize("moved", [pytest.param([], id="at once"), pytest.param(["k"], id="moved")])
async def test_undo_in_the_review_selects_the_restored_quote(
    make_app, drive, number, change, moved
):
    articles = {f"{word}.txt": f"{word}\n\n“It {word},” he said." for word in ("rains", "ices")}
    articles["c.txt"] = "Pell\n\n“It pours,” he said.\n\n“No,” said Ana Pell."
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P", *["j"] * number)
        selected = driver.app.reader.panes.list.row
        await driver.press(*change)
        assert driver.app.reader.panes.list.row.text != selected.text
        await driver.press(*moved, "u")
        assert driver.app.reader.panes.list.row == selected


async def test_review_keeps_its_order_and_says_it(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("P")
        assert "by doubt" in driver.lines()[1]
        await driver.press("d")
        assert "This list has only one sort order." in driver.lines()[-1]
        await driver.press("escape", "2")
        assert "newest first" in driver.lines()[0]


@pytest.mark.parametrize("height", range(9, 40, 5))
async def test_restored_quote_of_the_review_is_in_view(make_app, drive, height):
    articles = {f"{n}.txt": f"Fog {n}\n\n“It is {n},” he said." for n in range(7)}
    async with drive(make_app(articles), (80, height)) as driver:
        await driver.press("P", "G")
        last = driver.app.reader.panes.list.row
        await driver.press("equals_sign", "u")
        assert driver.app.reader.panes.list.row == last
        assert f"▎  {last.text}" in driver.text()


async def test_undo_of_two_corrections_selects_one_restored_quote_after_the_other(make_app, drive):
    articles = {f"{word}.txt": f"{word}\n\n“It {word},” he said." for word in ("rains", "ices")}
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("P")
        first, second = (
            driver.app.reader.panes.list.row_at(0),
            driver.app.reader.panes.list.row_at(1),
        )
        await driver.press("equals_sign", "equals_sign", "u")
        assert driver.app.reader.panes.list.row == second
        await driver.press("u")
        assert driver.app.reader.panes.list.row == first
