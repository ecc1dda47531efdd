"""Writing an article with what was found in it into the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.article import Annotation, Article, Quote
from index.engines.local.database.near_duplicates import sameness
from index.engines.local.database.serialization import count_speakers, dump_entities, dump_quote
from index.engines.local.fulltext.analysis import words


class Change(NamedTuple):
    """By how much the counts of a speaker change."""

    quotes: int
    articles: int


def insert(cursor: sqlite3.Cursor, article: Article, annotation: Annotation) -> int | None:
    """Keep an article; returns its key, or None where it is there already and left as it is."""
    speakers = count_speakers(annotation)
    day = article.date.isoformat() if article.date else None
    cursor.execute(
        "INSERT OR IGNORE INTO articles (id, title, title_from_text, text, date, source,"
        " byline, url, section, topics, location, quotes, speakers, words, entities,"
        " english, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            article.id, article.title, article.title_from_text, article.text, day,
            article.source, article.byline, article.url, article.section,
            json.dumps(article.topics), article.location,
            len(annotation.quotes), sum(named for _, named in speakers),
            len(article.text.split()), dump_entities(annotation.entities),
            annotation.english, article.note,
        ),
    )  # fmt: skip
    if not cursor.rowcount:
        return None
    key = cursor.lastrowid
    assert key is not None
    write_quotes(cursor, key, annotation.quotes, article.text)
    changes = {who: Change(count, 1) for who, count in speakers.items()}
    count(cursor, changes, day)
    return key


def write_quotes(cursor: sqlite3.Cursor, key: int, quotes: tuple[Quote, ...], text: str) -> None:
    """Keep the quotes of an article that has none yet."""
    same = sameness(quotes, text)
    cursor.executemany(
        "INSERT INTO quotes (article, number, quote, same) VALUES (?,?,?,?)",
        [(key, number, dump_quote(quote), same[number]) for number, quote in enumerate(quotes)],
    )


def count(
    cursor: sqlite3.Cursor, changes: Mapping[tuple[str, bool], Change], day: str | None
) -> None:
    """Change the counts of speakers, by name and whether it is one, for an article of a day."""
    cursor.executemany(
        "INSERT INTO speakers (name, named, folded, quotes, articles, first, last)"
        " VALUES (?1,?2,?3,?4,?5,?6,?6) ON CONFLICT (name, named) DO UPDATE SET"
        " quotes = quotes + excluded.quotes, articles = articles + excluded.articles,"
        " first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),"
        " last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))",
        [
            (name, named, f" {' '.join(words(name))}", change.quotes, change.articles, day)
            for (name, named), change in changes.items()
        ],
    )


def forget_silent(cursor: sqlite3.Cursor, speakers: Iterable[tuple[str, bool]]) -> None:
    """Leave out those of these speakers who have no quotes any more."""
    cursor.executemany(
        "DELETE FROM speakers WHERE name = ? AND named = ? AND quotes <= 0", list(speakers)
    )
