"""Select the blocks of a page that are the article.

trafilatura finds where the article is. The blocks there are read from the page itself, which keeps
headings, lists and tables and shows where each block stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from index.sources.page.blocks import Block, common_ancestor, is_title, mark_words
from index.sources.page.metadata import folded
from index.sources.page.parts import OtherArticles, is_caption
from index.sources.page.phrases import phrases

MIN_KEY = 20  # letters of a block that is found inside a line; a shorter one has to be the line
PROBE = 30  # letters at either end that identify a long block
MAX_LINKED = 0.5
CONTAINER_SHARE = 0.9
MIN_STANDFIRST = 40  # characters
MIN_USUAL = 200  # characters of the article that stand in one way

Shape = tuple[tuple[object, str], ...]


class ArticleText:
    """The text of an article, as another source has it, to find blocks in."""

    def __init__(self, text: str) -> None:
        self.letters = folded(text)
        lines = text.split("\n")
        self._lines = {folded(part) for line in lines for part in (line, *line.split("|"))}

    def contains(self, block: Block) -> bool:
        """Return whether a block is in the text, a long one at least with its start or end."""
        key = block.key
        if len(key) < MIN_KEY:
            return bool(key) and key in self._lines
        return key in self.letters or (
            len(key) > 2 * PROBE and (key[:PROBE] in self.letters or key[-PROBE:] in self.letters)
        )


def select_blocks(
    blocks: Sequence[Block],
    text: ArticleText,
    titles: Collection[str],
    summaries: Collection[str] = (),
) -> list[Block]:
    """Return the blocks that are in the text, and those that stand beside them in the same way.

    The standfirst is added, if it is between headline and text; ``titles`` and ``summaries`` are
    folded.
    """
    others = OtherArticles(blocks, titles)
    is_found = [text.contains(block) and not others.contain(block) for block in blocks]
    found = [block for block, is_in in zip(blocks, is_found, strict=True) if is_in]
    container = common_ancestor(found, CONTAINER_SHARE)
    if container is None:
        return []
    inside = set(container.iter())
    shapes: Counter[Shape] = Counter()
    parents: Counter[HtmlElement] = Counter()
    for block in found:
        shapes[_shape(block)] += len(block.text)
        parents[block.element.getparent()] += len(block.text)
    quotes = {block.quote for block in found} - {None}
    selected = [
        is_in
        or block.quote in quotes
        or (block.element in inside and _has_caption(block.quote))  # else taken for a picture
        or (
            block.element in inside
            and block.linked < MAX_LINKED
            and (
                max(shapes[_shape(block)], parents[block.element.getparent()]) >= MIN_USUAL
                or (block.kind == "heading" and leads_on)
            )
            and not others.contain(block)
        )
        for block, is_in, leads_on in zip(blocks, is_found, [*is_found[1:], False], strict=True)
    ]
    standfirst = _find_standfirst(blocks, selected, titles, summaries)
    return [
        replace(block, kind="standfirst") if number in standfirst else block
        for number, block in enumerate(blocks)
        if selected[number] or number in standfirst
    ]


def _has_caption(quote: HtmlElement | None) -> bool:
    figure = None if quote is None else quote.getparent()
    return figure is not None and figure.find("figcaption") is not None


def _shape(block: Block) -> Shape:
    """Return how a block stands in the page: its element and those around it."""
    shape = [(element.tag, element.get("class") or "") for element in islice(block.around, 3)]
    if block.element.tag == "p":  # the first paragraph often has a class of its own
        shape[0] = ("p", "")
    return tuple(shape)


def _find_standfirst(
    blocks: Sequence[Block],
    selected: Sequence[bool],
    titles: Collection[str],
    summaries: Collection[str],
) -> list[int]:
    """Return the places of the blocks between headline and text that sum up the article."""
    long = (n for n, block in enumerate(blocks) if selected[n] and len(block.text) > MIN_STANDFIRST)
    first = next(long, 0)
    heads = [n for n, block in enumerate(blocks[:first]) if is_title(block, titles)]
    starts = [summary[:PROBE] for summary in summaries if len(summary) > MIN_KEY]
    return [
        number
        for number in range(max(heads, default=first) + 1, first + 1)
        if _may_be_standfirst(block := blocks[number])
        and (any(start in block.key for start in starts) or _is_marked_standfirst(block))
    ]


def _may_be_standfirst(block: Block) -> bool:
    return len(block.text) >= MIN_STANDFIRST and block.linked < MAX_LINKED and not is_caption(block)


def _is_marked_standfirst(block: Block) -> bool:
    near = islice(block.around, 3)
    return any(not phrases("standfirst").isdisjoint(mark_words(element)) for element in near)
