"""NewsML-G2, the XML format of news agencies: one news item or a message of many."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from index.article import Article
from index.errors import IngestError
from index.sources.fields import build_article
from index.sources.formats.nitf import body_paragraphs, byline_name
from index.sources.options import ImportItems
from index.sources.text import split_paragraphs
from index.sources.xmltree import element_text, find_first, iter_named, parse_xml


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the article of each news item, or the error in its place."""
    root = parse_xml(stream, location)
    items = list(iter_named(root, "newsItem"))
    if not items:
        raise IngestError(
            "This file only refers to news items. Add the files that contain them.", location
        )
    for number, item in enumerate(items, 1):
        item_location = location if item is root else f"{location}#{number}"
        try:
            yield _article(item, item_location)
        except IngestError as error:
            yield error


def _article(item: etree._Element, location: str) -> Article:
    about, meta = find_first(item, "contentMeta"), find_first(item, "itemMeta")
    created = find_first(about, "contentCreated")
    data = {
        "title": element_text(find_first(about, "headline"))
        or element_text(find_first(meta, "title")),
        "date": element_text(created if created is not None else find_first(meta, "firstCreated"))
        or element_text(find_first(meta, "versionCreated")),
        "source": _name(find_first(about, "infoSource")) or _name(find_first(meta, "provider"))
        or element_text(find_first(about, "creditline")),
        "byline": byline_name(find_first(about, "by")) or _name(find_first(about, "creator")),
        "topics": list(filter(None, map(_name, iter_named(about, "subject")))),
        "url": item.get("guid"),
    }  # fmt: skip
    return build_article(data, _text(item), location)


def _text(item: etree._Element) -> list[str]:
    inline = find_first(item, "inlineXML")
    if inline is not None:
        content = find_first(inline, "body.content", "body")
        return body_paragraphs(inline if content is None else content)
    plain = find_first(item, "inlineData")
    text = "" if plain is None else "".join(plain.itertext()).strip("\n")
    return split_paragraphs(text) if text.strip() else []


def _name(element: etree._Element | None) -> str:
    """Return the name of an element, or its literal value."""
    if element is None:
        return ""
    name = element_text(find_first(element, "name"))
    return name or element.get("literal", "")
