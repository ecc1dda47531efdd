"""Count who is heard in the quotes of a search on a cluster, and which words.

Which quote is the first one found in its article depends on the search, and who a speaker is on the
merges and corrections of the person who asks. So a few columns of the quotes found are read, and
counted by the functions of the local engine. Words are counted by the cluster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.article import Article, Quote
from index.engines.local.database.serialization import COPY
from index.engines.local.fulltext.docsets import IntArray, distinct, first_of_each
from index.engines.local.fulltext.field_names import UNKNOWN, UNNAMED, spelling_key, whole_name
from index.engines.local.speaker_activity import SpeakerPairs
from index.engines.local.voices import (
    QuoteFacts,
    kind_section,
    month_section,
    months_of,
    naming_section,
    outlet_section,
    speaker_section,
    to_facts,
    total_of,
)
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.search.pages import PointInTime, with_state
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import spoken_as, times_said
from index.query.tree import QUOTE_TYPES
from index.voices import Voices, VoiceSection, WordCount

COLUMNS = ("id", "number", "words", "type", "outlet", "day", "spoken", "story", "state", "related")
MAX_BUCKETS = 60_000  # in one answer; the cluster gives 65,535
TERMS_IN_PART = 20_000  # counted in one request, approximately
ARTICLES_IN_PART = 10_000  # whose stories are read in one request
MAX_TIMES = 16  # bits: a word stands fewer than 65,536 times in one quote
WORDS_IN_PART = MAX_BUCKETS // MAX_TIMES
NO_SPEAKERS = VoiceSection("speaker", ())


class _Heard(NamedTuple):
    """What is counted of one quote."""

    article: str
    number: int
    words: int
    naming: int
    kind: int
    outlet: str
    day: int
    spoken: tuple[str, ...]
    """The speakers, as ``spoken_as`` has them."""
    story: int
    """The same for the same quote in copies; 0 without copies of its article."""
    is_copy: bool


class ClusterVoices:
    """Counts of the quotes of a search."""

    def __init__(
        self, connection: Connection, index: ArticleIndex, names: NameIndex,
        searcher: ClusterSearcher, outlets: Mapping[str, str],
    ) -> None:  # fmt: skip
        """``outlets`` are the new names of renamed outlets."""
        self._connection, self._index, self._names = connection, index, names
        self._searcher, self._outlets = searcher, outlets

    # Who is heard

    def count(self, query: Json, limit: int | None, *, show_copies: bool) -> Voices:
        """Count the quotes that match; ``limit`` is that of ``EngineStatistics.voices``."""
        found = self._heard(query)
        number_of = {a: n for n, a in enumerate(dict.fromkeys(each.article for each in found))}
        every = to_facts(
            np.arange(len(found)), _numbers(each.words for each in found),
            _numbers(number_of[each.article] for each in found),
            _numbers(each.number for each in found), _numbers(each.naming for each in found),
            _numbers(each.kind for each in found),
        )  # fmt: skip
        stories, places = _stories(found, show_copies=show_copies)

        def in_groups(groups: IntArray) -> tuple[QuoteFacts, IntArray]:
            rows = first_of_each(stories, places, groups)
            return every.take(rows), groups[rows]

        facts, _ = in_groups(np.zeros(len(found), dtype=np.int64))
        shown = [found[row] for row in facts.documents.tolist()]
        pairs = self._pairs(facts.documents, shown if limit != 0 else ())
        # Names that only a correction of the person has are not among those of the archive.
        here = {whole_name(name[1:]): name[1:] for each in shown for name in each.spoken}
        outlets = _outlet_numbers(found)
        sections = (
            speaker_section(
                facts, pairs, limit, lambda names: here | self._names.spellings(names)
            )
            if limit != 0
            else NO_SPEAKERS,
            naming_section(*in_groups(every.naming)),
            kind_section(*in_groups(every.kind)),
            outlet_section(
                *in_groups(_numbers(outlets[spelling_key(each.outlet)][0] for each in found)),
                lambda numbers: {n: name for n, name in outlets.values() if n in numbers},
            ),
            month_section(*in_groups(months_of(_numbers(each.day for each in found)))),
        )  # fmt: skip
        joint = len(pairs.documents) - len(distinct(pairs.documents)[0])
        articles = list(dict.fromkeys(each.article for each in shown))
        copies = 0 if show_copies else self._count_copies(articles)
        return Voices(total_of(facts), sections, joint, copies)

    def _count_copies(self, ids: Sequence[str]) -> int:
        """Return how many of these articles are copies of others of them."""
        found: list[int] = []
        for start in range(0, len(ids), ARTICLES_IN_PART):
            part = ids[start : start + ARTICLES_IN_PART]
            answer = self._connection.search(f"/{self._index.articles}/_search", {
                "query": {"bool": {"filter": [{"term": {"related": True}}, with_ids(part)]}},
                "size": ARTICLES_IN_PART, "track_total_hits": False,
                "stored_fields": "_none_", "docvalue_fields": ["story"],
            })  # fmt: skip
            found += [each["fields"]["story"][0] for each in answer["hits"]["hits"]]
        return len(found) - len(set(found))

    def _heard(self, query: Json) -> list[_Heard]:
        def read(state: PointInTime) -> list[_Heard]:
            pages = state.columns(self._index.quotes, query, COLUMNS)
            return [_heard_of(each) for page in pages for each in page]

        found: list[_Heard] = with_state(self._searcher.states, 0, read)
        own = self._searcher.own_quotes({each.article for each in found})
        return [
            self._renamed(_own(each, *own[each.article, each.number]))
            if (each.article, each.number) in own
            else self._renamed(each)
            for each in found
        ]

    def _renamed(self, heard: _Heard) -> _Heard:
        new = self._outlets.get(heard.outlet)
        return heard._replace(outlet=new) if new else heard

    def _pairs(self, rows: IntArray, found: Sequence[_Heard]) -> SpeakerPairs:
        names = {name for each in found for name in each.spoken}
        persons = {name: whole_name(name[1:]) for name in names}
        for name, person in self._names.speakers(names).items():
            persons[name] = whole_name(person)
        folded = sorted(set(persons.values()))
        number_of = {name: number for number, name in enumerate(folded)}
        pairs = [
            (row, number)
            for row, each in zip(rows.tolist(), found, strict=False)
            for number in dict.fromkeys(number_of[persons[name]] for name in each.spoken)
        ]
        return SpeakerPairs(
            _numbers(row for row, _ in pairs), _numbers(number for _, number in pairs), folded
        )

    # Words

    def count_words(self, sides: Sequence[Json], background: Json, least: int) -> list[WordCount]:
        """Count the words of the quotes of two queries, and of a third.

        Left out are words that are said less than ``least`` times in each of the two.
        """
        first, second = (self._count_all(query) for query in sides)
        found = sorted(word for word in first | second if max(first[word], second[word]) >= least)
        total: Counter[str] = Counter()
        for start in range(0, len(found), WORDS_IN_PART):
            part = found[start : start + WORDS_IN_PART]
            terms = [term for word in part for term in times_said(word, (1 << MAX_TIMES) - 1)]
            self._add_counts(total, background, {"include": terms})
        return [WordCount(word, first[word], second[word], total[word]) for word in found]

    def _count_all(self, query: Json) -> Counter[str]:
        counts: Counter[str] = Counter()
        size = {"cardinality": {"field": "times", "precision_threshold": 40_000}}
        answer = self._ask(query, {"size": size})
        parts = 1 + int(answer["size"]["value"]) // TERMS_IN_PART
        for number in range(parts):
            part = {"partition": number, "num_partitions": parts}
            self._add_counts(counts, query, {"include": part})
        return counts

    def _add_counts(self, counts: Counter[str], query: Json, chosen: Json) -> None:
        terms = {"field": "times", "size": MAX_BUCKETS, **chosen}
        for each in self._ask(query, {"words": {"terms": terms}})["words"]["buckets"]:
            word, _, times = each["key"].partition(" ")
            counts[word] += each["doc_count"] * int(times or 1)

    def _ask(self, query: Json, aggregations: Json) -> Json:
        answer: Json = self._connection.search(
            f"/{self._index.quotes}/_search", {"query": query, "size": 0, "aggs": aggregations}
        )["aggregations"]
        return answer


def _stories(found: Sequence[_Heard], *, show_copies: bool) -> tuple[IntArray, IntArray]:
    """Return the number of the story of each quote, -1 for none, and its place in it."""
    number_of = {story: n for n, story in enumerate({each.story for each in found})}
    is_alone = [show_copies or not each.story for each in found]
    stories = [
        -1 if alone else number_of[each.story] for each, alone in zip(found, is_alone, strict=True)
    ]
    places = [row + len(found) * each.is_copy for row, each in enumerate(found)]
    return _numbers(stories), _numbers(places)


def _outlet_numbers(found: Sequence[_Heard]) -> dict[str, tuple[int, str]]:
    """Return, by what all spellings of an outlet share, a number and the commonest spelling."""
    counts = Counter(each.outlet for each in found if each.outlet)
    numbers = {"": (0, "")}
    for name in sorted(counts, key=lambda each: (-counts[each], each.isupper(), each)):
        numbers.setdefault(spelling_key(name), (len(numbers), name))
    return numbers


def _numbers(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.fromiter(values, dtype=np.int64)


def _heard_of(fields: Mapping[str, Sequence[object]]) -> _Heard:
    """Return what is counted of a quote from its columns."""
    types = fields["type"]
    return _Heard(
        str(fields["id"][0]), _number(fields["number"]), _number(fields["words"]),
        1 if UNNAMED in types else 2 if UNKNOWN in types else 0,
        next(number for number, kind in enumerate(QUOTE_TYPES) if kind in types),
        str(fields.get("outlet", ("",))[0]), _number(fields.get("day", (0,))),
        tuple(map(str, fields.get("spoken", ()))),
        _number(fields["story"]) if fields["related"][0] else 0, _number(fields["state"]) == COPY,
    )  # fmt: skip


def _number(values: Sequence[object]) -> int:
    return int(str(values[0]))


def _own(heard: _Heard, article: Article, quote: Quote) -> _Heard:
    """Return what is counted of a quote in the version of the person who asks."""
    return heard._replace(
        naming=0 if quote.named else 1 if quote.speakers else 2,
        outlet=article.source, day=article.date.toordinal() if article.date else 0,
        spoken=tuple(spoken_as(name, named=quote.named) for name in dict.fromkeys(quote.speakers)),
    )  # fmt: skip
