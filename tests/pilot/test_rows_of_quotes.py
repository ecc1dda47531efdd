"""The rows of the list of quotes: three lines in a wide terminal, five in a narrow one."""

from __future__ import annotations

import pytest

from tui.render import rows

LONG = "The harbour was deep " * 12
ARTICLES = {
    "a.md": f"---\ntitle: Fog\ndate: 2024-03-01\nsource: Post\n---\n“{LONG},” said Ana Pell.\n",
    "b.md": "---\ntitle: Cod\nsource: Echo\ndate: 2024-03-02\n---\nOlaf Berg denied that it ran.\n",
    "c.md": "---\ntitle: Eel\ndate: 2024-04-02\n---\n“Eel,” he said. “Ray,” he said.\n",
}  # fmt: skip
SIZES = [(50, 15), (80, 24), (99, 30), (100, 30), (109, 30), (120, 40), (160, 48), (240, 60)]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("keys", [[], ["d"], ["d", "d"], ["d", "d", "d"]], ids=len)
async def test_row_of_a_quote_is_lower_in_a_wide_terminal(make_app, drive, size, keys):
    async with drive(make_app(ARTICLES), size) as driver:
        await driver.press("2", *keys)
        assert driver.app.reader.panes.list.row_type.height == (3 if size[0] >= 100 else 5)


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
async def test_low_row_shows_speaker_date_and_words(make_app, drive, size):
    async with drive(make_app(ARTICLES), size) as driver:
        await driver.press("2")
        width = driver.app.reader.panes.list.region.width
        shown = [line[:width] for line in driver.lines()]
        first = next(number for number, line in enumerate(shown) if "Olaf Berg" in line)
        assert "2024-03-02" in shown[first]
        assert "(denied) that it ran" in shown[first + 1]
        assert "Ana Pell" in shown[first + 3]
        assert "“The harbour was deep" in shown[first + 4]
        assert shown[first + 5].rstrip(" ▁▂▃▄▅▆▇█│").endswith("…")


async def test_low_row_names_outlet_and_headline_where_no_article_is_beside(make_app, drive):
    async with drive(make_app(ARTICLES), (105, 30)) as driver:
        await driver.press("2")
        assert "Olaf Berg  Echo · Cod" in driver.text()


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
async def test_low_row_of_the_review_shows_the_confidence(make_app, drive, size):
    async with drive(make_app(ARTICLES), size) as driver:
        await driver.press("P")
        assert driver.app.reader.panes.list.row_type is rows.SHORT_DOUBTFUL_QUOTES
        width = driver.app.reader.panes.list.region.width
        assert driver.lines()[2][: width - 1].rstrip().endswith("0.00")


@pytest.mark.parametrize("keys", [["2"], ["2", "G"], ["P"], ["2", "d", "d", "j"]], ids="".join)
@pytest.mark.parametrize("widths", [(80, 120, 80), (160, 99, 100), (50, 240, 50)], ids=str)
async def test_cursor_stays_on_its_quote_and_in_view_when_rows_change_their_height(
    make_app, drive, keys, widths
):
    async with drive(make_app(ARTICLES), (widths[0], 15)) as driver:
        await driver.press(*keys)
        listed = driver.app.reader.panes.list
        before, height = listed.row, listed.row_type.height
        for width in widths[1:]:
            await driver.resize(width, 15)
            assert listed.row == before
            assert listed.row_type.height == (3 if width >= 100 else 5)
            top = listed.cursor * listed.row_type.height - listed.scroll_offset.y
            assert 0 <= top < listed.size.height
        assert (listed.row_type.height == height) == ((widths[-1] >= 100) == (widths[0] >= 100))


async def test_other_lists_keep_their_rows_when_the_width_changes(make_app, drive):
    async with drive(make_app(ARTICLES), (80, 24)) as driver:
        await driver.press("3")
        await driver.resize(160, 24)
        assert driver.app.reader.panes.list.row_type is rows.SPEAKERS
        await driver.press("1")
        await driver.resize(80, 24)
        assert driver.app.reader.panes.list.row_type is rows.ENTRIES


async def test_quotes_can_still_be_found_by_their_headline(make_app, drive):
    async with drive(make_app(ARTICLES), (120, 40)) as driver:
        await driver.press("2", "slash", *"fog", "enter")
        assert driver.app.reader.panes.list.row.entry.title == "Fog"
