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
from index.engines.local.fulltext.field_names import FACET_FIELDS, FIELD_BITS, UNIX_EPOCH
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.segments.posting_arrays import arrays_of, live_mask

MAX_VALUES = 12
DENSE = 4  # count in a table if the largest value is less than four times the number of values


class ValueCounts(NamedTuple):
    """Distinct numbers, ascending, and how often each occurs."""

    numbers: Array
    counts: IntArray


def count_facets(
    articles: ArraySnapshot,
    documents: IntArray,
    names_of: Callable[[Sequence[int]], Mapping[int, str]],
    persons: Mapping[int, int],
) -> tuple[Facet, ...]:
    """Count outlets, months and names; ``names_of`` returns the names with some numbers.

    ``persons`` maps other names of a person to the name that they count under.
    """
    numbers = [count_outlets(articles, documents), *_count_names(articles, documents, persons)]
    names = names_of([number for values in numbers for number, _ in values])
    outlets, *others = (
        Facet(field, tuple((names[number], count) for number, count in values))
        for field, values in zip(("source", *FACET_FIELDS), numbers, strict=True)
    )
    return (outlets, Facet("date", _count_months(articles, documents)), *others)


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


def count_outlets(articles: ArraySnapshot, documents: IntArray) -> list[tuple[int, int]]:
    """Return the numbers of the most frequent outlets, each with its number of articles."""
    numbers = articles.column("outlet")[documents]
    return _most_frequent(_count(numbers[numbers > 0]))


def _count_months(articles: ArraySnapshot, documents: IntArray) -> tuple[tuple[str, int], ...]:
    """Return the number of articles in each month, newest first."""
    days = articles.column("date")[documents]
    days = days[days > 0].astype(np.int64)
    if not len(days):
        return ()
    first = days.min()
    numbers, counts = _count(days - first)  # of days, of which there are far fewer than articles
    months = (numbers + (first - UNIX_EPOCH)).astype("M8[D]").astype("M8[M]")
    found, at = np.unique(months, return_inverse=True)
    totals = np.bincount(at, counts).astype(np.int64)
    return tuple(zip(found.astype(str).tolist()[::-1], totals.tolist()[::-1], strict=True))


def _count_names(
    articles: ArraySnapshot, documents: IntArray, persons: Mapping[int, int]
) -> list[list[tuple[int, int]]]:
    """Return, for each facet field, the numbers of its most frequent names with their counts."""
    numbers, counts = _count(_facet_values(articles, documents, persons))
    fields = numbers & (1 << FIELD_BITS) - 1
    found = []
    for field in range(len(FACET_FIELDS)):
        own = fields == field
        found.append(_most_frequent(ValueCounts(numbers[own] >> FIELD_BITS, counts[own])))
    return found


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


def _facet_values(
    articles: ArraySnapshot, documents: IntArray, persons: Mapping[int, int]
) -> Array:
    """Return the facet values of these articles, without the other names of a person."""
    found, owners = [], []
    for reader, field in articles.snapshot.fields("facets"):
        base, arrays = reader.doc_base, arrays_of(field)
        first, last = np.searchsorted(documents, [base, base + reader.segment.size])
        at = index_of(arrays.documents, documents[first:last] - base)
        at = at[at >= 0]
        found.append(arrays.positions[ranges(arrays.position_starts[at], arrays.counts[at])])
        if persons:
            owners.append(np.repeat(arrays.documents[at] + np.int64(base), arrays.counts[at]))
    values = concatenate(found)
    return _merge(values, concatenate(owners), persons) if persons else values


def _merge(values: Array, documents: IntArray, persons: Mapping[int, int]) -> Array:
    """Replace other names by the name of the person, which counts once for each document."""
    codes = np.arange(len(FACET_FIELDS))[:, np.newaxis]
    others, names = (
        (np.array(numbers, dtype=np.int64) << FIELD_BITS | codes).ravel()
        for numbers in (list(persons), list(persons.values()))
    )
    size = max(int(values.max(initial=0)), int(names.max()), int(others.max())) + 1
    merged = np.arange(size)
    merged[others] = names
    is_merged = mask_of(np.concatenate((others, names)), size)[values]
    own = merged[values[is_merged]]
    _, first = np.unique(documents[is_merged] * size + own, return_index=True)
    return np.concatenate((values[~is_merged], own[first]))


def _count(values: Array) -> ValueCounts:
    if len(values) and values.max() < DENSE * len(values):
        counts = np.bincount(values)
        numbers = np.flatnonzero(counts)
        return ValueCounts(numbers, counts[numbers])
    return ValueCounts(*np.unique(values, return_counts=True))


def _most_frequent(counted: ValueCounts) -> list[tuple[int, int]]:
    """Return the most frequent numbers with their counts; equal ones by number."""
    numbers, counts = counted
    best = smallest(-counts, numbers, MAX_VALUES)
    return list(zip(numbers[best].tolist(), counts[best].tolist(), strict=True))
