"""Count over many articles of a cluster: facets, timelines, activity of speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from index.article import (
    Counted,
    Entry,
    Facet,
    Period,
    QuoteHit,
    Speaker,
    SpeakerOrder,
    Timeline,
)
from index.engines.local.fulltext.analysis import plain_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.name_counts import ENDS, number_of
from index.engines.opensearch.names import NameIndex
from index.engines.opensearch.personal import PersonalCorrections
from index.engines.opensearch.search.pages import sort_of
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.translation import searchable
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.speaker_activity import (
    MAX_PERIODS,
    SpeakerActivity,
    Voice,
    buckets,
    cells_of,
)
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import day_of
from index.engines.protocol_parts import EngineStatistics
from index.query import And, Flag, Not, Tree
from index.voices import Voices, WordCount

if TYPE_CHECKING:
    from index.engines.opensearch.voices import ClusterVoices

MAX_VALUES = 12
MAX_OUTLETS = 10_000
MAX_NEW = 10_000  # articles listed as new
EXTRA = 5  # times as many names are fetched, so that merged ones are among them
FACETS = {"speaker": "speakers", "person": "persons", "org": "orgs", "place": "places"}
EVERYTHING = And(())
COUNT_PRECISION = 3000


_Count = tuple[str, int]  # a name, and in how many articles it occurs


class ClusterStatistics(EngineStatistics):
    """Counts by aggregations of the cluster."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, names: NameIndex,
        searcher: ClusterSearcher, corrections: PersonalCorrections,
    ) -> None:  # fmt: skip
        self._connection, self._index, self._names = connection, index, names
        self._searcher, self._corrections = searcher, corrections
        self._speaking = SpeakerActivity(connection, index, names, searcher)

    def _articles(self, tree: Tree | None, *, show_copies: bool) -> Json:
        query = self._searcher.articles_query(tree or EVERYTHING)
        return self._searcher.counted(self._index.articles, query, show_copies=show_copies)

    def _quotes(self, tree: Tree | None, *, show_copies: bool = False) -> Json:
        query = self._searcher.quotes_query(tree)
        return self._searcher.counted(self._index.quotes, query, show_copies=show_copies)

    # Facets

    def facets(self, tree: Tree, *, show_copies: bool = False) -> tuple[Facet, ...]:
        states = []
        for name, condition in (("unread", Not(Flag("read"))), ("starred", Flag("starred"))):
            query = self._articles(And((tree, condition)), show_copies=show_copies)
            states.append((name, self._searcher.count(query)))
        query = self._articles(tree, show_copies=show_copies)
        return (Facet("is", tuple(states)), *self._facets(query))

    def speaker_facets(self, names: Sequence[str]) -> tuple[Facet, ...]:
        folded = [whole_name(name) for name in names]
        query = searchable({"nested": {
            "path": "quotes", "query": {"terms": {"quotes.who": folded}},
        }})  # fmt: skip
        return self._facets(self._searcher.counted(self._index.articles, query))

    def _facets(self, query: Json) -> tuple[Facet, ...]:
        size = MAX_VALUES * EXTRA
        found = self._speaking.count(self._index.articles, query, {
            "source": {"terms": {"field": "outlet", "size": size}},
            "date": {"terms": {"field": "month", "size": MAX_PERIODS, "order": {"_key": "desc"}}},
            **{name: {"terms": {"field": field, "size": size}} for name, field in FACETS.items()},
        })  # fmt: skip
        values = {name: buckets(each) for name, each in found.items()}
        outlets: Counter[str] = Counter()
        renamed = self._corrections.outlets()
        for name, count in values["source"]:
            outlets[renamed.get(name, name)] += count
        values |= self._merged(query, {name: values[name] for name in FACETS})
        values["source"] = sorted(outlets.items(), key=lambda pair: -pair[1])
        facets = [Facet("source", tuple(values["source"][:MAX_VALUES]))]
        facets.append(Facet("date", tuple(values["date"])))
        return (*facets, *(Facet(name, tuple(values[name][:MAX_VALUES])) for name in FACETS))

    def _merged(self, query: Json, values: Mapping[str, list[_Count]]) -> dict[str, list[_Count]]:
        """Count the names of one person in each facet together, each article once."""
        every = self._names.members({name for counts in values.values() for name, _ in counts})
        persons = {name: person for person, names in every.items() for name in names}
        members: dict[str, dict[str, set[str]]] = defaultdict(dict)
        for facet, counts in values.items():
            for name, _ in counts:
                if name in persons:
                    members[facet][persons[name]] = every[persons[name]]
        found = self._speaking.count(self._index.articles, query, {
            facet: {"filters": {"filters": {
                person: {"terms": {FACETS[facet]: sorted(names)}} for person, names in each.items()
            }}} for facet, each in members.items()
        }) if members else {}  # fmt: skip
        merged = dict(values)
        for facet, answer in found.items():
            people = {person: each["doc_count"] for person, each in answer["buckets"].items()}
            kept = [pair for pair in values[facet] if pair[0] not in {*persons, *people}]
            merged[facet] = sorted([*kept, *people.items()], key=lambda pair: -pair[1])
        return merged

    # Outlets

    def all_outlets(self) -> list[tuple[str, int, int]]:
        found: dict[str, tuple[int, int]] = {}
        renamed = self._corrections.outlets()
        query = searchable({"match_all": {}})
        answer = self._speaking.count(self._index.articles, query, {
            "outlets": {"terms": {"field": "outlet", "size": MAX_OUTLETS}},
            "none": {"missing": {"field": "outlet"}},
        })  # fmt: skip
        values = buckets(answer["outlets"])
        if none := answer["none"]["doc_count"]:
            values.append(("", none))
        for name, count in values:
            is_hidden = renamed.get(name) == ""
            new = name if is_hidden else renamed.get(name, name)
            shown, hidden = found.get(new, (0, 0))
            found[new] = (shown, hidden + count) if is_hidden else (shown + count, hidden)
        return sorted((name, *counts) for name, counts in found.items())

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        wanted = f" {prefix.lower()}"
        found = [
            (name, shown)
            for name, shown, _ in self.all_outlets()
            if name and shown and wanted in f" {name.lower()}"
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    # Speakers

    def count_quotes(self, speakers: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
        if not speakers:
            return []
        found = self._by_speakers(speakers, {"articles": {"cardinality": {
            "field": "id", "precision_threshold": COUNT_PRECISION,
        }}})  # fmt: skip
        return [(each["doc_count"], int(each["articles"]["value"])) for each in found]

    def activity(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        if not speakers:
            return []
        if span is None:
            days = self._days(self._index.quotes, searchable({"match_all": {}}))
            span = (days[0], days[1]) if days else None
        if span is None:
            return [() for _ in speakers]
        months = {"months": {"terms": {"field": "month", "size": MAX_PERIODS}}}
        found = self._by_speakers(speakers, months)
        return [cells_of(dict(buckets(each["months"])), span, cells) for each in found]

    def _by_speakers(self, speakers: Sequence[Sequence[str]], aggregations: Json) -> list[Any]:
        """Return the counts of each speaker's quotes; those in copies count once."""
        filters = [{"terms": {"who": [whole_name(name) for name in names]}} for names in speakers]
        once = searchable({"term": {"repeated": False}})
        answer = self._speaking.count(self._index.quotes, once, {"speakers": {
            "filters": {"filters": filters}, "aggs": aggregations,
        }})  # fmt: skip
        found: list[Any] = answer["speakers"]["buckets"]
        return found

    def speakers(
        self, tree: Tree | None, prefix: str, order: SpeakerOrder, offset: int, limit: int,
        cells: int, *, show_copies: bool = False,
    ) -> tuple[list[Speaker], int]:  # fmt: skip
        query = self._quotes(tree, show_copies=show_copies)
        wanted = " ".join(plain_words(prefix))
        found = [
            voice
            for voice in self._speaking.voices(self._index.quotes, query)
            if f" {wanted}" in f" {whole_name(voice.name)}"
        ]
        none_first, none_last = date.max.toordinal(), 0
        ranks: dict[SpeakerOrder, Callable[[Voice], int]] = {
            "quotes": lambda voice: -voice.quotes, "name": lambda _: 0,
            "first": lambda voice: voice.first or none_first,
            "last": lambda voice: -(voice.last or none_last),
        }  # fmt: skip
        rank = ranks[order]
        found.sort(key=lambda voice: (not voice.named, rank(voice), whole_name(voice.name)))
        chosen = found[offset : offset + limit]
        if not chosen:
            return [], len(found)
        counted = self._speaking.count(self._index.quotes, query, {"speakers": {
            "filters": {"filters": [{"terms": {"spoken": list(each.spoken)}} for each in chosen]},
            "aggs": {
                "articles": {"cardinality": {
                    "field": "id", "precision_threshold": COUNT_PRECISION,
                }},
                "months": {"terms": {"field": "month", "size": MAX_PERIODS}},
            },
        }})["speakers"]["buckets"]  # fmt: skip
        days = self._days(self._index.quotes, query)
        page, known = [], self._names.known([voice.name for voice in chosen])
        for voice, counts in zip(chosen, counted, strict=True):
            unknown = Speaker(voice.name, voice.named, 0, 0, None, None)
            speaker = known.get(voice.name, unknown)
            months = dict(buckets(counts["months"]))
            page.append(speaker._replace(
                quotes=counts["doc_count"], articles=int(counts["articles"]["value"]),
                first=day_of(voice.first), last=day_of(voice.last),
                activity=cells_of(months, days, cells) if cells and days and months else (),
            ))  # fmt: skip
        return page, len(found)

    # Timelines

    def timeline(
        self, tree: Tree | None, period: Period | None, counted: Counted, limit: int,
        *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        if counted == "quotes":
            index, query = self._index.quotes, self._quotes(tree, show_copies=show_copies)
        else:
            index, query = self._index.articles, self._articles(tree, show_copies=show_copies)
        return self._speaking.timeline(index, query, period, counted, limit)

    def _days(self, index: str, query: Json) -> tuple[date, date] | None:
        """Return the first and the last day of documents."""
        found = self._speaking.count(index, query, ENDS)
        first, last = (day_of(number_of(found[name])) for name in ENDS)
        return (first, last) if first and last else None

    def quotes_by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        query = self._quotes(tree, show_copies=show_copies)
        index, sort = self._index.quotes, sort_of("newest", quotes=True)
        voices = self._speaking.voices(index, query)
        voices.sort(key=lambda each: (-each.quotes, whole_name(each.name)))
        # A quote of several speakers is listed under the first of them.
        groups: list[Json] = [{"terms": {"spoken": list(v.spoken)}} for v in voices]
        groups.append({"bool": {"must_not": [{"exists": {"field": "spoken"}}]}})
        found: list[Json] = []
        done: list[Json] = []
        for group in groups:
            if len(found) >= limit:
                break
            part = {"bool": {"must": [query, group], "must_not": done[-1000:]}}
            count = self._searcher.count(part, index)
            if offset < count:
                body = {
                    "query": part, "sort": sort, "from": offset, "size": limit - len(found),
                    "_source": ["id", "number"],
                }  # fmt: skip
                answer = self._connection.search(f"/{index}/_search", body)
                found += answer["hits"]["hits"]
            offset = max(0, offset - count)
            done.append(group)
        return self._searcher.quote_hits(found)

    def new_articles(
        self, tree: Tree, seen: int, limit: int | None, *, show_copies: bool = False
    ) -> tuple[Entry, ...]:
        query = self._articles(tree, show_copies=show_copies)
        new = {"bool": {"must": [query], "filter": [{"range": {"added": {"gt": seen}}}]}}
        found = self._index.find(new, MAX_NEW if limit is None else limit)
        return tuple(self._searcher.entries(found))

    def voices(self, tree: Tree | None, limit: int | None, *, show_copies: bool = False) -> Voices:
        query = self._quotes(tree, show_copies=show_copies)
        return self._voices_of().count(query, limit, show_copies=show_copies)

    def compare_words(
        self, first: Tree | None, second: Tree | None, background: Tree | None, min_count: int,
        *, show_copies: bool = False,
    ) -> list[WordCount]:  # fmt: skip
        queries = [
            self._quotes(tree, show_copies=show_copies) for tree in (first, second, background)
        ]
        return self._voices_of().count_words(queries[:2], queries[2], min_count)

    def _voices_of(self) -> ClusterVoices:
        from index.engines.opensearch.voices import ClusterVoices  # with numpy

        return ClusterVoices(
            self._connection, self._index, self._names, self._searcher,
            self._corrections.outlets(),
        )  # fmt: skip

    def count_new(self, tree: Tree, seen: int, *, show_copies: bool = False) -> tuple[int, int]:
        query = self._articles(tree, show_copies=show_copies)
        new = {"bool": {"must": [query], "filter": [{"range": {"added": {"gt": seen}}}]}}
        return self._searcher.count(query), self._searcher.count(new)
