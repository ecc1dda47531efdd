"""Corrections are durable: they survive rebuilds, copies, other versions, crashes and races."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article, Quote
from index.errors import ArchiveError
from index.user_data import QuoteCorrection, Revision
from tests.support.builders import MarkedAnnotator
from tests.support.corrections import FOG, RIGHT, quote, quote_texts, reopen, visible_state


def test_corrections_survive_a_rebuild_and_adding_again(
    archive: Archive, fog: str, add: Callable[..., str]
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.maintenance.rebuild()
    assert add(FOG, "elsewhere.txt") == fog
    assert quote_texts(archive, "speaker:holm") == ["“We saved boats,”"]


def test_file_applies_in_another_archive(
    archive: Archive, fog: str, tmp_path: Path, add: Callable[..., str]
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "corrections.toml").write_bytes(archive.corrections.path.read_bytes())
    with Archive.open(tmp_path / "other", MarkedAnnotator()) as other:
        (correction,) = other.corrections.all()
        assert other.corrections.why_unmatched(correction) == "no such article in the archive"
        assert add(FOG, to=other) == fog
        assert quote_texts(other, "speaker:holm") == ["“We saved boats,”"]
        assert other.corrections.why_unmatched(correction) == ""
        assert other.speakers.get("Ana Pell").quotes == 1


class RecuttingAnnotator(MarkedAnnotator):
    """Cuts quotes differently, as another version of the program might."""

    def __init__(self, begin: int, end: int) -> None:
        self.begin, self.end = begin, end

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article, annotation in super().annotate(articles):
            quotes = []
            for each in annotation.quotes:
                (span,) = each.content
                span = span._replace(start=span.start + self.begin, end=span.end + self.end)
                quotes.append(Quote(content=(span,), kind="direct", speakers=("Olaf Berg",)))
            yield article, Annotation(annotation.entities, tuple(quotes[:3]))


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        pytest.param(1, -1, id="without quotation marks"),
        pytest.param(-6, 0, id="from words before"),
        pytest.param(4, 0, id="from a later word"),
        pytest.param(0, -8, id="to an earlier word"),
        pytest.param(0, 5, id="to words after"),
    ],
)
def test_correction_matches_a_quote_that_is_cut_differently(
    archive: Archive, fog: str, tmp_path: Path, add: Callable[..., str], begin: int, end: int
) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog, 1), RIGHT)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "corrections.toml").write_bytes(archive.corrections.path.read_bytes())
    with Archive.open(tmp_path / "other", RecuttingAnnotator(begin, end)) as other:
        add(FOG, to=other)
        speakers = [each.speaker for each in other.annotation(fog).quotes]
        assert speakers == ["Olaf Berg", RIGHT, "Olaf Berg"]


def test_correction_whose_words_are_in_no_quote_is_unmatched(archive: Archive, fog: str) -> None:
    lost = QuoteCorrection(article=fog, words="the boats were green", speaker=RIGHT)
    archive.corrections.apply(Revision(added=(lost,)))
    assert archive.corrections.all() == (lost,)
    assert archive.corrections.why_unmatched(lost) == "no quote of the article has these words"


COPY = FOG.replace("Harbour Post", "Valley Echo").replace("Fog came", "Thick fog came")
LONG = " The harbour of Torpier lay still for hours while the ferry waited outside the long pier."


def test_correction_applies_to_the_copies_of_an_article(
    archive: Archive, add: Callable[..., str]
) -> None:
    first = add(FOG + LONG * 3, "c.txt")
    early = add(COPY + LONG * 3, "d.txt")
    archive.corrections.correct_quote(first, quote(archive, first), RIGHT)
    late = add(COPY.replace("Echo", "Star") + LONG * 3, "e.txt")
    assert len(archive.copies(first)) == 2
    assert [quote(archive, one).speaker for one in (first, early, late)] == [RIGHT] * 3
    assert (archive.speakers.get(RIGHT).quotes, archive.speakers.get("Ana Pell").quotes) == (1, 1)
    assert quote_texts(archive, "speaker:pell") == ["“No nets were lost,”"]
    assert quote_texts(archive, "speaker:holm") == ["“We saved boats,”"]


# No correction is lost


def test_two_processes_lose_none_of_each_others_corrections(
    archive: Archive, fog: str, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "archive") as other:
        other.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
        archive.corrections.correct_quote(fog, quote(archive, fog, 1), RIGHT)
        other.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
        assert len(archive.corrections.all()) == 3
        assert archive.speakers.get(RIGHT).quotes == 2


def test_backup_contains_the_corrections(archive: Archive, fog: str, tmp_path: Path) -> None:
    revision = archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.maintenance.back_up(tmp_path / "backup")
    with Archive.open(tmp_path / "backup") as backup:
        assert quote(backup, fog).speaker == RIGHT
        assert backup.corrections.all() == revision.added
        backup.corrections.apply(revision.inverse)
        assert quote(backup, fog).speaker == "Ana Pell"


def test_deleted_file_is_written_again(archive: Archive, fog: str, tmp_path: Path) -> None:
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    text = archive.corrections.path.read_text()
    archive.corrections.path.unlink()
    with reopen(archive, tmp_path) as restarted:
        assert restarted.corrections.path.read_text() == text
        assert quote(restarted, fog).speaker == RIGHT


def test_correction_that_is_only_in_the_file_is_applied_at_the_next_start(
    archive: Archive, fog: str, tmp_path: Path
) -> None:
    """As after a kill between writing the file and committing the transaction."""
    backup, path = tmp_path / "kept.sqlite", tmp_path / "archive" / "archive.sqlite"
    with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(backup)) as copy:
        database.backup(copy)
    archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    archive.close()
    for file in (tmp_path / "archive").glob("archive.sqlite*"):
        file.unlink()
    backup.rename(path)
    with Archive.open(tmp_path / "archive") as restarted:
        assert quote(restarted, fog).speaker == RIGHT


def test_correction_that_cannot_be_written_is_not_made(
    archive: Archive, fog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = visible_state(archive)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ArchiveError, match=r"corrections\.toml cannot be written: No space left"):
        archive.corrections.correct_quote(fog, quote(archive, fog), RIGHT)
    monkeypatch.undo()
    assert visible_state(archive) == before
    assert archive.corrections.all() == ()
    assert not list(archive.corrections.path.parent.glob(".corrections*"))


def test_threads_lose_none_of_each_others_corrections(archive: Archive, fog: str) -> None:
    quotes = archive.annotation(fog).quotes
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda each: archive.corrections.correct_quote(fog, each, RIGHT), quotes))
    assert len(archive.corrections.all()) == 5
    assert archive.speakers.get(RIGHT).quotes == 5
    assert archive.search("speaker:holm").total == 1


@pytest.mark.parametrize("speaker", [" unknown ", "Greta\n  Holm", "Ana Pell;", ";", "“"])
def test_any_typed_speaker_can_be_undone(archive: Archive, fog: str, speaker: str) -> None:
    before = visible_state(archive)
    revision = archive.corrections.correct_quote(fog, quote(archive, fog), speaker)
    assert archive.corrections.all() == revision.added
    archive.corrections.apply(revision.inverse)
    assert visible_state(archive) == before
