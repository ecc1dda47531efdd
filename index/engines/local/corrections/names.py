"""Apply the user's corrections of names to the folds that the program found.

In the table ``folds``, ``found_into`` is what the program found and ``into_name`` what applies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from index.user_data import NameCorrection


def apply_name_corrections(cursor: sqlite3.Cursor, corrections: Iterable[NameCorrection]) -> None:
    """Reset all folds to what the program found, then apply the corrections in order."""
    cursor.execute("UPDATE folds SET into_name = found_into, reason = found_reason, said = 0"
                   " WHERE said")  # fmt: skip
    for correction in corrections:
        person, other = _person(cursor, correction.name), _person(cursor, correction.other)
        if correction.same and person != other:
            made = f" on {correction.made}" if correction.made else ""
            cursor.execute(
                "UPDATE folds SET into_name = ?, said = 1 WHERE into_name = ?", (other, person)
            )
            _set_fold(cursor, person, other, f"merged by {correction.by or 'you'}{made}")
        elif not correction.same and person == other:
            alias = correction.other if correction.name == person else correction.name
            _set_fold(cursor, alias, None, "")


def _person(cursor: sqlite3.Cursor, name: str) -> str:
    """Return the name under which a name is listed."""
    row = cursor.execute("SELECT into_name FROM folds WHERE name = ?", (name,)).fetchone()
    return row[0] if row and row[0] else name


def _set_fold(cursor: sqlite3.Cursor, name: str, into: str | None, reason: str) -> None:
    cursor.execute(
        "INSERT INTO folds (name, into_name, reason, said) VALUES (?1,?2,?3,1)"
        " ON CONFLICT (name) DO UPDATE SET into_name = ?2, reason = ?3, said = 1",
        (name, into, reason),
    )
