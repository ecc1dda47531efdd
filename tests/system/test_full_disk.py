"""A full disk, a folder that cannot be written, the rights of others: what is there is kept."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.fulltext.segments.storage import SealedStorage
from index.engines.local.integrity import permissions
from index.errors import ArchiveError
from tests.bench.laden import text, word, write
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

POSIX = pytest.mark.skipif(os.name == "nt", reason="the rights and limits of POSIX")
MANY = 400

# Adds a file as ``onrecord add --json`` does, with an annotator that needs no model.
ADD = """
import sys, signal, resource
from pathlib import Path
from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main
Archive._load_annotator = lambda _: MarkedAnnotator()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(main(sys.argv[2:]))
"""


def run(*arguments: object, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command in a program of its own, whose files may have so many bytes."""
    return subprocess.run(
        [sys.executable, "-c", ADD, str(limit), *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def added(told: subprocess.CompletedProcess[str]) -> list[str]:
    """The ids of the articles that were reported as added."""
    records = [json.loads(line) for line in told.stdout.splitlines()]
    return [each["article"] for each in records if each["status"] == "added"]


def all_are_there(folder: Path, ids: list[str]) -> None:
    """Every one of these articles can be read and found once the disk has room again."""
    with Archive.open(folder) as archive:
        archive.maintenance.catch_up()
        for name in ids:
            number = int(archive.article(name).title.removeprefix("Number "))
            assert archive.article(name).text == text(number)
            assert [hit.entry.id for hit in archive.search(word(number)).hits] == [name]
        assert not [found for found in archive.maintenance.check() if found.remedy]


# A full disk


@POSIX
@pytest.mark.parametrize("kilobytes", [150, 250, 300, 600])
def test_what_was_added_before_the_disk_was_full_is_kept(tmp_path: Path, kilobytes: int) -> None:
    write(tmp_path / "many.jsonl", range(MANY))
    folder = tmp_path / "archive"
    told = run("--archive", folder, "add", "--json", tmp_path / "many.jsonl", limit=kilobytes << 10)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert "kept" in told.stderr
    before = added(told)
    assert len(before) < MANY
    all_are_there(folder, before)
    again = run("--archive", folder, "add", "--json", tmp_path / "many.jsonl")
    assert again.returncode == 0
    assert not set(before) & set(added(again))
    with Archive.open(folder) as archive:
        assert archive.count() == MANY


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 1 MB, where one may have one."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_full_disk_is_told_and_what_is_there_can_be_read(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "many.jsonl", range(MANY))
    folder = small_disk / "archive"
    told = run("--archive", folder, "add", "--json", tmp_path / "many.jsonl")
    assert told.returncode == 2
    assert "room" in told.stderr
    before = added(told)
    assert before
    (small_disk / "filler").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4096))
    assert main(["--archive", str(folder), "show", before[0]]) == 0
    assert main(["--archive", str(folder), "speakers"]) == 0
    assert main(["--archive", str(folder), "search", "boats"]) == 0
    assert main(["--archive", str(folder), "backup", str(small_disk / "backup")]) == 2
    out, err = capsys.readouterr()
    assert "boats" in out
    assert "has room" in err
    assert "Traceback" not in err
    (small_disk / "filler").unlink()
    shutil.copytree(folder, tmp_path / "copied")
    all_are_there(tmp_path / "copied", before)


def test_articles_are_kept_where_the_index_has_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write(tmp_path / "few.jsonl", range(3))
    told: list[str] = []
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
        write(tmp_path / "few.jsonl", range(3, 5))
        monkeypatch.setattr(SealedStorage, "create_file", full)
        with pytest.raises(ArchiveError, match="All articles are kept; make room"):
            list(archive.add([tmp_path / "few.jsonl"]))
        results = archive.search("boats")
        assert results.total == 3
        assert "2 of the articles kept are not indexed yet, and not found." in results.notes
        assert archive.count() == 5
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 3
        monkeypatch.undo()
        archive.on_progress(told.append)
        assert archive.maintenance.catch_up() == 2
        assert archive.search("boats").total == 5
    assert told == ["2 articles are kept but not indexed yet; this is done now."]


# An archive that cannot be written


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """An archive that can be read but not written."""
    folder = tmp_path / "archive"
    write(tmp_path / "few.jsonl", range(5))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
    give_rights(folder, 0o555, 0o444)
    yield folder
    give_rights(folder, 0o700, 0o600)


