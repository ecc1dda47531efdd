"""Sets of documents as numpy arrays, and the algebra of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]

SPARSE = 50  # sort the documents if fewer than one in 50 match; otherwise count in a full table
MAX_SPREAD = 64  # times the number of integers, up to which a table of all values pays


class MatchedDocs(NamedTuple):
    """Documents, ascending, with the score of each."""

    documents: IntArray
    scores: FloatArray


def unscored(documents: IntArray) -> MatchedDocs:
    """Return documents with score 0."""
    return MatchedDocs(documents, np.zeros(len(documents)))


def add_up(documents: Array, weights: Array, size: int) -> MatchedDocs:
    """Return the different documents of an index of ``size``, each with the sum of its weights."""
    if len(documents) < size // SPARSE:
        found, at = np.unique(documents, return_inverse=True)
        return MatchedDocs(found, np.bincount(at, weights).astype(np.float64, copy=False))
    totals = np.bincount(documents, weights, minlength=size).astype(np.float64, copy=False)
    found = np.flatnonzero(totals > 0)
    return MatchedDocs(found, totals[found])


def union(results: Iterable[MatchedDocs], size: int) -> MatchedDocs:
    """Return the documents of an index of ``size`` in any result, with the sums of their scores."""
    total, mask = np.zeros(size), np.zeros(size, dtype=bool)
    for documents, scores in results:
        total[documents] += scores
        mask[documents] = True
    documents = np.flatnonzero(mask)
    return MatchedDocs(documents, total[documents])


def intersection(results: Iterable[MatchedDocs]) -> MatchedDocs:
    """Return the documents in all results, with the sums of their scores."""
    matched, *others = sorted(results, key=lambda result: len(result.documents))
    for other in others:
        at = index_of(other.documents, matched.documents)
        both = at >= 0
        scores = matched.scores[both] + other.scores[at[both]]
        matched = MatchedDocs(matched.documents[both], scores)
    return matched


def difference(matched: MatchedDocs, unwanted: IntArray) -> MatchedDocs:
    """Return the result without the unwanted documents."""
    kept = index_of(unwanted, matched.documents) < 0
    return MatchedDocs(matched.documents[kept], matched.scores[kept])


def mask_of(documents: IntArray, size: int) -> Mask:
    """Return a mask over an index of ``size`` that is true for these documents."""
    mask = np.zeros(size, dtype=bool)
    mask[documents] = True
    return mask


def index_of(ascending: Array, wanted: Array) -> IntArray:
    """Return the index of each wanted value in an ascending array, or -1."""
    if not len(ascending):
        return np.full(len(wanted), -1)
    lowest, spread = int(ascending[0]), int(ascending[-1]) - int(ascending[0]) + 1
    if spread <= 2 * len(wanted):  # a table of all values takes a third of the time
        table = np.full(spread, -1)
        table[ascending - lowest] = np.arange(len(ascending))
        at = np.asarray(wanted, dtype=np.int64) - lowest
        return np.where((at >= 0) & (at < spread), table[np.clip(at, 0, spread - 1)], -1)
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.where(ascending[at] == wanted, at, -1)


def distinct(values: Array) -> tuple[Array, IntArray]:
    """Return the different integers, ascending, and the index of each value among them.

    Integers that are close together are marked in a table: numpy.unique, which sorts or hashes
    them, takes 20 times as long.
    """
    lowest, highest = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    if highest - lowest >= MAX_SPREAD * len(values):
        return np.unique(values, return_inverse=True)
    at = values.astype(np.int64) - lowest
    is_there = mask_of(at, highest - lowest + 1)
    return np.flatnonzero(is_there) + lowest, (np.cumsum(is_there) - 1)[at]


def smallest(values: Array, ties: IntArray, count: int) -> IntArray:
    """Return the indices of the ``count`` smallest values, in order; equal ones by ``ties``.

    Those with equal ties, such as the quotes of one article, come in their own order, so that each
    is on exactly one page.
    """
    if count >= len(values):
        return np.lexsort((ties, values))
    last = np.partition(values, count - 1)[count - 1]
    smaller, equal = np.flatnonzero(values < last), np.flatnonzero(values == last)
    if (left := count - len(smaller)) < len(equal):
        own = ties[equal]
        equal = equal[np.flatnonzero(own <= np.partition(own, left - 1)[left - 1])]
    chosen = np.append(smaller, equal)
    return chosen[np.lexsort((ties[chosen], values[chosen]))][:count]


def is_new(values: Array) -> Mask:
    """Return which values differ from the one before."""
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[1:] != values[:-1]
    return new


def concatenate(parts: Sequence[Array]) -> Array:
    """Join arrays; a single one is not copied."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def take_slices(values: Array, slices: Sequence[slice]) -> Array:
    """Join the slices of an array."""
    return concatenate([values[part] for part in slices])


def ranges(starts: Array, counts: Array) -> IntArray:
    """Join the ranges of ``counts[i]`` numbers from ``starts[i]`` on."""
    ends = np.cumsum(counts, dtype=np.int64)
    shift = np.repeat(starts - ends + counts, counts)
    return shift + np.arange(len(shift))


def first_of_each(groups: IntArray, places: IntArray, values: Array) -> IntArray:
    """Return the indices, ascending, of the first of all with the same group and value.

    The first is the one with the lowest place; all in the group -1 count.
    """
    is_counted = groups < 0
    several = np.flatnonzero(~is_counted)
    several = several[np.argsort(places[several], kind="stable")]
    pairs = groups[several] * (int(values.max(initial=0)) + 1) + values[several]
    is_counted[several[np.unique(pairs, return_index=True)[1]]] = True
    return np.flatnonzero(is_counted)


class DocsByKey(NamedTuple):
    """Documents in the order of the keys of their articles."""

    keys: Array
    documents: IntArray

    def of(self, key: int) -> set[int]:
        """Return the documents with a key."""
        low, high = np.searchsorted(self.keys, (key, key + 1)).tolist()
        return set(self.documents[low:high].tolist())


def sort_by_key(keys: Sequence[int] | Array, documents: IntArray) -> DocsByKey:
    """Sort documents by their key in the column ``keys``; equal keys keep their order."""
    own = np.asarray(keys)[documents]
    order = np.argsort(own, kind="stable")
    return DocsByKey(own[order], documents[order])
