"""Watch files and folders, and report files once they are fully written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.sources.folders import expand_paths, list_files

POLL_MILLISECONDS = 500

Stamps = dict[Path, tuple[int, int]]
"""The size of each file in bytes and its modification time in nanoseconds."""


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
