"""The reader over a small archive: real files and engine, annotated by patterns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.engine import DATABASE
from tests.support import driver
from tests.support.pattern_annotator import ARTICLES, PatternAnnotator
from tui.app import OnRecord
from tui.sharing import clipboard


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the reader a terminal with all colours, whatever the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def add_files(to: Path, files: dict[str, str], folder: Path) -> Archive:
    """Write files into a folder, and add them to the archive in another one."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    archive = Archive.open(to, annotator=PatternAnnotator())
    outcomes = list(archive.add([folder])) if files else []
    assert all(outcome.status != "failed" for outcome in outcomes), outcomes
    return archive


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive of ``ARTICLES``, which tests copy: adding takes longer."""
    folder = tmp_path_factory.mktemp("prepared")
    add_files(folder / "archive", ARTICLES, folder / "files").close()
    return folder / "archive"


@pytest.fixture
def make_archive(tmp_path: Path, prepared: Path) -> Iterator[Callable[..., Archive]]:
    """Return a function that makes an archive of files, by default of ``ARTICLES``."""
    opened: list[Archive] = []

    def make_archive(files: dict[str, str] | None = None) -> Archive:
        folder = tmp_path / "archive"
        if files is None and not folder.exists():
            shutil.copytree(prepared, folder)
        if files is None and (folder / DATABASE).exists():
            archive = Archive.open(folder, annotator=PatternAnnotator())
        else:
            archive = add_files(folder, ARTICLES if files is None else files, tmp_path / "files")
        opened.append(archive)
        return archive

    yield make_archive
    for archive in opened:
        archive.close()


@pytest.fixture
def make_app(make_archive: Callable[..., Archive], tmp_path: Path) -> Callable[..., OnRecord]:
    """Return a function that makes the app over an archive of files."""

    def make_app(files: dict[str, str] | None = None, **options: object) -> OnRecord:
        return OnRecord(make_archive(files), tmp_path / "archive", **options)

    return make_app


@pytest.fixture
def no_clipboard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Hide all clipboard programs; return the file that is used instead."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    file = tmp_path / "cache" / "copied.txt"
    monkeypatch.setattr(clipboard, "fallback_file", lambda: file)
    return file


@pytest.fixture
def drive() -> Callable[..., object]:
    """Return the function that runs an app and gives its driver."""
    return driver.drive
