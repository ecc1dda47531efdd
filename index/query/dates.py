"""Parse the values of date fields."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from index.errors import QueryError
from index.query.tree import Dates

DATE = re.compile(
    r"(?P<y>\d{4})(?:([-/.])(?P<m>\d\d?)(?:\2(?P<d>\d\d?))?)?"
    r"|(?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)|(?P<d3>\d\d?)\. ?(?P<m3>\d\d?)\. ?(?P<y3>\d{4})",
    re.ASCII,
)
END = r"\d{4}(?:-\d\d?){0,2}"
RANGE = re.compile(rf"({END})\s*(?:-|/|to)\s*({END})", re.ASCII | re.I)
QUARTER = re.compile(
    r"(?P<y>[1-9]\d{3})[- ]?Q(?P<q>[1-4])|Q(?P<q2>[1-4])[- ]?(?P<y2>[1-9]\d{3})", re.I
)
WEEK = re.compile(
    r"(?P<y>[1-9]\d{3})-?W(?P<w>\d\d?)|week (?P<w2>\d\d?)(?: of|,)? (?P<y2>\d{4})", re.I
)
DAY_FIRST = re.compile(r"(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d\d?)/(?P<y>\d{4})", re.ASCII)
# “from 1 March to 5 March 2024”, “between January and March 2024”, “the last 7 days”
FROM_TO = re.compile(
    r"(?:from )?(.{1,40}?) (?:to|until|till|through) (.{1,40})|between (.{1,40}?) and (.{1,40})",
    re.I,
)
YEAR = re.compile(r"\b[12]\d{3}\b", re.ASCII)
LAST = re.compile(
    r"(?:the |in the |within the )?(?:(?:last|past|previous) (\d{1,4}) (day|week|month|year)s?"
    r"|past (day|week|month|year))",
    re.ASCII | re.I,
)
DECADE = re.compile(r"(?:(?:(?:in|during) )?the )?([1-9]\d\d)0['’]?s", re.ASCII | re.I)
DURATION = re.compile(r"(\d{1,4})\s*(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
IN_WORDS = re.compile(r"(?=.*[^\W\d_]{3})(?!.*\d0s\b)[\w ,.-]+")  # “the 90s” are no seconds
DAYS_IN_UNIT = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


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


def _parse_dates(text: str, offset: int, today: date) -> Dates:
    """Parse “2023”, “2023-07..2023-09”, “>=2023-05-01” or “last week”; raise QueryError."""
    if text.startswith((">", "<")):
        sign = text[: 2 if text[1:2] == "=" else 1]
        return _open_range(sign, *_period(text[len(sign) :], offset, today), offset)
    begin, dots, end = RANGE.sub(r"\1..\2", text).partition("..")
    if last := LAST.fullmatch(text):
        return _parse_newer(f"{last[1] or 1} {last[2] or last[3]}", offset, today)._replace(
            last=today
        )
    if not dots and (match := FROM_TO.fullmatch(text)):
        begin, end = filter(None, match.groups())
        dots, year = "..", YEAR.search(end)
        begin += f" {year[0]}" if year and not YEAR.search(begin) else ""
    if not dots:
        return Dates(*_period(begin, offset, today))
    if not begin and not end:
        raise _invalid_date(text, offset)
    dates = Dates(
        _period(begin, offset, today)[0] if begin else None,
        _period(end, offset, today)[1] if end else None,
    )
    if dates.first and dates.last and dates.first > dates.last:
        raise QueryError(f"{begin} is later than {end}. Swap the two dates.", offset)
    return dates


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


def _period(text: str, offset: int, today: date) -> tuple[date, date]:
    """Return the first and the last day of a decade, year, quarter, month, week or day."""
    if match := DECADE.fullmatch(text):
        return date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31)
    if match := QUARTER.fullmatch(text):
        year, quarter = int(match["y"] or match["y2"]), int(match["q"] or match["q2"])
        last = calendar.monthrange(year, quarter * 3)[1]
        return date(year, quarter * 3 - 2, 1), date(year, quarter * 3, last)
    if match := WEEK.fullmatch(text):
        return _week(int(match["y"] or match["y2"]), int(match["w"] or match["w2"]), text, offset)
    if match := DAY_FIRST.fullmatch(text):  # the day cannot be a month
        text = f"{match['y']}-{match['m']}-{match['d']}"
    match = DATE.fullmatch(text)
    if not match:
        if period := _period_in_words(text, today):
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
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise _invalid_date(text, offset) from None


def _week(year: int, week: int, text: str, offset: int) -> tuple[date, date]:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        raise _invalid_date(text, offset) from None
    return monday, monday + timedelta(days=6)


def _period_in_words(text: str, today: date) -> tuple[date, date] | None:
    """Return the days of “July 2023”, “last week”, “monday” or “18 July 2023”; None if unclear."""
    if not IN_WORDS.fullmatch(text):
        return None
    from dateparser.date import DateDataParser  # 70 ms that only dates in words need

    parser = DateDataParser(
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first",
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        },
    )  # fmt: skip
    found = parser.get_date_data(text)
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    match found.period:
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "month":
            last = calendar.monthrange(day.year, day.month)[1]
            return day.replace(day=1), day.replace(day=last)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
    return day, day


def _invalid_date(text: str, offset: int) -> QueryError:
    return QueryError(
        f"“{text}” is not a date. Type 2023, 2023-07-18, 2024-Q1, 2023-07..2023-09 or words:"
        ' date:"last week".',
        offset,
    )
