"""Who is heard, and two sides compared, in the reader."""

import json

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord
from tui.context import ArchiveChanged
from tui.screens.comparison import ComparisonScreen


def rows(driver):
    """Return the rows of who is heard, by the name and number that they begin with."""
    found = [line.strip(" ▎").split("  ")[0] for line in driver.lines()[2:-1]]
    return [name for name in found if name]


# Who is heard


async def test_who_is_heard_has_speakers_outlets_and_months(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("6")
        names = rows(driver)
        assert names.index("Speakers (2)") < names.index("Ana Pell") < names.index("Outlets")
        assert names.index("Outlets") < names.index("Harbour Post") < names.index("2024-04")
        (pell,) = (line for line in driver.lines() if "Ana Pell" in line[:20])
        assert pell.split()[2:4] == ["2", "50%"]
        assert set(pell.split()[4]) == {"█"}
        assert "who is heard: 100% named, 100% direct" in driver.lines()[1]
        assert "4 quotes in 2 articles" in driver.lines()[1]


async def test_enter_lists_the_quotes_of_a_row_and_escape_returns(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("6", "j")
        assert "Olaf Berg · 2 quotes in 2 articles · first voice in" in driver.lines()[-1]
        await driver.press("enter")
        assert driver.app.reader.panes.browser.view == "quotes"
        assert driver.app.reader.panes.browser.line == 'speaker:="Olaf Berg"'
        assert "2 quotes" in driver.lines()[0]
        await driver.press("escape")
        assert "Olaf Berg · 2 quotes" in driver.lines()[-1]


async def test_who_is_heard_follows_the_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:berg")
        await driver.press("6")
        assert "speaker:berg  who is heard" in driver.lines()[1]
        assert "Speakers (1)" in rows(driver)
        assert "first found in" in driver.lines()[-1]
        assert "first voice" not in driver.text()
        await driver.press("j", "enter")
        line = driver.app.reader.panes.browser.line
        assert line == "speaker:berg -speaker:unnamed -speaker:unknown"
        assert "2 quotes" in driver.lines()[0]


async def test_speakers_beyond_the_first_are_opened_by_their_row(drive, tmp_path):
    quotes = " ".join(f"“Boats {n}.” [Ana {chr(65 + n)}ell]" for n in range(25))
    (tmp_path / "a.txt").write_text(f" date 2024-04-02 {quotes}")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        assert len(list(archive.add([tmp_path / "a.txt"]))) == 1
        async with drive(OnRecord(archive, tmp_path / "archive"), (120, 40)) as driver:
            await driver.press("6")
            assert "Ana Yell" not in driver.text()
            await driver.press(*["j"] * 20)
            assert "5 others" in driver.text()
            await driver.press("enter")
            assert "Ana Yell" in driver.text()


async def test_headings_are_never_selected(make_app, drive):
    async with drive(make_app(), (120, 8)) as driver:
        await driver.press("6", "k")
        listed = driver.app.screen.query_one("#voices")
        assert listed.cursor == 1
        seen = []
        for key in ["j"] * 20 + ["k"] * 20 + ["G", "ctrl+d", "ctrl+u", "space", "b", "g"]:
            await driver.press(key)
            seen.append((listed.cursor, listed.row.kind))
        assert {kind for _, kind in seen} == {"count"}
        assert max(seen)[0] == listed.length - 1
        assert seen[39][0] == 1
        assert "Speakers (2)" in driver.text()


async def test_nothing_found_is_said(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("zeppelin")
        await driver.press("6")
        assert "No quote matches." in driver.text()


async def test_report_without_quotes_is_not_written(make_app, drive, tmp_path):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("said:zeppelin")
        await driver.press("6", "w", "ctrl+u")
        await driver.type(str(tmp_path / "heard.html"))
        await driver.press("enter")
        assert "Nothing was found." in driver.text()
    assert not (tmp_path / "heard.html").exists()


async def test_who_is_heard_is_exported_and_verified(make_app, drive, tmp_path):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("6", "w")
        await driver.press("ctrl+u")
        await driver.type(str(tmp_path / "out.json"))
        await driver.press("enter")
        assert "4 quotes exported to" in driver.text()
    read = json.loads((tmp_path / "out.json").read_text())
    assert read["heard"][0]["quotes"] == len(read["quotes"]) == 4


# Side by side


async def test_most_quoted_speakers_are_compared_first(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7")
        assert "Ana Pell vs Olaf Berg" in driver.lines()[1]
        assert driver.lines()[2].split("│")[0].strip() == "▶ Ana Pell"
        assert "2 quotes (50%)" in driver.lines()[3]
        assert "“We will rebuild,”" in driver.text()


async def test_enter_opens_the_quote_in_its_article_and_escape_returns(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "l", "j")
        text = driver.app.screen.selection().quote.text
        await driver.press("enter")
        page, number = driver.article.page, driver.article.quote
        assert page.quotes[number].cut(page.text) == text
        await driver.press("escape")
        assert driver.app.screen.selection().quote.text == text
        await driver.press("escape")
        assert driver.app.screen is driver.app.reader


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        pytest.param("berg vs 2024-04", "Olaf Berg vs 2024-04", id="a person and a month"),
        pytest.param("berg", "Olaf Berg vs Ana Pell", id="the right side moves to the left"),
        pytest.param("2024-04", "2024-04 vs Olaf Berg", id="one side, beside the one on the right"),
        pytest.param("pell", "Ana Pell vs Olaf Berg", id="the same left side"),
        pytest.param("berg VS. pell", "Olaf Berg vs Ana Pell", id="another way to write it"),
        pytest.param("berg vs ", "Olaf Berg vs Ana Pell", id="no right side"),
        pytest.param("harbour post vs source:echo", "Harbour Post vs source:echo", id="outlets"),
    ],
)
async def test_sides_are_chosen_by_name(make_app, drive, typed, header):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(typed)
        await driver.press("enter")
        assert header in driver.lines()[1]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("berg vs date:soon", "is not a date", id="no date"),
        pytest.param("berg vs zeppelin", "Nobody called “zeppelin”", id="nobody"),
        pytest.param("berg vs zeppelin", "View 3 lists all speakers.", id="where the names are"),
        pytest.param("berg vs olaf", "Both sides are Olaf Berg. Name two", id="the same person"),
    ],
)
async def test_sides_that_mean_nothing_are_asked_for_again(make_app, drive, typed, message):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(typed)
        await driver.press("enter")
        assert message in driver.text()


