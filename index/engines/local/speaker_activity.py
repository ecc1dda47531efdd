"""Who speaks in the quotes that were found, when, and how often.

A person's names count together, as the folds of names say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from index.article import Period
from index.engines.local.fulltext.field_names import whole_name
from index.engines.local.fulltext.search import posting_arrays
from index.engines.local.fulltext.search.posting_arrays import Numbers, Values
from index.engines.local.fulltext.search.term_expansion import term
from index.engines.local.fulltext.segments.snapshot import Snapshot

FIELD = "who"
UNIX_DAY = 719_163  # the ordinal of the first day that numpy counts from
UNITS: dict[Period, str] = {"day": "M8[D]", "month": "M8[M]", "year": "M8[Y]"}
MOST_DAYS = 4000  # that are counted one by one
FEW_DAYS = 31  # so many or fewer are counted so if nothing else is wanted


class Voices(NamedTuple):
    """Pairs of a quote and a person who speaks in it."""

    documents: Numbers
    people: Numbers
    """Their numbers."""
    terms: list[str]
    """The whole name of each number, folded."""


def voices(side: Snapshot, documents: Numbers, folds: Mapping[str, str]) -> Voices:
    """Who speaks in these quotes; ``folds`` says which whole name stands for which other."""
    wanted = np.zeros(side.size, dtype=bool)
    wanted[documents] = True
    numbers: dict[str, int] = {}
    found, people = [], []
    for part, field in side.fields(FIELD):
        lists = field.arrays.lists
        words = np.repeat(np.arange(len(lists) - 1), np.diff(lists))
        own = field.arrays.documents.astype(np.int64) + part.base
        there = wanted[own]
        own, words = own[there], words[there]
        number_of = np.zeros(len(lists) - 1, dtype=np.int64)
        for word in np.unique(words).tolist():
            name = field.word(word)
            number_of[word] = numbers.setdefault(folds.get(name, name), len(numbers))
        found.append(own)
        people.append(number_of[words])
    return Voices(posting_arrays.joined(found), posting_arrays.joined(people), list(numbers))


def documents_of(side: Snapshot, names: Iterable[str]) -> Numbers:
    """The quotes of whoever has exactly one of these names, ascending."""
    found = [posting_arrays.read(term(side, FIELD, whole_name(name)), side.size) for name in names]
    if len(found) == 1:
        return found[0].documents
    return np.unique(posting_arrays.joined([each.documents for each in found])).astype(np.int64)


def by_speaker(side: Snapshot, documents: Numbers, spoken: Voices) -> Numbers:
    """The quotes in the order of their first speakers, who says most first; newest first."""
    counts = np.bincount(spoken.people, minlength=len(spoken.terms))
    order = sorted(range(len(spoken.terms)), key=lambda n: (-counts[n], spoken.terms[n]))
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = len(order)  # of quotes whose speaker is not known
    first = np.full(side.size, -1, dtype=np.int64)
    first[spoken.documents[::-1]] = spoken.people[::-1]
    days = np.asarray(side.column("date"))[documents].astype(np.int64)
    keys = np.asarray(side.column("key"))[documents]
    return documents[np.lexsort((documents, keys, -days, rank[first[documents]]))]


# Periods


class Axis(NamedTuple):
    """Periods without a gap."""

    period: Period
    first: int
    """The number of the first, in periods since 1970."""
    length: int

    def places(self, days: Values) -> Numbers:
        """In which period each day is, by its place here; days are ordinals and not none."""
        there = (days.astype(np.int64) - UNIX_DAY).astype("M8[D]").astype(UNITS[self.period])
        return there.astype(np.int64) - self.first

    def days(self) -> tuple[date, ...]:
        """The first day of each."""
        numbers = np.arange(self.first, self.first + self.length)
        return tuple(numbers.astype(UNITS[self.period]).astype("M8[D]").tolist())

    def counts(self, days: Values) -> tuple[int, ...]:
        """How many of the days are in each period."""
        return tuple(np.bincount(self.places(days), minlength=self.length).tolist())


def axis(days: Values, period: Period | None) -> Axis:
    """The periods from the first of these days to the last; without a choice what fits best."""
    if not len(days):
        return Axis(period or "month", 0, 0)
    span = int(days.max()) - int(days.min())
    if period is None:
        period = "day" if span <= FEW_DAYS else "month"
    if period == "day" and span > MOST_DAYS:
        period = "month"
    first, last = Axis(period, 0, 0).places(np.array([days.min(), days.max()])).tolist()
    return Axis(period, first, last - first + 1)


def rhythm(days: Values, months: Axis, cells: int) -> tuple[int, ...]:
    """How many of the days are in each of at most so many equal stretches of months."""
    width = max(-(-months.length // cells), 1)
    length = -(-months.length // width)
    places = months.places(days) // width
    places = places[(places >= 0) & (places < length)]
    return tuple(np.bincount(places, minlength=length).tolist())


def most(counts: Sequence[int] | Numbers, limit: int) -> list[int]:
    """The places of the largest counts, largest first; of equals the first."""
    values = np.asarray(counts)
    order = np.lexsort((np.arange(len(values)), -values))[:limit]
    return [place for place in order.tolist() if values[place]]
