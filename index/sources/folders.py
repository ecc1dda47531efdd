"""Find the files to import in folders, and watch for files that are added or changed later."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "__macosx", "mimetype", "meta-inf"))
MAILDIR = frozenset(("cur", "new", "tmp"))
POLL_MILLISECONDS = 500

Stamps = dict[Path, tuple[int, int]]
"""The size of each file in bytes and its modification time in nanoseconds."""


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


def file_events(paths: Sequence[Path]) -> Iterator[object]:
    """Yield changes in files and folders as they happen; an empty set after each quiet interval."""
    from watchfiles import watch  # needed only to watch

    return watch(
        *expand_paths(paths),
        yield_on_timeout=True,
        rust_timeout=POLL_MILLISECONDS,
        raise_interrupt=True,
    )


def stable_files(paths: Sequence[Path], events: Iterable[object]) -> Iterator[list[Path]]:
    """Yield the present files, then new and changed ones once they are fully written.

    A file is taken as fully written if it did not change between two checks.
    """
    reported = _stamp(list_files(expand_paths(paths)))
    yield list(reported)
    pending: Stamps | None = None
    for event in chain(({None},), events):  # the first catches changes before the watch began
        if not event and not pending:
            continue
        now = _stamp(list_files(expand_paths(paths)))
        changed = {path: stamp for path, stamp in now.items() if reported.get(path) != stamp}
        stable = [path for path, stamp in changed.items() if (pending or {}).get(path) == stamp]
        reported.update((path, changed.pop(path)) for path in stable)
        pending = changed
        if stable:
            yield stable


def _stamp(paths: Iterable[Path]) -> Stamps:
    stamps = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:  # deleted since, or named but missing, which is reported on opening
            stamps[path] = (0, 0)
        else:
            stamps[path] = (status.st_size, status.st_mtime_ns)
    return stamps
