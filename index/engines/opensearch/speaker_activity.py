"""Who speaks in what a search finds on a cluster, and when.

What the person who asks has changed counts in their version: the cluster counts all other articles
and quotes, and what it finds of the changed ones is added here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.names.counts import ENDS, number_of
from index.engines.opensearch.names.folds import MAX_TERMS
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import quote_id, spoken_as, voices_of

MAX_PERIODS = 10_000
MAX_SPEAKERS = 10_000  # in one answer; more are asked for in pages
COUNT_PRECISION = 3000  # articles of a speaker up to which their number is exact

DATED: Json = {"exists": {"field": "day"}}
SPOKEN: Json = {"exists": {"field": "spoken"}}
ARTICLES: Json = {"cardinality": {"field": "id", "precision_threshold": COUNT_PRECISION}}
"""The aggregation that counts the articles of quotes."""


@lru_cache(maxsize=20_000)  # folding 4,000 names takes 40 ms
def folded(name: str) -> str:
    """Return the same as ``whole_name``."""
    return whole_name(name)


class Voice(NamedTuple):
    """A person, or a description of one, in the quotes of a search."""

    name: str
    named: bool
    spoken: tuple[str, ...]
    """Every name, as ``documents.spoken_as`` has it."""
    quotes: int
    first: int | None
    last: int | None


class Said(NamedTuple):
    """A changed quote or article, in the version of the person who asks."""

    key: str
    """The id of the shared one."""
    article: str
    day: int
    """0 without a date."""
    spoken: tuple[str, ...]
    story: int
    """That of the shared one."""

    @property
    def who(self) -> set[str]:
        """The folded names of the speakers."""
        return {whole_name(each[1:]) for each in self.spoken}

    def is_by(self, names: Iterable[str]) -> bool:
        """Whether it is by somebody who has one of these names."""
        return not set(names).isdisjoint(self.spoken)


class _Times(NamedTuple):
    """How often, and when, somebody is quoted under one name."""

    quotes: int
    first: int | None
    last: int | None


class SpeakerActivity:
    """Counts of the speakers of one archive."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, names: NameIndex,
        searcher: ClusterSearcher,
    ) -> None:  # fmt: skip
        self._connection, self._index = connection, index
        self._names, self._searcher = names, searcher

    def count(self, index: str, query: Json, aggregations: Json) -> Any:
        """Return aggregations of the documents that match."""
        body = {"query": query, "size": 0, "aggs": aggregations, "track_total_hits": True}
        return self._connection.search(f"/{index}/_search", body)["aggregations"]

    def split(self, index: str, query: Json) -> tuple[Json, list[Said]]:
        """Return the query without what the person has changed, and what it finds of that."""
        unchanged, changed = self._searcher.split(query)
        return unchanged, self.read_own(index, changed)

    def read_own(self, index: str, changed: Json | None) -> list[Said]:
        """Return what matches, in the version of the person; nothing for None."""
        if changed is None:
            return []
        is_quotes = index == self._index.quotes
        return list(self._own_quotes(changed) if is_quotes else self._own_articles(changed))

    # Who

    def voices(self, index: str, query: Json) -> list[Voice]:
        """Return who speaks in quotes, or articles, all names of a person together."""
        query, own = self.split(index, query)
        answer = self.count(index, query, {"voices": {
            "terms": {"field": "spoken", "size": MAX_SPEAKERS}, "aggs": ENDS,
        }})["voices"]  # fmt: skip
        return self.people(index, query, answer, own)

    def people(self, index: str, query: Json, answer: Json, own: Sequence[Said]) -> list[Voice]:
        """Return who speaks, given the counts of each name and of the person's own quotes."""
        found = answer["buckets"] if not answer["sum_other_doc_count"] else self._all(index, query)
        times = {
            each["key"]: _Times(
                each["doc_count"], number_of(each["first"]), number_of(each["last"])
            )
            for each in found
        }
        for said in own:
            for name in said.spoken:
                times[name] = _with_said(times.get(name), said.day)
        persons = self._names.speakers(times)
        groups: dict[str, list[str]] = defaultdict(list)
        spellings: dict[str, str] = {}
        for spoken in sorted(times, key=lambda each: (-times[each].quotes, each)):
            name = spoken[1:]  # the most frequent spelling comes first
            person = persons.get(spoken, name)
            key = folded(person)
            groups[key].append(spoken)
            if person != name or key not in spellings:
                spellings[key] = person
        return [_voice(spellings[key], own, times) for key, own in groups.items()]

    def _all(self, index: str, query: Json) -> Iterator[Json]:
        """Yield the counts of all speakers, however many there are."""
        sources = [{"voice": {"terms": {"field": "spoken"}}}]
        pages: Json = {"size": MAX_SPEAKERS, "sources": sources}
        while True:
            answer = self.count(index, query, {"all": {"composite": pages, "aggs": ENDS}})["all"]
            yield from (each | {"key": each["key"]["voice"]} for each in answer["buckets"])
            if "after_key" not in answer:
                return
            pages["after"] = answer["after_key"]

    def recount(self) -> dict[str, Json]:
        """Return the counts of every speaker whose quotes the person has changed or hidden.

        They are as the index of names has them, by speaker as ``spoken_as`` has them.
        """
        spoken, index = sorted(self._reached()), self._index.quotes
        changed = with_ids(self._searcher.changed())
        found: dict[str, Json] = {
            each: {"quotes": 0, "articles": 0, "first": None, "last": None} for each in spoken
        }
        for start in range(0, len(spoken), MAX_TERMS):
            part = spoken[start : start + MAX_TERMS]
            either = {"bool": {"should": [{"terms": {"spoken": part}}, changed]}}
            shown = {"bool": {"must": [self._searcher.quotes_query(None)], "filter": [either]}}
            query, own = self.split(index, self._searcher.counted(index, shown))
            terms = {"field": "spoken", "include": part, "size": len(part)}
            answer = self.count(index, query, {"voices": {
                "terms": terms, "aggs": {**ENDS, "articles": ARTICLES},
            }})["voices"]  # fmt: skip
            for each in answer["buckets"]:
                found[each["key"]] = {
                    "quotes": each["doc_count"], "articles": int(each["articles"]["value"]),
                    "first": number_of(each["first"]), "last": number_of(each["last"]),
                }  # fmt: skip
            for name in part:
                mine = [each for each in own if each.is_by([name])]
                times = _Times(*(found[name][each] for each in ("quotes", "first", "last")))
                for said in mine:
                    times = _with_said(times, said.day)
                articles = found[name]["articles"] + len({each.article for each in mine})
                found[name] = {**times._asdict(), "articles": articles}
        return found

    def _reached(self) -> set[str]:
        """Return the speakers, before or after it, of what the person has changed or hidden."""
        shared = self._index.fetch(self._searcher.changed())
        stories = self._index.with_stories(list(shared.values()))
        annotations = [each.annotation for each in stories]
        annotations += [own for _, own in self._searcher.versions_of(stories).values()]
        found = {voice for each in annotations for voice in voices_of(each)}
        if hidden := self._searcher.hidden_outlets():
            answer = self.count(self._index.quotes, with_ids(hidden, "outlet"), {
                "voices": {"terms": {"field": "spoken", "size": MAX_SPEAKERS}},
            })["voices"]  # fmt: skip
            if not answer["sum_other_doc_count"]:
                found.update(each["key"] for each in answer["buckets"])
        return found

    def _own_quotes(self, query: Json) -> Iterator[Said]:
        found = self._searcher.places(query)
        ids = {name for name, _ in found}
        own, shared = self._searcher.own_quotes(ids), self._index.fetch(sorted(ids))
        changed = set(self._searcher.changed())
        for place, story in found.items():
            if place in own:
                article, quote = own[place]
            elif place[0] in shared and place[0] not in changed:  # a copy of what was changed
                article = shared[place[0]].article
                quote = shared[place[0]].annotation.quotes[place[1]]
            else:
                continue
            spoken = dict.fromkeys(spoken_as(name, named=quote.named) for name in quote.speakers)
            day = article.date.toordinal() if article.date else 0
            yield Said(quote_id(*place), place[0], day, tuple(spoken), story)

    def _own_articles(self, query: Json) -> Iterator[Said]:
        stored = {each.article.id: each for each in self._index.find_all(query)}
        versions = self._searcher.versions_of(list(stored.values()))
        for name, (article, annotation) in versions.items():
            day = article.date.toordinal() if article.date else 0
            spoken = tuple(sorted(voices_of(annotation)))
            yield Said(name, name, day, spoken, stored[name].story)


