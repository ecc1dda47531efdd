"""Find the files to import in folders."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "__macosx", "mimetype", "meta-inf"))
MAILDIR = frozenset(("cur", "new", "tmp"))


def expand_paths(paths: Sequence[Path]) -> list[Path]:
    """Expand glob patterns and make paths absolute.

    Absolute locations identify an edited file from whatever folder the program is started.
    """
    expanded: list[Path] = []
    for path in paths:
        if glob.has_magic(os.fspath(path)) and not path.exists():
            matches = sorted(glob.glob(os.fspath(path), recursive=True))  # noqa: PTH207 - absolute too
            expanded.extend(map(Path, matches or [os.fspath(path)]))
        else:
            expanded.append(path)
    return [Path(os.path.abspath(path)) for path in expanded]  # noqa: PTH100 - keeps links


def list_files(paths: Sequence[Path]) -> list[Path]:
    """Return the given files, and the files in the given folders in order of name, each once.

    In folders, skips hidden files, READMEs, system files and the parts of saved pages
    (“page_files” beside “page.html”). Skips links to elsewhere in the folder; returns other links
    for the caller to refuse. In a Maildir, returns the messages in “cur” and “new”, and those of
    hidden Maildirs inside it.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        errors: list[OSError] = []  # from unreadable folders
        for folder, subfolders, names in os.walk(path, onerror=errors.append):
            if set(subfolders) >= MAILDIR:
                names.clear()
            subfolders[:] = sorted(_visible_subfolders(Path(folder), subfolders, names))
            files.extend(
                file
                for name in sorted([*names, *subfolders])
                if _is_wanted(file := Path(folder, name), path)
            )
        files.extend(Path(error.filename) for error in errors)
    return list(dict.fromkeys(files))


def is_junk(name: str) -> bool:
    """Return whether a file or folder name is hidden, a backup, a system file or a README."""
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or name.lower() in SYSTEM_FILES
        or PurePosixPath(name).stem.upper() == "README"
    )


def _is_wanted(path: Path, root: Path) -> bool:
    if is_junk(path.name):
        return False
    if path.is_symlink():
        return not (path.exists() and path.resolve().is_relative_to(root.resolve()))
    return path.is_file()


def _visible_subfolders(folder: Path, subfolders: list[str], names: list[str]) -> list[str]:
    if set(subfolders) >= MAILDIR:
        return [
            name
            for name in subfolders
            if name in ("cur", "new") or (folder / name / "cur").is_dir()
        ]
    pages = {PurePosixPath(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
    return [
        name
        for name in subfolders
        if not is_junk(name) and name.removesuffix("_files") not in pages - {name}
    ]
