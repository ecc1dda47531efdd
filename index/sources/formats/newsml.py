"""NewsML-G2, the XML of the agencies: a news item, or a message with many of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from index.article import Article
from index.errors import IngestError
from index.sources.fields import article
from index.sources.formats.nitf import body, byline
from index.sources.text import paragraphs
from index.sources.xmltree import each, first, text_of, tree


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each news item; items without text are named with the reason."""
    root = tree(stream, location)
    items = list(each(root, "newsItem"))
    if not items:
        raise IngestError("There is no news item in it, only what points to some.", location)
    for number, item in enumerate(items, 1):
        place = location if item is root else f"{location}#{number}"
        try:
            yield _article(item, place)
        except IngestError as error:
            yield error


def _article(item: etree._Element, location: str) -> Article:
    about, meta = first(item, "contentMeta"), first(item, "itemMeta")
    created = first(about, "contentCreated")
    data = {
        "title": text_of(first(about, "headline")) or text_of(first(meta, "title")),
        "date": text_of(created if created is not None else first(meta, "firstCreated"))
        or text_of(first(meta, "versionCreated")),
        "source": _named(first(about, "infoSource")) or _named(first(meta, "provider"))
        or text_of(first(about, "creditline")),
        "byline": byline(first(about, "by")) or _named(first(about, "creator")),
        "topics": list(filter(None, map(_named, each(about, "subject")))),
        "url": item.get("guid"),
    }  # fmt: skip
    return article(data, _text(item), location)


def _text(item: etree._Element) -> list[str]:
    inline = first(item, "inlineXML")
    if inline is not None:
        content = first(inline, "body.content", "body")
        return body(inline if content is None else content)
    plain = first(item, "inlineData")
    text = "" if plain is None else "".join(plain.itertext()).strip("\n")
    return paragraphs(text) if text.strip() else []


def _named(element: etree._Element | None) -> str:
    """The name of a thing, or what stands for it."""
    if element is None:
        return ""
    name = text_of(first(element, "name"))
    return name or element.get("literal", "")
