"""The database of the local engine: articles, what was found in them, and what is indexed.

SQLite is the truth; whatever else lies in the folder can be made again from it. Each thread
has a connection of its own, so that a reader never waits for a writer (WAL).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.article import (
    Alias,
    Annotation,
    Article,
    Entry,
    Quote,
    QuoteHit,
    Speaker,
)
from index.engines.analysis import words
from index.engines.engine import Kept
from index.engines.feedlist import FeedTables
from index.engines.foldlist import FoldTables
from index.engines.forms import FORMS
from index.engines.records import (
    Filed,
    load_entities,
    load_quote,
    quote_hit,
    read_date,
    read_entry,
)
from index.errors import ArchiveError

ENTRY = (
    "articles.key, id, title, date, source, byline, url, location,"
    " articles.quotes, articles.speakers, words, state = 2,"
    " (SELECT count(*) FROM articles AS other WHERE other.story = articles.story"
    " AND other.line != articles.line AND other.state < 2),"
    " (SELECT count(*) - 1 FROM articles AS other WHERE other.line = articles.line),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'read'),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'starred')"
)
PERSONS = (
    "WITH persons AS (SELECT coalesce(into_name, speakers.name) AS person, speakers.*"
    " FROM speakers LEFT JOIN folds"
    " ON folds.name = speakers.name AND named AND into_name NOT NULL AND NOT apart)"
    " SELECT person, named, sum(quotes), sum(articles), min(first), max(last) FROM persons"
    " WHERE person IN (SELECT person FROM persons WHERE {fitting}) GROUP BY person, named"
    " ORDER BY named DESC, sum(quotes) DESC, person LIMIT ? OFFSET ?"
)
BEGINNING, CALLED = PERSONS.format(fitting="folded LIKE ?"), PERSONS.format(fitting="name = ?")
TRACED = 500  # articles of an older archive that are compared in one transaction
BUSY_SECONDS = 30.0


class Store(FeedTables, FoldTables):
    """The articles of one archive in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self.close()
            raise ArchiveError(f"{path} cannot be used as an archive: {error}.") from error
        except ArchiveError:
            self.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def _prepare(self) -> None:
        connection = self._connect()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(FORMS):
            raise ArchiveError(
                f"{self._path} was made by a newer onrecord (its form is {version}, this"
                f" program knows {len(FORMS)}): install the newer one."
            )
        if version == len(FORMS):
            return
        connection.execute("PRAGMA journal_mode = WAL")
        with self._transaction() as cursor:
            # Read again, since another program may have been quicker.
            version = cursor.execute("PRAGMA user_version").fetchone()[0]
            for form in FORMS[version:]:
                for statement in form.split(";\n"):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(FORMS)}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        connection = self._connect()
        cursor = connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            cursor.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                cursor.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise self._trouble(error) from error
            raise

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connect().execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: sqlite3.OperationalError) -> ArchiveError:
        """What SQLite could not do, with the usual remedies."""
        return ArchiveError(
            f"{self._path}: {error}. What was added before is kept; see that the disk has room and"
            " no other program holds the archive, and try again."
        )

    def close(self) -> None:
        """Close every connection, whichever thread opened it."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    # Writing

    def add(self, batch: Iterable[tuple[Article, Annotation]]) -> list[Kept]:
        """Keep the articles, all or none; those that are there already are left as they are."""
        from index.engines.keeping import insert  # which asking does without
        from index.engines.stories import settle

        self.trace()
        kept = []
        with self._transaction() as cursor:
            for article, annotation in batch:
                key = insert(cursor, article, annotation)
                kept.append(settle(cursor, key, article) if key else Kept("same"))
        return kept

    def trace(self) -> None:
        """Note of articles that an older program kept by what copies of them can be found."""
        from index.engines.stories import trace

        while rows := self._rows(
            "SELECT key FROM articles WHERE address IS NULL ORDER BY key LIMIT ?", (TRACED,)
        ):
            with self._transaction() as cursor:
                for (key,) in rows:
                    trace(cursor, key, *self.read(key))

    def mark_indexed(self, keys: Iterable[int]) -> None:
        """Note that the index has these articles."""
        with self._transaction() as cursor:
            cursor.executemany(
                "UPDATE articles SET indexed = 1 WHERE key = ?", [(key,) for key in keys]
            )

    def forget_index(self) -> None:
        """Note that the index has nothing."""
        with self._transaction() as cursor:
            cursor.execute("UPDATE articles SET indexed = 0 WHERE indexed")

    def mark(self, key: int, kind: str, value: str, on: bool) -> None:
        """Note what the reader did with an article, or that it is undone."""
        change = "INSERT OR IGNORE INTO marks (article, kind, value) VALUES (?,?,?)"
        undo = "DELETE FROM marks WHERE article = ? AND kind = ? AND value = ?"
        with self._transaction() as cursor:
            cursor.execute(change if on else undo, (key, kind, value))

    def toggle(self, key: int, kind: str) -> bool:
        """Turn a mark without value on or off; returns whether it is on now."""
        on = not self._rows("SELECT 1 FROM marks WHERE article = ? AND kind = ?", (key, kind))
        self.mark(key, kind, "", on)
        return on

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

    def marked(self, kind: str) -> dict[int, list[str]]:
        """The keys of the articles that the reader marked so, each with the values."""
        found: dict[int, list[str]] = {}
        for key, value in self._rows("SELECT article, value FROM marks WHERE kind = ?", (kind,)):
            found.setdefault(key, []).append(value)
        return found

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (id,)))

    def count(self) -> int:
        """How many articles there are, each counted once with its copies and versions."""
        return int(self._rows("SELECT count(*) FROM articles WHERE state = 0")[0][0])

    def ids(self, prefix: str) -> list[str]:
        """At most two of the ids that begin so."""
        rows = self._rows(
            "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
            (prefix, prefix + "g"),
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

    def articles(self, newest: bool, offset: int, limit: int) -> list[Entry]:
        """One page of all articles by date; undated ones come last."""
        order = "date DESC, key" if newest else "date IS NULL, date, key"
        return self._entries("state = 0", order, (limit, offset))

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

    def speakers(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        """One page of speakers, named ones first, most quoted first.

        Those whose names are folded are one; the prefix fits any name that they have.
        """
        like = "% " + " ".join(words(prefix)) + "%" if words(prefix) else "%"
        return self._speakers(BEGINNING, (like, limit, offset))

    def speaker(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        return next(iter(self._speakers(CALLED, (name, 1, 0))), None)

    def _speakers(self, statement: str, values: Sequence[Any]) -> list[Speaker]:
        rows = self._rows(statement, values)
        aliases = self._aliases([row[0] for row in rows])
        return [
            Speaker(
                name, bool(named), quotes, articles, read_date(first), read_date(last),
                tuple(aliases.get(name, ())) if named else (),
            )
            for name, named, quotes, articles, first, last in rows
        ]  # fmt: skip

    def _aliases(self, names: Sequence[str]) -> dict[str, list[Alias]]:
        rows = self._rows(
            "SELECT into_name, name, reason FROM folds WHERE into_name NOT NULL AND NOT apart"
            " AND into_name IN (SELECT value FROM json_each(?)) ORDER BY name",
            (json.dumps(list(names)),),
        )
        found: dict[str, list[Alias]] = {}
        for person, name, reason in rows:
            found.setdefault(person, []).append(Alias(name, reason))
        return found
