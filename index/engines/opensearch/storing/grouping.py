"""Find out which quotes on a cluster report one utterance, by the rules of ``index.record``.

A quote is compared with those that have most marks in common with it, which the cluster finds. So
grouping new quotes takes a time that depends on them and on what they are linked with, not on the
archive. Which articles have quotes to be grouped is in the index ``ungrouped`` until that is done.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import SharedArticle, VersionGroup, quote_id
from index.engines.opensearch.storing.regrouping import Regrouping
from index.engines.opensearch.storing.schema import REGROUPING
from index.record.drift import find_drift
from index.record.utterances import (
    WINDOW_DAYS,
    Link,
    UtteredQuote,
    link_strength,
    split_into_utterances,
)
from index.record.wording import marks

MAX_CANDIDATES = 30  # quotes to compare each quote with
MAX_MARKS = 1000  # of one quote; the cluster takes 1,024 in a query
SEARCHES = 100  # in one request
PAGE = 5000  # quotes in one answer
BATCH = 500  # articles whose quotes are grouped, then stored
MAX_KEPT = 30_000  # quotes in memory
SOURCE = ["id", "number", "uttered"]
WAITING: Json = {"bool": {"must_not": {"ids": {"values": [REGROUPING]}}}}


class ClusterQuote(NamedTuple):
    """A quote to be compared."""

    article: str
    number: int
    group: VersionGroup | None
    """As it is stored; None for a quote without other versions."""
    names: tuple[str, ...]
    """Its speakers, if they have names."""
    uttered: UtteredQuote

    @property
    def key(self) -> str:
        """The id of the document of the quote."""
        return quote_id(self.article, self.number)


View = Callable[[Sequence[ClusterQuote]], Iterable[ClusterQuote]]
"""Returns quotes as somebody sees them, without those that are hidden."""
Persons = Callable[[Iterable[str]], Mapping[str, str]]
"""Returns the person of each name that is not a person's main one."""


def with_persons(persons: Persons) -> View:
    """Return the view in which the names of a person are one."""

    def view(quotes: Sequence[ClusterQuote]) -> Iterator[ClusterQuote]:
        names = {name for quote in quotes for name in quote.names}
        person_of = persons(names) if names else {}
        for quote in quotes:
            quote.uttered.persons = frozenset(person_of.get(name, name) for name in quote.names)
            yield quote

    return view


