"""Decide which names are one person's: what the program found, spellings, and corrections.

In the table ``folds``, ``found_into`` is what the program found and ``into_name`` what applies.
Names that differ only in capitals, accents or quotation marks are always one person's: no search
and no count can tell them apart.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.engines.local.fulltext.field_names import spelling_key, whole_name
from index.user_data import NameCorrection

SPELT_ALIKE = (
    "SELECT folded, speakers.name FROM speakers LEFT JOIN folds ON folds.name = speakers.name"
    " WHERE named AND folded IN (SELECT folded FROM speakers GROUP BY folded HAVING count(*) > 1)"
    " ORDER BY found_into IS NULL, quotes DESC, speakers.name DESC"
)
SPELT_OTHERWISE = "the same name, spelt otherwise"

Fold = tuple[str | None, str]
"""The name under which another one is listed, and the reason; None if it is listed itself."""


def apply_name_corrections(cursor: sqlite3.Cursor, corrections: Iterable[NameCorrection]) -> None:
    """Join what is spelt alike to what the program found, then apply the corrections in order."""
    stored: dict[str, Fold] = {}
    found: dict[str, Fold] = {}
    for name, into, reason, found_into, found_reason in cursor.execute(
        "SELECT name, into_name, reason, found_into, found_reason FROM folds"
        " WHERE into_name NOT NULL OR found_into NOT NULL"
    ):
        stored[name], found[name] = (into, reason), (found_into, found_reason)
    alike: dict[str, list[str]] = defaultdict(list)
    for folded, name in cursor.execute(SPELT_ALIKE):
        alike[folded].append(name)
    persons = Persons(found, alike)
    for correction in corrections:
        persons.correct(correction)
    for name, fold in persons.folds.items():
        if fold != stored.get(name, (None, "")):
            cursor.execute(
                "INSERT INTO folds (name, into_name, reason) VALUES (?1,?2,?3)"
                " ON CONFLICT (name) DO UPDATE SET into_name = ?2, reason = ?3",
                (name, *fold),
            )
            if fold[0]:  # under which nobody may be quoted
                cursor.execute(
                    "INSERT OR IGNORE INTO names (name, folded) VALUES (?,?)",
                    (fold[0], spelling_key(fold[0])),
                )


class Persons:
    """The names of each person, while they are joined and split."""

    def __init__(self, found: dict[str, Fold], alike: dict[str, list[str]]) -> None:
        """``alike`` has the names that are spelt alike, the one that decides first."""
        self.folds = dict(found)
        self._alike = {name: names for names in alike.values() for name in names}
        self._aliases: dict[str, set[str]] = defaultdict(set)
        for name, (into, _) in found.items():
            if into:
                self._aliases[into].add(name)
        for names in alike.values():
            self._join_spellings(names)

    def correct(self, correction: NameCorrection) -> None:
        """Merge the persons of two names, or split a name from its person."""
        name, other = correction.name, correction.other
        person, other_person = self.person(name), self.person(other)
        if correction.same and person != other_person:
            made = f" on {correction.made}" if correction.made else ""
            self._merge(person, other_person, f"merged by {correction.by or 'you'}{made}")
        elif not correction.same and person == other_person and not are_spelt_alike(name, other):
            alias = other if name == person else name
            names = self._alike.get(alias, [alias])
            if person not in names:
                for each in names:
                    self._fold(each, None, "")
                self._join_spellings(names)

    def person(self, name: str) -> str:
        """Return the name under which a name is listed."""
        return self.folds.get(name, (None, ""))[0] or name

    def _join_spellings(self, names: Sequence[str]) -> None:
        person = self.person(names[0])
        for name in names:
            if self.person(name) == name:
                self._merge(name, person, SPELT_OTHERWISE)
            elif self.person(name) != person:
                self._fold(name, person, SPELT_OTHERWISE)

    def _merge(self, person: str, other: str, reason: str) -> None:
        """List a person and all aliases under another name."""
        if person != other:
            for alias in sorted(self._aliases[person]):
                self._fold(alias, other, self.folds[alias][1])
            self._fold(person, other, reason)

    def _fold(self, name: str, into: str | None, reason: str) -> None:
        self._aliases[self.person(name)].discard(name)
        self.folds[name] = into, reason
        if into:
            self._aliases[into].add(name)


def are_spelt_alike(name: str, other: str) -> bool:
    """Return whether two names differ only in capitals, accents or quotation marks."""
    return whole_name(name) == whole_name(other)
