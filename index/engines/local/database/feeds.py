"""Feeds and what was fetched from them, in the tables ``feeds``, ``entries`` and ``waits``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from index.engines.local.database.connection import Database
from index.engines.protocol_parts import EngineFeeds
from index.user_data import Feed


class FeedTable(EngineFeeds):
    """The feeds of one database."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def all(self) -> list[Feed]:
        rows = self._rows(
            "SELECT url, title, etag, modified, fetched, failure FROM feeds ORDER BY key"
        )
        return [
            Feed(url, title, etag, modified, _parse_time(fetched), failure)
            for url, title, etag, modified, fetched, failure in rows
        ]

    def add(self, url: str) -> bool:
        with self._transaction() as cursor:
            cursor.execute("INSERT OR IGNORE INTO feeds (url) VALUES (?)", (url,))
            return bool(cursor.rowcount)

    def remove(self, url: str) -> bool:
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM entries WHERE feed = ?", (url,))
            cursor.execute("DELETE FROM feeds WHERE url = ?", (url,))
            return bool(cursor.rowcount)

    def finished_entries(self, url: str) -> dict[str, str]:
        return dict(self._rows("SELECT entry, look FROM entries WHERE feed = ?", (url,)))

    def record_fetch(self, feed: Feed, entries: Mapping[str, str] | None = None) -> None:
        fetched = _format_time(feed.fetched) if feed.fetched else None
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE feeds SET title = ?, etag = ?, modified = ?, fetched = ?, failure = ?"
                " WHERE url = ?",
                (feed.title, feed.etag, feed.modified, fetched, feed.failure, feed.url),
            )
            if entries is not None and cursor.rowcount:
                cursor.execute("DELETE FROM entries WHERE feed = ?", (feed.url,))
                cursor.executemany(
                    "INSERT INTO entries (feed, entry, look) VALUES (?,?,?)",
                    [(feed.url, entry, digest) for entry, digest in entries.items()],
                )

    def retry_time(self, host: str) -> datetime | None:
        rows = self._rows("SELECT until FROM waits WHERE host = ?", (host,))
        return _parse_time(rows[0][0]) if rows else None

    def set_retry_time(self, host: str, until: datetime) -> None:
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO waits (host, until) VALUES (?,?)",
                (host, _format_time(until)),
            )


def _format_time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")


def _parse_time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
