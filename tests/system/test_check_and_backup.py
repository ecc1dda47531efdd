"""``check`` reports every fault; ``backup`` copies everything that is stored."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database.connection import Database
from index.user_data import Note
from tests.support import commands
from tests.support.damage import COUNT, check, leaf_pages, numbered_archive, overwrite, run
from tests.support.numbered_articles import word


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return numbered_archive(tmp_path)


# check


def test_check_of_an_undamaged_archive_finds_no_fault_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, parts = check(folder, capsys)
    assert code == 0
    assert [each["about"] for each in parts["database"]] == [
        f"ok; {COUNT} articles with their copies and versions"
    ]
    assert not [each for found in parts.values() for each in found if each["remedy"]]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_article_changed_by_another_program_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        (article_id,) = connection.execute("SELECT id FROM articles WHERE key = 7").fetchone()
        connection.execute("UPDATE articles SET text = text || ' Not so.' WHERE key = 7")
    code, parts = check(folder, capsys)
    assert code == 1
    assert parts["database"][0]["about"] == f"article {article_id} was changed since it was added"


def test_damaged_page_of_the_database_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    overwrite(path, leaf_pages(path, "articles")[1])
    code, parts = check(folder, capsys)
    assert code == 1
    assert all("rebuild" in each["remedy"] for each in parts["database"])


@pytest.mark.parametrize("suffix", [".lst", ".toc", ".seal", ".col"])
def test_damaged_file_of_the_index_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    path = max((folder / "index").glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    code, parts = check(folder, capsys)
    assert code == 1
    assert parts["index"][0]["remedy"]
    assert run(folder, "rebuild") == 0
    assert check(folder, capsys)[0] == 0


def test_index_that_is_behind_is_not_a_fault(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "archive.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE articles SET indexed = 0 WHERE key < 4")
    code, parts = check(folder, capsys)
    assert (code, parts["index"][0]["about"]) == (0, "ok; 3 articles are not indexed yet")


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_folder_that_other_users_can_read_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.chmod(0o755)
    code, parts = check(folder, capsys)
    assert code == 1
    assert "chmod" in parts["folder"][0]["remedy"]


@pytest.mark.parametrize("command", ["check", "rebuild", "backup x"])
def test_maintenance_commands_create_no_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(tmp_path / "none", *command.split()) == 2
    assert f"There is no archive in {tmp_path / 'none'}." in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


# backup


def test_backup_is_an_archive_with_everything_stored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "deep" / "backup"
    assert run(folder, "backup", str(backup)) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(backup / "archive.sqlite")]
    assert f"{COUNT} articles backed up" in err
    assert [path.name for path in backup.iterdir()] == ["archive.sqlite"]
    with Archive.open(backup) as copy, Archive.open(folder) as archive:
        assert copy.digest() == archive.digest()
        (starred,) = copy.search("is:starred").hits
        assert copy.marks.notes(starred.entry.id) == (Note("Keep."),)
        assert [feed.url for feed in copy.feeds.all()] == ["https://courier.example/feed"]
        assert copy.search(word(5)).total == copy.count_quotes(f"Ana {word(5)}") == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_owner_can_read_a_backup(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "backup", str(tmp_path / "backup")) == 0
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "backup" / "archive.sqlite").stat().st_mode) == 0o600


def test_backup_to_a_file_says_that_a_folder_is_needed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "notes.md"
    target.write_text("Keep.", encoding="utf-8")
    assert run(folder, "backup", str(target)) == 2
    assert "is a file. Choose a folder." in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "Keep."


@pytest.mark.parametrize("existing", ["a backup", "a broken link", "the archive itself"])
def test_backup_never_overwrites(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], existing: str
) -> None:
    target = folder if existing == "the archive itself" else tmp_path / "backup"
    target.mkdir(exist_ok=True)
    if existing == "a backup":
        (target / "archive.sqlite").write_bytes(b"an older one")
    elif existing == "a broken link":
        (target / "archive.sqlite").symlink_to(tmp_path / "nowhere")
    before = sorted(target.iterdir())
    assert run(folder, "backup", str(target)) == 2
    assert "was not replaced. Choose another folder" in capsys.readouterr().err
    assert sorted(target.iterdir()) == before
    assert not (tmp_path / "nowhere").exists()
    if existing == "a backup":
        assert (target / "archive.sqlite").read_bytes() == b"an older one"


def test_backup_during_a_write_has_the_state_before_it(folder: Path, tmp_path: Path) -> None:
    """The write is an open transaction, and some pages are only in the write-ahead log."""
    database = Database(folder / "archive.sqlite")
    with Archive.open(folder) as archive, database.transaction() as cursor:
        cursor.execute("DELETE FROM quotes")
        archive.maintenance.back_up(tmp_path / "backup")
    database.close()
    with Archive.open(tmp_path / "backup") as copy, Archive.open(folder) as archive:
        assert copy.count_quotes() == COUNT
        assert archive.count() == COUNT


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_backup_to_a_full_disk_leaves_no_partial_file(folder: Path, tmp_path: Path) -> None:
    size = (folder / "archive.sqlite").stat().st_size
    done = commands.run("--archive", folder, "backup", tmp_path / "backup", max_file_size=size // 2)
    assert done.returncode == 2
    assert "Check free space" in done.stderr
    assert not list((tmp_path / "backup").iterdir())


def test_damaged_archive_is_not_backed_up(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "archive.sqlite"
    overwrite(path, leaf_pages(path, "articles")[1])
    assert run(folder, "backup", str(tmp_path / "backup")) == 2
    assert "onrecord rebuild" in capsys.readouterr().err
    assert not list((tmp_path / "backup").iterdir())
