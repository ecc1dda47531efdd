"""Count over many articles: facets, timelines, activity of speakers, new matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

import numpy as np

from index.article import (
    UNKNOWN_SPEAKER,
    Entry,
    Facet,
    Period,
    QuoteHit,
    Speaker,
    SpeakerOrder,
    Timeline,
)
from index.engines.local.fulltext.analysis import name_words
from index.engines.local.fulltext.docsets import (
    Array,
    IntArray,
    distinct,
    index_of,
    mask_of,
    unscored,
)
from index.engines.local.fulltext.documents import with_none
from index.engines.local.fulltext.field_names import whole_name
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.evaluator import spoken_by
from index.engines.local.fulltext.search.facets import MAX_VALUES, count_facets, count_states
from index.engines.local.fulltext.search.query_results import EVERYTHING, QueryResults
from index.engines.local.speaker_activity import (
    SpeakerPairs,
    activity,
    in_articles,
    rank_speakers,
    sort_by_speaker,
    speaker_pairs,
    time_axis,
)
from index.engines.local.store import Store
from index.engines.local.timeline import build_timeline
from index.engines.local.voices import (
    QuoteFacts,
    count_stories,
    count_words,
    kind_section,
    month_section,
    months_of,
    naming_section,
    outlet_section,
    outlets_of,
    quote_facts,
    speaker_section,
    total_of,
)
from index.query import SpeakerFilter, Tree, Word
from index.voices import VoiceCount, Voices, VoiceSection, WordCount

NAMES_ASKED = 500  # at a time whether they are names; all takes 20 ms
UNKNOWN = Word("speaker", UNKNOWN_SPEAKER)
NO_SPEAKERS = VoiceSection("speaker", ())


class LocalStatistics:
    """Count from the columns and posting lists of the index."""

    def __init__(self, store: Store, newest_results: Callable[[], QueryResults]) -> None:
        self._store = store
        self._newest_results = newest_results

    def facets(
        self, tree: Tree, *, by_speaker: SpeakerFilter | None = None, show_copies: bool = False,
        limit: int = MAX_VALUES,
    ) -> tuple[Facet, ...]:  # fmt: skip
        """Count states, outlets, months and names in the articles that match."""
        results, marks = self._newest_results(), self._store.marks
        result = results.match_articles(tree)
        states = count_states(
            results.articles, result.matched.documents,
            marks.marked("read"), marks.marked("starred"), show_copies=show_copies,
        )  # fmt: skip
        found = self._count_facets(results.articles, result.matched.documents, show_copies, limit)
        quotes = results.match_quotes(UNKNOWN).matched.documents
        if by_speaker:
            asked = results.quotes_of_filter(by_speaker)
            quotes = asked[mask_of(quotes, results.quotes.size)[asked]]
            speakers = self._speaker_facet(results, asked, show_copies, limit)
            found = tuple(speakers if each.field == "speaker" else each for each in found)
        unknown = _count_with_quote(results, result.matched.documents, quotes, show_copies)
        return (states, *(with_none(each, unknown * (each.field == "speaker")) for each in found))

    def _speaker_facet(
        self, results: QueryResults, quotes: IntArray, show_copies: bool, limit: int
    ) -> Facet:
        """Count the articles of each speaker who says one of these quotes."""
        pairs = self._in_articles(results, quotes)
        speakers = pairs.speakers
        if not show_copies:
            speakers = results.articles.values_once(pairs.documents, speakers)
        counts = np.bincount(speakers, minlength=len(pairs.names)).tolist()
        ranked = sorted(range(len(counts)), key=lambda at: (-counts[at], pairs.names[at]))
        chosen = self._named_first(ranked, pairs.names, limit)[:limit]
        known = self._store.speakers.named([pairs.names[number] for number in chosen])
        names = self._store.speakers.spellings(list(known))
        return Facet("speaker", tuple(
            (names[pairs.names[number]], counts[number])
            for number in chosen if pairs.names[number] in known
        ))  # fmt: skip

    def _speakers_of_articles(self, results: QueryResults, asked: SpeakerFilter) -> SpeakerPairs:
        """Return who says what a filter by a speaker asks for, in each article."""
        return self._in_articles(results, results.quotes_of_filter(asked))

    def _in_articles(self, results: QueryResults, quotes: IntArray) -> SpeakerPairs:
        pairs = self._speaking(results, quotes)
        return in_articles(pairs, results.quotes, results.articles)

    def _speaking(self, results: QueryResults, documents: IntArray) -> SpeakerPairs:
        return speaker_pairs(results.quotes, documents, self._canonical_names())

    def speaker_facets(self, names: Sequence[str]) -> tuple[Facet, ...]:
        """Count outlets, months and names in the articles that quote a speaker."""
        results = self._newest_results()
        articles, quotes = results.articles, results.quotes
        keys, _ = distinct(quotes.column("key")[spoken_by(quotes, names)])
        at = index_of(articles.by_key.keys, keys)
        documents = np.sort(articles.by_key.documents[at[at >= 0]])
        return self._count_facets(articles, documents, show_copies=False)

    def _count_facets(
        self, articles: ArraySnapshot, documents: IntArray, show_copies: bool,
        limit: int = MAX_VALUES,
    ) -> tuple[Facet, ...]:  # fmt: skip
        return count_facets(
            articles, documents, self._store.names.names, self._store.names.counted_under(),
            self._store.names.spellings(), show_copies=show_copies, limit=limit,
        )  # fmt: skip

    def count_quotes(self, speakers: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
        """Return how many quotes each speaker has, and in how many articles."""
        quotes = self._newest_results().quotes
        keys = quotes.column("key")
        found = [_collapsed_quotes(quotes, names) for names in speakers]
        return [(len(documents), len(distinct(keys[documents])[0])) for documents in found]

    def all_outlets(self) -> list[tuple[str, int, int]]:
        """Return every outlet with its number of articles that are shown, and hidden."""
        return self._store.database.rows(
            "SELECT source, sum(state < 2), sum(state = 3 AND unhidden_state < 2) FROM articles"
            " GROUP BY source ORDER BY source"
        )

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the outlets with a word that starts with ``prefix``, most articles first."""
        return self._store.articles.outlets(prefix, limit)

    def timeline(
        self, tree: Tree | None, period: Period | None, by_speaker: SpeakerFilter | None,
        limit: int, *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        """Count quotes or articles per period, in all and for the most frequent speakers."""
        results = self._newest_results()
        show = partial(
            build_timeline, period=period, limit=limit, spellings=self._store.speakers.spellings,
            show_copies=show_copies,
        )  # fmt: skip
        if by_speaker is None:
            quotes = results.match_quotes(tree)
            return show(quotes, partial(self._speaking, results), has_unknown=True)
        pairs = self._speakers_of_articles(results, by_speaker)
        found = results.match_articles(tree or EVERYTHING)

        def speaking(documents: IntArray) -> SpeakerPairs:
            own = index_of(documents, pairs.documents) >= 0
            return pairs._replace(documents=pairs.documents[own], speakers=pairs.speakers[own])

        return show(found, speaking, has_unknown=False)

    def speakers(
        self, tree: Tree | None, prefix: str, order: SpeakerOrder, offset: int, limit: int,
        cells: int, *, show_copies: bool = False,
    ) -> tuple[list[Speaker], int]:  # fmt: skip
        """Return one page of the people who speak in the quotes that match, and how many they are.

        Their counts, dates and activity are those of these quotes.
        """
        results = self._newest_results()
        quotes = results.quotes
        documents = results.match_quotes(tree).shown(show_copies).documents
        pairs = self._speaking(results, documents)
        days, keys = quotes.column("date"), quotes.column("key")
        found = rank_speakers(pairs, days, " ".join(name_words(prefix)), order)
        ranked = self._named_first(found, pairs.names, offset + limit)
        months = time_axis(days[documents][days[documents] > 0], "month")
        page, chosen = list[Speaker](), ranked[offset : offset + limit]
        spellings = self._store.speakers.spellings([pairs.names[n] for n in chosen])
        known = self._store.speakers.get_all(list(spellings.values()))
        for number in chosen:
            own = pairs.documents[pairs.speakers == number]
            dated = days[own][days[own] > 0]
            name = spellings.get(pairs.names[number], pairs.names[number])
            speaker = known.get(name) or Speaker(name, False, 0, 0, None, None)
            page.append(speaker._replace(
                quotes=len(own), articles=len(distinct(keys[own])[0]),
                first=date.fromordinal(int(dated.min())) if len(dated) else None,
                last=date.fromordinal(int(dated.max())) if len(dated) else None,
                activity=activity(dated, months, cells) if cells and len(dated) else (),
            ))  # fmt: skip
        return page, len(found)

    def _named_first(self, found: Sequence[int], names: Sequence[str], end: int) -> list[int]:
        """Return speakers, named ones first, as far as ``end``."""
        named: list[int] = []
        others: list[int] = []
        for start in range(0, len(found), NAMES_ASKED):
            asked = found[start : start + NAMES_ASKED]
            known = self._store.speakers.named([names[number] for number in asked])
            for number in asked:
                (named if names[number] in known else others).append(number)
            if len(named) >= end:
                break
        return [*named, *others]

    def activity(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        """Count the quotes of each speaker, given by all their names, in up to ``cells`` periods.

        The periods go from the first to the last month of ``span``, or of all quotes.
        """
        quotes = self._newest_results().quotes
        days = quotes.column("date")
        ends = np.array([day.toordinal() for day in span]) if span else days[days > 0]
        months = time_axis(ends, "month")
        found = []
        for names in speakers:
            own = days[_collapsed_quotes(quotes, names)]
            found.append(activity(own[own > 0], months, cells))
        return found

    def quotes_by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        """Return one page of the quotes that match, grouped by speaker, most quoted first."""
        results = self._newest_results()
        quotes = results.quotes
        documents = results.match_quotes(tree).shown(show_copies).documents
        pairs = self._speaking(results, documents)
        page = sort_by_speaker(quotes, documents, pairs)[offset : offset + limit]
        keys, numbers = (quotes.column(name)[page].tolist() for name in ("key", "number"))
        return tuple(self._store.articles.quote_hits(list(zip(keys, numbers, strict=True))))

    def voices(self, tree: Tree | None, limit: int | None, *, show_copies: bool = False) -> Voices:
        """Count who is heard in the quotes that match; ``limit`` 0 leaves out the speakers."""
        results = self._newest_results()
        quotes, result = results.quotes, results.match_quotes(tree)
        every = quote_facts(quotes, result.matched.documents)
        facts = every.of_documents(result.shown(show_copies).documents)

        def in_groups(groups: IntArray) -> tuple[QuoteFacts, IntArray]:
            """Return what is counted in groups: of a quote in copies, one in each of its groups."""
            if show_copies:
                return every, groups
            rows = quotes.once_in_story(every.documents, groups)
            return every.take(rows), groups[rows]

        speakers, joint = NO_SPEAKERS, 0
        if limit != 0:
            pairs = self._speaking(results, facts.documents)
            joint = len(pairs.documents) - len(distinct(pairs.documents)[0])
            speakers = speaker_section(facts, pairs, limit, self._store.speakers.spellings)
        outlets = self._listed_outlets(outlets_of(every, quotes, results.articles))
        months = months_of(quotes.column("date")[every.documents])
        sections = (
            speakers,
            naming_section(*in_groups(every.naming)),
            kind_section(*in_groups(every.kind)),
            outlet_section(*in_groups(outlets), self._store.names.names),
            month_section(*in_groups(months)),
        )
        total = total_of(facts)
        stories = count_stories(facts, quotes, results.articles)
        copies = 0 if show_copies else total.articles - stories
        return Voices(total, sections, joint, copies)

    def _listed_outlets(self, numbers: IntArray) -> IntArray:
        """Return the numbers under which outlets are listed, given those of any spelling."""
        others = self._store.names.spellings()
        if not others:
            return numbers
        listed = np.arange(max(int(numbers.max(initial=0)), *others, *others.values()) + 1)
        listed[list(others)] = list(others.values())
        return listed[numbers]

    def total(self, tree: Tree | None, *, show_copies: bool = False) -> VoiceCount:
        """Count the quotes that match."""
        results = self._newest_results()
        documents = results.match_quotes(tree).shown(show_copies).documents
        return total_of(quote_facts(results.quotes, documents))

    def compare_words(
        self, first: Tree | None, second: Tree | None, background: Tree | None, min_count: int,
        *, show_copies: bool = False,
    ) -> list[WordCount]:  # fmt: skip
        """Count the words of the quotes of three searches, those that one of two often has."""
        results = self._newest_results()
        one, two, all_quotes = (
            results.match_quotes(tree).shown(show_copies).documents
            for tree in (first, second, background)
        )
        return count_words(results.quotes, one, two, all_quotes, min_count)

    def count_new(self, tree: Tree, seen: int, *, show_copies: bool = False) -> tuple[int, int]:
        """Return how many articles match, and how many of them have a key above ``seen``."""
        keys = self._matching_keys(tree, show_copies=show_copies)
        return len(keys), int(np.count_nonzero(keys > seen))

    def new_articles(
        self, tree: Tree, seen: int, limit: int | None, *, show_copies: bool = False
    ) -> tuple[Entry, ...]:
        """Return the articles that match and have a key above ``seen``, the last one first."""
        keys = self._matching_keys(tree, show_copies=show_copies)
        chosen = np.sort(keys[keys > seen])[::-1][:limit].tolist()
        entries = self._store.articles.entries(chosen)
        return tuple(entries[key] for key in chosen)

    def _matching_keys(self, tree: Tree, *, show_copies: bool) -> Array:
        results = self._newest_results()
        documents = results.match_articles(tree).shown(show_copies).documents
        return results.articles.column("key")[documents]

    def _canonical_names(self) -> Mapping[str, str]:
        return canonical_names(tuple(self._store.speakers.all_folds()))


@lru_cache(maxsize=1)  # folding 3,000 names takes 10 ms
def canonical_names(folds: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return the name that each other name of a person counts under, both folded."""
    return {whole_name(name): whole_name(person) for name, person in folds}


def _collapsed_quotes(quotes: ArraySnapshot, names: Sequence[str]) -> IntArray:
    return quotes.collapse(unscored(spoken_by(quotes, names))).documents


def _count_with_quote(
    results: QueryResults, documents: IntArray, quotes: IntArray, show_copies: bool
) -> int:
    """Return how many of these articles have one of these quotes."""
    articles = results.articles
    at = index_of(articles.by_key.keys, distinct(results.quotes.column("key")[quotes])[0])
    found = documents[mask_of(articles.by_key.documents[at[at >= 0]], articles.size)[documents]]
    return len(found if show_copies else articles.collapse(unscored(found)).documents)