def buckets(aggregation: Any) -> list[tuple[Any, int]]:
    """Return the values of an aggregation, each with its count."""
    return [(each["key"], each["doc_count"]) for each in aggregation["buckets"]]


def ends_of(aggregations: Json, own: Iterable[Said]) -> tuple[date, date] | None:
    """Return the first and the last day, given those of ``ENDS`` and of own quotes."""
    days = [day for name in ENDS if (day := number_of(aggregations[name])) is not None]
    days += [each.day for each in own if each.day]
    return (date.fromordinal(min(days)), date.fromordinal(max(days))) if days else None


def _with_said(times: _Times | None, day: int) -> _Times:
    """Return times with one more quote, on a day, or without a date if that is 0."""
    quotes, first, last = times or _Times(0, None, None)
    days = [each for each in (first, last, day) if each]
    return _Times(quotes + 1, min(days, default=None), max(days, default=None))


def _voice(name: str, spoken: Sequence[str], times: Mapping[str, _Times]) -> Voice:
    own = [times[each] for each in spoken]
    firsts, lasts = ([getattr(each, end) for each in own] for end in ("first", "last"))
    return Voice(
        name, any(each[0] == "1" for each in spoken), tuple(spoken),
        sum(each.quotes for each in own), min(filter(None, firsts), default=None),
        max(filter(None, lasts), default=None),
    )  # fmt: skip
