"""Days as articles and data bases write them out: “November 5, 2024 Tuesday”."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

# A line a month: English, German, French, Spanish, Dutch, Italian.
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
MONTH_OF = {
    word: number
    for number, line in enumerate(MONTHS.strip().split("\n"), 1)
    for word in line.split()
}
MONTH = f"({'|'.join(sorted(MONTH_OF, key=len, reverse=True))})"
WEEKDAY = f"(?:{'|'.join(WEEKDAYS.split())})"
DAY = re.compile(
    rf"(?:{WEEKDAY}[,.]?\s+)?"
    rf"(?:{MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"
    rf"|(\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?{MONTH}\.?,?\s+(?:de\s+)?(\d{{4}})"
    r"|(\d{4})-(\d{2})-(\d{2}))\b"
)
MONTH_ONLY = re.compile(rf"(?:{MONTH}|spring|summer|autumn|fall|winter)\.?,?\s+\d{{4}}\b")
# What may follow a day before anything else does.
AFTER = re.compile(
    rf"[\s,]*(?:{WEEKDAY}\b)?[\s,]*(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\.?)?(?:\s+[a-z]{{2,4}}\b)?)?"
)


class Written(NamedTuple):
    """A day at the beginning of a line, and what stands behind it, weekday and time left out."""

    day: date | None
    """None where the line names a month or season alone."""
    rest: str


def written_day(line: str) -> Written | None:
    """The day with which a clean line begins; None where it begins with no day that there is."""
    folded = "".join(
        letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter)
    ).lower()
    found = DAY.match(folded)
    day = _day(found) if found else None
    found = found if day else MONTH_ONLY.match(folded)
    if not found:
        return None
    after = AFTER.match(folded, found.end())
    return Written(day, line[after.end() if after else found.end() :].strip())


def _day(found: re.Match[str]) -> date | None:
    month, day, year, day_first, month_second, year_third, *iso = found.groups()
    try:
        if iso[0]:
            return date(*map(int, iso))
        return date(int(year or year_third), MONTH_OF[month or month_second], int(day or day_first))
    except ValueError:
        return None
