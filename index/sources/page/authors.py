"""Find the authors of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from index.sources.bylines import split_byline
from index.sources.page.blocks import Block
from index.sources.page.linked_data import names as linked_names
from index.sources.page.metadata import PageMetadata, is_about_article
from index.sources.page.outlet import is_outlet, outlet_keys
from index.sources.text import clean_line

META_KEYS = (
    "author", "article:author_name", "article:author", "og:author", "byl", "dc.creator",
    "dcterms.creator", "sailthru.author", "cxenseparse:author", "mrf:authors", "parsely-author",
    "og:article:author", "articleauthor", "citation_author", "creator",
)  # fmt: skip
BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?(?:-?names?|-?line|wrapper)?|verfasser|autor|auteur|firma"
    r"|signature|submitted)(?:$|[\s_-])",
    re.I,
)
# Parts of a byline that are not the name.
OTHER_PART = re.compile(
    r"comment|image|img|photo|avatar|title|job|bio|desc|social|follow|date|time|box|role|label|icon",
    re.I,
)
# What is not about the author of this article.
OTHER_PLACE = re.compile(r"comment|card|teaser|related|twitter|quote|recommend|promo|most", re.I)
PERSON = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w.'’-]*")
AND = re.compile(r"(?:^|\s+)(?:and|und|et|y|og|och|en|e|&)$", re.I)  # between two elements
LABEL = re.compile(r"\b(?:by|von|par|por|di|door|af|av)$", re.I)  # “Submitted by”
# A name as a line of its own.
FULL_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w.’'-]+(?: (?:[A-ZÀ-ÞĀ-Ž][\w.’'-]*|de|van|von|der|la)){1,3}")
BYLINE = re.compile(
    r"^(?:(?:by|von|par|por|af|av|door)(?:\s*:\s*|\s+)(?=(?-i:[A-ZÀ-Þ]))"
    r"|(?:author|autor(?:in)?(?:/autor(?:in)?)?|auteur|text)\b\W{1,3})",
    re.I,
)
MAX_ABOVE, MAX_BELOW = 12, 3  # blocks beside the text that may be the byline
BYLINE_TAGS = ("a", "span", "p", "div", "address", "dl", "dd", "li", "h3", "h4", "h5", "h6")
MAX_TEXT = 150  # characters of a byline in the text
MAX_NAMES = 12


def find_authors(page: PageMetadata, lines: Sequence[str] = ()) -> list[str]:
    """Return the authors: of the linked data, or else of the meta tags, or else of the byline.

    If these give only the outlet, a person in the byline is preferred. ``lines`` are bylines in
    the text.
    """
    found: list[str] = []
    outlet = outlet_keys(page)
    for values in chain(_sources(page), [lines]):
        people = _without_outlet(values, outlet)[:MAX_NAMES]
        if not found and not all(is_outlet(name, outlet) for name in people):
            return people
        if found and people and all(_is_person(name, outlet) for name in people):
            return people
        found = found or people
    return found


def _is_person(name: str, outlet: frozenset[str]) -> bool:
    return FULL_NAME.fullmatch(name) is not None and not any(
        is_outlet(part, outlet) for part in (name, name.split(" ")[0])
    )


def byline_texts(blocks: Sequence[Block], selected: Sequence[Block]) -> list[str]:
    """Return the first line beside the text that names the authors.

    It begins with “By” above or below the text, or is a name alone below it.
    """
    inside = {id(block) for block in selected}
    texts = [
        number
        for number, block in enumerate(blocks)
        if id(block) in inside and block.kind == "paragraph" and block.is_sentence
    ]
    if not texts:
        return []
    first, last = texts[0], texts[-1]
    above = blocks[max(0, first - MAX_ABOVE) : first]
    below = blocks[last + 1 : last + 1 + MAX_BELOW]
    for block in (*above, *below):
        if len(block.text) <= MAX_TEXT and BYLINE.match(block.text):
            names = split_byline(BYLINE.sub("", block.text).split(", in ")[0])
            if names and not block.is_sentence:
                return names
    signature = next(
        (b for b in below[:1] if id(b) in inside and FULL_NAME.fullmatch(b.text)), None
    )
    return [signature.text] if signature else []


def _without_outlet(values: Sequence[str], outlet: frozenset[str]) -> list[str]:
    """Return the names, without an outlet that stands behind a name in the same text."""
    found = []
    for value in values:
        people = split_byline(value)
        found += [p for p in people if not is_outlet(p, outlet)] or people
    return split_byline(found)


def _sources(page: PageMetadata) -> Iterator[Sequence[str]]:
    for key in ("author", "creator"):
        yield linked_names(page.article.get(key), page.linked)
    for key in META_KEYS:
        yield [value for value in page.values(key) if "://" not in value]
    yield _byline_texts(page.tree)


def _byline_texts(tree: HtmlElement) -> list[str]:
    """Return the texts of the first elements that are marked as the author."""
    for element in tree.iter(*BYLINE_TAGS):
        if _marks_author(element) and _names_in(element):
            return [text for each in _beside(element) for text in _marked_names(each)]
    return []


def _beside(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and those behind it that name further authors, as items of a list too."""
    yield element
    parent = element.getparent()
    is_item = parent is not None and parent.tag == "li"
    for sibling in (parent if is_item else element).itersiblings(*BYLINE_TAGS):
        yield from filter(_marks_author, sibling if is_item else [sibling])


def _marked_names(element: HtmlElement) -> list[str]:
    """Return the names in a marked element: those that are marked inside it, unless it has more."""
    whole = _names_in(element)
    inner = [texts for part in element.iterdescendants(*BYLINE_TAGS)
             if _marks_author(part) and (texts := _marked_names(part))]  # fmt: skip
    marked = list(dict.fromkeys(chain.from_iterable(inner)))
    people = split_byline(whole)
    is_whole = len(people) > len(marked) and all(map(FULL_NAME.fullmatch, people))
    return whole if is_whole else marked or whole


def _names_in(element: HtmlElement) -> list[str]:
    """Return the text of a byline, or the texts of its parts if these are the names."""
    texts = (AND.sub("", clean_line(piece)) for piece in element.itertext())
    pieces = list(filter(None, texts))
    people = [piece for piece in pieces if PERSON.fullmatch(piece) and not LABEL.search(piece)]
    people = [piece for piece in people if not piece[0].islower()] or people
    is_name_first = bool(pieces) and FULL_NAME.fullmatch(pieces[0]) is not None
    names = people if len(people) > 1 else [(", " if is_name_first else " ").join(pieces)]
    found = split_byline(names) if len(names[0]) <= MAX_TEXT else []
    is_exact = element.get("rel") == "author" or element.get("itemprop") == "author"
    return names if any(is_exact or PERSON.fullmatch(name) for name in found) else []


def _marks_author(element: HtmlElement) -> bool:
    if OTHER_PART.search(element.get("class", "")) or any(
        OTHER_PLACE.search(outer.get("class", "")) for outer in _near_ancestors(element)
    ):
        return False
    return (
        element.get("rel") == "author"
        or (element.get("itemprop") == "author" and is_about_article(element))
        or BYLINE_CLASS.search(element.get("class", "")) is not None
    )


def _near_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), 3)
