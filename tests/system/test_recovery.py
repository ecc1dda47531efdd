"""Of a damaged archive all that can be read is kept, and what is wrong is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Note
from index.engines.local.engine import LocalEngine
from index.engines.local.integrity.recovery import rescue
from index.errors import ArchiveError
from tests.bench.laden import number_of, text, word, write
from tests.support.builders import MarkedAnnotator, annotated
from tests.support.damage import (
    MANY,
    findings,
    first_articles,
    kept_in,
    last_articles,
    leaves,
    list_of_ids,
    middle_articles,
    quotes,
    root_page,
    run,
    speakers,
    spoil,
)
from tests.unit.engines.test_copies import FERRY, WIRE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kept_in(tmp_path)


def saved(folder: Path) -> dict[int, str]:
    """The articles that can be read, by number; every one is as it was, and can be found."""
    with Archive.open(folder) as archive:
        found = {number_of(entry.title): entry.id for entry in archive.articles(limit=MANY)}
        for number, name in found.items():
            assert archive.article(name).text == text(number)
            assert [hit.entry.id for hit in archive.search(word(number)).hits] == [name]
    return found


def test_rebuild_of_a_whole_archive_says_how_many_are_indexed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "rebuild") == 0
    assert capsys.readouterr().err == f"{MANY} articles indexed.\n"
    assert len(saved(folder)) == MANY


@pytest.mark.parametrize(
    ("where", "least"),
    [
        pytest.param(middle_articles, MANY - 40, id="pages in the midst of the articles"),
        pytest.param(first_articles, MANY - 20, id="the first page of articles"),
        pytest.param(last_articles, MANY - 20, id="the last page of articles"),
        pytest.param(quotes, MANY, id="a page of quotes"),
        pytest.param(speakers, MANY, id="a page of speakers"),
        pytest.param(list_of_ids, MANY, id="the list of ids"),
    ],
)
def test_rebuild_saves_what_can_be_read_of_a_damaged_archive(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    where: Callable[[Path], list[int]],
    least: int,
) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        before = {number_of(entry.title): entry.id for entry in archive.articles(limit=MANY)}
    spoil(path, *where(path))
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 1
    err = capsys.readouterr().err
    there = saved(folder)
    assert least <= len(there) <= MANY
    assert before.items() >= there.items()
    assert f"{len(there)} articles saved" in err
    lost = {name for number, name in before.items() if number not in there}
    assert all(name in err for name in sorted(lost)[:20])
    assert (folder / "archive.sqlite.damaged-1").read_bytes() == damaged
    assert f"The damaged file is kept as {folder / 'archive.sqlite.damaged-1'}" in err
    assert findings(folder, capsys)[0] == 0


def test_rebuild_counts_quotes_and_keeps_marks_of_what_it_saves(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, *quotes(path), *speakers(path))
    assert run(folder, "rebuild") == 1
    assert "saved without some quotes" in capsys.readouterr().err
    with Archive.open(folder) as archive:
        total = archive.count_quotes()
        assert 0 < total < MANY
        assert sum(speaker.quotes for speaker in archive.speakers.page(limit=MANY)) == total
        assert sum(entry.quotes for entry in archive.articles(limit=MANY)) == total
        (starred,) = archive.search("is:starred").hits
        assert archive.marks.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in archive.feeds.all()] == ["https://courier.example/feed"]


def test_rebuild_saves_marks_before_and_after_a_damaged_page(folder: Path) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        for number, entry in enumerate(archive.articles("oldest", limit=MANY)):
            archive.marks.tag(entry.id, f"{number:03} {'long ' * 30}")
    spoil(path, leaves(path, root_page(path, "marks"))[2])
    assert run(folder, "rebuild") == 1
    with Archive.open(folder) as archive:
        tags = [name for name, _ in archive.marks.tags()]
        assert MANY // 2 < len(tags) < MANY
        assert {tags[0][:3], tags[-1][:3]} == {"000", f"{MANY - 1:03}"}
        assert archive.search("is:starred").total == 1


def test_archive_of_which_nothing_can_be_read_is_left_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, 1)
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 2
    assert "put a backup in its place" in capsys.readouterr().err
    assert path.read_bytes() == damaged
    assert not list(folder.glob("*damaged*")) + list(folder.glob("*rescued*"))


def test_damaged_archive_that_another_program_has_open_is_left_to_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.local.integrity.recovery.BUSY_SECONDS", 0.1)
    path = folder / "archive.sqlite"
    spoil(path, *quotes(path))
    with Archive.open(folder) as archive:
        assert archive.count() == MANY
        assert run(folder, "rebuild") == 2
    assert "Another program has" in capsys.readouterr().err
    assert not list(folder.glob("*damaged*"))


def test_second_damaged_file_is_kept_beside_the_first(folder: Path) -> None:
    path = folder / "archive.sqlite"
    for number in (1, 2):
        spoil(path, *quotes(path))
        assert run(folder, "rebuild") == 1
        assert (folder / f"archive.sqlite.damaged-{number}").exists()


def test_copy_is_shown_where_the_article_that_it_repeats_is_lost(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path / "archive")
    engine.add(annotated(FERRY, WIRE))
    assert engine.count() == 1
    engine.close()
    path = tmp_path / "archive" / "archive.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM articles WHERE state = 0")
    assert rescue(path).articles == 1
    with Archive.open(tmp_path / "archive") as archive:
        archive.maintenance.rebuild()
        (entry,) = archive.articles()
        assert (entry.id, entry.copies) == (WIRE.id, 0)
        assert archive.count_quotes() == sum(each.quotes for each in archive.speakers.page()) == 2


# A damaged archive in use


@pytest.mark.parametrize(
    "command", ["search boats", "quotes", "speakers", "show 0", "add .", "rebuild", "check"]
)
def test_file_that_is_no_database_is_told_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"no database at all, but long enough" * 200)
    assert run(tmp_path, *command.split()) == 2
    assert "archive.sqlite" in capsys.readouterr().err
    assert path.read_bytes() == b"no database at all, but long enough" * 200


def test_what_is_whole_of_a_damaged_archive_can_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        name = archive.articles()[0].id
    spoil(path, *speakers(path))
    assert run(folder, "show", name) == 0
    assert "boats" in capsys.readouterr().out
    assert run(folder, "speakers") == 2
    assert "onrecord check" in capsys.readouterr().err


def test_adding_to_a_damaged_archive_ends_with_a_message(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Archive, "_load_annotator", lambda _: MarkedAnnotator())
    path = folder / "archive.sqlite"
    spoil(path, *last_articles(path))
    write(tmp_path / "more.jsonl", range(MANY, MANY + 3))
    with pytest.raises(ArchiveError, match="onrecord rebuild"), Archive.open(folder) as archive:
        list(archive.add([tmp_path / "more.jsonl"]))
