"""Writing other quotes for an article that is kept, so that all counts of speakers follow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from index.article import Annotation, Article
from index.engines.local.database.article_writer import Change, count, forget_silent, write_quotes
from index.engines.local.database.serialization import count_speakers, load_quote
from index.engines.local.database.versions import counted, recount

Who = tuple[str, bool]
"""A speaker: the name, and whether it is one."""


def rewrite(
    cursor: sqlite3.Cursor, key: int, article: Article, annotation: Annotation, own: str | None
) -> None:
    """Write an annotation in place of that of an article; the index has to learn it.

    ``own`` is what the program had found, as JSON, None where that is written.
    """
    day = article.date.isoformat() if article.date else None
    before = counted(cursor, key)
    cursor.execute("DELETE FROM quotes WHERE article = ?", (key,))
    write_quotes(cursor, key, annotation.quotes, article.text)
    after = counted(cursor, key)
    changes = {
        who: Change(after[who] - before[who], (who in after) - (who in before))
        for who in before.keys() | after.keys()
        if after[who] != before[who]
    }
    count(cursor, changes, day)
    named = sum(is_name for _, is_name in count_speakers(annotation))
    cursor.execute(
        "UPDATE articles SET quotes = ?, speakers = ?, own = ?, indexed = 0 WHERE key = ?",
        (len(annotation.quotes), named, own, key),
    )
    cursor.executemany(
        "UPDATE speakers SET label = ? WHERE name = ? AND named AND block = ''",
        [(entity.label, entity.name) for entity in annotation.entities],
    )
    (story,) = cursor.execute("SELECT story FROM articles WHERE key = ?", (key,)).fetchone()
    if story is not None:
        recount(cursor, story)
    _forget(cursor, changes)
    if day:
        _redate(cursor, [who for who, change in changes.items() if change.articles < 0], day)


def _forget(cursor: sqlite3.Cursor, speakers: Iterable[Who]) -> None:
    """Leave out those who have no quotes any more; their namesakes are to be compared anew."""
    cursor.executemany(
        "UPDATE speakers SET block = '' WHERE named AND block ="
        " (SELECT block FROM speakers WHERE name = ?1 AND named AND ?2 AND quotes <= 0)",
        list(speakers),
    )
    forget_silent(cursor, speakers)
    cursor.executemany(
        "DELETE FROM folds WHERE name = ?1 AND ?2 AND NOT EXISTS"
        " (SELECT 1 FROM speakers WHERE name = ?1 AND named)",
        list(speakers),
    )


def _redate(cursor: sqlite3.Cursor, speakers: Iterable[Who], day: str) -> None:
    """Find out when these speakers are quoted first and last, where that may have been a day."""
    for name, named in speakers:
        row = cursor.execute(
            "SELECT 1 FROM speakers WHERE name = ? AND named = ? AND (first = ?3 OR last = ?3)",
            (name, named, day),
        ).fetchone()
        if row is None:
            continue
        rows = cursor.execute(
            "SELECT date, quote FROM quotes JOIN articles ON articles.key = article"
            " WHERE NOT again AND date NOT NULL AND instr(quote, ?)",
            (json.dumps(name),),
        )
        quotes = ((on, load_quote(quote)) for on, quote in rows)
        days = [on for on, q in quotes if q.named == named and name in q.speakers]
        cursor.execute(
            "UPDATE speakers SET first = ?, last = ? WHERE name = ? AND named = ?",
            (min(days, default=None), max(days, default=None), name, named),
        )
