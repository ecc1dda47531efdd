"""Fetch what is new in feeds, as articles.

An entry with full text is imported as it is; for one with only a summary the page is fetched. If
the page is permanently unavailable, the summary is imported with a note; after a temporary failure
the entry is tried again with the next fetch.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from index.article import Article, Outcome
from index.engines.protocol import Engine
from index.errors import IngestError
from index.feeds.http_client import FetchError, HttpClient, TemporaryFetchError
from index.ingest import IngestItem, store_articles
from index.sources.formats.feeds import article_from_entry, parse_feed
from index.sources.reading import read_stream
from index.sources.text import clean_line
from index.user_data import Feed
from index.workers.annotating import Annotating

PAGE_TYPES = ("text/html", "application/xhtml+xml", "")


def fetch(
    engine: Engine,
    annotating: Annotating,
    client: HttpClient,
    feeds: Sequence[Feed],
) -> Iterator[Outcome]:
    """Fetch feeds and store new articles; yield the outcome of each.

    The state of a feed is stored after its articles, so an interrupted fetch misses none.
    """
    for number, feed in enumerate(feeds):
        visit = _FeedVisit(engine, client, feed)
        for outcome in store_articles(engine, annotating, visit.items()):
            yield outcome._replace(progress=(number + outcome.progress) / len(feeds))
        engine.feeds.record_fetch(visit.feed, visit.entries)


class _FeedVisit:
    """One fetch of one feed."""

    def __init__(self, engine: Engine, client: HttpClient, feed: Feed) -> None:
        self._previous_entries = engine.feeds.finished_entries(feed.url)
        self._client = client
        self.feed = feed._replace(fetched=datetime.now(UTC), failure="")
        self.entries: dict[str, str] | None = None
        """The digests of finished entries by key; None if the feed has not changed."""

    def items(self) -> Iterator[IngestItem]:
        """Yield the new articles and the errors."""
        try:
            page = self._client.get(self.feed.url, self.feed.etag, self.feed.modified)
        except FetchError as error:
            yield self._failed(error.reason), 1.0
            return
        if not page.is_modified:
            return
        try:
            feed = parse_feed(io.BytesIO(page.body), self.feed.url)
        except IngestError as error:
            yield self._failed(f"{error.message.rstrip('.')}. Check the address"), 1.0
            return
        self.feed = self.feed._replace(title=clean_line(feed.feed.get("title") or ""))
        self.entries = {}
        yield from self._new_items(feed)
        if len(self.entries) == len({_entry_key(entry) for entry in feed.entries}):
            self.feed = self.feed._replace(etag=page.etag, modified=page.modified)
        else:  # without them the server sends the feed again, and missing entries are retried
            self.feed = self.feed._replace(etag="", modified="")

    def _failed(self, reason: str) -> IngestError:
        self.feed = self.feed._replace(failure=reason)
        return IngestError(f"Fetching failed: {reason}.", self.feed.url)

    def _new_items(self, feed: Any) -> Iterator[IngestItem]:
        assert self.entries is not None
        for number, entry in enumerate(feed.entries, 1):
            key, digest = _entry_key(entry), _entry_digest(entry)
            if self._previous_entries.get(key) == digest:
                self.entries[key] = digest
                continue
            try:
                item = self._read_entry(entry, feed)
                self.entries[key] = digest
            except FetchError as error:
                reason = f"Fetching failed: {error.reason}. The next fetch tries it again."
                item = IngestError(reason, entry.get("link") or self.feed.url)
            yield item, number / len(feed.entries)

    def _read_entry(self, entry: Any, feed: Any) -> Article | IngestError:
        """Return the article of an entry; raise TemporaryFetchError."""
        link = entry.get("link") or ""
        try:
            summary: Article | IngestError = article_from_entry(entry, feed, link or self.feed.url)
        except IngestError as error:
            summary = error
        if any((part.get("value") or "").strip() for part in entry.get("content") or ()):
            return summary
        try:
            if not link:
                raise FetchError("the entry has no address")
            return self._fetch_article(link, summary)
        except TemporaryFetchError:
            raise
        except FetchError as error:
            if isinstance(summary, IngestError):
                return IngestError(f"Fetching failed: {error.reason}.", summary.location)
            note = f"Only the summary from the feed was imported: {error.reason}."
            return summary._replace(note=" ".join(filter(None, (summary.note, note))))

    def _fetch_article(self, link: str, summary: Article | IngestError) -> Article:
        """Return the article of a page, completed from its feed entry; raise FetchError."""
        page = self._client.get(link, referrer=self.feed.url)
        if page.content_type not in PAGE_TYPES:
            raise FetchError(f"it is not a page but {page.content_type}")
        item = next(read_stream(io.BytesIO(page.body), link))
        if isinstance(item, IngestError):
            raise FetchError(item.message.rstrip("."))
        item = item._replace(url=page.url, source=item.source or self.feed.title)
        if isinstance(summary, IngestError):
            return item
        if item.title_from_text:
            item = item._replace(title=summary.title, title_from_text=summary.title_from_text)
        return item._replace(date=item.date or summary.date, byline=item.byline or summary.byline)


def _entry_key(entry: Any) -> str:
    """Return what identifies an entry in its feed."""
    return str(entry.get("id") or entry.get("link") or _entry_digest(entry))


def _entry_digest(entry: Any) -> str:
    """Return a digest that changes with the content of an entry."""
    content = "\0".join(part.get("value") or "" for part in entry.get("content") or ())
    # feedparser's own get returns the publication date for a missing update, with a warning.
    parts = (dict.get(entry, name) or "" for name in ("title", "link", "updated", "summary"))
    return blake2b("\0".join((*parts, content)).encode(), digest_size=8).hexdigest()
