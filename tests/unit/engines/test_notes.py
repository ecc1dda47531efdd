"""Tags and notes: stored, searched, removed, and kept by a rebuild."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database.migrations import MIGRATIONS
from index.errors import NotFoundError
from index.user_data import Note
from tests.support.builders import MarkedAnnotator

TEXT = " date 2024-03-05 Fog. “We saved boats,” [Ana Pell] she said. “No boats,” [a clerk] said he."


@pytest.fixture
def fog(archive: Archive, tmp_path: Path) -> str:
    """Return the id of the only article of the archive."""
    (tmp_path / "fog.txt").write_text(TEXT, encoding="utf-8")
    (outcome,) = archive.add([tmp_path / "fog.txt"])
    return outcome.id


def ids(archive: Archive, line: str) -> list[str]:
    return [hit.entry.id for hit in archive.search(line).hits]


def test_note_on_the_article_comes_before_those_on_its_quotes(archive: Archive, fog: str) -> None:
    start = archive.annotation(fog).quotes[1].start
    assert archive.marks.write_note(fog, "Ask the clerk.", start) == ""
    assert archive.marks.write_note(fog, "Who was there?\nAsk.") == ""
    assert archive.marks.notes(fog) == (Note("Who was there?\nAsk."), Note("Ask the clerk.", start))


def test_new_note_replaces_the_old_one_and_returns_it(archive: Archive, fog: str) -> None:
    archive.marks.write_note(fog, "One.")
    assert archive.marks.write_note(fog, "Two.") == "One."
    assert archive.marks.notes(fog) == (Note("Two."),)


def test_empty_note_deletes_the_note(archive: Archive, fog: str) -> None:
    archive.marks.write_note(fog, "One.")
    assert archive.marks.write_note(fog, "") == "One."
    assert archive.marks.notes(fog) == ()
    assert ids(archive, "has:note") == []


@pytest.mark.parametrize(
    "line", ["has:note", "note:clerk", "note:ASK", "note:(ask clerk)", "boats has:note"]
)
def test_notes_are_found(archive: Archive, fog: str, line: str) -> None:
    assert ids(archive, line) == []
    archive.marks.write_note(fog, "Ask the clerk.", 5)
    assert ids(archive, line) == [fog]
    assert ids(archive, "note:harbour") == []
    assert archive.search(line).notes == ()


def test_entry_has_tags_and_whether_there_is_a_note(archive: Archive, fog: str) -> None:
    (entry,) = archive.articles()
    assert (entry.tags, entry.has_note) == ((), False)
    archive.marks.tag(fog, "to cite")
    archive.marks.tag(fog, "fog")
    archive.marks.write_note(fog, "x")
    (entry,) = archive.articles()
    assert (entry.tags, entry.has_note) == (("fog", "to cite"), True)


def test_tags_are_counted(archive: Archive, fog: str) -> None:
    archive.marks.tag(fog, "fog")
    archive.marks.tag(fog, "cite")
    archive.marks.tag(fog, "cite", on=False)
    assert archive.marks.tags() == (("fog", 1),)


def test_notes_and_tags_survive_a_rebuild_and_adding_again(archive: Archive, fog: str) -> None:
    archive.marks.write_note(fog, "Keep.", 3)
    archive.marks.tag(fog, "kept")
    archive.maintenance.rebuild()
    moved = archive.article(fog).location.replace("fog.txt", "moved.txt")
    Path(moved).write_text(TEXT, encoding="utf-8")
    assert [outcome.status for outcome in archive.add([Path(moved)])] == ["same"]
    assert archive.marks.notes(fog) == (Note("Keep.", 3),)
    assert ids(archive, "tag:kept note:keep") == [fog]


def test_note_on_an_unknown_article_is_an_error(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        archive.marks.write_note("zz", "x")


def test_archive_of_the_first_schema_gets_notes(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = sqlite3.connect(tmp_path / "old" / "archive.sqlite")
    old.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1")
    old.close()
    (tmp_path / "fog.txt").write_text(TEXT, encoding="utf-8")
    with Archive.open(tmp_path / "old", MarkedAnnotator()) as archive:
        (outcome,) = archive.add([tmp_path / "fog.txt"])
        archive.marks.write_note(outcome.id, "x")
        assert archive.marks.notes(outcome.id) == (Note("x"),)


def test_digest_changes_only_when_articles_are_added(archive: Archive, fog: str) -> None:
    before = archive.digest()
    archive.marks.write_note(fog, "x")
    archive.maintenance.rebuild()
    assert archive.digest() == before
    other = Path(archive.article(fog).location).with_name("other.txt")
    other.write_text(" date 2024-03-06 Sun.", encoding="utf-8")
    list(archive.add([other]))
    assert archive.digest() != before


def test_ambiguous_prefix_of_an_id_lists_the_matching_ids(archive: Archive, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f" date 2024-03-05 Number {number}.")
    found = sorted(o.id for o in archive.add(sorted(tmp_path.glob("*.txt"))))
    first = next(one[0] for one, other in pairwise(found) if one[0] == other[0])
    fitting = [one for one in found if one.startswith(first)]
    with pytest.raises(NotFoundError) as error:
        archive.article(first)
    assert all(one in error.value.message for one in fitting[:12])
