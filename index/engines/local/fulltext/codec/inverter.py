"""Invert a batch of documents into posting lists, and merge the lists of older segments."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.docsets import Array, IntArray, Mask, concatenate, ranges
from index.engines.local.fulltext.documents import Run
from index.engines.local.fulltext.segments.posting_arrays import PostingArrays, arrays_of
from index.engines.local.fulltext.segments.segment import Segment

MAX_MERGED_POSITIONS = 1_000_000  # merged at once, to limit memory


class PostingLists(NamedTuple):
    """The posting lists of one field, before they are merged."""

    terms: Sequence[bytes]
    arrays: PostingArrays
    renumbered: IntArray
    """The new number of each document; -1 for deleted ones."""


class Postings(NamedTuple):
    """Postings ordered by term."""

    term_ids: IntArray
    documents: Array
    weights: Array
    counts: Array
    positions: Array


class MergedLists(NamedTuple):
    """The merged posting lists of some terms, and the length of each list."""

    terms: Sequence[bytes]
    sizes: IntArray
    postings: Postings


class FieldInverter:
    """Collect the words of one field in a batch of documents, to be sorted by term at the end."""

    def __init__(self) -> None:
        self._ids: defaultdict[str | bytes, int] = defaultdict(count().__next__)
        self._term_ids, self._documents = array("I"), array("I")
        self._positions, self._weights = array("I"), array("d")

    def add(
        self, document: int, words: Iterable[str | bytes], positions: Collection[int], weight: float
    ) -> None:
        """Add words of a document, each of this weight, with their positions."""
        ids, size = self._ids, len(positions)
        self._term_ids.extend([ids[word] for word in words])
        self._positions.extend(positions)
        self._documents.extend(array("I", (document,)) * size)
        self._weights.extend(array("d", (weight,)) * size)

    def posting_lists(self, *, positional: bool) -> PostingLists:
        """Return the posting list of every term, with positions if ``positional``."""
        terms = sorted(self._ids)
        ranks = np.empty(len(terms), dtype=np.int64)
        ranks[[self._ids[term] for term in terms]] = np.arange(len(terms))
        term_ids = ranks[np.asarray(self._term_ids)]
        order = np.argsort(term_ids, kind="stable")
        term_ids, documents = term_ids[order], np.asarray(self._documents)[order]
        starts = np.flatnonzero(_is_new(term_ids) | _is_new(documents))
        bounds = np.searchsorted(term_ids[starts], np.arange(len(terms) + 1))
        views: dict[str, Array] = {
            "lists": bounds,
            "documents": documents[starts],
            "weights": np.add.reduceat(np.asarray(self._weights)[order], starts),
            "counts": np.diff(starts, append=len(term_ids)),
        }
        if positional:
            views["placed"] = np.append(starts, len(term_ids))[bounds]
            views["places"] = np.asarray(self._positions)[order]
        # Words sort like their UTF-8.
        encoded = [term.encode() if isinstance(term, str) else term for term in terms]
        return PostingLists(encoded, PostingArrays(views), np.arange(documents.max() + 1))


def _is_new(values: Array) -> Mask:
    """Return which values differ from the one before."""
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[1:] != values[:-1]
    return new


class PostingBatch:
    """The postings of the documents that a writer adds, and those of the segments it merges.

    A writer has it in place of Whoosh's pool of single postings, which would be sorted on disk.
    """

    def __init__(self) -> None:
        self._added: defaultdict[str, FieldInverter] = defaultdict(FieldInverter)
        self.merged: list[tuple[Segment, IntArray]] = []
        """Older segments, and the new number of each document; -1 for deleted ones."""

    def add_run(self, field: str, document: int, run: Run) -> int:
        """Add words of a document; return how many there are, by weight."""
        words, positions, weight = run
        if positions:
            self._added[field].add(document, words, positions, weight)
        return len(positions) * weight

    def iter_postings(self) -> PostingBatch:
        """Return the postings for ``PostingsWriter.add_postings``."""
        return self

    def cleanup(self) -> None:
        """Do nothing: there are no temporary files."""

    def lists(self, name: str, *, positional: bool) -> list[PostingLists]:
        """Return the lists of a field; added documents precede those of merged segments."""
        inverter = self._added.pop(name, None)
        found = [inverter.posting_lists(positional=positional)] if inverter else []
        for segment, renumbered in self.merged:
            if field := segment.field(name):
                terms = list(map(field.term_bytes, range(field.size)))
                found.append(PostingLists(terms, arrays_of(field), renumbered))
        return found


def merge(inputs: Sequence[PostingLists]) -> Iterator[MergedLists]:
    """Merge posting lists, a range of terms at a time.

    The new numbers of an input's documents must all follow those of the input before it.
    """
    terms = sorted(set().union(*(each.terms for each in inputs)))
    ids = {term: term_id for term_id, term in enumerate(terms)}
    term_ids = [np.fromiter(map(ids.__getitem__, each.terms), np.int64) for each in inputs]
    sizes = np.zeros(len(terms), dtype=np.int64)
    for each, own_ids in zip(inputs, term_ids, strict=True):
        bounds = each.arrays.list_bounds, each.arrays.position_bounds
        sizes[own_ids] += np.diff(bounds[0]) + np.diff(bounds[1])
    steps = np.arange(0, sizes.sum(), MAX_MERGED_POSITIONS)
    cuts = np.searchsorted(np.cumsum(sizes), steps)
    for low, high in pairwise(sorted({0, *cuts.tolist(), len(terms)})):
        parts = [_cut(*pair, low, high) for pair in zip(inputs, term_ids, strict=True)]
        postings = _sort_by_term(Postings(*map(concatenate, zip(*parts, strict=True))))
        list_sizes = np.bincount(postings.term_ids - low, minlength=high - low)
        kept = np.flatnonzero(list_sizes)
        yield MergedLists([terms[low + n] for n in kept.tolist()], list_sizes[kept], postings)


def _cut(lists: PostingLists, term_ids: IntArray, low: int, high: int) -> Postings:
    """Return the postings of the terms from ``low`` to ``high`` in documents that are kept."""
    first, last = np.searchsorted(term_ids, [low, high]).tolist()
    arrays = lists.arrays
    (part,), (places,) = (
        bounds(range(first, last)) for bounds in (arrays.list_slices, arrays.position_slices)
    )
    own_ids = np.repeat(term_ids[first:last], np.diff(arrays.list_bounds[first : last + 1]))
    documents = lists.renumbered[arrays.documents[part]]
    weights, counts, positions = arrays.weights[part], arrays.counts[part], arrays.positions[places]
    kept = documents >= 0
    if kept.all():
        return Postings(own_ids, documents, weights, counts, positions)
    if len(positions):
        positions = positions[np.repeat(kept, counts)]
    return Postings(own_ids[kept], documents[kept], weights[kept], counts[kept], positions)


def _sort_by_term(found: Postings) -> Postings:
    """Sort postings by term; those of one term keep their order."""
    order = np.argsort(found.term_ids, kind="stable")
    counts, positions = found.counts[order], found.positions
    if len(positions):
        starts = np.cumsum(found.counts, dtype=np.int64) - found.counts
        positions = positions[ranges(starts[order], counts)]
    return Postings(
        found.term_ids[order], found.documents[order], found.weights[order], counts, positions
    )
