"""Versions of one utterance, and what somebody said before on the same matter."""

from __future__ import annotations

import pytest

from tui.context import ArchiveChanged
from tui.sharing.verify import verify

FILES = {
    f"{outlet}.md": f"---\ntitle: {title}\ndate: {day}\nsource: {outlet}\n---\n{before}\n\n{said}\n"
    for outlet, title, day, before, said in (
        ("Courier", "Pier to be rebuilt", "2024-03-05", "Rain fell on the square all day.",
         "“We will rebuild the old pier before the spring,” said Ana Pell."),
        ("Echo", "Pell on the pier", "2024-03-06", "The council met at nine in the morning.",
         "“We will rebuild the pier before spring,” said Ana Pell."),
        ("Wire", "A promise", "2024-03-07", "Nobody had expected a decision so early.",
         "“We will rebuild the old pier before the spring,” said Olaf Berg."),
        ("Post", "No pier", "2024-06-01", "Summer came, and the money was gone by then.",
         "“We will not rebuild the old pier in any spring,” said Ana Pell."),
    )
}  # fmt: skip


async def test_versions_are_listed_with_their_words_and_speakers(make_app, drive):
    async with drive(make_app(FILES), (120, 30)) as driver:
        await driver.press("2", "G", "tilde")
        text = driver.text()
        assert "first 2024-03-05 in Courier · 3 outlets · 3 versions" in text
        assert "Different speakers: Ana Pell (2), Olaf Berg (1)." in text
        await driver.press("j")
        assert "words left out are struck through" in driver.text()


async def test_version_opens_its_article_and_escape_comes_back(make_app, drive):
    app = make_app(FILES)
    async with drive(app, (120, 30)) as driver:
        await driver.press("2", "G", "tilde", "j", "enter")
        assert app.reader.panes.article.page.title == "Pell on the pier"
        assert app.reader.panes.article.quote == 0
        await driver.press("escape")
        assert "3 versions" in driver.text()
        await driver.press("escape")
        assert "1 Articles" in driver.lines()[0]


async def test_earlier_quotes_are_oldest_first_with_turns(make_app, drive):
    async with drive(make_app(FILES), (120, 30)) as driver:
        await driver.press("2", "less_than_sign")
        text = driver.text()
        assert "Ana Pell on this · 2 quotes · oldest first" in text
        assert "this quote" in text
        assert "differs in not rebuild / rebuild" in text
        await driver.press("k")
        assert "Differs in “not rebuild / rebuild” from the quote of 2024-06-01." in driver.text()


async def test_keys_work_in_the_article_and_on_the_page_of_a_speaker(make_app, drive):
    app = make_app(FILES)
    async with drive(app, (120, 30)) as driver:
        await driver.press("enter", "right_square_bracket", "less_than_sign")
        assert "Ana Pell on this" in driver.text()
        await driver.press("escape", "p", "tilde", "enter")
        assert app.reader.panes.article.page is not None
        assert app.screen is app.reader


async def test_quote_of_the_list_can_be_copied(make_app, drive, no_clipboard):
    async with drive(make_app(FILES), (120, 30)) as driver:
        await driver.press("2", "G", "tilde", "y")
        assert "rebuild" in no_clipboard.read_text(encoding="utf-8")


async def test_no_quote_and_no_name_are_hints(make_app, drive):
    files = {"a.txt": "Rain fell.", "b.txt": "Snow fell.\n\n“It snows,” said a clerk."}
    async with drive(make_app(files)) as driver:
        await driver.press("tilde")
        assert "Select a quote first" in driver.lines()[-1]
        await driver.press("2", "less_than_sign")
        assert "has no name" in driver.lines()[-1]


