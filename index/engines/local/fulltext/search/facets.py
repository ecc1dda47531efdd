"""What the articles of a result have in common: counts of their sources, months and names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.article import Facet
from index.engines.local.fulltext.field_names import FACET_FIELDS, KIND_BITS
from index.engines.local.fulltext.search.collapse import again
from index.engines.local.fulltext.search.posting_arrays import (
    Flags,
    Numbers,
    Values,
    joined,
    look_up,
    ranges,
)
from index.engines.local.fulltext.segments.snapshot import Snapshot

MOST_VALUES = 12
UNIX_DAY = 719_163  # the ordinal of the first day that numpy counts from
DENSE = 4  # numbers may be so many times as large as there are values, to be counted in a table


class Counted(NamedTuple):
    """Different numbers, ascending, and how often each comes."""

    numbers: Values
    counts: Numbers


def count_facets(
    side: Snapshot, documents: Numbers, names: Callable[[Sequence[int]], Mapping[int, str]]
) -> tuple[Facet, ...]:
    """The facets of these articles; ``names`` gives the names of numbers."""
    sources, best = outlets(side, documents), _commonest_names(side, documents)
    called = names([key for values in (sources, *best) for key, _ in values])
    source, *others = (
        Facet(field, tuple((called[key], count) for key, count in values))
        for field, values in zip(("source", *FACET_FIELDS), (sources, *best), strict=True)
    )
    return (source, Facet("date", _months(side, documents)), *others)


def count_states(
    articles: Snapshot, matched: Numbers, read: Collection[int], starred: Collection[int],
    *, show_copies: bool,
) -> Facet:  # fmt: skip
    """Count the unread and the starred articles among these; ``read`` and ``starred`` are keys.

    Of a story, one article in each state counts, unless ``show_copies``.
    """
    keys = np.asarray(articles.column("key"))[matched]

    def count(wanted: Flags) -> int:
        mask = np.zeros(articles.size, dtype=bool)
        mask[matched[wanted]] = True
        repeats = 0 if show_copies else len(again(articles, mask))
        return int(np.count_nonzero(wanted)) - repeats

    unread, is_starred = ~np.isin(keys, list(read)), np.isin(keys, list(starred))
    return Facet("is", (("unread", count(unread)), ("starred", count(is_starred))))


def outlets(side: Snapshot, documents: Numbers) -> list[tuple[int, int]]:
    """The numbers of the commonest sources, and how many articles each has."""
    numbers = np.asarray(side.column("outlet"))[documents]
    return _commonest(_counted(numbers[numbers > 0]))


def _months(side: Snapshot, documents: Numbers) -> tuple[tuple[str, int], ...]:
    """How many articles each month has, newest first."""
    days = np.asarray(side.column("date"))[documents].astype(np.int64)
    months = (days[days > 0] - UNIX_DAY).astype("M8[D]").astype("M8[M]")
    found, counts = np.unique(months, return_counts=True)
    return tuple(zip(found.astype(str).tolist()[::-1], counts.tolist()[::-1], strict=True))


def _commonest_names(side: Snapshot, documents: Numbers) -> list[list[tuple[int, int]]]:
    """For each field the numbers of its commonest names, and how many articles have each."""
    numbers, counts = _counted(_numbers_of(side, documents))
    kinds = numbers & (1 << KIND_BITS) - 1
    found = []
    for kind in range(len(FACET_FIELDS)):
        own = kinds == kind
        found.append(_commonest(Counted(numbers[own] >> KIND_BITS, counts[own])))
    return found


def _numbers_of(side: Snapshot, documents: Numbers) -> Values:
    """The numbers of the names of these articles, one after another."""
    found = []
    for part, field in side.fields("facets"):
        first, last = np.searchsorted(documents, [part.base, part.base + part.segment.size])
        at = look_up(field.arrays.documents, documents[first:last] - part.base)
        at = at[at >= 0]
        found.append(field.arrays.places[ranges(field.arrays.starts[at], field.arrays.counts[at])])
    return joined(found)


def _counted(values: Values) -> Counted:
    if len(values) and values.max() < DENSE * len(values):
        counts = np.bincount(values)
        numbers = np.flatnonzero(counts)
        return Counted(numbers, counts[numbers])
    return Counted(*np.unique(values, return_counts=True))


def _commonest(counted: Counted) -> list[tuple[int, int]]:
    """The numbers that come most often, and how often; of equals the smaller first."""
    numbers, counts = counted
    if len(counts) > MOST_VALUES:
        least = np.partition(counts, -MOST_VALUES)[-MOST_VALUES]
        more = np.flatnonzero(counts > least)
        best = np.append(more, np.flatnonzero(counts == least)[: MOST_VALUES - len(more)])
        numbers, counts = numbers[best], counts[best]
    order = np.lexsort((numbers, -counts))
    return list(zip(numbers[order].tolist(), counts[order].tolist(), strict=True))
