"""Occurrences of words as arrays, and the phrases and proximities they form.

A position is a number with the document in its high bits and the word in its low ones, so that
order and distance of positions in one document are those of the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.docsets import (
    IntArray,
    MatchedDocs,
    concatenate,
    index_of,
    is_new,
    ranges,
)
from index.engines.local.fulltext.segments.posting_arrays import arrays_of, live_mask
from index.engines.local.fulltext.segments.snapshot import TermMatches

WORD_BITS = 24  # more words than any article has


class Occurrences(NamedTuple):
    """Occurrences in order: from position ``first[i]`` to ``last[i]``."""

    first: IntArray
    last: IntArray

    def count_by_document(self) -> MatchedDocs:
        """Return the documents, scored by their number of occurrences."""
        documents, counts = np.unique(self.first >> WORD_BITS, return_counts=True)
        return MatchedDocs(documents, counts.astype(np.float64))


def read_occurrences(matches: Sequence[TermMatches]) -> Occurrences:
    """Return the occurrences of any of the terms."""
    positions = concatenate([_read(each) for each in matches])
    if sum(len(each.term_ids) for each in matches) > 1:
        positions = np.sort(positions, kind="stable")  # fast on long ascending runs
    return Occurrences(positions, positions)


def _read(matches: TermMatches) -> IntArray:
    reader, field, term_ids = matches
    documents, counts, own = arrays_of(field).occurrences(term_ids)
    positions = np.repeat((documents.astype(np.int64) + reader.doc_base) << WORD_BITS, counts)
    positions += own
    if reader.deleted:
        positions = positions[np.repeat(live_mask(reader)[documents], counts)]
    return positions


def phrase(parts: Sequence[Occurrences], slop: int) -> Occurrences:
    """Return where each part, a single word, is at most ``slop`` words after the one before."""
    if slop == 1:
        return _adjacent([part.first for part in parts])
    return reduce(lambda found, part: near(found, part, slop, ordered=True), parts)


def _adjacent(parts: Sequence[IntArray]) -> Occurrences:
    """Return where words are adjacent; starts with the rarest, which leaves least to look up."""
    by_size = sorted(enumerate(parts), key=lambda pair: len(pair[1]))
    offset, rarest = by_size[0]
    starts = rarest - offset
    for offset, part in by_size[1:]:
        starts = starts[index_of(part, starts + offset) >= 0]
    return Occurrences(starts, starts + len(parts) - 1)


def starting_at(found: Occurrences, starts: Occurrences) -> Occurrences:
    """Return the occurrences that start where others do."""
    kept = np.isin(found.first, starts.first)
    return Occurrences(found.first[kept], found.last[kept])


def union(parts: Sequence[Occurrences]) -> Occurrences:
    """Return the distinct occurrences of all parts."""
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    kept = is_new(first) | is_new(last)
    return Occurrences(first[kept], last[kept])


def near(left: Occurrences, right: Occurrences, distance: int, *, ordered: bool) -> Occurrences:
    """Return the pairs at most ``distance`` words apart; the left one first if ``ordered``."""

    def limit(last: IntArray, _: IntArray) -> IntArray:
        return last + distance + 1

    pairs = [_pairs(left, right, limit, may_cross=True)]
    if not ordered:
        pairs.append(_pairs(right, left, limit, may_cross=True))
    return union(pairs)


def same_unit(left: Occurrences, right: Occurrences, starts: Occurrences) -> Occurrences:
    """Return the pairs within one sentence or paragraph; ``starts`` is where these start."""
    following = np.append(starts.first, np.iinfo(np.int64).max)

    def end_of_unit(_: IntArray, first: IntArray) -> IntArray:
        ends = following[np.searchsorted(starts.first, first, side="right")]
        ends_in_document: IntArray = np.minimum(ends, (first >> WORD_BITS) + 1 << WORD_BITS)
        return ends_in_document

    return union([_pairs(left, right, end_of_unit), _pairs(right, left, end_of_unit)])


def _pairs(
    before: Occurrences,
    after: Occurrences,
    limit: Callable[[IntArray, IntArray], IntArray],
    *,
    may_cross: bool = False,
) -> Occurrences:
    """Pair each occurrence with every later one that starts before its limit.

    ``limit`` takes the last and first positions; with ``may_cross`` a pair may end beyond it.
    """
    order = np.argsort(after.first, kind="stable")
    firsts, lasts = after.first[order], after.last[order]
    limits = limit(before.last, before.first)
    low = np.searchsorted(firsts, before.last + 1)
    counts = np.maximum(np.searchsorted(firsts, limits) - low, 0)
    pair_of = np.repeat(np.arange(len(counts)), counts)
    found = lasts[ranges(low, counts)]
    if not may_cross:
        inside = found < limits[pair_of]
        return Occurrences(before.first[pair_of][inside], found[inside])
    return Occurrences(before.first[pair_of], found)
