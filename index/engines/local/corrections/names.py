"""Which names are one person's, where the reader has said so: laid over the folds of the program.

``found_into`` is what the program thinks of a name, ``into_name`` what holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from index.article import NameCorrection


def settle(cursor: sqlite3.Cursor, corrections: Iterable[NameCorrection]) -> None:
    """Put the folds back as the program found them, then do as the reader says, in order."""
    cursor.execute("UPDATE folds SET into_name = found_into, reason = found_reason, said = 0"
                   " WHERE said")  # fmt: skip
    for correction in corrections:
        person, other = _person(cursor, correction.name), _person(cursor, correction.other)
        if correction.same and person != other:
            made = f" on {correction.made}" if correction.made else ""
            cursor.execute(
                "UPDATE folds SET into_name = ?, said = 1 WHERE into_name = ?", (other, person)
            )
            _set(cursor, person, other, f"you said so{made}")
        elif not correction.same and person == other:
            alone = correction.other if correction.name == person else correction.name
            _set(cursor, alone, None, "")


def _person(cursor: sqlite3.Cursor, name: str) -> str:
    """The name under which a name is listed."""
    row = cursor.execute("SELECT into_name FROM folds WHERE name = ?", (name,)).fetchone()
    return row[0] if row and row[0] else name


def _set(cursor: sqlite3.Cursor, name: str, into: str | None, reason: str) -> None:
    cursor.execute(
        "INSERT INTO folds (name, into_name, reason, said) VALUES (?1,?2,?3,1)"
        " ON CONFLICT (name) DO UPDATE SET into_name = ?2, reason = ?3, said = 1",
        (name, into, reason),
    )
