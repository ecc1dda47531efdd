"""From named fields, as files call them, to an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.article import Article
from index.errors import IngestError
from index.sources.formats.ninjs import is_ninjs, renamed
from index.sources.text import EMPTY, clean, headline, join, one_line, paragraphs, parse_date

# What files call each field, most telling first: those of trafilatura, newspaper, news-please,
# fundus, Media Cloud, JSON Feed and WordPress among them.
NAMES = {
    "title": ("title", "headline", "article_title", "web_title", "webtitle"),
    "text": (
        "text", "maintext", "plaintext", "plain_text", "article_text", "full_text", "fulltext",
        "content_text", "story_text", "body",
        "content", "content_html", "article", "story",
    ),
    "date": (
        "date", "published", "date_published", "date_publish", "publish_date", "published_at",
        "publishedat", "publishing_date", "publication_date", "pubdate", "pub_date",
        "datepublished", "created_at",
    ),
    "source": (
        "source-hostname", "source", "outlet", "publisher", "sitename", "site_name",
        "meta_site_name", "media_name", "publication", "newspaper", "source_domain", "hostname",
    ),
    "byline": ("byline", "author", "authors", "by", "creator"),
    "section": ("section", "category", "rubric"),
    "topics": ("topics", "tags", "meta_keywords", "keywords", "categories", "subjects"),
    "url": ("url", "link", "canonical_url", "canonical_link", "permalink", "source"),
}  # fmt: skip
PARTS = ("name", "rendered", "title", "text", "value")  # what a thing in a field is called by
MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|blockquote|article|section)\b[^<>]*>", re.I)
SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.I)
LINK = re.compile(r"https?://\S+", re.I)


def article(
    data: Mapping[str, object], parts: Sequence[str], location: str, note: str = ""
) -> Article:
    """The article with these fields and paragraphs; raises IngestError where it has no text.

    A date that cannot be read leaves it undated, and the note says so.
    """
    if not parts:
        raise IngestError("There is no text in it.", location)
    title = field(data, "title")
    try:
        day = parse_date(_first(data, "date"), location)
    except IngestError as error:
        day, note = None, " ".join(filter(None, (note, f"It is undated: {error.message}")))
    return Article(
        title=title or headline(parts[0]),
        text=join(list(parts)),
        date=day,
        source=field(data, "source"),
        byline=field(data, "byline").replace("; ", ", "),
        url=_address(field(data, "url")),
        section=field(data, "section"),
        topics=_list(_first(data, "topics")),
        location=location,
        title_from_text=not title,
        note=note,
    )


def from_object(item: object, location: str, mapping: Mapping[str, str]) -> Article | IngestError:
    """The article that one object or row is; ``mapping`` says what it calls our fields."""
    if not isinstance(item, Mapping):
        return IngestError("This is no article: an object with title and text is wanted.", location)
    try:
        data = {str(key).lower(): value for key, value in item.items()}
        if is_ninjs(data):
            data = renamed(data)
        for ours, theirs in mapping.items():
            data |= dict.fromkeys(NAMES[ours]) | {ours: _reached(item, theirs)}
        parts = _paragraphs(data, location)
        if not parts and field(data, "title"):
            raise IngestError("There is a headline in it, but no text.", location)
        return article(data, parts, location)
    except IngestError as error:
        return error
    except RecursionError:
        return IngestError("It is nested too deeply to be an article.", location)


def field(data: Mapping[str, object], name: str) -> str:
    """A field as one line; a list is joined by commas, a thing with a name is its name."""
    return one_line(_text(_first(data, name)))


def _reached(item: Mapping[object, object], path: str) -> object:
    """What stands under a name, or under names joined by dots, one in the other."""
    if path in item:
        return item[path]
    value: object = item
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _paragraphs(data: Mapping[str, object], location: str) -> list[str]:
    for name in NAMES["text"]:
        value = data.get(name)
        if isinstance(value, Mapping) and "sections" in value:
            return [one_line(part) for part in _strings(value) if part.strip()]
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        text = value if isinstance(value, str) else _text(value)
        if text.strip():
            return plain_or_marked_up(text, location)
    return []


def plain_or_marked_up(text: str, location: str) -> list[str]:
    """The paragraphs of a text that may be HTML."""
    if MARKUP.search(text):
        from index.sources.markup import blocks, parse  # only where there is markup

        return [part for block in blocks(parse(text, location)) for part in paragraphs(block)]
    text = clean(text)
    return paragraphs(text) if text.strip() else []


def _strings(value: object) -> list[str]:
    """All strings in lists and things, in order: headlines and paragraphs of sections."""
    if isinstance(value, str):
        return [value]
    inner = list(value.values()) if isinstance(value, Mapping) else value
    return [text for part in inner for text in _strings(part)] if isinstance(inner, list) else []


def _address(text: str) -> str:
    """The address of a page; nothing where it would open anything else."""
    return text if LINK.fullmatch(text) or not SCHEME.match(text) else ""


def _list(value: object) -> tuple[str, ...]:
    parts = re.split("[,;]", value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return ()
    return tuple(filter(None, (one_line(_text(part)) for part in parts)))


def _first(data: Mapping[str, object], name: str) -> object:
    """The first of the names that is there; “source” is an outlet to some, a link to others."""
    for key in NAMES[name]:
        value = data.get(key)
        is_link = key == "source" and isinstance(value, str) and bool(LINK.fullmatch(value.strip()))
        if value and not _is_none(value) and (key != "source" or is_link == (name == "url")):
            return value
    return None


def _is_none(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() in EMPTY


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return _text(next((value[name] for name in PARTS if value.get(name)), None))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    return "" if value is None or isinstance(value, bool) else str(value)
