"""Files and folders that only their owner can read, whatever the umask.

What is there already keeps the rights it has: whoever opened a folder to others meant it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

FILE, FOLDER = 0o600, 0o700


def create(path: Path | str) -> BinaryIO:
    """Open a file to write it anew; only its owner can read it."""
    return open(path, "wb", opener=_private)


def make(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there."""
    with open(path, "ab", opener=_private):
        pass


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and those above it, unless it is there."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(FOLDER, exist_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)
