"""The dates that a reader can type."""

from __future__ import annotations

import calendar
import re
from datetime import date

from index.errors import QueryError
from index.query.tree import Dates

DAY = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", re.ASCII)
AGE = re.compile(r"(\d{1,4})\s*(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


def read_dates(text: str, offset: int) -> Dates:
    """The dates of “2023”, “2023-07”, “2023-07..2023-09”, “>=2023-05-01”; raises QueryError."""
    if text.startswith((">", "<")):
        sign = text[: 2 if text[1:2] == "=" else 1]
        return _compared(sign, *_period(text[len(sign) :], offset), offset)
    begin, dots, end = text.partition("..")
    if not dots:
        return Dates(*_period(begin, offset))
    if not begin and not end:
        raise _wrong(text, offset)
    dates = Dates(
        _period(begin, offset)[0] if begin else None, _period(end, offset)[1] if end else None
    )
    if dates.first and dates.last and dates.first > dates.last:
        raise QueryError(f"{begin} comes after {end}: turn them round.", offset)
    return dates


def since(text: str, offset: int) -> Dates:
    """From the first day of a year, month or day on; raises QueryError."""
    return Dates(_period(text, offset)[0], None)


def until(text: str, offset: int) -> Dates:
    """Up to the last day of a year, month or day; raises QueryError."""
    return Dates(None, _period(text, offset)[1])


def newer(text: str, offset: int, today: date) -> Dates:
    """From so long ago on (“2 weeks”, “1 month”); raises QueryError."""
    match = AGE.fullmatch(text.strip())
    if not match:
        raise QueryError(f'“{text}” is no length of time: type newer:"2 weeks".', offset)
    days = round(int(match[1]) * DAYS[match[2].lower()])
    return Dates(date.fromordinal(max(1, today.toordinal() - days)), None)


def _compared(sign: str, first: date, last: date, offset: int) -> Dates:
    try:
        match sign:
            case ">=":
                return Dates(first, None)
            case "<=":
                return Dates(None, last)
            case ">":
                return Dates(date.fromordinal(last.toordinal() + 1), None)
            case _:
                return Dates(None, date.fromordinal(first.toordinal() - 1))
    except ValueError:
        raise QueryError("There are no dates beyond that one.", offset) from None


def _period(text: str, offset: int) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    match = DAY.fullmatch(text)
    if not match:
        raise _wrong(text, offset)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise _wrong(text, offset) from None


def _wrong(text: str, offset: int) -> QueryError:
    return QueryError(
        f"“{text}” is no date: type 2023, 2023-07, 2023-07-18 or 2023-07..2023-09.", offset
    )
