"""Find the copies and versions of new articles, by the rules of the local database.

Articles of the cluster that may be related to the new ones are copied into an empty local
database. Then the new ones are added there, and whatever that changed is stored on the cluster.
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from index.article import Annotation, Article
from index.engines.local.database.article_writer import insert
from index.engines.local.database.near_duplicates import bands, fingerprint
from index.engines.local.database.serialization import OUTDATED
from index.engines.local.database.versions import (
    backfill_fingerprints,
    canonical_url,
    recount_story,
)
from index.engines.local.store import Store
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.documents import SharedArticle
from index.engines.protocol import AddResult

TABLES = ("articles", "quotes", "speakers", "bands")
PLACES = (
    "SELECT key, coalesce(story, key), coalesce(line, key), state,"
    " (SELECT count(*) FROM articles AS other WHERE other.story = articles.story"
    " AND other.line != articles.line AND other.state < 2),"
    " max(0, (SELECT count(*) - 1 FROM articles AS other WHERE other.line = articles.line)),"
    " (SELECT count(*) > 1 FROM articles AS other WHERE other.story = articles.story"
    " AND other.state < 2) FROM articles"
)


def candidates_query(articles: Iterable[Article]) -> Json:
    """Return the query for the articles that new ones may be copies or versions of."""
    found: dict[str, set[str | int]] = {"bands": set(), "address": set(), "location": set()}
    for article in articles:
        found["bands"].update(bands(fingerprint(article)))
        found["address"].add(canonical_url(article.url))
        found["location"].add(article.location)
    either = [
        {"terms": {field: sorted(values - {""})}}
        for field, values in found.items()
        if values - {""}
    ]
    return {"bool": {"should": either, "minimum_should_match": 1}}


class Placement:
    """A local database that is empty between two uses."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-")
        self._store = Store(Path(self._folder.name) / "placement.sqlite")
        self._store.database.connection().execute("PRAGMA synchronous = OFF")
        self._lock = threading.Lock()

    def close(self) -> None:
        """Delete the database."""
        self._store.close()
        with suppress(OSError):
            self._folder.cleanup()

    def add(
        self, known: Sequence[SharedArticle], batch: Sequence[tuple[Article, Annotation]]
    ) -> tuple[list[AddResult], list[SharedArticle]]:
        """Return what each new article is, and the articles to store: new, or changed by them."""

        def change(cursor: sqlite3.Cursor) -> None:
            # New keys continue from the last key. This row makes them continue from the time.
            cursor.execute(
                "INSERT INTO articles (key, id, title, title_from_text, text, source, byline, url,"
                " section, topics, location, quotes, speakers, words, entities, english, state)"
                " VALUES (?, '', '', 0, '', '', '', '', '', '[]', '', 0, 0, 0, '[]', 1, 9)",
                (time.time_ns(),),
            )

        with self._lock:
            self._fill(known, change)
            results = self._store.add(batch)
            return results, self._changed(known)

    def replace(
        self, known: Sequence[SharedArticle], batch: Sequence[tuple[Article, Annotation]]
    ) -> list[SharedArticle]:
        """Return the articles to store after some got another annotation."""
        new = {article.id: annotation for article, annotation in batch}
        replaced = [
            each._replace(annotation=new[each.article.id], groups=())
            if each.article.id in new
            else each
            for each in known
        ]
        with self._lock:
            self._fill(replaced, lambda _: None)
            found = self._changed(replaced)
        changed = {each.article.id for each in found} | new.keys()
        by_id = {each.article.id: each for each in [*replaced, *found]}
        return [each for name, each in by_id.items() if name in changed]

    def _fill(
        self, known: Sequence[SharedArticle], change: Callable[[sqlite3.Cursor], None]
    ) -> None:
        with self._store.database.transaction() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            for each in sorted(known, key=lambda stored: stored.added):
                put(cursor, each, each.added)
            for story in {each.story for each in known}:
                recount_story(cursor, story)
            change(cursor)

    def _changed(self, known: Sequence[SharedArticle]) -> list[SharedArticle]:
        """Return the articles in the database that differ from those that were known."""
        database, articles = self._store.database, self._store.articles
        before = {each.added: each for each in known}
        found = []
        for key, *place, related in database.rows(f"{PLACES} WHERE state < 9"):
            repeated = database.rows(
                "SELECT again FROM quotes WHERE article = ? ORDER BY number", (key,)
            )
            story, line, state, copies, versions = place
            pair = (
                (before[key].article, before[key].annotation)
                if key in before
                else articles.read(key)
            )
            stored = SharedArticle(
                key, story, line, state, copies, versions, bool(related) and state < OUTDATED,
                tuple(bool(again) for (again,) in repeated), *pair,
                before[key].groups if key in before else (),
            )  # fmt: skip
            if stored != before.get(key):
                found.append(stored)
        return found


def put(cursor: sqlite3.Cursor, stored: SharedArticle, key: int) -> None:
    """Put an article of the cluster into a local database, under a key."""
    made = insert(cursor, stored.article, stored.annotation)
    cursor.execute(
        "UPDATE articles SET key = ?, story = ?, line = ?, state = ? WHERE key = ?",
        (key, stored.story, stored.line, stored.state, made),
    )
    cursor.execute("UPDATE quotes SET article = ? WHERE article = ?", (key, made))
    backfill_fingerprints(cursor, key, stored.article, stored.annotation)
