"""Count over many articles of a cluster: facets, timelines, activity of speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from index.article import (
    Entry,
    Facet,
    Period,
    QuoteHit,
    Speaker,
    SpeakerOrder,
    Timeline,
)
from index.engines.local.database.serialization import COPY, SHOWN
from index.engines.local.fulltext.analysis import name_words
from index.engines.local.fulltext.documents import with_none
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.facets import EXTRA, MAX_VALUES, ClusterFacets
from index.engines.opensearch.names.counts import ENDS
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.periods import cells_of, period_of
from index.engines.opensearch.personal import PersonalCorrections
from index.engines.opensearch.search.pages import sort_of
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.stories import Stories
from index.engines.opensearch.search.translation import searchable, with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.speaker_activity import (
    ARTICLES,
    MAX_PERIODS,
    Said,
    SpeakerActivity,
    Voice,
    buckets,
    ends_of,
    folded,
)
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import day_of
from index.engines.opensearch.timelines import ClusterTimelines
from index.engines.protocol_parts import EngineStatistics
from index.query import (
    And,
    Flag,
    InQuote,
    Not,
    SpeakerFilter,
    SpokenBy,
    Tree,
    asks_for_quotes,
    unknown_speaker,
)
from index.voices import Voices, WordCount

if TYPE_CHECKING:
    from index.engines.opensearch.voices import ClusterVoices

MONTHS: Json = {"months": {"terms": {"field": "month", "size": MAX_PERIODS}}}
MAX_OUTLETS = 10_000
MAX_NEW = 10_000  # articles listed as new
SPEAKERS_ASKED = 500  # whose articles are counted in one request
EVERYTHING = And(())


class ClusterStatistics(EngineStatistics):
    """Counts by aggregations of the cluster."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, names: NameIndex,
        searcher: ClusterSearcher, speaking: SpeakerActivity, corrections: PersonalCorrections,
    ) -> None:  # fmt: skip
        self._connection, self._index, self._names = connection, index, names
        self._searcher, self._speaking, self._corrections = searcher, speaking, corrections
        self._timelines = ClusterTimelines(index, searcher, speaking)

    def _articles(self, tree: Tree | None, *, show_copies: bool) -> Json:
        query = self._searcher.articles_query(tree or EVERYTHING)
        return self._searcher.counted(self._index.articles, query, show_copies=show_copies)

    def _quotes(self, tree: Tree | None, *, show_copies: bool = False) -> Json:
        query = self._searcher.quotes_query(tree)
        return self._searcher.counted(self._index.quotes, query, show_copies=show_copies)

    # Facets

    def facets(
        self, tree: Tree, *, by_speaker: SpeakerFilter | None = None, show_copies: bool = False,
        limit: int = MAX_VALUES,
    ) -> tuple[Facet, ...]:  # fmt: skip
        trees: list[Tree] = [And((tree, Not(Flag("read")))), And((tree, Flag("starred"))),
                             unknown_speaker(tree, by_speaker)]  # fmt: skip
        query, *counted = map(self._searcher.articles_query, (tree, *trees))
        unread, starred, unknown = self._searcher.count_each(counted, show_copies=show_copies)
        found = self._facets(query, Stories(show_copies), limit)
        if by_speaker:
            speakers = self._speaker_facet(by_speaker, limit, show_copies=show_copies)
            found = tuple(speakers if each.field == "speaker" else each for each in found)
        states = Facet("is", (("unread", unread), ("starred", starred)))
        return (states, *(with_none(each, unknown * (each.field == "speaker")) for each in found))

    def speaker_facets(self, names: Sequence[str]) -> tuple[Facet, ...]:
        query = self._searcher.articles_query(InQuote(SpokenBy(tuple(names))))
        return self._facets(query, Stories())

    def _facets(self, query: Json, stories: Stories, limit: int = MAX_VALUES) -> tuple[Facet, ...]:
        facets = ClusterFacets(
            self._index, self._names, self._searcher, self._speaking, self._corrections.outlets(),
            limit,
        )  # fmt: skip
        return facets.count(query, stories)

    def _speaker_facet(self, by_speaker: SpeakerFilter, limit: int, *, show_copies: bool) -> Facet:
        """Count the articles that a search finds with a filter by each speaker."""
        quotes = self._quotes(by_speaker.said)
        voices = [each for each in self._speaking.voices(self._index.quotes, quotes) if each.named]
        voices.sort(key=lambda each: (-each.quotes, folded(each.name)))
        names = [each.name for each in voices[: limit + EXTRA]]
        known = self._names.known(names)
        own = [known[name].names if name in known else (name,) for name in names]
        queries = [self._searcher.articles_query(by_speaker.of(each)) for each in own]
        counts: list[int] = []
        for start in range(0, len(queries), SPEAKERS_ASKED):
            asked = queries[start : start + SPEAKERS_ASKED]
            counts += self._searcher.count_each(asked, show_copies=show_copies)
        found = [pair for pair in zip(names, counts, strict=True) if pair[1]]
        found.sort(key=lambda pair: (-pair[1], folded(pair[0])))
        return Facet("speaker", tuple(found[:limit]))

    def _names_of(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._names.all_names(name)))

    # Outlets

    def all_outlets(self) -> list[tuple[str, int, int]]:
        return self._outlets(SHOWN, COPY)

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        wanted = f" {prefix.lower()}"
        found = [
            (name, shown)
            for name, shown, _ in self._outlets(SHOWN)
            if name and shown and wanted in f" {name.lower()}"
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _outlets(self, *states: int) -> list[tuple[str, int, int]]:
        """Return every outlet with its articles in these states that are shown, and hidden."""
        found: defaultdict[str, Counter[bool]] = defaultdict(Counter)
        renamed = self._corrections.outlets()
        query, _ = self._searcher.split({"terms": {"state": [*states]}})
        answer = self._speaking.count(self._index.articles, query, {
            "outlets": {"terms": {"field": "outlet", "size": MAX_OUTLETS}},
            "none": {"missing": {"field": "outlet"}},
        })  # fmt: skip
        for name, count in [*buckets(answer["outlets"]), ("", answer["none"]["doc_count"])]:
            is_hidden = renamed.get(name) == ""
            found[name if is_hidden else renamed.get(name, name)][is_hidden] += count
        for name, is_hidden, count in self._searcher.own_outlets(states):
            found[name][is_hidden] += count
        return sorted(
            (name, counts[False], counts[True]) for name, counts in found.items() if counts.total()
        )

    # Speakers

    def count_quotes(self, speakers: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
        return [
            (
                each["doc_count"] + len(own),
                int(each["articles"]["value"]) + len({said.article for said in own}),
            )
            for each, own in self._by_speakers(speakers, {"articles": ARTICLES})
        ]

    def activity(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        if speakers and span is None:
            span = self._days(self._searcher.quotes_query(None))
        if span is None:
            return [() for _ in speakers]
        return [
            cells_of(_months(each, own), span, cells)
            for each, own in self._by_speakers(speakers, MONTHS)
        ]

    def _by_speakers(
        self, speakers: Sequence[Sequence[str]], aggregations: Json
    ) -> list[tuple[Any, list[Said]]]:
        """Return the counts of each speaker's quotes, and the person's own ones among them.

        Quotes in copies count once.
        """
        if not speakers:
            return []
        index, wanted = self._index.quotes, [list(map(whole_name, names)) for names in speakers]
        query = searchable({"term": {"repeated": False}})
        if self._searcher.changed() or self._searcher.hidden_outlets():
            # Which quotes are repeated depends on what the person sees.
            query = self._quotes(SpokenBy(tuple(chain.from_iterable(speakers))))
        query, own = self._speaking.split(index, query)
        answer = self._speaking.count(index, query, {"speakers": {
            "filters": {"filters": [{"terms": {"who": names}} for names in wanted]},
            "aggs": aggregations,
        }})["speakers"]["buckets"]  # fmt: skip
        return [
            (each, [said for said in own if not said.who.isdisjoint(names)])
            for each, names in zip(answer, wanted, strict=True)
        ]

    def speakers(
        self, tree: Tree | None, prefix: str, order: SpeakerOrder, offset: int, limit: int,
        cells: int, *, show_copies: bool = False,
    ) -> tuple[list[Speaker], int]:  # fmt: skip
        index, query = self._index.quotes, self._quotes(tree, show_copies=show_copies)
        wanted = " ".join(name_words(prefix))
        found = [
            voice
            for voice in self._speaking.voices(index, query)
            if f" {wanted}" in f" {folded(voice.name)}"
        ]
        none_first, none_last = date.max.toordinal(), 0
        ranks: dict[SpeakerOrder, Callable[[Voice], int]] = {
            "quotes": lambda voice: -voice.quotes, "name": lambda _: 0,
            "first": lambda voice: voice.first or none_first,
            "last": lambda voice: -(voice.last or none_last),
        }  # fmt: skip
        rank = ranks[order]
        found.sort(key=lambda voice: (not voice.named, rank(voice), folded(voice.name)))
        chosen = found[offset : offset + limit]
        return (self._with_counts(chosen, query, cells) if chosen else []), len(found)

    def _with_counts(self, chosen: Sequence[Voice], query: Json, cells: int) -> list[Speaker]:
        """Return speakers with their counts in the quotes of a query."""
        days = self._days(query)
        query, own = self._speaking.split(self._index.quotes, query)
        counted = self._speaking.count(self._index.quotes, query, {"speakers": {
            "filters": {"filters": [{"terms": {"spoken": list(each.spoken)}} for each in chosen]},
            "aggs": {"articles": ARTICLES, **MONTHS},
        }})["speakers"]["buckets"]  # fmt: skip
        page, known = [], self._names.known([voice.name for voice in chosen])
        for voice, counts in zip(chosen, counted, strict=True):
            unknown = Speaker(voice.name, voice.named, 0, 0, None, None)
            mine = [each for each in own if each.is_by(voice.spoken)]
            months = _months(counts, mine)
            page.append(known.get(voice.name, unknown)._replace(
                quotes=counts["doc_count"] + len(mine),
                articles=int(counts["articles"]["value"]) + len({each.article for each in mine}),
                first=day_of(voice.first), last=day_of(voice.last),
                activity=cells_of(months, days, cells) if cells and days and months else (),
            ))  # fmt: skip
        return page

    # Timelines

    def timeline(
        self, tree: Tree | None, period: Period | None, by_speaker: SpeakerFilter | None,
        limit: int, *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        stories = Stories(show_copies)
        if by_speaker is None:
            query = self._searcher.quotes_query(tree)
            return self._timelines.count(self._index.quotes, query, period, limit, stories)
        query = self._searcher.articles_query(tree or EVERYTHING)

        def said_by(name: str) -> Json:
            return self._searcher.articles_query(by_speaker.of(self._names_of(name)))

        asks = by_speaker.quote != EVERYTHING or asks_for_quotes(by_speaker.articles)
        filters = said_by if asks else None
        return self._timelines.count(self._index.articles, query, period, limit, stories, filters)

    def _days(self, query: Json) -> tuple[date, date] | None:
        """Return the first and the last day of quotes."""
        query, own = self._speaking.split(self._index.quotes, query)
        return ends_of(self._speaking.count(self._index.quotes, query, ENDS), own)

    def quotes_by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        index, query = self._index.quotes, self._quotes(tree, show_copies=show_copies)
        voices = self._speaking.voices(index, query)
        voices.sort(key=lambda each: (-each.quotes, folded(each.name)))
        _, own = self._speaking.split(index, query)
        changed = with_ids([each.key for each in own], "key")
        # A quote of several speakers is listed under the first of them.
        groups = [
            ({"terms": {"spoken": list(v.spoken)}}, [s.key for s in own if s.is_by(v.spoken)])
            for v in voices
        ]
        unknown: Json = {"bool": {"must_not": [{"exists": {"field": "spoken"}}]}}
        groups.append((unknown, [each.key for each in own if not each.spoken]))
        found: list[Json] = []
        done: list[Json] = []
        for condition, keys in groups:
            if len(found) >= limit:
                break
            shared = {"bool": {"must": [condition], "must_not": [changed]}}
            group = {"bool": {"should": [shared, with_ids(keys, "key")]}} if own else condition
            part = {"bool": {"must": [query, group], "must_not": done[-1000:]}}
            count = self._searcher.count(part, index)
            if offset < count:
                body = {
                    "query": part, "sort": sort_of("newest", quotes=True), "from": offset,
                    "size": limit - len(found), "_source": ["id", "number"],
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
        query = self._searcher.quotes_query(tree)
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


def _months(counts: Any, own: Iterable[Said]) -> Counter[str]:
    """Return the number of quotes in each month, the person's own ones among them."""
    found = Counter(dict(buckets(counts["months"])))
    found.update(str(period_of(each.day, "month")) for each in own if each.day)
    return found
