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

import feedparser

from index.adding import Annotator, Item, keep
from index.article import Article, Feed, Outcome
from index.engines.engine import Engine
from index.errors import SourceError
from index.network import Client, RefusedError
from index.sources import read
from index.sources.fields import from_object

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
        found = feedparser.parse(
            io.BytesIO(answer.body),
            response_headers={"content-location": answer.url, "content-type": answer.kind},
        )
        if not found.entries and not found.get("version"):
            reason = " ".join(str(found.get("bozo_exception") or "it has no entries").split())
            yield self._failed(f"this is no feed ({reason}): look for another address"), 1.0
            return
        self.feed = replace(self.feed, title=_line(found.feed.get("title")) or self.feed.title)
        self.entries = {}
        yield from self._new(found.entries)
        if len(self.entries) == len({_name(entry) for entry in found.entries}):
            self.feed = replace(self.feed, etag=answer.etag, modified=answer.modified)
        else:  # what is missing is there the next time only if the server sends it again
            self.feed = replace(self.feed, etag="", modified="")

    def _failed(self, reason: str) -> SourceError:
        self.feed = replace(self.feed, failure=reason)
        return SourceError(f"It could not be fetched: {reason}.", self.feed.url)

    def _new(self, entries: Sequence[Any]) -> Iterator[Item]:
        assert self.entries is not None
        for number, entry in enumerate(entries, 1):
            name, looks = _name(entry), _look(entry)
            if self._known.get(name) == looks:
                self.entries[name] = looks
                continue
            try:
                yield self._article(entry), number / len(entries)
            except RefusedError as error:
                where = entry.get("link") or self.feed.url
                reason = f"It could not be fetched: {error.reason}; {AGAIN}."
                yield SourceError(reason, where), number / len(entries)
            else:
                self.entries[name] = looks

    def _article(self, entry: Any) -> Article | SourceError:
        """The article of an entry; raises RefusedError where it may be had another time."""
        link = entry.get("link") or ""
        text = next((part.value for part in entry.get("content") or () if part.value.strip()), "")
        if text:
            return self._from_entry(entry, text, link)
        try:
            if not link:
                raise RefusedError("the entry has no address", later=False)
            return self._page(entry, link)
        except RefusedError as error:
            if error.later:
                raise
            return self._from_entry(entry, entry.get("summary") or "", link, error.reason)

    def _from_entry(
        self, entry: Any, text: str, link: str, missing: str = ""
    ) -> Article | SourceError:
        fields = self._fields(entry) | {"text": text, "url": link}
        article = from_object(fields, link or self.feed.url, {})
        if missing and isinstance(article, SourceError):
            return SourceError(f"It could not be fetched: {missing}.", article.location)
        if missing and isinstance(article, Article):
            note = f"Only the summary of the feed is kept: {missing}."
            return replace(article, note=" ".join(filter(None, (article.note, note))))
        return article

    def _fields(self, entry: Any) -> dict[str, str]:
        """What the feed says of an entry."""
        return {
            "title": _line(entry.get("title")),
            "date": entry.get("published") or dict.get(entry, "updated") or "",
            "byline": _line(entry.get("author")),
            "source": self.feed.title,
        }

    def _page(self, entry: Any, link: str) -> Article:
        """The article of the page of an entry; raises RefusedError."""
        answer = self._client.get(link)
        if answer.kind not in PAGES:
            raise RefusedError(f"it is no page but {answer.kind}", later=False)
        item = next(read(io.BytesIO(answer.body), link))
        if isinstance(item, SourceError):
            raise RefusedError(item.message.rstrip("."), later=False)
        said = from_object(self._fields(entry) | {"text": "…"}, link, {})
        assert isinstance(said, Article)
        return replace(
            item,
            title=said.title if item.title_from_text and not said.title_from_text else item.title,
            title_from_text=item.title_from_text and said.title_from_text,
            date=item.date or said.date,
            byline=item.byline or said.byline,
            source=item.source or said.source,
            url=answer.url,
        )


def _line(value: object) -> str:
    return " ".join(str(value or "").split())


def _name(entry: Any) -> str:
    """What tells an entry from the others of its feed."""
    return str(entry.get("id") or entry.get("link") or _look(entry))


def _look(entry: Any) -> str:
    """What an entry looks like: another, and it has been changed."""
    content = "\0".join(part.value for part in entry.get("content") or ())
    # dict’s own get: feedparser’s takes the day of publication for that of a change, and warns.
    parts = (dict.get(entry, name) or "" for name in ("title", "link", "updated", "summary"))
    return blake2b("\0".join((*parts, content)).encode(), digest_size=8).hexdigest()
