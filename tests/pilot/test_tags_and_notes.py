"""Tags and notes: given in a box, seen in list and article, and taken back by u."""

import pytest

from index.article import Note

FERRY = ["j", "enter"]


def first(app):
    """The ferry, which is second in the list."""
    return app.reader.archive.articles()[1]


async def test_tag_is_seen_in_the_list_and_beside_the_article_and_is_found(reader, driven):
    app = reader()
    async with driven(app, (160, 40)) as on:
        await on.press(*FERRY, "t")
        await on.type("to cite")
        await on.press("enter")
        assert first(app).tags == ("to cite",)
        assert "2024-04-02 · #to cite" in on.text()
        assert on.text().count("#to cite") == 2
        await on.search('tag:"to cite"')
        assert "1 article" in on.lines()[0]


async def test_tag_that_the_article_has_is_taken_away_by_the_same_key(reader, driven):
    app = reader()
    async with driven(app) as on:
        for _ in range(2):
            await on.press(*FERRY, "t")
            await on.type("cite")
            await on.press("enter", "escape", "g")
        assert first(app).tags == ()


async def test_tag_is_completed_from_those_there_are(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("t")
        await on.type("to cite")
        await on.press("enter", "j", "t")
        assert "to cite  1 article" in on.text()
        await on.type("To")
        await on.press("tab", "enter")
        assert first(app).tags == ("to cite",)


async def test_tag_is_chosen_from_the_list_of_tags(reader, driven):
    app = reader()
    async with driven(app) as on:
        for tag in ("one", "two"):
            await on.press("t")
            await on.type(tag)
            await on.press("enter")
        await on.press("j", "t", "down", "down", "enter")
        assert first(app).tags == ("two",)


@pytest.mark.parametrize("line", ["", "  ", "#"])
async def test_empty_tag_is_none(reader, driven, line):
    app = reader()
    async with driven(app) as on:
        await on.press("t")
        await on.type(line)
        await on.press("enter")
        assert app.reader.archive.marks.tags() == ()


async def test_note_on_a_quote_is_seen_beside_it_and_in_the_panel(reader, driven):
    app = reader()
    async with driven(app, (160, 40)) as on:
        await on.press(*FERRY, "right_square_bracket", "right_square_bracket", "i")
        assert "Note: “Nobody told us,”" in on.text()
        await on.type("Ask him.")
        await on.press("escape")
        (note,) = app.reader.archive.marks.notes(first(app).id)
        assert note == Note(
            "Ask him.", app.reader.archive.annotation(first(app).id).quotes[1].start
        )
        assert "✎ “Nobody told us,” — Ask him." in on.text()
        assert "Olaf Berg ✎" in on.text()
        assert [line[127:].strip() for line in on.lines() if "✎ “Nob" in line[127:]]


async def test_note_on_the_article_is_written_where_no_quote_is_the_current_one(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press(*FERRY, "i")
        await on.type("Whole")
        await on.press("escape")
        assert app.reader.archive.marks.notes(first(app).id) == (Note("Whole"),)
        assert "✎ Whole" in on.text()
        await on.press("right_square_bracket", "I")
        await on.type(" story")
        await on.press("escape")
        assert app.reader.archive.marks.notes(first(app).id) == (Note("Whole story"),)


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_note_of_several_lines_stays_so_and_an_emptied_one_goes(reader, driven, key):
    app = reader()
    async with driven(app) as on:
        await on.press("i")
        await on.type("One")
        await on.press("enter")
        await on.type("two")
        await on.press(key)
        entry = app.reader.archive.articles()[0]
        assert app.reader.archive.marks.notes(entry.id) == (Note("One\ntwo"),)
        await on.press("i", *["backspace"] * 7, key)
        assert app.reader.archive.marks.notes(entry.id) == ()


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["m"], id="star"),
        pytest.param(["r"], id="read"),
        pytest.param(["t", "x", "enter"], id="tag"),
        pytest.param(["i", "x", "escape"], id="note"),
        pytest.param(["enter", "escape"], id="left"),
    ],
)
async def test_what_was_done_is_undone(reader, driven, keys):
    app = reader()
    async with driven(app) as on:
        before = app.reader.archive.articles()[0]
        await on.press(*keys)
        assert app.reader.archive.articles()[0] != before
        await on.press("u")
        assert app.reader.archive.articles()[0] == before
        assert "Undone: " in on.text()


async def test_undoing_goes_back_step_by_step_and_then_says_that_there_is_nothing(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("m", "r", "u")
        entry = app.reader.archive.articles()[0]
        assert (entry.starred, entry.read) == (True, False)
        await on.press("u", "u")
        assert not app.reader.archive.articles()[0].starred
        assert "nothing to undo" in on.text()


async def test_a_note_that_was_written_over_comes_back(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("i", "a", "escape", "i", "b", "escape")
        entry = app.reader.archive.articles()[0]
        assert app.reader.archive.marks.notes(entry.id) == (Note("ab"),)
        await on.press("u")
        assert app.reader.archive.marks.notes(entry.id) == (Note("a"),)


async def test_marks_of_brackets_and_escape_codes_show_as_typed(reader, driven):
    app = reader()
    async with driven(app) as on:
        app.reader.archive.marks.tag(first(app).id, "[/x] \x1b[31m")
        app.reader.archive.marks.write_note(first(app).id, "[@click=app.quit]a[/]")
        await on.press(*FERRY)
        assert "#[/x] �[31m" in on.text()
        assert "✎ [@click=app.quit]a[/]" in on.text()


async def test_on_the_page_of_a_speaker_the_article_of_the_quote_is_marked(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press(*FERRY, "right_square_bracket", "p", "m")
        assert first(app).starred


async def test_what_is_done_on_the_page_of_a_speaker_is_seen_on_the_screen_below_it(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.press(*FERRY, "right_square_bracket", "p", "m", "escape")
        assert on.text().count("★") == 2  # in the list and beside the article
        await on.press("p", "u", "escape")
        assert "★" not in on.text()
