"""The content of a report in any format. All its texts are plain; the writers escape them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from index.article import QuoteHit
from tui.sharing.charts import BarChart
from tui.sharing.statement import Tally

Cell = str | int


class ReportTable(NamedTuple):
    """A table with a bar for each row; ``search`` lists the quotes of a row."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[Sequence[Cell], str]]
    """The cells of each row, the name first and then the count of its bar; and its search."""

    @property
    def largest(self) -> int:
        """The largest count."""
        return max((int(cells[1]) for cells, _ in self.rows), default=0)


class QuoteGroup(NamedTuple):
    """The quotes listed under a heading."""

    heading: str
    group: str
    """What tells its quotes apart from the same ones of another group, in the trail."""
    hits: Sequence[QuoteHit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was counted, and the quotes that it was counted from."""

    title: str
    summary: Sequence[str]
    """Lines of text below the title."""
    chart: BarChart | None = None
    """The quotes in each month."""
    columns: Sequence[Sequence[ReportTable]]
    """Tables, side by side in columns."""
    groups: Sequence[QuoteGroup]
    records: Sequence[Mapping[str, Any]]
    """The counts as rows of a table for programs."""
    tally: Tally

    @property
    def tables(self) -> Iterator[ReportTable]:
        """All tables."""
        for column in self.columns:
            yield from column


Through = Callable[[Iterator[QuoteHit]], Iterable[QuoteHit]]
"""Passes quotes on, and may raise."""
