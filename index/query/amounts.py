"""Other ways of writing an amount: “1200000”, “1,200,000” and “1.2 million”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.query.tree import Phrase, Tree, Word

# The unit, its value, and how it is written behind the number: “8.4bn”.
UNITS = (
    ("thousand", 10**3, ("k",)),
    ("million", 10**6, ("m", "mn", "mln")),
    ("billion", 10**9, ("bn", "b", "bln")),
    ("trillion", 10**12, ("tn", "trn", "tr")),
)
VALUES = {name: value for unit, value, short in UNITS for name in (unit, *short)}
SIGNS = "$£€¥₹₽₩"  # of currencies
CODES = "USD|EUR|GBP|CHF|INR|AUD|CAD|Rs"
CURRENCY = rf"[A-Z]{{0,3}}[{SIGNS}]|(?:{CODES})\.?"  # A$, US$, EUR
AMOUNT = re.compile(
    rf"(?P<sign>(?:{CURRENCY})\ ?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<part>\.\d{1,3})?[ -]?"
    rf"(?P<unit>{'|'.join(sorted(VALUES, key=len, reverse=True))})?",
    re.IGNORECASE,
)
# 100m may be a distance, and 5b a class: these are amounts in a text.
SHORT_AMOUNT = (
    rf"(?:[{SIGNS}]|\b(?:{CODES})\.?)\ ?(\d{{1,3}})\ ?([kKmMbB])\b"
    r"|(?<![\w.,])(\d{1,3})([kKmMbB])[-\ ](?:euros?|dollars?|pounds?|yen|yuan|rupees?|r(?:o?u)bles?"
    r"|francs?|people|users?|customers?|voters?|votes|viewers?|followers?|subscribers?|jobs|homes"
    r"|tonnes?|tons?|barrels?|doses?|copies|shares|downloads|views)\b"
)
MIN_AMOUNT = 10_000  # a smaller number in digits alone may be a year or an hour
MAX_DIGITS = {"thousand": 1}  # behind the point; more are written in digits alone
MAX_AMOUNT = 10**15


def is_unit(text: str) -> bool:
    """Return whether a word is the name of a unit: “million”."""
    return text.lower() in (unit for unit, *_ in UNITS)


def is_currency(text: str) -> bool:
    """Return whether a word is a currency, which may stand apart from its number: “EUR”."""
    return re.fullmatch(CURRENCY, text, re.IGNORECASE) is not None


def other_amounts(field: str, text: str) -> Iterator[Tree]:
    """Yield other ways of writing an amount; nothing if the text is none."""
    match = AMOUNT.fullmatch(text)
    if not match or (match["part"] and not match["unit"]):
        return
    if len(match["unit"] or "million") == 1 and not (match["sign"] or match["part"]):
        return  # a distance or a class: 100m, 10k, 5b
    value = Decimal(match["number"].replace(",", "") + (match["part"] or ""))
    if match["unit"]:
        value *= VALUES[match["unit"].lower()]
    if value % 1 or not (1000 if match["unit"] else MIN_AMOUNT) <= value < MAX_AMOUNT:
        return
    yield Word(field, str(int(value)))
    yield Phrase(field, f"{int(value):,}".replace(",", " "))
    for unit, size, short in UNITS:
        written = f"{(value / size).normalize():f}"
        if 1 <= value / size < 1000 and len(written.partition(".")[2]) <= MAX_DIGITS.get(unit, 3):
            yield Phrase(field, f"{written} {unit}")
            # “100m” may be a distance. If it is an amount, its digits are indexed too.
            clear = (letters for letters in short if len(letters) > 1 or "." in written)
            yield from (Word(field, written + letters) for letters in clear)
