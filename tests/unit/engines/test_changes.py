"""An archive says whether anything was changed in it, and what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator

FIRST = " date 2024-03-01 “The pier is open.” [Ana Pell]\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "a.txt").write_text(FIRST)
    archive = Archive.open(tmp_path / "archive", MarkedAnnotator())
    list(archive.add([tmp_path / "a.txt"]))
    return archive


def add(archive: Archive) -> None:
    """Add an article."""
    file = archive.folder.parent / "b.txt"
    file.write_text(" date 2024-03-02 It rained.\n")
    list(archive.add([file]))


def correct(archive: Archive) -> None:
    """Correct a speaker."""
    hit = archive.quotes()[0]
    archive.corrections.correct_quote(hit.entry.id, hit.quote, "Tim Falk")


def tag(archive: Archive) -> None:
    """Tag an article."""
    archive.marks.tag(archive.articles()[0].id, "pier")


def note(archive: Archive) -> None:
    """Write a note."""
    archive.marks.write_note(archive.articles()[0].id, "Ask again.")


CHANGES = {"add": add, "correct": correct, "tag": tag, "note": note}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_of_another_program_alters_the_stamp_and_the_state(
    archive: Archive, change: Callable[[Archive], None]
) -> None:
    maintenance = archive.maintenance
    before, state = maintenance.stamp(), maintenance.state()
    with Archive.open(archive.folder, MarkedAnnotator()) as other:
        change(other)
    assert maintenance.stamp() != before
    found = maintenance.state()
    assert (found.newest != state.newest) == (change is add)
    assert (found.edits != state.edits) == (change is not add)


def rewrite_note(archive: Archive) -> None:
    """Replace a note by another one of the same length."""
    archive.marks.write_note(archive.articles()[0].id, "Ask never.")


def replace_tag(archive: Archive) -> None:
    """Replace a tag by another one of the same length."""
    archive.marks.tag(archive.articles()[0].id, "pier", on=False)
    archive.marks.tag(archive.articles()[0].id, "boat")


@pytest.mark.parametrize("change", [rewrite_note, replace_tag])
def test_change_to_the_same_length_alters_the_state(
    archive: Archive, change: Callable[[Archive], None]
) -> None:
    tag(archive)
    note(archive)
    before = archive.maintenance.state()
    change(archive)
    assert archive.maintenance.state().edits != before.edits


def test_reading_alters_nothing(archive: Archive) -> None:
    before = archive.maintenance.stamp(), archive.maintenance.state()
    archive.search("pier")
    archive.quotes()
    archive.statistics.voices()
    assert (archive.maintenance.stamp(), archive.maintenance.state()) == before
