"""The database of the local engine: articles, what was found in them, and what is indexed.

SQLite is the truth; whatever else lies in the folder can be made again from it. Each thread
has a connection of its own, so that a reader never waits for a writer (WAL).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.article import (
    Alias,
    Annotation,
    Article,
    Entry,
    QuoteHit,
    Speaker,
)
from index.engines.analysis import words
from index.engines.engine import NamedSpeaker
from index.engines.forms import FORMS
from index.engines.marks import Marks
from index.engines.records import (
    count_speakers,
    dump_entities,
    dump_quote,
    load_entities,
    load_quote,
    quote_hit,
    read_date,
    read_entry,
)
from index.errors import ArchiveError

ENTRY = (
    "articles.key, id, title, date, source, byline, url, location,"
    " articles.quotes, articles.speakers, words,"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'read'),"
    " EXISTS (SELECT 1 FROM marks WHERE article = articles.key AND kind = 'starred'),"
    " (SELECT json_group_array(value) FROM marks WHERE article = articles.key AND kind = 'tag'),"
    " EXISTS (SELECT 1 FROM notes WHERE article = articles.key)"
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
MOST_CONTEXT = 300  # names around a speaker, over all articles
BUSY_SECONDS = 30.0
MOST_IDS = 12  # that are read where one begins like several


class Store:
    """The articles of one archive in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self.marks = Marks(self._rows, self._transaction)
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

    def add(self, batch: Iterable[tuple[Article, Annotation]]) -> None:
        """Keep the articles, all or none; those that are there already are left as they are."""
        with self._transaction() as cursor:
            for article, annotation in batch:
                self._add(cursor, article, annotation)

    def _add(self, cursor: sqlite3.Cursor, article: Article, annotation: Annotation) -> None:
        speakers = count_speakers(annotation)
        day = article.date.isoformat() if article.date else None
        cursor.execute(
            "INSERT OR IGNORE INTO articles (id, title, title_from_text, text, date, source,"
            " byline, url, section, topics, location, quotes, speakers, words, entities,"
            " english) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                article.id, article.title, article.title_from_text, article.text, day,
                article.source, article.byline, article.url, article.section,
                json.dumps(article.topics), article.location,
                len(annotation.quotes), sum(named for _, named in speakers),
                len(article.text.split()), dump_entities(annotation.entities),
                annotation.english,
            ),
        )  # fmt: skip
        if not cursor.rowcount:
            return
        key = cursor.lastrowid
        cursor.executemany(
            "INSERT INTO quotes (article, number, quote) VALUES (?,?,?)",
            [(key, number, dump_quote(q)) for number, q in enumerate(annotation.quotes)],
        )
        cursor.executemany(
            "INSERT INTO speakers (name, named, folded, quotes, articles, first, last)"
            " VALUES (?1,?2,?3,?4,1,?5,?5) ON CONFLICT (name, named) DO UPDATE SET"
            " quotes = quotes + excluded.quotes, articles = articles + 1,"
            " first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),"
            " last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))",
            [
                (name, named, f" {' '.join(words(name))}", count, day)
                for (name, named), count in speakers.items()
            ],
        )

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
        """How many articles there are."""
        return int(self._rows("SELECT count(*) FROM articles")[0][0])

    def ids(self, prefix: str) -> list[str]:
        """The ids that begin so, at most ``MOST_IDS``."""
        rows = self._rows(
            "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix, prefix + "g", MOST_IDS),
        )
        return [row[0] for row in rows]

    def not_indexed(self, limit: int) -> list[tuple[int, Article, Annotation]]:
        """The next articles that the index does not have, with their keys."""
        keys = self._rows(
            "SELECT key FROM articles WHERE NOT indexed ORDER BY key LIMIT ?", (limit,)
        )
        return [(key, *self.read(key)) for (key,) in keys]

    def key(self, id: str) -> int:
        """The key of an article that is there."""
        return int(self._rows("SELECT key FROM articles WHERE id = ?", (id,))[0][0])

    def article(self, key: int) -> Article:
        """The article with that key."""
        row = self._rows(
            "SELECT title, text, date, source, byline, url, section, topics, location,"
            " title_from_text FROM articles WHERE key = ?",
            (key,),
        )[0]
        title, text, day, source, byline, url, section, topics, location, title_from_text = row
        return Article(
            title=title, text=text, date=read_date(day), source=source, byline=byline, url=url,
            section=section, topics=tuple(json.loads(topics)), location=location,
            title_from_text=bool(title_from_text),
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
        rows = self._rows(
            f"SELECT {ENTRY} FROM articles ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            (limit, offset),
        )
        return [read_entry(row)[1] for row in rows]

    def entries(self, keys: Sequence[int]) -> dict[int, Entry]:
        """The rows of these articles, by key."""
        return dict(map(read_entry, self._rows(
            f"SELECT {ENTRY} FROM articles WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(keys)),),
        )))  # fmt: skip

    def quotes(self, places: Sequence[tuple[int, int]]) -> list[QuoteHit]:
        """The quotes at these places, (key of the article, number), in this order."""
        entries = self.entries([key for key, _ in places])
        texts = {key: self.article(key).text for key in entries}
        hits = []
        for key, number in places:
            row = self._rows(
                "SELECT quote FROM quotes WHERE article = ? AND number = ?", (key, number)
            )
            hits.append(quote_hit(entries[key], number, load_quote(row[0][0]), texts[key]))
        return hits

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

    # Folding

    def folds(self) -> dict[str, str]:
        """The names that are folded, and into which."""
        rows = self._rows(
            "SELECT name, into_name FROM folds WHERE into_name NOT NULL AND NOT apart"
        )
        return {str(name): str(person) for name, person in rows}

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
