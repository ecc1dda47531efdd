"""Organisations, places and other things: the names of one of them joined."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.annotate.entities.person_names import fold
from index.annotate.lexicon.tables import rows, small

if TYPE_CHECKING:
    from index.annotate.entities.mention import Mention
    from index.article import EntityLabel

ALIASES = {fold(form.replace(" ", "")): row[0] for row in rows("places") for form in row}


@dataclass(slots=True)
class Group:
    """The mentions of one thing."""

    label: EntityLabel
    mentions: list[Mention] = field(default_factory=list)

    def fullest(self) -> str:
        """The longest of its names, and of those the commonest; headlines do not count."""
        plain = [m for m in self.mentions if not m.headline]
        narrated = [m for m in plain if not m.quoted and len(m.name.words) > 1]
        texts = Counter(m.text for m in narrated or plain or self.mentions)
        return min(
            texts,
            key=lambda text: (-len(text.split()), -len(text.replace(".", "")), -texts[text]),
        )


def join_things(mentions: list[Mention], label: EntityLabel) -> list[Group]:
    """Group the mentions of what is no person, by name, acronym, alias and short form."""
    keys: dict[tuple[str, ...], Group] = {}
    for mention in mentions:
        keys.setdefault(thing_key(mention.text), Group(label)).mentions.append(mention)
    known = sorted(keys, key=len, reverse=True)
    acronyms = {acronym(keys[key].mentions[0].text): key for key in reversed(known) if len(key) > 1}
    tails = shortened(keys) if label == "organisation" else {}
    for key in sorted(keys, key=len):
        text = keys[key].mentions[0].text.replace(".", "")
        target = acronyms.get(text.upper()) if text.isupper() and len(text) > 1 else None
        target = target or tails.get(key)
        if target and target != key and target in keys:
            keys[target].mentions += keys.pop(key).mentions
    for group in keys.values():
        group.mentions.sort(key=lambda mention: mention.span)
    return list(keys.values())


def shortened(keys: dict[tuple[str, ...], Group]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For each short name of an organisation the full one that it repeats, if there is one.

    “The Times” stands for The New York Times, “Exxon” for Exxon Mobil, once those were named.
    """
    full: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key in keys:
        heads = [key[:1]] if len(key) == 2 else []
        for part in {*heads, key[-1:], key[-2:]} - {key}:
            if (
                part in keys
                and part[-1] not in small("generic")
                and _first(keys[key]) < _first(keys[part])
            ):
                full[part].append(key)
    return {part: names[0] for part, names in full.items() if len(names) == 1}


def _first(group: Group) -> int:
    return group.mentions[0].span.start


def thing_key(text: str) -> tuple[str, ...]:
    """A name as it is compared: aliases made equal, without article and legal form."""
    alias = ALIASES.get(fold(text.replace(" ", "")))
    words = [word for word in map(fold, (alias or spread(text)).split()) if word]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in small("legal"):
        words = words[:-1]
    return tuple(words)


def spread(text: str) -> str:
    """“TheBlaze” as “The Blaze”."""
    return re.sub(r"^The(?=[A-Z][a-z])", "The ", text)


def acronym(text: str) -> str:
    """The initials of the great words of a name."""
    words = re.split(r"[\s-]+", text)
    return "".join(
        word[0].upper() for word in words if word and word.casefold() not in small("minor")
    )


def tidy(name: str) -> str:
    """A name without the article, and not in capitals throughout if it has several words."""
    name = re.sub(r"^[Tt]he\s+", "", name)
    name = ALIASES.get(fold(name.replace(" ", "")), name)
    if name.isupper() and len(name) > 5 and "." not in name:
        return name.title()
    return name
