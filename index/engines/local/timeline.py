"""Count quotes, or articles, for each period and speaker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.article import Period, Timeline, TimelineRow
from index.engines.local.fulltext.docsets import IntArray, mask_of
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.query_results import Result
from index.engines.local.speaker_activity import SpeakerPairs, TimeAxis, largest, time_axis


class Cells(NamedTuple):
    """The periods in which the documents of an index are counted."""

    searched: ArraySnapshot
    axis: TimeAxis
    show_copies: bool

    def row(self, documents: IntArray, name: str = "", others: int = 0) -> TimelineRow:
        """Count documents that have a date.

        A story counts in each period in which one of its documents appeared: as many are found by
        a search in that period.
        """
        periods = self.axis.index_of(self.searched.column("date")[documents])
        counts = np.bincount(periods[self.once(documents, periods)], minlength=self.axis.length)
        number = len(self.once(documents, np.zeros_like(periods)))
        return TimelineRow(name, tuple(counts.tolist()), others, number)

    def once(self, documents: IntArray, values: IntArray) -> IntArray:
        """Return the places of the pairs to count; see ``once_in_story``."""
        if self.show_copies:
            return np.arange(len(documents))
        return self.searched.once_in_story(documents, values)


def build_timeline(
    result: Result, speaking: Callable[[IntArray], SpeakerPairs], period: Period | None, limit: int,
    spellings: Callable[[Sequence[str]], Mapping[str, str]],
    *, show_copies: bool, has_unknown: bool,
) -> Timeline:  # fmt: skip
    """Return the counts of what a query found; ``speaking`` returns who speaks in documents.

    With ``has_unknown`` the last row is that of the documents in which nobody known speaks.
    """
    index, documents = result.index, result.matched.documents
    days = index.column("date")[documents]
    dated = documents[days > 0]
    cells = Cells(index, time_axis(days[days > 0], period), show_copies)
    total = cells.row(dated)
    pairs = speaking(dated)
    rows = _speaker_rows(cells, pairs, limit, spellings)
    if has_unknown:
        unknown = dated[~mask_of(pairs.documents, index.size)[dated]]
        rows += [cells.row(unknown)] if len(unknown) else []
    undated = len(result.shown(show_copies).documents) - total.number
    return Timeline(
        cells.axis.period, cells.axis.days(), total.counts, tuple(rows), undated, total.number
    )


def _speaker_rows(
    cells: Cells, pairs: SpeakerPairs, limit: int,
    spellings: Callable[[Sequence[str]], Mapping[str, str]],
) -> list[TimelineRow]:  # fmt: skip
    documents, speakers = pairs.documents, pairs.speakers
    counts = np.bincount(speakers[cells.once(documents, speakers)], minlength=len(pairs.names))
    best = largest(counts, limit)
    names = spellings([pairs.names[number] for number in best])
    rows = [
        cells.row(
            documents[speakers == number], names.get(pairs.names[number], pairs.names[number])
        )
        for number in best
    ]
    if others := np.count_nonzero(counts) - len(best):
        rows.append(cells.row(np.unique(documents[~np.isin(speakers, best)]), "", int(others)))
    return rows
