"""Count what a search finds on a cluster for each period and speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from index.article import Period, Timeline, TimelineRow
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.names.counts import ENDS
from index.engines.opensearch.periods import choose_period, period_of, periods_between, row_of
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.stories import Stories, split_stories
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.speaker_activity import (
    DATED,
    MAX_PERIODS,
    MAX_SPEAKERS,
    SPOKEN,
    Said,
    SpeakerActivity,
    Voice,
    ends_of,
    folded,
)
from index.engines.opensearch.storing.articles import ArticleIndex

SaidBy = Callable[[str], Json]
"""Returns the query for the articles that a filter by a speaker finds."""


class ClusterTimelines:
    """Timelines of one archive."""

    def __init__(
        self, index: ArticleIndex, searcher: ClusterSearcher, speaking: SpeakerActivity
    ) -> None:
        self._index, self._searcher, self._speaking = index, searcher, speaking

    def count(
        self, index: str, query: Json, period: Period | None, limit: int, stories: Stories,
        said_by: SaidBy | None = None,
    ) -> Timeline:  # fmt: skip
        """Count what a query finds; ``said_by`` counts the articles of each speaker instead."""
        others, changed = split_stories(self._searcher, self._index, query)
        own = self._speaking.read_own(index, changed)
        every = self._speaking.count(index, others, {
            "all": {"filter": {"match_all": {}}, "aggs": stories.aggregations},
            "dated": {"filter": DATED, "aggs": ENDS | stories.aggregations | {
                "voices": {"terms": {"field": "spoken", "size": MAX_SPEAKERS}, "aggs": ENDS},
            }},
        })  # fmt: skip
        dated_own = [each for each in own if each.day]
        dated = {"bool": {"must": [others], "filter": [DATED]}}
        days = ends_of(every["dated"], own)
        period = choose_period(days, period)
        cells = _Cells(period, periods_between(days, period), stories)
        people = self._speaking.people(index, dated, every["dated"]["voices"], dated_own)
        total, *rows = self._rows(index, dated, cells, people, dated_own, limit)
        if said_by:
            rows = [self._row_of(each, said_by, cells) for each in rows if each.name]
            rows = _sorted(each for each in rows if each.number)
        if index == self._index.articles:
            rows = [each for each in rows if each.name or each.others]
        undated = stories.count(every["all"]) + _number(own, stories) - total.number
        return Timeline(period, cells.periods, total.counts, tuple(rows), undated, total.number)

    def _row_of(self, row: TimelineRow, said_by: SaidBy, cells: _Cells) -> TimelineRow:
        """Count the articles that a filter by the speaker of a row finds."""
        index = self._index.articles
        others, changed = split_stories(self._searcher, self._index, said_by(row.name))
        own = [each for each in self._speaking.read_own(index, changed) if each.day]
        answer = self._speaking.count(index, others, {
            "all": {"filter": DATED, "aggs": cells.aggregations}
        })  # fmt: skip
        return cells.row(answer["all"], own, row.name)

    def _rows(
        self, index: str, query: Json, cells: _Cells, people: Sequence[Voice],
        own: Sequence[Said], limit: int,
    ) -> list[TimelineRow]:  # fmt: skip
        """Return the rows of all, of the most frequent speakers, the others, and nobody known."""
        chosen = sorted(people, key=lambda each: (-each.quotes, folded(each.name)))[:limit]
        spoken = [name for each in chosen for name in each.spoken]
        filters: Json = {
            str(n): {"terms": {"spoken": [*each.spoken]}} for n, each in enumerate(chosen)
        }
        only_chosen = {"terms_set": {"spoken": {"terms": spoken, "minimum_should_match_script": {
            "source": "doc['spoken'].size()",
        }}}}  # fmt: skip
        filters["others"] = {"bool": {"filter": [SPOKEN], "must_not": [only_chosen][: len(spoken)]}}
        filters["none"] = {"bool": {"must_not": [SPOKEN]}}
        filters["all"] = {"match_all": {}}
        parts = self._speaking.count(index, query, {
            "rows": {"filters": {"filters": filters}, "aggs": cells.aggregations},
        })["rows"]["buckets"]  # fmt: skip
        rows = [
            cells.row(parts[str(n)], [s for s in own if s.is_by(each.spoken)], each.name)
            for n, each in enumerate(chosen)
        ]
        rows = _sorted(rows)
        if others := len(people) - len(chosen):
            mine = [each for each in own if not set(each.spoken) <= set(spoken)]
            rows.append(cells.row(parts["others"], mine, "", others))
        unknown = cells.row(parts["none"], [each for each in own if not each.spoken])
        return [cells.row(parts["all"], own), *rows, *([unknown] if unknown.number else [])]


class _Cells:
    """The periods in which stories are counted."""

    def __init__(self, period: Period, periods: tuple[date, ...], stories: Stories) -> None:
        self.period, self.periods, self._stories = period, periods, stories

    @property
    def aggregations(self) -> Json:
        """What to ask of each row."""
        values: Json = {"terms": {
            "field": "day" if self.period == "day" else "month", "size": MAX_PERIODS,
        }}  # fmt: skip
        if self.period == "year" and self.periods:  # months do not add up, if copies are in several
            values = {"range": {"field": "day", "ranges": [
                {"key": _first_month(each), "from": each.toordinal(),
                 "to": date(each.year, 12, 31).toordinal() + 1}
                for each in self.periods
            ]}}  # fmt: skip
        return {
            "cells": values | {"aggs": self._stories.aggregations},
            **self._stories.aggregations,
        }

    def row(self, bucket: Any, own: Sequence[Said], name: str = "", others: int = 0) -> TimelineRow:
        """Return the counts of a row, and of the person's own documents, which have a date."""
        mine: dict[int | str, list[Said]] = {}
        for each in own:
            mine.setdefault(self._key(each.day), []).append(each)
        counts = [
            *self._stories.buckets(bucket["cells"]),
            *((key, _number(found, self._stories)) for key, found in mine.items()),
        ]
        number = self._stories.count(bucket) + _number(own, self._stories)
        return TimelineRow(name, row_of(counts, self.periods, self.period), others, number)

    def _key(self, day: int) -> int | str:
        if self.period == "year":
            return _first_month(date.fromordinal(day))
        return period_of(day, self.period)


def _sorted(rows: Iterable[TimelineRow]) -> list[TimelineRow]:
    return sorted(rows, key=lambda each: (-each.number, whole_name(each.name)))


def _first_month(day: date) -> str:
    return f"{day.year:04}-01"


def _number(own: Iterable[Said], stories: Stories) -> int:
    return stories.count_own((each.key, each.story) for each in own)
