"""What was changed between two texts: paragraph by paragraph, then word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from index.article import PARAGRAPH_BREAK, Change, ChangeKind

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # of two paragraphs that are compared; longer ones count as replaced
MOST_PARAGRAPHS = 4000


def differences(old: str, new: str) -> tuple[tuple[Change, ...], ...]:
    """For each paragraph that was changed, left out or put in, its pieces in order."""
    before, after = old.split(PARAGRAPH_BREAK), new.split(PARAGRAPH_BREAK)
    return tuple(
        tuple(_words(one, other))
        for ones, others in _blocks(before, after)
        for one, other in zip_longest(ones, others, fillvalue="")
        if one != other
    )


def _blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The runs of paragraphs that are not the same."""
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        yield before, after
        return
    matcher = SequenceMatcher(None, before, after)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield before[start:end], after[new_start:new_end]


def _words(old: str, new: str) -> Iterator[Change]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(before[start:end]))
        else:
            yield from _replaced("".join(before[start:end]), "".join(after[new_start:new_end]))


def _replaced(old: str, new: str) -> Iterator[Change]:
    pieces: tuple[tuple[ChangeKind, str], ...] = (("out", old), ("in", new))
    for kind, text in pieces:
        if text:
            yield Change(kind, text)
