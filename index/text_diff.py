"""Compare two texts by paragraph, then by word; kinds of quotation marks make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import zip_longest

from index.article import PARAGRAPH_BREAK, DiffKind, DiffPiece
from index.query.lexer import MARK_EQUIVALENTS

# A number (“4,500”, “3:30”) and a word with an apostrophe (“don’t”) are whole. With the space after
# it, so that a run of equal words is one run.
WORD = re.compile(r"(?:\d+(?:[.,:/]\d+)+|\w+(?:['’]\w+)*|[^\w\s])\s*|\s+")
MAX_WORDS = 4000  # of two paragraphs together; longer ones count as replaced
MAX_PARAGRAPHS = 4000


def diff_paragraphs(old: str, new: str) -> tuple[tuple[DiffPiece, ...], ...]:
    """Return the changes of each paragraph that was changed, removed or added, in order."""
    before, after = old.split(PARAGRAPH_BREAK), new.split(PARAGRAPH_BREAK)
    return tuple(
        diff_words(one, other)
        for ones, others in _changed_blocks(before, after)
        for one, other in zip_longest(ones, others, fillvalue="")
        if _plain(one) != _plain(other)
    )


def _plain(text: str) -> str:
    """Return a text with straight quotation marks and apostrophes."""
    return text.translate(MARK_EQUIVALENTS)


def _changed_blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the runs of paragraphs that differ."""
    if max(len(before), len(after)) > MAX_PARAGRAPHS:
        yield before, after
        return
    matcher = SequenceMatcher(None, list(map(_plain, before)), list(map(_plain, after)))
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield before[start:end], after[new_start:new_end]


def diff_words(old: str, new: str) -> tuple[DiffPiece, ...]:
    """Return the words that both texts have, and those removed and added, in order."""
    return tuple(_diff_words(old, new))


def _diff_words(old: str, new: str) -> Iterator[DiffPiece]:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        yield from _replacement(old, new)
        return
    words, new_words = ([_plain(word.strip()) for word in each] for each in (before, after))
    matcher = SequenceMatcher(None, words, new_words, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        ours, theirs = before[start:end], after[new_start:new_end]
        if kind == "equal":  # at the end of a text, one of them has no space
            yield DiffPiece("same", "".join(map(partial(max, key=len), ours, theirs)))
        else:
            yield from _replacement("".join(ours), "".join(theirs))


def _replacement(old: str, new: str) -> Iterator[DiffPiece]:
    space, other = (text[len(text.rstrip()) :] for text in (old, new))
    space = space if space == other else ""  # after both it is not part of the change
    end = -len(space) or None
    pieces: tuple[tuple[DiffKind, str], ...] = (
        ("out", old[:end]), ("in", new[:end]), ("same", space),
    )  # fmt: skip
    for kind, text in pieces:
        if text:
            yield DiffPiece(kind, text)
