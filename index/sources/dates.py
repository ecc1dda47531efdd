"""Parse dates: fields of files, and dates written out as in “November 5, 2024 Tuesday”."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from index.errors import IngestError
from index.sources.text import EMPTY_VALUES, clean_line

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
TIMESTAMP = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d*)?")  # seconds or milliseconds since 1970
YEAR_LAST = re.compile(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})(?!\d)")
MAIL_DATE = re.compile(
    r"(?:[a-z]{3,9},? )?(?:\d{1,2} [a-z]{3,9} \d{2,4}\b|[a-z]{3,9} \d{1,2} \d\d:\d\d)", re.I
)
MIN_YEAR = 1400  # older than any newspaper; an earlier year stands for “unknown”
# One line per month: English, German, French, Spanish, Dutch, Italian.
MONTHS = """
january januar janner janvier enero januari gennaio jan
february februar fevrier febrero februari febbraio feb fev
march marz mars marzo maart mar
april avril abril aprile apr avr
may mai mayo mei maggio
june juni juin junio giugno jun
july juli juillet julio luglio jul juil
august aout agosto augustus aug
september septembre septiembre settembre sept sep
october oktober octobre octubre ottobre oct okt
november novembre noviembre nov
december dezember decembre diciembre dicembre dec dez
"""
WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miercoles jueves viernes sabado domingo
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
lunedi martedi mercoledi giovedi venerdi domenica
"""
MONTH_NUMBERS = {
    word: number
    for number, line in enumerate(MONTHS.strip().split("\n"), 1)
    for word in line.split()
}
MONTH = f"({'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
WEEKDAY = f"(?:{'|'.join(WEEKDAYS.split())})"
WRITTEN_DATE = re.compile(
    rf"(?:{WEEKDAY}[,.]?\s+)?"
    rf"(?:{MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"
    rf"|(\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?{MONTH}\.?,?\s+(?:de\s+)?(\d{{4}})"
    r"|(\d{4})-(\d{2})-(\d{2}))\b"
)
MONTH_ONLY = re.compile(rf"(?:{MONTH}|spring|summer|autumn|fall|winter)\.?,?\s+\d{{4}}\b")
# The weekday and time that may follow a date.
AFTER_DATE = re.compile(
    rf"[\s,]*(?:{WEEKDAY}\b)?[\s,]*(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\.?)?(?:\s+[a-z]{{2,4}}\b)?)?"
)


class WrittenDate(NamedTuple):
    """A date at the beginning of a line, and the rest of the line without weekday and time."""

    day: date | None
    """None if the line names only a month or a season."""
    rest: str


def parse_written_date(line: str) -> WrittenDate | None:
    """Return the date that a clean line begins with, or None."""
    folded = "".join(
        letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter)
    ).lower()
    match = WRITTEN_DATE.match(folded)
    day = _written_day(match) if match else None
    match = match if day else MONTH_ONLY.match(folded)
    if not match:
        return None
    after = AFTER_DATE.match(folded, match.end())
    return WrittenDate(day, line[after.end() if after else match.end() :].strip())


def _written_day(match: re.Match[str]) -> date | None:
    month, day, year, day_first, month_second, year_third, *iso = match.groups()
    try:
        if iso[0]:
            return date(*map(int, iso))
        number = MONTH_NUMBERS[month or month_second]
        return date(int(year or year_third), number, int(day or day_first))
    except ValueError:
        return None


def parse_date(value: object, location: str) -> date | None:
    """Parse a date field of a file; return None if it is empty.

    Understands ISO 8601 with or without a time, slashes, mail dates, written dates and
    timestamps. Raises IngestError for anything else and for ambiguous dates.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = clean_line(str(value or ""))
    if text.lower() in EMPTY_VALUES:
        return None
    try:
        day = _parse_day(text)
    except IngestError as error:
        raise IngestError(error.message, location) from None
    except (ValueError, OverflowError, OSError):
        day = None
    if day is None or day.year < MIN_YEAR:
        raise IngestError(f"“{text[:40]}” is not a date. Write it as 2023-07-18.", location)
    return day


def _parse_day(text: str) -> date | None:
    """Return the date, or None; also raises ValueError if there is none."""
    if match := YEAR_FIRST.match(text) or COMPACT_DATE.fullmatch(text):
        return date(*map(int, match.groups()))
    if match := TIMESTAMP.fullmatch(text):
        return datetime.fromtimestamp(int(match.group(1)), UTC).date()
    if match := YEAR_LAST.match(text):
        first, separator, second, year = match.groups()
        day, month = int(first), int(second)
        if separator == "/" and day != month:
            if day <= 12 and month <= 12:  # 3/5 is 3 May or 5 March
                raise IngestError(f"“{text}” is ambiguous. Write it as 2023-07-18.", "")
            day, month = max(day, month), min(day, month)
        return date(int(year), month, day)
    written = parse_written_date(text.replace("-", " "))
    if written and not written.rest:
        return written.day
    return parsedate_to_datetime(text).date() if MAIL_DATE.match(text) else None
