"""Group the mentions of an article into entities, each under its fullest name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.entities.mention_repair import find_mentions
from index.annotate.entities.organisation_names import MentionGroup, display_name, group_by_name
from index.annotate.entities.person_names import (
    PersonName,
    is_short_form,
    names_match,
    normalize_word,
)
from index.annotate.lexicon.tables import rows, table
from index.article import Entity, EntityLabel

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from index.annotate.entities.mention import Mention

# A bare surname means one of two people only if that one is mentioned this many times as often.
DOMINANCE = 3
FAR = 300  # characters
FAR_RATIO = 2  # gap to the second nearest group against that to the nearest
TITLE_VOTES = 3


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of an article in order of appearance.

    A bare surname that may mean either of two people becomes an entity of its own.
    """
    mentions = unify_labels(find_mentions(doc))
    groups = group_people([m for m in mentions if m.label == "person"])
    for label in ("organisation", "place", "other"):
        groups += group_by_name([m for m in mentions if m.label == label], label)
    groups.sort(key=lambda group: group.mentions[0].span)
    return tuple(
        Entity(display_name(g.fullest_name()), g.label, tuple(m.span for m in g.mentions))
        for g in groups
    )


def unify_labels(mentions: list[Mention]) -> list[Mention]:
    """Give all mentions of a name one label: the most common, or that of a known person."""
    votes: defaultdict[tuple[str, ...], Counter[EntityLabel]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.name.words][mention.label] += TITLE_VOTES if mention.title else 1
    people = [name for name, v in votes.items() if len(name) > 1 and top_label(v) == "person"]
    surnames = {name[-1] for name in people}
    companies = {
        name[:1] for name, v in votes.items() if len(name) == 2 and top_label(v) == "organisation"
    }
    given_names = {name[0] for name in people}
    given_names -= {normalize_word(row[0]) for row in rows("place_aliases")}

    def label(mention: Mention) -> EntityLabel:
        words = mention.name.words
        if len(words) == 1 and words[0] in surnames:
            return "person"
        if len(words) == 1 and words[0] in given_names and mention.label != "place":
            return "person"
        if mention.label == "person" and words in companies and not mention.title:
            return "organisation"
        return top_label(votes[words])

    return [replace(m, label=label(m)) for m in mentions]


def top_label(votes: Counter[EntityLabel]) -> EntityLabel:
    """Return the label with most votes; person in a tie."""
    return max(votes, key=lambda label: (votes[label], label == "person"))


def group_people(mentions: list[Mention]) -> list[MentionGroup]:
    """Group the mentions of people: full names first, then their short forms."""
    groups: list[MentionGroup] = []
    by_surname: defaultdict[str, list[tuple[PersonName, MentionGroup]]] = defaultdict(list)
    full = [m for m in mentions if m.name.given]
    short = [m for m in mentions if not m.name.given]
    for mention in sorted(full, key=lambda m: (m.headline, -len(m.name.words), -len(m.text))):
        name = mention.name
        matching = [g for other, g in by_surname[name.surname] if names_match(name, other)]
        add_to_group(mention, matching, groups)
        if groups[-1].mentions == [mention]:
            by_surname[name.surname].append((name, groups[-1]))
    add_short_forms(short, groups)
    for group in groups:
        group.mentions.sort(key=lambda mention: mention.span)
    return groups


def add_to_group(
    mention: Mention, matching: list[MentionGroup], groups: list[MentionGroup]
) -> None:
    """Add a mention to the only matching group, or to a new one."""
    distinct = {id(group): group for group in matching}
    if len(distinct) == 1:
        next(iter(distinct.values())).mentions.append(mention)
    else:
        groups.append(MentionGroup("person", [mention]))


def add_short_forms(mentions: list[Mention], groups: list[MentionGroup]) -> None:
    """Add each bare surname or first name to the person it means."""
    bearers = defaultdict(list)
    for group in list(groups):
        name = max((m.name for m in group.mentions), key=lambda name: len(name.words))
        for word in {*name.words, name.surname.rpartition("-")[2]}:
            if is_short_form(PersonName((word,)), name):
                bearers[word].append((name, group))
    seen: Counter[int] = Counter()
    order: list[tuple[Mention, MentionGroup | None]] = [(m, g) for g in groups for m in g.mentions]
    order += [(m, None) for m in mentions]
    order.sort(key=lambda pair: pair[0].span)
    unmatched: dict[tuple[str, ...], MentionGroup] = {}
    last_mention: dict[int, Mention] = {}
    for mention, own_group in order:
        chosen = own_group
        if chosen is None:
            chosen = choose_bearer(mention, bearers[mention.name.surname], seen, last_mention)
            chosen = chosen or unmatched.setdefault(mention.name.words, MentionGroup("person"))
            chosen.mentions.append(mention)
        last_mention[id(chosen)] = mention
        seen[id(chosen)] += 1
    groups.extend(unmatched.values())


def choose_bearer(
    mention: Mention,
    bearers: list[tuple[PersonName, MentionGroup]],
    seen: Counter[int],
    last_mention: dict[int, Mention],
) -> MentionGroup | None:
    """Return the person that a one-word name means; None if that is ambiguous."""
    word = mention.name.surname
    bearers = [(name, g) for name, g in bearers if name.given != word] or bearers
    gender = mention.name.gender
    if gender:
        bearers = [(n, g) for n, g in bearers if group_gender(n, g) in {"", gender}] or bearers
        certain = [(n, g) for n, g in bearers if group_gender(n, g) == gender]
        bearers = certain if len(certain) == 1 else bearers
    if len(bearers) < 2:
        return bearers[0][1] if bearers else None
    mentioned = [g for _, g in bearers if seen[id(g)]]
    if len(mentioned) == 1:
        return mentioned[0]
    if not mentioned:
        groups = [g for _, g in bearers]
        return dominant_group(groups, Counter({id(g): len(g.mentions) for g in groups}))
    return dominant_group(mentioned, seen) or nearest_group(mention, mentioned, last_mention)


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


def group_gender(name: PersonName, group: MentionGroup) -> str:
    """Return the gender given by titles or else by the first name: m, f or ""."""
    titles = {m.name.gender for m in group.mentions} - {""}
    if len(titles) == 1:
        return titles.pop()
    return table("first_names").get(name.given, ("",))[0]
