"""The articles of the local engine, what was found in them, and what of them is indexed.

SQLite is the truth; whatever else lies in the folder can be made again from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.article import Annotation, Article, Entry, Quote, QuoteHit
from index.engines.local.corrections.service import Corrections
from index.engines.local.database.connection import Database
from index.engines.local.database.feeds import Feeds
from index.engines.local.database.marks import Marks
from index.engines.local.database.searches import Searches
from index.engines.local.database.serialization import (
    Filed,
    load_entities,
    load_quote,
    quote_hit,
    read_date,
    read_entry,
)
from index.engines.local.database.speakers import Speakers
from index.engines.protocol import Kept

ENTRY = (
    "articles.key, id, title, date, source, byline, url, location,"
    " articles.quotes, articles.speakers, words, state = 2,"
    " (SELECT count(*) FROM articles AS other WHERE other.story = articles.story"
    " AND other.line != articles.line AND other.state < 2),"
    " (SELECT count(*) - 1 FROM articles AS other WHERE other.line = articles.line),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'read'),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'starred'),"
    " (SELECT json_group_array(value) FROM marks WHERE article = articles.key AND kind = 'tag'),"
    " EXISTS (SELECT 1 FROM notes WHERE article = articles.key)"
)
CORRECTIONS = "corrections.toml"

if TYPE_CHECKING:
    from index.query import Order
ORDERS: dict[Order, str] = {
    "newest": "date DESC, articles.key",
    "oldest": "date IS NULL, date, articles.key",
    "source": "source = '', source, date DESC, articles.key",
    "headline": "title COLLATE NOCASE, articles.key",
}
"""The orders that the database gives; undated articles and those without a source come last."""
TRACED = 500  # articles of an older archive that are compared in one transaction
MOST_IDS = 12  # that are read where one begins like several


class Store:
    """The articles of one archive in one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Open the file; make it where there is none. Raises ArchiveError."""
        self.database = Database(path)
        self._rows, self._transaction = self.database.rows, self.database.transaction
        self.marks, self.feeds = Marks(self.database), Feeds(self.database)
        self.corrections = Corrections(self.database, self.read, path.with_name(CORRECTIONS))
        self.speakers = Speakers(self.database, self.corrections.names_said)
        self.searches = Searches(self.database)

    def close(self) -> None:
        """Close every connection, whichever thread opened it."""
        self.database.close()

    # Writing

    def add(self, batch: Iterable[tuple[Article, Annotation]]) -> list[Kept]:
        """Keep the articles, all or none; those that are there already are left as they are."""
        from index.engines.local.database.article_writer import insert  # which asking does without
        from index.engines.local.database.versions import settle

        self.trace()
        kept, keys = [], []
        with self._transaction() as cursor:
            for article, annotation in batch:
                key = insert(cursor, article, annotation)
                kept.append(settle(cursor, key, article) if key else Kept("same"))
                keys += [key] if key else []
            self.corrections.take_in(cursor, keys)
        return kept

    def trace(self) -> None:
        """Note of articles that an older program kept by what copies of them can be found."""
        from index.engines.local.database.versions import trace

        while rows := self._rows(
            "SELECT key FROM articles WHERE address IS NULL ORDER BY key LIMIT ?", (TRACED,)
        ):
            with self._transaction() as cursor:
                for (key,) in rows:
                    trace(cursor, key, *self.read(key))

    # The index. A stamp says which state of it goes with the articles that are marked as indexed.

    def stamp(self) -> str:
        """The stamp of the index; empty where there was never one."""
        rows = self._rows("SELECT stamp FROM index_stamp")
        return str(rows[0][0]) if rows else ""

    def mark_indexed(self, batch: Iterable[Filed], stamp: str) -> None:
        """Note that the index of this stamp has these articles too, as they were read.

        Of one that got another place among its copies and versions meanwhile it has to learn.
        """
        with self._transaction() as cursor:
            cursor.executemany(
                "UPDATE articles SET indexed = 1"
                " WHERE key = ? AND state = ? AND coalesce(story, key) = ?",
                [(filed.key, filed.state, filed.story) for filed in batch],
            )
            cursor.execute("REPLACE INTO index_stamp VALUES (1, ?)", (stamp,))

    def forget_index(self, stamp: str) -> None:
        """Note that the index of this stamp has nothing."""
        with self._transaction() as cursor:
            cursor.execute("UPDATE articles SET indexed = 0 WHERE indexed")
            cursor.execute("REPLACE INTO index_stamp VALUES (1, ?)", (stamp,))

    def behind(self) -> int:
        """How many articles the index does not have."""
        return int(self._rows("SELECT count(*) FROM articles WHERE NOT indexed")[0][0])

    def keys(self) -> set[int]:
        """The keys of all articles."""
        return {key for (key,) in self._rows("SELECT key FROM articles")}

    def name_keys(self, names: Sequence[str]) -> dict[str, int]:
        """A number for each name, the same ever after."""
        with self._transaction() as cursor:
            cursor.executemany(
                "INSERT OR IGNORE INTO names (name) VALUES (?)", [(name,) for name in names]
            )
        rows = self._rows(
            "SELECT name, key FROM names WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names)),),
        )
        return {str(name): int(key) for name, key in rows}

    # Reading

    def names(self, keys: Sequence[int]) -> dict[int, str]:
        """The names that have these numbers."""
        rows = self._rows(
            "SELECT key, name FROM names WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {int(key): str(name) for key, name in rows}

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (id,)))

    def every_id(self) -> list[str]:
        """The ids of all articles, in their order."""
        return [row[0] for row in self._rows("SELECT id FROM articles ORDER BY id")]

    def count(self) -> int:
        """How many articles there are, each counted once with its copies and versions."""
        return int(self._rows("SELECT count(*) FROM articles WHERE state = 0")[0][0])

    def ids(self, prefix: str) -> list[str]:
        """The ids that begin so, at most ``MOST_IDS``."""
        rows = self._rows(
            "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix, prefix + "g", MOST_IDS),
        )
        return [row[0] for row in rows]

    def not_indexed(self, limit: int) -> list[Filed]:
        """The next articles that the index does not have as they are now."""
        rows = self._rows(
            "SELECT key, coalesce(story, key), state FROM articles WHERE NOT indexed"
            " ORDER BY key LIMIT ?",
            (limit,),
        )
        return [Filed(key, story, state, *self.read(key)) for key, story, state in rows]

    def key(self, id: str) -> int:
        """The key of an article that is there."""
        return int(self._rows("SELECT key FROM articles WHERE id = ?", (id,))[0][0])

    def article(self, key: int) -> Article:
        """The article with that key."""
        row = self._rows(
            "SELECT title, text, date, source, byline, url, section, topics, location,"
            " title_from_text, note FROM articles WHERE key = ?",
            (key,),
        )[0]
        title, text, day, source, byline, url, section, topics, location, from_text, note = row
        return Article(
            title=title, text=text, date=read_date(day), source=source, byline=byline, url=url,
            section=section, topics=tuple(json.loads(topics)), location=location,
            title_from_text=bool(from_text), note=note,
        )  # fmt: skip

    def annotation(self, key: int) -> Annotation:
        """The entities and quotes of the article with that key."""
        entities, english = self._rows(
            "SELECT entities, english FROM articles WHERE key = ?", (key,)
        )[0]
        quotes = self._rows("SELECT quote FROM quotes WHERE article = ? ORDER BY number", (key,))
        found = tuple(load_quote(row[0]) for row in quotes)
        return Annotation(load_entities(entities), found, bool(english))

    def read(self, key: int) -> tuple[Article, Annotation]:
        """The article with that key and what was found in it."""
        return self.article(key), self.annotation(key)

    def articles(self, order: Order, offset: int, limit: int) -> list[Entry]:
        """One page of all articles in one of ``ORDERS``, by date if in none of them."""
        by = ORDERS.get(order, ORDERS["newest"])
        return self._entries("state = 0", by, (limit, offset))

    def ordered(self, keys: Sequence[int], order: Order, offset: int, limit: int) -> list[int]:
        """One page of these articles in one of ``ORDERS``."""
        rows = self._rows(
            "SELECT articles.key FROM json_each(?) JOIN articles"  # noqa: S608
            f" ON articles.key = value ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            (json.dumps(list(keys)), limit, offset),
        )
        return [int(key) for (key,) in rows]

    def sources(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The sources with a word that begins so, and their articles, most of them first."""
        begins = prefix.replace("\\", "").replace("%", "").replace("_", "")
        return self._rows(
            "SELECT source, count(*) FROM articles WHERE state = 0 AND source > ''"
            " AND ' ' || source LIKE '% ' || ? || '%'"
            " GROUP BY source ORDER BY count(*) DESC, source LIMIT ?",
            (begins, limit),
        )

    def copies(self, key: int) -> list[Entry]:
        """The other places of an article, by date."""
        return self._entries(
            "story = (SELECT story FROM articles WHERE key = ?1) AND state < 2"
            " AND line != (SELECT line FROM articles WHERE key = ?1)",
            "date IS NULL, date, key",
            (key, -1, 0),
        )

    def versions(self, key: int) -> list[Entry]:
        """All versions of an article, itself among them, the newest first."""
        return self._entries(
            "key = ?1 OR line = (SELECT line FROM articles WHERE key = ?1)",
            "state, date DESC, key DESC",
            (key, -1, 0),
        )

    def _entries(self, where: str, order: str, values: Sequence[Any]) -> list[Entry]:
        """The rows that fit; the last two values are the limit and the offset."""
        rows = self._rows(
            f"SELECT {ENTRY} FROM articles WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            values,
        )
        return [read_entry(row)[1] for row in rows]

    def entries(self, keys: Sequence[int]) -> dict[int, Entry]:
        """The rows of these articles, by key."""
        return dict(map(read_entry, self._rows(
            f"SELECT {ENTRY} FROM articles WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(keys)),),
        )))  # fmt: skip

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """The texts of these articles, by key."""
        return dict(self._rows(
            "SELECT key, text FROM articles WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        ))  # fmt: skip

    def quotes_at(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Quote]:
        """The quotes at these places, (key of the article, number)."""
        rows = self._rows(
            "SELECT article, number, quote FROM json_each(?) AS place JOIN quotes"
            " ON article = json_extract(place.value, '$[0]')"
            " AND number = json_extract(place.value, '$[1]')",
            (json.dumps(list(places)),),
        )
        return {(article, number): load_quote(quote) for article, number, quote in rows}

    def quotes(self, places: Sequence[tuple[int, int]]) -> list[QuoteHit]:
        """The quotes at these places, (key of the article, number), in this order."""
        keys = [key for key, _ in places]
        entries, texts, found = self.entries(keys), self.texts(keys), self.quotes_at(places)
        return [
            quote_hit(entries[key], number, found[key, number], texts[key])
            for key, number in places
        ]
