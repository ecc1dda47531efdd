"""Decide which of several people a bare surname or first name means."""

from __future__ import annotations

import re
from collections import Counter

from index.annotate.entities.evidence import AGE
from index.annotate.entities.grouping.mention_group import MentionGroup
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import PersonName, normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import table, word_class

Bearer = tuple[PersonName, MentionGroup]

# A bare surname means one of two people only if that one is mentioned this many times as often.
DOMINANCE = 3
FAR = 300  # characters
FAR_RATIO = 2  # gap to the second nearest group against that to the nearest
AROUND = 100  # characters around a name that describe its bearer
LATE = re.compile(r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Mm]y)|['’]s) late (?:[\w-]+\.? ){0,2}\Z")
PRONOUN_AFTER = re.compile(r"[^A-Z.?!“”\"]*[.?!,] (?P<pronoun>[Hh]e|[Ss]he)\b")
WORD_BEFORE = re.compile(r"([\w-]+) $")
POSSESSOR = re.compile(r"\b((?:[A-Z][\w-]+ )*[A-Z][\w-]+)['’]s? $")
RELATIVE_BEFORE = re.compile(r"([a-z-]+),? $")
# “his wife, ” before a name, or “, her younger brother” after it.
OWNED_BEFORE = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+),? $"
)
OWNED_AFTER = re.compile(
    r", (?:his|her|their) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+)(?=[,.;]| (?:of|and|who)\b)"
)
RELATION_FIRST = re.compile(
    r"(?:(?:[A-Z][\w-]+ )*[A-Z][\w-]+['’]s?|His|Her|Their) (?:[a-z-]+,? ){0,4}?(?P<noun>[a-z-]+),?"
    r"(?: [A-Z]\w*\.?)? "
)
JOINED = re.compile(r" and (?:[A-Z]\w+\.? )*")  # before a name, perhaps with a title
VERB_BESIDE = re.compile(r"^ ([a-z]+)\b")


def choose_bearer(
    text: str,
    mention: Mention,
    bearers: list[Bearer],
    seen: Counter[int],
    last_mention: dict[int, Mention],
) -> MentionGroup | None:
    """Return the person that a short name means; None if it is ambiguous or means another."""
    word = mention.name.surname
    bearers = [(name, g) for name, g in bearers if name.given != word] or bearers
    named = [(name, group) for name, group in bearers if name.given]
    if mention.name.gender and all(is_other_gender(text, mention, n, g) for n, g in named):
        return None
    gender = mention.name.gender or gender_after(text, mention)
    if gender:
        genders = {id(g): group_gender(text, n, g) for n, g in bearers}
        bearers = [(n, g) for n, g in bearers if genders[id(g)] in {"", gender}] or bearers
        certain = [(n, g) for n, g in bearers if genders[id(g)] == gender]
        bearers = certain if len(certain) == 1 else bearers
    if len(bearers) < 2:
        return bearers[0][1] if bearers else None
    bearers = [(n, g) for n, g in bearers if not is_late(text, g)] or bearers
    if len(bearers) == 1:
        return bearers[0][1]
    described = by_description(text, mention, bearers)
    if described:
        return described
    nameless = [group for name, group in bearers if not name.given]
    if mention.name.title and len(nameless) == 1:
        return nameless[0]  # “President Falk” is rather “Mr Falk” than Ada Falk
    mentioned = [g for _, g in bearers if seen[id(g)]]
    if len(mentioned) == 1:
        return mentioned[0]
    if not mentioned:
        groups = [g for _, g in bearers]
        return dominant_group(groups, Counter({id(g): len(g.mentions) for g in groups}))
    return (
        last_speaker(text, mention, mentioned, last_mention)
        or introduced_person(text, mention, mentioned, last_mention)
        or main_person(text, mentioned)
        or dominant_group(mentioned, seen)
        or nearest_group(mention, mentioned, last_mention)
    )


