"""The blocks of a page: paragraphs, headings, list items, quotes and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import Literal

from lxml.html import HtmlElement

from index.sources.markup import BLOCK_TAGS, HtmlBlock, html_blocks
from index.sources.page.metadata import folded

BlockKind = Literal["paragraph", "heading", "item", "quote", "caption", "row", "standfirst"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SECTIONS = frozenset(("article", "main", "section", "body"))
INNER_BLOCKS = BLOCK_TAGS - {"td", "th", "tr"}
PARAGRAPHS = frozenset(("p", "div", "center"))
CELL_SEPARATOR = " | "
MAX_DEPTH = 3  # elements between a cell and the text in it
MAX_ROW = 400  # characters of a row that is one line; longer ones are a layout
MIN_TITLE = 20  # letters of a headline that is recognized inside a heading
MARKS = (
    "class", "id", "role", "itemprop", "data-component", "data-testid", "data-type", "data-module",
)  # fmt: skip
# The end of a sentence, perhaps with a footnote, an agency or a last sign behind it.
SENTENCE_END = re.compile(
    r"(?:[.!?…:。！？।۔؟։።][\"'”’»“)\]」』*]*|(?<=[^\W\d_][.!?…])[\"”’»“]?\d{1,2}(?:,\d{1,2})*)"
    r"(?:\s?(?:\[\w{1,3}\]|[¹²³⁰-⁹*†‡§■□▪●◆♦]))*(?:\s\([^\W\d_]{2,10}\))?\s*$"
)
# A large first letter, in an element of its own; some letters are also words.
INITIAL = re.compile(r"(?:^|[\s_-])(?:drop-?cap|initial(?:-letter)?|lettrine)(?:$|[\s_-])", re.I)
INITIAL_WORDS = frozenset("AIOEUYÀÉÓVWKZS")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True)
class Block:
    """One block of a page."""

    text: str
    element: HtmlElement
    """The innermost block element around it."""
    kind: BlockKind
    linked: float
    """The share of its characters that are in links."""

    @cached_property
    def key(self) -> str:
        """Its letters and digits, to find it in other texts."""
        return folded(self.text)

    @cached_property
    def around(self) -> tuple[HtmlElement, ...]:
        """The elements around it, from the inside out."""
        return (self.element, *self.element.iterancestors())

    @cached_property
    def quote(self) -> HtmlElement | None:
        """The block quote that it is in, or whose caption it is."""
        inside = next((element for element in self.around if element.tag == "blockquote"), None)
        return captioned_quote(self.element) if inside is None else inside

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return SENTENCE_END.search(self.text) is not None


def page_blocks(tree: HtmlElement) -> list[Block]:
    """Return the visible blocks of a page in order; a row of a data table is one block."""
    blocks: list[Block] = []
    for row, group in groupby(html_blocks(tree), key=lambda block: _data_row(block.element)):
        if row is None:
            blocks.extend(map(_block, group))
        else:
            cells = list(group)
            text = CELL_SEPARATOR.join(" ".join(cell.text.split("\n")) for cell in cells)
            linked = sum(cell.linked for cell in cells) / len(text)
            blocks.append(Block(text, row, "row", linked))
    return blocks


def join_initials(tree: HtmlElement) -> None:
    """Remove the space between a large first letter and the rest of its word."""
    for element in tree.iter("span", "b", "strong"):
        letter = (element.text or "").strip()
        is_initial = letter.isupper() and len(letter) == 1 and letter not in INITIAL_WORDS
        if is_initial and INITIAL.search(element.get("class") or ""):
            _strip_space_after(element)


def _strip_space_after(element: HtmlElement | None) -> None:
    while element is not None and element.tag not in BLOCK_TAGS:
        element.tail = (element.tail or "").lstrip()
        if element.tail or element.getnext() is not None:
            return
        element = element.getparent()


def is_title(block: Block, titles: Collection[str]) -> bool:
    """Return whether a block is the headline, or a heading that contains it."""
    return block.key in titles or (
        block.kind == "heading"
        and any(len(title) >= MIN_TITLE and title in block.key for title in titles)
    )


def mark_words(element: HtmlElement) -> Iterator[str]:
    """Yield the words of an element's class, id, role and labels, in lower case."""
    for attribute in MARKS:
        if attribute == "id" and element.tag in HEADINGS:  # an address, made of the heading
            continue
        for word in WORD.findall(element.get(attribute) or ""):
            yield word.lower()


def common_ancestor(blocks: Sequence[Block], share: float) -> HtmlElement | None:
    """Return the innermost element that contains at least this share of the text of blocks."""
    weights: dict[HtmlElement, int] = {}
    for block in blocks:
        for element in block.around:
            weights[element] = weights.get(element, 0) + len(block.text)
    wanted = share * sum(len(block.text) for block in blocks)
    inner = [element for element, weight in weights.items() if weight >= wanted]
    return max(inner, key=_depth, default=None)


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _block(block: HtmlBlock) -> Block:
    return Block(block.text, block.element, _kind(block.element), block.linked / len(block.text))


def _kind(element: HtmlElement) -> BlockKind:
    kind: BlockKind = "paragraph"
    for outer in (element, *element.iterancestors()):
        if outer.tag in HEADINGS:
            return "heading"
        if outer.tag in ("figcaption", "caption", "figure"):
            return "caption" if captioned_quote(element) is None else "quote"
        if outer.tag == "blockquote":
            return "quote"
        if outer.tag in ("li", "dd", "dt"):
            kind = "item"
        if outer.tag in SECTIONS:
            break
    return kind


def captioned_quote(element: HtmlElement) -> HtmlElement | None:
    """Return the block quote whose figure has a caption in which an element is."""
    around = [element, *element.iterancestors()]
    caption = next((outer for outer in around if outer.tag == "figcaption"), None)
    figure = None if caption is None else caption.getparent()
    return None if figure is None or figure.tag != "figure" else figure.find(".//blockquote")


def _data_row(element: HtmlElement) -> HtmlElement | None:
    """Return the row of a data table that an element is in; None in a table for layout.

    A cell of a data table has at most one paragraph.
    """
    cell = next((outer for outer in _up(element, MAX_DEPTH) if outer.tag in ("td", "th")), None)
    row = None if cell is None else cell.getparent()
    if row is None or row.tag != "tr" or len(row) < 2:
        return None
    is_layout = any(inner.tag in INNER_BLOCKS - PARAGRAPHS for inner in row.iterdescendants())
    is_long = any(sum(1 for _ in each.iter("p")) > 1 for each in row)
    return None if is_layout or is_long or len(row.text_content()) > MAX_ROW else row


def _up(element: HtmlElement, depth: int) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), depth)
