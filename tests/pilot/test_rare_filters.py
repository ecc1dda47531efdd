"""Typing in the filters finds every value, also those that are too rare to be listed at once."""

import pytest

from tui.render import facet_rows
from tui.render.facet_rows import shown_value

LETTERS = "ABCDEFGHIJKLMNOPQRST"
NAMES = [f"{letter}{letter.lower()}k Quill" for letter in LETTERS]
RARE = "Zofia Quill"
MANY = {
    f"{n}-{part}.md": (
        f"---\ntitle: Cod {n} {part}\ndate: 20{n + 5:02}-03-01\nsource: {name}\n---\n"
        f"“Cod {n} {part}.”\n"
    )
    for n, name in enumerate(NAMES)
    for part in range(2)
} | {
    "z.md": f"---\ntitle: Eel\ndate: 2001-07-01\nsource: {RARE}\n---\n“Eel.”\n"
}  # fmt: skip


def values(driver, field=""):
    facets = driver.app.reader.panes.facets
    rows = map(facets.row_at, range(facets.length))
    return [shown_value(row) for row in rows if row.value and field in ("", row.field)]


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (160, 48)])
@pytest.mark.parametrize("key", ["", "slash"])
@pytest.mark.parametrize("words", ["zofia", "Zof", "july"])
async def test_rare_value_is_found_by_typing(make_app, drive, size, key, words):
    async with drive(make_app(MANY), size) as driver:
        await driver.press("f", *filter(None, [key]), *words)
        assert set(values(driver)) == {"July 2001" if words == "july" else RARE}
        await driver.press("enter")
        assert driver.app.reader.panes.browser.list.length == 1


async def test_each_outlet_is_found(make_app, drive):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f", *"quill")
        assert sorted(values(driver)) == [*NAMES, RARE]


async def test_all_months_are_found(make_app, drive):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f", *"march")
        assert values(driver) == [f"March 20{n + 5:02}" for n in reversed(range(len(NAMES)))]


@pytest.mark.parametrize("field", ["source", "date"])
async def test_most_frequent_values_are_listed_at_once_and_after_typing(make_app, drive, field):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f")
        before = values(driver, field)
        assert len(before) == facet_rows.MAX_VALUES
        await driver.press(*"zof", "escape")
        assert values(driver, field) == before


async def test_number_of_matches_counts_rare_values(make_app, drive):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f", *"quill")
        assert f"{len(NAMES) + 1} matches" in driver.text()


async def test_arrows_choose_among_rare_values(make_app, drive):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f", *"quill", *["pagedown"] * 9)
        last = values(driver)[-1]
        await driver.press("enter")
        assert last in driver.app.reader.panes.browser.line


async def test_rare_value_of_another_search_is_not_found(make_app, drive):
    async with drive(make_app(MANY), (160, 48)) as driver:
        await driver.press("f", *"zofia", "enter", "f", *"akk")
        assert values(driver) == []
        assert "No filter contains “akk”." in driver.text()


async def test_line_says_among_how_many_values_nothing_is_found(make_app, drive, monkeypatch):
    monkeypatch.setattr(facet_rows, "MAX_SEARCHED", 15)
    async with drive(make_app(MANY), (50, 15)) as driver:
        await driver.press("f", *"zofia")
        shown = " ".join(driver.text().split())
        assert "No filter among the 15 most frequent contains “zofia”." in shown


@pytest.mark.parametrize("size", [(50, 60), (80, 60), (160, 60)])
async def test_heading_says_that_there_are_more_values(make_app, drive, size):
    async with drive(make_app(MANY), size) as driver:
        await driver.press("f")
        assert "Outlet, top 12" in driver.text()
        assert "Month, newest 12" in driver.text()
        await driver.press(*"quill")
        assert "top 12" not in driver.text()


async def test_heading_does_not_say_so_if_all_values_are_listed(make_app, drive):
    outlets = NAMES[: facet_rows.MAX_VALUES]
    files = {name: text for name, text in MANY.items() if any(f": {o}\n" in text for o in outlets)}
    async with drive(make_app(files), (160, 60)) as driver:
        await driver.press("f")
        assert len(values(driver, "source")) == len(values(driver, "date")) == len(outlets)
        assert "top 12" not in driver.text()
        assert "newest 12" not in driver.text()


@pytest.mark.parametrize("field", facet_rows.HEADINGS)
def test_heading_fits_beside_the_article(field):
    (line,) = facet_rows.facet_row(facet_rows.FacetFilter(field, is_cut=True), 29)
    assert line.plain.startswith(facet_rows.HEADINGS[field])
    assert line.plain.endswith(" articles")
    assert line.cell_length == 29
