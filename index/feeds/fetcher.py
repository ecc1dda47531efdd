"""What the feeds that a reader follows have that is new, as articles.

An entry that has its whole text is taken as it is; of one that has only a summary the page is
asked for. What a server refuses for good leaves the summary, with a note; what may come another
time is asked for again then.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from index.article import Article, Feed, Outcome
from index.engines.protocol import Engine
from index.errors import IngestError
from index.feeds.http_client import Client, RefusedError
from index.ingest import Annotator, Item, keep
from index.sources.formats.feeds import from_entry, parsed
from index.sources.reading import read
from index.sources.text import one_line

PAGES = ("text/html", "application/xhtml+xml", "")
AGAIN = "it is tried again the next time"


def fetch(
    engine: Engine, annotator: Callable[[], Annotator], client: Client, feeds: Sequence[Feed]
) -> Iterator[Outcome]:
    """Ask for each feed and keep what is new; yield what became of each article.

    What is known of a feed is noted when its articles are kept: whatever ends the program,
    none is missed the next time.
    """
    for number, feed in enumerate(feeds):
        visit = _Visit(engine, client, feed)
        for outcome in keep(engine, annotator, visit.items()):
            yield replace(outcome, progress=(number + outcome.progress) / len(feeds))
        engine.feed_list.note_feed(visit.feed, visit.entries)


class _Visit:
    """One feed, asked for once."""

    def __init__(self, engine: Engine, client: Client, feed: Feed) -> None:
        self._known = engine.feed_list.feed_entries(feed.url)
        self._client = client
        self.feed = replace(feed, fetched=datetime.now(UTC), failure="")
        self.entries: dict[str, str] | None = None
        """The entries that have been dealt with; None where the feed has not changed."""

    def items(self) -> Iterator[Item]:
        """The articles that are new, and what could not be had."""
        try:
            answer = self._client.get(self.feed.url, self.feed.etag, self.feed.modified)
        except RefusedError as error:
            yield self._failed(error.reason), 1.0
            return
        if not answer.changed:
            return
        try:
            found = parsed(io.BytesIO(answer.body), self.feed.url)
        except IngestError as error:
            yield self._failed(f"{error.message.rstrip('.')}; see that the address is right"), 1.0
            return
        self.feed = replace(self.feed, title=one_line(found.feed.get("title") or ""))
        self.entries = {}
        yield from self._new(found)
        if len(self.entries) == len({_name(entry) for entry in found.entries}):
            self.feed = replace(self.feed, etag=answer.etag, modified=answer.modified)
        else:  # what is missing is there the next time only if the server sends it again
            self.feed = replace(self.feed, etag="", modified="")

    def _failed(self, reason: str) -> IngestError:
        self.feed = replace(self.feed, failure=reason)
        return IngestError(f"It could not be fetched: {reason}.", self.feed.url)

    def _new(self, found: Any) -> Iterator[Item]:
        assert self.entries is not None
        for number, entry in enumerate(found.entries, 1):
            name, looks = _name(entry), _look(entry)
            if self._known.get(name) == looks:
                self.entries[name] = looks
                continue
            try:
                item = self._article(entry, found)
                self.entries[name] = looks
            except RefusedError as error:
                reason = f"It could not be fetched: {error.reason}; {AGAIN}."
                item = IngestError(reason, entry.get("link") or self.feed.url)
            yield item, number / len(found.entries)

    def _article(self, entry: Any, found: Any) -> Article | IngestError:
        """The article of an entry; raises RefusedError where it may be had another time."""
        link = entry.get("link") or ""
        try:
            said: Article | IngestError = from_entry(entry, found, link or self.feed.url)
        except IngestError as error:
            said = error
        if any((part.get("value") or "").strip() for part in entry.get("content") or ()):
            return said
        try:
            if not link:
                raise RefusedError("the entry has no address", later=False)
            return self._page(link, said)
        except RefusedError as error:
            if error.later:
                raise
            if isinstance(said, IngestError):
                return IngestError(f"It could not be fetched: {error.reason}.", said.location)
            note = f"Only the summary of the feed is kept: {error.reason}."
            return replace(said, note=" ".join(filter(None, (said.note, note))))

    def _page(self, link: str, said: Article | IngestError) -> Article:
        """The article of a page, with what the feed has said of it; raises RefusedError."""
        answer = self._client.get(link, via=self.feed.url)
        if answer.kind not in PAGES:
            raise RefusedError(f"it is no page but {answer.kind}", later=False)
        item = next(read(io.BytesIO(answer.body), link))
        if isinstance(item, IngestError):
            raise RefusedError(item.message.rstrip("."), later=False)
        item = replace(item, url=answer.url, source=item.source or self.feed.title)
        if isinstance(said, IngestError):
            return item
        if item.title_from_text:
            item = replace(item, title=said.title, title_from_text=said.title_from_text)
        return replace(item, date=item.date or said.date, byline=item.byline or said.byline)


def _name(entry: Any) -> str:
    """What tells an entry from the others of its feed."""
    return str(entry.get("id") or entry.get("link") or _look(entry))


def _look(entry: Any) -> str:
    """What an entry looks like: another, and it has been changed."""
    content = "\0".join(part.get("value") or "" for part in entry.get("content") or ())
    # dict’s own get: feedparser’s takes the day of publication for that of a change, and warns.
    parts = (dict.get(entry, name) or "" for name in ("title", "link", "updated", "summary"))
    return blake2b("\0".join((*parts, content)).encode(), digest_size=8).hexdigest()
