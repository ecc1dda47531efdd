"""Parse the values of date fields."""

from __future__ import annotations

import calendar
import re
from datetime import date

from index.errors import QueryError
from index.query.tree import Dates

DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", re.ASCII)
DURATION = re.compile(r"(\d{1,4})\s*(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
DAYS_IN_UNIT = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


def parse_dates(text: str, offset: int) -> Dates:
    """Parse “2023”, “2023-07”, “2023-07..2023-09” or “>=2023-05-01”; raise QueryError."""
    if text.startswith((">", "<")):
        sign = text[: 2 if text[1:2] == "=" else 1]
        return _open_range(sign, *_period(text[len(sign) :], offset), offset)
    begin, dots, end = text.partition("..")
    if not dots:
        return Dates(*_period(begin, offset))
    if not begin and not end:
        raise _invalid_date(text, offset)
    dates = Dates(
        _period(begin, offset)[0] if begin else None, _period(end, offset)[1] if end else None
    )
    if dates.first and dates.last and dates.first > dates.last:
        raise QueryError(f"{begin} is later than {end}. Swap the two dates.", offset)
    return dates


def parse_after(text: str, offset: int) -> Dates:
    """Return the dates from the first day of a year or month, or from a day; raise QueryError."""
    return Dates(_period(text, offset)[0], None)


def parse_before(text: str, offset: int) -> Dates:
    """Return the dates up to the last day of a year or month, or to a day; raise QueryError."""
    return Dates(None, _period(text, offset)[1])


def parse_newer(text: str, offset: int, today: date) -> Dates:
    """Return the dates of the last “2 weeks” or “1 month” before today; raise QueryError."""
    match = DURATION.fullmatch(text.strip())
    if not match:
        message = f'“{text}” is not a length of time. Type, for example, newer:"2 weeks".'
        raise QueryError(message, offset)
    days = round(int(match[1]) * DAYS_IN_UNIT[match[2].lower()])
    return Dates(date.fromordinal(max(1, today.toordinal() - days)), None)


def _open_range(sign: str, first: date, last: date, offset: int) -> Dates:
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
        raise QueryError("This date is out of range. Choose another date.", offset) from None


def _period(text: str, offset: int) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    match = DATE.fullmatch(text)
    if not match:
        raise _invalid_date(text, offset)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise _invalid_date(text, offset) from None


def _invalid_date(text: str, offset: int) -> QueryError:
    return QueryError(
        f"“{text}” is not a date. Type 2023, 2023-07, 2023-07-18 or 2023-07..2023-09.", offset
    )
