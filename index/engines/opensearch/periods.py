"""Periods of a timeline on a cluster, and the counts of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from index.article import Period

MAX_DAYS, MAX_DAYS_BY_DEFAULT = 4000, 31  # as in ``local.speaker_activity``


def period_of(day: int, period: Period) -> int | str:
    """Return the period of a day, as the cluster has it."""
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