def is_late(text: str, group: MentionGroup) -> bool:
    """Return whether somebody is called late: “the late Ada Falk”, whose son speaks."""
    spans = (mention.span for mention in group.mentions)
    return any(LATE.search(text, max(0, s.start - AROUND), s.start) for s in spans)


def is_another(text: str, mention: Mention, bearers: list[Bearer]) -> bool:
    """Return whether a surname with a title means somebody else than those who bear it.

    The title tells another gender, or “and” joins it to all of them: “President Falk and Ada Falk”.
    """
    if mention.name.gender:
        return bool(bearers) and all(is_other_gender(text, mention, n, g) for n, g in bearers)
    spans = [(mention.span, other.span) for _, g in bearers for other in g.mentions]
    pairs = [(min(pair), max(pair)) for pair in spans]
    joined = any(JOINED.fullmatch(text, one.end, other.start) for one, other in pairs)
    return bool(mention.title) and len(bearers) == 1 and joined


def is_other_gender(text: str, mention: Mention, name: PersonName, group: MentionGroup) -> bool:
    """Return whether somebody is surely not of the gender that a title before a name gives.

    The titles and pronouns of the article decide, or a first name that only one gender bears.
    """
    own = [other for other in group.mentions if other is not mention]
    genders = {m.name.gender for m in own} - {""} or {gender_after(text, m) for m in own} - {""}
    genders = genders or {table("first_names").get(normalize_word(name.given), ("",))[0]} - {""}
    return bool(genders) and mention.name.gender not in genders


def gender_after(text: str, mention: Mention) -> str:
    """Return the gender of the pronoun that takes up a name: m, f or ""."""
    match = PRONOUN_AFTER.match(text, mention.span.end, mention.span.end + AROUND)
    return {"he": "m", "she": "f"}[match["pronoun"].lower()] if match else ""


