"""The searches that the reader made, and those of them that have a name."""

from __future__ import annotations

from index.article import SavedSearch
from index.engines.local.database.connection import Database

KEPT = 200  # searches without a name

NEWEST = "(SELECT coalesce(max(key), 0) FROM articles)"


class Searches:
    """The searches of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows, self._transaction = database.rows, database.transaction

    def remember(self, line: str) -> None:
        """Note that a search was made, and that all that it finds now has been seen.

        Where the archive cannot be written nothing is noted.
        """
        if not self._database.writable:
            return
        with self._transaction() as cursor:
            cursor.execute(
                f"INSERT INTO searches (line, seen, used) SELECT ?, {NEWEST},"  # noqa: S608
                " coalesce(max(used), 0) + 1 FROM searches WHERE true ON CONFLICT (line)"
                " DO UPDATE SET seen = excluded.seen, used = excluded.used",
                (line,),
            )
            cursor.execute(
                "DELETE FROM searches WHERE name = '' AND line NOT IN"
                " (SELECT line FROM searches WHERE name = '' ORDER BY used DESC LIMIT ?)",
                (KEPT,),
            )

    def name(self, line: str, name: str) -> None:
        """Give a search a name, an empty one to take it away; a name belongs to one search."""
        self.remember(line)
        with self._transaction() as cursor:
            cursor.execute("UPDATE searches SET name = '' WHERE name = ?", (name,))
            cursor.execute("UPDATE searches SET name = ? WHERE line = ?", (name, line))

    def forget(self, line: str) -> None:
        """Forget a search and its name."""
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM searches WHERE line = ?", (line,))

    def lines(self, limit: int) -> list[str]:
        """The lines that were searched for, the last one first."""
        rows = self._rows("SELECT line FROM searches ORDER BY used DESC LIMIT ?", (limit,))
        return [str(line) for (line,) in rows]

    def page(self, offset: int, limit: int) -> list[tuple[SavedSearch, int]]:
        """One page of searches, those with a name first, each with the newest key seen."""
        rows = self._rows(
            "SELECT line, name, seen FROM searches"
            " ORDER BY name = '', name COLLATE NOCASE, used DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [(SavedSearch(line, name), seen) for line, name, seen in rows]

    def count(self) -> int:
        """How many searches are known."""
        return int(self._rows("SELECT count(*) FROM searches")[0][0])
