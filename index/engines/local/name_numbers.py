"""The numbers by which the index has names and outlets, in the table ``names``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.engines.local.database.connection import Database


class NameNumbers:
    """The numbers of the names in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._spellings: tuple[int | None, dict[int, int]] = (None, {})

    def add(self, names: Sequence[str]) -> dict[str, int]:
        """Return a number for each name; new names get one, which never changes."""
        from index.engines.local.fulltext.field_names import spelling_key  # 3 ms

        with self._database.transaction() as cursor:
            cursor.executemany(
                "INSERT OR IGNORE INTO names (name, folded) VALUES (?,?)",
                [(name, spelling_key(name)) for name in names],
            )
        rows = self._database.rows(
            "SELECT name, key FROM names WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        )
        return {str(name): int(key) for name, key in rows}

    def numbers_of(self, names: Sequence[str]) -> list[int]:
        """Return the numbers of names in every spelling; names without a number are left out."""
        from index.engines.local.fulltext.field_names import spelling_key  # 3 ms

        rows = self._database.rows(
            "SELECT key FROM names WHERE folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list(map(spelling_key, names))),),
        )
        return [number for (number,) in rows]

    def spellings(self) -> dict[int, int]:
        """Return the number of each name that is spelt like an older one, with the number of that.

        Spellings are those of one name if they differ only in capitals, accents, spaces and marks.
        """
        ((newest,),) = self._database.rows("SELECT max(key) FROM names")
        if self._spellings[0] != newest:  # names are never deleted
            rows = self._database.rows(
                "SELECT names.key, first FROM names JOIN (SELECT folded, min(key) AS first"
                " FROM names GROUP BY folded HAVING count(*) > 1) AS alike"
                " ON names.folded = alike.folded WHERE names.key != first"
            )
            self._spellings = newest, dict(rows)
        return self._spellings[1]

    def names(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the names that have these numbers."""
        rows = self._database.rows(
            "SELECT key, name FROM names WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {int(key): str(name) for key, name in rows}

    def fold_numbers(self) -> dict[int, int]:
        """Return the number of every alias in ``names`` with that of the name it is folded into."""
        return dict(self._database.rows(
            "SELECT alias.key, person.key FROM folds JOIN names AS alias ON alias.name = folds.name"
            " JOIN names AS person ON person.name = into_name"
        ))  # fmt: skip

    def quoted(self, numbers: Sequence[int]) -> set[int]:
        """Return which numbers in ``names`` are those of people who are quoted."""
        rows = self._database.rows(
            "SELECT names.key FROM names JOIN speakers ON speakers.name = names.name AND named"
            " WHERE names.key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        return {int(number) for (number,) in rows}

    def counted_under(self) -> dict[int, int]:
        """Return the number of each name that counts under another one, with the number of that.

        Names of one person count under the one that is listed, other spellings under one that is
        quoted, or the oldest.
        """
        folds, spellings = self.fold_numbers(), self.spellings()
        listed = {first: first for first in spellings.values()}
        both = [*spellings.items(), *listed.items()]
        quoted = self.quoted([number for number, _ in both])
        persons = set(folds.values())
        listed |= {first: number for number, first in both if number in quoted}
        listed |= {
            first: folds.get(number, number)
            for number, first in both
            if number in folds or number in persons
        }
        found = folds | {number: listed[first] for number, first in both}
        return {number: into for number, into in found.items() if number != into}
