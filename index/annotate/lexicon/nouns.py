"""Tell nouns that mean people from nouns that mean things."""

from __future__ import annotations

from functools import cache

from index.annotate.lexicon.tables import rows, table, word_class

MIN_LAST_PART = 3  # letters of the second half of a compound: "front-man", "trawlerman"
MIN_FIRST_PART = 3
MIN_IMPLIED = 5  # letters of the last part of a compound that is a role too: “schoolteacher”
IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}


@cache
def _person_nouns() -> dict[str, frozenset[str]]:
    """Return the nouns for people, each with those that everybody so called may be called too."""
    return {word: frozenset(",".join(rest).split(",")) for word, *rest in rows("person_nouns")}


def implies(noun: str, broader: str) -> bool:
    """Return whether somebody called by one noun may be called by the other: a sculptor, an artist.

    So it is with broader nouns, and with the last part of a compound: a schoolteacher, a teacher.
    """
    is_last_part = len(broader) >= MIN_IMPLIED and noun.endswith(broader) and noun != broader
    return is_last_part or broader in _person_nouns().get(noun, ())


def singular(noun: str) -> str:
    """Return a noun without the ending of its plural."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith(("men", "women")):
        return f"{noun[:-2]}an"
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def role_kind(word: str) -> str:
    """Return what a word for a role names: office, trade, organisation, document, … or ""."""
    return table("roles").get(word, ("",))[0]


def is_held(noun: str) -> bool:
    """Return whether one person holds what a noun means: “minister”, “bishop”, “editor”."""
    is_role = role_kind(noun) in {"office", "trade"} or noun in word_class("office of a place")
    return is_role or noun in table("titles")


@cache
def is_person_noun(noun: str) -> bool:
    """Return whether a common noun means a person, in singular or plural: "strikers"."""
    one = singular(noun)
    if one in _person_nouns() or noun in _person_nouns():
        return True
    last = one.rpartition("-")[2]
    if last != one and last in _person_nouns():
        return True
    starts = range(MIN_FIRST_PART, len(last) - MIN_LAST_PART + 1)
    return any(last[start:] in _COMPOUNDED for start in starts)


# Nouns that end the names of many trades.
_COMPOUNDED = frozenset(
    ("man", "woman", "person", "holder", "keeper", "maker", "worker", "fielder", "master", "goer",
     "owner", "driver", "writer", "player", "seeker", "setter", "runner", "rider", "watcher")
)  # fmt: skip


@cache
def can_speak(noun: str) -> bool:
    """Return whether a noun means somebody, or something that is written or that represents people.

    An experience, a visit or a storm cannot speak; a firm, a report or a crowd can.
    """
    forms = (noun, singular(noun), f"{noun}s")
    return any(form in table("roles") for form in forms) or is_person_noun(noun)
