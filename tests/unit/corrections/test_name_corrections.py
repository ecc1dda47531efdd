"""Two names are one person's, or are not, where the reader says so."""

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
from tests.support.corrections import found, names, quote, seen


def test_two_names_are_one_person_where_the_reader_says_so(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    (speaker,) = (one for one in archive.speakers.page() if one.named)
    assert (speaker.name, speaker.quotes) == ("Ana Pell", 4)
    assert speaker.aliases[0].name == "Olaf Berg"
    assert speaker.aliases[0].reason.startswith("merged by you on 20")
    assert len(archive.quotes("Ana Pell")) == 4


def test_article_where_two_names_of_a_person_speak_counts_once(
    archive: Archive, add: Callable[..., str]
) -> None:
    add(" date 2024-04-07 “Snow,” [Ana Pell] she said. “Ice,” [Olaf Berg] he said.", "c.txt")
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    found = archive.speakers.get("Ana Pell")
    assert (found.quotes, found.articles) == (2, 1)
    assert [one.articles for one in archive.speakers.page()] == [1]


def test_names_that_a_name_stands_for_go_with_it(
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


@pytest.mark.parametrize("turned", [False, True], ids=["the short one", "the full one"])
def test_two_names_are_two_people_where_the_reader_says_so(
    archive: Archive, fog: str, add: Callable[..., str], turned: bool
) -> None:
    add(" date 2024-04-07 “Snow,” [Berg] he said.", "c.txt")
    pair = ("Olaf Berg", "Berg") if turned else ("Berg", "Olaf Berg")
    before = seen(archive)
    apart = archive.corrections.correct_names(*pair, same=False)
    assert sorted(names(archive)) == ["Ana Pell", "Berg", "Olaf Berg"]
    assert found(archive, 'speaker:"olaf berg"') == ["“We cleared the pier,”"]
    add(" date 2024-04-07 “Hail,” [Berg] he said.", "d.txt")
    assert "Berg" in names(archive)
    archive.corrections.apply(apart.inverse)
    assert "Berg" not in names(archive)
    assert before != seen(archive)


def test_later_word_on_two_names_replaces_the_earlier(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=False)
    (kept,) = archive.corrections.all()
    assert isinstance(kept, NameCorrection)
    assert (kept.same, archive.corrections.why_unmatched(kept)) == (False, "")
    assert len(names(archive)) == 2


def test_name_that_nobody_has_is_said_to_fit_nothing(archive: Archive, fog: str) -> None:
    archive.corrections.correct_names("Nils Roos", "Ana Pell", same=True)
    (kept,) = archive.corrections.all()
    assert archive.corrections.why_unmatched(kept) == "nobody is quoted under the name “Nils Roos”"


def test_corrected_name_is_compared_with_those_that_are_there(archive: Archive, fog: str) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), "Berg")
    assert archive.speakers.get("Berg").name == "Olaf Berg"


def test_folds_of_an_older_archive_can_be_corrected(tmp_path: Path) -> None:
    """Those that the program had found are still there when the reader's are undone."""
    (tmp_path / "old").mkdir()
    older = next(n for n, form in enumerate(MIGRATIONS) if "found_into" in form)
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
        assert names(archive) == ["Olaf Berg"]
        apart = archive.corrections.correct_names("Berg", "Olaf Berg", same=False)
        assert names(archive) == ["Berg", "Olaf Berg"]
        archive.corrections.apply(apart.inverse)
        assert names(archive) == ["Olaf Berg"]
