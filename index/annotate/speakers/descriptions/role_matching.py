"""Tell whether a person may be called by a noun, for what the article says of the person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from index.annotate.entities.person_names import parse_name
from index.annotate.lexicon.nouns import implies, is_person_noun
from index.annotate.lexicon.tables import table, word_class
from index.annotate.speakers.descriptions.description import Description, role_type
from index.annotate.speakers.participants import Participant
from index.annotate.speakers.phrases import role_word

# Words before a role that say nothing about who has it.
COLOURLESS = {"former", "new", "top", "senior", "ex", "late", "longtime", "long", "time"}
SPOUSES = frozenset(("husband", "wife"))
# Nouns that may take up any person without a name: “a voter in a red hat … the man said”.
ANYBODY = {"man", "woman", "person", "boy", "girl"}
COUNTERPART = {"with", "against", "from", "to", "about"}  # before another than the subject
MAX_FRONTED = 200  # characters from a name before the subject to it
MIN_STEM = 4  # letters that a nationality and its adjective share: “Finn”, “Finnish”


def has_role(person: Participant, noun: str) -> bool:
    """Return whether the article calls a person by a noun, or by one that implies it."""
    narrower = word_class("broader role").get(noun, "").split(",")
    return bool(person.roles[noun]) or any(person.roles[word] for word in narrower)


def has_other_role(person: Participant, role: Description) -> bool:
    """Return whether the article calls a person by a noun that says something else than a role."""
    nouns = (noun for noun, count in person.roles.items() if count and is_person_noun(noun))
    others = [noun for noun in nouns if noun not in ANYBODY and noun not in table("titles")]
    return bool(others) and not (may_be_called(person, role) or is_narrower(role.noun, person))


def is_narrower(noun: str, person: Participant) -> bool:
    """Return whether a noun says more than what a person is called: “surgeon” of a doctor."""
    return any(implies(noun, word) for word, count in person.roles.items() if count)


def may_be_called(person: Participant, role: Description) -> bool:
    """Return whether a person has a role, or one that implies it: “the artist” for a sculptor.

    Words before the noun must then fit too: a governor is a leader, but no band leader. A shadow
    minister is no minister.
    """
    if person.words["shadow"] and "shadow" not in role.modifiers:
        return False
    if has_role(person, role.noun):
        return True
    telling = role.modifiers - COLOURLESS - role.places
    fits = not telling or not telling.isdisjoint(person.words)
    return fits and any(implies(word, role.noun) for word, count in person.roles.items() if count)


@cache
def _countries() -> dict[str, str]:
    """Return the country or region of each nationality, and of its own name."""
    countries = {word: place for word, (place,) in table("demonyms").items()}
    return countries | {place: place for place in countries.values()}


@lru_cache(maxsize=1024)
def country_of(word: str) -> str:
    """Return the country or region of a nationality, adjective or name; "" if none is like it.

    An adjective that is not listed has the country whose name, or nationality, begins most like
    it: “Finnish” as “Finn”, not as “Fijian”.
    """
    countries = _countries()
    if word in countries:
        return countries[word]
    for size in range(len(word), MIN_STEM - 1, -1):
        if alike := [name for name in countries if name.startswith(word[:size])]:
            return countries[min(alike, key=len)]
    return ""


def origins(person: Participant) -> set[str]:
    """Return the countries and regions that the article says somebody is from."""
    return {country_of(place) for place in person.places} - {""}


def may_have(person: Participant, role: Description) -> bool:
    """Return whether gender, party and number allow somebody a role: “the mother of four”."""
    is_other = bool(role.gender) and person.gender not in {"", role.gender}
    if not person.is_person or (is_other and not person.is_hinted):
        return False
    if is_counterpart(person, role):
        return False
    for kind in ("number", "party"):
        own, wanted = person.words.keys() & word_class(kind), role.words & word_class(kind).keys()
        if own and wanted and not own & wanted:
            return False
    return "vice" in role.words or "vice" not in person.words


def is_counterpart(person: Participant, role: Description) -> bool:
    """Return whether somebody does something with a person: “After a call with Lee, the mayor”."""
    doc, first = role.head.doc, role.tokens[0]
    start = max((m.start for m in person.entity.mentions if m.start < first.idx), default=-1)
    if start < first.idx - MAX_FRONTED or start < first.sent.start_char:
        return False
    name = doc.char_span(start, start + 1, alignment_mode="expand")
    token = name[0] if name is not None else first
    while token.dep_ in {"compound", "appos"}:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in COUNTERPART and token.i < first.i


def contradicts(person: Participant, noun: str) -> bool:
    """Return whether the article gives a person another office or trade than the noun."""
    if noun in word_class("fits anybody") or role_type(noun) == "person":
        return False
    offices = [
        role
        for role in person.roles
        if role_type(role) in {"office", "trade"} and role not in word_class("fits anybody")
    ]
    return bool(offices) and not (has_role(person, noun) or is_narrower(noun, person))


def is_of_another_place(role: Description, holder: Participant) -> bool:
    """Return whether a role names a place, and its holder's description another one.

    Somebody described without a place may be “the Torp mayor”, but not “the Finnish premier”, who
    is set against one at home.
    """
    is_compared = bool(holder.places) or role.is_national
    if role.places and is_compared and role.places.isdisjoint(holder.words):
        return True
    after = {role_word(t) for t in role.tokens if t.i > role.head.i and t.pos_ == "PROPN"}
    return bool(after and holder.places) and after.isdisjoint(holder.words)


def may_be_married(owner: Participant, people: Iterable[Participant]) -> list[Participant]:
    """Return the people of the surname of somebody and the other gender, relatives aside."""
    surname = parse_name(owner.name).surname if owner.is_person and owner.gender else ""
    return [
        person
        for person in people
        if surname == parse_name(person.name).surname
        and person.gender not in {"", owner.gender}
        and word_class("relation").keys().isdisjoint(person.roles)
    ]