def by_description(text: str, mention: Mention, bearers: list[Bearer]) -> MentionGroup | None:
    """Return the only person who is described as the words before a name say.

    These are an office (“Sergeant Nguyen”), an organisation (“the Harbour Police's Nguyen”), or
    “younger” and “elder”, said of people named with a relation (“her daughter, Keisha Gordon”).
    """
    before = text[max(0, mention.span.start - AROUND) : mention.span.start].rpartition("\n")[2]
    possessor = POSSESSOR.search(before)
    word = WORD_BEFORE.search(before)
    keys = [possessor[1].casefold()] if possessor else mention.name.title.split()
    age = word_class("age").get(word[1].casefold(), "") if word and not possessor else ""
    if age:
        kinds = [relative_age(text, group) for _, group in bearers]
        years = [years_of(text, group) for _, group in bearers]
        if all(years) and len(set(years)) == len(years):
            chosen_age = (min if age == "younger" else max)(years)
            return bearers[years.index(chosen_age)][1]
        chosen = [g for (_, g), kind in zip(bearers, kinds, strict=True) if kind == age]
        if not chosen and any(kinds) and len(bearers) == 2:
            chosen = [g for (_, g), kind in zip(bearers, kinds, strict=True) if not kind]
        return chosen[0] if len(chosen) == 1 else None
    for key in keys:
        fitting = [g for _, g in bearers if any(key in around(text, m) for m in g.mentions)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def around(text: str, mention: Mention) -> str:
    """Return the description beside a full name, in small letters; no other name's."""
    before = text[max(0, mention.span.start - AROUND // 2) : mention.span.start]
    after = text[mention.span.end : mention.span.end + AROUND]
    before = re.split(r"[.;,“”\n]|\band\b", before)[-1]
    after = re.split(r"[.;“”\n]|\band\b", after)[0]
    return f"{mention.title} {before} {after}".casefold() if len(mention.name.words) > 1 else ""


def years_of(text: str, group: MentionGroup) -> int:
    """Return the age given right after a name, or 0."""
    ages = (AGE.match(text, m.span.end) for m in group.mentions)
    return next((int(re.sub(r"\D", "", age[0])) for age in ages if age), 0)


def relative_age(text: str, group: MentionGroup) -> str:
    """Return whether somebody is introduced as a younger or an elder relation."""
    for mention in group.mentions:
        before = text[max(0, mention.span.start - AROUND) : mention.span.start]
        noun = RELATIVE_BEFORE.search(before)
        kind = word_class("relation").get(noun[1], "") if noun else ""
        if kind:
            return kind
    return ""


def last_speaker(
    text: str, mention: Mention, groups: list[MentionGroup], last_mention: dict[int, Mention]
) -> MentionGroup | None:
    """Return the person mentioned last, if that was in the same paragraph as a speaker."""
    last = max(groups, key=lambda group: last_mention[id(group)].span)
    span = last_mention[id(last)].span
    before = text[max(0, span.start - 30) : span.start].split()
    after = VERB_BESIDE.match(text[span.end : span.end + 30])
    speaks = (after and is_verb_of_saying(after[1])) or (before and is_verb_of_saying(before[-1]))
    return last if speaks and "\n" not in text[span.end : mention.span.start] else None


def introduced_person(
    text: str, mention: Mention, groups: list[MentionGroup], last_mention: dict[int, Mention]
) -> MentionGroup | None:
    """Return the person mentioned last, if a paragraph begins with that relation of another.

    “Her brother Tom Kellen disagreed. “No,” Kellen said.”
    """
    last = max(groups, key=lambda group: last_mention[id(group)].span)
    span = last_mention[id(last)].span
    start = text.rfind("\n", 0, mention.span.start) + 1
    introduced = start <= span.start and RELATION_FIRST.fullmatch(text, start, span.start)
    return last if introduced and is_person_noun(introduced["noun"]) else None


def main_person(text: str, groups: list[MentionGroup]) -> MentionGroup | None:
    """Return the only person who is not introduced as a relation: not “his wife, Ana Pell,”."""
    others = [g for g in groups if not relation_beside(text, g.mentions[0])]
    return others[0] if len(others) == 1 else None


def relation_beside(text: str, mention: Mention) -> str:
    """Return the noun beside a name that says whose relation its bearer is, or ""."""
    before = OWNED_BEFORE.search(text[max(0, mention.span.start - AROUND) : mention.span.start])
    noun = before or OWNED_AFTER.match(text, mention.span.end)
    return noun["noun"] if noun and is_person_noun(noun["noun"]) else ""


def nearest_group(
    mention: Mention, groups: list[MentionGroup], last_mention: dict[int, Mention]
) -> MentionGroup | None:
    """Return the group mentioned last, if all others were mentioned long before."""
    start = mention.span.start
    gaps = sorted((start - last_mention[id(g)].span.end, n) for n, g in enumerate(groups))
    (first, best), (second, _) = gaps[:2]
    return groups[best] if second > FAR and second > FAR_RATIO * first else None


def dominant_group(groups: list[MentionGroup], counts: Counter[int]) -> MentionGroup | None:
    """Return the group that is mentioned far more often than any other."""
    first, second = sorted(groups, key=lambda group: -counts[id(group)])[:2]
    return first if counts[id(first)] >= DOMINANCE * counts[id(second)] else None


def group_gender(text: str, name: PersonName, group: MentionGroup) -> str:
    """Return the gender given by titles, “her brother” or else the first name: m, f or ""."""
    nouns = {relation_beside(text, m) for m in group.mentions}
    titles = {m.name.gender for m in group.mentions}
    certain = (titles | {table("roles").get(noun, ("", "-"))[1] for noun in nouns}) - {"", "-"}
    if len(certain) == 1:
        return certain.pop()
    given = normalize_word(name.given)
    gender = table("first_names").get(given) or table("given_names").get(given) or ("",)
    return gender[0].strip("-")
