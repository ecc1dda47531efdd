"""The articles of the local engine, their annotations, and which of them are indexed.

SQLite holds the truth; the index can be rebuilt from it at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from index.article import Annotation, Article, Entry, Quote, QuoteHit
from index.engines.local.database.connection import Database
from index.engines.local.database.serialization import (
    HIDDEN,
    StoredArticle,
    load_entities,
    load_quote,
    quote_hit,
    read_date,
    read_edited,
    read_entry,
    with_persons,
)
from index.errors import NotFoundError

if TYPE_CHECKING:
    from index.query import Order

ENTRY_COLUMNS = (
    "articles.key, id, title, title_from_text, date, source, byline, url, location, original,"
    " articles.quotes, words, state = 2,"
    " (SELECT count(*) FROM articles AS other WHERE other.story = articles.story"
    " AND other.line != articles.line AND other.state < 2),"
    " (SELECT count(*) - 1 FROM articles AS other WHERE other.line = articles.line),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'read'),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'starred'),"
    " (SELECT json_group_array(value) FROM marks WHERE article = articles.key AND kind = 'tag'),"
    " EXISTS (SELECT 1 FROM notes WHERE article = articles.key)"
)
ORDERS: dict[Order, str] = {
    "newest": "date DESC, articles.key",
    "oldest": "date IS NULL, date, articles.key",
    "source": "source = '', source, date DESC, articles.key",
    "headline": "title COLLATE NOCASE, articles.key",
}
"""The orders that SQL can sort by; articles without a date or an outlet come last."""
# SQLite counts a whole table by its pages, but rows with a condition one by one: 7 ms for 100,000,
# at each start. The few that are not listed are looked up in an index, by all values of its first
# two columns.
COUNT_LISTED = (
    "WITH RECURSIVE annotators (name) AS (SELECT min(annotated_by) FROM articles UNION ALL"
    " SELECT (SELECT min(annotated_by) FROM articles WHERE annotated_by > name) FROM annotators"
    " WHERE name NOT NULL) SELECT (SELECT count(*) FROM articles) - (SELECT count(*)"
    " FROM annotators CROSS JOIN articles WHERE annotated_by = name AND english IN (0, 1)"
    " AND state > 0)"
)
MAX_IDS = 12  # listed if several ids start the same


class ArticleStore:
    """The articles of one database. An article's key is its row, its id is its digest."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._rows, self._transaction = database.rows, database.transaction

    # The index. Its stamp names the state of the index that has the articles marked as indexed.

    def stamp(self) -> str:
        """Return the stamp of the index; empty if there never was one."""
        rows = self._rows("SELECT stamp FROM index_stamp")
        return str(rows[0][0]) if rows else ""

    def mark_indexed(self, batch: Iterable[StoredArticle], stamp: str) -> None:
        """Record that the index with this stamp has these articles.

        Articles that changed since they were read stay unindexed.
        """
        with self._transaction() as cursor:
            cursor.executemany(
                "UPDATE articles SET indexed = 1"
                " WHERE key = ? AND state = ? AND coalesce(story, key) = ?"
                " AND own IS ? AND original IS ?",
                [(each.key, each.state, each.story, *each.corrections) for each in batch],
            )
            cursor.execute("REPLACE INTO index_stamp VALUES (1, ?)", (stamp,))

    def forget_index(self, stamp: str) -> None:
        """Record that the index with this stamp is empty."""
        with self._transaction() as cursor:
            cursor.execute("UPDATE articles SET indexed = 0 WHERE indexed")
            cursor.execute("REPLACE INTO index_stamp VALUES (1, ?)", (stamp,))

    def count_unindexed(self) -> int:
        """Return how many articles are not indexed."""
        return int(self._rows("SELECT count(*) FROM articles WHERE NOT indexed")[0][0])

    def keys(self) -> set[int]:
        """Return the keys of all articles."""
        return {key for (key,) in self._rows("SELECT key FROM articles")}

    # Reading

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (id,)))

    def hidden(self, ids: Sequence[str]) -> set[str]:
        """Return which of these articles are deleted, or have a hidden outlet."""
        rows = self._rows(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND state = ?",
            (json.dumps(list(ids)), HIDDEN),
        )
        return {str(row[0]) for row in rows}

    def digest(self) -> str:
        """Return 16 hexadecimal digits that change if articles are added or corrected."""
        import hashlib

        rows = self._rows("SELECT id FROM articles ORDER BY id")
        rows += self._rows("SELECT text FROM corrections")
        content = "".join(text for (text,) in rows)
        return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()

    def count(self) -> int:
        """Return the number of articles, counting each once with its copies and versions."""
        return int(self._rows(COUNT_LISTED)[0][0])

    def full_id(self, prefix: str) -> str:
        """Return the only id that starts with ``prefix``; raises NotFoundError."""
        rows = self._rows(
            "SELECT id, state FROM articles WHERE id >= ? AND id < ?"
            " ORDER BY state = ?, id LIMIT ?",
            (prefix, prefix + "g", HIDDEN, MAX_IDS),
        )
        found = rows if prefix.isalnum() else []
        ids = [row[0] for row in found if row[1] != HIDDEN]
        if found and not ids:
            raise NotFoundError(
                f"Article {found[0][0]} is deleted, or its outlet is hidden. To see it again:"
                f" onrecord delete --restore {found[0][0]}, or onrecord outlets show NAME."
            )
        return only_id(prefix, ids)

    def find_key(self, id: str) -> int:
        """Return the key of the article whose id starts with ``id``; raises NotFoundError."""
        return int(self._rows("SELECT key FROM articles WHERE id = ?", (self.full_id(id),))[0][0])

    def unindexed(self, limit: int) -> list[StoredArticle]:
        """Return the first articles that are new, or changed since they were indexed."""
        rows = self._rows(
            "SELECT key, coalesce(story, key), state, own, original FROM articles"
            " WHERE NOT indexed ORDER BY key LIMIT ?",
            (limit,),
        )
        return [
            StoredArticle(key, story, state, *self.read(key), tuple(corrections))
            for key, story, state, *corrections in rows
        ]

    def article(self, key: int) -> Article:
        """Return the article with a key."""
        row = self._rows(
            "SELECT title, text, date, source, byline, url, section, topics, location,"
            " title_from_text, note, original, headings FROM articles WHERE key = ?",
            (key,),
        )[0]
        title, text, day, source, byline, url, section, topics, location, *others = row
        from_text, note, original, headings = others
        return Article(
            title=title, text=text, date=read_date(day), source=source, byline=byline, url=url,
            section=section, topics=tuple(json.loads(topics)), location=location,
            title_from_text=bool(from_text), note=note, edited=read_edited(original),
            headings=tuple(json.loads(headings)),
        )  # fmt: skip

    def annotation(self, key: int) -> Annotation:
        """Return the entities and quotes of an article."""
        entities, english, annotated_by = self._rows(
            "SELECT entities, english, annotated_by FROM articles WHERE key = ?", (key,)
        )[0]
        quotes = self._rows("SELECT quote FROM quotes WHERE article = ? ORDER BY number", (key,))
        found = self._with_persons([load_quote(row[0]) for row in quotes])
        return Annotation(load_entities(entities), tuple(found), bool(english), annotated_by)

    def read(self, key: int) -> tuple[Article, Annotation]:
        """Return an article with its annotation."""
        return self.article(key), self.annotation(key)

    def articles(self, order: Order, offset: int, limit: int) -> list[Entry]:
        """Return one page of all articles, by date if the order is not in ``ORDERS``."""
        columns = ORDERS.get(order, ORDERS["newest"])
        return self._entries("state = 0", columns, (limit, offset))

    def sort_keys(self, keys: Sequence[int], order: Order, offset: int, limit: int) -> list[int]:
        """Return one page of these articles in one of ``ORDERS``."""
        rows = self._rows(
            "SELECT articles.key FROM json_each(?) JOIN articles"  # noqa: S608
            f" ON articles.key = value ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            (json.dumps(list(keys)), limit, offset),
        )
        return [int(key) for (key,) in rows]

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return outlets with a word that starts with ``prefix``, most frequent first."""
        literal = prefix.replace("\\", "").replace("%", "").replace("_", "")
        return self._rows(
            "SELECT source, count(*) FROM articles WHERE state = 0 AND source > ''"
            " AND ' ' || source LIKE '% ' || ? || '%'"
            " GROUP BY source ORDER BY count(*) DESC, source LIMIT ?",
            (literal, limit),
        )

    def copies(self, key: int) -> list[Entry]:
        """Return the copies of an article in other outlets, files or pages, by date."""
        return self._entries(
            "story = (SELECT story FROM articles WHERE key = ?1) AND state < 2"
            " AND line != (SELECT line FROM articles WHERE key = ?1)",
            "date IS NULL, date, key",
            (key, -1, 0),
        )

    def versions(self, key: int) -> list[Entry]:
        """Return all versions of an article, itself included, newest first."""
        return self._entries(
            "key = ?1 OR line = (SELECT line FROM articles WHERE key = ?1)",
            "state, date DESC, key DESC",
            (key, -1, 0),
        )

    def _entries(self, where: str, order: str, values: Sequence[Any]) -> list[Entry]:
        """Return the entries that match; the last two values are the limit and the offset."""
        rows = self._rows(
            f"SELECT {ENTRY_COLUMNS} FROM articles WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            values,
        )
        return [read_entry(row)[1] for row in rows]

    def entries(self, keys: Sequence[int]) -> dict[int, Entry]:
        """Return the entries of articles by key."""
        return dict(map(read_entry, self._rows(
            f"SELECT {ENTRY_COLUMNS} FROM articles WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(keys)),),
        )))  # fmt: skip

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the texts of articles by key."""
        return dict(self._rows(
            "SELECT key, text FROM articles WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        ))  # fmt: skip

    def quotes_at(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Quote]:
        """Return quotes by place: the key of the article, and the number of the quote."""
        rows = self._rows(
            "SELECT article, number, quote FROM json_each(?) AS place JOIN quotes"
            " ON article = json_extract(place.value, '$[0]')"
            " AND number = json_extract(place.value, '$[1]')",
            (json.dumps(list(places)),),
        )
        found = self._with_persons([load_quote(quote) for *_, quote in rows])
        return {(row[0], row[1]): quote for row, quote in zip(rows, found, strict=True)}

    def _with_persons(self, quotes: Sequence[Quote]) -> Sequence[Quote]:
        """Return the quotes with the names under which the archive lists their speakers."""
        names = {name for quote in quotes if quote.named for name in quote.speakers}
        persons = dict(self._rows(
            "SELECT name, into_name FROM folds WHERE into_name NOT NULL"
            " AND name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        ))  # fmt: skip
        return with_persons(quotes, persons)

    def quote_hits(self, places: Sequence[tuple[int, int]]) -> list[QuoteHit]:
        """Return the quotes at these places, in the same order."""
        keys = [key for key, _ in places]
        entries, texts, found = self.entries(keys), self.texts(keys), self.quotes_at(places)
        return [
            quote_hit(entries[key], number, found[key, number], texts[key])
            for key, number in places
        ]


def only_id(prefix: str, ids: Sequence[str]) -> str:
    """Return the only one of the first ``MAX_IDS`` ids with a prefix; raises NotFoundError."""
    if not prefix:
        raise NotFoundError("The id is empty. `onrecord search` shows the ids of articles.")
    if not ids:
        raise NotFoundError(
            f"No article has an id that starts with “{prefix}”. `onrecord search` shows the ids."
        )
    if len(ids) > 1:
        more = " and more" if len(ids) == MAX_IDS else ""
        raise NotFoundError(
            f"Several articles have an id that starts with “{prefix}”: {', '.join(ids)}{more}."
        )
    return ids[0]
