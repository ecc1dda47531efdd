"""Speakers, and which of their names are folded into one, in the tables ``speakers``, ``folds``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from index.article import Alias, Speaker
from index.engines.local.database.connection import Database
from index.engines.local.database.serialization import read_date
from index.engines.protocol_parts import DecideFolds, EngineSpeakers, NamedSpeaker

# Descriptions with the same letters are one person: “A clerk” and “a clerk”.
PERSONS = (
    "persons AS (SELECT coalesce(into_name, main.name, speakers.name) AS person, speakers.*"
    " FROM speakers LEFT JOIN speakers AS main ON main.key = CASE WHEN NOT speakers.named THEN"
    " (SELECT key FROM speakers AS alike WHERE alike.folded = speakers.folded"
    " ORDER BY named DESC, quotes DESC, name DESC LIMIT 1) END"
    " LEFT JOIN folds ON folds.name = coalesce(main.name, speakers.name)"
    " AND coalesce(main.named, speakers.named) AND into_name NOT NULL {rows})"
)
# Finds the persons with a matching name first: finding those of all names takes a hundred times as
# long.
MEMBERS = (
    "alike AS (SELECT name FROM speakers"
    " WHERE folded IN (SELECT folded FROM speakers WHERE {condition})),"
    " people AS (SELECT name FROM alike UNION SELECT into_name FROM folds"
    " WHERE name IN (SELECT name FROM alike) AND into_name NOT NULL),"
    " members AS (SELECT name FROM people UNION"
    " SELECT name FROM folds WHERE into_name IN (SELECT name FROM people)),"
)
ROWS_OF_MEMBERS = (
    "WHERE speakers.folded IN"
    " (SELECT folded FROM speakers WHERE name IN (SELECT name FROM members))"
)
LIST_PERSONS = (
    "SELECT person, max(named), sum(quotes), sum(articles), min(first), max(last) FROM persons"
    " {chosen} GROUP BY person"
    " ORDER BY max(named) DESC, sum(quotes) DESC, person LIMIT ?2 OFFSET ?3"
)
COUNT_PERSONS = "SELECT count(DISTINCT person) FROM persons WHERE {condition}"
CHOSEN = "WHERE person IN (SELECT person FROM persons WHERE {condition})"
BY_PREFIX, BY_NAME = "folded LIKE ?1", "name = ?1"
BY_NAMES = "name IN (SELECT value FROM json_each(?1))"
NAMES_IN_BLOCK = (
    "SELECT name, label, block, context, first, last FROM speakers"
    " WHERE block = ? AND named ORDER BY name"
)
# Finds all names of each person of whom one name may have a folded word: SQLite folds only ASCII.
NAMES_OF_PEOPLE = (
    "SELECT name, into_name FROM folds WHERE into_name IN (SELECT into_name FROM folds"
    " WHERE into_name NOT NULL AND (name LIKE ?1 OR into_name LIKE ?1"
    " OR length(CAST(name || into_name AS BLOB)) > length(name || into_name)))"
)
MAX_PATTERN = 100  # characters; SQLite refuses very long ones
NAMES_OF_PERSON = (
    "WITH persons AS (SELECT coalesce(into_name, speakers.name) AS name FROM speakers"
    " LEFT JOIN folds ON folds.name = speakers.name WHERE folded = ' ' || ?1"
    # A merge may give a name under which nobody is quoted, or no longer.
    " UNION SELECT into_name FROM folds WHERE into_name = ?2)"
    " SELECT name FROM persons UNION"
    " SELECT name FROM folds WHERE into_name IN (SELECT name FROM persons)"
)
MAX_CONTEXT = 300  # names stored from all articles of a speaker


class SpeakerTable(EngineSpeakers):
    """The speakers of one database, and the folds of their names."""

    def __init__(self, database: Database, correct_names: Callable[[sqlite3.Cursor], None]) -> None:
        """``correct_names`` applies the user's corrections of names after names were folded."""
        self._database, self._correct_names = database, correct_names

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        statement = _persons_statement(LIST_PERSONS, BY_PREFIX, of_all=not prefix)
        return self._speakers(statement, (_pattern(prefix), limit, offset))

    def count(self, prefix: str) -> int:
        statement = _persons_statement(COUNT_PERSONS, BY_PREFIX, of_all=not prefix)
        return int(self._database.rows(statement, (_pattern(prefix),))[0][0])

    def get(self, name: str) -> Speaker | None:
        statement = _persons_statement(LIST_PERSONS, BY_NAME)
        found = self._speakers(statement, (name, 1, 0))
        if not found and (aliases := self._quoted_aliases([name])):
            found = self._speakers(statement, (aliases[0], 1, 0))
        return next(iter(found), None)

    def get_all(self, names: Sequence[str]) -> dict[str, Speaker]:
        """Return the speakers whose main names are among these, by name."""
        statement = _persons_statement(LIST_PERSONS, BY_NAMES)
        found = self._speakers(statement, (json.dumps(list(names)), -1, 0))
        missing = set(names).difference(each.name for each in found)
        if missing and (aliases := self._quoted_aliases(list(missing))):
            found += self._speakers(statement, (json.dumps(aliases), -1, 0))
        return {speaker.name: speaker for speaker in reversed(found)}

    def _quoted_aliases(self, names: Sequence[str]) -> list[str]:
        """Return the quoted names that are listed under one of these."""
        rows = self._database.rows(
            "SELECT folds.name FROM folds JOIN speakers ON speakers.name = folds.name"
            " WHERE into_name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        )
        return [str(name) for (name,) in rows]

    def spellings(self, folded: Sequence[str]) -> dict[str, str]:
        """Return how each of these folded names is listed: the main name, or the most frequent."""
        rows = self._database.rows(
            "SELECT substr(folded, 2), speakers.name FROM speakers LEFT JOIN folds"
            " ON folds.name = speakers.name WHERE folded IN (SELECT ' ' || value FROM json_each(?))"
            " ORDER BY named, into_name NOT NULL DESC, quotes, speakers.name",
            (json.dumps(list(folded)),),
        )
        found = dict(rows)
        return found if found.keys() >= set(folded) else self._given_names(folded) | found

    def _given_names(self, folded: Sequence[str]) -> dict[str, str]:
        """Return those of the names that a merge gave, and under which nobody is quoted."""
        from index.engines.local.fulltext.field_names import whole_name  # 3 ms that reading saves

        rows = self._database.rows(
            "SELECT DISTINCT into_name FROM folds WHERE into_name NOT NULL"
            " AND into_name NOT IN (SELECT name FROM speakers)"
        )
        given = {whole_name(name): str(name) for (name,) in rows}
        return {each: given[each] for each in folded if each in given}

    def all_names(self, name: str) -> tuple[str, ...]:
        """Return a name with all others of the same person, however it is spelt."""
        from index.engines.local.fulltext.field_names import whole_name  # 3 ms that reading saves

        rows = self._database.rows(NAMES_OF_PERSON, (whole_name(name), name))
        return tuple(dict.fromkeys((name, *(each for (each,) in rows))))

    def named(self, folded: Sequence[str]) -> set[str]:
        """Return which of these folded texts are names, not descriptions."""
        rows = self._database.rows(
            "SELECT substr(folded, 2) FROM speakers WHERE named AND folded IN"
            " (SELECT ' ' || value FROM json_each(?))",
            (json.dumps(list(folded)),),
        )
        return {name for (name,) in rows}

    def all_folds(self) -> list[tuple[str, str]]:
        """Return every alias with the name that it is folded into."""
        return self._database.rows("SELECT name, into_name FROM folds WHERE into_name NOT NULL")

    def _speakers(self, statement: str, values: Sequence[Any]) -> list[Speaker]:
        rows = self._database.rows(statement, values)
        aliases = self._aliases([row[0] for row in rows])
        return [
            Speaker(
                name, bool(named), quotes, articles, read_date(first), read_date(last),
                tuple(aliases.get(name, ())) if named else (),
            )
            for name, named, quotes, articles, first, last in rows
        ]  # fmt: skip

    def _aliases(self, names: Sequence[str]) -> dict[str, list[Alias]]:
        rows = self._database.rows(
            "SELECT into_name, name, reason FROM folds WHERE into_name NOT NULL"
            " AND into_name IN (SELECT value FROM json_each(?)) ORDER BY name",
            (json.dumps(list(names)),),
        )
        aliases: dict[str, list[Alias]] = {}
        for person, name, reason in rows:
            aliases.setdefault(person, []).append(Alias(name, reason))
        return aliases

    # Folding

    def names_matching(self, wanted: Sequence[str]) -> list[str]:
        """Return the names of people with several names, if one has all these folded words."""
        if not wanted:
            return []
        rows = self._database.rows(NAMES_OF_PEOPLE, (f"%{wanted[0][:MAX_PATTERN]}%",))
        people: dict[str, set[str]] = {}
        for name, person in rows:
            people.setdefault(person, {person}).add(name)
        return sorted(
            name
            for names in people.values()
            if any(_words_of(each).issuperset(wanted) for each in names)
            for name in names
        )

    def count_uncompared(self) -> int:
        """Return how many names were never compared with others."""
        rows = self._database.rows("SELECT count(*) FROM speakers WHERE block = '' AND named")
        return int(rows[0][0])

    def uncompared(self) -> list[NamedSpeaker]:
        return _read_names(self._database.rows(NAMES_IN_BLOCK, ("",)))

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        # In one transaction, so that a second process folds the names that the first one stored.
        with self._database.transaction() as cursor:
            for speaker in speakers:
                _update_name(cursor, speaker)
            for block in sorted({speaker.block for speaker in speakers}):
                names = _read_names(cursor.execute(NAMES_IN_BLOCK, (block,)).fetchall())
                _replace_folds(cursor, [speaker.name for speaker in names], decide(names))
            self._correct_names(cursor)


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    from index.engines.local.fulltext.analysis import name_words  # 3 ms that reading saves

    return frozenset(name_words(name))


def _persons_statement(selection: str, condition: str, *, of_all: bool = False) -> str:
    """Return the SQL that selects persons with a name that meets a condition, or all."""
    members, rows, chosen = ("", "", "") if of_all else (MEMBERS, ROWS_OF_MEMBERS, CHOSEN)
    parts = ("WITH", members, PERSONS.replace("{rows}", rows), selection)
    return " ".join(parts).replace("{chosen}", chosen).replace("{condition}", condition)


def _pattern(prefix: str) -> str:
    from index.engines.local.fulltext.analysis import name_words

    return "% " + " ".join(name_words(prefix)) + "%" if name_words(prefix) else "%"


def _read_names(rows: Sequence[tuple[Any, ...]]) -> list[NamedSpeaker]:
    return [
        NamedSpeaker(
            name, label, block, frozenset(json.loads(context)), read_date(first), read_date(last)
        )
        for name, label, block, context, first, last in rows
    ]


def _update_name(cursor: sqlite3.Cursor, speaker: NamedSpeaker) -> None:
    """Store the label, block and context of a name, if it is among the speakers."""
    row = cursor.execute(
        "SELECT context FROM speakers WHERE name = ? AND named", (speaker.name,)
    ).fetchone()
    context = sorted(speaker.context.union(json.loads(row[0] if row else "[]")))
    cursor.execute(
        "UPDATE speakers SET label = ?, block = ?, context = ? WHERE name = ? AND named",
        (speaker.label, speaker.block, json.dumps(context[:MAX_CONTEXT]), speaker.name),
    )


def _replace_folds(
    cursor: sqlite3.Cursor, names: Sequence[str], folds: Mapping[str, tuple[str, str]]
) -> None:
    """Replace the folds of these names; each alias points to the fullest name of its chain."""
    for name in names:
        into, reason = folds.get(name, ("", ""))
        while into in folds and folds[into][0] not in (name, into):
            into = folds[into][0]
        cursor.execute(
            "INSERT INTO folds (name, into_name, reason, found_into, found_reason)"
            " VALUES (?1,?2,?3,?2,?3) ON CONFLICT (name) DO UPDATE SET"
            " into_name = ?2, reason = ?3, found_into = ?2, found_reason = ?3",
            (name, into or None, reason),
        )
