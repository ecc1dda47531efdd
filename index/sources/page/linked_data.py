"""Find the article in the schema.org data (JSON-LD) of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from index.sources.text import clean_line, unescape

LinkedObject = dict[str, object]

ARTICLE_TYPES = re.compile(r"\w*Article|BlogPosting|LiveBlogPosting|Report|Review|ClaimReview")
PAGE_TYPES = re.compile(r"\w*(?:Page|Posting)")
WRAPPER = re.compile(r"\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|\s*<!--|-->\s*$")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
TAG = re.compile(r"<[^<>]+>")
# Keys that lead from a page to its main article, and not to other articles.
INNER_KEYS = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
MAX_OBJECTS = 2000


def read_linked_data(tree: HtmlElement) -> list[LinkedObject]:
    """Return the objects of all scripts, those inside a graph or a page too."""
    objects: list[LinkedObject] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            objects.extend(_inner_objects(_parse(script.text or "")))
    return objects[:MAX_OBJECTS]


def find_article(objects: Sequence[LinkedObject], titles: Sequence[str]) -> LinkedObject:
    """Return the object of the page's article; it may be empty.

    Several articles may be described: the one whose headline is most like ``titles`` is chosen.
    Fields that it lacks are taken from other descriptions of the same page.
    """
    articles = [item for item in objects if has_type(item, ARTICLE_TYPES)]
    articles.sort(key=lambda item: -_likeness(text_value(item.get("headline")), titles))
    if not articles:
        pages = [item for item in objects if has_type(item, PAGE_TYPES)]
        return {key: value for page in pages[:1] for key, value in page.items() if key != "name"}
    headline = articles[0].get("headline")
    found: LinkedObject = {}
    for item in articles:
        if item.get("headline") == headline:
            found = {key: value for key, value in item.items() if value} | found
    return found


def resolve(value: object, objects: Sequence[LinkedObject]) -> list[object]:
    """Return a value as a list, with references replaced by the objects they name."""
    values = value if isinstance(value, list) else [value]
    return [_referenced(item, objects) for item in values if item]


def text_value(value: object) -> str:
    """Return a text on one line, without markup and with its escapes resolved."""
    if isinstance(value, list):
        value = next(iter(value), "")
    return clean_line(TAG.sub(" ", unescape(value if isinstance(value, str) else "")))


def names(value: object, objects: Sequence[LinkedObject]) -> list[str]:
    """Return the names of persons or organisations, given as objects, references or texts."""
    found = []
    for item in resolve(value, objects):
        name = item.get("name") if isinstance(item, dict) else item
        found += [text_value(part) for part in (name if isinstance(name, list) else [name])]
    return [name for name in found if name and not name.startswith(("http:", "https:", "#"))]


def has_type(item: LinkedObject, pattern: re.Pattern[str]) -> bool:
    """Return whether one of the types of an object matches the whole pattern."""
    types = item.get("@type")
    return any(
        isinstance(name, str) and pattern.fullmatch(name.rpartition("/")[2])
        for name in (types if isinstance(types, list) else [types])
    )


def _parse(text: str) -> object:
    text = WRAPPER.sub("", text)
    for variant in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(variant, strict=False)
        except (ValueError, RecursionError):  # the rest of the page may have the data
            continue
    return None


def _inner_objects(value: object, depth: int = 0) -> Iterator[LinkedObject]:
    if isinstance(value, list):
        for item in value:
            yield from _inner_objects(item, depth)
    elif isinstance(value, dict):
        yield value
        if depth < 4:
            for key in INNER_KEYS:
                if isinstance(value.get(key), dict | list):
                    yield from _inner_objects(value[key], depth + 1)


def _referenced(item: object, objects: Sequence[LinkedObject]) -> object:
    if isinstance(item, dict) and "name" not in item and "@id" in item:
        same = (other for other in objects if other.get("@id") == item["@id"] and other.get("name"))
        return next(same, item)
    return item


def _likeness(text: str, titles: Sequence[str]) -> float:
    words = set(re.findall(r"\w+", text.casefold()))
    shares = [
        len(words & other) / (len(words | other) or 1)
        for title in titles
        if (other := set(re.findall(r"\w+", title.casefold())))
    ]
    return max(shares, default=0.0)
