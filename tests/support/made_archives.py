"""Archives with which many tests begin: made once in a process, then copied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from index.archive import Archive
from tests.support.builders import MarkedAnnotator


def add_files(folder: Path, files: dict[str, str]) -> None:
    """Write files into a folder, and add them to the archive in it."""
    (folder / "files").mkdir()
    for name, text in files.items():
        (folder / "files" / name).write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        assert {outcome.status for outcome in archive.add([folder / "files"])} == {"added"}


def copy_made(make: Callable[[Path], object], folder: Path) -> Path:
    """Copy what a function makes in an empty folder; return the folder of the archive in it."""
    shutil.copytree(_made(make), folder, dirs_exist_ok=True)
    return folder / "archive"


@cache
def _made(make: Callable[[Path], object]) -> Path:
    folder = Path(tempfile.mkdtemp())
    make(folder)
    return folder
