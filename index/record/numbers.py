"""Read the numbers in a quote, so that “4,500”, “4500” and “4.5 thousand” are one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: Decimal(value) for value, word in enumerate(_UNITS.split())}
TENS = {word: Decimal(10 * value) for value, word in enumerate(_TENS.split(), start=2)}
MULTIPLIERS = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "mln": 10**6, "billion": 10**9,
    "bln": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
ONE = ("a", "one")  # a number only before a multiplier: “a hundred”, but “no one”
_SHORT = re.compile(r"(\d+)(m|mn|bn|tn)")
_SHORT_MULTIPLIERS = {"m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_WORDS = UNITS.keys() | TENS.keys() | MULTIPLIERS.keys()


def whole_numbers(words: Sequence[str]) -> tuple[str, ...]:
    """Return folded words with each number as one word, in digits.

    Commas and points separate words: “4,500” was two, and so was “4.5”. “10 percent” is “10”, as
    “10%” is.
    """
    if _WORDS.isdisjoint(words) and not any(word[0].isdecimal() for word in words):
        return tuple(words)
    found = []
    place = 0
    while place < len(words):
        value, end = _number_at(words, place)
        found.append(words[place] if value is None else _in_digits(value))
        place = end if value is None else end + _percent_at(words, end)
    return tuple(found)


def _percent_at(words: Sequence[str], place: int) -> int:
    """Return how many words say percent, as the sign does, which is no word."""
    if tuple(words[place : place + 2]) == ("per", "cent"):
        return 2
    return int(tuple(words[place : place + 1]) in (("percent",), ("pct",)))


def _number_at(words: Sequence[str], place: int) -> tuple[Decimal | None, int]:
    """Return the number that starts at a place, if there is one, and where it ends."""
    word, end = words[place], place + 1
    following = words[end] if end < len(words) else ""
    if word.isdecimal():
        value, end = _digits_at(words, place)
    elif short := _SHORT.fullmatch(word):
        return Decimal(short[1]) * _SHORT_MULTIPLIERS[short[2]], end
    elif word in TENS:
        has_unit = 0 < UNITS.get(following, 0) < 10
        value = TENS[word] + (UNITS[following] if has_unit else 0)
        end += has_unit
    elif (word in ONE and following in MULTIPLIERS) or (word in UNITS and word not in ONE):
        value = UNITS.get(word, Decimal(1))
    else:
        return None, end
    while end < len(words) and words[end] in MULTIPLIERS:
        value *= MULTIPLIERS[words[end]]
        end += 1
    return value, end


def _digits_at(words: Sequence[str], place: int) -> tuple[Decimal, int]:
    """Join the parts of a number: three digits after a comma, one or two after a point."""
    digits, end = words[place], place + 1
    has_thousands = len(digits) <= 3
    while has_thousands and end < len(words) and words[end].isdecimal() and len(words[end]) == 3:
        digits += words[end]
        end += 1
    if end < len(words) and words[end].isdecimal() and len(words[end]) < 3:
        digits += f".{words[end]}"
        end += 1
    return Decimal(digits), end


def _in_digits(value: Decimal) -> str:
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