@pytest.mark.parametrize("key", ["tilde", "less_than_sign"])
async def test_export_of_the_list_can_be_verified(key, make_app, drive, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = make_app(FILES)
    async with drive(app, (120, 30)) as driver:
        await driver.press("2", "G", key, "w", "ctrl+u")
        await driver.type("list.json")
        await driver.press("enter")
        found = verify(app.archive, tmp_path / "list.json")
        assert (found.is_intact, found.changes) == (True, ())
        assert found.same > 1


async def test_cursor_stays_on_the_first_row_after_a_correction(make_app, drive):
    app = make_app(FILES)
    async with drive(app, (120, 30)) as driver:
        await driver.press("2", "less_than_sign", "g")
        assert app.screen.cursor == 0
        app.screen.refresh_from_archive(ArchiveChanged("corrections"))
        await driver.settle()
        assert app.screen.cursor == 0


async def test_cue_stands_with_the_words_of_an_indirect_quote(make_app, drive):
    """“Denied” turns the words round."""
    words = "that she had signed the old contract for the pier"
    files = {
        f"{outlet}.md": f"---\ntitle: {outlet}\ndate: 2024-03-05\nsource: {outlet}\n---\n{said}\n"
        for outlet, said in (
            ("Courier", f"Rain fell on the square. Ana Pell denied {words}."),
            ("Echo", f"The council met at nine. Ana Pell denied {words} last year."),
        )
    }
    async with drive(make_app(files), (160, 30)) as driver:
        for view in ("tilde", "less_than_sign"):
            await driver.press("2", view)
            lines = [line for line in driver.lines() if "that she had signed" in line]
            assert lines
            assert all("(denied) that she had signed" in line for line in lines)
            await driver.press("escape")
        await driver.press("1", "enter")
        assert "(denied) that" in driver.text()


@pytest.mark.parametrize(
    ("key", "origins"),
    [("tilde", ["Pier to be rebuilt · Courier · 2024-03-05", "Pell on the pier · Echo · 2024-03-06",
                "A promise · Wire · 2024-03-07"]),
     ("less_than_sign", ["Pier to be rebuilt · Courier · 2024-03-05",
                         "No pier · Post · 2024-06-01"])],
)  # fmt: skip
async def test_words_of_a_quote_stand_below_its_headline_outlet_and_date(
    make_app, drive, key, origins
):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.press("2", "G", key, "g")
        for number, origin in enumerate(origins):
            await driver.press(*["j"] * bool(number))
            assert origin in driver.text()


async def test_numbers_of_earlier_quotes_stay_in_a_narrow_terminal(make_app, drive):
    async with drive(make_app(FILES), (80, 24)) as driver:
        await driver.press("2", "less_than_sign")
        assert "… · 2 quotes · oldest first" in driver.lines()[0]


async def test_list_of_quotes_without_quotes_does_not_send_to_itself(make_app, drive):
    async with drive(make_app(FILES)) as driver:
        await driver.search("zeppelin")
        await driver.press("2")
        for key in ("tilde", "less_than_sign", "x", "exclamation_mark", "equals_sign"):
            await driver.press(key)
            assert "No quote is listed here." in driver.lines()[-1]


@pytest.mark.parametrize("number", [0, 1])
async def test_undo_among_earlier_quotes_selects_the_restored_quote(make_app, drive, number):
    async with drive(make_app(FILES), (120, 30)) as driver:
        await driver.press("2", "less_than_sign", "g", *["j"] * number)
        quote = driver.app.screen.selection().quote
        await driver.press("exclamation_mark", *"Zed", "enter", "enter")
        await driver.press("u")
        assert driver.app.screen.selection().quote == quote


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
async def test_number_of_versions_is_shown_in_any_width(make_app, drive, size):
    words = "We will not borrow a single crown for this pier, and I mean it this year"
    files = {
        f"{day}.md": f"---\ntitle: Pier {day}\ndate: 2024-03-0{day}\n"
        f"source: The Harbour Post {day}\n---\n“{words}{end},” said Ana Pell.\n"
        for day, end in enumerate((" too", "", " again"), start=1)
    }
    app = make_app(files)
    app.archive.record.catch_up()
    async with drive(app, size) as driver:
        await driver.press("2", "tilde")
        assert "3 versions" in driver.lines()[0]
