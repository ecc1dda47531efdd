"""Who speaks in what a search finds on a cluster, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from index.article import Counted, Period, Timeline, TimelineRow
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.name_counts import ENDS, number_of
from index.engines.opensearch.names import NameIndex
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import spoken_as, voices_of

MAX_PERIODS = 10_000
MAX_SPEAKERS = 10_000  # in one answer; more are asked for in pages
MAX_DAYS, MAX_DAYS_BY_DEFAULT = 4000, 31  # as in ``local.speaker_activity``

DATED: Json = {"exists": {"field": "day"}}
SPOKEN: Json = {"exists": {"field": "spoken"}}


class Voice(NamedTuple):
    """A person, or a description of one, in the quotes of a search."""

    name: str
    named: bool
    spoken: tuple[str, ...]
    """Every name, as ``documents.spoken_as`` has it."""
    quotes: int
    first: int | None
    last: int | None


class _Said(NamedTuple):
    """When a quote was said, or an article printed, in the version of the person who asks."""

    day: int
    spoken: tuple[str, ...]


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

    # Who

    def voices(self, index: str, query: Json) -> list[Voice]:
        """Return who speaks in quotes, or articles, all names of a person together."""
        answer = self.count(index, query, {"voices": {
            "terms": {"field": "spoken", "size": MAX_SPEAKERS}, "aggs": ENDS,
        }})["voices"]  # fmt: skip
        return self._people(index, query, answer)

    def _people(self, index: str, query: Json, answer: Json) -> list[Voice]:
        buckets = answer["buckets"]
        if answer["sum_other_doc_count"]:
            buckets = sorted(self._all(index, query), key=lambda each: -each["doc_count"])
        persons = self._names.speakers(each["key"] for each in buckets)
        groups: dict[str, list[Any]] = defaultdict(list)
        spellings: dict[str, str] = {}
        for each in buckets:  # the most frequent spelling comes first
            name = each["key"][1:]
            person = persons.get(each["key"], name)
            folded = whole_name(person)
            groups[folded].append(each)
            if person != name or folded not in spellings:
                spellings[folded] = person
        return [_voice(spellings[folded], members) for folded, members in groups.items()]

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

    # When

    def timeline(
        self, index: str, query: Json, period: Period | None, counted: Counted, limit: int
    ) -> Timeline:
        """Count what a query finds for each period and speaker.

        What the person who asks has changed counts in their version.
        """
        own: list[_Said] = []
        if changed := self._searcher.changed():
            found = {"bool": {"must": [query], "filter": [with_ids(changed)]}}
            own = list(
                self._own_quotes(found) if counted == "quotes" else self._own_articles(found)
            )
            query = {"bool": {"must": [query], "must_not": [with_ids(changed)]}}
        dated = {"bool": {"must": [query], "filter": [DATED]}}
        every = self.count(index, query, {
            "dated": {"filter": DATED, "aggs": ENDS | {
                "voices": {"terms": {"field": "spoken", "size": MAX_SPEAKERS}, "aggs": ENDS},
            }},
            "undated": {"missing": {"field": "day"}},
        })  # fmt: skip
        ends = [each for name in ENDS if (each := number_of(every["dated"][name])) is not None]
        ends += [each.day for each in own if each.day]
        days = (date.fromordinal(min(ends)), date.fromordinal(max(ends))) if ends else None
        people = self._with_own(self._people(index, dated, every["dated"]["voices"]), own)
        period = choose_period(days, period)
        periods = periods_between(days, period)
        total, rows = self._rows(index, dated, period, periods, people, own, limit)
        if counted == "articles":
            rows = [each for each in rows if each.name or each.others]
        undated = every["undated"]["doc_count"] + sum(not each.day for each in own)
        return Timeline(period, periods, total, tuple(rows), undated)

    def _rows(
        self, index: str, query: Json, period: Period, periods: Sequence[date],
        people: Mapping[str, Voice], own: Sequence[_Said], limit: int,
    ) -> tuple[tuple[int, ...], list[TimelineRow]]:  # fmt: skip
        """Return the counts in all, and for the most frequent speakers and the others."""
        ranked = sorted(people, key=lambda folded: (-people[folded].quotes, folded))
        chosen = ranked[:limit]
        spoken = [each for folded in chosen for each in people[folded].spoken]
        filters: Json = {
            str(n): {"terms": {"spoken": [*people[each].spoken]}} for n, each in enumerate(chosen)
        }
        only_chosen = {"terms_set": {"spoken": {"terms": spoken, "minimum_should_match_script": {
            "source": "doc['spoken'].size()",
        }}}}  # fmt: skip
        filters["others"] = {"bool": {"filter": [SPOKEN], "must_not": [only_chosen][: len(spoken)]}}
        filters["none"] = {"bool": {"must_not": [SPOKEN]}}
        field = "day" if period == "day" else "month"
        values = {"terms": {"field": field, "size": MAX_PERIODS}}
        found = self.count(index, query, {
            "total": values,
            "rows": {"filters": {"filters": filters}, "aggs": {"total": values}},
        })  # fmt: skip

        def row(part: Json, mine: Iterable[_Said]) -> tuple[int, ...]:
            days = [(_value(each.day, period), 1) for each in mine if each.day]
            return row_of([*buckets(part["total"]), *days], periods, period)

        parts = found["rows"]["buckets"]
        rows = []
        for number, folded in enumerate(chosen):
            mine = [each for each in own if not set(each.spoken).isdisjoint(people[folded].spoken)]
            rows.append(TimelineRow(people[folded].name, row(parts[str(number)], mine)))
        rows.sort(key=lambda each: (-sum(each.counts), whole_name(each.name)))
        if others := len(people) - len(chosen):
            mine = [each for each in own if not set(each.spoken) <= set(spoken)]
            rows.append(TimelineRow("", row(parts["others"], mine), others))
        unknown = row(parts["none"], [each for each in own if not each.spoken])
        if any(unknown):
            rows.append(TimelineRow("", unknown))
        return row(found, own), rows

    def _with_own(self, found: Sequence[Voice], own: Sequence[_Said]) -> dict[str, Voice]:
        """Return speakers by their folded names, with what they say in changed articles."""
        people = {whole_name(each.name): each for each in found}
        counts = Counter(name for each in own if each.day for name in each.spoken)
        persons = self._names.persons_spelt(spoken[1:] for spoken in counts)
        for spoken, count in counts.items():
            name = persons.get(whole_name(spoken[1:]), spoken[1:])
            known = people.get(whole_name(name), Voice(name, True, (), 0, None, None))
            people[whole_name(name)] = known._replace(
                spoken=tuple(dict.fromkeys([*known.spoken, spoken])), quotes=known.quotes + count
            )
        return people

    def _own_quotes(self, query: Json) -> Iterator[_Said]:
        found = self._searcher.places(query)
        own = self._searcher.own_quotes({name for name, _ in found})
        for place in found:
            if place in own:
                article, quote = own[place]
                spoken = dict.fromkeys(
                    spoken_as(name, named=quote.named) for name in quote.speakers
                )
                yield _Said(article.date.toordinal() if article.date else 0, tuple(spoken))

    def _own_articles(self, query: Json) -> Iterator[_Said]:
        stored = self._index.find_all(query)
        for article, annotation in self._searcher.versions_of(stored).values():
            day = article.date.toordinal() if article.date else 0
            yield _Said(day, tuple(sorted(voices_of(annotation))))


def buckets(aggregation: Any) -> list[tuple[Any, int]]:
    """Return the values of an aggregation, each with its count."""
    return [(each["key"], each["doc_count"]) for each in aggregation["buckets"]]


def _voice(name: str, members: Sequence[Json]) -> Voice:
    firsts = [each["first"]["value"] for each in members if each["first"]["value"]]
    lasts = [each["last"]["value"] for each in members if each["last"]["value"]]
    return Voice(
        name, any(each["key"][0] == "1" for each in members),
        tuple(each["key"] for each in members), sum(each["doc_count"] for each in members),
        int(min(firsts)) if firsts else None, int(max(lasts)) if lasts else None,
    )  # fmt: skip


def _value(day: int, period: Period) -> int | str:
    return day if period == "day" else date.fromordinal(day).isoformat()[:7]


def choose_period(days: tuple[date, date] | None, period: Period | None) -> Period:
    """Return a period that fits the first and last day, or the one that was asked for."""
    span = (days[1] - days[0]).days if days else 0
    if period is None:
        period = "day" if days and span <= MAX_DAYS_BY_DEFAULT else "month"
    return "month" if period == "day" and span > MAX_DAYS else period


def periods_between(days: tuple[date, date] | None, period: Period) -> tuple[date, ...]:
    """Return the first day of each period from the first to the last day."""
    if not days:
        return ()
    first, last = days
    if period == "day":
        return tuple(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))
    if period == "year":
        return tuple(date(year, 1, 1) for year in range(first.year, last.year + 1))
    months = range(_month(first), _month(last) + 1)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in months)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def row_of(
    values: Iterable[tuple[Any, int]], periods: Sequence[date], period: Period
) -> tuple[int, ...]:
    """Return the count of each period, given those of days or months."""
    counts: Counter[date] = Counter()
    for value, count in values:
        day = date.fromordinal(value) if period == "day" else date.fromisoformat(f"{value}-01")
        counts[day.replace(month=1) if period == "year" else day] += count
    return tuple(counts[each] for each in periods)


def cells_of(months: Mapping[str, int], span: tuple[date, date], cells: int) -> tuple[int, ...]:
    """Return how many quotes are in each of up to ``cells`` equal numbers of months."""
    first, last = _month(span[0]), _month(span[1])
    length = last - first + 1
    width = max(-(-length // cells), 1)
    found = [0] * -(-length // width)
    for month, count in months.items():
        at = (_month(date.fromisoformat(f"{month}-01")) - first) // width
        if 0 <= at < len(found):
            found[at] += count
    return tuple(found)
