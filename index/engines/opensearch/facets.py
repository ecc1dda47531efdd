"""Count the outlets, months and names of what a search finds on a cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from index.article import Annotation, Article, Facet
from index.engines.local.fulltext.documents import facet_names, with_none
from index.engines.local.fulltext.field_names import spelling_key
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.stories import Stories, split_stories
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.speaker_activity import MAX_PERIODS, SpeakerActivity
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import NAME_LISTS

MAX_VALUES = 12
EXTRA = 48  # more values are fetched, so that merged ones are among them
FIELDS = {"source": "outlet", "date": "month", **NAME_LISTS}
WITHOUT = {"source": "no outlet", "date": "no month"}
"""The fields that articles may lack, and how their count is named in an answer."""


class Own(NamedTuple):
    """An article of a story in which the person changed one, as they have it."""

    key: str
    story: int
    values: frozenset[tuple[str, str]]
    """The fields and values that are counted."""

    def has(self, field: str, values: Collection[str]) -> bool:
        """Whether the article has one of these values."""
        return any((field, value) in self.values for value in values)

    def has_any(self, field: str) -> bool:
        """Whether the article has a value of this field."""
        return any(each == field for each, _ in self.values)


class ClusterFacets:
    """Facets of the articles of one archive."""

    def __init__(
        self, index: ArticleIndex, names: NameIndex, searcher: ClusterSearcher,
        speaking: SpeakerActivity, outlets: Mapping[str, str], limit: int,
    ) -> None:  # fmt: skip
        """``outlets`` are the new names of renamed outlets; ``limit`` values are returned."""
        self._index, self._names, self._searcher = index, names, searcher
        self._speaking, self._outlets, self._limit = speaking, outlets, limit

    def count(self, query: Json, stories: Stories) -> tuple[Facet, ...]:
        """Return the facets of the articles that match a query."""
        query, changed = split_stories(self._searcher, self._index, query)
        own = [] if changed is None else list(self._own(changed))
        found = self._speaking.count(self._index.articles, query, {
            field: {
                "terms": {"field": name,
                          "size": MAX_PERIODS if field == "date" else self._limit + EXTRA},
                "aggs": stories.aggregations,
            }
            for field, name in FIELDS.items()
        } | {
            without: {"missing": {"field": FIELDS[field]}, "aggs": stories.aggregations}
            for field, without in WITHOUT.items()
        })  # fmt: skip
        none = {
            field: stories.count(found[without])
            + stories.count_own((each.key, each.story) for each in own if not each.has_any(field))
            for field, without in WITHOUT.items()
        }
        counts = {field: dict(stories.buckets(found[field])) for field in FIELDS}
        mine = {value for each in own for value in each.values}
        listed = {field: self._listed(field, counts[field], mine) for field in FIELDS}
        self._count_joined(query, stories, counts, listed)
        return tuple(
            with_none(Facet(field, _ranked(field, {
                name: counts[field].get(name, 0) + stories.count_own(
                    (each.key, each.story) for each in own if each.has(field, values)
                )
                for name, values in listed[field].items()
            }, self._limit)), none.get(field, 0))
            for field in FIELDS
        )  # fmt: skip

    def _listed(
        self, field: str, counts: Mapping[str, int], own: Collection[tuple[str, str]]
    ) -> dict[str, set[str]]:
        """Return the values that count under each name: renamed, merged, or spelt alike."""
        found = {*counts, *(value for each, value in own if each == field)}
        values = sorted(found, key=lambda each: (-counts.get(each, 0), each.isupper(), each))
        if field == "date":
            return {value: {value} for value in values}
        names: dict[str, str] = {}
        if field == "source":
            names = {value: self._outlets.get(value) or value for value in values}
        else:
            for person, members in self._names.members(set(values)).items():
                names |= dict.fromkeys(members, person)
        persons = set(names.values())
        groups: defaultdict[str, set[str]] = defaultdict(set)
        shown: dict[str, str] = {}
        for value in chain(values, names):
            name = names.get(value, value)
            key = spelling_key(name)
            groups[key] |= {value, value.replace("'", "’"), value.replace("’", "'")}
            if key not in shown or (name in persons and shown[key] not in persons):
                shown[key] = name
        return {shown[key]: group for key, group in groups.items()}

    def _count_joined(
        self, query: Json, stories: Stories, counts: Mapping[str, dict[str, int]],
        listed: Mapping[str, Mapping[str, set[str]]],
    ) -> None:  # fmt: skip
        """Count the values of one name together, each story once."""
        joined = {
            field: {name: values for name, values in names.items() if values != {name}}
            for field, names in listed.items()
        }
        asked = {
            field: {
                "filters": {"filters": {
                    name: {"terms": {FIELDS[field]: sorted(values)}}
                    for name, values in names.items()
                }},
                "aggs": stories.aggregations,
            }
            for field, names in joined.items() if names
        }  # fmt: skip
        if not asked:
            return
        found = self._speaking.count(self._index.articles, query, asked)
        for field in asked:
            for name, bucket in found[field]["buckets"].items():
                counts[field][name] = stories.count(bucket)

    def _own(self, query: Json) -> Iterator[Own]:
        """Yield the articles of changed stories that match, as the person has them."""
        stored = {each.article.id: each for each in self._index.find_all(query)}
        for name, (article, annotation) in self._searcher.versions_of(
            list(stored.values())
        ).items():
            yield Own(name, stored[name].story, frozenset(_values(article, annotation)))


def _values(article: Article, annotation: Annotation) -> Iterator[tuple[str, str]]:
    yield from facet_names(annotation)
    if article.source:
        yield "source", article.source
    if article.date:
        yield "date", article.date.isoformat()[:7]


def _ranked(field: str, totals: Mapping[str, int], limit: int) -> tuple[tuple[str, int], ...]:
    found = [(name, count) for name, count in totals.items() if count]
    if field == "date":
        return tuple(sorted(found, reverse=True))
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit])
