"""Which words, as they are written, a part of a tree stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.engines.local.fulltext.analysis import fold, stem, words
from index.engines.local.fulltext.segments.postings import Field
from index.engines.local.fulltext.segments.snapshot import Chosen, Snapshot
from index.errors import Cancelled
from index.query.tree import Fuzzy, Leaf, Phrase, Wildcard, Word

STEMMED = ("text", "title", "said")
MARKS = re.compile(r"[*?]")


def parts_of(leaf: Leaf) -> list[str]:
    """The words of a leaf, folded; with ``*`` and ``?`` in them where they are patterns."""
    if isinstance(leaf, Word | Fuzzy):
        return words(leaf.text)
    text = leaf.pattern if isinstance(leaf, Wildcard) else leaf.text
    if isinstance(leaf, Phrase) and "*" not in text:
        return words(text)
    return [part for piece in text.split() for part in _pattern_parts(piece)]


def _pattern_parts(piece: str) -> list[str]:
    if not MARKS.search(piece):
        return words(piece)
    return ["".join(mark if mark in "*?" else fold(mark) for mark in piece)]


def chosen(
    side: Snapshot, leaf: Leaf, part: str, cancelled: Callable[[], bool] = lambda: False
) -> list[Chosen]:
    """The words of an index that one word of a leaf stands for.

    Raises Cancelled when ``cancelled``, which is asked between steps, says so.
    """
    found = []
    for at, field in side.fields(leaf.field):
        if cancelled():
            raise Cancelled
        if numbers := _numbers(field, leaf, part):
            found.append(Chosen(at, field, numbers))
    return found


def term(side: Snapshot, field: str, name: str) -> list[Chosen]:
    """A term as it stands in an index."""
    return chosen(side, Word(field, name, exact=True), name)


def _numbers(field: Field, leaf: Leaf, part: str) -> Sequence[int]:
    if isinstance(leaf, Fuzzy):
        return sorted(field.vocabulary.near(part, leaf.edits))
    if is_stemmed(leaf):
        return _of_stem(field, stem(part))
    if is_pattern(leaf, part):
        return _fitting(field, part)
    number = field.number(part)
    return [] if number is None else [number]


def is_stemmed(leaf: Leaf) -> bool:
    """Whether a leaf stands for all forms of its word."""
    return (
        isinstance(leaf, Word)
        and not leaf.exact
        and leaf.field in STEMMED
        and len(words(leaf.text)) == 1
    )


def is_pattern(leaf: Leaf, part: str) -> bool:
    """Whether a word of a leaf leaves letters open."""
    return not isinstance(leaf, Word | Fuzzy) and bool(MARKS.search(part))


def _of_stem(field: Field, wanted: str) -> Sequence[int]:
    # A word begins as its stem does, but for the last letter (“party”, “parti”), or but for all
    # after the first (“dying”, “die”).
    begin = wanted[:-1] if len(wanted) > 2 else wanted
    if len(wanted) == 3 and wanted.endswith("ie"):
        begin = wanted[0]
    if wanted not in field.forms:
        numbers = field.starting(begin)
        field.forms[wanted] = [n for n in numbers if stem(field.word(n)) == wanted]
    return field.forms[wanted]


def _fitting(field: Field, pattern: str) -> Sequence[int]:
    """The words that fit ``*`` for any letters and ``?`` for one."""
    begin, *_, end = MARKS.split(pattern)
    numbers = field.starting(begin) if begin else field.ending(end)
    if pattern in (f"{begin}*", f"*{end}"):
        return numbers
    fits = expression(pattern).fullmatch
    return [number for number in numbers if fits(field.word(number))]


@lru_cache(maxsize=64)
def expression(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression for folded words."""
    marks = {"*": ".*", "?": "."}
    return re.compile("".join(marks.get(letter, re.escape(fold(letter))) for letter in pattern))
