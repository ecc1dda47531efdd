"""Tell the parts of a page that are not its article by their elements and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from index.sources.markup import BLOCK_TAGS, is_hidden
from index.sources.page.blocks import HEADINGS, Block, captioned_quote, is_title, mark_words
from index.sources.page.phrases import phrases
from index.sources.page.wording import leads_away

PART_TAGS = frozenset(
    ("aside", "nav", "footer", "form", "figcaption", "button", "amp-twitter", "amp-facebook",
     "amp-instagram", "amp-tiktok", "amp-embed", "amp-ad", "amp-sidebar", "amp-consent")
)  # fmt: skip
TEXT_TAGS = frozenset(("li", "td", "header", "article", "main", "body"))
PICTURES = ("img", "picture", "video", "amp-img")
MAX_PART = 0.3  # of the article in parts of one kind: if there is more, it is the article
MAX_TEASER = 600  # characters of a heading and the teaser below it
MAX_TEASER_PARAGRAPHS = 2
MIN_ARTICLE = 400  # characters of the article that has the headline
MAX_CAPTION = 300  # characters
MAX_LINK = 300  # characters of a link to another page
ALL_LINKED, MOSTLY_LINKED, HALF_LINKED = 0.9, 0.75, 0.45
MIN_VISIBLE = 200  # characters of sentences that are left without the extra parts
WHOLE_PAGE = frozenset(("html", "body", "main"))
EXTRA_TAGS = frozenset(("dialog", "template", "noscript", "nav"))
PAID = frozenset(("paywall", "paywalled"))  # hidden from screen readers, but part of the article
# Before a word of an extra part: the element has such a part in it, or leaves it out.
NOT_EXTRA = frozenset(("has", "with", "no", "not", "without", "show", "hide", "after", "before"))
LINK_LABEL = re.compile(r"^[^:|]{2,30}[:|]\s*(.+)$", re.S)


def remove_extra_parts(tree: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """Remove what is hidden or never the article from a page; return the blocks that are left.

    Such parts may be longer than the article. The largest one stays if hardly a sentence would be
    left without it: there it is the article. A request for consent stays only if nothing is left.
    """
    parts = _extra_parts(tree, blocks)
    sizes = {part: len(part.text_content()) for part in parts}
    visible = 0
    for block in blocks:
        if block.is_sentence and block.linked < HALF_LINKED and parts.isdisjoint(block.around):
            visible += len(block.text)
    requests = {part for part in parts if _is_request(part)}
    for part in sorted(parts, key=lambda part: (part in requests, -sizes[part])):
        if visible >= (1 if part in requests else MIN_VISIBLE):
            break
        parts.remove(part)
        visible += sizes[part]
    left = [block for block in blocks if parts.isdisjoint(block.around)]
    for part in parts:
        part.drop_tree()
    return left


def _extra_parts(tree: HtmlElement, blocks: Sequence[Block]) -> set[HtmlElement]:
    """Return the outermost extra parts of a page; none has the main heading in it."""
    kept = {outer for heading in tree.iter("h1") for outer in (heading, *heading.iterancestors())}
    first: dict[HtmlElement, Block] = {}
    for block in blocks:
        for element in block.around:
            first.setdefault(element, block)
    parts: set[HtmlElement] = set()
    for element in tree.iter(*BLOCK_TAGS, *EXTRA_TAGS):
        begins = first.get(element)
        is_extra = (
            _is_request(element)
            or (is_hidden(element) and PAID.isdisjoint(mark_words(element)))
            or _has_mark(element, "extra")
            or (begins is not None and leads_away(begins))
        )
        if is_extra and element not in kept and element.tag not in WHOLE_PAGE:
            parts.add(element)
    return {part for part in parts if parts.isdisjoint(part.iterancestors())}


def _is_request(element: HtmlElement) -> bool:
    return element.tag in EXTRA_TAGS or _has_mark(element, "request")


def _has_mark(element: HtmlElement, kind: str) -> bool:
    """Return whether a class, id or role has words of this kind, and does not deny them."""
    text = f" {' '.join(mark_words(element))} "
    return any(
        f" {phrase} " in text and NOT_EXTRA.isdisjoint(text.split(f" {phrase} ")[0].split()[-1:])
        for phrase in phrases(kind)
    )


class MarkedParts:
    """The parts that classes and the like tell from the article, by the kind of mark.

    A kind that holds much of the text is not counted: there the mark means something else.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        sizes: Counter[HtmlElement] = Counter()
        for block in blocks:
            for element in block.around:
                sizes[element] += len(block.text)
        limit = MAX_PART * sum(len(block.text) for block in blocks)
        self._marks = {
            element: frozenset(_marks(element)) if size <= limit else frozenset[str]()
            for element, size in sizes.items()
        }
        by_mark: Counter[str] = Counter()
        for block in blocks:
            for mark in self._marks_around(block):
                by_mark[mark] += len(block.text)
        self._usual = {mark for mark, size in by_mark.items() if size <= limit}

    def contain(self, block: Block) -> bool:
        """Return whether a block is in such a part."""
        return not self._usual.isdisjoint(self._marks_around(block))

    def _marks_around(self, block: Block) -> set[str]:
        return {mark for element in block.around for mark in self._marks[element]}


