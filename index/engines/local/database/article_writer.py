"""Write an article and its annotation to the database; counts of speakers follow."""

from __future__ import annotations

import json
import sqlite3

from index.article import Annotation, Article, Quote
from index.engines.local.database.near_duplicates import quote_fingerprints
from index.engines.local.database.serialization import dump_entities, dump_quote
from index.engines.local.database.speaker_counts import (
    CountChange,
    add_counts,
    count_quotes,
    count_stored_quotes,
    delete_unquoted_names,
    update_counts,
    update_first_and_last_days,
)
from index.engines.local.database.versions import recount_story


def insert(cursor: sqlite3.Cursor, article: Article, annotation: Annotation) -> int | None:
    """Insert an article and return its key; return None if it is stored already."""
    speakers = count_quotes(annotation.quotes)
    day = article.date.isoformat() if article.date else None
    cursor.execute(
        "INSERT OR IGNORE INTO articles (id, title, title_from_text, text, date, source,"
        " byline, url, section, topics, location, quotes, speakers, words, entities,"
        " english, note, annotated_by, headings)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            article.id, article.title, article.title_from_text, article.text, day,
            article.source, article.byline, article.url, article.section,
            json.dumps(article.topics), article.location,
            len(annotation.quotes), sum(named for _, named in speakers),
            len(article.text.split()), dump_entities(annotation.entities),
            annotation.english, article.note, annotation.annotated_by,
            json.dumps(article.headings),
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
    changed = set(changes) | (recount_story(cursor, story) if story is not None else set())
    delete_unquoted_names(cursor, changed)
    removed = {speaker for speaker, change in changes.items() if change.articles < 0}
    update_first_and_last_days(cursor, removed, {day} if day else ())


def _insert_quotes(cursor: sqlite3.Cursor, key: int, quotes: tuple[Quote, ...], text: str) -> None:
    fingerprints = quote_fingerprints(quotes, text)
    cursor.executemany(
        "INSERT INTO quotes (article, number, quote, same) VALUES (?,?,?,?)",
        [
            (key, number, dump_quote(quote), fingerprints[number])
            for number, quote in enumerate(quotes)
        ],
    )
