"""Articles are edited, deleted and restored; the file keeps these changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.errors import NotFoundError, OnRecordError
from tests.support.editing import (
    ECHO,
    FOG,
    FOG_IN_ECHO,
    FOG_LATER,
    POST,
    RAIN,
    SNOW,
    SUN,
    add,
    everything_shown,
    found_ids,
    open_archive,
)

EDIT = '[[edit]]\narticle = "a"\n'


# Editing


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        pytest.param("title", "The great cloud", "title:cloud", id="headline"),
        pytest.param("date", "2019-02-03", "date:2019-02", id="date"),
        pytest.param("date", "3 February 2019", "date:2019-02-03", id="date in words"),
        pytest.param("date", "none", "date:none", id="no date"),
        pytest.param("source", "The Pier Times", "source:pier", id="outlet"),
        pytest.param("source", "None", "source:none", id="no outlet"),
        pytest.param("byline", "Olaf Berg", "by:berg", id="byline"),
        pytest.param("section", "Weather", "section:weather", id="section"),
    ],
)
def test_edited_field_is_what_searches_find(
    archive: Archive, field: str, value: str, line: str
) -> None:
    before = found_ids(archive, line)
    archive.editing.edit(FOG.id, {field: value})
    assert found_ids(archive, line) == before | {FOG.id}
    assert found_ids(archive, "is:edited") == {FOG.id}


def test_list_article_and_quotes_show_edited_fields_with_what_was_read(archive: Archive) -> None:
    archive.editing.edit(FOG.id, {"title": " Cloud\x1b \n here ", "date": "2019-02-03"})
    entry, article = archive.entry(FOG.id), archive.article(FOG.id)
    assert (entry.title, entry.date) == (article.title, article.date)
    assert (article.title, article.date) == ("Cloud here", date(2019, 2, 3))
    assert entry.edited == article.edited == (("title", FOG.title), ("date", "2024-03-01"))
    days = {hit.entry.date for hit in archive.quotes("Ana Pell") if hit.entry.id == FOG.id}
    assert days == {date(2019, 2, 3)}
    assert article.id == FOG.id


def test_headline_made_from_the_text_becomes_a_headline_of_its_own(
    archive: Archive, engine: LocalEngine
) -> None:
    made = SUN._replace(title="Sun at last", title_from_text=True, url="https://x.example/sun")
    add(engine, made)
    archive.editing.edit(made.id, {"title": "Warm"})
    assert not archive.article(made.id).title_from_text
    archive.editing.undo_edits(made.id)
    assert archive.article(made.id) == made


def test_first_day_of_a_speaker_follows_an_edited_date(archive: Archive) -> None:
    archive.editing.edit(FOG.id, {"date": "2019-02-03"})
    assert archive.speakers.get("Ana Pell").first == date(2019, 2, 3)
    archive.editing.edit(FOG.id, {"date": "2025-02-03"})
    pell = archive.speakers.get("Ana Pell")
    assert (pell.first, pell.last) == (date(2024, 4, 6), date(2025, 2, 3))


def test_editing_back_to_what_was_read_leaves_no_trace(archive: Archive) -> None:
    before = everything_shown(archive)
    archive.editing.edit(FOG.id, {"title": "Cloud", "section": "Weather"})
    archive.editing.edit(FOG.id, {"title": FOG.title, "section": "none"})
    assert archive.corrections.all() == ()
    assert everything_shown(archive) == before


def test_second_edit_of_a_field_replaces_the_first(archive: Archive) -> None:
    archive.editing.edit(FOG.id, {"title": "Cloud"})
    archive.editing.edit(FOG.id, {"title": "Mist"})
    (edit,) = archive.corrections.all()
    assert (edit.was, edit.value) == (FOG.title, "Mist")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("date", "2023-02-30", "not a date.*2023-02-28", id="no such day"),
        pytest.param("date", "2023-13", "not a date.*2023-12-01", id="no such month"),
        pytest.param("date", "3/5/2024", "ambiguous. Type 2024-05-03 or 2024-03-05", id="order"),
        pytest.param("date", "last week", "not a date. .*18 July 2023", id="words"),
        pytest.param("title", "  ", "headline is empty", id="no headline"),
        pytest.param("text", "x", "cannot be edited", id="another field"),
    ],
)
def test_invalid_value_is_refused_with_what_to_type(
    archive: Archive, field: str, value: str, message: str
) -> None:
    with pytest.raises(OnRecordError, match=message):
        archive.editing.edit(FOG.id, {field: value})
    assert archive.corrections.all() == ()


def test_new_version_keeps_the_edits_of_what_it_has_unchanged(
    archive: Archive, engine: LocalEngine
) -> None:
    archive.editing.edit(FOG.id, {"title": "Cloud", "byline": "Ida Torp"})
    later = FOG_LATER._replace(byline="Tim Falk")
    add(engine, later)
    article = archive.article(later.id)
    assert (article.title, article.byline) == ("Cloud", "Tim Falk")


def test_copy_of_an_edited_article_is_still_recognised(
    archive: Archive, engine: LocalEngine
) -> None:
    archive.editing.edit(FOG.id, {"title": "Cloud", "date": "1999-01-01"})
    add(engine, FOG_IN_ECHO)
    assert [entry.id for entry in archive.copies(FOG.id)] == [FOG_IN_ECHO.id]
    assert archive.entry(FOG_IN_ECHO.id).title == FOG_IN_ECHO.title


# Deleting


def test_deleted_article_is_shown_nowhere(archive: Archive) -> None:
    archive.editing.delete([FOG.id])
    assert FOG.id not in {entry.id for entry in archive.articles()}
    assert archive.count() == 3
    assert found_ids(archive, "fog OR pell") == {RAIN.id, SNOW.id}
    assert archive.speakers.get("a clerk") is None
    assert archive.speakers.get("Ana Pell").first == date(2024, 4, 6)
    with pytest.raises(NotFoundError, match=f"deleted.*onrecord delete --restore {FOG.id}"):
        archive.article(FOG.id)


def test_deletion_is_undone_without_a_trace(archive: Archive) -> None:
    before = everything_shown(archive)
    revision = archive.editing.delete([FOG.id, SNOW.id])
    archive.corrections.apply(revision.inverse)
    assert everything_shown(archive) == before


def test_adding_a_deleted_article_or_its_new_version_does_not_bring_it_back(
    archive: Archive, engine: LocalEngine
) -> None:
    archive.editing.delete([FOG.id])
    assert add(engine, FOG, FOG_LATER) == ["same", "same"]
    assert found_ids(archive, "fog") == set()
    archive.editing.restore([FOG.id[:6]])
    assert found_ids(archive, "fog") == {FOG_LATER.id}


def test_copy_takes_the_place_of_a_deleted_article(archive: Archive, engine: LocalEngine) -> None:
    add(engine, FOG_IN_ECHO)
    archive.editing.delete([FOG.id])
    assert found_ids(archive, "fog") == {FOG_IN_ECHO.id}
    assert archive.entry(FOG_IN_ECHO.id).copies == 0
    assert archive.speakers.get("a clerk").quotes == 1
    archive.editing.restore([FOG.id])
    assert found_ids(archive, "fog") == {FOG.id}
    assert archive.entry(FOG.id).copies == 1


def test_first_day_of_a_speaker_is_that_of_the_copy_while_the_article_is_deleted(
    archive: Archive, engine: LocalEngine
) -> None:
    add(engine, FOG_IN_ECHO._replace(date=date(2024, 3, 4)))
    archive.editing.delete([FOG.id])
    assert archive.speakers.get("a clerk").first == date(2024, 3, 4)
    archive.editing.restore([FOG.id])
    clerk = archive.speakers.get("a clerk")
    assert (clerk.first, clerk.last) == (date(2024, 3, 1), date(2024, 3, 1))


def test_search_to_delete_by_finds_every_copy(archive: Archive, engine: LocalEngine) -> None:
    add(engine, FOG_IN_ECHO)
    ids = archive.editing.found_by("harbour")
    assert set(ids) == {FOG.id, FOG_IN_ECHO.id}
    archive.editing.delete(ids)
    assert found_ids(archive, "harbour") == set()
    assert [each.article for each in archive.editing.deleted()] == list(reversed(ids))


def test_restoring_what_is_not_deleted_is_an_error(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="No deleted article"):
        archive.editing.restore([FOG.id])


# The file


def test_changes_survive_a_rebuild_a_backup_and_a_deleted_file(
    archive: Archive, tmp_path: Path
) -> None:
    archive.editing.edit(SNOW.id, {"title": "Cloud"})
    archive.editing.delete([FOG.id])
    archive.editing.rename_outlets([ECHO], POST)
    archive.editing.hide_outlet("Torp Times")
    shown = everything_shown(archive)
    archive.maintenance.rebuild()
    assert everything_shown(archive) == shown
    archive.corrections.path.unlink()
    archive.maintenance.back_up(tmp_path / "copy")
    with open_archive(tmp_path / "copy") as (copy, _):
        assert everything_shown(copy) == shown
        assert copy.corrections.all() == archive.corrections.all()


def test_changes_made_by_hand_apply_at_the_next_start(archive: Archive, tmp_path: Path) -> None:
    before = everything_shown(archive)
    archive.corrections.path.write_text(
        f'[[edit]]\narticle = "{FOG.id}"\nfield = "title"\nvalue = "Cloud"\n\n'
        f'[[deleted]]\narticle = "{SNOW.id}"\n\n[[outlet]]\nname = "Torp Times"\nhidden = true\n',
        encoding="utf-8",
    )
    with open_archive(tmp_path / "archive") as (reopened, _):
        assert {entry.title for entry in reopened.articles()} == {"Cloud", "Rain"}
        assert reopened.corrections.problems() == ()
    archive.corrections.path.write_text("", encoding="utf-8")
    with open_archive(tmp_path / "archive") as (reopened, _):
        reopened.maintenance.catch_up()
        assert everything_shown(reopened) == before


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        pytest.param(f'{EDIT}field = "text"\nvalue = "x"', "title, date", id="field"),
        pytest.param(f'{EDIT}field = "title"', "“value” is missing", id="value"),
        pytest.param(f'{EDIT}field = "date"\nvalue = "May"', "2024-05-31", id="day"),
        pytest.param("[[deleted]]", "“article” is missing", id="article"),
        pytest.param('[[outlet]]\nname = "a"', "“hidden = true”", id="no change of an outlet"),
        pytest.param('[[outlet]]\nname = "a"\nhide = true', "did you mean “hidden”", id="key"),
    ],
)  # fmt: skip
def test_table_that_cannot_be_used_is_reported(
    archive: Archive, tmp_path: Path, table: str, problem: str
) -> None:
    archive.corrections.path.write_text(table, encoding="utf-8")
    with open_archive(tmp_path / "archive") as (reopened, _):
        (reported,) = reopened.corrections.problems()
        assert problem in reported


def test_change_of_an_unknown_article_or_outlet_says_why(archive: Archive, tmp_path: Path) -> None:
    archive.corrections.path.write_text(
        '[[deleted]]\narticle = "0123456789abcdef"\n\n[[outlet]]\nname = "Pst"\nhidden = true\n',
        encoding="utf-8",
    )
    with open_archive(tmp_path / "archive") as (reopened, _):
        reasons = [reopened.corrections.why_unmatched(each) for each in reopened.corrections.all()]
    assert reasons == [
        "no such article in the archive", "no article has or had the outlet “Pst”",
    ]  # fmt: skip
