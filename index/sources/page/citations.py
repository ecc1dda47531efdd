"""Join block quotes with the names below them: “The harbour is frozen.” – Elsa Vint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from index.sources.page.blocks import Block, mark_words
from index.sources.page.wording import QUOTATION

NAME_MARKS = frozenset(
    ("cite", "author", "name", "source", "attribution", "speaker", "person", "autor", "auteur")
)
DASH = re.compile(r"^\s*[-–—―]+\s*")
MAX_NAME = 120  # characters


def join_citations(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, each block quote with a name as one block.

    A quote after a colon gets quotation marks too. A quote that repeats words of the article, to
    draw attention to them, is removed.
    """
    text = "".join(block.key for block in blocks if block.kind != "quote")
    joined: list[Block] = []
    for quote, group in groupby(blocks, key=lambda block: block.quote):
        members = list(group)
        is_led = bool(joined) and joined[-1].text.endswith(":")
        joined += members if quote is None else _cite(members, text, is_led=is_led)
    return joined


def _cite(blocks: Sequence[Block], text: str, *, is_led: bool) -> Iterator[Block]:
    names = [block for block in blocks if _is_name(block)]
    words = [block for block in blocks if block not in names]
    if all(block.key in text for block in words):
        return
    name = ", ".join(DASH.sub("", block.text) for block in names)
    for number, block in enumerate(words, 1):
        marked = block.text
        if (name or is_led) and not QUOTATION.search(marked):
            marked = f"“{marked}”" if name or number == len(words) else f"“{marked}"
        yield replace(block, text=f"{marked} – {name}" if name and number == len(words) else marked)


def _is_name(block: Block) -> bool:
    if len(block.text) > MAX_NAME:
        return False
    inside = block.element.iter("cite")
    is_cite = any(len(cite.text_content().strip()) >= len(block.text) / 2 for cite in inside)
    near = islice(block.around, 3)
    return (
        is_cite
        or (DASH.match(block.text) is not None and not block.is_sentence)
        or any(
            element.tag in ("cite", "footer", "figcaption")
            or not NAME_MARKS.isdisjoint(mark_words(element))
            for element in near
            if element.tag != "blockquote"
        )
    )
