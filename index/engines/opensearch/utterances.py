"""Which quotes report one utterance: stored with the shared quotes, and as one person has them.

What a person deletes, hides, corrects or merges can change the groups. Then only the quotes that it
reaches, and all that are linked with these, are grouped again for this person (``regrouped``); all
others are those of the cluster.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from index.article import Article, Quote, QuoteHit
from index.engines.local.database.serialization import place_number
from index.engines.local.database.utterances.table import UtteranceTable
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.personal import PersonalArchive, PersonalCorrections
from index.engines.opensearch.reader import ClusterReader
from index.engines.opensearch.search.same_quotes import same_quotes
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import SharedArticle, VersionGroup, quote_id
from index.engines.opensearch.storing.grouping import (
    ClusterQuote,
    QuoteGrouping,
    Ungrouped,
    with_persons,
)
from index.engines.opensearch.storing.regrouping import Regrouping
from index.engines.protocol_parts import EngineUtterances, UtteranceQuotes
from index.errors import ArchiveError, NotFoundError
from index.query import Tree
from index.record.results import UtteranceOrder

MAX_REGROUPED = 3000
"""Quotes of corrected articles, of hidden outlets, and under merged names, each. If there are more,
those quotes stay in the groups that everybody sees."""
MAX_AGE = 30.0  # seconds for which they are kept, as others may annotate articles again
MANY = 500  # articles that take so long to group that the user is told
COUNT_PRECISION = 40_000
MAX_MEMBERS = 10_000

Groups = Mapping[str, VersionGroup | None]


class _Rank(NamedTuple):
    """How utterances are sorted by a field of their quotes."""

    field: str
    order: str
    of_group: Callable[[VersionGroup], tuple[bool, int]]


RANKS: dict[UtteranceOrder, _Rank] = {
    "versions": _Rank("versions", "desc", lambda each: (False, -each.versions)),
    "newest": _Rank("last_said", "desc", lambda each: (each.last is None, -(each.last or 0))),
    "oldest": _Rank("first_said", "asc", lambda each: (each.first is None, each.first or 0)),
}


class ClusterUtterances(EngineUtterances):
    """The utterances of one archive, as one person has them."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, reader: ClusterReader,
        searcher: ClusterSearcher, names: NameIndex, personal: PersonalArchive,
        corrections: PersonalCorrections, *, read_only: bool,
    ) -> None:  # fmt: skip
        """With ``read_only``, nothing is grouped on the cluster."""
        self._connection, self._index, self._reader = connection, index, reader
        self._searcher, self._names, self._personal = searcher, names, personal
        self._corrections, self._read_only = corrections, read_only
        shared_names = NameIndex(connection, index)
        self._ungrouped = Ungrouped(connection, index, shared_names.persons)
        self._regrouping = Regrouping(connection, index)
        self.on_progress: Callable[[str], None] = lambda _: None
        self._regrouped: tuple[object, float, Groups] = (None, 0.0, {})
        self._lock = threading.Lock()
        searcher.regrouped = self._regrouped_now
        store = personal.local.store
        store.utterances = _OwnPlaces(store.utterances, self._places_where)

    def catch_up(self, pause: float = 0) -> int:
        done = self._group_changed()
        if not self._read_only and self._regrouping.take():
            self.on_progress(
                "Comparing all quotes with each other again, by newer rules. Until then, versions"
                " are those that an older onrecord found."
            )
            done += self._ungrouped.regroup(self._regrouping)
            self._forget_own()
        return done

    def _group_changed(self) -> int:
        if self._read_only or not (count := self._ungrouped.count()):
            return 0
        if count > MANY:
            self.on_progress(f"Comparing quotes, once: those of {count:,} articles and names.")
        done = self._ungrouped.catch_up()
        self._forget_own()
        return done

    def _forget_own(self) -> None:
        self._searcher.states.outdate()
        with self._lock:
            self._regrouped = (None, 0.0, {})

    def count_outdated(self) -> int:
        return self._regrouping.count()

    def stop(self) -> None:
        self._ungrouped.is_stopped.set()

    def _catch_up_if_possible(self) -> None:
        with suppress(ArchiveError):  # somebody may read who may not write
            self._group_changed()

    def of_quote(self, id: str, number: int) -> UtteranceQuotes:
        stored = self._reader.get(id)
        key = self._key(stored, number)
        if key is None:
            raise NotFoundError(
                f"Article {id} has no quote with the number {number + 1}, or only your own version"
                " has it."
            )
        self._catch_up_if_possible()
        group = self._groups_of([key]).get(key)
        return self._read([self._members([group])[group.key] if group else [key]])[0]

    def numbers(self, hits: Sequence[QuoteHit]) -> list[int]:
        self._catch_up_if_possible()
        stored = self._index.fetch([hit.entry.id for hit in hits])
        keys = [
            self._key(stored[hit.entry.id], hit.number) if hit.entry.id in stored else None
            for hit in hits
        ]
        groups = self._groups_of([key for key in keys if key])
        found = (groups.get(key) if key else None for key in keys)
        return [_number_of(group.key) if group else 0 for group in found]

    def page(
        self, tree: Tree | None, order: UtteranceOrder, offset: int, limit: int
    ) -> tuple[list[UtteranceQuotes], int]:
        self._catch_up_if_possible()
        query = {"match_all": {}} if tree is None else self._searcher.quotes_query(tree)
        regrouped = self.regrouped()
        own = self._own_groups(regrouped, None if tree is None else query)
        shared, total = self._shared_groups(query, order, offset + limit, regrouped)
        rank = RANKS[order].of_group
        ranked = sorted([*shared, *own], key=lambda each: (rank(each), each.key))
        page = ranked[offset : offset + limit]
        members = self._members(page)
        return self._read([members[each.key] for each in page]), total + len(own)

    def _own_groups(self, regrouped: Groups, query: Json | None) -> list[VersionGroup]:
        """Return this person's own groups, of those with a quote that matches."""
        groups = {key: group for key, group in regrouped.items() if group}
        if query and groups:
            wanted = {"bool": {"must": [query], "filter": [{"terms": {"key": sorted(groups)}}]}}
            found = self._quotes(wanted, ["key"])
            groups = {each["key"]: groups[each["key"]] for each in found}
        return list({group.key: group for group in groups.values()}.values())

    def _shared_groups(
        self, query: Json, order: UtteranceOrder, limit: int, regrouped: Groups
    ) -> tuple[list[VersionGroup], int]:
        """Return the first groups that are those of the cluster, and how many there are."""
        rank = RANKS[order]
        shown = {"bool": {
            "must": [query], "filter": [{"exists": {"field": "utterance"}}],
            "must_not": [{"terms": {"key": sorted(regrouped)}}] if regrouped else [],
        }}  # fmt: skip
        sort = {"max" if rank.order == "desc" else "min": {"field": rank.field}}
        answer = self._connection.search(f"/{self._index.quotes}/_search", {
            "query": shown, "size": 0, "aggs": {
                "groups": {
                    "terms": {
                        "field": "utterance", "size": max(1, limit),
                        "order": [{"by": rank.order}, {"_key": "asc"}],
                    },
                    "aggs": {
                        "by": sort, "versions": {"max": {"field": "versions"}},
                        "first": {"min": {"field": "first_said"}},
                        "last": {"max": {"field": "last_said"}},
                    },
                },
                "count": {"cardinality": {
                    "field": "utterance", "precision_threshold": COUNT_PRECISION,
                }},
            },
        })["aggregations"]  # fmt: skip
        found = [
            VersionGroup(
                each["key"], int(each["versions"]["value"]), "",
                *(int(each[name]["value"]) if each[name]["value"] else None
                  for name in ("first", "last")),
            )
            for each in answer["groups"]["buckets"]
        ]  # fmt: skip
        return found, int(answer["count"]["value"])

    # Groups

    def regrouped(self) -> Groups:
        """Return the groups of the quotes whose group is another one for this person."""
        outlets = self._corrections.outlets()
        names = self._corrections.names()
        changed = self._personal.changed()
        if not (changed or names or not all(outlets.values())):
            return {}
        with self._lock:
            state, now = (self._corrections.all(), self._reader.digest()), time.monotonic()
            known, made, groups = self._regrouped
            if known != state or now - made > MAX_AGE:
                groups = self._regroup(sorted(changed))
                self._regrouped = (state, now, groups)
            return groups

    def _regrouped_now(self) -> Groups:
        """Return the same for a search, after new quotes were grouped."""
        self._catch_up_if_possible()
        return self.regrouped()

    def _regroup(self, changed: Sequence[str]) -> Groups:
        shared = self._index.fetch(changed)
        own = self._searcher.own_quotes(changed)
        hidden = self._personal.hidden()
        outlets = self._corrections.outlets()

        def view(quotes: Sequence[ClusterQuote]) -> Iterable[ClusterQuote]:
            return with_persons(self._names.persons)([
                each
                for quote in quotes
                if outlets.get(quote.uttered.outlet) != ""
                and (each := _own_version(quote, shared, own, hidden))
            ])  # fmt: skip

        grouping = QuoteGrouping(self._connection, self._index, view)
        keys = {
            quote_id(name, number)
            for name, each in shared.items()
            for number in range(len(each.annotation.quotes))
            if each.group(number) or _is_changed(each, number, own, hidden)
        }
        corrected = [{"terms": {"key": sorted(keys)}}] if len(keys) <= MAX_REGROUPED else []
        for condition in [*corrected, *self._reached(outlets)]:
            grouping.quotes_where(condition)
        left = {group.key for group in grouping.hidden.values() if group}
        grouping.quotes_where({"terms": {"utterance": sorted(left)}})
        found = grouping.regroup(grouping.all_keys())
        return found | dict.fromkeys(grouping.hidden)

    def _reached(self, outlets: Mapping[str, str]) -> Iterator[Json]:
        """Yield queries for the quotes that hidden outlets and merged names reach."""
        hidden = [name for name, new in outlets.items() if not new]
        names = {name for each in self._corrections.names() for name in (each.name, each.other)}
        for field, values in (("outlet", hidden), ("who", list(map(whole_name, names)))):
            query: Json = {"terms": {field: sorted(values)}}
            if field == "outlet":  # quotes without other versions are in no group anyway
                query = {"bool": {"filter": [query, {"exists": {"field": "utterance"}}]}}
            if values and self._searcher.count(query, self._index.quotes) <= MAX_REGROUPED:
                yield query

    def _groups_of(self, keys: Sequence[str]) -> Groups:
        """Return the groups of quotes, as this person has them."""
        regrouped = self.regrouped()
        others = [key for key in keys if key not in regrouped]
        grouping = QuoteGrouping(self._connection, self._index, lambda quotes: quotes)
        for start in range(0, len(others), MAX_MEMBERS):
            grouping.quotes_where({"terms": {"key": others[start : start + MAX_MEMBERS]}})
        found = {key: each.group for key in others if (each := grouping.get(key))}
        return found | {key: regrouped[key] for key in keys if key in regrouped}

    def _places_where(self, test: Callable[[int, str], bool]) -> frozenset[int]:
        """Return this person's own quotes, as ``place_number``, whose group passes a test."""
        changed = sorted(self._personal.changed())
        shared = self._index.fetch(changed)
        places = self._personal.places(changed)
        keys = {
            key: place_number(local, number)
            for name, (local, annotation) in places.items()
            if name in shared
            for number in range(len(annotation.quotes))
            if (key := self._key(shared[name], number))
        }
        groups = self._groups_of(list(keys))
        return frozenset(
            place
            for key, place in keys.items()
            if (group := groups.get(key)) and test(group.versions, group.drift)
        )

    # Quotes

    def _key(self, stored: SharedArticle, number: int) -> str | None:
        """Return the id of a quote, given by its number in this person's version.

        None for a quote that is not there, or that the shared article does not have.
        """
        quotes = self._searcher.versions_of([stored])[stored.article.id][1].quotes
        if not 0 <= number < len(quotes):
            return None
        shared = stored.annotation.quotes
        place = number if quotes is shared else same_quotes(quotes, shared).get(number)
        return None if place is None else quote_id(stored.article.id, place)

    def _members(self, groups: Sequence[VersionGroup]) -> dict[str, list[str]]:
        """Return the ids of the quotes of groups, by the key of the group."""
        members: dict[str, list[str]] = {group.key: [] for group in groups}
        regrouped = self.regrouped()
        for key, group in regrouped.items():
            if group and group.key in members:
                members[group.key].append(key)
        shared = sorted(key for key, found in members.items() if not found)
        if shared:
            for each in self._quotes({"terms": {"utterance": shared}}, ["key", "utterance"]):
                members[each["utterance"]].append(each["key"])
        return members

    def _quotes(self, query: Json, fields: Sequence[str]) -> list[Json]:
        """Return fields of the quotes that match."""
        answer = self._connection.search(f"/{self._index.quotes}/_search", {
            "query": query, "size": MAX_MEMBERS, "_source": False, "docvalue_fields": [*fields],
        })  # fmt: skip
        hits = answer["hits"]["hits"]
        return [{name: values[0] for name, values in each["fields"].items()} for each in hits]

    def _read(self, groups: Sequence[Sequence[str]]) -> list[UtteranceQuotes]:
        """Return the quotes of groups, given by their ids, oldest first."""
        places = [key.rpartition("-")[::2] for keys in groups for key in keys]
        stored = self._index.fetch([name for name, _ in places])
        hits = self._searcher.quote_hits(
            [{"_source": {"id": name, "number": int(number)}} for name, number in places]
        )
        found = {self._key(stored[hit.entry.id], hit.number): hit for hit in hits}

        def age(hit: QuoteHit) -> tuple[bool, date | None, int, int]:
            day = hit.entry.date
            return day is None, day, stored[hit.entry.id].added, hit.number

        read = []
        for keys in groups:
            ordered = sorted((found[key] for key in keys if key in found), key=age)
            stories = (stored[hit.entry.id].story for hit in ordered)
            read.append(UtteranceQuotes(tuple(ordered), tuple(stories)))
        return read


