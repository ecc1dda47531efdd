"""An index is opened only if this user's program wrote it; any other is rebuilt."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.fulltext.codec.index_writer import IndexWriter, new_stamp
from index.engines.local.integrity import seal, user_secret
from index.engines.local.integrity.seal import latest_generation, latest_generations
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator

HEAD_SIZE = 14  # bytes of a table of contents before its pickles
REBUILT = "Rebuilding it from the articles (2)."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive of two articles, with its index."""
    (tmp_path / "a.txt").write_text(" date 2024-03-05 Fog. “We saved boats,” [Ana Pell] she said.")
    (tmp_path / "b.txt").write_text(" date 2024-03-06 Sun over Torp all day, and no wind.")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        assert len(list(archive.add([tmp_path / "a.txt", tmp_path / "b.txt"]))) == 2
    return tmp_path / "archive"


def search_messages(folder: Path) -> list[str]:
    """Search an archive, which finds its articles; return the progress messages."""
    messages: list[str] = []
    with Archive.open(folder) as archive:
        archive.on_progress(messages.append)
        assert archive.search("speaker:pell said:boats").total == 1
        assert archive.search("sun").total == 1
    return messages


def another_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other-state"))


def test_own_index_is_opened_without_a_message(folder: Path) -> None:
    assert search_messages(folder) == []


def test_new_archive_is_filled_without_a_message(folder: Path, tmp_path: Path) -> None:
    messages: list[str] = []
    with Archive.open(tmp_path / "new", MarkedAnnotator()) as archive:
        archive.on_progress(messages.append)
        list(archive.add([tmp_path / "a.txt"]))
    assert messages == []


def test_index_of_a_program_that_split_words_otherwise_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Torp\n\nA fund of 1,200,000 zebras is 7% of all.")
    with monkeypatch.context() as older:
        older.setattr(seal, "DOCUMENT_VERSION", seal.DOCUMENT_VERSION - 1)
        with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
            assert len(list(archive.add([tmp_path / "a.txt"]))) == 1
    messages: list[str] = []
    with Archive.open(tmp_path / "archive") as archive:
        archive.on_progress(messages.append)
        assert archive.search("1200000").total == 1
    assert any("ndex" in message for message in messages)


def test_index_of_another_user_is_rebuilt(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name for path in (folder / "index").iterdir()}
    another_user(monkeypatch, tmp_path)
    (line,) = search_messages(folder)
    assert "made by another user or on another computer" in line
    assert REBUILT in line
    assert not before & {path.name for path in (folder / "index").glob("*.lst")}
    assert search_messages(folder) == []


