"""Correcting quotes and names, without a screen."""

from __future__ import annotations

import pytest

from index.engines.local.engine import LocalEngine
from index.errors import ArchiveError
from index.user_data import NameCorrection
from tests.support.host import FakeHost, FakeSource, select_quote
from tui.actions.correction_choices import NameVerdict, QuoteVerdict, name_options
from tui.actions.corrections import CorrectionActions
from tui.actions.selection import Selection


@pytest.fixture
def actions(archive, fog):
    host, source = FakeHost(), FakeSource(select_quote(archive, "said:boats"))
    return CorrectionActions(archive, host, source), host, source


def speakers(archive, id):
    return [quote.speaker for quote in archive.annotation(id).quotes]


@pytest.mark.parametrize(
    ("verdict", "speaker", "message"),
    [
        pytest.param(QuoteVerdict("Olaf Berg"), "Olaf Berg", "Attributed to Olaf Berg", id="name"),
        pytest.param(QuoteVerdict(""), None, "Attributed to unknown", id="unknown"),
    ],
)
def test_quote_gets_another_speaker(archive, fog, actions, verdict, speaker, message):
    correct, host, _ = actions
    before = speakers(archive, fog)
    correct.correct_quote()
    host.answer(verdict)
    after = speakers(archive, fog)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [speaker]
    (change,) = host.changes
    assert (change.kind, change.message) == (
        "corrections",
        f"{message}; u undoes this: “We saved boats,”",
    )
    assert host.undo_stack.undo().message == "Undone. Speaker is “Ana Pell” again."
    assert speakers(archive, fog) == before


def test_quote_is_marked_as_not_a_quote(archive, fog, actions):
    correct, host, _ = actions
    before = len(speakers(archive, fog))
    correct.correct_quote()
    host.answer(QuoteVerdict("", is_quote=False))
    assert len(speakers(archive, fog)) == before - 1
    assert host.changes[0].message == "Not a quote; u undoes this: “We saved boats,”"


def test_cancelled_dialogs_change_nothing(actions):
    correct, host, _ = actions
    correct.correct_quote()
    host.answer(None)
    correct.correct_names()
    host.answer(None)
    assert not host.changes


def test_names_are_merged_and_the_merge_is_undone(archive, actions):
    correct, host, _ = actions
    correct.correct_names()
    host.answer(NameVerdict("Nils Roos", "Ana Pell", same=True))
    assert host.changes[-1].message == "Merged. Nils Roos is shown as Ana Pell now."
    assert [each.names for each in archive.corrections.all()] == [{"Nils Roos", "Ana Pell"}]
    assert host.undo_stack.undo().message == "Merge undone."
    assert archive.corrections.all() == ()


def test_description_cannot_be_merged(actions):
    correct, host, source = actions
    source.selected = Selection(speaker="a clerk")
    correct.correct_names()
    assert host.notices == ["“a clerk” is not a name. Press ! to choose the speaker of the quote."]


def test_nothing_selected_says_what_to_do(actions):
    correct, host, source = actions
    source.selected = Selection()
    correct.correct_quote()
    correct.correct_names()
    assert host.notices == [
        "Select a quote first: press ] or [",
        "Select a speaker, or a quote with a speaker.",
    ]


def test_removed_correction_comes_back_with_undo(archive, actions):
    correct, host, _ = actions
    archive.corrections.correct_names("Nils Roos", "Ana Pell", same=True)
    correct.list_corrections()
    (correction,) = archive.corrections.all()
    host.answer(correction)
    assert archive.corrections.all() == ()
    host.undo_stack.undo()
    (restored,) = archive.corrections.all()
    assert isinstance(restored, NameCorrection)


def test_undo_that_the_archive_refuses_can_be_tried_again(archive, fog, actions, monkeypatch):
    correct, host, _ = actions
    correct.correct_quote()
    host.answer(QuoteVerdict("Olaf Berg"))

    def refuse(*_):
        raise ArchiveError("Another process is writing to the archive.")

    with monkeypatch.context() as patch:
        patch.setattr(LocalEngine, "revise", refuse)
        with pytest.raises(ArchiveError):
            host.undo_stack.undo()
    assert "Olaf Berg" in speakers(archive, fog)
    assert host.undo_stack.undo() is not None
    assert "Olaf Berg" not in speakers(archive, fog)


def test_name_that_is_only_spelt_otherwise_is_not_offered_to_be_split(archive, add) -> None:
    add(" date 2024-03-05 “One.” [Ida O'Neil] “Two.” [Ida O’Neil] “Three.” [O'Neil]")
    (speaker,) = archive.speakers.page()
    assert len(speaker.aliases) == 2
    labels = [option.text for option in name_options(archive, speaker)("")]
    assert [label for label in labels if label.startswith("Split")] == ["Split off O'Neil"]
