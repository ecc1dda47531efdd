"""RSS and Atom feeds: one article per entry."""

from __future__ import annotations

import html
import re
from collections import Counter
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import urljoin

import feedparser

from index.article import Article
from index.errors import IngestError
from index.sources.dates import is_day_first
from index.sources.fields import build_article, text_paragraphs
from index.sources.markup import html_paragraphs
from index.sources.options import ImportItems
from index.sources.text import clean_line
from index.sources.xmltree import parse_xml, read_document

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
TITLE_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*>")
LOOK_TAG = re.compile(
    "a|abbr|b|big|cite|code|del|div|em|font|h[1-6]|i|ins|mark|nobr|p|q|s|small|span|strike|strong"
    "|sub|sup|tt|u"
)
VOID_TAGS = frozenset(("br", "hr", "img", "wbr"))
# A section that was escaped once too often, so that its marks are text.
CDATA = re.compile(r"^\s*<!\[CDATA\[(.*)\]\]>\s*$", re.S)
MAILBOX = re.compile(r"\S+@\S+ \(([^()]+)\)")
MAX_INVALID_FEED = 1 << 20  # bytes; feedparser is slow on invalid XML
MAX_AUTHOR = 200
INVALID_NOTE = "The feed is not valid XML; it was read as far as possible."
UPDATED_NOTE = "The feed gives no publication date; the date of the last update is used."
NO_TEXT = (
    "The entry has a headline but no text. Add the address of its page (+ in the reader), or follow"
    " the feed: onrecord feed add ADDRESS"
)
# What WordPress writes below each entry: “The post Fares rise appeared first on Lindo Courier.”
APPEARED = re.compile(
    r"(?:The post|Der Beitrag|L[’']article|La entrada|O post|L[’']articolo|Het bericht|Innlegget"
    r"|Inlägget|Indlægget|Artykuł) .{1,300} (?:(?:appeared first|first appeared) on"
    r"|erschien zuerst auf|est apparu en premier sur|(?:se publicó|aparece) primero en"
    r"|apareceu primeiro em|proviene da|verscheen eerst op|dukket først opp på"
    r"|dök först upp på|blev først udgivet på|pochodzi z serwisu) .{1,100}",
    re.S,
)


# A link to the whole article, at the end of an entry: “… Read more”.
READ_ON = re.compile(
    r"\s*<a\b[^<>]*>\W*(?:(?:read (?:more|on|the (?:full|whole|rest))|continue reading|weiterlesen"
    r"|mehr lesen|lire la suite|leer más|seguir leyendo|leggi (?:tutto|di più)|lees (?:meer|verder)"
    r"|läs mer|les mer|læs mere|czytaj (?:więcej|dalej))\b[^<>]{0,200}"
    r"|(?:view more|more|full (?:story|article)|mehr(?: erfahren)?|lire plus)\W*)"
    r"</a>\W*(?P<end>(?:</\w+>\s*)*)$",
    re.I,
)


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the article of each entry, with its full text if the feed has it."""
    feed = parse_feed(stream, location)
    day_first = is_day_first(map(_published, feed.entries))
    for number, entry in enumerate(feed.entries, 1):
        entry_location = f"{location}#{number}"
        try:
            yield article_from_entry(entry, feed, entry_location, day_first)
        except IngestError as error:
            yield error


def parse_feed(stream: BinaryIO, location: str) -> Any:
    """Parse a feed, also one that is not valid XML; raise IngestError if it is no feed.

    feedparser gets an open file, since it may fetch a string as a URL. Do not use its parsed dates:
    it makes up what it cannot read.
    """
    data = read_document(stream, location)
    if len(data) > MAX_INVALID_FEED:  # raises IngestError for invalid XML
        parse_xml(BytesIO(data), location)
    try:
        feed = feedparser.parse(
            BytesIO(data),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception as error:  # a broken feed can raise anything
        raise _unreadable(error, location) from error
    if not feed.entries and not feed.get("version"):
        raise _unreadable(feed.get("bozo_exception") or "no entries", location)
    return feed


def _unreadable(reason: object, location: str) -> IngestError:
    reason_line = clean_line(str(reason))[:120]
    return IngestError(f"Invalid feed ({reason_line}).", location)


def article_from_entry(
    entry: Any, feed: Any, location: str, day_first: bool | None = None
) -> Article:
    """Return the article of a feed entry; raise IngestError if it has no text."""
    contents = [content.get("value") for content in entry.get("content", ())]
    text = max([*contents, entry.get("summary")], key=lambda value: len(value or ""))
    published = _published(entry)
    has_updated_only = not published and (feed.version or "").startswith("atom")
    origin = entry.get("source") or feed.feed
    data = {
        "title": " ".join(_value_paragraphs(_mark_up(entry.get("title")), location)),
        "date": published or entry.get("updated"),
        "source": " ".join(_value_paragraphs(origin.get("title"), location)),
        "byline": _byline(entry),
        "topics": [tag.get("label") or tag.get("term") for tag in entry.get("tags", ())],
        "url": _address(feed.feed.get("link"), entry.get("link")),
    }
    parts = _value_paragraphs(text, location)
    if parts and APPEARED.fullmatch(parts[-1]) and data["title"] in parts[-1]:
        del parts[-1]
    if not parts and data["title"]:
        raise IngestError(NO_TEXT, location)
    notes = [UPDATED_NOTE] if has_updated_only and entry.get("updated") else []
    notes += [INVALID_NOTE] if feed.bozo else []
    return build_article(data, parts, location, " ".join(notes), day_first)


def _address(site: str | None, link: str | None) -> str | None:
    """Return the address of an entry, which may be given from that of its site on."""
    try:
        return urljoin(site or "", link) if link else link
    except ValueError:  # no address at all
        return link


def _published(entry: Any) -> Any:
    return entry.get("published") or entry.get("created")


def _byline(entry: Any) -> str:
    """Return the authors; RSS puts a name in brackets after a mail address."""
    if mailbox := MAILBOX.fullmatch((entry.get("author") or "")[:MAX_AUTHOR]):
        return mailbox.group(1)
    names = [author.get("name") for author in entry.get("authors", ())]
    return ", ".join(filter(None, names)) or str(entry.get("author") or "")


def _mark_up(title: str | None) -> str:
    """Return a title in which only tags for the looks of a text are tags: “The <video> tag” stays.

    Any other tag, or one that is not closed, is a word of the title.
    """
    title = html.unescape(title) if title and "&lt;" in title and "<" not in title else title or ""
    tags = list(TITLE_TAG.finditer(title))
    counts = Counter((tag["name"].lower(), tag["end"]) for tag in tags)

    def shown(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        is_closed = 0 < counts[name, ""] == counts[name, "/"]
        is_look = name in VOID_TAGS or (is_closed and LOOK_TAG.fullmatch(name))
        return tag[0] if is_look else f"&lt;{tag[0][1:]}"

    return TITLE_TAG.sub(shown, title)


def _value_paragraphs(text: str | None, location: str) -> list[str]:
    """Return the paragraphs of a value that should be HTML but may be plain text."""
    text = CDATA.sub(r"\1", text or "")
    if not text.strip():
        return []
    if TAG.search(text):
        return html_paragraphs(READ_ON.sub(r"\g<end>", text) or text, location)
    return text_paragraphs(text, location)