@pytest.mark.parametrize(
    ("typed", "keys", "completed"),
    [
        pytest.param("pe", ["tab"], "Ana Pell", id="left side"),
        pytest.param("pell vs be", ["tab"], "pell vs Olaf Berg", id="right side"),
        pytest.param("pell vs zz", ["tab"], "pell vs zz", id="nobody"),
        pytest.param("an", ["tab", "tab"], "Ana Pell", id="the only one again"),
    ],
)
async def test_tab_completes_the_name_of_a_side(make_app, drive, typed, keys, completed):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(typed)
        assert ("Tab  " in driver.text()) is (typed[-2:] != "zz")
        await driver.press(*keys)
        assert driver.app.focused.value == completed


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize(
    ("keys", "marked", "plain", "hint"),
    [
        pytest.param([], 0, 1, "l right", id="at first"),
        pytest.param(["l"], 1, 0, "h left", id="on the right"),
        pytest.param(["l", "l"], 1, 0, "h left", id="no further right"),
        pytest.param(["l", "h"], 0, 1, "l right", id="on the left again"),
        pytest.param(["l", "enter", "escape"], 1, 0, "h left", id="back from an article"),
        pytest.param(["l", "p", "escape"], 1, 0, "h left", id="back from a speaker"),
        pytest.param(["l", "d"], 1, 0, "h left", id="sorted"),
    ],
)
async def test_side_in_front_is_marked_and_the_other_is_offered(
    make_app, drive, keys, marked, plain, hint, size
):
    async with drive(make_app(), size) as driver:
        await driver.press("7", *keys)
        driver.app.screen.query_one("#foot").show_hint("")
        await driver.settle()
        names = driver.lines()[2].split("│")
        assert names[marked].strip().startswith("▶ ")
        assert "▶" not in names[plain]
        assert hint in driver.lines()[-1]


