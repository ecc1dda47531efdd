"""The write lock of the index: held by one thread of one process at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engines.local.integrity import permissions

RETRY_INTERVAL = 0.02  # seconds


class WriteLock:
    """A file lock; the system releases it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()

    @contextmanager
    def held(self, timeout: float) -> Iterator[bool]:
        """Try for ``timeout`` seconds to hold the lock; yield whether it is held."""
        from whoosh.util.filelock import FileLock  # writing loads Whoosh anyway

        until = time.monotonic() + timeout
        if not self._thread.acquire(timeout=timeout):
            yield False
            return
        try:
            permissions.touch(self._path)
            lock = FileLock(str(self._path))
            while not (held := lock.acquire(blocking=False)) and time.monotonic() < until:
                time.sleep(RETRY_INTERVAL)
            try:
                yield held
            finally:
                if held:
                    lock.release()
        finally:
            self._thread.release()
