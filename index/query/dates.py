"""Parse the values of date fields."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from index.errors import QueryError
from index.query.dates_in_words import month_end, read_dates_in_words, read_period_in_words
from index.query.tree import Dates, Tree

DATE = re.compile(
    r"(?P<y>\d{4})(?:([-/.])(?P<m>\d\d?)(?:\2(?P<d>\d\d?))?)?"
    r"|(?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)|(?P<d3>\d\d?)\. ?(?P<m3>\d\d?)\. ?(?P<y3>\d{4})",
    re.ASCII,
)
END = r"\d{4}(?:-\d\d?){0,2}"
RANGE = re.compile(rf"({END})\s*(?:-|/|to)\s*({END})", re.ASCII | re.I)
PART_OF_YEAR = re.compile(
    r"(?P<y>[1-9]\d{3})[- ]?(?P<u>[QH])(?P<n>[1-4])"
    r"|(?P<u2>[QH])(?P<n2>[1-4])[- ]?(?P<y2>[1-9]\d{3})"
    r"|(?:the )?(?P<n3>first|second|third|fourth|1st|2nd|3rd|4th|last) (?P<u3>quarter|half)"
    r"(?: of|,)? (?P<y3>[1-9]\d{3})",
    re.I,
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
PARTS = {"q": 4, "h": 2}  # of a year
WEEK = re.compile(r"(?P<y>\d{4})-?W(?P<w>\d\d?)|week (?P<w2>\d\d?)(?: of|,)? (?P<y2>\d{4})", re.I)
MONTH_FIRST = re.compile(r"(\d\d?)[./](\d{4})", re.ASCII)
SLASHES = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4})", re.ASCII)
DECADE = re.compile(r"(?:(?:(?:in|during) )?the )?([1-9]\d\d)0['’]?s", re.ASCII | re.I)
DURATION = re.compile(
    r"(\d{1,4})\s*(d|days?|w|weeks?|m|months?|y|years?)", re.ASCII | re.IGNORECASE
)
DAYS_IN_UNIT = {"d": 1, "w": 7, "m": 30.44, "y": 365.25}


def parse_date_field(name: str, text: str, offset: int, today: date) -> Dates:
    """Parse the value of one of the fields of dates; raise QueryError."""
    match name:
        case "after" | "since":
            return _parse_after(text, offset, today)
        case "before" | "until":
            return _parse_before(text, offset, today)
        case "newer":
            return _parse_newer(text, offset, today)
    return _parse_dates(text, offset, today)


def note_no_days(required: Iterable[Tree]) -> list[str]:
    """Return a note if no day fits all the dates that a search requires."""
    dates = [each for each in required if isinstance(each, Dates)]
    first = max((each.first for each in dates if each.first), default=None)
    last = min((each.last for each in dates if each.last), default=None)
    if not (first and last and first > last):
        return []
    return [f"No day is both from {first} on and not after {last}. Change one of the dates."]


def _parse_dates(text: str, offset: int, today: date) -> Dates:
    """Parse “2023”, “2023-07..2023-09”, “>=2023-05-01” or “last week”; raise QueryError."""
    if text.startswith((">", "<")):
        sign = text[: 2 if text[1:2] == "=" else 1]
        return _open_range(sign, *_period(text[len(sign) :], offset, today), offset)
    begin, dots, end = (part.strip() for part in RANGE.sub(r"\1..\2", text).partition(".."))
    if not dots:
        dates = _dates_in_words(begin, offset, today) or Dates(*_period(begin, offset, today))
    elif not begin and not end:
        raise _invalid_date(text, offset)
    else:
        dates = Dates(
            _period(begin, offset, today)[0] if begin else None,
            _period(end, offset, today)[1] if end else None,
        )
    if dates.first and dates.last and dates.first > dates.last:
        between = f"{begin} is later than {end}" if dots else f"“{text}” begins after its end"
        raise QueryError(f"{between}. Swap the two dates.", offset)
    return dates


def _dates_in_words(text: str, offset: int, today: date) -> Dates | None:
    def read(part: str) -> tuple[date, date] | None:
        try:
            return _period(part, offset, today)
        except QueryError:
            return None

    return read_dates_in_words(text, today, read)


def _parse_after(text: str, offset: int, today: date) -> Dates:
    """Return the dates from the first day of a year or month, or from a day; raise QueryError."""
    return Dates(_period(text, offset, today)[0], None)


def _parse_before(text: str, offset: int, today: date) -> Dates:
    """Return the dates up to the last day of a year or month, or to a day; raise QueryError."""
    return Dates(None, _period(text, offset, today)[1])


def _parse_newer(text: str, offset: int, today: date) -> Dates:
    """Return the dates of the last “2 weeks” or “1 month” before today; raise QueryError."""
    match = DURATION.fullmatch(text.strip())
    if not match:
        message = f'“{text}” is not a length of time. Type, for example, newer:"2 weeks".'
        raise QueryError(message, offset)
    days = round(int(match[1]) * DAYS_IN_UNIT[match[2][0].lower()])
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


def _period(text: str, offset: int, today: date) -> tuple[date, date]:
    """Return the first and the last day of a decade, year, quarter, month, week or day."""
    if match := DECADE.fullmatch(text):
        return date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31)
    if (match := PART_OF_YEAR.fullmatch(text)) and (period := _part_of_year(match)):
        return period
    if match := SLASHES.fullmatch(text):
        return _day_with_slashes(text, match, offset)
    if match := MONTH_FIRST.fullmatch(text):
        text = f"{match[2]}-{match[1]}"
    match = DATE.fullmatch(text)
    if not match:
        if period := _week(text) or read_period_in_words(text, today):
            return period
        raise _invalid_date(text, offset)
    year = int(match["y"] or match["y2"] or match["y3"])
    month, day = (
        int(part) if (part := match[name] or match[f"{name}2"] or match[f"{name}3"]) else None
        for name in ("m", "d")
    )
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            first = date(year, month, 1)
            return first, month_end(first)
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise _invalid_date(text, offset) from None


def _part_of_year(match: re.Match[str]) -> tuple[date, date] | None:
    """Return the days of a quarter or a half of a year; None for the third half."""
    unit, number, year = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in "uny")
    parts = PARTS[unit[0].lower()]
    number = number.lower()
    part = parts if number == "last" else ORDINALS.get(number) or int(number[0])
    if part > parts:
        return None
    months = 12 // parts
    first = date(int(year), (part - 1) * months + 1, 1)
    return first, month_end(first.replace(month=part * months))


def _week(text: str) -> tuple[date, date] | None:
    """Return the days of “2024-W12” or “week 12 of 2024”; None for anything else."""
    if not (match := WEEK.fullmatch(text)):
        return None
    try:
        year, week = int(match["y"] or match["y2"]), int(match["w"] or match["w2"])
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):  # the last week of 9999 ends in the year 10000
        return None


def _day_with_slashes(text: str, match: re.Match[str], offset: int) -> tuple[date, date]:
    """Return the day of “13/07/2023” or “07/13/2023”; raise QueryError if it can be two days."""
    first, second, year = map(int, match.groups())
    days = [
        f"{year:04}-{month:02}-{day:02}"
        for day, month in dict.fromkeys(((first, second), (second, first)))
        if 1 <= month <= 12 and year and 1 <= day <= calendar.monthrange(year, month)[1]
    ]
    if len(days) == 1:
        day = date.fromisoformat(days[0])
        return day, day
    if days:
        raise QueryError(f"“{text}” can be two days. Type {' or '.join(days)}.", offset)
    raise _invalid_date(text, offset)


def _invalid_date(text: str, offset: int) -> QueryError:
    return QueryError(
        f"“{text}” is not a date. Type 2023, 2023-07-18, 2024-Q1, 2023-07..2023-09 or words:"
        ' date:"last week".',
        offset,
    )
