"""What another program adds to the archive or changes in it is told, and shown when asked for."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.support.pattern_annotator import PatternAnnotator
from tests.support.screen_sizes import SIZES
from tui.app import OnRecord
from tui.session.watch import ArchiveWatch


@pytest.fixture(autouse=True)
def often(monkeypatch):
    """Look often whether the archive was changed."""
    monkeypatch.setattr(OnRecord, "LOOK_SECONDS", 0.02)


@pytest.fixture
def other(tmp_path):
    """Return the archive as another program has it open."""
    archive = Archive.open(tmp_path / "archive", annotator=PatternAnnotator())
    yield archive
    archive.close()


def add(other, tmp_path, number=2, day="2024-09"):
    """Add articles by the other program, newer than all others."""
    folder = tmp_path / f"more-{day}"
    folder.mkdir()
    for each in range(1, number + 1):
        text = f"“Boat {each} of {day} sank at the pier,” said Ana Pell.\n"
        (folder / f"{each}.md").write_text(
            f"---\ntitle: Boat {each}\ndate: {day}-{each:02}\nsource: Wire\n---\n{text}"
        )
    assert {outcome.status for outcome in other.add([folder])} == {"added"}


def listed(driver):
    """Return the list of the reader."""
    return driver.app.reader.panes.list


@SIZES
@pytest.mark.parametrize(
    ("keys", "news", "length"),
    [
        pytest.param(["1"], "2 new articles. R shows them.", 5, id="articles"),
        pytest.param(["2"], "2 new quotes. R shows them.", 6, id="quotes"),
        pytest.param(["s", *"pier", "enter"], "2 new articles. R shows them.", 3, id="search"),
        pytest.param(["s", *"pier", "enter", "2"], "2 new quotes. R shows them.", 2, id="said"),
    ],
)
async def test_added_articles_are_told_and_shown_by_a_key(
    make_app, drive, other_of, size, keys, news, length
):
    async with drive(make_app(), size) as driver:
        other, tmp_path = other_of()
        await driver.press(*keys)
        before = listed(driver).length
        add(other, tmp_path)
        await driver.wait_for(news)
        assert listed(driver).length == before == length - 2
        await driver.press("R")
        await driver.wait_until(lambda: listed(driver).length == length)
        await driver.settle()
        assert "2 new" not in driver.lines()[0]


@pytest.fixture
def other_of(tmp_path, request):
    """Return a function that opens the archive as another program does, once it is made."""
    return lambda: (request.getfixturevalue("other"), tmp_path)


async def test_number_of_new_articles_stays_beside_the_length_of_the_list(
    make_app, drive, other_of
):
    async with drive(make_app(), (120, 40)) as driver:
        add(*other_of())
        await driver.wait_for("3 articles · 2 new")
        await driver.press("j")
        assert "3 articles · 2 new" in driver.lines()[0]
        assert "R shows" not in driver.lines()[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
async def test_cursor_stays_on_its_row_when_new_articles_are_shown(make_app, drive, other_of, size):
    async with drive(make_app(), size) as driver:
        await driver.press("j")
        row = listed(driver).row.id
        add(*other_of(), number=9)
        await driver.wait_for("9 new")
        assert listed(driver).row.id == row
        await driver.press("R")
        await driver.wait_until(lambda: listed(driver).length == 12)
        await driver.settle()
        assert (listed(driver).row.id, listed(driver).cursor) == (row, 10)


async def test_cursor_stays_on_its_row_however_many_articles_are_new(make_app, drive, other_of):
    async with drive(make_app(), (80, 24)) as driver:
        other, tmp_path = other_of()
        await driver.press("j")
        row = listed(driver).row.id
        for month in range(1, 9):
            add(other, tmp_path, number=28, day=f"2025-{month:02}")
        await driver.wait_for("224 new")
        await driver.press("R")
        await driver.wait_until(lambda: listed(driver).length == 227)
        await driver.settle()
        assert (listed(driver).row.id, listed(driver).cursor) == (row, 225)


async def test_search_that_does_not_find_the_new_articles_says_nothing(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        other, tmp_path = other_of()
        await driver.search("fog OR sank -2024-10")
        add(other, tmp_path, day="2024-10")
        assert "new" not in driver.lines()[0]
        add(other, tmp_path)
        await driver.wait_for("2 new articles.")


@pytest.mark.parametrize("keys", [["4"], ["6"], ["7"], ["3"], ["3", "enter"]], ids=str)
async def test_counts_are_told_to_be_old_and_counted_again(make_app, drive, other_of, keys):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*keys)
        before = driver.text()
        add(*other_of())
        await driver.wait_for("R shows")
        await driver.press("R")
        await driver.wait_until(lambda: "R shows" not in driver.text())
        await driver.settle()
        assert driver.lines()[:-1] != before.splitlines()[:-1]


@pytest.mark.parametrize("keys", [["1"], ["2"], ["3"], ["6"], ["s", *"pier", "enter"]], ids=str)
async def test_tags_and_corrections_of_another_program_are_told(make_app, drive, other_of, keys):
    async with drive(make_app(), (120, 40)) as driver:
        other, _ = other_of()
        await driver.press(*keys)
        hit = other.quotes()[0]
        other.corrections.correct_quote(hit.entry.id, hit.quote, "Eva Munk")
        await driver.wait_for("Another program changed the archive. R shows it.")
        await driver.press("R")
        await driver.wait_until(lambda: "Another program" not in driver.text())
        assert "changed" not in driver.lines()[0]


@pytest.mark.parametrize("keys", [["2"], ["3"], ["6"]], ids=str)
async def test_corrections_of_another_program_are_shown_by_the_key(make_app, drive, other_of, keys):
    async with drive(make_app(), (120, 40)) as driver:
        other, _ = other_of()
        await driver.press(*keys)
        hit = other.quotes()[0]
        other.corrections.correct_quote(hit.entry.id, hit.quote, "Eva Munk")
        other.corrections.correct_names("Ana Pell", "Anabel Pell", same=True)
        await driver.wait_for("R shows it.")
        assert "Eva Munk" not in driver.text()
        await driver.press("R")
        await driver.wait_for("Eva Munk")
        await driver.wait_for("Anabel Pell")


async def test_own_correction_keeps_those_of_another_program(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        other, _ = other_of()
        await driver.press("2")
        hit = other.quotes()[0]
        other.corrections.correct_quote(hit.entry.id, hit.quote, "Eva Munk")
        await driver.press("G", "equals_sign")
        assert len(other.corrections.all()) == len(driver.app.archive.corrections.all()) == 2


async def test_tag_of_another_program_is_shown_by_the_key(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        other, _ = other_of()
        other.marks.tag(other.articles()[0].id, "harbour")
        await driver.wait_for("Another program changed the archive.")
        assert "#harbour" not in driver.text()
        await driver.press("R")
        await driver.wait_for("#harbour")


@pytest.mark.parametrize(
    "keys",
    [["m"], ["r"], ["enter", "escape"], ["2", "equals_sign"], ["s", *"pier", "enter"]],
    ids=str,
)
async def test_own_changes_are_no_news(make_app, drive, other_of, monkeypatch, keys):
    told, compare = [], ArchiveWatch.compare
    monkeypatch.setattr(ArchiveWatch, "compare", lambda *of: told.append(compare(*of)) or told[-1])
    async with drive(make_app(), (120, 40)) as driver:
        other, tmp_path = other_of()
        told.clear()
        await driver.press(*keys)
        if keys[0] != "s":  # a search writes nothing that is compared
            await driver.wait_until(lambda: told and not told[-1].short)
        assert "changed" not in driver.lines()[0]
        add(other, tmp_path)
        await driver.wait_for("2 new")


async def test_own_change_shows_what_is_new_too(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        add(*other_of())
        await driver.wait_for("2 new")
        assert listed(driver).length == 3
        await driver.press("m")
        await driver.wait_until(lambda: listed(driver).length == 5)
        await driver.settle()
        assert "2 new" not in driver.text()


async def test_older_results_that_are_shown_again_say_what_is_new(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        other, tmp_path = other_of()
        await driver.search("pier")
        await driver.press("s", "ctrl+u", *"fog", "enter")
        add(other, tmp_path)
        await driver.press("escape")
        await driver.wait_for("2 new articles. R shows them.")
        assert driver.app.reader.panes.browser.line == "pier"


@pytest.mark.parametrize("own", [[], ["m"], ["m", "u"]], ids=["nothing", "star", "undone"])
async def test_tag_of_another_program_is_told_after_the_key(make_app, drive, other_of, own):
    async with drive(make_app(), (120, 40)) as driver:
        other, tmp_path = other_of()
        await driver.press(*own)
        add(other, tmp_path)
        await driver.wait_for("2 new")
        await driver.press("R")
        await driver.wait_until(lambda: listed(driver).length == 5)
        await driver.settle()
        assert "changed" not in driver.text()
        other.marks.tag(other.articles()[0].id, "harbour")
        await driver.wait_for("Another program changed the archive.")


async def test_news_of_a_list_is_not_said_above_another(make_app, drive, other_of):
    async with drive(make_app(), (120, 40)) as driver:
        other, tmp_path = other_of()
        other.marks.tag(other.articles()[0].id, "harbour")
        await driver.wait_for("3 articles · changed")
        await driver.press("2")
        await driver.wait_until(lambda: "changed" not in driver.lines()[0])
        add(other, tmp_path)
        await driver.wait_for("2 new quotes.")
        assert "changed" not in driver.lines()[0]
        await driver.press("1")
        await driver.wait_until(lambda: "2 new" not in driver.lines()[0])


async def test_key_looks_into_the_files_added_before_if_nothing_is_new(make_app, drive):
    async with drive(make_app()) as driver:
        assert "Looking" not in driver.text()
        await driver.press("R")
        await driver.wait_for("Looking for new articles")
        await driver.press("X")


@SIZES
async def test_searches_tell_added_articles_and_a_key_counts_them(make_app, drive, other_of, size):
    app = make_app()
    app.archive.searches.set_name("pier", "Piers")
    async with drive(app, size) as driver:
        await driver.press("5")
        assert "new" not in driver.lines()[0] + driver.lines()[1]
        add(*other_of())
        await driver.wait_for("new articles")
        await driver.press("R")
        # While the list is counted again, it has no row.
        await driver.wait_until(lambda: getattr(listed(driver).row, "new", 0) == 2)
