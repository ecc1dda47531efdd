"""What the reader did with the articles of a store: states, tags and notes."""

from __future__ import annotations

from index.article import Note
from index.engines.local.database.connection import Database

WHOLE = -1  # the place of a note on the article


class Marks:
    """The marks of one database."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def mark(self, key: int, kind: str, value: str, on: bool) -> None:
        """Note what the reader did with an article, or that it is undone."""
        change = "INSERT OR IGNORE INTO marks (article, kind, value) VALUES (?,?,?)"
        undo = "DELETE FROM marks WHERE article = ? AND kind = ? AND value = ?"
        with self._transaction() as cursor:
            cursor.execute(change if on else undo, (key, kind, value))

    def toggle(self, key: int, kind: str) -> bool:
        """Turn a mark without value on or off; returns whether it is on now."""
        row = (key, kind)
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM marks WHERE article = ? AND kind = ?", row)
            on = not cursor.rowcount
            if on:
                cursor.execute("INSERT INTO marks (article, kind, value) VALUES (?,?,'')", row)
        return on

    def marked(self, kind: str) -> dict[int, list[str]]:
        """The keys of the articles that are marked so, each with the values."""
        marks = "SELECT article, value FROM marks WHERE kind = ?1"
        notes = "SELECT article, text FROM notes WHERE ?1 = 'note'"
        found: dict[int, list[str]] = {}
        for key, value in self._rows(f"{marks} UNION ALL {notes}", (kind,)):
            found.setdefault(key, []).append(value)
        return found

    def tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of articles that have it, commonest first."""
        return self._rows(
            "SELECT value, count(*) FROM marks WHERE kind = 'tag' GROUP BY value"
            " ORDER BY count(*) DESC, value",
            (),
        )

    def note(self, key: int, text: str, place: int | None) -> str:
        """Put a note at a place of an article, empty for none; returns what was there before."""
        where = (key, WHOLE if place is None else place)
        with self._transaction() as cursor:
            row = cursor.execute(
                "SELECT text FROM notes WHERE article = ? AND place = ?", where
            ).fetchone()
            if text:
                cursor.execute("REPLACE INTO notes (article, place, text) VALUES (?,?,?)",
                               (*where, text))  # fmt: skip
            else:
                cursor.execute("DELETE FROM notes WHERE article = ? AND place = ?", where)
        return row[0] if row else ""

    def notes(self, key: int) -> list[Note]:
        """The notes on an article, that on the whole of it first, then in the order of the text."""
        rows = self._rows("SELECT text, place FROM notes WHERE article = ? ORDER BY place", (key,))
        return [Note(text, None if place == WHOLE else place) for text, place in rows]
