"""Who and what an article names: the mentions of one thing joined under its fullest name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.entities.mention_repair import spot
from index.annotate.entities.organisation_names import Group, join_things, tidy
from index.annotate.entities.person_names import Name, agree, fold, shortens
from index.annotate.lexicon.tables import rows, table
from index.article import Entity, EntityLabel

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from index.annotate.entities.mention import Mention

# So many times oftener must one of two bearers of a surname be spoken of that the bare
# surname is taken for that one.
DOMINANCE = 3
FAR, FARTHER = 300, 2  # characters, and how many times as far as the nearest


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """The entities of an article in the order in which they appear.

    Two people of one surname keep it apart: where nothing tells which of them a bare surname
    means, it is an entity of its own.
    """
    mentions = relabel(spot(doc))
    groups = join_people([m for m in mentions if m.label == "person"])
    for label in ("organisation", "place", "other"):
        groups += join_things([m for m in mentions if m.label == label], label)
    groups.sort(key=lambda group: group.mentions[0].span)
    return tuple(
        Entity(tidy(group.fullest()), group.label, tuple(m.span for m in group.mentions))
        for group in groups
    )


def relabel(mentions: list[Mention]) -> list[Mention]:
    """Give every mention of one name the same label: the commonest, or that of a known person."""
    votes: defaultdict[tuple[str, ...], Counter[EntityLabel]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.name.words][mention.label] += 3 if mention.title else 1
    full = [name for name, v in votes.items() if len(name) > 1 and winner(v) == "person"]
    surnames = {name[-1] for name in full}
    firms = {
        name[:1] for name, v in votes.items() if len(name) == 2 and winner(v) == "organisation"
    }
    given = {name[0] for name in full} - {fold(row[0]) for row in rows("places")}

    def label(mention: Mention) -> EntityLabel:
        words = mention.name.words
        if len(words) == 1 and words[0] in surnames:
            return "person"
        if len(words) == 1 and words[0] in given and mention.label != "place":
            return "person"
        if mention.label == "person" and words in firms and not mention.title:
            return "organisation"
        return winner(votes[words])

    return [replace(m, label=label(m)) for m in mentions]


def winner(votes: Counter[EntityLabel]) -> EntityLabel:
    """The label with most votes; a person where they are even."""
    return max(votes, key=lambda label: (votes[label], label == "person"))


def join_people(mentions: list[Mention]) -> list[Group]:
    """Group the mentions of people: full names first, then what shortens them."""
    groups: list[Group] = []
    bearers: defaultdict[str, list[tuple[Name, Group]]] = defaultdict(list)
    full = [m for m in mentions if m.name.given]
    short = [m for m in mentions if not m.name.given]
    for mention in sorted(full, key=lambda m: (m.headline, -len(m.name.words), -len(m.text))):
        name = mention.name
        place(mention, [g for other, g in bearers[name.surname] if agree(name, other)], groups)
        if groups[-1].mentions == [mention]:
            bearers[name.surname].append((name, groups[-1]))
    join_short(short, groups)
    for group in groups:
        group.mentions.sort(key=lambda mention: mention.span)
    return groups


def place(mention: Mention, options: list[Group], groups: list[Group]) -> None:
    """Put a mention into the only group that it fits, or into a new one."""
    distinct = {id(group): group for group in options}
    if len(distinct) == 1:
        next(iter(distinct.values())).mentions.append(mention)
    else:
        groups.append(Group("person", [mention]))


def join_short(mentions: list[Mention], groups: list[Group]) -> None:
    """Give each bare surname or first name to the person whom it means."""
    forms = defaultdict(list)
    for group in list(groups):
        name = max((m.name for m in group.mentions), key=lambda name: len(name.words))
        for word in {*name.words, name.surname.rpartition("-")[2]}:
            if shortens(Name((word,)), name):
                forms[word].append((name, group))
    seen: Counter[int] = Counter()
    order: list[tuple[Mention, Group | None]] = [(m, g) for g in groups for m in g.mentions]
    order += [(m, None) for m in mentions]
    order.sort(key=lambda pair: pair[0].span)
    lonely: dict[tuple[str, ...], Group] = {}
    last: dict[int, Mention] = {}
    for mention, own in order:
        chosen = own or bearer(mention, forms[mention.name.surname], seen, last)
        if chosen is None:
            chosen = lonely.setdefault(mention.name.words, Group("person"))
        if own is None:
            chosen.mentions.append(mention)
        last[id(chosen)] = mention
        seen[id(chosen)] += 1
    groups.extend(group for group in lonely.values())


def bearer(
    mention: Mention,
    options: list[tuple[Name, Group]],
    seen: Counter[int],
    last: dict[int, Mention],
) -> Group | None:
    """Which of several people a one-word name means; None where nothing tells."""
    word = mention.name.surname
    by_surname = [(name, g) for name, g in options if name.given != word]
    options = by_surname or options
    gender = mention.name.gender
    if gender:
        options = [(n, g) for n, g in options if group_gender(n, g) in {"", gender}] or options
        sure = [(n, g) for n, g in options if group_gender(n, g) == gender]
        options = sure if len(sure) == 1 else options
    if len(options) < 2:
        return options[0][1] if options else None
    known = [g for _, g in options if seen[id(g)]]
    if len(known) < 2:
        return known[0] if known else dominant([g for _, g in options], size_of(options))
    return dominant(known, seen) or nearest(mention, known, last)


def nearest(mention: Mention, groups: list[Group], last: dict[int, Mention]) -> Group | None:
    """The group that was mentioned shortly before, if all others were long before."""
    gaps = sorted((mention.span.start - last[id(g)].span.end, n) for n, g in enumerate(groups))
    (first, best), (second, _) = gaps[:2]
    return groups[best] if second > FAR and second > FARTHER * first else None


def size_of(options: list[tuple[Name, Group]]) -> Counter[int]:
    """How many mentions each group has."""
    return Counter({id(group): len(group.mentions) for _, group in options})


def dominant(groups: list[Group], counts: Counter[int]) -> Group | None:
    """The group that is mentioned far oftener than any other."""
    first, second = sorted(groups, key=lambda group: -counts[id(group)])[:2]
    return first if counts[id(first)] >= DOMINANCE * counts[id(second)] else None


def group_gender(name: Name, group: Group) -> str:
    """The gender that titles and first name tell, or ""."""
    titles = {m.name.gender for m in group.mentions} - {""}
    if len(titles) == 1:
        return titles.pop()
    return table("firstnames").get(name.given, ("",))[0]
