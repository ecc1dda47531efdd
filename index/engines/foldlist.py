"""The names that stand for one person, in the database of a store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.engines.analysis import words
from index.engines.engine import NamedSpeaker
from index.engines.records import read_date
from index.engines.tables import Tables

MOST_CONTEXT = 300  # names around a speaker, over all articles


class FoldTables(Tables):
    """The part of a store that keeps which names are folded."""

    def folded_into(self, wanted: Sequence[str]) -> list[str]:
        """The names that stand for somebody whose fuller name has all these folded words."""
        rows = self._rows(
            "SELECT folds.name, into_name FROM folds LEFT JOIN speakers"
            " ON speakers.name = into_name AND named WHERE into_name NOT NULL AND NOT apart"
            " AND coalesce(instr(folded || ' ', ' ' || ? || ' '), 1)",
            (wanted[0] if wanted else "",),
        )
        return [str(name) for name, person in rows if set(wanted) <= set(words(person))]

    def note_speakers(self, speakers: Sequence[NamedSpeaker]) -> None:
        """Keep the label, block and context of speakers that are there."""
        with self._transaction() as cursor:
            for speaker in speakers:
                row = cursor.execute(
                    "SELECT context FROM speakers WHERE name = ? AND named", (speaker.name,)
                ).fetchone()
                context = sorted(speaker.context.union(json.loads(row[0] if row else "[]")))
                cursor.execute(
                    "UPDATE speakers SET label = ?, block = ?, context = ?"
                    " WHERE name = ? AND named",
                    (
                        speaker.label,
                        speaker.block,
                        json.dumps(context[:MOST_CONTEXT]),
                        speaker.name,
                    ),
                )

    def speakers_of(self, block: str) -> list[NamedSpeaker]:
        """All names of one block."""
        rows = self._rows(
            "SELECT name, label, block, context, first, last FROM speakers"
            " WHERE block = ? AND named ORDER BY name",
            (block,),
        )
        return [
            NamedSpeaker(
                name,
                label,
                block,
                frozenset(json.loads(context)),
                read_date(first),
                read_date(last),
            )
            for name, label, block, context, first, last in rows
        ]

    def set_folds(self, names: Sequence[str], folds: Mapping[str, tuple[str, str]]) -> None:
        """Replace the folds of these names; the fullest name is what all lead to in the end."""
        with self._transaction() as cursor:
            for name in names:
                into, reason = folds.get(name, ("", ""))
                while into in folds and folds[into][0] not in (name, into):
                    into = folds[into][0]
                cursor.execute(
                    "INSERT INTO folds (name, into_name, reason) VALUES (?1,?2,?3)"
                    " ON CONFLICT (name) DO UPDATE SET into_name = ?2, reason = ?3",
                    (name, into or None, reason),
                )

    def keep_apart(self, name: str, apart: bool) -> None:
        """Undo the fold of a name for good, or allow it again."""
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT INTO folds (name, apart) VALUES (?1,?2)"
                " ON CONFLICT (name) DO UPDATE SET apart = ?2",
                (name, apart),
            )
