"""What the articles of a result have in common: counts of their sources, months and names.

The names of an article are numbers in one column of the index; the last bits of each say what
field it is a value of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from index.article import Annotation, Facet
from index.engines.postings import Snapshot

FIELDS = ("speaker", "person", "org", "place")
LABELS = {"person": "person", "organisation": "org", "place": "place"}
KIND_BITS = 2
MOST_VALUES = 12


def names_of(annotation: Annotation) -> set[tuple[str, str]]:
    """The names of an article that are counted: pairs of field and name."""
    found = {
        ("speaker", name) for quote in annotation.quotes if quote.named for name in quote.speakers
    }
    found.update(
        (LABELS[entity.label], entity.name)
        for entity in annotation.entities
        if entity.label in LABELS
    )
    return found


def numbers_of(names: Collection[tuple[str, str]], keys: Mapping[str, int]) -> list[int]:
    """The numbers of these names for the column of an article."""
    return [keys[name] << KIND_BITS | FIELDS.index(field) for field, name in sorted(names)]


def count_facets(
    side: Snapshot,
    documents: Collection[int],
    names: Callable[[Sequence[int]], Mapping[int, str]],
) -> tuple[Facet, ...]:
    """The facets of these articles; ``names`` gives the names of numbers."""
    counts = Counter(side.lists("names").of(documents))
    best: dict[int, list[tuple[int, int]]] = {kind: [] for kind in range(len(FIELDS))}
    wanted = len(best)
    for number, count in counts.most_common():
        values = best[number & (1 << KIND_BITS) - 1]
        if len(values) < MOST_VALUES:
            values.append((number >> KIND_BITS, count))
            wanted -= len(values) == MOST_VALUES
            if not wanted:
                break
    sources = outlets(side, documents)
    called = names([key for values in (sources, *best.values()) for key, _ in values])
    facets = [
        Facet(field, tuple((called[key], count) for key, count in values))
        for field, values in zip(("source", *FIELDS), (sources, *best.values()), strict=True)
    ]
    return (facets[0], Facet("date", _months(side, documents)), *facets[1:])


def outlets(side: Snapshot, documents: Collection[int]) -> list[tuple[int, int]]:
    """The numbers of the commonest sources, and how many articles each has."""
    counts = Counter(map(side.column("outlet").__getitem__, documents))
    del counts[0]
    return counts.most_common(MOST_VALUES)


def _months(side: Snapshot, documents: Collection[int]) -> tuple[tuple[str, int], ...]:
    """How many articles each month has, newest first."""
    months: Counter[str] = Counter()
    for day, count in Counter(map(side.column("date").__getitem__, documents)).items():
        if day:
            months[f"{date.fromordinal(day):%Y-%m}"] += count
    return tuple(sorted(months.items(), reverse=True))
