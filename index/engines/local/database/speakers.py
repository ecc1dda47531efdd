"""Who is quoted in the archive, and which of their names are one person's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.article import Alias, NameCorrection, Speaker
from index.engines.local.corrections.names import settle
from index.engines.local.database.connection import Database
from index.engines.local.database.serialization import read_date
from index.engines.local.fulltext.analysis import words
from index.engines.protocol import Decide, NamedSpeaker

PERSONS = (
    "WITH persons AS (SELECT coalesce(into_name, speakers.name) AS person, speakers.*"
    " FROM speakers LEFT JOIN folds"
    " ON folds.name = speakers.name AND named AND into_name NOT NULL)"
    " SELECT person, named, sum(quotes), sum(articles), min(first), max(last) FROM persons"
    " WHERE person IN (SELECT person FROM persons WHERE {fitting}) GROUP BY person, named"
    " ORDER BY named DESC, sum(quotes) DESC, person LIMIT ? OFFSET ?"
)
BEGINNING, CALLED = PERSONS.format(fitting="folded LIKE ?"), PERSONS.format(fitting="name = ?")
OF_BLOCK = (
    "SELECT name, label, block, context, first, last FROM speakers"
    " WHERE block = ? AND named ORDER BY name"
)
MOST_CONTEXT = 300  # names around a speaker, over all articles


class Speakers:
    """The speakers of one database, and the folds of their names."""

    def __init__(self, database: Database, said: Callable[[], Sequence[NameCorrection]]) -> None:
        """``said`` gives what the reader says of names."""
        self._database, self._said = database, said

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        """One page of speakers, named ones first, most quoted first.

        Those whose names are folded are one; the prefix fits any name that they have.
        """
        like = "% " + " ".join(words(prefix)) + "%" if words(prefix) else "%"
        return self._speakers(BEGINNING, (like, limit, offset))

    def called(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        return next(iter(self._speakers(CALLED, (name, 1, 0))), None)

    def names_of(self, folded: Sequence[str]) -> dict[str, str]:
        """The names that speakers have whose folded names these are, the commonest spelling."""
        rows = self._database.rows(
            "SELECT substr(folded, 2), name FROM speakers WHERE folded IN"
            " (SELECT ' ' || value FROM json_each(?)) ORDER BY named, quotes",
            (json.dumps(list(folded)),),
        )
        return dict(rows)

    def all_folds(self) -> list[tuple[str, str]]:
        """Every name that is folded, with the one that it stands for."""
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
        found: dict[str, list[Alias]] = {}
        for person, name, reason in rows:
            found.setdefault(person, []).append(Alias(name, reason))
        return found

    # Folding

    def folded_into(self, wanted: Sequence[str]) -> list[str]:
        """The names that stand for somebody whose fuller name has all these folded words."""
        rows = self._database.rows(
            "SELECT folds.name, into_name FROM folds LEFT JOIN speakers"
            " ON speakers.name = into_name AND named WHERE into_name NOT NULL"
            " AND coalesce(instr(folded || ' ', ' ' || ? || ' '), 1)",
            (wanted[0] if wanted else "",),
        )
        return [str(name) for name, person in rows if set(wanted) <= set(words(person))]

    def not_folded(self) -> list[NamedSpeaker]:
        """The names that were never compared with others."""
        return _read_speakers(self._database.rows(OF_BLOCK, ("",)))

    def fold(self, speakers: Sequence[NamedSpeaker], decide: Decide) -> None:
        """Note what is known of speakers, and fold anew all names that share a block with them.

        It is one transaction, so that a second program folds what the first has noted.
        """
        with self._database.transaction() as cursor:
            for speaker in speakers:
                _note(cursor, speaker)
            for block in sorted({speaker.block for speaker in speakers}):
                known = _read_speakers(cursor.execute(OF_BLOCK, (block,)).fetchall())
                _set_folds(cursor, [speaker.name for speaker in known], decide(known))
            if said := self._said():
                settle(cursor, said)


def _read_speakers(rows: Sequence[tuple[Any, ...]]) -> list[NamedSpeaker]:
    return [
        NamedSpeaker(
            name, label, block, frozenset(json.loads(context)), read_date(first), read_date(last)
        )
        for name, label, block, context, first, last in rows
    ]


def _note(cursor: sqlite3.Cursor, speaker: NamedSpeaker) -> None:
    """Keep the label, block and context of a speaker who is there."""
    row = cursor.execute(
        "SELECT context FROM speakers WHERE name = ? AND named", (speaker.name,)
    ).fetchone()
    context = sorted(speaker.context.union(json.loads(row[0] if row else "[]")))
    cursor.execute(
        "UPDATE speakers SET label = ?, block = ?, context = ? WHERE name = ? AND named",
        (speaker.label, speaker.block, json.dumps(context[:MOST_CONTEXT]), speaker.name),
    )


def _set_folds(
    cursor: sqlite3.Cursor, names: Sequence[str], folds: Mapping[str, tuple[str, str]]
) -> None:
    """Replace the folds of these names; the fullest name is what all lead to in the end."""
    for name in names:
        into, reason = folds.get(name, ("", ""))
        while into in folds and folds[into][0] not in (name, into):
            into = folds[into][0]
        cursor.execute(
            "INSERT INTO folds (name, into_name, reason, found_into, found_reason)"
            " VALUES (?1,?2,?3,?2,?3) ON CONFLICT (name) DO UPDATE SET"
            " into_name = ?2, reason = ?3, found_into = ?2, found_reason = ?3, said = 0",
            (name, into or None, reason),
        )
