"""Words that are like another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.engines.arrays import Values

BITS = 32
BITS_SET = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)


class _Same(NamedTuple):
    """Words of one length, and for each which letters are in it, as bits."""

    words: Sequence[str]
    letters: Values


class Vocabulary:
    """All words of a field."""

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = {}
        for word in words:
            by_length.setdefault(len(word), []).append(word)
        self._same = {
            length: _Same(same, _letters(same)) for length, same in by_length.items() if length
        }

    def near(self, word: str, edits: int) -> dict[str, int]:
        """The words at most so many edits away (Levenshtein), and how many."""
        found = {}
        own = _letters([word])
        for length in range(max(1, len(word) - edits), len(word) + edits + 1):
            if same := self._same.get(length):
                # An edit takes away one letter, or brings one, or both.
                others = BITS_SET[(same.letters ^ own).view(np.uint8).reshape(-1, 4)].sum(axis=1)
                likely = [same.words[at] for at in np.flatnonzero(others <= 2 * edits).tolist()]
                for match, away, _ in process.extract(
                    word, likely, scorer=Levenshtein.distance, score_cutoff=edits, limit=None
                ):
                    found[match] = int(away)
        return found


def _letters(words: Sequence[str]) -> Values:
    """The letters of words of one length as bits; several letters share one."""
    letters = np.array(words).view(np.uint32).reshape(len(words), -1)
    bits: Values = np.bitwise_or.reduce(np.uint32(1) << letters % BITS, axis=1, dtype=np.uint32)
    return bits
