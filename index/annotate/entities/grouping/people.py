"""Group the mentions of people: full names first, then their short forms."""

from __future__ import annotations

from collections import Counter, defaultdict

from index.annotate.entities.grouping.mention_group import MentionGroup
from index.annotate.entities.grouping.misspelt_names import correct_misspelt
from index.annotate.entities.grouping.shared_surnames import Bearer, choose_bearer, is_another
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import PersonName, is_part_of, names_match


def group_people(text: str, mentions: list[Mention]) -> list[MentionGroup]:
    """Group the mentions of people: full names first, then their short forms."""
    groups: list[MentionGroup] = []
    by_surname: defaultdict[str, list[tuple[PersonName, MentionGroup]]] = defaultdict(list)
    mentions = correct_misspelt(text, mentions)
    full = [m for m in mentions if m.name.given]
    short = [m for m in mentions if not m.name.given]
    for mention in sorted(full, key=lambda m: (m.headline, -len(m.name.words), -len(m.text))):
        name = mention.name
        known = by_surname[name.surname]
        matching = [group for other, group in known if names_match(name, other)]
        matching = matching or [
            g for g in groups if any(is_part_of(name, m.name) for m in g.mentions[:1])
        ]
        distinct = {id(group): group for group in matching}
        if len(distinct) == 1:
            next(iter(distinct.values())).mentions.append(mention)
        else:
            groups.append(MentionGroup("person", [mention]))
            known.append((name, groups[-1]))
    add_short_forms(text, short, groups)
    for group in groups:
        group.mentions.sort(key=lambda mention: mention.span)
    return groups


def add_short_forms(text: str, mentions: list[Mention], groups: list[MentionGroup]) -> None:
    """Add each bare surname or first name to the person it means."""
    bearers = defaultdict(list)
    for group in groups:
        name = max((m.name for m in group.mentions), key=lambda name: len(name.words))
        for word in {*name.words, *name.surname.split("-")}:
            bearers[word].append((name, group))
    groups += couples_by_title(mentions, bearers)
    grouped = {id(mention) for group in groups for mention in group.mentions}
    mentions = [mention for mention in mentions if id(mention) not in grouped]
    seen: Counter[int] = Counter()
    order: list[tuple[Mention, MentionGroup | None]] = [(m, g) for g in groups for m in g.mentions]
    order += [(m, None) for m in mentions]
    order.sort(key=lambda pair: pair[0].span)
    unmatched = others_of_surname(text, mentions, bearers)
    last_mention: dict[int, Mention] = {}
    for mention, own_group in order:
        chosen = own_group
        if chosen is None:
            candidates = bearers_of(mention, bearers)
            chosen = choose_bearer(text, mention, candidates, seen, last_mention)
            chosen = chosen or unmatched.setdefault(mention.name.words, MentionGroup("person"))
            chosen.mentions.append(mention)
        last_mention[id(chosen)] = mention
        seen[id(chosen)] += 1
    groups.extend(group for group in unmatched.values() if group.mentions)


def couples_by_title(
    mentions: list[Mention], bearers: dict[str, list[Bearer]]
) -> list[MentionGroup]:
    """Group “Lord Falk” and “Lady Falk”, if nobody of the name has a first name.

    A bare “Falk” may then mean either of them.
    """
    by_title: defaultdict[tuple[str, ...], dict[str, MentionGroup]] = defaultdict(dict)
    for mention in mentions:
        if mention.name.gender and not bearers[mention.name.surname]:
            by_gender = by_title[mention.name.words]
            group = by_gender.setdefault(mention.name.gender, MentionGroup("person"))
            group.mentions.append(mention)
    couples = {words: found for words, found in by_title.items() if len(found) > 1}
    for words, found in couples.items():
        bearers[words[-1]] += [(PersonName(("", *words)), group) for group in found.values()]
    return [group for found in couples.values() for group in found.values()]


def bearers_of(mention: Mention, bearers: dict[str, list[Bearer]]) -> list[Bearer]:
    """Return the people whose name may be shortened to this mention."""
    known = bearers[mention.name.surname]
    candidates = [(name, g) for name, g in known if is_part_of(mention.name, name)]
    # “Lisle” is rather Obi Lisle than Ann Moss-Lisle.
    whole = [(name, g) for name, g in candidates if mention.name.surname in name.words]
    return whole or candidates


def others_of_surname(
    text: str, mentions: list[Mention], bearers: dict[str, list[Bearer]]
) -> dict[tuple[str, ...], MentionGroup]:
    """Add a person without a first name for “Mr Falk” beside Ada Falk; return these by surname.

    A bare “Falk” may then mean either of them.
    """
    others: dict[tuple[str, ...], MentionGroup] = {}
    for mention in mentions:
        candidates = bearers_of(mention, bearers)
        if mention.name.words not in others and is_another(text, mention, candidates):
            group = others[mention.name.words] = MentionGroup("person")
            bearers[mention.name.surname].append((PersonName(("", *mention.name.words)), group))
    return others
