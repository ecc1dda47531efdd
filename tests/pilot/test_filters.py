"""The list of filters: letters and digits find a value, no key acts on the article beside it."""

import pytest

from tui.render.facet_rows import is_heading, shown_value
from tui.widgets.facet_list import FacetList

HINT = "Type to find a value."
LETTERS = [*"aDgjJkmnPqrsuxZ"]
SIGNS = ["exclamation_mark", "equals_sign", "tilde", "less_than_sign", "vertical_line"]


def values(driver):
    facets = driver.app.reader.panes.facets
    rows = map(facets.row_at, range(facets.length))
    return [shown_value(row) for row in rows if row.value]


@pytest.mark.parametrize("width", [80, 160])
async def test_keys_of_the_article_do_nothing_in_the_filters(make_app, drive, width):
    async with drive(make_app(), (width, 40)) as driver:
        await driver.press("enter", "f")
        before = driver.app.archive.entry(driver.article.page.id)
        for key in SIGNS:
            await driver.press(key)
            assert HINT in driver.lines()[-1], key
            assert isinstance(driver.app.focused, FacetList), key
        assert driver.app.archive.entry(driver.article.page.id) == before


@pytest.mark.parametrize("letter", LETTERS)
async def test_letter_begins_to_find_a_value(make_app, drive, letter):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", letter)
        assert driver.app.focused.value == letter
        assert all(letter.lower() in each.lower() for each in values(driver))


@pytest.mark.parametrize("digit", [*"0123456789"])
async def test_digit_begins_to_find_a_value(make_app, drive, digit):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", digit)
        browser = driver.app.reader.panes.browser
        assert (driver.app.focused.value, browser.view) == (digit, "articles")


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (160, 48)])
@pytest.mark.parametrize(
    ("words", "month"),
    [("2024", "May 2024"), ("y 2024", "May 2024"), ("2024-03", "March 2024"), ("04", "April 2024")],
)
async def test_month_is_found_by_its_number(make_app, drive, size, words, month):
    async with drive(make_app(), size) as driver:
        await driver.press("f", *["space" if each == " " else each for each in words])
        assert values(driver)[0] == month


@pytest.mark.parametrize("view", ["quotes", "speakers"])
async def test_digits_show_views_again_when_the_filters_are_left(make_app, drive, view):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", "4", "escape", "escape", "2" if view == "quotes" else "3")
        assert driver.app.reader.panes.browser.view == view


@pytest.mark.parametrize("key", ["space", "ctrl+d", "home", "down", "slash", "pagedown"])
async def test_keys_that_move_and_find_work_in_the_filters(make_app, drive, key):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", "down", key)
        assert HINT not in driver.text()


@pytest.mark.parametrize("key", ["escape", "left"])
async def test_filters_are_left_by_the_keys_that_close_or_go_left(make_app, drive, key):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", key)
        assert not isinstance(driver.app.focused, FacetList)
        assert HINT not in driver.text()


async def test_value_is_chosen_by_its_beginning_and_enter(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("f", "v", "a", "enter")
        assert driver.app.reader.panes.browser.line == 'source:="Valley Echo"'


async def test_arrows_choose_among_the_values_that_match(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", "e")
        first, second, *_ = values(driver)
        await driver.press("down", "enter")
        line = driver.app.reader.panes.browser.line
        assert second in line
        assert first not in line


async def test_enter_without_a_match_goes_on_asking(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", *"zzq", "enter")
        assert driver.app.focused.value == "zzq"
        assert "No filter contains “zzq”." in driver.text()
        assert driver.app.reader.panes.browser.line == ""


async def test_escape_shows_all_values_again_and_then_leaves_the_filters(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f")
        before = values(driver)
        await driver.press("v", "escape")
        assert values(driver) == before
        assert isinstance(driver.app.focused, FacetList)
        await driver.press("escape")
        assert not isinstance(driver.app.focused, FacetList)


async def test_find_line_of_other_lists_keeps_its_matches_on_enter(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f", "v", "escape", "escape", "slash", *"fog", "enter")
        assert driver.app.reader.panes.browser.line == ""
        assert driver.app.focused is driver.app.reader.panes.list


async def test_cursor_skips_the_headings_of_the_filters(make_app, drive):
    async with drive(make_app(), (160, 12)) as driver:
        await driver.press("f")
        facets, seen = driver.app.focused, []
        for key in ["down"] * 30 + ["up"] * 30 + ["end", "space", "pageup", "home"]:
            await driver.press(key)
            seen.append(facets.cursor)
        assert set(seen) == {n for n in range(facets.length) if not is_heading(facets.row_at(n))}
        assert "State" in driver.text()


WITHOUT = {
    "a.md": "---\ntitle: Fog\n---\n“Fog,” he said.\n",
    "b.md": "---\ntitle: Cod\ndate: 2024-03-01\nsource: Post\n---\n“Cod,” said Ana Pell.\n",
    "c.md": "---\ntitle: Eel\ndate: 2024-03-02\nsource: Post\n---\nNo eels.\n",
}


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (120, 40), (160, 48)])
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("no outlet", "source:none"),
        ("no date", "date:none"),
        ("speaker unknown", "speaker:unknown"),
    ],
)
async def test_row_without_a_value_opens_what_has_none(make_app, drive, size, name, line):
    async with drive(make_app(WITHOUT), size) as driver:
        await driver.press("f", *name.split()[-1])
        (row,) = (each for each in driver.lines() if f"  {name}  " in each)
        assert row.rstrip("│┃▎ ▁").endswith(" 1")
        await driver.press("enter")
        browser = driver.app.reader.panes.browser
        assert (browser.line, browser.list.length) == (line, 1)


@pytest.mark.parametrize("field", ["source", "date"])
async def test_numbers_of_a_filter_add_up(make_app, drive, field):
    async with drive(make_app(WITHOUT), (160, 48)) as driver:
        await driver.press("f")
        facets = driver.app.reader.panes.facets
        rows = map(facets.row_at, range(facets.length))
        assert sum(row.count for row in rows if row.field == field) == len(WITHOUT)


async def test_row_without_a_value_is_shown_below_many_months(make_app, drive):
    months = {
        f"{n}.md": f"---\ntitle: Cod {n}\ndate: 20{n}-03-01\n---\nCod.\n" for n in range(10, 30)
    }
    async with drive(make_app({**months, **WITHOUT}), (160, 48)) as driver:
        await driver.press("f")
        assert "no date" in driver.text()


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (120, 40), (160, 48)])
@pytest.mark.parametrize("view", ["1", "2", "3"])
@pytest.mark.parametrize("words", ["", "ana"])
async def test_headings_say_what_the_numbers_count(make_app, drive, size, view, words):
    async with drive(make_app(), size) as driver:
        await driver.press(view, "f", *words)
        heading = "State" if not words else "Person"
        line = next(each for each in driver.lines() if f" {heading} " in each)
        assert line.split(heading)[1].rstrip("│┃▎ ▁").split() == ["articles"]
