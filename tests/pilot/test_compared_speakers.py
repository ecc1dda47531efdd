"""Who speaks in the quotes of a comparison."""

import pytest

from index.article import UNKNOWN_SPEAKER
from tui.screens.comparison import SIDES

SEVERAL = {
    "a.md": "---\ntitle: Pier\ndate: 2024-01-02\nsource: Post\n---\n"
    "“The pier is shut,” said Ana Pell. “The ferry is late,” said Olaf Berg."
    " “The loan is gone,” they say.\n",
    "b.md": "---\ntitle: Fog\ndate: 2024-02-02\nsource: Echo\n---\n“Fog came,” said Greta Holm.\n",
}


async def compare(driver, sides):
    """Show these two sides beside each other."""
    await driver.press("7", "c", "ctrl+u")
    await driver.type(sides)
    await driver.press("enter")


def named_rows(driver, number):
    """Return the first lines of the rows of a side."""
    listed = driver.app.screen.query_one(f"#{SIDES[number]}")
    drawn = (
        listed.row_type.draw(listed.row_at(each), listed.size.width)[0].plain
        for each in range(listed.length)
    )
    return list(drawn)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize(
    ("side", "names"),
    [
        pytest.param("post", {"Ana Pell", "Olaf Berg", UNKNOWN_SPEAKER}, id="outlet"),
        pytest.param("2024-01", {"Ana Pell", "Olaf Berg", UNKNOWN_SPEAKER}, id="month"),
        pytest.param("2024", {"Ana Pell", "Olaf Berg", "Greta Holm", UNKNOWN_SPEAKER}, id="year"),
        pytest.param("said:ferry", {"Olaf Berg"}, id="search line"),
        pytest.param("-speaker:pell", {"Olaf Berg", UNKNOWN_SPEAKER}, id="everybody else"),
        pytest.param("speaker:unknown", {UNKNOWN_SPEAKER}, id="nobody known"),
    ],
)
async def test_quotes_of_a_side_that_is_not_one_person_show_their_speaker(
    make_app, drive, side, names, size
):
    async with drive(make_app(SEVERAL), size) as driver:
        await compare(driver, f"berg vs {side}")
        rows = named_rows(driver, 1)
        assert {name for name in names if any(row.startswith(name) for row in rows)} == names
        assert all("2024" in row for row in rows)


@pytest.mark.parametrize("side", ["berg", "Olaf Berg", 'speaker:"Olaf Berg"'])
async def test_quotes_of_one_person_show_no_speaker(make_app, drive, side):
    async with drive(make_app(SEVERAL), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(f"{side} vs 2024")
        await driver.press("enter")
        assert [row.strip() for row in named_rows(driver, 0)] == ["2024-01-02 · Post"]


async def test_speaker_of_a_compared_quote_is_opened_and_left_again(make_app, drive):
    async with drive(make_app(SEVERAL), (120, 40)) as driver:
        await compare(driver, "post vs echo")
        await driver.press("l", "p")
        assert driver.lines()[0].strip().startswith("Greta Holm")
        await driver.press("escape")
        assert "Post vs Echo" in driver.lines()[1]
        assert driver.app.screen.selection().speaker == "Greta Holm"


async def test_quote_of_a_speaker_opened_from_a_comparison_leads_back_step_by_step(make_app, drive):
    async with drive(make_app(SEVERAL), (120, 40)) as driver:
        await compare(driver, "post vs echo")
        await driver.press("l", "p", "enter")
        assert driver.app.screen is driver.app.reader
        await driver.press("escape")
        assert driver.lines()[0].strip().startswith("Greta Holm")
        await driver.press("escape")
        assert "Post vs Echo" in driver.lines()[1]
        await driver.press("escape")
        assert driver.app.screen is driver.app.reader


async def test_compared_quote_without_a_known_speaker_says_so(make_app, drive):
    async with drive(make_app(SEVERAL), (120, 40)) as driver:
        await compare(driver, "speaker:unknown vs berg")
        await driver.press("p")
        assert "is not known. ! corrects" in driver.lines()[-1]


async def test_side_without_quotes_has_no_speaker_to_open(make_app, drive):
    async with drive(make_app(SEVERAL), (120, 40)) as driver:
        await compare(driver, "1999 vs 2024")
        await driver.press("p")
        assert "No quote is listed here." in driver.lines()[-1]
