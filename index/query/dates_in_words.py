"""Parse dates in words: “last week”, “May to July 2023”, “since Monday”, “the past 3 months”."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from index.query.tree import Dates

Days = tuple[date, date]
"""The first and the last day."""
ReadPeriod = Callable[[str], Days | None]

IN_WORDS = re.compile(r"(?=.*[^\W\d_]{3})(?!.*\d0s\b)[\w ,.-]+")  # “the 90s” are no seconds
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"
UNIT = r"(hour|day|week|month|quarter|year|decade)s?"
MONTH = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
MONTH_NAME = rf"(?:(?:{MONTH})\b\.?|(?:{'|'.join(calendar.month_name[1:])}))"
LAST_FEW = re.compile(
    rf"(?:(?:in|within) )?(?:the )?(?:(?:last|past|previous) (?P<n>{NUMBER}) "
    rf"|(?:past|last (?=decade)) ?|(?P<n2>\d+) )"
    rf"{UNIT}",
    re.I,
)
SINCE = re.compile(r"(?:since|after|from) (.+)", re.I)
UNTIL = re.compile(r"(?:until|till|before|up to|to) (.+)", re.I)
RANGE = re.compile(r"(?:from |between )?(.+?)\s+(?:to|till|until|through|and|-)\s+(.+)", re.I)
DAYS_OF_MONTH = re.compile(rf"(\d\d?)\s*-\s*(\d\d?)\.? ({MONTH_NAME}.*)", re.I)
MONTH_AND_DAYS = re.compile(rf"({MONTH_NAME}) (\d\d?)\s*-\s*(\d\d?)((?:,? \d{{4}})?)", re.I)
MONTHS = re.compile(rf"({MONTH_NAME})\s*-\s*({MONTH_NAME}.*)", re.I)
HAS_MONTH = re.compile(rf"(?:^|\d\.? ){MONTH_NAME}", re.I)
DAY_ONLY = re.compile(r"\d\d?(?:st|nd|rd|th)?", re.I)
YEAR = re.compile(r"\d{4}")
SHORT_YEAR = re.compile(r"'(\d\d)\b")
RELATIVE_QUARTER = re.compile(r"(this|last) quarter", re.I)
WEEKEND = re.compile(r"(this|last) weekend", re.I)
# Words that dateparser leaves out as if they meant nothing.
UNCLEAR = re.compile(r"\b(?:after|before|by|until|till|since|between|and|to|or|not)\b|\d-\d", re.I)


def read_dates_in_words(text: str, today: date, read_period: ReadPeriod) -> Dates | None:
    """Return the days of a range in words; None if it is none or unclear.

    ``read_period`` returns the days of one year, month or day.
    """
    text = " ".join(SHORT_YEAR.sub(lambda year: _full_year(year[1], today), text).split())
    if match := LAST_FEW.fullmatch(text):
        count = (match["n"] or match["n2"] or "1").lower()
        return _last(NUMBERS.get(count) or int(count), match[3].lower(), today)
    if match := UNTIL.fullmatch(text):
        found = read_period(match[1])
        return Dates(None, found[1]) if found else None
    begin, end = _ends(text)
    if end:
        first, last = read_period(_completed(begin, end)), read_period(end)
        return Dates(first[0], last[1]) if first and last else None
    match = SINCE.fullmatch(text)
    found = read_period(match[1]) if match else None
    return Dates(found[0], None) if found else None


def read_period_in_words(text: str, today: date) -> Days | None:
    """Return the days of “July 2023”, “last week”, “monday” or “18 July 2023”; None if unclear."""
    text = SHORT_YEAR.sub(lambda year: _full_year(year[1], today), text)
    if match := RELATIVE_QUARTER.fullmatch(text):
        return _quarter(today, back=match[1].lower() == "last")
    if match := WEEKEND.fullmatch(text):
        monday = today - timedelta(days=today.weekday() + 7 * (match[1].lower() == "last"))
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if not IN_WORDS.fullmatch(text) or UNCLEAR.search(text):
        return None
    from dateparser.date import DateDataParser  # 70 ms that only dates in words need

    parser = DateDataParser(
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first",
            "RELATIVE_BASE": datetime(today.year, today.month, today.day, 12),
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
            return day.replace(day=1), month_end(day)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
    return day, day


def _ends(text: str) -> tuple[str, str]:
    """Split “12-15 July 2023”, “May-July 2023” or “from May to July 2023”; no end if it is none."""
    if match := DAYS_OF_MONTH.fullmatch(text):
        return f"{match[1]} {match[3]}", f"{match[2]} {match[3]}"
    if match := MONTH_AND_DAYS.fullmatch(text):
        return f"{match[1]} {match[2]}{match[4]}", f"{match[1]} {match[3]}{match[4]}"
    if match := MONTHS.fullmatch(text) or RANGE.fullmatch(text):
        return match[1], match[2]
    return text, ""


def _completed(begin: str, end: str) -> str:
    """Give the beginning of a range the month and year that only its end has."""
    if DAY_ONLY.fullmatch(begin) and (month := re.search(rf"{MONTH_NAME}.*", end, re.I)):
        return f"{begin} {month[0]}"
    has_year = YEAR.search(begin) or not HAS_MONTH.search(begin)
    year = None if has_year else YEAR.search(end)
    return f"{begin} {year[0]}" if year else begin


def _last(count: int, unit: str, today: date) -> Dates | None:
    """Return the days from some units before today until today."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months:
        number = today.year * 12 + today.month - 1 - months * count
        if number < 12:
            return None
        first = date(number // 12, number % 12 + 1, 1)
        return Dates(min(first + timedelta(today.day - 1), month_end(first)), today)
    days = count * 7 if unit == "week" else count if unit == "day" else -(-count // 24)
    number = today.toordinal() - days
    return Dates(date.fromordinal(number), today) if number > 0 else None


def _quarter(today: date, *, back: bool) -> Days:
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    if back:
        last = first - timedelta(days=1)
        return date(last.year, last.month - 2, 1), last
    return first, month_end(first.replace(month=first.month + 2))


def month_end(day: date) -> date:
    """Return the last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _full_year(digits: str, today: date) -> str:
    """Return the year of “'23”, which is not later than next year."""
    year = today.year // 100 * 100 + int(digits)
    return str(year if year <= today.year + 1 else year - 100)
