"""The lists of a new segment, gathered from a batch of documents and from older segments."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.search.posting_arrays import (
    Flags,
    Numbers,
    Values,
    joined,
    ranges,
)
from index.engines.local.fulltext.segments.postings import Field

MOST_AT_ONCE = 1_000_000  # places, so that a merge takes little memory
NOTHING = np.zeros(0, dtype=np.uint32)


class Source(NamedTuple):
    """Lists that go into others. The arrays are those of ``lists``."""

    words: Sequence[str]
    lists: Values
    documents: Values
    weights: Values
    counts: Values
    placed: Values
    places: Values
    renumbered: Numbers
    """The new number of each document; -1 for those that are left out."""


class Postings(NamedTuple):
    """Postings word by word."""

    words: Numbers
    """The number of the word of each."""
    documents: Values
    weights: Values
    counts: Values
    places: Values


class Lists(NamedTuple):
    """Words in order, how many documents the list of each has, and these lists."""

    words: Sequence[str]
    sizes: Numbers
    postings: Postings


class Batch:
    """The words of one field in a batch of documents, each as a number, as they come."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._words, self._documents, self._places = array("I"), array("I"), array("I")
        self._weights = array("I")
        self.lengths = array("I")

    def add(self, document: int, words: Iterable[str], at: Collection[int], weight: int) -> None:
        """Take up words of a document with their positions, all of one weight."""
        if not (several := len(at)):
            return
        numbers = self._numbers
        self._words.extend([numbers[word] for word in words])
        self._places.extend(at)
        self._documents.extend(array("I", (document,)) * several)
        self._weights.extend(array("I", (weight,)) * several)
        self.lengths.extend([0] * (document + 1 - len(self.lengths)))
        self.lengths[document] += weight * several

    def source(self, *, placed: bool) -> Source:
        """The list of every word; with the places, or without."""
        in_order = sorted(self._numbers)  # as UTF-8 keeps the order of letters
        ranks = np.empty(len(in_order), dtype=np.int64)
        ranks[[self._numbers[word] for word in in_order]] = np.arange(len(in_order))
        words = ranks[np.asarray(self._words)]
        order = np.argsort(words, kind="stable")
        words, documents = words[order], np.asarray(self._documents)[order]
        starts = np.flatnonzero(_changes(words) | _changes(documents))
        weights = np.add.reduceat(np.asarray(self._weights)[order], starts)
        lists = np.searchsorted(words[starts], np.arange(len(in_order) + 1))
        return Source(
            in_order,
            lists,
            documents[starts],
            weights,
            np.diff(starts, append=len(words)),
            np.append(starts, len(words))[lists] * placed,
            np.asarray(self._places)[order] if placed else NOTHING,
            np.arange(len(self.lengths)),
        )


def _changes(values: Values) -> Flags:
    """Which of the values are others than those before them."""
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[1:] != values[:-1]
    return new


def source_of(field: Field, renumbered: Numbers) -> Source:
    """The lists of a field that are kept."""
    own = field.arrays
    return Source(
        field.words, own.lists, own.documents, own.weights, own.counts, own.placed, own.places,
        renumbered,
    )  # fmt: skip


def merged(sources: Sequence[Source]) -> Iterator[Lists]:
    """The lists of all sources in one, some words at a time.

    The new numbers of the documents of a source must all come after those of the one before.
    """
    words = sorted(set().union(*(source.words for source in sources)))
    numbers = {word: number for number, word in enumerate(words)}
    numbered = [np.fromiter(map(numbers.__getitem__, source.words), np.int64) for source in sources]
    sizes = np.zeros(len(words), dtype=np.int64)
    for source, own in zip(sources, numbered, strict=True):
        sizes[own] += np.diff(source.lists) + np.diff(source.placed)
    cuts = np.searchsorted(np.cumsum(sizes), np.arange(0, sizes.sum(), MOST_AT_ONCE))
    for low, high in pairwise(sorted({0, *cuts.tolist(), len(words)})):
        parts = [_cut(*pair, low, high) for pair in zip(sources, numbered, strict=True)]
        postings = _word_by_word(Postings(*map(joined, zip(*parts, strict=True))))
        having = np.bincount(postings.words - low, minlength=high - low)
        there = np.flatnonzero(having)
        yield Lists([words[low + n] for n in there.tolist()], having[there], postings)


def _cut(source: Source, numbers: Numbers, low: int, high: int) -> Postings:
    """The postings of the words from one number to another, for documents that are kept."""
    first, last = np.searchsorted(numbers, [low, high]).tolist()
    part = slice(source.lists[first], source.lists[last])
    words = np.repeat(numbers[first:last], np.diff(source.lists[first : last + 1]))
    documents = source.renumbered[source.documents[part]]
    weights, counts = source.weights[part], source.counts[part]
    places = source.places[slice(source.placed[first], source.placed[last])]
    kept = documents >= 0
    if kept.all():
        return Postings(words, documents, weights, counts, places)
    if len(places):
        places = places[np.repeat(kept, counts)]
    return Postings(words[kept], documents[kept], weights[kept], counts[kept], places)


def _word_by_word(found: Postings) -> Postings:
    """The postings in the order of their words, those of one word as they come."""
    order = np.argsort(found.words, kind="stable")
    counts, places = found.counts[order], found.places
    if len(places):
        starts = np.cumsum(found.counts, dtype=np.int64) - found.counts
        places = places[ranges(starts[order], counts)]
    return Postings(
        found.words[order], found.documents[order], found.weights[order], counts, places
    )
