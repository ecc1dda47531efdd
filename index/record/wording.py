"""Compare the words of two quotes.

Quotes of one utterance are cut, so that the one is part of the other, and differ in a few words.
MinHash signatures estimate how much two whole texts have in common, and miss a short cut. The
marks here are those of its parts, as in winnowing (Schleimer, Wilkerson and Aiken, “Winnowing:
local algorithms for document fingerprinting”, 2003): two quotes with a mark in common are
candidates, and their words decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

FUNCTION_WORDS = frozenset(
    Path(__file__).with_name("function_words.txt").read_text(encoding="ascii").split()
)
FUNCTION_WORD_WEIGHT = 0.25  # other words weigh 1
MAX_CONTENT_WORDS_SKIPPED = 8  # up to this many, marks also tolerate a changed word


class Wording(NamedTuple):
    """The words of a quote, and what is compared of them."""

    words: tuple[str, ...]
    """In small letters, without accents or punctuation."""
    counts: Counter[str]
    pairs: frozenset[tuple[str, str]]
    """Every two words in a row."""
    numbers: Counter[str]
    weight: float


class Overlap(NamedTuple):
    """How much two wordings have in common, each number from 0 to 1."""

    shorter: float
    """The share of the shorter one's words, by weight."""
    pairs: float
    """The share of the shorter one's pairs of words."""
    both: float
    """The share of the words of both."""


def wording(words: Sequence[str]) -> Wording:
    """Return the wording of a quote from its folded words."""
    counts = Counter(words)
    return Wording(
        tuple(words),
        counts,
        frozenset(pairwise(words)),
        Counter(word for word in words if word[0].isdigit()),
        sum(_weight(word) * count for word, count in counts.items()),
    )


def content_words(words: Sequence[str]) -> list[str]:
    """Return the words that are not function words."""
    return [word for word in words if word not in FUNCTION_WORDS]


def marks(words: Sequence[str]) -> set[int]:
    """Return numbers of which two quotes share one if a part of one is in the other.

    They are stored, so they must stay the same for the same words.
    """
    content = content_words(words)
    if len(content) < 2:
        return {_mark(" ".join(words))} if words else set()
    found = {_mark(f"{one} {other}") for one, other in pairwise(content)}
    if len(content) <= MAX_CONTENT_WORDS_SKIPPED:
        found |= {_mark(f"{one} {other}") for one, other in zip(content, content[2:], strict=False)}
    return found


@lru_cache(maxsize=100_000)
def _mark(text: str) -> int:
    return crc32(text.encode())


def shared_pairs(one: Wording, other: Wording) -> float:
    """Return the share of the pairs of words of the shorter wording that both have."""
    pairs = min(len(one.pairs), len(other.pairs))
    return len(one.pairs & other.pairs) / pairs if pairs else 1.0


def overlap(one: Wording, other: Wording) -> Overlap:
    """Return how much two wordings have in common."""
    if one.weight > other.weight:
        one, other = other, one
    counts = other.counts
    shared = sum(
        _weight(word) * min(count, counts[word])
        for word, count in one.counts.items()
        if word in counts
    )
    if not shared:
        return Overlap(0, 0, 0)
    return Overlap(
        shared / one.weight,
        shared_pairs(one, other),
        shared / (one.weight + other.weight - shared),
    )


def _weight(word: str) -> float:
    return FUNCTION_WORD_WEIGHT if word in FUNCTION_WORDS else 1.0
