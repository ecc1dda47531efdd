"""Stars, read state, tags and notes, in the tables ``marks`` and ``notes``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from index.engines.local.database.connection import Database
from index.engines.protocol_parts import EngineMarks, Mark
from index.user_data import Note

WHOLE_ARTICLE = -1  # the place of a note on the article itself


class MarkTable(EngineMarks):
    """The marks of one database."""

    def __init__(self, database: Database, find_key: Callable[[str], int]) -> None:
        """``find_key`` returns the key of an article id, or raises NotFoundError."""
        self._rows, self._transaction = database.rows, database.transaction
        self._find_key = find_key

    def set(self, id: str, state: Literal["read", "starred"], on: bool = True) -> None:
        self._mark(id, state, "", on)

    def tag(self, id: str, tag: str, on: bool = True) -> None:
        self._mark(id, "tag", tag, on)

    def _mark(self, id: str, kind: str, value: str, on: bool) -> None:
        add = "INSERT OR IGNORE INTO marks (article, kind, value) VALUES (?,?,?)"
        remove = "DELETE FROM marks WHERE article = ? AND kind = ? AND value = ?"
        key = self._find_key(id)
        with self._transaction() as cursor:
            cursor.execute(add if on else remove, (key, kind, value))

    def toggle(self, id: str, state: Literal["read", "starred"]) -> bool:
        row = (self._find_key(id), state)
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM marks WHERE article = ? AND kind = ?", row)
            on = not cursor.rowcount
            if on:
                cursor.execute("INSERT INTO marks (article, kind, value) VALUES (?,?,'')", row)
        return on

    def all(self) -> list[Mark]:
        marks = self._rows(
            "SELECT id, kind, value FROM marks JOIN articles ON articles.key = article ORDER BY id"
        )
        notes = self._rows(
            "SELECT id, notes.text, place FROM notes JOIN articles ON articles.key = article"
            " ORDER BY id, place"
        )
        return [
            *(Mark(*row) for row in marks),
            *(
                Mark(article, "note", text, None if start == WHOLE_ARTICLE else start)
                for article, text, start in notes
            ),
        ]

    def tags(self) -> tuple[tuple[str, int], ...]:
        rows = self._rows(
            "SELECT value, count(DISTINCT coalesce(story, key)) FROM marks JOIN articles"
            " ON key = article WHERE kind = 'tag' AND state NOT IN (2, 3) GROUP BY value"
            " ORDER BY 2 DESC, value"
        )
        return tuple((tag, count) for tag, count in rows)

    def write_note(self, id: str, text: str, start: int | None = None) -> str:
        row = (self._find_key(id), WHOLE_ARTICLE if start is None else start)
        with self._transaction() as cursor:
            previous = cursor.execute(
                "SELECT text FROM notes WHERE article = ? AND place = ?", row
            ).fetchone()
            if text:
                cursor.execute(
                    "REPLACE INTO notes (article, place, text) VALUES (?,?,?)", (*row, text)
                )
            else:
                cursor.execute("DELETE FROM notes WHERE article = ? AND place = ?", row)
        return previous[0] if previous else ""

    def notes(self, id: str) -> tuple[Note, ...]:
        rows = self._rows(
            "SELECT text, place FROM notes WHERE article = ? ORDER BY place", (self._find_key(id),)
        )
        return tuple(Note(text, None if start == WHOLE_ARTICLE else start) for text, start in rows)

    def marked(self, kind: str) -> dict[int, list[str]]:
        """Return the keys of articles with a kind of mark, or a note, each with the values."""
        marks = "SELECT article, value FROM marks WHERE kind = ?1"
        notes = "SELECT article, text FROM notes WHERE ?1 = 'note'"
        values: dict[int, list[str]] = {}
        for key, value in self._rows(f"{marks} UNION ALL {notes}", (kind,)):
            values.setdefault(key, []).append(value)
        return values
