"""Group the mentions of people: full names first, then their short forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.annotate.entities.grouping.mention_group import MentionGroup
from index.annotate.entities.grouping.misspelt_names import correct_misspelt
from index.annotate.entities.grouping.shared_surnames import choose_bearer
from index.annotate.entities.person_names import PersonName, is_part_of, names_match

if TYPE_CHECKING:
    from index.annotate.entities.mention import Mention


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
    seen: Counter[int] = Counter()
    order: list[tuple[Mention, MentionGroup | None]] = [(m, g) for g in groups for m in g.mentions]
    order += [(m, None) for m in mentions]
    order.sort(key=lambda pair: pair[0].span)
    unmatched: dict[tuple[str, ...], MentionGroup] = {}
    last_mention: dict[int, Mention] = {}
    for mention, own_group in order:
        chosen = own_group
        if chosen is None:
            known = bearers[mention.name.surname]
            candidates = [(name, g) for name, g in known if is_part_of(mention.name, name)]
            whole = [(name, g) for name, g in candidates if mention.name.surname in name.words]
            candidates = whole or candidates  # “Lisle” is rather Obi Lisle than Ann Moss-Lisle
            chosen = choose_bearer(text, mention, candidates, seen, last_mention)
            if chosen is None:
                chosen = unmatched.setdefault(mention.name.words, MentionGroup("person"))
                if mention.name.gender and candidates and not chosen.mentions:
                    # “Mr Falk” beside Ada Falk may be meant by a later “Falk” as well as she.
                    known.append((PersonName(("", *mention.name.words)), chosen))
            chosen.mentions.append(mention)
        last_mention[id(chosen)] = mention
        seen[id(chosen)] += 1
    groups.extend(unmatched.values())
