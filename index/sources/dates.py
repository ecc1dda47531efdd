"""Parse dates: fields of files, and dates written out as in “November 5, 2024 Tuesday”.

Common forms are parsed here; dateparser knows the others, and the words of other languages.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.errors import IngestError
from index.sources.text import EMPTY_VALUES, clean_line

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.:]\s?(\d{1,2})\s?[-/.:]\s?(\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(?:\d{4}|\d{6})(?:Z|[+-]\d\d:?\d\d)?)?")
ISO_WEEK_DATE = re.compile(r"(\d{4})-?W(\d\d)-?([1-7])(?:T.*)?")
TIMESTAMP = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d*)?")  # seconds or milliseconds since 1970
EXCEL_DAYS = re.compile(r"([2-5]\d{4})(?:\.\d+)?")  # since the end of 1899, for 1954 to 2064
YEAR_LAST = re.compile(
    r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)(?:[,T ].*|$)"
)
# A date in numbers, perhaps with a label before it and a time behind.
IN_NUMBERS = re.compile(
    r"(?:[^\W\d_][^\d\n]{0,30}[\s:])?(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{4}"
    r"|(?:19|20)\d{6})"
    r"(?:[\sT,|·–-]\s*(?:um|at|à|kl\.?|alle|a las|às|om)?[^a-z\n]{0,14}"
    r"(?:[ap]\.?m\.?|uhr|h|[A-Z]{2,4})?)?",
    re.I,
)
DAY_OR_YEAR = re.compile(r"\d\d-\d\d-(?:[0-2]\d|3[01])(?!\d)")  # 24-03-12 begins with either
# The beginning of 1970, which programs write for “unknown”.
ZERO_TIME = re.compile(
    r"(?:(?:thu,? )?0?1 jan 1970|1970-01-01)[T ]00:00(?::00(?:\.0+)?)?\s*(?:Z|GMT|UTC|[+-]00:?00)?",
    re.I,
)
# What many fields have before the date: “Published on March 5, 2024”.
LABEL = re.compile(
    r"(?:(?:first|last|originally|zuletzt) )?(?:published|posted|updated|modified|created|issued"
    r"|released|dated?|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad)\b"
    r"(?: (?:on|am|le|el|il|op|den)\b)?[ :,–-]*",
    re.IGNORECASE,
)
SHORT_WEEKDAY = re.compile(r"(?:weds|thurs?)\b[.,]*\s*", re.I)  # dateparser knows the others
# The languages of news in which dates in words are read.
LANGUAGES = [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "is", "pl", "cs", "sk",
    "hu", "ro", "hr", "sr", "sl", "bg", "ru", "uk", "el", "lt", "lv", "et", "tr", "ca", "ga", "eu",
    "gl", "ja", "zh", "ko", "ar", "fa", "he", "hi", "vi", "id", "sw", "af",
]  # fmt: skip
LITHUANIAN = re.compile(r"(?<=\d)\s*[md]\.")  # “2024 m. gegužės 14 d.”
TIME_BEHIND = re.compile(r"[\W\d]{0,12}(?:h|u|uhr|am|pm)?[\W\d]{0,6}", re.I)
EXCEL_EPOCH = date(1899, 12, 30)
MAX_LINE = 120  # characters of a line in which a date is looked for
MAX_WRITTEN = 60  # characters of a date in words
# What may be a date in words at the beginning of a line: a day and a year, or a year and a day.
MAYBE_DATE = re.compile(
    r"(?:\D{0,30}\b\d{1,2}\b[^\d\n]{1,25}\b(?:1[4-9]|20)\d\d"
    r"|(?:1[4-9]|20)\d\d[^\d\n]{1,20}\d{1,2})(?!\d)(?:[^\S\n]?[\u5e74\u6708\u65e5.])?"
)
MAIL_DATE = re.compile(
    r"(?:[a-z]{3,9},? )?"
    r"(?:\d{1,2} [a-z]{3,9} (?:\d\d|[1-9]\d{2,3})\b|[a-z]{3,9} \d{1,2} \d\d:\d\d)",
    re.I,
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
    rf"|(\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:(?:de|of)\s+)?{MONTH}\.?,?\s+(?:de\s+)?(\d{{4}})"
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
    line = _with_ascii_digits(line)
    if MAYBE_DATE.match(line) and (day := _parse_words(line)):
        return WrittenDate(day, "")
    folded = "".join(
        letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter)
    ).lower()
    match = WRITTEN_DATE.match(folded)
    day = _written_day(match) if match else None
    if not day and (maybe := MAYBE_DATE.match(line)) and (day := _parse_words(maybe.group())):
        folded, match = line.lower(), maybe
    match = match if day else MONTH_ONLY.match(folded)
    if not match:
        return None
    after = AFTER_DATE.match(folded, match.end())
    return WrittenDate(day, line[after.end() if after else match.end() :].strip())


def _with_ascii_digits(line: str) -> str:
    """Return a line with the digits of any script as those of ASCII."""
    if line.isascii():
        return line
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in line)


def whole_date(line: str, day_first: bool | None = None) -> date | None:
    """Return the date if a clean line is nothing else, in words or in numbers, or None."""
    written = parse_written_date(line)
    if written and written.day and not written.rest:
        return written.day
    if not IN_NUMBERS.fullmatch(line):
        return None
    with suppress(IngestError):
        return parse_date(line, "", day_first)
    return None


def find_written_date(line: str) -> date | None:
    """Return the first date in words in a short line, or None."""
    for word in re.finditer(r"\w+", line[:MAX_LINE]):
        written = parse_written_date(line[word.start() :])
        if written and written.day:
            return written.day
    return None


def is_day_first(values: Iterable[object]) -> bool | None:
    """Return whether dates such as 3/5/2024 have the day first, judged by all dates of a file.

    Returns None if no date shows it, or if dates contradict each other.
    """
    orders = {order for value in values if (order := _order(value)) is not None}
    return orders.pop() if len(orders) == 1 else None


def _order(value: object) -> bool | None:
    match = YEAR_LAST.match(value.strip()) if isinstance(value, str) else None
    if not match or match.group(2) == "." or DAY_OR_YEAR.match(match.group()):
        return None
    first, second = int(match.group(1)), int(match.group(3))
    return first > 12 if (first > 12) != (second > 12) else None


def _written_day(match: re.Match[str]) -> date | None:
    month, day, year, day_first, month_second, year_third, *iso = match.groups()
    try:
        if iso[0]:
            return date(*map(int, iso))
        number = MONTH_NUMBERS[month or month_second]
        return date(int(year or year_third), number, int(day or day_first))
    except ValueError:
        return None


def parse_date(value: object, location: str, day_first: bool | None = None) -> date | None:
    """Parse a date field of a file; return None if it is empty.

    Understands ISO 8601 with or without a time, slashes, mail dates, dates in the words of many
    languages, and timestamps. Raises IngestError for anything else, and for dates such as 3/5/2024
    unless ``day_first`` is known.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = clean_line(str(value or ""))
    text = text[label.end() :] if (label := LABEL.match(text)) else text
    if text.lower() in EMPTY_VALUES:
        return None
    if (day_first is None and is_ambiguous(text)) or DAY_OR_YEAR.match(text):
        raise IngestError(_which_day(text), location)
    try:
        day = _parse_day(text, day_first)
    except (ValueError, OverflowError, OSError):
        day = None
    if day is None or day.year < MIN_YEAR:
        raise IngestError(f"“{text[:40]}” is not a date. Write it as 2023-07-18.", location)
    return day


