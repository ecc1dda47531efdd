"""What the reader corrects holds everywhere, for good, and can be undone without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article, NameCorrection, Quote, QuoteCorrection, Revision
from index.engines.forms import FORMS
from index.errors import ArchiveError, NotFoundError
from tests.made import MarkedAnnotator

FOG = (
    " date 2024-03-05 source Harbour Post Fog came. “We saved boats,” [Ana Pell] she said."
    " “No nets were lost,” [Ana Pell] she said. “We waited long,” [a clerk] said he. “Oh,” “Oh,”"
)
SNOW = " date 2024-04-06 Snow fell. “We cleared the pier,” [Olaf Berg] he said. “Cold,” [Ana Pell]"
TRUTH = "Greta Holm"


@pytest.fixture
def add(archive: Archive, tmp_path: Path) -> Callable[..., str]:
    """Add an article of a text; gives its id."""

    def make(text: str, name: str = "a.txt", to: Archive = archive) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (outcome,) = to.add([tmp_path / name])
        return outcome.id

    return make


@pytest.fixture
def fog(add: Callable[..., str]) -> str:
    """The id of an article with three quotes that have a speaker, and two that have none."""
    add(SNOW, "b.txt")
    return add(FOG)


def quote(archive: Archive, id: str, number: int = 0) -> Quote:
    return archive.annotation(id).quotes[number]


def found(archive: Archive, line: str) -> list[str]:
    return sorted(hit.text for hit in archive.quotes(query=line))


def seen(archive: Archive) -> object:
    """All that a reader can see of quotes and speakers."""
    return (
        archive.speakers(limit=100),
        archive.quotes(limit=100),
        [
            (entry.quotes, entry.speakers, archive.annotation(entry.id))
            for entry in archive.articles()
        ],
    )


def again(archive: Archive, tmp_path: Path) -> Archive:
    """The same archive, started anew."""
    archive.close()
    return Archive.open(tmp_path / "archive", MarkedAnnotator())


# A quote is given to somebody else


def test_corrected_quote_is_found_under_its_new_speaker_alone(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    assert found(archive, "speaker:holm") == ["“We saved boats,”"]
    assert found(archive, "speaker:pell") == ["“Cold,”", "“No nets were lost,”"]
    assert [hit.text for hit in archive.quotes_of(archive.speaker(TRUTH))] == ["“We saved boats,”"]
    assert archive.search("speaker:holm said:boats").total == 1


def test_counts_and_days_of_speakers_follow(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    archive.correct(fog, quote(archive, fog, 1), TRUTH)
    holm, pell = archive.speaker(TRUTH), archive.speaker("Ana Pell")
    assert (holm.quotes, holm.articles, str(holm.first)) == (2, 1, "2024-03-05")
    assert (pell.quotes, pell.articles, str(pell.first)) == (1, 1, "2024-04-06")


def test_speaker_without_quotes_is_none(archive: Archive, fog: str) -> None:
    (number,) = (n for n in range(5) if quote(archive, fog, n).speaker == "a clerk")
    archive.correct(fog, quote(archive, fog, number), TRUTH)
    assert archive.speaker("a clerk") is None
    assert quote(archive, fog, number).named


def test_explanation_says_so_and_what_the_program_had_thought(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    now = quote(archive, fog)
    assert (now.speakers, now.confidence) == ((TRUTH,), 1.0)
    you, program = now.steps[:2]
    assert (you.subject, you.value) == ("you", TRUTH)
    assert you.reason.startswith("corrected by the reader on 20")
    assert (program.value, program.reason) == ("Ana Pell", "confidence 0.90")


def test_quote_can_be_of_nobody_known(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), "")
    assert "“We saved boats,”" in found(archive, "speaker:unknown")
    assert "“We saved boats,”" not in found(archive, "speaker:pell")


def test_words_can_be_no_quote(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), "", is_quote=False)
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
    archive.correct(fog, quote(archive, fog), speaker)
    assert archive.speaker(speaker).named is named
    assert ("“We saved boats,”" in found(archive, "speaker:unnamed")) is not named


def test_several_can_have_spoken(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), "Ana Pell; Greta Holm")
    assert quote(archive, fog).speakers == ("Ana Pell", "Greta Holm")
    assert "“We saved boats,”" in found(archive, "speaker:holm")


def test_of_equal_words_the_right_ones_are_corrected(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog, 4), TRUTH)
    assert [quote(archive, fog, n).speaker for n in (3, 4)] == [None, TRUTH]


def test_second_correction_replaces_the_first(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    archive.correct(fog, quote(archive, fog), "Nils Roos")
    (kept,) = archive.corrections()
    assert (kept.was, kept.speaker) == ("Ana Pell", "Nils Roos")
    assert found(archive, "speaker:holm") == []


def test_what_the_program_found_needs_no_correction(archive: Archive, fog: str) -> None:
    before = seen(archive)
    archive.correct(fog, quote(archive, fog), TRUTH)
    archive.correct(fog, quote(archive, fog), "Ana Pell")
    assert archive.corrections() == ()
    assert seen(archive) == before


def test_quote_that_is_no_more_cannot_be_corrected(archive: Archive, fog: str) -> None:
    with pytest.raises(NotFoundError):
        archive.correct("0123456789abcdef", quote(archive, fog), TRUTH)


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
    revision = archive.correct(fog, quote(archive, fog), speaker, is_quote=is_quote)
    assert seen(archive) != before
    if how == "undo":
        archive.revise(revision.undone)
        assert seen(archive) == before
    else:
        archive.corrections_file.write_text("")
        with again(archive, tmp_path) as restarted:
            restarted.catch_up()
            assert seen(restarted) == before


def test_undoing_brings_back_the_correction_before(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    second = archive.correct(fog, quote(archive, fog), "", is_quote=False)
    archive.revise(second.undone)
    assert quote(archive, fog).speaker == TRUTH


# They last


def test_corrections_survive_a_rebuild_and_adding_again(
    archive: Archive, fog: str, add: Callable[..., str]
) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    archive.rebuild()
    assert add(FOG, "elsewhere.txt") == fog
    assert found(archive, "speaker:holm") == ["“We saved boats,”"]


def test_correction_holds_in_a_new_archive_with_the_file(
    archive: Archive, fog: str, tmp_path: Path, add: Callable[..., str]
) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "corrections.toml").write_bytes(archive.corrections_file.read_bytes())
    with Archive.open(tmp_path / "other", MarkedAnnotator()) as other:
        (kept,) = other.corrections()
        assert other.unfit(kept) == "there is no such article in the archive"
        assert add(FOG, to=other) == fog
        assert found(other, "speaker:holm") == ["“We saved boats,”"]
        assert other.unfit(kept) == ""
        assert other.speaker("Ana Pell").quotes == 1


class Recut(MarkedAnnotator):
    """Cuts the quotes otherwise than another program did."""

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
        pytest.param(1, -1, id="without the marks"),
        pytest.param(-6, 0, id="from words before"),
        pytest.param(4, 0, id="from a later word"),
        pytest.param(0, -8, id="to an earlier word"),
        pytest.param(0, 5, id="to words after"),
    ],
)
def test_correction_fits_a_quote_that_is_cut_otherwise(
    archive: Archive, fog: str, tmp_path: Path, add: Callable[..., str], begin: int, end: int
) -> None:
    archive.correct(fog, quote(archive, fog, 1), TRUTH)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "corrections.toml").write_bytes(archive.corrections_file.read_bytes())
    with Archive.open(tmp_path / "other", Recut(begin, end)) as other:
        add(FOG, to=other)
        speakers = [each.speaker for each in other.annotation(fog).quotes]
        assert speakers == ["Olaf Berg", TRUTH, "Olaf Berg"]


def test_correction_whose_words_are_in_no_quote_is_said_to_fit_nothing(
    archive: Archive, fog: str
) -> None:
    lost = QuoteCorrection(article=fog, words="the boats were green", speaker=TRUTH)
    archive.revise(Revision(into=(lost,)))
    assert archive.corrections() == (lost,)
    assert archive.unfit(lost) == "no quote of the article has these words"


COPY = FOG.replace("Harbour Post", "Valley Echo").replace("Fog came", "Thick fog came")
LONG = " The harbour of Torpier lay still for hours while the ferry waited outside the long pier."


def test_correction_holds_for_the_copies_of_an_article(
    archive: Archive, add: Callable[..., str]
) -> None:
    first = add(FOG + LONG * 3, "c.txt")
    early = add(COPY + LONG * 3, "d.txt")
    archive.correct(first, quote(archive, first), TRUTH)
    late = add(COPY.replace("Echo", "Star") + LONG * 3, "e.txt")
    assert len(archive.copies(first)) == 2
    assert [quote(archive, one).speaker for one in (first, early, late)] == [TRUTH] * 3
    assert (archive.speaker(TRUTH).quotes, archive.speaker("Ana Pell").quotes) == (1, 1)
    assert found(archive, "speaker:pell") == ["“No nets were lost,”"]
    assert found(archive, "speaker:holm") == ["“We saved boats,”"]


# Two names


def names(archive: Archive) -> list[str]:
    return [speaker.name for speaker in archive.speakers() if speaker.named]


def test_two_names_are_one_person_where_the_reader_says_so(archive: Archive, fog: str) -> None:
    archive.correct_names("Olaf Berg", "Ana Pell", same=True)
    (speaker,) = (one for one in archive.speakers() if one.named)
    assert (speaker.name, speaker.quotes) == ("Ana Pell", 4)
    assert speaker.aliases[0].name == "Olaf Berg"
    assert speaker.aliases[0].reason.startswith("you said so on 20")
    assert len(archive.quotes("Ana Pell")) == 4


def test_names_that_a_name_stands_for_go_with_it(
    archive: Archive, fog: str, add: Callable[..., str]
) -> None:
    add(" date 2024-04-07 “Snow,” [Berg] he said.", "c.txt")
    assert {alias.name for alias in archive.speaker("Olaf Berg").aliases} == {"Berg"}
    archive.correct_names("Olaf Berg", "Ana Pell", same=True)
    assert {alias.name for alias in archive.speaker("Ana Pell").aliases} == {"Berg", "Olaf Berg"}
    add(" date 2024-04-08 “Ice,” [Berg] he said.", "d.txt")
    assert archive.speaker("Berg").name == "Ana Pell"


@pytest.mark.parametrize("turned", [False, True], ids=["the short one", "the full one"])
def test_two_names_are_two_people_where_the_reader_says_so(
    archive: Archive, fog: str, add: Callable[..., str], turned: bool
) -> None:
    add(" date 2024-04-07 “Snow,” [Berg] he said.", "c.txt")
    pair = ("Olaf Berg", "Berg") if turned else ("Berg", "Olaf Berg")
    before = seen(archive)
    apart = archive.correct_names(*pair, same=False)
    assert sorted(names(archive)) == ["Ana Pell", "Berg", "Olaf Berg"]
    assert found(archive, 'speaker:"olaf berg"') == ["“We cleared the pier,”"]
    add(" date 2024-04-07 “Hail,” [Berg] he said.", "d.txt")
    assert "Berg" in names(archive)
    archive.revise(apart.undone)
    assert "Berg" not in names(archive)
    assert before != seen(archive)


def test_later_word_on_two_names_replaces_the_earlier(archive: Archive, fog: str) -> None:
    archive.correct_names("Olaf Berg", "Ana Pell", same=True)
    archive.correct_names("Ana Pell", "Olaf Berg", same=False)
    (kept,) = archive.corrections()
    assert isinstance(kept, NameCorrection)
    assert (kept.same, archive.unfit(kept)) == (False, "")
    assert len(names(archive)) == 2


def test_name_that_nobody_has_is_said_to_fit_nothing(archive: Archive, fog: str) -> None:
    archive.correct_names("Nils Roos", "Ana Pell", same=True)
    (kept,) = archive.corrections()
    assert archive.unfit(kept) == "nobody is quoted under the name “Nils Roos”"


def test_corrected_name_is_compared_with_those_that_are_there(archive: Archive, fog: str) -> None:
    archive.correct(fog, quote(archive, fog), "Berg")
    assert archive.speaker("Berg").name == "Olaf Berg"


# Nothing is lost


def test_two_programs_lose_none_of_each_others_corrections(
    archive: Archive, fog: str, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "archive") as other:
        other.correct(fog, quote(archive, fog), TRUTH)
        archive.correct(fog, quote(archive, fog, 1), TRUTH)
        other.correct_names("Olaf Berg", "Ana Pell", same=True)
        assert len(archive.corrections()) == 3
        assert archive.speaker(TRUTH).quotes == 2


def test_backup_has_the_corrections(archive: Archive, fog: str, tmp_path: Path) -> None:
    revision = archive.correct(fog, quote(archive, fog), TRUTH)
    archive.back_up(tmp_path / "backup")
    with Archive.open(tmp_path / "backup") as backup:
        assert quote(backup, fog).speaker == TRUTH
        assert backup.corrections() == revision.into
        backup.revise(revision.undone)
        assert quote(backup, fog).speaker == "Ana Pell"


def test_file_that_was_lost_is_written_again(archive: Archive, fog: str, tmp_path: Path) -> None:
    archive.correct(fog, quote(archive, fog), TRUTH)
    text = archive.corrections_file.read_text()
    archive.corrections_file.unlink()
    with again(archive, tmp_path) as restarted:
        assert restarted.corrections_file.read_text() == text
        assert quote(restarted, fog).speaker == TRUTH


def test_database_that_did_not_learn_of_a_correction_learns_it(
    archive: Archive, fog: str, tmp_path: Path
) -> None:
    """As after a kill between the two."""
    kept, now = tmp_path / "kept.sqlite", tmp_path / "archive" / "archive.sqlite"
    with closing(sqlite3.connect(now)) as before, closing(sqlite3.connect(kept)) as copy:
        before.backup(copy)
    archive.correct(fog, quote(archive, fog), TRUTH)
    archive.close()
    for file in (tmp_path / "archive").glob("archive.sqlite*"):
        file.unlink()
    kept.rename(now)
    with Archive.open(tmp_path / "archive") as restarted:
        assert quote(restarted, fog).speaker == TRUTH


def test_correction_that_cannot_be_written_is_not_made(
    archive: Archive, fog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = seen(archive)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ArchiveError, match=r"corrections\.toml cannot be written: No space left"):
        archive.correct(fog, quote(archive, fog), TRUTH)
    monkeypatch.undo()
    assert seen(archive) == before
    assert archive.corrections() == ()
    assert not list(archive.corrections_file.parent.glob(".corrections*"))


def test_threads_lose_none_of_each_others_corrections(archive: Archive, fog: str) -> None:
    quotes = archive.annotation(fog).quotes
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda each: archive.correct(fog, each, TRUTH), quotes))
    assert len(archive.corrections()) == 5
    assert archive.speaker(TRUTH).quotes == 5
    assert archive.search("speaker:holm").total == 1


@pytest.mark.parametrize("speaker", [" unknown ", "Greta\n  Holm", "Ana Pell;", ";", "“"])
def test_whatever_is_typed_can_be_undone(archive: Archive, fog: str, speaker: str) -> None:
    before = seen(archive)
    revision = archive.correct(fog, quote(archive, fog), speaker)
    assert archive.corrections() == revision.into
    archive.revise(revision.undone)
    assert seen(archive) == before


def test_folds_of_an_older_archive_can_be_corrected(tmp_path: Path) -> None:
    """Those that the program had found are still there when the reader's are undone."""
    (tmp_path / "old").mkdir()
    older = next(n for n, form in enumerate(FORMS) if "found_into" in form)
    with closing(sqlite3.connect(tmp_path / "old" / "archive.sqlite")) as old:
        old.executescript(";\n".join(FORMS[:older]))
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
        apart = archive.correct_names("Berg", "Olaf Berg", same=False)
        assert names(archive) == ["Berg", "Olaf Berg"]
        archive.revise(apart.undone)
        assert names(archive) == ["Olaf Berg"]
