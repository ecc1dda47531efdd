"""One person under several names in the archive: which of the names are folded into which.

A name is folded into a longer one only where a single person of the archive bears a name that
it can shorten, and where neither dates nor context speak against it. Each fold says why; it
is undone by leaving it out. Nothing here needs a model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import (
    PersonName,
    is_short_form,
    names_match,
    normalize_word,
    parse_name,
)
from index.annotate.lexicon.tables import word_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from index.article import EntityLabel

# A name with a first name goes on for a career; a bare surname only means whoever is in the
# news at the time.
CAREER, NEWS = 40 * 365, 3 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A speaker as the articles have the name."""

    name: str
    label: EntityLabel
    first: date | None = None
    last: date | None = None
    context: frozenset[str] = frozenset()
    """What stands around the name in its articles: offices, organisations, places, people."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Quotes of ``name`` are listed under ``into``, for a ``reason`` that can be shown."""

    name: str
    into: str
    reason: str


def block(name: str, label: EntityLabel) -> str:
    """The key that all names share that could be folded into one another.

    When a name is added only the names of its block need to be looked at again.
    """
    if label == "person":
        return f"person {parse_name(name).surname}"
    return f"{label} {initials(name) if len(key_of(name)) > 1 else normalize_word(name)}"


def folds(names: Sequence[Known]) -> tuple[Fold, ...]:
    """The folds within one block, in the order of the names."""
    found = (fold(name, [other for other in names if other is not name]) for name in names)
    return tuple(each for each in found if each)


def fold(name: Known, candidates: Iterable[Known]) -> Fold | None:
    """Into which of the candidates a name is folded; None where that is none, or not certain.

    The fullest name of a person is folded into nothing.
    """
    others = [other for other in candidates if other.label == name.label]
    if name.label != "person":
        return fold_thing(name, others)
    own = parse_name(name.name)
    fitting = [other for other in others if fits(own, parse_name(other.name))]
    reach = CAREER if own.given else NEWS
    near = [other for other in fitting if apart(name, other) <= reach]
    if not near or not one_person([parse_name(other.name) for other in near]):
        return None
    best = max([name, *near], key=fullness)
    if best is name or (not own.given and strangers(name, near)):
        return None
    return Fold(name.name, best.name, why(own, len(fitting) - len(near)))


def fits(own: PersonName, other: PersonName) -> bool:
    """Whether the names can be one person's: alike, or the one a part of the other."""
    genders = {own.gender, other.gender} - {""}
    if len(genders) > 1:
        return False
    if own.given and other.given:
        return names_match(own, other)
    return is_short_form(own, other) or own.words == other.words


def one_person(names: list[PersonName]) -> bool:
    """Whether all names can be one person's; bare surnames do not tell people apart."""
    full = [name for name in names if name.given]
    return bool(full) and all(
        names_match(one, other) for place, one in enumerate(full) for other in full[place + 1 :]
    )


def apart(one: Known, other: Known) -> int:
    """The days between the times at which two names are in the news; 0 where unknown."""
    if not (one.first and one.last and other.first and other.last):
        return 0
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def strangers(name: Known, others: list[Known]) -> bool:
    """Whether a name and all others stand among things that have nothing in common."""
    around = frozenset[str]().union(*(other.context for other in others))
    return bool(name.context and around) and not name.context & around


def fullness(known: Known) -> tuple[int, int]:
    """How full a name is: its words, then its letters."""
    return len(parse_name(known.name).words), len(known.name.replace(".", ""))


def why(own: PersonName, elsewhere: int) -> str:
    """The reason of a fold, in words."""
    reason = "same first name and surname" if own.given else "the only one of that surname"
    if elsewhere and not own.given:
        reason += " at that time"
    return reason


def fold_thing(name: Known, others: list[Known]) -> Fold | None:
    """Into which organisation or place a name is folded: the same words, or its acronym."""
    key = key_of(name.name)
    same = [other for other in others if key_of(other.name) == key]
    best = max([name, *same], key=lambda other: (len(other.name), other.name))
    if best is not name:
        return Fold(name.name, best.name, "the same name")
    short = name.name.replace(".", "")
    if not short.isupper() or len(short) < 2:
        return None
    long = [o for o in others if len(key_of(o.name)) > 1 and initials(o.name) == short.casefold()]
    if len({key_of(other.name) for other in long}) != 1 or strangers(name, long):
        return None
    best = max(long, key=lambda other: (len(other.name), other.name))
    return Fold(name.name, best.name, "its initials")


def key_of(name: str) -> tuple[str, ...]:
    """The words of an organisation's name without article and legal form."""
    dropped = {"the", *word_class("legal form")}
    words = [normalize_word(word) for word in re.split(r"[\s-]+", name)]
    return tuple(word for word in words if word and word not in dropped)


def initials(name: str) -> str:
    """The first letters of the great words of a name."""
    return "".join(word[0] for word in key_of(name) if word not in word_class("not in an acronym"))
