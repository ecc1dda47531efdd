"""Saved web pages: the article without navigation and other page parts."""

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
from index.sources.fields import build_article
from index.sources.markup import text_blocks
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, split_paragraphs

MAX_PAGE = 20 << 20  # bytes of a page
# Lower-case metadata keys of the publication date, the most reliable first.
PUBLISHED_KEYS = (
    "article:published_time", "datepublished", "article:published", "og:published_time",
    "og:article:published_time", "parsely-pub-date", "sailthru.date", "publish-date",
    "publish_date", "publication_date", "pubdate", "article.published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
SLOW_TAGS, MAX_TAGS = 40_000, 800_000  # counts of “<” in a page
DATE_OPTIONS = {"original_date": True, "extensive_search": False}
MODIFIED_KEYS = ("modified", "updated", "lastmod", "last-modified")
NO_ARTICLE = "No article found in this page. Copy its text into a text file and add that."
ARTICLE_TYPES = frozenset(("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting"))


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a page, dated when it was first published.

    Raises IngestError if no article is found.
    """
    text = decode(read_bytes(stream, location, MAX_PAGE), location)
    tree = trafilatura.load_html(text) if text.count("<") < MAX_TAGS else None
    if tree is None:
        raise IngestError(NO_ARTICLE, location)
    metadata, published = _linked_data(tree), _published_date(tree)
    _remove_modified_dates(tree)
    page = _extract_whole_body(tree) if text.count("<") > SLOW_TAGS else _extract(tree)
    if not page or not page.text:
        raise IngestError(NO_ARTICLE, location)
    data = {
        "title": page.title,
        "date": metadata.get("datePublished") or published or page.date,
        "source": page.sitename,
        "author": page.author,
        "url": page.url,
        "section": ", ".join(page.categories or ()),
        "tags": metadata.get("keywords") or ", ".join(page.tags or ()),
    }
    lines = clean(page.text).split("\n")
    parts = [part for line in lines if line.strip() for part in split_paragraphs(line)]
    if len(parts) > 1 and parts[0] == page.title:
        del parts[0]
    yield build_article(data, parts, location)


def _extract(tree: HtmlElement) -> Document | None:
    page = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DATE_OPTIONS,
    )
    return page if isinstance(page, Document) else None


def _extract_whole_body(tree: HtmlElement) -> Document:
    """Take the whole article element of a page on which trafilatura would take minutes."""
    head = tree.find("head")
    page = Document() if head is None else extract_metadata(head, date_config=DATE_OPTIONS)
    body = next(tree.iter("article", "main", "body"), tree)
    page.text = "\n".join(text_blocks(body))
    return page


def _linked_data(tree: HtmlElement) -> dict[str, object]:
    """Return the schema.org data (JSON-LD) of the article, or an empty dict."""
    for script in tree.iter("script"):
        if script.get("type", "").lower() == "application/ld+json":
            try:
                value = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):  # the rest of the page may have the data
                continue
            for item in _json_objects(value):
                types = item.get("@type")
                if not ARTICLE_TYPES.isdisjoint(
                    map(str, types if isinstance(types, list) else [types])
                ):
                    return item
    return {}


def _json_objects(value: object) -> list[dict[str, object]]:
    objects = value if isinstance(value, list) else [value]
    graphs = [item.get("@graph") for item in objects if isinstance(item, dict)]
    inner = [item for graph in graphs if isinstance(graph, list) for item in graph]
    return [item for item in [*objects, *inner] if isinstance(item, dict)]


def _published_date(tree: HtmlElement) -> str:
    """Return the publication date in the meta tags or microdata of the page."""
    values: dict[str, str] = {}
    for element in tree.iter("meta", "time", "span", "abbr"):
        for mark in ("property", "name", "itemprop"):
            key = element.get(mark, "").lower()
            value = element.get("content") or element.get("datetime") or ""
            if key in PUBLISHED_KEYS and value.strip():
                values.setdefault(key, value)
    return next((values[key] for key in PUBLISHED_KEYS if key in values), "")


def _remove_modified_dates(tree: HtmlElement) -> None:
    """Remove modification dates, which trafilatura might take as the publication date."""
    for element in list(tree.iter("meta", "time", "span", "abbr")):
        marks = " ".join(
            element.get(mark, "") for mark in ("property", "name", "itemprop", "class")
        )
        if any(word in marks.lower() for word in MODIFIED_KEYS):
            for value in ("content", "datetime"):
                element.attrib.pop(value, None)
