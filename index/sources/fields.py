"""From named fields, as files call them, to an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.article import Article
from index.errors import SourceError
from index.sources.text import headline, join, one_line, parse_date

# What files call each field, most telling first.
NAMES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "date_published", "publish_date", "published_at", "pubdate"),
    "source": ("source", "outlet", "publisher", "sitename", "site_name"),
    "byline": ("byline", "author", "authors", "by"),
    "section": ("section", "category"),
    "topics": ("topics", "tags", "keywords", "categories"),
    "url": ("url", "link", "canonical_url"),
}


def article(data: Mapping[str, object], parts: Sequence[str], location: str) -> Article:
    """The article with these fields and paragraphs; raises SourceError where it has no text."""
    if not parts:
        raise SourceError("There is no text in it.", location)
    title = field(data, "title")
    return Article(
        title=title or headline(parts[0]),
        text=join(list(parts)),
        date=parse_date(_first(data, "date"), location),
        source=field(data, "source"),
        byline=field(data, "byline"),
        url=field(data, "url"),
        section=field(data, "section"),
        topics=_list(_first(data, "topics")),
        location=location,
        title_from_text=not title,
    )


def field(data: Mapping[str, object], name: str) -> str:
    """A field as one line; a list is joined by commas, a thing with a name is its name."""
    return one_line(_text(_first(data, name)))


def _list(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return ()
    return tuple(filter(None, (one_line(_text(part)) for part in parts)))


def _first(data: Mapping[str, object], name: str) -> object:
    return next((data[key] for key in NAMES[name] if data.get(key)), None)


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return _text(value.get("name") or value.get("title"))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    return "" if value is None else str(value)