class QuoteGrouping:
    """Groups quotes of one archive; keeps what it has read."""

    def __init__(self, connection: Connection, index: ArticleIndex, view: View) -> None:
        self._connection, self._index, self._view = connection, index, view
        self._quotes: dict[str, ClusterQuote] = {}
        self.hidden: dict[str, VersionGroup | None] = {}
        """The quotes that the view leaves out, with their stored groups."""
        self._links: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._asked: set[str] = set()

    # Reading

    def quotes_where(self, query: Json) -> list[str]:
        """Return the ids of the quotes that match, the first added first, and keep the quotes."""
        found: list[str] = []
        body: Json = {
            "query": query, "size": PAGE, "_source": SOURCE,
            "sort": [{"added": "asc"}, {"id": "asc"}, {"number": "asc"}],
            "track_total_hits": False,
        }  # fmt: skip
        while True:
            answer = self._connection.search(f"/{self._index.quotes}/_search", body)
            hits = answer["hits"]["hits"]
            self._keep(each["_source"] for each in hits)
            found += [each["_id"] for each in hits]
            if len(hits) < PAGE:
                return found
            body["search_after"] = hits[-1]["sort"]

    def _keep(self, sources: Iterable[Any]) -> None:
        loaded = [_loaded(each) for each in sources]
        new = [each for each in loaded if each.key not in self._quotes]
        seen = {each.key: each for each in self._view(new)}
        self._quotes.update(seen)
        self.hidden.update((each.key, each.group) for each in new if each.key not in seen)

    def get(self, key: str) -> ClusterQuote | None:
        """Return a quote that was read, unless it is hidden."""
        return self._quotes.get(key)

    def all_keys(self) -> list[str]:
        """Return the ids of all quotes that were read and are not hidden."""
        return list(self._quotes)

    def set_group(self, key: str, group: VersionGroup | None) -> None:
        """Note that a quote is stored with a group."""
        self._quotes[key] = self._quotes[key]._replace(group=group)

    def forget(self, articles: Collection[str], names: Collection[str]) -> None:
        """Forget the quotes of articles, and of people with these names: they have changed."""
        folded = set(map(whole_name, names))
        gone = {
            key
            for key, quote in self._quotes.items()
            if quote.article in articles or not folded.isdisjoint(map(whole_name, quote.names))
        }
        for key in gone:
            del self._quotes[key]
            for other in self._links.pop(key, ()):
                self._links[other].pop(key, None)
                self._asked.discard(other)
        self._asked -= gone

    def make_room(self) -> None:
        """Forget what was read if it is much."""
        if len(self._quotes) > MAX_KEPT:
            for kept in (self._quotes, self._links, self._asked):
                kept.clear()

    # Grouping

    def regroup(self, keys: Collection[str]) -> dict[str, VersionGroup | None]:
        """Group quotes, and all that are linked with them or were of one group, again."""
        visited: set[str] = set()
        waiting = {key for key in keys if key in self._quotes}
        while waiting:
            visited |= waiting
            self._find_links(waiting)
            groups = {each.group.key for key in waiting if (each := self._quotes[key]).group}
            linked = {other for key in waiting for other in self._links[key]}
            linked.update(self._members(groups))
            waiting = {key for key in linked if key in self._quotes} - visited
        return self._split(visited)

    def _members(self, groups: Collection[str]) -> list[str]:
        return self.quotes_where({"terms": {"utterance": sorted(groups)}}) if groups else []

    def _find_links(self, keys: Collection[str]) -> None:
        """Find what these quotes are linked with."""
        asked = [self._quotes[key] for key in keys if key not in self._asked]
        for start in range(0, len(asked), SEARCHES):
            part = asked[start : start + SEARCHES]
            answers = self._connection.search_all(
                (self._index.quotes, _candidates(quote)) for quote in part
            )
            found = [
                [hit["fields"]["key"][0] for hit in answer["hits"]["hits"]] for answer in answers
            ]
            known = self._quotes.keys() | self.hidden.keys()
            if new := {key for keys in found for key in keys} - known:
                self.quotes_where({"terms": {"key": sorted(new)}})
            for quote, candidates in zip(part, found, strict=True):
                for key in candidates:
                    other = self._quotes.get(key)
                    if other and (strength := link_strength(quote.uttered, other.uttered)):
                        self._links[quote.key][other.key] = strength
                        self._links[other.key][quote.key] = strength
        self._asked.update(each.key for each in asked)

    def _split(self, keys: Collection[str]) -> dict[str, VersionGroup | None]:
        ordered = sorted(keys)
        number_of = {key: number for number, key in enumerate(ordered)}
        uttered = [self._quotes[key].uttered for key in ordered]
        links = [
            Link(number_of[key], number_of[other], strength)
            for key in ordered
            for other, strength in self._links[key].items()
            if key < other and other in number_of
        ]
        found: dict[str, VersionGroup | None] = dict.fromkeys(ordered)
        for members in split_into_utterances(uttered, links):
            if len(members) > 1:
                group = _group_of(ordered[min(members)], [uttered[each] for each in members])
                found.update((ordered[each], group) for each in members)
        return found


def _group_of(key: str, quotes: Sequence[UtteredQuote]) -> VersionGroup:
    days = [quote.day for quote in quotes if quote.day is not None]
    kinds = " ".join(find_drift(quotes).kinds)
    return VersionGroup(
        key, len(quotes), kinds, min(days, default=None), max(days, default=None)
    )  # fmt: skip


def _loaded(source: Json) -> ClusterQuote:
    own, article, number = source["uttered"], source["id"], source["number"]
    uttered = UtteredQuote(
        (article, number), own["words"], own["day"], own["names"], own["outlet"],
        own["story"], own["line"], is_direct=own["direct"],
    )  # fmt: skip
    group = VersionGroup(*own["group"]) if own["group"] else None
    return ClusterQuote(article, number, group, tuple(own["names"]), uttered)


def _candidates(quote: ClusterQuote) -> Json:
    """Return the search for the quotes with most marks of one, within the window."""
    found = sorted(marks(quote.uttered.marked))[:MAX_MARKS]
    conditions: list[Json] = []
    if (day := quote.uttered.day) is not None:
        window = {"gte": day - WINDOW_DAYS, "lte": day + WINDOW_DAYS}
        conditions.append({"bool": {"should": [
            {"range": {"day": window}}, {"bool": {"must_not": [{"exists": {"field": "day"}}]}},
        ]}})  # fmt: skip
    return {
        "query": {"bool": {
            "should": [{"constant_score": {"filter": {"term": {"marks": mark}}}} for mark in found],
            "minimum_should_match": 1, "filter": conditions,
            "must_not": [{"term": {"key": quote.key}}],
        }},
        "size": MAX_CANDIDATES, "track_total_hits": False,
        "sort": [{"_score": "desc"}, {"added": "asc"}, {"id": "asc"}, {"number": "asc"}],
        "stored_fields": "_none_", "docvalue_fields": ["key"],  # no text needs to be unpacked
    }  # fmt: skip