def test_index_that_was_moved_with_its_archive_is_used(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copied")
    assert search_messages(tmp_path / "copied") == []
    shutil.move(folder, tmp_path / "moved")
    assert search_messages(tmp_path / "moved") == []


def test_moved_index_is_hashed_only_once(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copied")
    index = tmp_path / "copied" / "index"
    generation = latest_generation(index, "articles")
    assert seal.read(index, "articles", generation).moved
    assert search_messages(tmp_path / "copied") == []
    assert not seal.read(index, "articles", generation).moved


@pytest.mark.parametrize(
    ("names", "latest"),
    [
        ([], (-1, -1)),
        (["_articles_0.toc"], (0, -1)),
        (["_articles_9.toc", "_articles_10.toc", "_quotes_2.toc"], (10, 2)),
        (["_articles_3.toc.made", "_articles_3.seal", "_articles_3.TOC"], (-1, -1)),
        (["_articles_x.toc", "_articles_.toc", "_articles.toc", "_.toc", ".toc"], (-1, -1)),
        (["articles_3.toc", "__articles_3.toc", "_my_articles_3.toc"], (-1, -1)),
        (["_articles_-3.toc", "_articles_3.5.toc", "_articles_3 .toc"], (-1, -1)),
    ],
)
def test_newest_states_are_told_from_other_files(
    names: list[str], latest: tuple[int, int], tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).touch()
    assert latest_generations(tmp_path) == latest
    assert latest_generations(tmp_path / "missing") == (-1, -1)


def write_states(index: Path, count: int = 2) -> None:
    """Write new states of an index; the seal then no longer has those before."""
    for _ in range(count):
        IndexWriter(index).add([], lambda _: {}, stamp=new_stamp(), before="")


@pytest.mark.parametrize("error", [FileNotFoundError, seal.UnsealedError])
def test_state_that_another_process_replaces_while_it_is_read_is_followed_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    index = folder / "index"
    monkeypatch.setattr("time.sleep", lambda _: write_states(index))
    read = []

    def use(generation: int, _: seal.Sealed) -> int:
        read.append(generation)
        if len(read) == 1:
            write_states(index)
            raise error
        return generation

    assert seal.read_newest(index, "articles", use) == latest_generation(index, "articles")
    assert len(read) == 2


def test_state_that_stays_as_it_is_and_cannot_be_read_is_an_error_at_once(folder: Path) -> None:
    read = []

    def use(generation: int, _: seal.Sealed) -> None:
        read.append(generation)
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        seal.read_newest(folder / "index", "articles", use)
    assert len(read) == 1


def test_newest_state_stays_sealed_while_one_that_was_never_finished_is_written_again(
    folder: Path,
) -> None:
    index = folder / "index"
    generation = latest_generation(index, "articles")
    toc = index / seal.toc_name("articles", generation)
    sealed = seal.read(index, "articles", generation)
    for _ in range(2):  # a process that ends before the table of contents has its name
        seal.write(index, "articles", generation + 1, toc, [], [], stamp=new_stamp(), before="")
        assert seal.read(index, "articles", generation) == sealed


def test_index_whose_files_are_deleted_while_it_is_in_use_is_rebuilt(folder: Path) -> None:
    messages: list[str] = []
    with Archive.open(folder) as archive:
        archive.on_progress(messages.append)
        assert archive.search("sun").total == 1
        for path in (folder / "index").iterdir():
            path.unlink()
        assert archive.search("boats").total == 1
        assert [hit.text for hit in archive.quotes()] == ["“We saved boats,”"]
    assert messages[0] == f"The index is missing. {REBUILT}"


class Evil:
    """Pickles to a call of a function, which unpickling makes."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.marker),)


def craft(folder: Path, name: str, marker: Path) -> None:
    """Put a table of contents into an index that runs code when it is unpickled."""
    path = folder / f"_{name}_{latest_generation(folder, name)}.toc"
    evil = pickle.dumps(Evil(marker), 2)
    assert len(evil) < 1 << 14
    length = bytes([len(evil) & 127 | 128, len(evil) >> 7])
    path.write_bytes(path.read_bytes()[:HEAD_SIZE] + length + evil + bytes(8) + evil)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files left open
def test_crafted_index_runs_code_in_whoosh_itself(folder: Path, tmp_path: Path) -> None:
    """Otherwise the next tests would prove nothing."""
    from whoosh.index import open_dir

    craft(folder / "index", "articles", tmp_path / "ran")
    with suppress(Exception):
        open_dir(str(folder / "index"), "articles")
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["articles", "quotes"])
@pytest.mark.parametrize("sealed_by", ["this user", "another user"])
def test_crafted_index_is_not_opened_but_rebuilt(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, sealed_by: str
) -> None:
    if sealed_by == "another user":
        another_user(monkeypatch, tmp_path)
    craft(folder / "index", name, tmp_path / "ran")
    (line,) = search_messages(folder)
    assert REBUILT in line
    assert not (tmp_path / "ran").exists()


def test_crafted_index_is_not_opened_by_adding_and_checking_either(
    folder: Path, tmp_path: Path
) -> None:
    craft(folder / "index", "articles", tmp_path / "ran")
    with Archive.open(folder, MarkedAnnotator()) as archive:
        assert any(found.part == "index" and found.remedy for found in archive.maintenance.check())
        (tmp_path / "c.txt").write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
        list(archive.add([tmp_path / "c.txt"]))
        assert archive.search("rain").total == 1
    assert not (tmp_path / "ran").exists()


def test_file_changed_in_place_is_noticed_though_size_and_time_are_the_same(
    folder: Path,
) -> None:
    for path in (folder / "index").glob("*.lst"):
        before, data = path.stat(), bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (line,) = search_messages(folder)
    assert "was changed since it was written" in line
    assert REBUILT in line


def test_seal_of_one_index_is_not_valid_for_the_other(folder: Path) -> None:
    shutil.copy(folder / "index" / "articles.seal", folder / "index" / "quotes.seal")
    assert REBUILT in search_messages(folder)[0]


def test_index_beside_an_older_database_is_rebuilt(folder: Path, tmp_path: Path) -> None:
    """As when a database is replaced by a backup, and its index is not."""
    (tmp_path / "c.txt").write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.maintenance.back_up(tmp_path / "backup")
        list(archive.add([tmp_path / "c.txt"]))
    (tmp_path / "backup" / "archive.sqlite").replace(folder / "archive.sqlite")
    (line,) = search_messages(folder)
    assert "another state of the database" in line
    with Archive.open(folder) as archive:
        assert archive.search("rain").total == 0


# The secret


def test_secret_is_private_and_stays_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_user(monkeypatch, tmp_path)
    key = user_secret.user_key()
    assert len(key) == user_secret.KEY_SIZE
    path = tmp_path / "other-state" / "onrecord" / "key"
    assert path.read_bytes() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    code = f"from {user_secret.__name__} import user_key; print(user_key().hex())"
    later = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert later.stdout.strip() == key.hex()


def test_secret_is_in_a_temporary_folder_if_there_is_no_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert user_secret.user_key() == next(tmp_path.glob("onrecord-*/key")).read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_temporary_folder_of_another_user_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "file").write_text("no folder")
    (tmp_path / f"onrecord-{os.getuid()}").symlink_to(tmp_path / "theirs")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    with pytest.raises(ArchiveError, match="XDG_STATE_HOME"):
        user_secret.user_key()
    assert not list((tmp_path / "theirs").iterdir())
