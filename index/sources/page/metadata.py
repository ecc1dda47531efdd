"""Collect the metadata of a page: meta tags, linked data, headings, links."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from lxml.html import HtmlElement

from index.sources.page.linked_data import (
    ARTICLE_TYPES,
    LinkedObject,
    find_article,
    read_linked_data,
    text_value,
)
from index.sources.text import clean_line

KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|over-?line|roof-?line|eyebrow|dachzeile|pre-?title|supra-?title|topline|"
    r"super-?title|spitzmarke|visually-?hidden|sr-only|section|tag|label)(?:$|[\s_-])",
    re.I,
)

WEB_URL = re.compile(r"https?://([\w.-]+)", re.I)
SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|SingleFile\s+url:\s*)(https?://[^\s>]+)")
MAX_HEAD = 5000  # characters in which a browser says what it saved


@dataclass
class PageMetadata:
    """The metadata of a page, from its tags and linked data."""

    tree: HtmlElement
    meta: dict[str, list[str]] = field(default_factory=dict)
    """The values of the meta tags, by name or property in lower case."""
    linked: list[LinkedObject] = field(default_factory=list)
    """All objects of the linked data."""
    saved_from: str = ""
    """The address that a browser wrote into the page as it saved it."""

    @cached_property
    def headings(self) -> list[str]:
        """The texts of the main headings (h1)."""
        return [text for element in self.tree.iter("h1") if (text := _heading_text(element))]

    @cached_property
    def window_title(self) -> str:
        """The text of the title element."""
        title = self.tree.find(".//head/title")
        return text_value(title.text_content()) if title is not None else ""

    @cached_property
    def article(self) -> LinkedObject:
        """The linked data of the article; may be empty."""
        titles = [*self.headings, self.window_title, *self.values("og:title", "twitter:title")]
        return find_article(self.linked, titles)

    @cached_property
    def url(self) -> str:
        """The canonical address."""
        links = [
            link.get("href", "")
            for link in self.tree.iter("link")
            if link.get("rel", "").lower() == "canonical"
        ]
        base = self.first("og:url") or text_value(self.article.get("url")) or self.saved_from
        base = _join(base, self._base)
        found = [_join(base, link) for link in links if link] + [base]
        return next((url for url in found if WEB_URL.match(url)), "")

    @cached_property
    def _base(self) -> str:
        """The address from which the page says that its links start."""
        return next((base.get("href") or "" for base in self.tree.iter("base")), "")

    def absolute(self, link: str) -> str:
        """Return the whole address of a link."""
        return _join(_join(self.url, self._base), link)

    @cached_property
    def host(self) -> str:
        """The host of the address, without “www.”."""
        match = WEB_URL.match(self.url)
        return match.group(1).lower().removeprefix("www.") if match else ""

    def values(self, *keys: str) -> list[str]:
        """Return all values of meta tags, in the order of the keys."""
        return [value for key in keys for value in self.meta.get(key, ())]

    def first(self, *keys: str) -> str:
        """Return the first value of meta tags, or an empty string."""
        return next(iter(self.values(*keys)), "")


def read_metadata(tree: HtmlElement, source: str = "") -> PageMetadata:
    """Read the metadata of a page; ``source`` is its text, which has comments too."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = text_value(element.get("content", ""))
        for attribute in ("property", "name", "itemprop"):
            key = element.get(attribute, "").strip().lower()
            if key and value and (attribute != "itemprop" or is_about_article(element)):
                meta.setdefault(key, []).append(value)
    saved = SAVED_FROM.search(source[:MAX_HEAD])
    return PageMetadata(tree, meta, read_linked_data(tree), saved.group(1) if saved else "")


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _heading_text(heading: HtmlElement) -> str:
    """Return the text of a heading without the section or topic above it."""
    kickers = {
        inner for part in heading.iterdescendants() if KICKER.search(part.get("class") or "")
        for inner in part.iter()
    }  # fmt: skip
    pieces = [heading.text]
    for part in heading.iterdescendants():
        pieces += [
            None if part in kickers or not isinstance(part.tag, str) else part.text,
            part.tail,
        ]
    whole = clean_line(" ".join(heading.itertext()))
    rest = clean_line(" ".join(filter(None, pieces)))
    return rest.lstrip("-–—:| ") or whole if kickers else whole


def is_about_article(element: HtmlElement) -> bool:
    """Return whether microdata describes the article, and not a picture or a person in it."""
    scope = next((outer for outer in element.iterancestors() if outer.get("itemtype")), None)
    kind = "" if scope is None else scope.get("itemtype").rstrip("/").rpartition("/")[2]
    return not kind or ARTICLE_TYPES.fullmatch(kind) is not None


def folded(text: str) -> str:
    """Return the letters and digits of a text in lower case, to compare titles and names."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
