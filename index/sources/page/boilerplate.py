"""Remove what a page adds to its article: pleas, related links, captions, comment boxes, tweets.

Each is told by what it is: by the element it stands in, by how much of it is links, by its words,
by its place, or because the page repeats it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from index.sources.page.blocks import Block, is_title
from index.sources.page.metadata import folded
from index.sources.page.parts import Links, MarkedParts, is_caption
from index.sources.page.phrases import phrases
from index.sources.page.selection import ArticleText
from index.sources.page.wording import has_other_words, is_byline

Rule = Callable[[Block], bool]

MIN_COVERED = 0.6  # of article and linked text in each other, for the linked text to decide
MIN_REPEATED = 20  # letters of a block that is not repeated for a reason
MIN_KEPT = 0.2  # of the text; if less is left, the rules do not fit the page
MAX_BIOGRAPHIES = 4
MAX_LINE = 80  # characters of a line above or below the text that is not part of it


@dataclass(frozen=True)
class ArticleFacts:
    """What is known of the article, to find its headline and authors in the text."""

    titles: Collection[str] = ()
    """The folded forms of its headline."""
    authors: Sequence[str] = ()
    linked_text: str = ""
    """Its text, as the linked data have it."""


def remove_boilerplate(blocks: Sequence[Block], facts: ArticleFacts) -> list[Block]:
    """Return the blocks of the article alone, in order, without the headline."""
    rules: list[Rule] = [
        MarkedParts(blocks).contain,
        Links(blocks).contain,
        has_other_words,
        is_caption,
        lambda block: is_byline(block, facts.authors),
        _missing_in(facts.linked_text, blocks),
    ]
    titled = [is_title(block, facts.titles) for block in blocks]
    kept = [
        not titled[number]
        and (block.kind == "standfirst" or not any(rule(block) for rule in rules))
        for number, block in enumerate(blocks)
    ]
    _drop_lists_around(blocks, kept)
    _drop_repeated(blocks, kept)
    _drop_biographies(blocks, kept, facts.authors)
    _drop_leads(blocks, kept)
    _drop_margins(blocks, kept, titled)
    size = sum(len(block.text) for block in blocks)
    if (
        sum(len(b.text) for b, is_kept in zip(blocks, kept, strict=True) if is_kept)
        < MIN_KEPT * size
    ):
        kept = [not is_head for is_head in titled]
    return [block for block, is_kept in zip(blocks, kept, strict=True) if is_kept]


def _missing_in(linked_text: str, blocks: Sequence[Block]) -> Rule:
    """Return a rule that removes what the linked text lacks, if that is the whole article."""
    text = ArticleText(linked_text)
    total = sum(len(block.key) for block in blocks)
    covered = sum(len(block.key) for block in blocks if text.contains(block))
    if not linked_text or covered < MIN_COVERED * max(total, len(text.letters)):
        return lambda _: False
    return lambda block: (
        block.kind not in ("heading", "row")
        and not (text.contains(block) or block.key in text.letters)
    )


def _drop_repeated(blocks: Sequence[Block], kept: list[bool]) -> None:
    """Drop what the page repeats; of two copies the heading stays, or else the first.

    Rows of tables may be alike.
    """
    copies: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        if kept[number] and block.kind != "row" and len(block.key) >= MIN_REPEATED:
            copies.setdefault(block.key, []).append(number)
    for numbers in copies.values():
        best = min(numbers, key=lambda number: blocks[number].kind != "heading")
        for number in numbers:
            if len(numbers) > 2 or number != best:
                kept[number] = False


def _drop_lists_around(blocks: Sequence[Block], kept: list[bool]) -> None:
    """Drop a list above the text that sums it up, and lists of sources or of offers below it.

    A list that ends the text has a line or a heading that leads to it.
    """
    texts = [n for n, block in enumerate(blocks) if kept[n] and block.kind == "paragraph"]
    texts = [n for n in texts if blocks[n].is_sentence]
    for number, block in enumerate(blocks):
        items = [] if block.kind == "item" else _items_after(blocks, number)
        if not items:
            continue
        is_above = not texts or number < texts[0]
        is_last = bool(texts) and not any(n > number and kept[n] for n in texts)
        is_lead = kept[number] and (block.kind == "heading" or block.text.endswith(":"))
        has_lines = not any(blocks[item].is_sentence for item in items)
        if is_above and block.key in _headings("summary"):
            kept[number] = False
        elif not (is_last and (block.key in _headings("sources") or (has_lines and not is_lead))):
            continue
        for item in items:
            kept[item] = False


def _items_after(blocks: Sequence[Block], number: int) -> list[int]:
    return list(takewhile(lambda n: blocks[n].kind == "item", range(number + 1, len(blocks))))


@cache
def _headings(kind: str) -> frozenset[str]:
    return frozenset(map(folded, phrases(kind)))


def _drop_biographies(blocks: Sequence[Block], kept: list[bool], authors: Sequence[str]) -> None:
    """Drop what the last blocks say of the authors."""
    last = [number for number, is_kept in enumerate(kept) if is_kept][-MAX_BIOGRAPHIES:]
    for number in reversed(last):
        if not any(blocks[number].text.startswith(f"{author} ") for author in authors):
            return
        kept[number] = False


def _drop_leads(blocks: Sequence[Block], kept: list[bool]) -> None:
    """Drop a heading or a line with a colon that leads only to a list that was dropped."""
    for number in range(len(blocks) - 1, -1, -1):
        after = number + 1
        if blocks[number].kind == "heading" or blocks[number].text.endswith(":"):
            leads_on = after < len(blocks) and (kept[after] or blocks[after].kind != "item")
            kept[number] = kept[number] and leads_on


def _drop_margins(blocks: Sequence[Block], kept: list[bool], titled: Sequence[bool]) -> None:
    """Drop the short lines above and below the text: topics, places, dates, names."""
    texts = [
        number
        for number, block in enumerate(blocks)
        if kept[number] and block.kind == "paragraph" and block.is_sentence
    ]
    if not texts:
        return
    head = titled.index(True) if True in titled else 0
    for number, block in enumerate(blocks):
        is_line = len(block.text) <= MAX_LINE
        is_outside = not texts[0] < number < texts[-1]
        if (
            (number < head and is_line)
            or (number < texts[0] and block.element.tag == "h1")
            or (is_outside and is_line and block.kind == "paragraph" and not block.is_sentence)
        ):
            kept[number] = False