def give_rights(top: Path, folder: int, file: int) -> None:
    top.chmod(folder)
    for path in top.rglob("*"):
        path.chmod(folder if path.is_dir() else file)


def forgo_rights() -> None:
    """Let what is started next be bound by the rights of files, even for root."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2, 3):  # to write, to read, and to own what one may not
            assert libc.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP


def bound(
    folder: Path, *arguments: object, state: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that is bound by the rights of files."""
    home = state or Path(os.environ["XDG_STATE_HOME"])
    return subprocess.run(
        [sys.executable, "-c", ADD, "0", "--archive", str(folder), *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, preexec_fn=forgo_rights,
        env={**os.environ, "XDG_STATE_HOME": str(home)},
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize(
    "command", ["show --limit 1", "speakers", "add", "rebuild", "feed add https://a.example/feed"]
)
def test_archive_that_cannot_be_written_can_be_read(
    read_only: Path, tmp_path: Path, command: str
) -> None:
    with Archive.open(read_only) as archive:
        name = archive.articles()[0].id
    before = {path.name for path in read_only.rglob("*")}
    (read_only.parent / "new.txt").write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
    given = [*command.split(), *{"show": [name], "add": [read_only.parent / "new.txt"]}.get(
        command.split()[0], []
    )]  # fmt: skip
    told = bound(read_only, *given)
    assert "Traceback" not in told.stderr
    if command.startswith(("show", "speakers")):
        assert told.returncode == 0, told.stderr
        assert told.stdout
    else:
        assert told.returncode == 2
        assert "can be read but not written" in told.stderr
    assert {path.name for path in read_only.rglob("*")} == before


@POSIX
def test_search_in_a_foreign_archive_that_cannot_be_written_says_what_to_do(
    read_only: Path, tmp_path: Path
) -> None:
    state = read_only.parent / "state"
    state.mkdir()
    told = bound(read_only, "search", "boats", state=state)
    assert told.returncode == 2
    assert "Copy the folder to one of your own, and search there." in told.stderr
    shutil.copytree(read_only, tmp_path / "own")
    give_rights(tmp_path / "own", 0o700, 0o600)
    assert main(["--archive", str(tmp_path / "own"), "search", "boats"]) == 0


def test_own_archive_that_cannot_be_written_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "few.jsonl", range(5))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "few.jsonl"]))
    monkeypatch.setattr("index.engines.local.database.connection.may_write", lambda _: False)
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("boats").total == 5
        assert archive.maintenance.catch_up() == 0
        with pytest.raises(ArchiveError, match="can be read but not written"):
            archive.marks.set(archive.articles()[0].id, "starred")


@POSIX
def test_folder_in_which_no_archive_can_be_made_is_told(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir(0o555)
    told = bound(top / "archive", "search", "boats")
    assert told.returncode == 2
    assert "cannot be an archive: Permission denied" in told.stderr
    told = bound(top, "search", "boats")
    assert told.returncode == 2
    assert "none can be made there" in told.stderr


# For the owner alone


@POSIX
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_folder_and_every_file_are_for_the_owner_alone(tmp_path: Path, mask: int) -> None:
    write(tmp_path / "few.jsonl", range(40))
    before = os.umask(mask)
    try:
        with Archive.open(tmp_path / "deep" / "archive", MarkedAnnotator()) as archive:
            list(archive.add([tmp_path / "few.jsonl"]))
            archive.maintenance.rebuild()
            archive.search("boats")
            archive.statistics.facets("boats")
            found = [tmp_path / "deep" / "archive", *(tmp_path / "deep" / "archive").rglob("*")]
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in found}
            kinds = {path.name: path.is_dir() for path in found}
    finally:
        os.umask(before)
    assert {"archive.sqlite", "archive.sqlite-wal", "write.lock", "index"} <= set(modes)
    assert modes == {name: 0o700 if kinds[name] else 0o600 for name in modes}


@POSIX
def test_rights_that_an_owner_gave_to_others_stay(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive").close()
    (tmp_path / "archive").chmod(0o750)
    Archive.open(tmp_path / "archive").close()
    assert stat.S_IMODE((tmp_path / "archive").stat().st_mode) == 0o750


@POSIX
def test_file_that_is_there_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    permissions.make(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "kept"
