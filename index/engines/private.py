"""Files and folders that only their owner can read, whatever the umask.

What is there already keeps the rights it has: whoever opened a folder to others meant it.
"""

from __future__ import annotations

import os
from pathlib import Path

FILE, FOLDER = 0o600, 0o700


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, FILE)
    os.close(handle)


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and those above it, unless it is there."""
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(FOLDER, exist_ok=True)
