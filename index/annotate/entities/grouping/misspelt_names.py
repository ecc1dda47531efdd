"""Recognise names that are misspelt once, so that nobody is listed twice.

A name is misspelt if it differs little from one that is used more often, and nothing shows that
they are two people: both in one sentence, an age of its own, a first name of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from index.annotate.entities.evidence import AGE
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import CACHE_SIZE, given_names_match

Name = tuple[str, ...]

MIN_LENGTH = 5  # letters; shorter names differ by one letter too often
LONG = 9  # letters of a name in which two may be wrong
SPELLINGS = (
    ("ph", "f"),
    ("kh", "h"),
    ("ck", "k"),
    ("th", "t"),
    ("ff", "v"),
    ("y", "i"),
    ("w", "v"),
)
SENTENCE_END = re.compile(r"[.?!]['”\"’]?\s|\n")


def correct_misspelt(text: str, mentions: list[Mention]) -> list[Mention]:
    """Flag misspelt mentions and give them the right text."""
    by_name: defaultdict[Name, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.name.words].append(mention)
    right: dict[Name, str] = {}
    for name, found in by_name.items():
        target = _find_right_name(text, name, found, by_name)
        if target:
            right[name] = by_name[target][0].text
    return [
        replace(m, text=right[m.name.words], misspelt=True) if m.name.words in right else m
        for m in mentions
    ]


def _find_right_name(
    text: str, name: Name, found: list[Mention], by_name: dict[Name, list[Mention]]
) -> Name | None:
    """Return the name of which another is a misspelling; None if it is not misspelt."""
    best = None
    for other, others in by_name.items():
        if not looks_alike(name, other) or _are_two_people(text, found, others):
            continue
        if len(name) == 1 and any(name[0] in full for full in by_name if len(full) > 1):
            continue
        rank, rank_of_other = (_rank(each, by_name) for each in (name, other))
        if rank_of_other > rank and (best is None or rank_of_other > _rank(best, by_name)):
            best = other
    return best


def looks_alike(one: Name, other: Name) -> bool:
    """Return whether two different names differ by a letter or two in one word."""
    if one == other or not one or not other:
        return False
    if "".join(one).replace("-", "") == "".join(other).replace("-", ""):
        return True
    if len(one) != len(other):
        return len(one) == 1 and is_similar(one[0], other[-1])
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and is_similar(*pairs[0]) and not given_names_match(*pairs[0])


def is_similar(one: str, other: str) -> bool:
    """Return whether two words differ by a letter, or by two if they are long."""
    length = min(len(one), len(other))
    allowed = 0 if length < MIN_LENGTH else 1 if length < LONG else 2
    if one == other or length < MIN_LENGTH:
        return False
    if sound(one) == sound(other):
        return True
    if one[0] != other[0] or abs(len(one) - len(other)) > allowed:
        return False
    return OSA.distance(one, other) <= allowed  # with letters swapped


@lru_cache(CACHE_SIZE)
def sound(word: str) -> str:
    """Return a word with one letter for each sound that is spelt in several ways."""
    for spelling, letter in SPELLINGS:
        word = word.replace(spelling, letter)
    return re.sub(r"(.)\1", r"\1", word)


def _rank(name: Name, by_name: dict[Name, list[Mention]]) -> tuple[int, int, int]:
    """Return how often a name or its surname is used, for comparison; headlines count less."""
    own = by_name[name]
    surname = by_name.get(name[-1:], []) if len(name) > 1 else []
    plain = [mention for mention in [*own, *surname] if not mention.headline]
    return len(plain), len(own) + len(surname), -own[0].span.start


def _are_two_people(text: str, found: list[Mention], others: list[Mention]) -> bool:
    """Return whether two names stand in one sentence, or each has an age or another gender."""
    genders = [{m.name.gender for m in group} - {""} for group in (found, others)]
    if genders[0] and genders[1] and genders[0] != genders[1]:
        return True
    if all(any(AGE.match(text, m.span.end) for m in group) for group in (found, others)):
        return True
    for mention in found:
        for other in others:
            first, second = sorted((mention.span, other.span))
            if not SENTENCE_END.search(text, first.end, second.start):
                return True
    return False
