"""Files of RSS and Atom feeds: an article an entry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import feedparser

from index.article import Article
from index.errors import IngestError
from index.sources.fields import article
from index.sources.markup import blocks, parse
from index.sources.text import clean, one_line, paragraphs
from index.sources.xmltree import document, tree

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MAILBOX = re.compile(r"\S+@\S+ \(([^()]+)\)")
LONGEST_BROKEN = 1 << 20  # bytes of a feed that may be no XML
LONGEST_NAME = 200
CHANGED = "The feed says only when it was last changed; that day was taken."


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each entry, with its full text where the feed has it."""
    feed = parsed(stream, location)
    for number, entry in enumerate(feed.entries, 1):
        place = f"{location}#{number}"
        try:
            yield from_entry(entry, feed, place)
        except IngestError as error:
            yield error


def parsed(stream: BinaryIO, location: str) -> Any:
    """What feedparser makes of a feed; raises IngestError where it has no entries by a fault.

    It is given an open file, never a text, which it might take for an address to fetch; the days
    it makes of dates are not to be used, since it makes up what it cannot read.
    """
    data = document(stream, location)
    if len(data) > LONGEST_BROKEN:  # there is a slow way for what is broken, in another parser
        tree(BytesIO(data), location)
    try:
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a broken feed makes the library raise
        raise _unreadable(error, location) from error
    if not feed.entries and (feed.bozo or not feed.get("version")):
        raise _unreadable(feed.get("bozo_exception") or "it has no entries", location)
    return feed


def _unreadable(reason: object, location: str) -> IngestError:
    short = one_line(str(reason))[:120]
    return IngestError(f"This is no feed that can be read ({short}).", location)


def from_entry(entry: Any, feed: Any, location: str) -> Article:
    """The article of an entry of a feed; raises IngestError where it has no text."""
    contents = [content.get("value") for content in entry.get("content", ())]
    text = max([*contents, entry.get("summary")], key=lambda value: len(value or ""))
    published = entry.get("published") or entry.get("created")
    changed = not published and (feed.version or "").startswith("atom")
    origin = entry.get("source") or feed.feed
    data = {
        "title": " ".join(_paragraphs(entry.get("title"), location)),
        "date": published or entry.get("updated"),
        "source": " ".join(_paragraphs(origin.get("title"), location)),
        "byline": _byline(entry),
        "topics": [tag.get("label") or tag.get("term") for tag in entry.get("tags", ())],
        "url": entry.get("link"),
    }
    parts = _paragraphs(text, location)
    if not parts and data["title"]:
        raise IngestError("There is a headline in it, but no text.", location)
    note = CHANGED if changed and entry.get("updated") else ""
    return article(data, parts, location, note)


def _byline(entry: Any) -> str:
    """Names; in RSS one stands behind the address to write to."""
    if mailbox := MAILBOX.fullmatch((entry.get("author") or "")[:LONGEST_NAME]):
        return mailbox.group(1)
    names = [author.get("name") for author in entry.get("authors", ())]
    return ", ".join(filter(None, names)) or str(entry.get("author") or "")


def _paragraphs(text: str | None, location: str) -> list[str]:
    """The paragraphs of what is HTML by the rules of feeds, though not always in truth."""
    if not text or not text.strip():
        return []
    if TAG.search(text):
        return [part for block in blocks(parse(text, location)) for part in paragraphs(block)]
    return paragraphs(clean(html.unescape(text)))
