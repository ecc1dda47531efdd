"""Find the terms of a field within an edit distance of a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.engines.local.fulltext.docsets import Array
from index.engines.local.fulltext.segments.postings import Field

BITS = 32


class FuzzyVocabulary:
    """The terms of a field, with the length of each and its set of letters as bits."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._lengths, self._letters = _lengths_and_letters(terms)

    def near(self, word: str, edits: int) -> dict[int, int]:
        """Return the Levenshtein distance of each term at most ``edits`` away, by its number."""
        length, letters = _lengths_and_letters([word])
        # An edit removes a letter, adds one, or both: it changes at most two bits.
        is_similar = np.bitwise_count(self._letters ^ letters) <= 2 * edits
        is_similar &= np.abs(self._lengths - length) <= edits
        at = np.flatnonzero(is_similar).tolist()
        found = process.extract(
            word, [self._terms[term_id] for term_id in at],
            scorer=Levenshtein.distance, score_cutoff=edits, limit=None,
        )  # fmt: skip
        return {at[index]: int(distance) for _, distance, index in found}


def vocabulary_of(field: Field) -> FuzzyVocabulary:
    """Return the terms of a field, prepared for fuzzy search once."""
    if "vocabulary" not in field.made:
        field.made["vocabulary"] = FuzzyVocabulary(field.terms)
    return field.made["vocabulary"]  # type: ignore[no-any-return]


def _lengths_and_letters(terms: Sequence[str]) -> tuple[Array, Array]:
    """Return the length of each term, and its set of letters; letters may share a bit."""
    lengths = np.fromiter(map(len, terms), np.int64)
    text = "".join(f"{term}\n" for term in terms).encode("utf-32-le", "surrogatepass")
    bits = np.uint32(1) << np.frombuffer(text, "<u4") % BITS
    return lengths, np.bitwise_or.reduceat(bits, np.cumsum(lengths + 1) - lengths - 1)
