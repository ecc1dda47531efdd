"""Tags and notes: in their dialogs, in list and article, and undone."""

import pytest

from index.engines.local.database.marks import MarkTable
from index.errors import ArchiveError
from index.user_data import Note

FERRY = ["j", "enter"]


def first(app):
    """Return the article about the ferry, the second in the list."""
    return app.archive.articles()[1]


async def test_star_selects_all_rows_and_none(make_app, drive):
    app = make_app()
    async with drive(app, (120, 40)) as driver:
        await driver.press("asterisk")
        assert "3 selected" in driver.lines()[-1]
        await driver.press("j", "m")
        assert all(entry.starred for entry in app.archive.articles())
        await driver.press("asterisk", "m")
        assert sum(entry.starred for entry in app.archive.articles()) == 2


async def test_selection_of_all_rows_ends_with_escape(make_app, drive):
    app = make_app()
    async with drive(app, (120, 40)) as driver:
        await driver.press("asterisk", "escape", "m")
        assert sum(entry.starred for entry in app.archive.articles()) == 1


async def test_tag_is_shown_in_list_and_article_and_can_be_searched(make_app, drive):
    app = make_app()
    async with drive(app, (160, 40)) as driver:
        await driver.press(*FERRY, "t")
        await driver.type("to cite")
        await driver.press("enter")
        assert first(app).tags == ("to cite",)
        assert "2024-04-02 · #to cite" in driver.text()
        assert driver.text().count("#to cite") == 2
        await driver.search('tag:"to cite"')
        assert "1 article" in driver.lines()[0]


