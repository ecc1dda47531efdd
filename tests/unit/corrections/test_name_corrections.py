"""The user can merge and split the names of speakers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database.migrations import MIGRATIONS
from index.user_data import NameCorrection
from tests.support.builders import MarkedAnnotator
from tests.support.corrections import quote, quote_texts, speaker_names, visible_state


def test_two_names_are_merged(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    (speaker,) = (one for one in archive.speakers.page() if one.named)
    assert (speaker.name, speaker.quotes) == ("Ana Pell", 4)
    assert speaker.aliases[0].name == "Olaf Berg"
    assert speaker.aliases[0].reason.startswith("merged by you on 20")
    assert len(archive.quotes("Ana Pell")) == 4


def test_article_that_quotes_a_person_under_two_names_counts_once(
    archive: Archive, add: Callable[..., str]
) -> None:
    add(" date 2024-04-07 “Snow,” [Ana Pell] she said. “Ice,” [Olaf Berg] he said.", "c.txt")
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    found = archive.speakers.get("Ana Pell")
    assert (found.quotes, found.articles) == (2, 1)
    assert [one.articles for one in archive.speakers.page()] == [1]


def test_aliases_of_a_merged_name_are_merged_too(
    archive: Archive, fog: str, add: Callable[..., str]
) -> None:
    add(" date 2024-04-07 “Snow,” [Berg] he said.", "c.txt")
    assert {alias.name for alias in archive.speakers.get("Olaf Berg").aliases} == {"Berg"}
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    assert {alias.name for alias in archive.speakers.get("Ana Pell").aliases} == {
        "Berg",
        "Olaf Berg",
    }
    add(" date 2024-04-08 “Ice,” [Berg] he said.", "d.txt")
    assert archive.speakers.get("Berg").name == "Ana Pell"


@pytest.mark.parametrize("swapped", [False, True], ids=["the short one", "the full one"])
def test_two_names_are_split(
    archive: Archive, fog: str, add: Callable[..., str], swapped: bool
) -> None:
    add(" date 2024-04-07 “Snow,” [Berg] he said.", "c.txt")
    pair = ("Olaf Berg", "Berg") if swapped else ("Berg", "Olaf Berg")
    before = visible_state(archive)
    revision = archive.corrections.correct_names(*pair, same=False)
    assert sorted(speaker_names(archive)) == ["Ana Pell", "Berg", "Olaf Berg"]
    assert quote_texts(archive, 'speaker:"olaf berg"') == ["“We cleared the pier,”"]
    add(" date 2024-04-07 “Hail,” [Berg] he said.", "d.txt")
    assert "Berg" in speaker_names(archive)
    archive.corrections.apply(revision.inverse)
    assert "Berg" not in speaker_names(archive)
    assert before != visible_state(archive)


def test_later_correction_of_two_names_replaces_the_earlier(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=False)
    (correction,) = archive.corrections.all()
    assert isinstance(correction, NameCorrection)
    assert (correction.same, archive.corrections.why_unmatched(correction)) == (False, "")
    assert len(speaker_names(archive)) == 2


def test_correction_of_a_name_that_nobody_has_is_unmatched(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Nils Roos", "Ana Pell", same=True)
    (correction,) = archive.corrections.all()
    assert (
        archive.corrections.why_unmatched(correction)
        == "nobody is quoted under the name “Nils Roos”"
    )


def test_new_name_is_compared_with_the_names_in_the_archive(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "Berg")
    assert archive.speakers.get("Berg").name == "Olaf Berg"


def test_folds_of_an_older_archive_can_be_corrected(tmp_path: Path) -> None:
    """The folds that the program found are restored when corrections are undone."""
    (tmp_path / "old").mkdir()
    older = next(n for n, sql in enumerate(MIGRATIONS) if "found_into" in sql)
    with closing(sqlite3.connect(tmp_path / "old" / "archive.sqlite")) as old:
        old.executescript(";\n".join(MIGRATIONS[:older]))
        old.executemany(
            "INSERT INTO speakers (name, named, folded, quotes, articles, block)"
            " VALUES (?, 1, ?, 1, 1, 'person berg')",
            [("Olaf Berg", " olaf berg"), ("Berg", " berg")],
        )
        old.execute("INSERT INTO folds VALUES ('Berg', 'Olaf Berg', 'the only one', 0)")
        old.execute(f"PRAGMA user_version = {older}")
        old.commit()
    with Archive.open(tmp_path / "old", MarkedAnnotator()) as archive:
        assert speaker_names(archive) == ["Olaf Berg"]
        revision = archive.corrections.correct_names("Berg", "Olaf Berg", same=False)
        assert speaker_names(archive) == ["Berg", "Olaf Berg"]
        archive.corrections.apply(revision.inverse)
        assert speaker_names(archive) == ["Olaf Berg"]