class Ungrouped:
    """The articles and names whose quotes are to be grouped; several people may do so at once."""

    def __init__(self, connection: Connection, index: ArticleIndex, persons: Persons) -> None:
        self._connection, self._index, self._persons = connection, index, persons
        self.is_stopped = threading.Event()

    def count(self) -> int:
        """Return how many articles and names there are."""
        path = f"/{self._index.ungrouped}/_count"
        return int(self._connection.send("POST", path, {"query": WAITING})["count"])

    def catch_up(self) -> int:
        """Group their quotes; return how many articles and names there were."""
        done = 0
        grouping = self._grouping()
        while not self.is_stopped.is_set() and (waiting := self.waiting()):
            if not done:  # the list may be searchable before the quotes that it names
                self._index.refresh()
            sources = [each["_source"] for each in waiting]
            articles = {each["article"] for each in sources if "article" in each}
            names = {each["name"] for each in sources if "name" in each}
            self._group(grouping, articles, names)
            self._index.dequeue(waiting)
            self._index.refresh()
            done += len(waiting)
        return done

    def regroup(self, regrouping: Regrouping) -> int:
        """Group the quotes that an older program grouped; return the number of articles."""
        grouping = self._grouping()

        def group(articles: Sequence[str]) -> None:
            self._group(grouping, set(articles), ())
            self._index.refresh()

        return regrouping.run(group, self.is_stopped)

    def _grouping(self) -> QuoteGrouping:
        return QuoteGrouping(self._connection, self._index, with_persons(self._persons))

    def _group(
        self, grouping: QuoteGrouping, articles: Collection[str], names: Collection[str]
    ) -> None:
        grouping.forget(articles, names)
        keys = grouping.quotes_where(_quotes_of(articles, names))
        self._index.enqueue(self._store(grouping, grouping.regroup(keys), articles))
        grouping.make_room()

    def waiting(self) -> list[Json]:
        """Return the next articles and names, those of one time together."""
        answer = self._connection.search(f"/{self._index.ungrouped}/_search", {
            "query": WAITING, "size": BATCH, "seq_no_primary_term": True,
            "sort": [{"day": {"order": "asc", "missing": "_last"}}], "track_total_hits": False,
        })  # fmt: skip
        hits: list[Json] = answer["hits"]["hits"]
        return hits

    def _store(
        self, grouping: QuoteGrouping, groups: Mapping[str, VersionGroup | None],
        waiting: Collection[str],
    ) -> dict[str, int | None]:  # fmt: skip
        """Store groups in the articles that do not have them yet.

        Returns the articles that somebody else changed meanwhile, each with its day.
        """
        found: defaultdict[str, dict[int, VersionGroup | None]] = defaultdict(dict)
        changed = set()
        for key, group in groups.items():
            if quote := grouping.get(key):
                found[quote.article][quote.number] = group
                if quote.group != group:
                    changed.add(quote.article)
        # The text of an article that waits may have other groups than its quotes.
        names = sorted(changed.union(waiting) & found.keys())
        overtaken: dict[str, int | None] = {}
        for start in range(0, len(names), BATCH):
            fetched = self._index.fetch_states(names[start : start + BATCH])
            stored = [
                new
                for name, (each, _) in fetched.items()
                if (new := _with_groups(each, found[name])).groups != each.groups or name in changed
            ]
            states = {name: state for name, (_, state) in fetched.items()}
            refused = self._index.store(stored, (), states)
            self._index.store_quotes(each for each in stored if each.article.id not in refused)
            overtaken |= {
                each.article.id: each.day for each in stored if each.article.id in refused
            }
        for key, group in groups.items():
            quote = grouping.get(key)
            if quote and quote.article in changed and quote.article not in overtaken:
                grouping.set_group(key, group)
        return overtaken


def _with_groups(stored: SharedArticle, groups: Mapping[int, VersionGroup | None]) -> SharedArticle:
    numbers = range(len(stored.annotation.quotes))
    new = tuple(groups.get(each, stored.group(each)) for each in numbers)
    return stored._replace(groups=new if any(new) else ())


def _quotes_of(articles: Iterable[str], names: Iterable[str]) -> Json:
    """Return the query for the quotes of articles, and of people with these names."""
    return {"bool": {"should": [
        {"terms": {"id": sorted(articles)}},
        {"terms": {"who": sorted(map(whole_name, names))}},
    ]}}  # fmt: skip
