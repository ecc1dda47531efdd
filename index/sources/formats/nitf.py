"""NITF, an XML format in which news agencies send single articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from index.article import Article
from index.sources.fields import build_article
from index.sources.xmltree import element_text, find_first, iter_named, parse_xml

PARAGRAPHS = ("p", "hl2", "li", "dt", "dd", "pre")
BY = re.compile(r"by\s+", re.IGNORECASE)


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article; raise IngestError if there is no text."""
    root = parse_xml(stream, location)
    head = find_first(root, "head")
    publication = find_first(head, "pubdata")
    keywords = [keyword.get("key", "") for keyword in iter_named(head, "keyword")]
    data = {
        "title": element_text(find_first(root, "hl1", "hedline"))
        or element_text(find_first(head, "title")),
        "date": _issue_date(root),
        "source": _attribute(publication, "name") or element_text(find_first(root, "distributor")),
        "byline": byline_name(find_first(root, "byline")),
        "section": _attribute(publication, "position.section"),
        "topics": keywords or [_attribute(tag, "tobject.subject.type")
                               for tag in iter_named(head, "tobject.subject")],
        "url": _attribute(publication, "ex-ref"),
    }  # fmt: skip
    yield build_article(data, body_paragraphs(find_first(root, "body.content", "body")), location)


def body_paragraphs(element: etree._Element | None) -> list[str]:
    """Return the paragraphs of a body, or all its text as one if it has none."""
    paragraphs = [part for part in iter_named(element, *PARAGRAPHS) if not _is_nested(part)]
    return list(filter(None, map(element_text, paragraphs or [element])))


def byline_name(element: etree._Element | None) -> str:
    """Return the name without the “By” before it and the job title after it."""
    if element is None:
        return ""
    person = find_first(element, "person")
    return BY.sub("", element_text(element if person is None else person), count=1)


def _issue_date(root: etree._Element) -> str:
    """Return the date of issue, or else of release, publication or writing."""
    candidates = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"),
              ("story.date", "norm"))  # fmt: skip
    values = (_attribute(find_first(root, name), attribute) for name, attribute in candidates)
    return next(filter(None, values), "") or element_text(find_first(root, "story.date"))


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _is_nested(element: etree._Element) -> bool:
    return next(element.iterancestors(*(f"{{*}}{name}" for name in PARAGRAPHS)), None) is not None