def _which_day(text: str) -> str:
    """Return an error that asks which part of a date is the day, with both readings."""
    numbers = re.match(r"(\d+)\D+(\d+)\D+(\d+)", text)
    days = [_parse_or_none(text, day_first) for day_first in (False, True)]
    question = "day or month first"
    if numbers and DAY_OR_YEAR.match(text):
        year, month, day = numbers.groups()
        days = [_parse_or_none(f"{_full_year(year)}-{month}-{day}", None), *days[1:]]
        question = "day or year first"
    both = " or ".join(dict.fromkeys(str(day) for day in days if day))
    return f"“{text[:40]}”: {question}? Write {both or '2023-07-18'}."


def _parse_or_none(text: str, day_first: bool | None) -> date | None:
    try:
        return _parse_day(text, day_first)
    except (ValueError, OverflowError, OSError):
        return None


def is_ambiguous(value: object) -> bool:
    """Return whether a date may have the day or the month first: 3/5/2024."""
    match = YEAR_LAST.match(value.strip()) if isinstance(value, str) else None
    if not match or match.group(2) == ".":
        return False
    first, second = int(match.group(1)), int(match.group(3))
    return first != second and first <= 12 and second <= 12


def _parse_day(text: str, day_first: bool | None) -> date | None:
    """Return the date, or None; also raises ValueError if there is none."""
    if ZERO_TIME.fullmatch(text):
        return None
    text = SHORT_WEEKDAY.sub("", text)
    if match := ISO_WEEK_DATE.fullmatch(text):
        return date.fromisocalendar(*map(int, match.groups()))
    if match := EXCEL_DAYS.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=int(match.group(1)))
    if match := YEAR_FIRST.match(text) or COMPACT_DATE.fullmatch(text):
        return date(*map(int, match.groups()))
    if match := TIMESTAMP.fullmatch(text):
        return datetime.fromtimestamp(int(match.group(1)), UTC).date()
    if match := YEAR_LAST.match(text):
        first, separator, second, year = match.groups()
        day, month = int(first), int(second)
        if month > 12 or (separator != "." and day <= 12 and day_first is False):
            day, month = month, day
        return date(_full_year(year), month, day)
    written = parse_written_date(text.replace("-", " "))
    if written and not written.rest:
        return written.day
    if MAIL_DATE.match(text):
        with suppress(ValueError):
            return parsedate_to_datetime(text).date()
    maybe = MAYBE_DATE.match(text)
    is_time_behind = maybe is not None and TIME_BEHIND.fullmatch(text, maybe.end()) is not None
    return _parse_words(text) or (_parse_words(maybe.group()) if maybe and is_time_behind else None)


def _full_year(year: str) -> int:
    """Return a year of two digits in the century that ends next year."""
    last = datetime.now(UTC).year + 1
    return int(year) if len(year) == 4 else last - (last - int(year)) % 100


@cache
def _word_parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # 70 ms that only dates in words need

    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
    }
    return DateDataParser(languages=LANGUAGES, settings=settings)


@lru_cache(4096)
def _parse_words(text: str) -> date | None:
    """Return a complete date in the words of any language, or None."""
    if len(text) > MAX_WRITTEN or not re.search(r"\d", text) or not re.search(r"[^\W\d_]", text):
        return None
    text = LITHUANIAN.sub(" ", text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of deprecated functions in its dependencies
            found = _word_parser().get_date_data(text).date_obj
    except Exception:  # noqa: BLE001 - a strange text can raise anything
        return None
    return found.date() if found else None
