"""Count the quotes and articles of each speaker, in the table ``speakers``."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from index.article import Quote
from index.engines.local.database.serialization import load_quote

SpeakerKey = tuple[str, bool]
"""A speaker's name, and whether it is a name (true) or a description like “a clerk”."""


class CountChange(NamedTuple):
    """What to add to the counts of a speaker."""

    quotes: int
    articles: int


def count_quotes(quotes: Iterable[Quote]) -> Counter[SpeakerKey]:
    """Return the number of quotes of each speaker."""
    return Counter((name, quote.named) for quote in quotes for name in quote.speakers)


def count_stored_quotes(cursor: sqlite3.Cursor, article: int) -> Counter[SpeakerKey]:
    """Return the number of quotes of each speaker in an article, without repeated ones."""
    rows = cursor.execute("SELECT quote FROM quotes WHERE article = ? AND NOT again", (article,))
    return count_quotes(load_quote(row) for (row,) in rows.fetchall())


def add_counts(
    cursor: sqlite3.Cursor, changes: Mapping[SpeakerKey, CountChange], day: str | None
) -> None:
    """Add to the counts of speakers, and extend their first and last day to that of the article."""
    from index.engines.local.fulltext.field_names import whole_name  # 3 ms that reading saves

    cursor.executemany(
        "INSERT INTO speakers (name, named, folded, quotes, articles, first, last)"
        " VALUES (?1,?2,?3,?4,?5,?6,?6) ON CONFLICT (name, named) DO UPDATE SET"
        " quotes = quotes + excluded.quotes, articles = articles + excluded.articles,"
        " first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),"
        " last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))",
        [
            (name, named, f" {whole_name(name)}", change.quotes, change.articles, day)
            for (name, named), change in changes.items()
        ],
    )


def update_counts(
    cursor: sqlite3.Cursor, article: int, day: str | None, before: Counter[SpeakerKey]
) -> dict[SpeakerKey, CountChange]:
    """Update the counts after the quotes of an article changed, and return the changes.

    ``before`` is what ``count_stored_quotes`` returned before the change.
    """
    after = count_stored_quotes(cursor, article)
    changes = {
        speaker: CountChange(
            after[speaker] - before[speaker], (speaker in after) - (speaker in before)
        )
        for speaker in before.keys() | after.keys()
        if after[speaker] != before[speaker]
    }
    add_counts(cursor, changes, day)
    return changes


def delete_unquoted(cursor: sqlite3.Cursor, speakers: Iterable[SpeakerKey]) -> None:
    """Delete those of these speakers who have no quotes left."""
    cursor.executemany(
        "DELETE FROM speakers WHERE name = ? AND named = ? AND quotes <= 0", list(speakers)
    )


def delete_unquoted_names(cursor: sqlite3.Cursor, speakers: Iterable[SpeakerKey]) -> None:
    """Delete speakers without quotes and their folds; compare names like theirs again."""
    cursor.executemany(
        "UPDATE speakers SET block = '' WHERE named AND block > '' AND (block ="
        " (SELECT block FROM speakers WHERE name = ?1 AND named AND ?2 AND quotes <= 0) OR folded ="
        " (SELECT folded FROM speakers WHERE name = ?1 AND named AND ?2 AND quotes <= 0))",
        list(speakers),
    )
    delete_unquoted(cursor, speakers)
    cursor.executemany(
        "DELETE FROM folds WHERE name = ?1 AND ?2 AND NOT EXISTS"
        " (SELECT 1 FROM speakers WHERE name = ?1 AND named)",
        list(speakers),
    )


def update_first_and_last_days(
    cursor: sqlite3.Cursor, speakers: Collection[SpeakerKey], days: Collection[str] | None = None
) -> None:
    """Find the first and last day of these speakers again, from all their quotes.

    With ``days``, only of those for whom one of them is the first or last day.
    """
    if days is not None:
        speakers = [each for each in speakers if _begins_or_ends_on(cursor, each, days)]
    names = sorted({name for name, _ in speakers})
    if not names:
        return
    part = json.dumps(names[0])[1:-1] if len(names) == 1 else ""  # one name is found faster
    rows = cursor.execute(
        "SELECT name.value, json_extract(quote, '$[6]'), min(date), max(date)"
        " FROM quotes JOIN articles ON articles.key = article, json_each(quote, '$[5]') AS name"
        " WHERE instr(quote, ?) AND NOT again AND date NOT NULL"
        " AND name.value IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
        (part, json.dumps(names)),
    ).fetchall()
    found = {(name, bool(named)): (first, last) for name, named, first, last in rows}
    cursor.executemany(
        "UPDATE speakers SET first = ?, last = ? WHERE name = ? AND named = ?",
        [(*found.get(speaker, (None, None)), *speaker) for speaker in speakers],
    )


def _begins_or_ends_on(cursor: sqlite3.Cursor, speaker: SpeakerKey, days: Collection[str]) -> bool:
    row = cursor.execute(
        "SELECT first, last FROM speakers WHERE name = ? AND named = ?", speaker
    ).fetchone()
    return row is not None and (row[0] in days or row[1] in days)
