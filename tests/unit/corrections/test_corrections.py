"""A corrected quote changes everywhere, and undoing the correction leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import NotFoundError
from tests.support.corrections import RIGHT, quote, quote_texts, reopen, visible_state

# Correcting the speaker


def test_corrected_quote_is_found_only_under_its_new_speaker(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    assert quote_texts(archive, "speaker:holm") == ["“We saved boats,”"]
    assert quote_texts(archive, "speaker:pell") == ["“Cold,”", "“No nets were lost,”"]
    assert [hit.text for hit in archive.speakers.quotes(archive.speakers.get(RIGHT))] == [
        "“We saved boats,”"
    ]
    assert archive.search("speaker:holm said:boats").total == 1


def test_counts_and_days_of_speakers_are_updated(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.corrections.correct_quote(fog, quote(archive, fog, 1), RIGHT)
    holm, pell = archive.speakers.get(RIGHT), archive.speakers.get("Ana Pell")
    assert (holm.quotes, holm.articles, str(holm.first)) == (2, 1, "2024-03-05")
    assert (pell.quotes, pell.articles, str(pell.first)) == (1, 1, "2024-04-06")


def test_speaker_without_quotes_is_deleted(archive: Archive, fog: str) -> None:
    (number,) = (n for n in range(5) if quote(archive, fog, n).speaker == "a clerk")
    archive.corrections.correct_quote(fog, quote(archive, fog, number), RIGHT)
    assert archive.speakers.get("a clerk") is None
    assert quote(archive, fog, number).named


def test_explanation_names_the_user_and_what_the_program_found(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    now = quote(archive, fog)
    assert (now.speakers, now.confidence) == ((RIGHT,), 1.0)
    you, program = now.steps[:2]
    assert (you.subject, you.value) == ("you", RIGHT)
    assert you.reason.startswith("corrected by you on 20")
    assert (program.value, program.reason) == ("Ana Pell", "confidence 0.90")


def test_speaker_of_a_quote_can_be_unknown(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "")
    assert "“We saved boats,”" in quote_texts(archive, "speaker:unknown")
    assert "“We saved boats,”" not in quote_texts(archive, "speaker:pell")


def test_words_can_be_marked_as_not_a_quote(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "", is_quote=False)
    assert quote_texts(archive, "boats") == []
    assert quote_texts(archive, "nets") == ["“No nets were lost,”"]
    assert archive.search("speaker:pell said:nets").hits[0].quotes[0].number == 0
    (entry,) = (entry for entry in archive.articles() if entry.id == fog)
    assert entry.quotes == 4


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        pytest.param("Greta Holm", True, id="a name"),
        pytest.param("a senior official", False, id="a description"),
        pytest.param("one Harbour clerk", False, id="a description with a capital"),
        pytest.param("van Roos", True, id="a name in lower case"),
    ],
)
def test_typed_speaker_is_a_name_or_a_description(
    archive: Archive, fog: str, speaker: str, named: bool
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), speaker)
    assert archive.speakers.get(speaker).named is named
    assert ("“We saved boats,”" in quote_texts(archive, "speaker:unnamed")) is not named


def test_quote_can_have_several_speakers(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "Ana Pell; Greta Holm")
    assert quote(archive, fog).speakers == ("Ana Pell", "Greta Holm")
    assert "“We saved boats,”" in quote_texts(archive, "speaker:holm")


def test_only_one_of_two_quotes_with_the_same_words_is_corrected(
    archive: Archive, fog: str
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog, 4), RIGHT)
    assert [quote(archive, fog, n).speaker for n in (3, 4)] == [None, RIGHT]


def test_second_correction_replaces_the_first(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.corrections.correct_quote(fog, quote(archive, fog), "Nils Roos")
    (correction,) = archive.corrections.all()
    assert (correction.found_speaker, correction.speaker) == ("Ana Pell", "Nils Roos")
    assert quote_texts(archive, "speaker:holm") == []


def test_correcting_back_to_what_the_program_found_deletes_the_correction(
    archive: Archive, fog: str
) -> None:
    before = visible_state(archive)
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.corrections.correct_quote(fog, quote(archive, fog), "Ana Pell")
    assert archive.corrections.all() == ()
    assert visible_state(archive) == before


def test_quote_that_does_not_exist_cannot_be_corrected(archive: Archive, fog: str) -> None:
    with pytest.raises(NotFoundError):
        archive.corrections.correct_quote("0123456789abcdef", quote(archive, fog), RIGHT)


# Undoing


@pytest.mark.parametrize("how", ["undo", "emptied file"])
@pytest.mark.parametrize(
    ("speaker", "is_quote"),
    [
        pytest.param(RIGHT, True, id="a new name"),
        pytest.param("Olaf Berg", True, id="a name in the archive"),
        pytest.param("Ana F. Pell", True, id="a fuller name"),
        pytest.param("", True, id="unknown"),
        pytest.param("", False, id="not a quote"),
    ],
)
def test_undone_correction_leaves_no_trace(
    archive: Archive, fog: str, tmp_path: Path, how: str, speaker: str, is_quote: bool
) -> None:
    before = visible_state(archive)
    revision = archive.corrections.correct_quote(
        fog, quote(archive, fog), speaker, is_quote=is_quote
    )
    assert visible_state(archive) != before
    if how == "undo":
        archive.corrections.apply(revision.inverse)
        assert visible_state(archive) == before
    else:
        archive.corrections.path.write_text("")
        with reopen(archive, tmp_path) as restarted:
            restarted.maintenance.catch_up()
            assert visible_state(restarted) == before


def test_undo_restores_the_previous_correction(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    second = archive.corrections.correct_quote(fog, quote(archive, fog), "", is_quote=False)
    archive.corrections.apply(second.inverse)
    assert quote(archive, fog).speaker == RIGHT


def test_name_that_is_typed_twice_is_one_speaker(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), f"{RIGHT}; {RIGHT}")
    assert quote(archive, fog).speakers == (RIGHT,)