async def test_sides_are_asked_for_in_one_dialog(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:berg")
        await driver.press("7")
        driver.app.post_message(ArchiveChanged("corrections"))
        await driver.settle()
        assert "Fewer than two people are quoted here." in driver.text()
        await driver.press("escape")
        assert isinstance(driver.app.screen, ComparisonScreen)


async def test_side_without_quotes_is_not_said_to_lack_distinctive_words(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7")
        assert "no words set the sides apart" in driver.text()
        await driver.press("c", "ctrl+u")
        await driver.type("berg vs 1999")
        await driver.press("enter")
        assert "set the sides apart" not in driver.text()


async def test_comparison_follows_the_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("date:2024-04")
        await driver.press("7")
        assert "date:2024-04  Ana Pell vs Olaf Berg" in driver.lines()[1]
        assert "1 quote " in driver.lines()[3].split("│")[1]


async def test_speaker_is_compared_from_the_speaker_page(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "j", "enter", "7")
        assert "Olaf Berg vs Ana Pell" in driver.lines()[1]
        await driver.press("escape")
        assert driver.lines()[0].strip().startswith("Olaf Berg")


async def test_too_few_speakers_are_asked_for(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:berg")
        await driver.press("7")
        assert "Fewer than two people are quoted here." in driver.text()


async def test_correction_counts_again(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7")
        app = driver.app
        hit = app.screen.selection().quote
        app.archive.corrections.correct_quote(hit.entry.id, hit.quote, "Olaf Berg")
        app.post_message(ArchiveChanged("corrections"))
        await driver.settle()
        assert "3 quotes" in driver.lines()[3].split("│")[1]


async def test_comparison_is_exported_as_a_picture(make_app, drive, tmp_path):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "w", "ctrl+u")
        await driver.type(str(tmp_path / "out.svg"))
        await driver.press("enter")
        assert "4 quotes exported to" in driver.text()
    assert "<svg" in (tmp_path / "out.svg").read_text()


async def test_chosen_sides_are_compared_again(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type("berg vs 2024")
        await driver.press("enter", "escape", "1", "7")
        assert "Olaf Berg vs 2024" in driver.lines()[1]
        await driver.press("escape", "3", "enter", "7")
        assert "Ana Pell vs Olaf Berg" in driver.lines()[1]
        await driver.press("escape", "escape", "7")
        assert "Olaf Berg vs 2024" in driver.lines()[1]


async def test_sides_that_the_user_has_not_chosen_follow_the_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7")
        assert "Ana Pell vs Olaf Berg" in driver.lines()[1]
        await driver.press("escape")
        await driver.search("speaker:berg")
        await driver.press("7")
        assert "Fewer than two people are quoted here." in driver.text()


async def test_side_without_quotes_in_a_search_says_that_it_is_the_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type("berg vs pell")
        await driver.press("enter", "escape")
        await driver.search("fog")
        await driver.press("7")
        assert "No quotes on “fog”. Press Esc until the search is gone" in driver.text()


async def test_side_without_quotes_in_the_archive_says_only_that(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type("berg vs 1999")
        await driver.press("enter")
        assert "No quotes." in driver.text()
        assert "Press Esc until" not in driver.text()


@pytest.mark.parametrize("number", range(4))
async def test_undo_in_a_comparison_selects_the_restored_quote(make_app, drive, number):
    text = " ".join(f"“It is {word},” said Ana Pell." for word in ("late", "dark", "cold", "wet"))
    articles = {"a.txt": f"{text} “No,” said Olaf Berg."}
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("7", *["j"] * number)
        quote = driver.app.screen.selection().quote
        await driver.press("exclamation_mark", *"not a", "enter")
        assert driver.app.screen.selection().quote != quote
        await driver.press("u")
        assert driver.app.screen.selection().quote == quote


@pytest.mark.parametrize("side", ["said:zeppelin", "title:zeppelin"])
@pytest.mark.parametrize("sides", ["{} vs Olaf Berg", "Olaf Berg vs {}"])
async def test_side_that_is_a_search_without_quotes_is_asked_for_again(
    make_app, drive, side, sides
):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(sides.format(side))
        await driver.press("enter")
        assert f"No quote matches “{side}”." in driver.text()


@pytest.mark.parametrize(
    ("side", "message"),
    [("/nowhere/x", "Nobody called"), ("http://x.example/a", "No quote matches")],
)
async def test_nonsense_is_no_side(make_app, drive, side, message):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(f"{side} vs Olaf Berg")
        await driver.press("enter")
        assert message in driver.text()


@pytest.mark.parametrize("side", ["Q5 2024", "2024 Q7", "W60 2024"])
async def test_impossible_period_is_not_taken_for_a_name(make_app, drive, side):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("7", "c", "ctrl+u")
        await driver.type(f"Olaf Berg vs {side}")
        await driver.press("enter")
        assert "Nobody called" not in driver.text()
        assert "is not a date" in driver.text()


async def test_first_distinctive_word_says_what_its_numbers_are(make_app, drive):
    said = {"Ana Pell": "The toll rises again", "Olaf Berg": "Fish swim in the harbour"}
    files = {
        f"{month}.md": f"---\ntitle: Bridge\ndate: 2024-{month:02}-05\n---\n"
        + "\n\n".join(f"“{words}, {month},” said {name}." for name, words in said.items())
        for month in range(1, 13)
    }
    async with drive(make_app(files), (120, 40)) as driver:
        await driver.press("7")
        assert driver.text().count(":0 (here:there)") == 2
