"""Compare two texts by paragraph, then by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from index.article import PARAGRAPH_BREAK, DiffKind, DiffPiece

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MAX_WORDS = 4000  # of two paragraphs together; longer ones count as replaced
MAX_PARAGRAPHS = 4000


def diff_paragraphs(old: str, new: str) -> tuple[tuple[DiffPiece, ...], ...]:
    """Return the changes of each paragraph that was changed, removed or added, in order."""
    before, after = old.split(PARAGRAPH_BREAK), new.split(PARAGRAPH_BREAK)
    return tuple(
        diff_words(one, other)
        for ones, others in _changed_blocks(before, after)
        for one, other in zip_longest(ones, others, fillvalue="")
        if one != other
    )


def _changed_blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the runs of paragraphs that differ."""
    if max(len(before), len(after)) > MAX_PARAGRAPHS:
        yield before, after
        return
    matcher = SequenceMatcher(None, before, after)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield before[start:end], after[new_start:new_end]


def diff_words(old: str, new: str) -> tuple[DiffPiece, ...]:
    """Return the words that both texts have, and those removed and added, in order."""
    return tuple(_diff_words(old, new))


def _diff_words(old: str, new: str) -> Iterator[DiffPiece]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        yield from _replacement(old, new)
        return
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield DiffPiece("same", "".join(before[start:end]))
        else:
            yield from _replacement("".join(before[start:end]), "".join(after[new_start:new_end]))


def _replacement(old: str, new: str) -> Iterator[DiffPiece]:
    pieces: tuple[tuple[DiffKind, str], ...] = (("out", old), ("in", new))
    for kind, text in pieces:
        if text:
            yield DiffPiece(kind, text)