def _marks(element: HtmlElement) -> Iterator[str]:
    if element.tag in PART_TAGS and captioned_quote(element) is None:
        yield element.tag
    words = f" {' '.join(mark_words(element))} "
    yield from (part for part in phrases("part") if f" {part} " in words)


class OtherArticles:
    """The articles that follow on the same page, and the teasers of others."""

    def __init__(self, blocks: Sequence[Block], titles: Collection[str]) -> None:
        self._main: HtmlElement | None = None
        self._teasers: set[HtmlElement] = set()
        sizes: Counter[HtmlElement] = Counter()
        for block in blocks:
            outer = _outer_article(block)
            if outer is not None:
                sizes[outer] += len(block.text)
                if self._main is None and is_title(block, titles):
                    self._main = outer
            if block.kind == "heading" and block.linked >= HALF_LINKED:
                self._teasers.update(_teaser_around(block))
        if self._main is not None and sizes[self._main] < MIN_ARTICLE:
            self._main = None

    def contain(self, block: Block) -> bool:
        """Return whether a block is in another article or its teaser."""
        outer = _outer_article(block)
        is_other = None not in (self._main, outer) and outer is not self._main
        return is_other or not self._teasers.isdisjoint(block.around)


def _outer_article(block: Block) -> HtmlElement | None:
    return next((element for element in reversed(block.around) if element.tag == "article"), None)


def _teaser_around(heading: Block) -> Iterator[HtmlElement]:
    """Yield the elements around a linked heading that hold no more than a teaser."""
    for element in heading.around[1:4]:
        paragraphs = islice(element.iter("p"), MAX_TEASER_PARAGRAPHS + 1)
        if (
            element.tag in TEXT_TAGS - {"li"}
            or len(element.text_content()) > MAX_TEASER
            or sum(1 for _ in paragraphs) > MAX_TEASER_PARAGRAPHS
        ):
            return
        yield element


class Links:
    """The blocks that lead to other pages, perhaps behind a label: “Read more: …”."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._lists: dict[HtmlElement, list[float]] = {}
        for block in blocks:
            if block.kind == "item" and (parent := _list_around(block)) is not None:
                self._lists.setdefault(parent, []).append(block.linked)
        linked = sum(len(block.text) for block in blocks if block.linked > ALL_LINKED)
        self._is_linked_text = linked > MAX_PART * sum(len(block.text) for block in blocks)

    def contain(self, block: Block) -> bool:
        """Return whether a block is a link, or an item in a list of links; not a row of a table."""
        if block.kind == "row":
            return False
        shares = self._lists.get(_list_around(block), ()) if block.kind == "item" else ()
        if shares and min(shares) >= HALF_LINKED:
            return True
        if len(block.text) > MAX_LINK:
            return block.linked > ALL_LINKED and not self._is_linked_text
        if block.linked >= MOSTLY_LINKED:
            return True
        label = LINK_LABEL.match(block.text)
        linked = block.linked * len(block.text)
        return label is not None and linked >= ALL_LINKED * len(label.group(1))


def _list_around(block: Block) -> HtmlElement | None:
    return next(block.element.iterancestors("ul", "ol", "dl"), None)


def is_caption(block: Block) -> bool:
    """Return whether a block belongs to a picture: it stands alone beside or below it."""
    near = islice(block.around, 3)
    if block.kind == "caption" or any("caption" in mark_words(element) for element in near):
        return True
    if block.element.tag == "p":
        return _is_below_picture(block) or _is_beside_picture(block.element.getparent())
    return _is_beside_picture(block.element)


def _is_below_picture(block: Block) -> bool:
    before = block.element.getprevious()
    return (
        before is not None
        and len(block.text) <= MAX_CAPTION
        and not block.is_sentence
        and _has_picture(before)
        and not before.text_content().strip()
    )


def _is_beside_picture(element: HtmlElement | None) -> bool:
    """Return whether an element, or one close around it, has a picture and only a short text."""
    for _ in range(3):
        if element is None or element.tag in TEXT_TAGS:
            return False
        if _has_picture(element):
            is_short = len(element.text_content().strip()) <= MAX_CAPTION
            return is_short and next(element.iter(*HEADINGS), None) is None
        element = element.getparent()
    return False


def _has_picture(element: HtmlElement) -> bool:
    return next(element.iter(*PICTURES), None) is not None
