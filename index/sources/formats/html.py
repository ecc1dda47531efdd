"""A saved web page: the article in it, without what stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import trafilatura
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from index.article import Article
from index.errors import IngestError
from index.sources.fields import article
from index.sources.markup import blocks
from index.sources.text import clean, decode, paragraphs, whole

LONGEST = 20 << 20  # bytes of a page; what is larger is no page
# Where pages say when they were published, most telling first; in small letters.
PUBLISHED = (
    "article:published_time", "datepublished", "article:published", "og:published_time",
    "og:article:published_time", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publication_date", "pubdate", "article.published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
MANY_MARKS, MOST_MARKS = 40_000, 800_000  # “<” in a page
DATES = {"original_date": True, "extensive_search": False}
CHANGED = ("modified", "updated", "lastmod", "last-modified")
ARTICLE_TYPES = frozenset(("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting"))


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a page; the date is the day it was first published.

    Raises IngestError where no article can be told from the rest of the page.
    """
    text = decode(whole(stream, location, LONGEST), location)
    tree = trafilatura.load_html(text) if text.count("<") < MOST_MARKS else None
    if tree is None:
        raise IngestError("No article can be found in this page.", location)
    known, published = _linked_data(tree), _published(tree)
    _forget_changes(tree)
    page = _huge(tree) if text.count("<") > MANY_MARKS else _extracted(tree)
    if not page or not page.text:
        raise IngestError("No article can be found in this page.", location)
    data = {
        "title": page.title,
        "date": known.get("datePublished") or published or page.date,
        "source": page.sitename,
        "author": page.author,
        "url": page.url,
        "section": ", ".join(page.categories or ()),
        "tags": known.get("keywords") or ", ".join(page.tags or ()),
    }
    lines = clean(page.text).split("\n")
    parts = [part for line in lines if line.strip() for part in paragraphs(line)]
    if len(parts) > 1 and parts[0] == page.title:
        del parts[0]
    yield article(data, parts, location)


def _extracted(tree: HtmlElement) -> Document | None:
    page = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DATES,
    )
    return page if isinstance(page, Document) else None


def _huge(tree: HtmlElement) -> Document:
    """A page for which trafilatura would take minutes: all of what is marked as the article."""
    head = tree.find("head")
    page = Document() if head is None else extract_metadata(head, date_config=DATES)
    body = next(tree.iter("article", "main", "body"), tree)
    page.text = "\n".join(blocks(body))
    return page


def _linked_data(tree: HtmlElement) -> dict[str, object]:
    """What the page says of its article in the words of schema.org."""
    for script in tree.iter("script"):
        if script.get("type", "").lower() == "application/ld+json":
            try:
                found = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):  # the rest of the page may say it
                continue
            for thing in _things(found):
                kinds = thing.get("@type")
                if not ARTICLE_TYPES.isdisjoint(
                    map(str, kinds if isinstance(kinds, list) else [kinds])
                ):
                    return thing
    return {}


def _things(found: object) -> list[dict[str, object]]:
    things = found if isinstance(found, list) else [found]
    graphs = [thing.get("@graph") for thing in things if isinstance(thing, dict)]
    inner = [thing for graph in graphs if isinstance(graph, list) for thing in graph]
    return [thing for thing in [*things, *inner] if isinstance(thing, dict)]


def _published(tree: HtmlElement) -> str:
    """When the page says it was published, in its head or in its marks of schema.org."""
    said: dict[str, str] = {}
    for element in tree.iter("meta", "time", "span", "abbr"):
        for mark in ("property", "name", "itemprop"):
            key = element.get(mark, "").lower()
            value = element.get("content") or element.get("datetime") or ""
            if key in PUBLISHED and value.strip():
                said.setdefault(key, value)
    return next((said[key] for key in PUBLISHED if key in said), "")


def _forget_changes(tree: HtmlElement) -> None:
    """Take out when the page was changed, which must not be taken for its date."""
    for element in list(tree.iter("meta", "time", "span", "abbr")):
        marks = " ".join(
            element.get(mark, "") for mark in ("property", "name", "itemprop", "class")
        )
        if any(word in marks.lower() for word in CHANGED):
            for value in ("content", "datetime"):
                element.attrib.pop(value, None)
