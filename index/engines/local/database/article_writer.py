"""Write an article and its annotation to the database; counts of speakers follow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from index.article import Annotation, Article, Quote
from index.engines.local.database.near_duplicates import quote_fingerprints
from index.engines.local.database.serialization import dump_entities, dump_quote, load_quote
from index.engines.local.database.speaker_counts import (
    CountChange,
    SpeakerKey,
    add_counts,
    count_quotes,
    count_stored_quotes,
    delete_unquoted,
    update_counts,
)
from index.engines.local.database.versions import recount_story


def insert(cursor: sqlite3.Cursor, article: Article, annotation: Annotation) -> int | None:
    """Insert an article and return its key; return None if it is stored already."""
    speakers = count_quotes(annotation.quotes)
    day = article.date.isoformat() if article.date else None
    cursor.execute(
        "INSERT OR IGNORE INTO articles (id, title, title_from_text, text, date, source,"
        " byline, url, section, topics, location, quotes, speakers, words, entities,"
        " english, note, annotated_by) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            article.id, article.title, article.title_from_text, article.text, day,
            article.source, article.byline, article.url, article.section,
            json.dumps(article.topics), article.location,
            len(annotation.quotes), sum(named for _, named in speakers),
            len(article.text.split()), dump_entities(annotation.entities),
            annotation.english, article.note, annotation.annotated_by,
        ),
    )  # fmt: skip
    if not cursor.rowcount:
        return None
    key = cursor.lastrowid
    assert key is not None
    _insert_quotes(cursor, key, annotation.quotes, article.text)
    add_counts(cursor, {who: CountChange(count, 1) for who, count in speakers.items()}, day)
    return key


def rewrite(
    cursor: sqlite3.Cursor,
    key: int,
    article: Article,
    annotation: Annotation,
    original: str | None,
) -> None:
    """Replace the annotation of an article, which has to be indexed again.

    ``original`` are the quotes that the program found, as JSON, or None if they are unchanged.
    """
    day = article.date.isoformat() if article.date else None
    before = count_stored_quotes(cursor, key)
    cursor.execute("DELETE FROM quotes WHERE article = ?", (key,))
    _insert_quotes(cursor, key, annotation.quotes, article.text)
    changes = update_counts(cursor, key, day, before)
    named = sum(is_name for _, is_name in count_quotes(annotation.quotes))
    cursor.execute(
        "UPDATE articles SET quotes = ?, speakers = ?, own = ?, entities = ?, english = ?,"
        " annotated_by = ?, indexed = 0 WHERE key = ?",
        (
            len(annotation.quotes), named, original, dump_entities(annotation.entities),
            annotation.english, annotation.annotated_by, key,
        ),
    )  # fmt: skip
    cursor.executemany(
        "UPDATE speakers SET label = ? WHERE name = ? AND named AND block = ''",
        [(entity.label, entity.name) for entity in annotation.entities],
    )
    (story,) = cursor.execute("SELECT story FROM articles WHERE key = ?", (key,)).fetchone()
    if story is not None:
        recount_story(cursor, story)
    _delete_unquoted_names(cursor, changes)
    if day:
        removed = [speaker for speaker, change in changes.items() if change.articles < 0]
        _update_first_and_last_day(cursor, removed, day)


def _insert_quotes(cursor: sqlite3.Cursor, key: int, quotes: tuple[Quote, ...], text: str) -> None:
    fingerprints = quote_fingerprints(quotes, text)
    cursor.executemany(
        "INSERT INTO quotes (article, number, quote, same) VALUES (?,?,?,?)",
        [
            (key, number, dump_quote(quote), fingerprints[number])
            for number, quote in enumerate(quotes)
        ],
    )


def _delete_unquoted_names(cursor: sqlite3.Cursor, speakers: Iterable[SpeakerKey]) -> None:
    """Delete speakers without quotes and their folds; compare names of the same block again."""
    cursor.executemany(
        "UPDATE speakers SET block = '' WHERE named AND block ="
        " (SELECT block FROM speakers WHERE name = ?1 AND named AND ?2 AND quotes <= 0)",
        list(speakers),
    )
    delete_unquoted(cursor, speakers)
    cursor.executemany(
        "DELETE FROM folds WHERE name = ?1 AND ?2 AND NOT EXISTS"
        " (SELECT 1 FROM speakers WHERE name = ?1 AND named)",
        list(speakers),
    )


def _update_first_and_last_day(
    cursor: sqlite3.Cursor, speakers: Iterable[SpeakerKey], day: str
) -> None:
    """Find the first and last day of those speakers for whom ``day`` was one of them."""
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
        quotes = ((date, load_quote(quote)) for date, quote in rows)
        days = [date for date, q in quotes if q.named == named and name in q.speakers]
        cursor.execute(
            "UPDATE speakers SET first = ?, last = ? WHERE name = ? AND named = ?",
            (min(days, default=None), max(days, default=None), name, named),
        )