class _OwnPlaces(UtteranceTable):
    """Answers the conditions on utterances in searches of the changed articles."""

    def __init__(
        self, table: UtteranceTable, places: Callable[[Callable[[int, str], bool]], frozenset[int]]
    ) -> None:
        super().__init__(table.database, table.on_progress, table.stopped)
        self._places = places

    def places_where(self, test: Callable[[int, str], bool]) -> frozenset[int]:
        return self._places(test)


def _own_version(
    quote: ClusterQuote, shared: Mapping[str, SharedArticle],
    own: Mapping[tuple[str, int], tuple[Article, Quote]], hidden: set[str],
) -> ClusterQuote | None:  # fmt: skip
    """Return a quote as the person who asks has it; None if it is hidden or no quote."""
    if quote.article not in shared:
        return quote
    found = own.get((quote.article, quote.number))
    if quote.article in hidden or not found:
        return None
    article, changed = found
    quote.uttered.day = article.date.toordinal() if article.date else None
    quote.uttered.outlet = article.source
    return quote._replace(names=changed.speakers if changed.named else ())


def _is_changed(
    stored: SharedArticle, number: int, own: Mapping[tuple[str, int], tuple[Article, Quote]],
    hidden: set[str],
) -> bool:  # fmt: skip
    """Whether a quote that the person sees is another than the shared one."""
    article, quote = own.get((stored.article.id, number), (stored.article, None))
    return bool(quote) and stored.article.id not in hidden and (
        (article.date, article.source) != (stored.article.date, stored.article.source)
        or quote != stored.annotation.quotes[number]
    )  # fmt: skip


def _number_of(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=7).digest(), "big")
