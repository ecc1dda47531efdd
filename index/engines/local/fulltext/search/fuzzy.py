"""Find the terms of a field within an edit distance of a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.engines.local.fulltext.docsets import Array
from index.engines.local.fulltext.segments.postings import Field

BITS = 32
_BYTE_COUNTS = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)
BIT_COUNTS = np.add.outer(_BYTE_COUNTS, _BYTE_COUNTS).ravel()  # of each number of 16 bits


class _TermsOfLength(NamedTuple):
    """Terms of one length, with the set of letters in each as bits."""

    term_ids: Sequence[int]
    terms: Sequence[str]
    letters: Array


class FuzzyVocabulary:
    """The terms of a field, by length."""

    def __init__(self, terms: Sequence[str]) -> None:
        by_length: dict[int, list[int]] = {}
        for term_id, term in enumerate(terms):
            by_length.setdefault(len(term), []).append(term_id)
        self._by_length = {}
        for length, term_ids in by_length.items():
            same = [terms[term_id] for term_id in term_ids]
            self._by_length[length] = _TermsOfLength(term_ids, same, _letter_bits(same))

    def near(self, word: str, edits: int) -> dict[int, int]:
        """Return the Levenshtein distance of each term at most ``edits`` away, by its number."""
        found = {}
        word_letters = _letter_bits([word])
        for length in range(max(1, len(word) - edits), len(word) + edits + 1):
            if same := self._by_length.get(length):
                # An edit removes a letter, adds one, or both: it changes at most two bits.
                different = same.letters ^ word_letters
                count = BIT_COUNTS[different & 0xFFFF] + BIT_COUNTS[different >> 16]
                at = np.flatnonzero(count <= 2 * edits).tolist()
                candidates = [same.terms[index] for index in at]
                for _, distance, index in process.extract(
                    word, candidates, scorer=Levenshtein.distance, score_cutoff=edits, limit=None
                ):
                    found[same.term_ids[at[index]]] = int(distance)
        return found


def vocabulary_of(field: Field) -> FuzzyVocabulary:
    """Return the terms of a field, prepared for fuzzy search once."""
    if "vocabulary" not in field.made:
        field.made["vocabulary"] = FuzzyVocabulary(field.terms)
    return field.made["vocabulary"]  # type: ignore[no-any-return]


def _letter_bits(terms: Sequence[str]) -> Array:
    """Return the set of letters in each term of one length as bits; letters may share a bit."""
    letters = np.array(terms, dtype=f"U{max(1, len(terms[0]))}").view(np.uint32)
    letters = letters.reshape(len(terms), -1)
    bits: Array = np.bitwise_or.reduce(np.uint32(1) << letters % BITS, axis=1, dtype=np.uint32)
    return bits
