"""A damaged archive: everything readable is recovered, and the rest is reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.engines.local.integrity.recovery import recover
from index.errors import ArchiveError
from index.user_data import Note
from tests.support.builders import MarkedAnnotator, annotated
from tests.support.copies import COPY, FERRY
from tests.support.damage import (
    COUNT,
    check,
    first_articles,
    index_of_ids,
    last_articles,
    leaf_pages,
    middle_articles,
    numbered_archive,
    overwrite,
    quotes,
    run,
    speakers,
)
from tests.support.numbered_articles import found, number_of, text, word, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return numbered_archive(tmp_path)


def readable_ids(folder: Path) -> dict[int, str]:
    """Return the ids of the articles that can be read, by number; each must be unchanged."""
    with Archive.open(folder) as archive:
        ids = {number_of(entry.title): entry.id for entry in archive.articles(limit=COUNT)}
        for number, article_id in ids.items():
            assert archive.article(article_id).text == text(number)
            assert found(archive, word(number)) == [article_id]
    return ids


def test_rebuild_of_an_undamaged_archive_reports_the_number_of_articles(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "rebuild") == 0
    assert capsys.readouterr().err == f"{COUNT} articles indexed.\n"
    assert len(readable_ids(folder)) == COUNT


@pytest.mark.parametrize(
    ("damaged_pages", "min_saved"),
    [
        pytest.param(middle_articles, COUNT - 40, id="pages in the middle of the articles"),
        pytest.param(first_articles, COUNT - 20, id="the first page of articles"),
        pytest.param(last_articles, COUNT - 20, id="the last page of articles"),
        pytest.param(quotes, COUNT, id="a page of quotes"),
        pytest.param(speakers, COUNT, id="a page of speakers"),
        pytest.param(index_of_ids, COUNT, id="the index of ids"),
    ],
)
def test_rebuild_saves_everything_readable_from_a_damaged_archive(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    damaged_pages: Callable[[Path], list[int]],
    min_saved: int,
) -> None:
    path = folder / "archive.sqlite"
    before = readable_ids(folder)
    overwrite(path, *damaged_pages(path))
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 1
    err = capsys.readouterr().err
    saved = readable_ids(folder)
    assert min_saved <= len(saved) <= COUNT
    assert before.items() >= saved.items()
    assert f"{len(saved)} articles recovered" in err
    lost = {article_id for number, article_id in before.items() if number not in saved}
    assert all(article_id in err for article_id in sorted(lost)[:20])
    assert (folder / "archive.sqlite.damaged-1").read_bytes() == damaged
    assert f"The damaged file was kept as {folder / 'archive.sqlite.damaged-1'}" in err
    assert check(folder, capsys)[0] == 0


def test_rebuild_recounts_quotes_and_keeps_the_marks_of_saved_articles(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    overwrite(path, *quotes(path), *speakers(path))
    assert run(folder, "rebuild") == 1
    assert "recovered without some quotes" in capsys.readouterr().err
    with Archive.open(folder) as archive:
        total = archive.count_quotes()
        assert 0 < total < COUNT
        assert sum(speaker.quotes for speaker in archive.speakers.page(limit=COUNT)) == total
        assert sum(entry.quotes for entry in archive.articles(limit=COUNT)) == total
        (starred,) = archive.search("is:starred").hits
        assert archive.marks.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in archive.feeds.all()] == ["https://courier.example/feed"]


def test_rebuild_saves_marks_before_and_after_a_damaged_page(folder: Path) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        for number, entry in enumerate(archive.articles("oldest", limit=COUNT)):
            archive.marks.tag(entry.id, f"{number:03} {'long ' * 30}")
    overwrite(path, leaf_pages(path, "marks")[2])
    assert run(folder, "rebuild") == 1
    with Archive.open(folder) as archive:
        tags = [name for name, _ in archive.marks.tags()]
        assert COUNT // 2 < len(tags) < COUNT
        assert {tags[0][:3], tags[-1][:3]} == {"000", f"{COUNT - 1:03}"}
        assert archive.search("is:starred").total == 1


def test_completely_unreadable_archive_is_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    overwrite(path, 1)
    damaged = path.read_bytes()
    assert run(folder, "rebuild") == 2
    assert "Replace it by a backup" in capsys.readouterr().err
    assert path.read_bytes() == damaged
    assert not list(folder.glob("*damaged*")) + list(folder.glob("*rescued*"))


def test_damaged_archive_that_another_program_has_open_is_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.local.integrity.recovery.BUSY_TIMEOUT", 0.1)
    path = folder / "archive.sqlite"
    overwrite(path, *quotes(path))
    with Archive.open(folder) as archive:
        assert archive.count() == COUNT
        assert run(folder, "rebuild") == 2
    assert "Another process has" in capsys.readouterr().err
    assert not list(folder.glob("*damaged*"))


def test_each_damaged_file_is_kept_under_a_new_name(folder: Path) -> None:
    path = folder / "archive.sqlite"
    for number in (1, 2):
        overwrite(path, *quotes(path))
        assert run(folder, "rebuild") == 1
        assert (folder / f"archive.sqlite.damaged-{number}").exists()


def test_copy_is_shown_if_the_article_that_it_repeats_is_lost(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path / "archive")
    engine.add(annotated(FERRY, COPY))
    assert engine.count() == 1
    engine.close()
    path = tmp_path / "archive" / "archive.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM articles WHERE state = 0")
    assert recover(path).articles == 1
    with Archive.open(tmp_path / "archive") as archive:
        archive.maintenance.rebuild()
        (entry,) = archive.articles()
        assert (entry.id, entry.copies) == (COPY.id, 0)
        assert archive.count_quotes() == sum(each.quotes for each in archive.speakers.page()) == 2


# Using a damaged archive


@pytest.mark.parametrize(
    "command", ["search boats", "quotes", "speakers", "show 0", "add .", "rebuild", "check"]
)
def test_file_that_is_not_a_database_is_reported_and_not_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"not a database, but long enough" * 200)
    assert run(tmp_path, *command.split()) == 2
    assert "archive.sqlite" in capsys.readouterr().err
    assert path.read_bytes() == b"not a database, but long enough" * 200


def test_undamaged_parts_of_a_damaged_archive_can_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    with Archive.open(folder) as archive:
        article_id = archive.articles()[0].id
    overwrite(path, *speakers(path))
    assert run(folder, "show", article_id) == 0
    assert "boats" in capsys.readouterr().out
    assert run(folder, "speakers") == 2
    assert "onrecord check" in capsys.readouterr().err


def test_adding_to_a_damaged_archive_fails_with_a_message(folder: Path, tmp_path: Path) -> None:
    path = folder / "archive.sqlite"
    overwrite(path, *last_articles(path))
    write(tmp_path / "more.jsonl", range(COUNT, COUNT + 3))
    with (
        pytest.raises(ArchiveError, match="onrecord rebuild"),
        Archive.open(folder, MarkedAnnotator()) as archive,
    ):
        list(archive.add([tmp_path / "more.jsonl"]))
