"""Outlets are renamed, merged, hidden and shown."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.errors import NotFoundError, OnRecordError
from tests.support.editing import (
    ECHO,
    FOG,
    POST,
    SUN,
    add,
    everything_shown,
    found_ids,
)


def test_outlets_are_listed_with_their_number_of_articles(archive: Archive) -> None:
    outlets = [(each.name, each.articles) for each in archive.editing.outlets()]
    assert outlets == [("", 1), (POST, 1), ("Torp Times", 1), (ECHO, 1)]


def test_merged_outlets_are_one_also_for_articles_added_later(
    archive: Archive, engine: LocalEngine
) -> None:
    archive.editing.rename_outlets([POST, "Torp Times"], ECHO)
    add(engine, SUN._replace(title="Another sun", text="Quite another sun."))
    assert archive.editing.outlets()[0][:2] == (ECHO, 4)
    assert archive.editing.outlets()[0].merged == (POST, "Torp Times")
    assert found_ids(archive, "source:times OR source:post") == set()


def test_undone_merge_leaves_no_trace(archive: Archive) -> None:
    before = everything_shown(archive)
    archive.editing.rename_outlets([POST], "The Post")
    archive.editing.rename_outlets(["The Post", ECHO], "The Echo")
    archive.editing.undo_renames("The Echo")
    assert everything_shown(archive) == before


def test_hidden_outlet_is_hidden_everywhere_but_in_the_list_of_outlets(archive: Archive) -> None:
    archive.editing.hide_outlet(POST)
    assert found_ids(archive, "fog") == set()
    assert archive.count() == 3
    assert archive.editing.outlets()[-1][:3] == (POST, 1, True)
    archive.editing.show_outlet(POST)
    assert found_ids(archive, "fog") == {FOG.id}


NOTES = {
    "zeppelin": "“zeppelin” does not occur in the archive{}.",
    "said:zeppelin": "“zeppelin” does not occur in any quote{}.",
    "speaker:zeppelin": "No speaker matches “zeppelin”{}.",
}


HIDDEN = f"“{POST}” is hidden: 1 article is left out. To show it: onrecord outlets show"


@pytest.mark.parametrize(
    ("line", "is_noted"),
    [
        ("source:post", True), (f'source:"{POST}"', True), ("source:POST fog", True),
        ("source:zeppelin", False), ("source:echo", False), ("-source:post", False),
        ("source:post OR fog", False), ("post", False),
    ],
)  # fmt: skip
def test_search_for_a_hidden_outlet_says_how_to_show_it(
    archive: Archive, line: str, is_noted: bool
) -> None:
    assert not any(HIDDEN in note for note in archive.search(line).notes)
    archive.editing.hide_outlet(POST)
    assert any(HIDDEN in note for note in archive.search(line).notes) == is_noted
    archive.editing.show_outlet(POST)
    assert not any(HIDDEN in note for note in archive.search(line).notes)


def test_undo_of_an_outlet_without_renames_says_so(archive: Archive) -> None:
    with pytest.raises(
        NotFoundError, match=f"Nothing to undo: the outlet “{POST}” was not renamed"
    ):
        archive.editing.undo_renames(POST)
    archive.editing.hide_outlet(POST)
    with pytest.raises(NotFoundError, match=f"to show it: onrecord outlets show '{POST}'"):
        archive.editing.undo_renames(POST)


@pytest.mark.parametrize("line", NOTES)
def test_note_on_what_is_missing_says_that_hidden_outlets_are_left_out(
    archive: Archive, line: str
) -> None:
    assert archive.search(line).notes == (NOTES[line].format(""),)
    archive.editing.hide_outlet(POST)
    assert archive.search(line).notes == (NOTES[line].format(" (hidden outlets are left out)"),)
    archive.editing.show_outlet(POST)
    archive.editing.rename_outlets([POST], ECHO)
    assert archive.search(line).notes == (NOTES[line].format(""),)


@pytest.mark.parametrize("action", ["hide_outlet", "show_outlet", "undo_renames"])
def test_unknown_outlet_is_an_error(archive: Archive, action: str) -> None:
    with pytest.raises(NotFoundError, match="outlet"):
        getattr(archive.editing, action)("Harbour Pst")


def test_misspelt_outlet_is_corrected_in_the_error(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match=f"Did you mean “{POST}”"):
        archive.editing.hide_outlet("Harbour Pst")


def test_hidden_outlet_is_not_renamed(archive: Archive) -> None:
    archive.editing.hide_outlet(POST)
    with pytest.raises(OnRecordError, match="hidden"):
        archive.editing.rename_outlets([POST], ECHO)


def test_outlet_that_an_article_was_given_can_be_merged(archive: Archive) -> None:
    """The merge matches as long as the article has that edit."""
    archive.editing.edit(FOG.id, {"source": "Pst"})
    archive.editing.rename_outlets(["Pst"], POST)
    assert [archive.corrections.why_unmatched(each) for each in archive.corrections.all()] == [
        "", "",
    ]  # fmt: skip
    archive.editing.undo_edits(FOG.id)
    (merge,) = archive.corrections.all()
    assert archive.corrections.why_unmatched(merge) == "no article has or had the outlet “Pst”"
