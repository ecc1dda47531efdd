"""Notice what other programs change in an archive."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from index.engines.local.database.connection import Database
from index.engines.protocol_parts import EngineChanges
from index.user_data import ArchiveState


class LocalChanges(EngineChanges):
    """The changes of one database, which writes every one of them to its log first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        path = database.path
        self._files = (path, path.with_name(f"{path.name}-wal"))

    def stamp(self) -> Hashable:
        """Return when the files were written."""
        return tuple(map(_written, self._files))

    def state(self) -> ArchiveState:
        """Return the newest key, and a hash of marks, notes and corrections."""
        rows = self._database.rows
        newest = rows("SELECT coalesce(max(key), 0) FROM articles")[0][0]
        marks = rows("SELECT kind, value, count(*), sum(article) FROM marks GROUP BY 1, 2")
        notes = rows("SELECT article, place, text FROM notes")
        corrections = rows("SELECT text FROM corrections")
        return ArchiveState(int(newest), hash((*marks, *notes, *corrections)))


def _written(file: Path) -> tuple[int, int]:
    """Return when a file was last written, and its size; zeros if there is none."""
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
