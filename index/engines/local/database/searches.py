"""Search history and saved searches, in the table ``searches``."""

from __future__ import annotations

from collections.abc import Callable

from index.engines.local.database.connection import Database
from index.engines.protocol_parts import EngineSearches
from index.user_data import SavedSearch

MAX_HISTORY = 200  # searches without a name


class SearchTable(EngineSearches):
    """The searches of one database."""

    def __init__(self, database: Database, newest_key: Callable[[], int] | None = None) -> None:
        """``newest_key`` returns the key of the newest article, for a database without articles."""
        self._database = database
        self._newest_key = newest_key or self._newest_in_database
        self._rows, self._transaction = database.rows, database.transaction

    def newest(self) -> int:
        return self._newest_key()

    def record(self, line: str, seen: int | None = None) -> None:
        if not self._database.writable:
            return
        newest = self._newest_key() if seen is None else seen
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT INTO searches (line, seen, used) SELECT ?, ?,"
                " coalesce(max(used), 0) + 1 FROM searches WHERE true ON CONFLICT (line)"
                " DO UPDATE SET seen = excluded.seen, used = excluded.used",
                (line, newest),
            )
            cursor.execute(
                "DELETE FROM searches WHERE name = '' AND line NOT IN"
                " (SELECT line FROM searches WHERE name = '' ORDER BY used DESC LIMIT ?)",
                (MAX_HISTORY,),
            )

    def _newest_in_database(self) -> int:
        return int(self._rows("SELECT coalesce(max(key), 0) FROM articles")[0][0])

    def set_name(self, line: str, name: str) -> None:
        if not self._rows("SELECT 1 FROM searches WHERE line = ? AND name != ''", (line,)):
            self.record(line)  # a new name does not mark new articles as seen
        with self._transaction() as cursor:
            cursor.execute("UPDATE searches SET name = '' WHERE name = ?", (name,))
            cursor.execute("UPDATE searches SET name = ? WHERE line = ?", (name, line))

    def forget(self, line: str) -> None:
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM searches WHERE line = ?", (line,))

    def recent(self, limit: int) -> list[str]:
        rows = self._rows("SELECT line FROM searches ORDER BY used DESC LIMIT ?", (limit,))
        return [str(line) for (line,) in rows]

    def page(self, offset: int, limit: int) -> list[tuple[SavedSearch, int]]:
        rows = self._rows(
            "SELECT line, name, seen FROM searches"
            " ORDER BY name = '', name COLLATE NOCASE, used DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [(SavedSearch(line, name), seen) for line, name, seen in rows]

    def count(self) -> int:
        return int(self._rows("SELECT count(*) FROM searches")[0][0])
