"""Which files of a folder are to be read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

# What systems leave lying in folders.
JUNK = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
MAILDIR = frozenset(("cur", "new", "tmp"))


def files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named, and all in the folders named, in order of name.

    In a folder, hidden files, READMEs, what systems and programs leave lying, and what
    belongs to a saved page (“page_files” beside “page.html”) are no articles. A link is left out
    where it leads to another place in the folder, and is else not to be followed. Of a Maildir the
    messages are read: those in “cur” and “new”, also of the hidden Maildirs in it.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            closed: list[OSError] = []  # of folders that cannot be looked into
            for folder, inner, names in os.walk(path, onerror=closed.append):
                if set(inner) >= MAILDIR:
                    names.clear()
                inner[:] = sorted(_folders(Path(folder), inner, names))
                found.extend(
                    file
                    for name in sorted([*names, *inner])
                    if _is_wanted(file := Path(folder, name), path)
                )
            found.extend(Path(error.filename) for error in closed)
        else:
            found.append(path)
    return found


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is none that somebody keeps to read."""
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or name.lower() in JUNK
        or PurePosixPath(name).stem.upper() == "README"
    )


def _is_wanted(path: Path, root: Path) -> bool:
    if is_junk(path.name):
        return False
    if path.is_symlink():
        return not (path.exists() and path.resolve().is_relative_to(root.resolve()))
    return path.is_file()


def _folders(folder: Path, inner: list[str], names: list[str]) -> list[str]:
    """The folders to go into."""
    if set(inner) >= MAILDIR:
        return [
            name for name in inner if name in ("cur", "new") or (folder / name / "cur").is_dir()
        ]
    pages = {PurePosixPath(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
    return [
        name
        for name in inner
        if not is_junk(name) and name.removesuffix("_files") not in pages - {name}
    ]
