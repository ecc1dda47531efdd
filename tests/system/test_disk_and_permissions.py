"""A full disk, a read-only folder, other users' permissions: no stored article is lost."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.fulltext.codec.storage import SealedStorage
from index.engines.local.integrity import permissions
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator
from tests.support.commands import added_ids, run, run_unprivileged
from tests.support.numbered_articles import found, number_of, text, word, write
from tui.cli.main import main

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and limits")
COUNT = 400


def assert_all_stored(folder: Path, ids: list[str]) -> None:
    """Assert that these articles can be read and found once the disk has room again."""
    with Archive.open(folder) as archive:
        archive.maintenance.catch_up()
        for each in ids:
            number = number_of(archive.article(each).title)
            assert archive.article(each).text == text(number)
            assert found(archive, word(number)) == [each]
        assert not [part for part in archive.maintenance.check() if part.remedy]


# A full disk


@posix
@pytest.mark.parametrize("kilobytes", [150, 250, 300, 600])
def test_articles_added_before_the_disk_was_full_are_kept(tmp_path: Path, kilobytes: int) -> None:
    write(tmp_path / "many.jsonl", range(COUNT))
    folder = tmp_path / "archive"
    add = ("--archive", folder, "add", "--json", tmp_path / "many.jsonl")
    first = run(*add, max_file_size=kilobytes << 10)
    assert first.returncode == 2
    assert "Traceback" not in first.stderr
    assert "is stored" in first.stderr
    before = added_ids(first)
    assert len(before) < COUNT
    assert_all_stored(folder, before)
    second = run(*add)
    assert second.returncode == 0
    assert not set(before) & set(added_ids(second))
    with Archive.open(folder) as archive:
        assert archive.count() == COUNT


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Mount a disk of 1 MB, which takes root."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("mounting a tmpfs takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@pytest.mark.root
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_full_disk_is_reported_and_the_archive_can_still_be_read(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "many.jsonl", range(COUNT))
    folder = small_disk / "archive"
    add = run("--archive", folder, "add", "--json", tmp_path / "many.jsonl")
    assert add.returncode == 2
    assert (
        "make room on the disk" in add.stderr
    )  # whether the articles or the index filled the disk
    before = added_ids(add)
    assert before
    (small_disk / "filler").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4096))
    assert main(["--archive", str(folder), "show", before[0]]) == 0
    assert main(["--archive", str(folder), "speakers"]) == 0
    assert main(["--archive", str(folder), "search", "boats"]) == 0
    assert main(["--archive", str(folder), "backup", str(small_disk / "backup")]) == 2
    out, err = capsys.readouterr()
    assert "boats" in out
    assert "Check free space" in err
    assert "Traceback" not in err
    (small_disk / "filler").unlink()
    shutil.copytree(folder, tmp_path / "copied")
    assert_all_stored(tmp_path / "copied", before)


def test_articles_are_kept_if_only_the_index_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write(tmp_path / "few.jsonl", range(3))
    messages: list[str] = []
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
        write(tmp_path / "few.jsonl", range(3, 5))
        monkeypatch.setattr(SealedStorage, "create_file", fail)
        with pytest.raises(ArchiveError, match="All articles are saved"):
            list(archive.add([tmp_path / "few.jsonl"]))
        results = archive.search("boats")
        assert results.total == 3
        assert "2 articles are not indexed yet and cannot be found." in results.notes
        assert archive.count() == 5
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 3
        monkeypatch.undo()
        archive.on_progress(messages.append)
        assert archive.maintenance.catch_up() == 2
        assert archive.search("boats").total == 5
    assert messages == ["2 articles are not indexed yet; indexing now."]


# A read-only archive


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Return the folder of an archive that can be read but not written."""
    folder = tmp_path / "archive"
    write(tmp_path / "few.jsonl", range(5))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
    set_modes(folder, 0o555, 0o444)
    yield folder
    set_modes(folder, 0o700, 0o600)


def set_modes(top: Path, folder_mode: int, file_mode: int) -> None:
    top.chmod(folder_mode)
    for path in top.rglob("*"):
        path.chmod(folder_mode if path.is_dir() else file_mode)


@posix
@pytest.mark.parametrize(
    "command", ["show --limit 1", "speakers", "add", "rebuild", "feed add https://a.example/feed"]
)
def test_read_only_archive_can_be_read(read_only: Path, tmp_path: Path, command: str) -> None:
    with Archive.open(read_only) as archive:
        article_id = archive.articles()[0].id
    before = {path.name for path in read_only.rglob("*")}
    new_file = tmp_path / "new.txt"
    new_file.write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
    arguments = {"show": [article_id], "add": [new_file]}.get(command.split()[0], [])
    done = run_unprivileged(read_only, *command.split(), *arguments)
    assert "Traceback" not in done.stderr
    if command.startswith(("show", "speakers")):
        assert done.returncode == 0, done.stderr
        assert done.stdout
    else:
        assert done.returncode == 2
        assert "can be read but not written" in done.stderr
    assert {path.name for path in read_only.rglob("*")} == before


@posix
def test_search_in_a_read_only_archive_of_another_user_says_what_to_do(
    read_only: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    done = run_unprivileged(read_only, "search", "boats", state=state)
    assert done.returncode == 2
    assert "Copy the folder to one of your own, and search there." in done.stderr
    shutil.copytree(read_only, tmp_path / "copied")
    set_modes(tmp_path / "copied", 0o700, 0o600)
    assert main(["--archive", str(tmp_path / "copied"), "search", "boats"]) == 0


def test_read_only_archive_of_the_user_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "few.jsonl", range(5))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
    monkeypatch.setattr("index.engines.local.database.connection.is_writable", lambda _: False)
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 5
        assert archive.maintenance.catch_up() == 0
        with pytest.raises(ArchiveError, match="can be read but not written"):
            archive.marks.set(archive.articles()[0].id, "starred")


@posix
def test_folder_where_no_archive_can_be_created_is_reported(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir(0o555)
    done = run_unprivileged(top / "archive", "add", "seeds")
    assert done.returncode == 2
    assert "cannot be an archive: Permission denied" in done.stderr
    done = run_unprivileged(top, "add", "seeds")
    assert done.returncode == 2
    assert "the folder cannot be written" in done.stderr


# Only the owner has access


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_can_read_the_folder_and_its_files(tmp_path: Path, umask: int) -> None:
    write(tmp_path / "few.jsonl", range(40))
    folder = tmp_path / "deep" / "archive"
    before = os.umask(umask)
    try:
        with Archive.open(folder, MarkedAnnotator()) as archive:
            list(archive.add([tmp_path / "few.jsonl"]))
            archive.maintenance.rebuild()
            archive.search("boats")
            archive.statistics.facets("boats")
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
            modes[folder] = stat.S_IMODE(folder.stat().st_mode)
            expected = {path: 0o700 if path.is_dir() else 0o600 for path in modes}
    finally:
        os.umask(before)
    names = {path.name for path in modes}
    assert {"archive.sqlite", "archive.sqlite-wal", "write.lock", "index"} <= names
    assert modes == expected


@posix
def test_permissions_that_the_owner_gave_stay(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive").close()
    (tmp_path / "archive").chmod(0o750)
    Archive.open(tmp_path / "archive").close()
    assert stat.S_IMODE((tmp_path / "archive").stat().st_mode) == 0o750


@posix
def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    permissions.touch(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "kept"