async def test_same_key_removes_a_tag(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        for _ in range(2):
            await driver.press(*FERRY, "t")
            await driver.type("cite")
            await driver.press("enter", "escape", "g")
        assert first(app).tags == ()


@pytest.mark.parametrize("line", ["charge, to call", "#charge,#to call", " charge,,to call ,"])
async def test_comma_separates_two_tags(make_app, drive, line):
    app = make_app()
    async with drive(app) as driver:
        await driver.press(*FERRY, "t")
        await driver.type(line)
        await driver.press("enter")
        assert first(app).tags == ("charge", "to call")
        assert "Tags charge, to call added" in driver.text()
        await driver.press("u")
        assert first(app).tags == ()


async def test_tag_after_a_comma_is_completed(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        app.archive.marks.tag(first(app).id, "to call")
        await driver.press("j", "t")
        await driver.type("charge, to")
        await driver.press("tab", "enter")
        tags = {entry.tags for entry in app.archive.articles()}
        assert ("charge", "to call") in tags


async def test_tag_is_completed_from_existing_tags(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("t")
        await driver.type("to cite")
        await driver.press("enter", "j", "t")
        assert "to cite  1 article" in driver.text()
        await driver.type("To")
        await driver.press("tab", "enter")
        assert first(app).tags == ("to cite",)


async def test_tag_is_chosen_from_the_list_of_tags(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        for tag in ("one", "two"):
            await driver.press("t")
            await driver.type(tag)
            await driver.press("enter")
        await driver.press("j", "t", "down", "down", "enter")
        assert first(app).tags == ("two",)


@pytest.mark.parametrize("line", ["", "  ", "#"])
async def test_empty_tag_adds_nothing(make_app, drive, line):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("t")
        await driver.type(line)
        await driver.press("enter")
        assert app.archive.marks.tags() == ()


async def test_note_on_a_quote_is_shown_beside_it_and_in_the_context_pane(make_app, drive):
    app = make_app()
    async with drive(app, (160, 40)) as driver:
        await driver.press(*FERRY, "right_square_bracket", "right_square_bracket", "i")
        assert "Note: “Nobody told us,”" in driver.text()
        await driver.type("Ask him.")
        await driver.press("escape")
        (note,) = app.archive.marks.notes(first(app).id)
        assert note == Note("Ask him.", app.archive.annotation(first(app).id).quotes[1].start)
        assert "✎ “Nobody told us,” — Ask him." in driver.text()
        assert "Olaf Berg ✎" in driver.text()
        assert [line[127:].strip() for line in driver.lines() if "✎ “Nob" in line[127:]]


async def test_note_is_about_the_article_if_no_quote_is_current(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press(*FERRY, "i")
        await driver.type("Whole")
        await driver.press("escape")
        assert app.archive.marks.notes(first(app).id) == (Note("Whole"),)
        assert "✎ Whole" in driver.text()
        await driver.press("right_square_bracket", "I")
        await driver.type(" story")
        await driver.press("escape")
        assert app.archive.marks.notes(first(app).id) == (Note("Whole story"),)


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_note_keeps_its_lines_and_an_emptied_one_is_deleted(make_app, drive, key):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("i")
        await driver.type("One")
        await driver.press("enter")
        await driver.type("two")
        await driver.press(key)
        entry = app.archive.articles()[0]
        assert app.archive.marks.notes(entry.id) == (Note("One\ntwo"),)
        await driver.press("i", *["backspace"] * 7, key)
        assert app.archive.marks.notes(entry.id) == ()


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["m"], id="star"),
        pytest.param(["t", "x", "enter"], id="tag"),
        pytest.param(["i", "x", "escape"], id="note"),
    ],
)
async def test_every_change_is_undone(make_app, drive, keys):
    app = make_app()
    async with drive(app) as driver:
        before = app.archive.articles()[0]
        await driver.press(*keys)
        assert app.archive.articles()[0] != before
        await driver.press("u")
        assert app.archive.articles()[0] == before
        assert "Undone. " in driver.text()


async def test_undo_goes_back_step_by_step_until_nothing_is_left(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("m", "t", "x", "enter", "u")
        entry = app.archive.articles()[0]
        assert (entry.starred, entry.tags) == (True, ())
        await driver.press("u", "u")
        assert not app.archive.articles()[0].starred
        assert "Nothing to undo" in driver.text()


@pytest.mark.parametrize(
    "keys", [pytest.param(["r"], id="key"), pytest.param(["enter", "escape"], id="left")]
)
async def test_undo_does_not_change_what_is_read(make_app, drive, keys):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("m", *keys, "u")
        entry = app.archive.articles()[0]
        assert (entry.read, entry.starred) == (True, False)


async def test_several_rows_are_starred_and_tagged_at_once(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("V", "j", "m", "t", "x", "enter")
        marks = [(entry.starred, entry.tags) for entry in app.archive.articles()]
        assert marks == [(True, ("x",)), (True, ("x",)), (False, ())]
        assert "Tag x added: 2 articles" in driver.text()
        await driver.press("u", "u")
        assert not any(entry.starred or entry.tags for entry in app.archive.articles())


async def test_failed_undo_is_reported_and_can_be_repeated(make_app, drive, monkeypatch):
    original, errors = MarkTable.set, [ArchiveError("Another process is writing to the archive.")]

    def fail_once(table, id, state, on=True):
        if errors and not on:
            raise errors.pop()
        original(table, id, state, on)

    monkeypatch.setattr(MarkTable, "set", fail_once)
    app = make_app()
    async with drive(app, (160, 40)) as driver:
        await driver.press("m", "u")
        assert "Another process is writing" in driver.text()
        assert app.archive.articles()[0].starred
        await driver.press("u")
        assert not app.archive.articles()[0].starred


async def test_undo_restores_an_overwritten_note(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("i", "a", "escape", "i", "b", "escape")
        entry = app.archive.articles()[0]
        assert app.archive.marks.notes(entry.id) == (Note("ab"),)
        await driver.press("u")
        assert app.archive.marks.notes(entry.id) == (Note("a"),)


async def test_marks_of_brackets_and_escape_codes_show_as_typed(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        app.archive.marks.tag(first(app).id, "[/x] \x1b[31m")
        app.archive.marks.write_note(first(app).id, "[@click=app.quit]a[/]")
        await driver.press(*FERRY)
        assert "#[/x] �[31m" in driver.text()
        assert "✎ [@click=app.quit]a[/]" in driver.text()


async def test_speaker_screen_marks_the_article_of_the_quote(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press(*FERRY, "right_square_bracket", "p", "m")
        assert first(app).starred


async def test_change_on_the_speaker_screen_refreshes_the_reader(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press(*FERRY, "right_square_bracket", "p", "m", "escape")
        assert driver.text().count("★") == 2  # in the list and beside the article
        await driver.press("p", "u", "escape")
        assert "★" not in driver.text()
