"""Starring, tagging and notes, without a screen."""

from __future__ import annotations

import pytest

from index.user_data import Note
from tests.support.host import FakeHost, FakeSource, select_quote
from tui.actions.marks import MarkActions
from tui.actions.selection import Selection


@pytest.fixture
def marks(archive, fog):
    host, source = FakeHost(), FakeSource(Selection(archive.entry(fog)))
    return MarkActions(archive, host, source), host, source


@pytest.mark.parametrize(
    ("state", "messages"),
    [
        pytest.param("starred", ["Starred", "Star removed"], id="star"),
        pytest.param("read", ["Marked as read", "Marked as unread"], id="read"),
    ],
)
def test_state_is_toggled_and_reported_once(archive, fog, marks, state, messages):
    actions, host, _ = marks
    actions.toggle(state)
    assert getattr(archive.entry(fog), state)
    actions.toggle(state)
    assert not getattr(archive.entry(fog), state)
    assert [(each.kind, each.message) for each in host.changes] == [
        ("marks", message) for message in messages
    ]


def test_undo_restores_the_state_and_names_the_change(archive, fog, marks):
    actions, host, _ = marks
    actions.toggle("starred")
    entry = host.undo_stack.undo()
    assert not archive.entry(fog).starred
    assert (entry.kind, entry.message) == (
        "marks",
        "Undone. Star removed: “source Harbour Post Fog came”",
    )


def test_nothing_selected_says_what_to_do(archive):
    host = FakeHost()
    actions = MarkActions(archive, host, FakeSource())
    actions.toggle("read")
    actions.choose_tag()
    actions.write_note()
    assert host.notices == ["Select an article first."] * 3
    assert not host.changes


def test_tag_is_added_and_removed(archive, fog, marks):
    actions, host, _ = marks
    for message, tags in (("Tag cite added", ("cite",)), ("Tag cite removed", ())):
        actions.choose_tag()
        host.answer(["cite"])
        assert host.changes[-1].message == message
        assert archive.entry(fog).tags == tags
    assert host.undo_stack.undo().message.startswith("Undone. Tag cite is back: “")
    assert archive.entry(fog).tags == ("cite",)


def test_note_goes_to_the_quote_or_to_the_article(archive, marks):
    actions, host, source = marks
    source.selected = select_quote(archive, "said:boats")
    entry, quote = source.selected.entry, source.selected.quote
    actions.write_note()
    host.answer("Ask her.")
    actions.write_note("article")
    host.answer("Whole")
    notes = archive.marks.notes(entry.id)
    assert notes == (Note("Whole"), Note("Ask her.", quote.quote.start))


def test_unchanged_or_cancelled_note_changes_nothing(archive, marks):
    actions, host, _ = marks
    for answer in ("", None):
        actions.write_note()
        host.answer(answer)
    assert not host.changes
    assert host.undo_stack.undo() is None


def test_overwritten_note_comes_back(archive, fog, marks):
    actions, host, _ = marks
    for text in ("first", "second", ""):
        actions.write_note()
        host.answer(text)
    assert host.changes[-1].message == "Note deleted"
    for _ in range(2):
        assert host.undo_stack.undo().message.startswith("Undone. The earlier note is back: “")
    assert archive.marks.notes(fog) == (Note("first"),)


def test_answer_for_a_closed_screen_is_dropped(marks):
    actions, host, source = marks
    source.is_attached = False
    actions.choose_tag()
    assert not host.screens
