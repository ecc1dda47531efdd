"""Lines of a transcript with a time, perhaps behind a name or, in brackets, before the words."""

from __future__ import annotations

NAME = r"[A-ZÀ-Þ][\w.’'-]*"
FULL_NAME = rf"{NAME}(?: (?:{NAME}|\d+)){{0,4}}"
TIME = r"(?:\d+:)?\d{1,2}:\d{2}"
ZERO = r"(?:0?0:)?0?0:\d\d"


def time_alone(time: str = TIME) -> str:
    """Return the pattern of a line with a time and at most a name, which is its group."""
    return rf"(?:({FULL_NAME})[ \t]+)?[\[(]?{time}[\])]?"


def time_before(time: str = TIME) -> str:
    """Return the pattern of a line with a time in brackets before words, which are its group."""
    return rf"\[{time}\][ \t]*(\S.*)"
