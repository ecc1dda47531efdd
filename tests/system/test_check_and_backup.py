"""``check`` and ``backup``: what is wrong is said, what is kept is copied whole."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Note
from index.engines.local.database.connection import Database
from tests.bench.laden import word
from tests.support.damage import (
    MANY,
    findings,
    kept_in,
    leaves,
    root_page,
    run,
    spoil,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return kept_in(tmp_path)


# check


def test_whole_archive_has_nothing_wrong_and_is_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, parts = findings(folder, capsys)
    assert code == 0
    assert [each["about"] for each in parts["database"]] == [
        f"whole; {MANY} articles with their copies and versions"
    ]
    assert not [each for found in parts.values() for each in found if each["remedy"]]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_article_that_was_changed_behind_our_back_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        (name,) = connection.execute("SELECT id FROM articles WHERE key = 7").fetchone()
        connection.execute("UPDATE articles SET text = text || ' Not so.' WHERE key = 7")
    code, parts = findings(folder, capsys)
    assert code == 1
    assert parts["database"][0]["about"] == f"article {name} is not as it was added"


def test_damaged_page_of_the_database_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, leaves(path, root_page(path, "articles"))[1])
    code, parts = findings(folder, capsys)
    assert code == 1
    assert all("rebuild" in each["remedy"] for each in parts["database"])


@pytest.mark.parametrize("suffix", [".lst", ".toc", ".seal", ".col"])
def test_damaged_file_of_the_index_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    path = max((folder / "index").glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    code, parts = findings(folder, capsys)
    assert code == 1
    assert parts["index"][0]["remedy"]
    assert run(folder, "rebuild") == 0
    assert findings(folder, capsys)[0] == 0


def test_index_that_is_behind_is_no_damage(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE articles SET indexed = 0 WHERE key < 4")
    code, parts = findings(folder, capsys)
    assert (code, parts["index"][0]["about"]) == (0, "whole, 3 articles behind")


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_folder_that_others_can_look_into_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.chmod(0o755)
    code, parts = findings(folder, capsys)
    assert code == 1
    assert "chmod" in parts["folder"][0]["remedy"]


@pytest.mark.parametrize("command", ["check", "rebuild", "backup x"])
def test_no_archive_is_made_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(tmp_path / "none", *command.split()) == 2
    assert f"There is no archive in {tmp_path / 'none'}." in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


# backup


def test_backup_is_an_archive_with_all_that_is_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "backup", str(tmp_path / "deep" / "backup")) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(tmp_path / "deep" / "backup" / "archive.sqlite")]
    assert f"{MANY} articles backed up" in err
    assert [path.name for path in (tmp_path / "deep" / "backup").iterdir()] == ["archive.sqlite"]
    with Archive.open(tmp_path / "deep" / "backup") as copy, Archive.open(folder) as archive:
        assert copy.digest() == archive.digest()
        (starred,) = copy.search("is:starred").hits
        assert copy.marks.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in copy.feeds.all()] == ["https://courier.example/feed"]
        assert copy.search(word(5)).total == copy.count_quotes(f"Ana {word(5)}") == 1


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_backup_is_for_its_owner_alone(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "backup", str(tmp_path / "backup")) == 0
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "backup" / "archive.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["a backup", "a link that leads nowhere", "the archive itself"])
def test_backup_never_overwrites(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    target = folder if there == "the archive itself" else tmp_path / "backup"
    target.mkdir(exist_ok=True)
    if there == "a backup":
        (target / "archive.sqlite").write_bytes(b"an older one")
    elif there == "a link that leads nowhere":
        (target / "archive.sqlite").symlink_to(tmp_path / "nowhere")
    before = sorted(target.iterdir())
    assert run(folder, "backup", str(target)) == 2
    assert "is left as it is: name another folder" in capsys.readouterr().err
    assert sorted(target.iterdir()) == before
    assert not (tmp_path / "nowhere").exists()
    if there == "a backup":
        assert (target / "archive.sqlite").read_bytes() == b"an older one"


def test_backup_made_while_articles_are_added_is_of_one_moment(
    folder: Path, tmp_path: Path
) -> None:
    """A transaction that is not ended, and pages that are not yet in the file itself."""
    database = Database(folder / "archive.sqlite")
    with Archive.open(folder) as archive, database.transaction() as cursor:
        cursor.execute("DELETE FROM quotes")
        archive.maintenance.back_up(tmp_path / "backup")
    database.close()
    with Archive.open(tmp_path / "backup") as copy, Archive.open(folder) as archive:
        assert copy.count_quotes() == MANY
        assert archive.count() == MANY


def test_backup_to_a_full_disk_leaves_no_half_of_it(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("index.engines.local.integrity.backup._copy", fail)
    assert run(folder, "backup", str(tmp_path / "backup")) == 2
    assert "has room" in capsys.readouterr().err
    assert not list((tmp_path / "backup").iterdir())


def test_backup_of_a_damaged_archive_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    spoil(path, leaves(path, root_page(path, "articles"))[1])
    assert run(folder, "backup", str(tmp_path / "backup")) == 2
    assert "onrecord rebuild" in capsys.readouterr().err
    assert not list((tmp_path / "backup").iterdir())
