"""Group the names of organisations, places and other things that are not people."""

from __future__ import annotations

import re
from collections import defaultdict

from index.annotate.entities.grouping.mention_group import MentionGroup
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import rows, word_class
from index.article import EntityLabel

Key = tuple[str, ...]  # the normalized words of a name
JOINED_INITIALS = re.compile(r"^([A-Z]{1,2}) ?(?:and|&|/) ?([A-Z])$")  # “S and P”
ALIASES = {
    normalize_word(form.replace(" ", "")): row[0] for row in rows("place_aliases") for form in row
}


def group_by_name(mentions: list[Mention], label: EntityLabel) -> list[MentionGroup]:
    """Group mentions by name, acronym, alias and short form."""
    groups: dict[Key, MentionGroup] = {}
    for mention in mentions:
        groups.setdefault(name_key(mention.text), MentionGroup(label)).mentions.append(mention)
    by_length = sorted(groups, key=len, reverse=True)
    acronyms = find_acronyms([(key, groups[key].mentions[0].text) for key in by_length])
    full_names = short_forms(groups) if label == "organisation" else {}
    for key in sorted(groups, key=len):
        text = JOINED_INITIALS.sub(r"\1\2", groups[key].mentions[0].text.replace(".", ""))
        target = acronyms.get(text.upper()) if text.isupper() and len(text) > 1 else None
        target = target or full_names.get(key)
        if target and target != key and target in groups:
            groups[target].mentions += groups.pop(key).mentions
    kinds = word_class("kind of body")
    for key in [key for key in groups if len(key) == 1 and key[0] in kinds]:
        del groups[key]  # “the Department” without a full name is a description
    for group in groups.values():
        group.mentions.sort(key=lambda mention: mention.span)
    return list(groups.values())


def short_forms(groups: dict[Key, MentionGroup]) -> dict[Key, Key]:
    """Map each short name of an organisation to the only full name that it can repeat.

    “The Times” stands for The New York Times, and “Exxon” for Exxon Mobil, after the full name. If
    several full names fit, the only one with a legal form counts: “Torp” is Torp Milk Co, not its
    Torp Cheese.
    """

    def has_form(key: Key) -> bool:
        last = normalize_word(groups[key].mentions[0].text.split()[-1])
        return last in word_class("legal form")

    full_names: defaultdict[Key, list[Key]] = defaultdict(list)
    kinds, generic = word_class("kind of body"), word_class("generic name")
    for key in groups:
        parts = {part for size in range(1, len(key)) for part in (key[:size], key[size:])}
        for part in parts | {(word,) for word in key if word in kinds} - {key}:
            if (
                part in groups
                and part[-1] not in generic
                and _first_offset(groups[key]) < _first_offset(groups[part])
            ):
                full_names[part].append(key)
    chosen = {part: [key for key in keys if has_form(key)] for part, keys in full_names.items()}
    return {
        part: (keys if len(keys) == 1 else chosen[part])[0]
        for part, keys in full_names.items()
        if len(keys) == 1 or len(chosen[part]) == 1
    }


def _first_offset(group: MentionGroup) -> int:
    return group.mentions[0].span.start


def name_key(text: str) -> Key:
    """Return the words of a name for comparison: alias resolved, no article or legal form."""
    alias = ALIASES.get(normalize_word(text.replace(" ", "")))
    shown = alias or re.sub(r"^The(?=[A-Z][a-z])", "The ", text)  # “TheBlaze”
    words = [word for word in map(normalize_word, shown.split()) if word]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in word_class("legal form"):
        words = words[:-1]
    return tuple(words)


def acronyms_of(text: str) -> set[str]:
    """Return the initials of a name, with and without its small words: AROS, SEC.

    Words before the first capital do not count: “federal Securities and Exchange Commission”.
    """
    words = [word for word in re.split(r"[\s-]+", text) if word]
    while words and not words[0][0].isupper():
        words.pop(0)
    minor = word_class("not in an acronym")
    main = [word for word in words if word.casefold() not in minor]
    return {"".join(word[0].upper() for word in part) for part in (words, main) if len(part) > 1}


def find_acronyms(names: list[tuple[Key, str]]) -> dict[str, Key]:
    """Return the names by their initials, with and without the legal form.

    ``names`` come longest first. Initials that fit two different names are left out.
    """
    found: dict[str, list[Key]] = {}
    for key, text in names:
        words = text.split() if not JOINED_INITIALS.match(text) else []
        forms = acronyms_of(" ".join(words))
        while len(words) > 2 and normalize_word(words[-1]) in word_class("legal form"):
            words.pop()
            forms |= acronyms_of(" ".join(words))
        for form in forms:
            found.setdefault(form, []).append(key)
    return {
        form: keys[0]
        for form, keys in found.items()
        if all(set(key) <= set(keys[0]) for key in keys[1:])
    }


def display_name(name: str, *, is_person: bool = False) -> str:
    """Return a name without its article, and long names in capitals in title case."""
    name = re.sub(r"^[Tt]he\s+", "", name)
    name = re.sub(r"^[a-z]{3,}(?: [a-z]{3,})*\s+(?=[A-Z]\w* )", "", name) if not is_person else name
    name = ALIASES.get(normalize_word(name.replace(" ", "")), name)
    if name.isupper() and len(name) > (3 if is_person else 5) and "." not in name:
        return name.title()
    return name
