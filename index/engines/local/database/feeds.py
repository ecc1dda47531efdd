"""The feeds that a reader follows, and what was seen of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from index.article import Feed
from index.engines.local.database.connection import Database


class Feeds:
    """The feeds of one database."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def feeds(self) -> list[Feed]:
        """All feeds, in the order in which they were added."""
        rows = self._rows(
            "SELECT url, title, etag, modified, fetched, failure FROM feeds ORDER BY key"
        )
        return [
            Feed(url, title, etag, modified, _read(fetched), failure)
            for url, title, etag, modified, fetched, failure in rows
        ]

    def add_feed(self, url: str) -> bool:
        """Follow a feed; returns whether it is a new one."""
        with self._transaction() as cursor:
            cursor.execute("INSERT OR IGNORE INTO feeds (url) VALUES (?)", (url,))
            return bool(cursor.rowcount)

    def drop_feed(self, url: str) -> bool:
        """Follow a feed no more; returns whether there was one. Its articles stay."""
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM entries WHERE feed = ?", (url,))
            cursor.execute("DELETE FROM feeds WHERE url = ?", (url,))
            return bool(cursor.rowcount)

    def feed_entries(self, url: str) -> dict[str, str]:
        """Return the digests of the finished entries of a feed by key."""
        return dict(self._rows("SELECT entry, look FROM entries WHERE feed = ?", (url,)))

    def record_fetch(self, feed: Feed, entries: Mapping[str, str] | None = None) -> None:
        """Store the state of a feed, and the digests of its finished entries unless None."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE feeds SET title = ?, etag = ?, modified = ?, fetched = ?, failure = ?"
                " WHERE url = ?",
                (feed.title, feed.etag, feed.modified, _write(feed.fetched), feed.failure,
                 feed.url),
            )  # fmt: skip
            if entries is not None and cursor.rowcount:
                cursor.execute("DELETE FROM entries WHERE feed = ?", (feed.url,))
                cursor.executemany(
                    "INSERT INTO entries (feed, entry, look) VALUES (?,?,?)",
                    [(feed.url, entry, look) for entry, look in entries.items()],
                )

    def retry_time(self, host: str) -> datetime | None:
        """Return the time before which a server wants no requests, if it ever set one."""
        rows = self._rows("SELECT until FROM waits WHERE host = ?", (host,))
        return _read(rows[0][0]) if rows else None

    def set_retry_time(self, host: str, until: datetime) -> None:
        """Store the time before which a server wants no requests."""
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO waits (host, until) VALUES (?,?)", (host, _write(until))
            )


def _write(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else None


def _read(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
