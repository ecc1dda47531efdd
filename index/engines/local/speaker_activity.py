"""Find out who speaks in quotes, when, and how often; all names of a person count together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from index.article import Period, SpeakerOrder
from index.engines.local.fulltext.docsets import (
    Array,
    IntArray,
    concatenate,
    distinct,
    index_of,
    mask_of,
)
from index.engines.local.fulltext.field_names import UNIX_EPOCH, WHOLE_NAME_FIELD
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot, Vocabulary
from index.engines.local.fulltext.segments.posting_arrays import arrays_of

UNITS: dict[Period, str] = {"day": "M8[D]", "month": "M8[M]", "year": "M8[Y]"}
MAX_DAYS = 4000  # counted by day
MAX_DAYS_BY_DEFAULT = 31  # counted by day if no period is chosen


class SpeakerPairs(NamedTuple):
    """Pairs of a quote and a speaker of it."""

    documents: IntArray
    speakers: IntArray
    """Indices into ``names``."""
    names: list[str]
    """The folded name of each speaker."""


def speaker_pairs(
    quotes: ArraySnapshot, documents: IntArray, canonical_names: Mapping[str, str]
) -> SpeakerPairs:
    """Return who speaks in these quotes, each person once for a quote.

    ``canonical_names`` maps other names of a person.
    """
    wanted = mask_of(documents, quotes.size)
    vocabulary = quotes.vocabulary(WHOLE_NAME_FIELD)
    persons, names = _person_numbers(vocabulary, canonical_names)
    all_documents, all_speakers = [], []
    fields = quotes.snapshot.fields(WHOLE_NAME_FIELD)
    for (reader, field), numbers in zip(fields, vocabulary.numbers, strict=True):
        arrays = arrays_of(field)
        of_terms = np.repeat(persons[numbers], np.diff(arrays.list_bounds))
        own = arrays.documents.astype(np.int64) + reader.doc_base
        is_wanted = wanted[own]
        all_documents.append(own[is_wanted])
        all_speakers.append(of_terms[is_wanted])
    documents, speakers = concatenate(all_documents), concatenate(all_speakers)
    if canonical_names:  # two names of one person may stand with one quote
        kept = (np.bincount(persons, minlength=len(names)) == 1)[speakers]
        merged = np.flatnonzero(~kept)
        pairs = documents[merged] * len(names) + speakers[merged]
        kept[merged[np.unique(pairs, return_index=True)[1]]] = True
        documents, speakers = documents[kept], speakers[kept]
    found, speakers = distinct(speakers)
    return SpeakerPairs(documents, speakers, [names[number] for number in found.tolist()])


def in_articles(
    pairs: SpeakerPairs, quotes: ArraySnapshot, articles: ArraySnapshot
) -> SpeakerPairs:
    """Return pairs of an article and a speaker, each once, given those of quotes."""
    at = index_of(articles.by_key.keys, quotes.column("key")[pairs.documents])
    documents = articles.by_key.documents[at]
    both = documents * max(len(pairs.names), 1) + pairs.speakers
    _, first = np.unique(both, return_index=True)
    return pairs._replace(documents=documents[first], speakers=pairs.speakers[first])


def _person_numbers(
    vocabulary: Vocabulary, canonical_names: Mapping[str, str]
) -> tuple[IntArray, list[str]]:
    """Return the number of the person of each term, and the name of each number."""
    persons = np.arange(len(vocabulary.terms))
    names, added = vocabulary.terms, dict[str, int]()
    for name, person in canonical_names.items():
        if name in vocabulary.number_of:
            number = vocabulary.number_of.get(person)
            if number is None:
                number = added.setdefault(person, len(names) + len(added))
            persons[vocabulary.number_of[name]] = number
    return persons, [*names, *added]


def sort_by_speaker(quotes: ArraySnapshot, documents: IntArray, pairs: SpeakerPairs) -> IntArray:
    """Sort quotes by first speaker, the most quoted one first, then newest first."""
    counts = np.bincount(pairs.speakers, minlength=len(pairs.names))
    order = sorted(range(len(pairs.names)), key=lambda n: (-counts[n], pairs.names[n]))
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = len(order)  # for quotes without a known speaker
    first = np.full(quotes.size, -1, dtype=np.int64)
    first[pairs.documents[::-1]] = pairs.speakers[::-1]
    days = quotes.column("date")[documents].astype(np.int64)
    keys = quotes.column("key")[documents]
    return documents[np.lexsort((documents, keys, -days, rank[first[documents]]))]


def rank_speakers(pairs: SpeakerPairs, days: Array, prefix: str, order: SpeakerOrder) -> list[int]:
    """Return the indices of the speakers with a word that starts with ``prefix``, in order.

    ``days`` are those of all quotes, as ordinals; speakers without a date come last.
    """
    counts = np.bincount(pairs.speakers, minlength=len(pairs.names))
    own = days[pairs.documents].astype(np.int64)
    first = np.full(len(pairs.names), date.max.toordinal(), dtype=np.int64)
    last = np.zeros(len(pairs.names), dtype=np.int64)
    np.minimum.at(first, pairs.speakers[own > 0], own[own > 0])
    np.maximum.at(last, pairs.speakers, own)
    ranks: dict[SpeakerOrder, Array] = {
        "quotes": -counts, "name": np.zeros_like(counts), "first": first, "last": -last,
    }  # fmt: skip
    rank = ranks[order].tolist()
    found = (n for n, name in enumerate(pairs.names) if f" {prefix}" in f" {name}" and counts[n])
    return sorted(found, key=lambda n: (rank[n], pairs.names[n]))


class TimeAxis(NamedTuple):
    """Consecutive periods."""

    period: Period
    first: int
    """The number of the first period, counted from 1970."""
    length: int

    def index_of(self, days: Array) -> IntArray:
        """Return the index of the period of each day, given as ordinals; undated ones excluded."""
        periods = (days.astype(np.int64) - UNIX_EPOCH).astype("M8[D]").astype(UNITS[self.period])
        return periods.astype(np.int64) - self.first

    def days(self) -> tuple[date, ...]:
        """Return the first day of each period."""
        numbers = np.arange(self.first, self.first + self.length)
        return tuple(numbers.astype(UNITS[self.period]).astype("M8[D]").tolist())

    def count_days(self, days: Array) -> tuple[int, ...]:
        """Return how many of the days are in each period."""
        return tuple(np.bincount(self.index_of(days), minlength=self.length).tolist())


def time_axis(days: Array, period: Period | None) -> TimeAxis:
    """Return the periods from the first of these days to the last, of a length that fits."""
    if not len(days):
        return TimeAxis(period or "month", 0, 0)
    span = int(days.max()) - int(days.min())
    if period is None:
        period = "day" if span <= MAX_DAYS_BY_DEFAULT else "month"
    if period == "day" and span > MAX_DAYS:
        period = "month"
    ends = np.array([days.min(), days.max()])
    first, last = TimeAxis(period, 0, 0).index_of(ends).tolist()
    return TimeAxis(period, first, last - first + 1)


def activity(days: Array, months: TimeAxis, cells: int) -> tuple[int, ...]:
    """Return how many of the days are in each of up to ``cells`` equal numbers of months."""
    width = max(-(-months.length // cells), 1)
    length = -(-months.length // width)
    indices = months.index_of(days) // width
    indices = indices[(indices >= 0) & (indices < length)]
    return tuple(np.bincount(indices, minlength=length).tolist())


def largest(counts: Sequence[int] | IntArray, limit: int) -> list[int]:
    """Return the indices of the largest counts above 0, largest first; of equal ones the first."""
    values = np.asarray(counts)
    order = np.lexsort((np.arange(len(values)), -values))[:limit]
    return [index for index in order.tolist() if values[index]]
