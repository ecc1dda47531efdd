"""The timeline, and where its cells lead."""

import pytest


async def test_the_timeline_has_a_row_for_each_speaker_and_opens_cells(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("4")
        rows = {line[:18].strip(): line for line in driver.lines()}
        assert rows["Ana Pell"].split()[-3:] == ["2", "·", "2"]
        assert rows["Olaf Berg"].split()[-3:] == ["1", "1", "2"]
        await driver.press("j", "h")
        assert "Ana Pell · April 2024 · 2 quotes" in driver.lines()[-1]
        await driver.press("enter")
        assert driver.app.screen is driver.app.reader
        assert driver.app.reader.panes.browser.view == "quotes"
        assert driver.app.reader.panes.browser.line == 'speaker:="Ana Pell" date:2024-04'
        assert "2 quotes" in driver.lines()[0]


async def test_the_timeline_counts_articles_and_other_periods(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("4", "D")
        assert "articles a month" in driver.lines()[1]
        await driver.press("d", "k", "g")
        assert "articles a year" in driver.lines()[1]
        assert "All · 2024 · 3 articles" in driver.lines()[-1]
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == "date:2024"
        assert driver.app.reader.panes.list.length == 3


async def test_timeline_is_of_the_current_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("speaker:berg")
        await driver.press("4")
        assert "Olaf Berg" in driver.text()
        assert "Ana Pell" not in driver.text()
        await driver.press("escape")
        assert driver.app.reader.panes.browser.line == "speaker:berg"


async def test_an_empty_cell_opens_nothing(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("4", "j", "G", "enter")
        assert driver.app.screen is not driver.app.reader


@pytest.mark.parametrize("key", ["1", "2", "3", "5", "s"])
async def test_other_views_are_reached_from_the_timeline(make_app, drive, key):
    async with drive(make_app()) as driver:
        await driver.press("4", key)
        assert driver.app.screen is driver.app.reader


async def test_empty_timeline_says_so(make_app, drive):
    async with drive(make_app({})) as driver:
        await driver.press("4")
        assert "No quote with a date was found. D counts articles." in driver.text()


def in_months(count: int, speakers: int = 1) -> dict[str, str]:
    """Return an article of each month, in which each speaker is quoted."""
    names = ["Ana Pell", "Olaf Berg", "Greta Holm"][:speakers]
    said = " ".join(f"“It is late,” said {name}." for name in names)
    return {
        f"{month}.md": f"---\ntitle: Fog {month}\ndate: 2024-{month:02}-02\n---\n{said}\n"
        for month in range(1, count + 1)
    }


def signs(driver) -> str:
    """Return the signs for periods out of view, beside the names of the periods."""
    (line,) = (line for line in driver.lines()[:5] if "Jun" in line)
    return "".join(sign for sign in line if sign in "‹›")


async def test_signs_stand_beside_periods_if_there_are_others(make_app, drive):
    async with drive(make_app(in_months(12)), (50, 15)) as driver:
        await driver.press("4")
        assert signs(driver) == "‹"
        await driver.press(*["h"] * 9)
        assert signs(driver) == "‹›"
        await driver.press("g")
        assert signs(driver) == "›"
        await driver.resize(120, 15)
        assert signs(driver) == ""


async def test_rows_out_of_view_are_counted(make_app, drive):
    async with drive(make_app(in_months(6, speakers=3)), (80, 8)) as driver:
        await driver.press("4")
        rows = sum("Pell" in line or "Berg" in line or "Holm" in line for line in driver.lines())
        assert f"↓{3 - rows}" in driver.lines()[3]
        await driver.press("j", "j", "j")
        assert f"↑{3 - rows}" in driver.lines()[3]
        await driver.resize(80, 24)
        assert "↑" not in driver.text()
        assert "↓" not in driver.text()


async def test_help_of_the_timeline_names_two_ends(make_app, drive):
    """Those of the periods, where the keys go here, and those of lists and articles elsewhere."""
    async with drive(make_app(in_months(6)), (80, 24)) as driver:
        await driver.press("4", "question_mark", *"end")
        assert "Last period" in driver.text()
        assert "Go to the end of the list or article" in driver.text()
