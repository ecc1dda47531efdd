"""Plain words, and the dates among them: “kerry cooperation 18 july 2023” has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"[12]\d{3}"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
# A year alone may be any number, and a month alone may be a name or a verb.
# Compiled when a line has two words or a digit, which takes a millisecond.
DATE = (
    rf"(?i:(?:{DAY} (?:of )?)?{MONTH} (?:of )?{YEAR}|{MONTH} {DAY},? {YEAR}"
    rf"|{DAY} {MONTH}|{MONTH} {DAY}"
    rf"|{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?"
    rf"|q[1-4] {YEAR}|(?:last|this) (?:week|month|quarter|year))"
)
DAY_WITH_DOT = re.compile(r"^(\d\d?)\.(?= )")
SMALL_WORDS = ("of", "last", "this", "week", "month", "quarter", "year")
MAX_WORDS = 4  # of a date
MAX_WORDS_OF_RANGE = 5  # “1 May 2023..3 May 2023”
END = rf"(?i:{DATE}|{MONTH}|{YEAR})"  # of a range
# Words of a question, which need not be in an article.
QUESTION = frozenset((
    "what", "when", "where", "who", "how", "did", "does", "do", "has", "have", "say", "said",
    "says", "about", "in", "on", "during", "from", "the", "of",
))  # fmt: skip


def join_dates(typed: Sequence[str]) -> list[str]:
    """Return plain words with each date among them as a condition: “date:"July 2023"”."""
    found: list[str] = []
    at = 0
    while at < len(typed):
        for count in range(MAX_WORDS, 0, -1):
            # What has two words for the index is a phrase in quotation marks: "2023-07".
            text = " ".join(each.strip('"') for each in typed[at : at + count])
            if _is_date(text):
                found.append(_condition(text))
                at += count
                break
        else:
            found.append(typed[at])
            at += 1
    return found


def first_date(typed: Sequence[str]) -> str:
    """Return the date or range of several words with which plain words begin; empty if none."""
    for count in range(min(MAX_WORDS_OF_RANGE, len(typed)), 1, -1):
        text = " ".join(typed[:count]).rstrip(",.;")
        first, dots, last = (DAY_WITH_DOT.sub(r"\1", end) for end in text.partition(".."))
        if dots and re.fullmatch(END, first) and re.fullmatch(END, last):
            return text.replace("..", " to ")  # which gives the first end the year of the last
        if not dots and _is_date(first):
            return text
    return ""


def _is_date(text: str) -> bool:
    may_be_date = " " in text or any(map(str.isdigit, text))
    return may_be_date and re.fullmatch(DATE, text) is not None


def _condition(text: str) -> str:
    words = [
        each.lower() if each.lower() in SMALL_WORDS or not each[0].isalpha() else each.capitalize()
        for each in text.split()
    ]
    return f'date:"{" ".join(words)}"' if len(words) > 1 else f"date:{text}"


def without_question(words: Sequence[str]) -> list[str]:
    """Return the words of a question that say what is asked for."""
    return [each for each in words if each.lower() not in QUESTION]
