"""Words that are like another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.engines.local.fulltext.search.posting_arrays import Values

BITS = 32
_IN_BYTE = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)
BITS_SET = np.add.outer(_IN_BYTE, _IN_BYTE).ravel()  # for each number of 16 bits


class _Same(NamedTuple):
    """Words of one length, their numbers, and for each which letters are in it, as bits."""

    numbers: Sequence[int]
    words: Sequence[str]
    letters: Values


class Vocabulary:
    """All words of a field, numbered from 0 on."""

    def __init__(self, words: Sequence[str]) -> None:
        by_length: dict[int, list[int]] = {}
        for number, word in enumerate(words):
            by_length.setdefault(len(word), []).append(number)
        self._same = {}
        for length, numbers in by_length.items():
            same = [words[number] for number in numbers]
            self._same[length] = _Same(numbers, same, _letters(same))

    def near(self, word: str, edits: int) -> dict[int, int]:
        """The numbers of the words at most so many edits away (Levenshtein), and how many."""
        found = {}
        own = _letters([word])
        for length in range(max(1, len(word) - edits), len(word) + edits + 1):
            if same := self._same.get(length):
                # An edit takes away one letter, or brings one, or both.
                others = same.letters ^ own
                count = BITS_SET[others & 0xFFFF] + BITS_SET[others >> 16]
                at = np.flatnonzero(count <= 2 * edits).tolist()
                likely = [same.words[place] for place in at]
                for _, away, place in process.extract(
                    word, likely, scorer=Levenshtein.distance, score_cutoff=edits, limit=None
                ):
                    found[same.numbers[at[place]]] = int(away)
        return found


def _letters(words: Sequence[str]) -> Values:
    """The letters of words of one length as bits; several letters share one."""
    letters = np.array(words, dtype=f"U{max(1, len(words[0]))}").view(np.uint32)
    letters = letters.reshape(len(words), -1)
    bits: Values = np.bitwise_or.reduce(np.uint32(1) << letters % BITS, axis=1, dtype=np.uint32)
    return bits
