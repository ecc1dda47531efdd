"""Where words occur, as arrays: phrases and nearness over whole lists of places at once.

A place is a number, the document in its high bits and the position of the word in its low ones,
so that order and distance of places in one document are those of the numbers. An occurrence
has a first and a last place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.search.posting_arrays import (
    MatchedDocs,
    Numbers,
    cut,
    joined,
    look_up,
    ranges,
)
from index.engines.local.fulltext.segments.postings import Field
from index.engines.local.fulltext.segments.snapshot import Chosen, Part

BITS = 24  # of a position: more words than any article has


class Places(NamedTuple):
    """Occurrences in order: those from ``first[i]`` to ``last[i]``."""

    first: Numbers
    last: Numbers

    def by_document(self) -> MatchedDocs:
        """The documents, and how many occurrences each has."""
        documents, counts = np.unique(self.first >> BITS, return_counts=True)
        return MatchedDocs(documents, counts.astype(np.float64))


def places_of(chosen: Sequence[Chosen]) -> Places:
    """Where any of the words occurs."""
    keys = joined([_read(*one) for one in chosen])
    if sum(len(numbers) for _, _, numbers in chosen) > 1:
        keys = np.sort(keys, kind="stable")  # which is quick where long runs are in order
    return Places(keys, keys)


def _read(part: Part, field: Field, numbers: Sequence[int]) -> Numbers:
    arrays = field.arrays
    slices = arrays.postings(numbers)
    documents, counts = cut(arrays.documents, slices), cut(arrays.counts, slices)
    keys = np.repeat((documents.astype(np.int64) + part.base) << BITS, counts)
    keys += cut(arrays.places, arrays.positions(numbers))
    if part.deleted:
        keys = keys[np.repeat(part.live[documents], counts)]
    return keys


def in_a_row(parts: Sequence[Places], slop: int) -> Places:
    """Where each part, of single words, follows the one before, at most ``slop`` words on."""
    if slop == 1:
        return _side_by_side([part.first for part in parts])
    return reduce(lambda found, part: near(found, part, slop, ordered=True), parts)


def _side_by_side(parts: Sequence[Numbers]) -> Places:
    """The same without words between; the rarest part leaves little to look for in others."""
    numbered = sorted(enumerate(parts), key=lambda pair: len(pair[1]))
    offset, rarest = numbered[0]
    begins = rarest - offset
    for offset, part in numbered[1:]:
        begins = begins[look_up(part, begins + offset) >= 0]
    return Places(begins, begins + len(parts) - 1)


def either(parts: Sequence[Places]) -> Places:
    """All the occurrences of the parts, each once."""
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Places(first[new], last[new])


def near(left: Places, right: Places, distance: int, *, ordered: bool) -> Places:
    """The pairs of an occurrence of each that stand at most so many words apart."""

    def reach(last: Numbers, _: Numbers) -> Numbers:
        return last + distance + 1

    pairs = [_pairs(left, right, reach, beyond=True)]
    if not ordered:
        pairs.append(_pairs(right, left, reach, beyond=True))
    return either(pairs)


def together(left: Places, right: Places, begins: Places) -> Places:
    """The pairs that stand in one unit; ``begins`` are the places where units begin."""
    following = np.append(begins.first, np.iinfo(np.int64).max)

    def end_of_unit(_: Numbers, first: Numbers) -> Numbers:
        ends = following[np.searchsorted(begins.first, first, side="right")]
        ends_here: Numbers = np.minimum(ends, (first >> BITS) + 1 << BITS)
        return ends_here

    return either([_pairs(left, right, end_of_unit), _pairs(right, left, end_of_unit)])


def _pairs(
    before: Places,
    after: Places,
    limit: Callable[[Numbers, Numbers], Numbers],
    *,
    beyond: bool = False,
) -> Places:
    """Each occurrence with every later one that begins before its limit.

    ``beyond``: the later one may end beyond it.
    """
    order = np.argsort(after.first, kind="stable")
    firsts, lasts = after.first[order], after.last[order]
    limits = limit(before.last, before.first)
    low = np.searchsorted(firsts, before.last + 1)
    counts = np.maximum(np.searchsorted(firsts, limits) - low, 0)
    which = np.repeat(np.arange(len(counts)), counts)
    found = lasts[ranges(low, counts)]
    if not beyond:
        inside = found < limits[which]
        return Places(before.first[which][inside], found[inside])
    return Places(before.first[which], found)
