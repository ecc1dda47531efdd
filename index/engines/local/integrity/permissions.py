"""Create files and folders that only their owner can read, whatever the umask.

Existing files keep their permissions: a user who opened a folder to others meant to.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def create_file(path: Path | str) -> BinaryIO:
    """Open a private file for writing; an existing file is emptied."""
    return open(path, "wb", opener=_open_private)


def touch(path: Path) -> None:
    """Create an empty private file unless there is a file."""
    with open(path, "ab", opener=_open_private):
        pass


def make_folder(path: Path) -> None:
    """Create a private folder unless there is one; missing parents get the default mode."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(FOLDER_MODE, exist_ok=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)
