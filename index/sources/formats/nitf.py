"""NITF, the XML in which agencies have sent single articles for decades."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from index.article import Article
from index.sources.fields import article
from index.sources.xmltree import each, first, text_of, tree

PARAGRAPHS = ("p", "hl2", "li", "dt", "dd", "pre")
BY = re.compile(r"by\s+", re.IGNORECASE)


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article. Raises IngestError where there is no text."""
    root = tree(stream, location)
    head = first(root, "head")
    publication = first(head, "pubdata")
    keywords = [keyword.get("key", "") for keyword in each(head, "keyword")]
    data = {
        "title": text_of(first(root, "hl1", "hedline")) or text_of(first(head, "title")),
        "date": _day(root),
        "source": _attribute(publication, "name") or text_of(first(root, "distributor")),
        "byline": byline(first(root, "byline")),
        "section": _attribute(publication, "position.section"),
        "topics": keywords or [_attribute(tag, "tobject.subject.type")
                               for tag in each(head, "tobject.subject")],
        "url": _attribute(publication, "ex-ref"),
    }  # fmt: skip
    yield article(data, body(first(root, "body.content", "body")), location)


def body(element: etree._Element | None) -> list[str]:
    """The paragraphs in a body; without any marked as such, all of its text is one."""
    marked = [part for part in each(element, *PARAGRAPHS) if not _in_another(part)]
    return list(filter(None, map(text_of, marked or [element])))


def byline(element: etree._Element | None) -> str:
    """The name, without the “By” in front of it and the function behind."""
    if element is None:
        return ""
    person = first(element, "person")
    return BY.sub("", text_of(element if person is None else person), count=1)


def _day(root: etree._Element) -> str:
    """When it was issued, or first published, or written: what is there first."""
    marked = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"),
              ("story.date", "norm"))  # fmt: skip
    said = (_attribute(first(root, name), mark) for name, mark in marked)
    return next(filter(None, said), "") or text_of(first(root, "story.date"))


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _in_another(element: etree._Element) -> bool:
    return next(element.iterancestors(*(f"{{*}}{name}" for name in PARAGRAPHS)), None) is not None
