"""An index is opened only where it is this program's own; any other is made from the articles."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.fulltext.segments.segment import HEAD, latest_generation
from index.engines.local.integrity import user_secret
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator

MADE_AGAIN = "Rebuilding it from the articles (2)."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An archive of two articles, with its index."""
    (tmp_path / "a.txt").write_text(" date 2024-03-05 Fog. “We saved boats,” [Ana Pell] she said.")
    (tmp_path / "b.txt").write_text(" date 2024-03-06 Sun over Torp all day, and no wind.")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        assert len(list(archive.add([tmp_path / "a.txt", tmp_path / "b.txt"]))) == 2
    return tmp_path / "archive"


def told(folder: Path) -> list[str]:
    """What is told when an archive is searched, which finds what is there."""
    heard: list[str] = []
    with Archive.open(folder) as archive:
        archive.on_progress(heard.append)
        assert archive.search("speaker:pell said:boats").total == 1
        assert archive.search("sun").total == 1
    return heard


def another_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other-state"))


def test_own_index_is_opened_without_a_word(own: Path) -> None:
    assert told(own) == []


def test_new_archive_is_filled_without_a_word(own: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    with Archive.open(tmp_path / "new", MarkedAnnotator()) as archive:
        archive.on_progress(heard.append)
        list(archive.add([tmp_path / "a.txt"]))
    assert heard == []


def test_index_of_another_user_is_made_again(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name for path in (own / "index").iterdir()}
    another_user(monkeypatch, tmp_path)
    (line,) = told(own)
    assert "made by another user or on another computer" in line
    assert MADE_AGAIN in line
    assert not before & {path.name for path in (own / "index").glob("*.lst")}
    assert told(own) == []


def test_index_that_was_moved_with_its_archive_is_known_again(own: Path, tmp_path: Path) -> None:
    shutil.copytree(own, tmp_path / "copied")
    assert told(tmp_path / "copied") == []
    shutil.move(own, tmp_path / "moved")
    assert told(tmp_path / "moved") == []


def test_index_that_was_moved_is_read_through_only_once(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(own, tmp_path / "copied")
    assert told(tmp_path / "copied") == []
    monkeypatch.setattr(
        "index.engines.local.integrity.seal._has_same_content", lambda *_: pytest.fail("read again")
    )
    assert told(tmp_path / "copied") == []


class Evil:
    """What a pickle can hold: a call of any function, made when it is read."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.marker),)


def craft(folder: Path, name: str, marker: Path) -> None:
    """Put a table of contents into an index that has code run by whoever unpickles it."""
    path = folder / f"_{name}_{latest_generation(folder, name)}.toc"
    evil = pickle.dumps(Evil(marker), 2)
    assert len(evil) < 1 << 14
    length = bytes([len(evil) & 127 | 128, len(evil) >> 7])
    path.write_bytes(path.read_bytes()[: HEAD.size] + length + evil + bytes(8) + evil)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files left open
def test_crafted_index_does_run_code_in_whoosh_itself(own: Path, tmp_path: Path) -> None:
    """Else the next tests would prove nothing."""
    from whoosh.index import open_dir

    craft(own / "index", "articles", tmp_path / "ran")
    with suppress(Exception):
        open_dir(str(own / "index"), "articles")
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["articles", "quotes"])
@pytest.mark.parametrize("sealed_by", ["this user", "another user"])
def test_crafted_index_is_not_opened_but_made_again(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, sealed_by: str
) -> None:
    if sealed_by == "another user":
        another_user(monkeypatch, tmp_path)
    craft(own / "index", name, tmp_path / "ran")
    (line,) = told(own)
    assert MADE_AGAIN in line
    assert not (tmp_path / "ran").exists()


def test_crafted_index_is_not_opened_by_adding_and_checking_either(
    own: Path, tmp_path: Path
) -> None:
    craft(own / "index", "articles", tmp_path / "ran")
    with Archive.open(own, MarkedAnnotator()) as archive:
        assert any(found.part == "index" and found.remedy for found in archive.maintenance.check())
        (tmp_path / "c.txt").write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
        list(archive.add([tmp_path / "c.txt"]))
        assert archive.search("rain").total == 1
    assert not (tmp_path / "ran").exists()


def test_file_that_was_changed_in_place_is_noticed_though_size_and_time_are_the_same(
    own: Path,
) -> None:
    for path in (own / "index").glob("*.lst"):
        before, data = path.stat(), bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (line,) = told(own)
    assert "was changed since it was written" in line
    assert MADE_AGAIN in line


def test_seal_of_one_index_does_not_fit_the_other(own: Path) -> None:
    shutil.copy(own / "index" / "articles.seal", own / "index" / "quotes.seal")
    assert MADE_AGAIN in told(own)[0]


def test_index_beside_an_older_database_is_made_again(own: Path, tmp_path: Path) -> None:
    """As when a backup is put in the place of a database without its index."""
    (tmp_path / "c.txt").write_text(" date 2024-03-07 Rain fell on Lindo, as it does.")
    with Archive.open(own, MarkedAnnotator()) as archive:
        archive.maintenance.back_up(tmp_path / "backup")
        list(archive.add([tmp_path / "c.txt"]))
    (tmp_path / "backup" / "archive.sqlite").replace(own / "archive.sqlite")
    (line,) = told(own)
    assert "another state of the database" in line
    with Archive.open(own) as archive:
        assert archive.search("rain").total == 0


# The secret


def test_secret_is_for_the_user_alone_and_stays_the_same(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_user(monkeypatch, tmp_path)
    key = user_secret.user_key()
    assert len(key) == user_secret.KEY_SIZE
    path = tmp_path / "other-state" / "onrecord" / "key"
    assert path.read_bytes() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    user_secret._key.cache_clear()
    assert user_secret.user_key() == key


def test_secret_lies_among_temporary_files_where_there_is_no_place_for_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert user_secret.user_key() == next(tmp_path.glob("onrecord-*/key")).read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="the rights of POSIX")
def test_temporary_folder_that_somebody_else_laid_out_is_not_used(
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
