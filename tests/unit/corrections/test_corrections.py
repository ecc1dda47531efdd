"""What the reader corrects holds everywhere, for good, and can be undone without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import NotFoundError
from tests.support.corrections import TRUTH, again, found, quote, seen

# A quote is given to somebody else


def test_corrected_quote_is_found_under_its_new_speaker_alone(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    assert found(archive, "speaker:holm") == ["“We saved boats,”"]
    assert found(archive, "speaker:pell") == ["“Cold,”", "“No nets were lost,”"]
    assert [hit.text for hit in archive.speakers.quotes(archive.speakers.get(TRUTH))] == [
        "“We saved boats,”"
    ]
    assert archive.search("speaker:holm said:boats").total == 1


def test_counts_and_days_of_speakers_follow(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    archive.corrections.correct_quote(fog, quote(archive, fog, 1), TRUTH)
    holm, pell = archive.speakers.get(TRUTH), archive.speakers.get("Ana Pell")
    assert (holm.quotes, holm.articles, str(holm.first)) == (2, 1, "2024-03-05")
    assert (pell.quotes, pell.articles, str(pell.first)) == (1, 1, "2024-04-06")


def test_speaker_without_quotes_is_none(archive: Archive, fog: str) -> None:
    (number,) = (n for n in range(5) if quote(archive, fog, n).speaker == "a clerk")
    archive.corrections.correct_quote(fog, quote(archive, fog, number), TRUTH)
    assert archive.speakers.get("a clerk") is None
    assert quote(archive, fog, number).named


def test_explanation_says_so_and_what_the_program_had_thought(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    now = quote(archive, fog)
    assert (now.speakers, now.confidence) == ((TRUTH,), 1.0)
    you, program = now.steps[:2]
    assert (you.subject, you.value) == ("you", TRUTH)
    assert you.reason.startswith("corrected by you on 20")
    assert (program.value, program.reason) == ("Ana Pell", "confidence 0.90")


def test_quote_can_be_of_nobody_known(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "")
    assert "“We saved boats,”" in found(archive, "speaker:unknown")
    assert "“We saved boats,”" not in found(archive, "speaker:pell")


def test_words_can_be_no_quote(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "", is_quote=False)
    assert found(archive, "boats") == []
    assert found(archive, "nets") == ["“No nets were lost,”"]
    assert archive.search("speaker:pell said:nets").hits[0].quotes[0].number == 0
    (entry,) = (entry for entry in archive.articles() if entry.id == fog)
    assert entry.quotes == 4


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        pytest.param("Greta Holm", True, id="a name"),
        pytest.param("a senior official", False, id="a description"),
        pytest.param("one Harbour clerk", False, id="a description with a capital"),
        pytest.param("van Roos", True, id="a name that begins small"),
    ],
)
def test_what_is_typed_is_a_name_or_a_description(
    archive: Archive, fog: str, speaker: str, named: bool
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), speaker)
    assert archive.speakers.get(speaker).named is named
    assert ("“We saved boats,”" in found(archive, "speaker:unnamed")) is not named


def test_several_can_have_spoken(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "Ana Pell; Greta Holm")
    assert quote(archive, fog).speakers == ("Ana Pell", "Greta Holm")
    assert "“We saved boats,”" in found(archive, "speaker:holm")


def test_of_equal_words_the_right_ones_are_corrected(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog, 4), TRUTH)
    assert [quote(archive, fog, n).speaker for n in (3, 4)] == [None, TRUTH]


def test_second_correction_replaces_the_first(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    archive.corrections.correct_quote(fog, quote(archive, fog), "Nils Roos")
    (kept,) = archive.corrections.all()
    assert (kept.found_speaker, kept.speaker) == ("Ana Pell", "Nils Roos")
    assert found(archive, "speaker:holm") == []


def test_what_the_program_found_needs_no_correction(archive: Archive, fog: str) -> None:
    before = seen(archive)
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    archive.corrections.correct_quote(fog, quote(archive, fog), "Ana Pell")
    assert archive.corrections.all() == ()
    assert seen(archive) == before


def test_quote_that_is_no_more_cannot_be_corrected(archive: Archive, fog: str) -> None:
    with pytest.raises(NotFoundError):
        archive.corrections.correct_quote("0123456789abcdef", quote(archive, fog), TRUTH)


# Undoing


@pytest.mark.parametrize("how", ["undo", "the file"])
@pytest.mark.parametrize(
    ("speaker", "is_quote"),
    [
        pytest.param(TRUTH, True, id="a new name"),
        pytest.param("Olaf Berg", True, id="a name that is there"),
        pytest.param("Ana F. Pell", True, id="a fuller name"),
        pytest.param("", True, id="nobody known"),
        pytest.param("", False, id="no quote"),
    ],
)
def test_undone_correction_leaves_no_trace(
    archive: Archive, fog: str, tmp_path: Path, how: str, speaker: str, is_quote: bool
) -> None:
    before = seen(archive)
    revision = archive.corrections.correct_quote(
        fog, quote(archive, fog), speaker, is_quote=is_quote
    )
    assert seen(archive) != before
    if how == "undo":
        archive.corrections.apply(revision.inverse)
        assert seen(archive) == before
    else:
        archive.corrections.path.write_text("")
        with again(archive, tmp_path) as restarted:
            restarted.maintenance.catch_up()
            assert seen(restarted) == before


def test_undoing_brings_back_the_correction_before(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), TRUTH)
    second = archive.corrections.correct_quote(fog, quote(archive, fog), "", is_quote=False)
    archive.corrections.apply(second.inverse)
    assert quote(archive, fog).speaker == TRUTH
