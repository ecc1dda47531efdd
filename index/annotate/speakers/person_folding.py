"""Decide which names in the archive belong to one person or organisation.

A name is folded into a longer one only if a single person in the archive has a name that it can
shorten, and neither dates nor context contradict. Each fold has a reason and can be undone.
Needs no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.annotate.entities.person_names import (
    PersonName,
    is_short_form,
    names_match,
    normalize_word,
    parse_name,
)
from index.annotate.lexicon.nouns import role_kind
from index.annotate.lexicon.tables import word_class
from index.article import EntityLabel

# A name with a first name is valid for a career; a bare surname means somebody in the news.
MAX_CAREER_DAYS = 40 * 365
MAX_NEWS_DAYS = 3 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldCandidate:
    """A name of a speaker as the articles have it."""

    name: str
    label: EntityLabel
    first: date | None = None
    last: date | None = None
    context: frozenset[str] = frozenset()
    """Names in the same articles: organisations, places, people."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The quotes of ``name`` are listed under ``into``, for a ``reason`` to show."""

    name: str
    into: str
    reason: str


def block_key(name: str, label: EntityLabel) -> str:
    """Return a key shared by all names that could be folded into one another.

    A new name is compared only with the names in its block.
    """
    if label == "person":
        return f"person {parse_name(name).surname}"
    words = name_words(name) or (normalize_word(name),)
    return f"{label} {initials(name) if len(words) > 1 else words[0]}"


def find_folds(names: Sequence[FoldCandidate]) -> tuple[Fold, ...]:
    """Return the folds within one block, in the order of the names."""
    folds = (find_fold(name, [other for other in names if other is not name]) for name in names)
    return tuple(fold for fold in folds if fold)


def find_fold(name: FoldCandidate, candidates: Iterable[FoldCandidate]) -> Fold | None:
    """Return the fold of a name into one of the candidates; None if none is certain."""
    others = [other for other in candidates if other.label == name.label]
    if name.label != "person":
        return _find_organisation_fold(name, others)
    parsed = parse_person(name.name)
    matching = [other for other in others if may_be_same_person(parsed, parse_person(other.name))]
    max_days = MAX_CAREER_DAYS if parsed.given else MAX_NEWS_DAYS
    near = [other for other in matching if days_between(name, other) <= max_days]
    names = [parse_person(other.name) for other in others]
    if not near or not (
        are_one_person([parse_person(other.name) for other in near])
        or are_one_surname([parsed, *names])
    ):
        return None
    fullest = max([name, *near], key=name_length)
    if fullest is name or (not parsed.given and have_disjoint_contexts(name, near)):
        return None
    reason = "same first name and surname" if parsed.given else "only person with this surname"
    if len(near) < len(matching) and not parsed.given:
        reason += " at that time"
    return Fold(name.name, fullest.name, reason)


def _find_organisation_fold(name: FoldCandidate, others: list[FoldCandidate]) -> Fold | None:
    """Return the fold of an organisation or place: the same words, or an acronym."""
    words = name_words(name.name)
    same = [other for other in others if name_words(other.name) == words]
    fullest = max([name, *same], key=lambda other: (len(other.name), other.name))
    if fullest is not name:
        return Fold(name.name, fullest.name, "same name")
    acronym = name.name.replace(".", "")
    if not acronym.isupper() or len(acronym) < 2:
        return None
    matching = [
        other
        for other in others
        if len(name_words(other.name)) > 1 and initials(other.name) == acronym.casefold()
    ]
    if len({name_words(other.name) for other in matching}) != 1 or have_disjoint_contexts(
        name, matching
    ):
        return None
    fullest = max(matching, key=lambda other: (len(other.name), other.name))
    return Fold(name.name, fullest.name, "initials of the full name")


def parse_person(name: str) -> PersonName:
    """Return a name without the office before it: “Tim Falk” for “Treasurer Tim Falk”."""
    parsed = parse_name(name)
    words = parsed.words
    while len(words) > 2 and role_kind(words[0]) == "office":
        words = words[1:]
    return replace(parsed, words=words)


def may_be_same_person(one: PersonName, other: PersonName) -> bool:
    """Return whether two names can belong to one person: matching, or one part of the other."""
    genders = {one.gender, other.gender} - {""}
    if len(genders) > 1:
        return False
    if one.given and other.given:
        return names_match(one, other)
    return is_short_form(one, other) or one.words == other.words


def are_one_person(names: list[PersonName]) -> bool:
    """Return whether all names with a first name match; false if there are none."""
    full = [name for name in names if name.given]
    return bool(full) and all(
        names_match(one, other) for index, one in enumerate(full) for other in full[index + 1 :]
    )


def are_one_surname(names: list[PersonName]) -> bool:
    """Return whether names are one surname, alone or with titles of one gender: “Ms Falk”."""
    return len({name.words for name in names}) == 1 and len({n.gender for n in names} - {""}) < 2


def days_between(one: FoldCandidate, other: FoldCandidate) -> int:
    """Return the days between the periods of two names; 0 if unknown."""
    if not (one.first and one.last and other.first and other.last):
        return 0
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def have_disjoint_contexts(name: FoldCandidate, others: list[FoldCandidate]) -> bool:
    """Return whether the contexts of a name and of all others have nothing in common."""
    contexts = frozenset[str]().union(*(other.context for other in others))
    return bool(name.context and contexts) and not name.context & contexts


def name_length(candidate: FoldCandidate) -> tuple[int, int, int]:
    """Return the words of a name without title and office, whether it has neither, its letters."""
    words = parse_person(candidate.name).words
    is_bare = len(words) == len(candidate.name.split())
    return len(words), is_bare, len(candidate.name.replace(".", ""))


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of an organisation's name without article and legal form."""
    dropped = {"the", *word_class("legal form")}
    words = [normalize_word(word) for word in re.split(r"[\s-]+", name)]
    return tuple(word for word in words if word and word not in dropped)


def initials(name: str) -> str:
    """Return the first letters of the main words of a name."""
    minor = word_class("not in an acronym")
    return "".join(word[0] for word in name_words(name) if word not in minor)
