"""Lists of postings as arrays of numpy, and what is found in them.

numpy is loaded with this module, that is when it is first needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.engines.local.fulltext.segments.segment import Segment
from index.engines.local.fulltext.segments.snapshot import Chosen, Part

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]
SPARSE = 50  # of so many documents one or fewer are sorted, more are counted in a table of all


class Arrays:
    """The lists of one field in one segment."""

    def __init__(self, views: Mapping[str, memoryview]) -> None:
        found: dict[str, Values] = {name: np.asarray(view) for name, view in views.items()}
        nothing = np.zeros(0, dtype=np.uint32)
        self.lists = found["lists"]
        self.placed = found.get("placed", np.zeros_like(self.lists))
        self.documents, self.weights = found["documents"], found["weights"]
        self.counts = found.get("counts", self.weights)
        self.places, self.lengths = found.get("places", nothing), found.get("lengths", nothing)

    @cached_property
    def starts(self) -> Numbers:
        """Where the places of each posting begin."""
        return np.cumsum(self.counts, dtype=np.int64) - self.counts

    def postings(self, numbers: Sequence[int]) -> list[slice]:
        """Where the lists of these words lie in documents, weights and counts."""
        return _slices(self.lists, numbers)

    def positions(self, numbers: Sequence[int]) -> list[slice]:
        """Where those of these words lie in places."""
        return _slices(self.placed, numbers)


def _slices(bounds: Values, numbers: Sequence[int]) -> list[slice]:
    if isinstance(numbers, range):
        return [slice(bounds[numbers.start], bounds[numbers.stop])]
    at = np.asarray(numbers)
    return list(map(slice, bounds[at].tolist(), bounds[at + 1].tolist()))


def joined(parts: Sequence[Values]) -> Values:
    """The parts, one after another."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def cut(values: Values, slices: Sequence[slice]) -> Values:
    """The values in the slices, one after another."""
    return joined([values[part] for part in slices])


def ranges(starts: Values, counts: Values) -> Numbers:
    """From each start on so many numbers, one after another."""
    ends = np.cumsum(counts, dtype=np.int64)
    shift = np.repeat(starts - ends + counts, counts)
    return shift + np.arange(len(shift))


# What is said of all documents


def all_but(deleted: Iterable[int], size: int) -> Flags:
    """Which of so many documents are not deleted."""
    live = np.ones(size, dtype=bool)
    live[list(deleted)] = False
    return live


def live_documents(parts: Sequence[Part]) -> Numbers:
    """The documents of all parts that are not deleted."""
    return joined([np.flatnonzero(part.live) + part.base for part in parts])


def lengths(segment: Segment, field: str) -> Values:
    """How many words a field has in each document of a segment, by weight."""
    there = segment.field(field)
    if there and len(own := there.arrays.lengths):
        return own
    return np.zeros(segment.size, dtype=np.uint32)


class MatchedDocs(NamedTuple):
    """Documents, ascending, with the score of each."""

    documents: Numbers
    scores: Reals


def unscored(documents: Numbers) -> MatchedDocs:
    """Documents that something decides, and does not score."""
    return MatchedDocs(documents, np.zeros(len(documents)))


def having(chosen: Sequence[Chosen], size: int) -> Flags:
    """Which documents, of so many, have any of the words."""
    found = np.zeros(size, dtype=bool)
    for part, field, numbers in chosen:
        there = found[part.base : part.base + part.segment.size]
        for own in field.arrays.postings(numbers):
            there[field.arrays.documents[own]] = True
        if part.deleted:
            there &= part.live
    return found


def read(chosen: Sequence[Chosen], size: int) -> MatchedDocs:
    """The documents, of so many, that have any of the words, with what all these weigh there."""
    documents, weights = [], []
    for part, field, numbers in chosen:
        slices = field.arrays.postings(numbers)
        own, weight = cut(field.arrays.documents, slices), cut(field.arrays.weights, slices)
        if part.deleted:
            kept = part.live[own]
            own, weight = own[kept], weight[kept]
        documents.append(own.astype(np.int64) + part.base)
        weights.append(weight)
    found, weighed = joined(documents), joined(weights).astype(np.float64)
    if all(len(numbers) == 1 for _, _, numbers in chosen):
        return MatchedDocs(found, weighed)
    if len(found) < size // SPARSE:
        there, at = np.unique(found, return_inverse=True)
        return MatchedDocs(there, np.bincount(at, weighed, minlength=len(there)).astype(np.float64))
    total = np.bincount(found, weighed, minlength=size).astype(np.float64, copy=False)
    there = np.flatnonzero(total)  # since each weighs at least 1 where it is at all
    return MatchedDocs(there, total[there])


def union(results: Iterable[MatchedDocs], size: int) -> MatchedDocs:
    """What is in any of the results, with the scores added up; of so many documents."""
    total, there = np.zeros(size), np.zeros(size, dtype=bool)
    for documents, scores in results:
        total[documents] += scores
        there[documents] = True
    found = np.flatnonzero(there)
    return MatchedDocs(found, total[found])


def intersection(results: Iterable[MatchedDocs]) -> MatchedDocs:
    """What is in all of the results, with the scores added up."""
    found, *others = sorted(results, key=lambda result: len(result.documents))
    for other in others:
        at = look_up(other.documents, found.documents)
        there = at >= 0
        found = MatchedDocs(found.documents[there], found.scores[there] + other.scores[at[there]])
    return found


def without(found: MatchedDocs, unwanted: Numbers) -> MatchedDocs:
    """What is found, but for unwanted documents."""
    kept = look_up(unwanted, found.documents) < 0
    return MatchedDocs(found.documents[kept], found.scores[kept])


def look_up(values: Values, wanted: Values) -> Numbers:
    """Where each of the wanted stands among the values, which ascend; -1 where it does not."""
    if not len(values):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
    return np.where(values[at] == wanted, at, -1)


class Keyed(NamedTuple):
    """Documents in the order of the keys of their articles."""

    keys: Values
    documents: Numbers


def by_key(keys: Sequence[int], documents: Numbers) -> Keyed:
    """These documents by their keys, the first of one key first."""
    of = np.asarray(keys)[documents]
    order = np.argsort(of, kind="stable")
    return Keyed(of[order], documents[order])
