"""Count facets: the states, outlets, months and names of the articles in a result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.article import Facet
from index.engines.local.fulltext.docsets import (
    Array,
    IntArray,
    Mask,
    concatenate,
    index_of,
    mask_of,
    ranges,
    smallest,
)
from index.engines.local.fulltext.documents import with_none
from index.engines.local.fulltext.field_names import FACET_FIELDS, FIELD_BITS, UNIX_EPOCH
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.segments.posting_arrays import arrays_of, live_mask

MAX_VALUES = 12
DENSE = 4  # count in a table if the largest value is less than four times the number of values


def count_facets(
    articles: ArraySnapshot,
    documents: IntArray,
    names_of: Callable[[Sequence[int]], Mapping[int, str]],
    persons: Mapping[int, int],
    spellings: Mapping[int, int],
    *,
    show_copies: bool,
    limit: int = MAX_VALUES,
) -> tuple[Facet, ...]:
    """Count outlets, months and names; ``names_of`` returns the names with some numbers.

    ``persons`` maps other names of a person or thing to the name that they count under,
    ``spellings`` those of an outlet. A story counts for each value that one of its articles has,
    unless ``show_copies``: as many are found by a search for the value.
    """
    found = MatchedArticles(articles, documents, show_copies, limit)
    numbers = [found.outlets(spellings), *found.names(persons)]
    names = names_of([number for values in numbers for number, _ in values])
    outlets, *rest = (
        tuple((names[number], count) for number, count in values) for values in numbers
    )
    return (
        with_none(Facet("source", outlets), found.without("outlet")),
        with_none(Facet("date", found.months()), found.without("date")),
        *map(Facet, FACET_FIELDS, rest),
    )


def count_states(
    articles: ArraySnapshot, matched: IntArray, read: Collection[int], starred: Collection[int],
    *, show_copies: bool,
) -> Facet:  # fmt: skip
    """Count the unread and the starred articles among these; ``read`` and ``starred`` are keys.

    Of a story, one article in each state counts, unless ``show_copies``.
    """
    keys = articles.column("key")[matched]

    def count(wanted: Mask) -> int:
        documents = matched[wanted]
        if show_copies:
            return len(documents)
        return len(documents) - len(articles.repeats(mask_of(documents, articles.size)))

    unread, is_starred = ~np.isin(keys, list(read)), np.isin(keys, list(starred))
    return Facet("is", (("unread", count(unread)), ("starred", count(is_starred))))


class MatchedArticles(NamedTuple):
    """The articles in which values are counted."""

    articles: ArraySnapshot
    documents: IntArray
    show_copies: bool
    limit: int = MAX_VALUES
    """How many outlets, and names of each field, to return."""

    def outlets(self, spellings: Mapping[int, int]) -> list[tuple[int, int]]:
        """Return the numbers of the most frequent outlets, each with its number of articles."""
        numbers = self.articles.column("outlet")[self.documents].astype(np.int64)
        has_outlet = numbers > 0
        counted = self._counted(self.documents[has_outlet], numbers[has_outlet], spellings)
        return _most_frequent(*_count(counted), self.limit)

    def months(self) -> tuple[tuple[str, int], ...]:
        """Return the number of articles in each month, newest first."""
        days = self.articles.column("date")[self.documents]
        dated = days > 0
        days = days[dated].astype(np.int64)
        if not len(days):
            return ()
        first, last = int(days.min()), int(days.max())
        # Of days there are far fewer than articles.
        months = (
            np.arange(first - UNIX_EPOCH, last + 1 - UNIX_EPOCH).astype("M8[D]").astype("M8[M]")
        )
        numbers = months.astype(np.int64) - months[:1].astype(np.int64)
        found, counts = _count(self._counted(self.documents[dated], numbers[days - first], {}))
        names = (months[0] + found[::-1]).astype(str).tolist()
        return tuple(zip(names, counts[::-1].tolist(), strict=True))

    def without(self, column: str) -> int:
        """Return the number of articles without an outlet or a date."""
        documents = self.documents[self.articles.column(column)[self.documents] <= 0]
        return len(self._counted(documents, np.zeros(len(documents), dtype=np.int64), {}))

    def names(self, persons: Mapping[int, int]) -> list[list[tuple[int, int]]]:
        """Return the numbers of the most frequent names of each field, with their counts."""
        codes = range(len(FACET_FIELDS))
        others = {
            other << FIELD_BITS | code: name << FIELD_BITS | code
            for other, name in persons.items()
            for code in codes
        }
        values, owners = _facet_values(self.articles, self.documents)
        numbers, counts = _count(self._counted(owners, values, others))
        fields = numbers & (1 << FIELD_BITS) - 1
        found = []
        for code in codes:
            own = fields == code
            found.append(_most_frequent(numbers[own] >> FIELD_BITS, counts[own], self.limit))
        return found

    def _counted(self, documents: IntArray, values: Array, others: Mapping[int, int]) -> Array:
        """Return the values to count, given those of each document."""
        if others:
            documents, values = _merge(documents, values, others)
        if self.show_copies:
            return values
        return self.articles.values_once(documents, values)


def articles_with_facets(articles: ArraySnapshot, values: Collection[int]) -> IntArray:
    """Return the articles that have one of these facet values, ascending."""
    wanted, found = np.array(sorted(values), dtype=np.int64), []
    for reader, field in articles.snapshot.fields("facets") if values else ():
        arrays = arrays_of(field)
        places = np.flatnonzero(np.isin(arrays.positions, wanted))
        at = np.searchsorted(arrays.position_starts, places, side="right") - 1
        documents = np.unique(arrays.documents[at]).astype(np.int64)
        found.append(documents[live_mask(reader)[documents]] + reader.doc_base)
    return concatenate(found)


def _facet_values(articles: ArraySnapshot, documents: IntArray) -> tuple[Array, IntArray]:
    """Return the facet values of these articles, and the article of each."""
    found, owners = [], []
    for reader, field in articles.snapshot.fields("facets"):
        base, arrays = reader.doc_base, arrays_of(field)
        first, last = np.searchsorted(documents, [base, base + reader.segment.size])
        at = index_of(arrays.documents, documents[first:last] - base)
        at = at[at >= 0]
        found.append(arrays.positions[ranges(arrays.position_starts[at], arrays.counts[at])])
        owners.append(np.repeat(arrays.documents[at] + np.int64(base), arrays.counts[at]))
    return concatenate(found), concatenate(owners)


def _merge(documents: IntArray, values: Array, others: Mapping[int, int]) -> tuple[IntArray, Array]:
    """Replace other values by those that they count under, each once for a document."""
    before, after = (np.array(list(each), dtype=np.int64) for each in (others, others.values()))
    size = max(int(values.max(initial=0)), int(before.max()), int(after.max())) + 1
    merged = np.arange(size)
    merged[before] = after
    is_merged = mask_of(np.concatenate((before, after)), size)[values]
    own, owners = merged[values[is_merged]], documents[is_merged]
    _, first = np.unique(owners * size + own, return_index=True)
    return (
        np.concatenate((documents[~is_merged], owners[first])),
        np.concatenate((values[~is_merged], own[first])),
    )


def _count(values: Array) -> tuple[Array, IntArray]:
    """Return the distinct numbers, ascending, and how often each occurs."""
    if len(values) and values.max() < DENSE * len(values):
        counts = np.bincount(values)
        numbers = np.flatnonzero(counts > 0)  # numpy looks through flags faster than numbers
        return numbers, counts[numbers]
    return np.unique(values, return_counts=True)


def _most_frequent(numbers: Array, counts: IntArray, limit: int) -> list[tuple[int, int]]:
    """Return the most frequent numbers with their counts; equal ones by number."""
    best = smallest(-counts, numbers, limit)
    return list(zip(numbers[best].tolist(), counts[best].tolist(), strict=True))
