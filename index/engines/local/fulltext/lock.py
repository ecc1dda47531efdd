"""The lock of whoever writes the index: one thread of one program at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.local.integrity import permissions

PAUSE = 0.02


class WriteLock:
    """A lock on a file, which ends with the program that holds it, however that ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()

    @contextmanager
    def held(self, patience: float) -> Iterator[bool]:
        """Hold the lock if it can be had within so many seconds; gives whether it is held."""
        from whoosh.util.filelock import FileLock  # of each system; with Whoosh, which writes

        until = time.monotonic() + patience
        if not self._thread.acquire(timeout=patience):
            yield False
            return
        try:
            permissions.touch(self._path)
            lock = FileLock(str(self._path))
            while not (held := lock.acquire(blocking=False)) and time.monotonic() < until:
                time.sleep(PAUSE)
            try:
                yield held
            finally:
                if held:
                    lock.release()
        finally:
            self._thread.release()
