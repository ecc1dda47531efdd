"""Names of people as text: their parts, and whether two of them can be one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.annotate.lexicon.tables import rows, small, table

CACHED = 4096  # the same few names are read again and again
POSSESSIVE = re.compile(r"['’]s?$")
LEADING = small("particle").keys() - {"al", "el", "la", "le", "st"}


@lru_cache(CACHED)
def fold(word: str) -> str:
    """A word as it is compared: no case, accents, dots or possessive."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word.strip(',;:“”"()[]'))).casefold()
    return "".join(char for char in plain if char.isalnum() or char in "-'’").replace("’", "'")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a person's name, folded; ``words`` are without title and suffix."""

    words: tuple[str, ...]
    title: str = ""
    suffix: str = ""

    @property
    def given(self) -> str:
        """The first name, or "" where there is only a surname (“van der Meer” is one)."""
        if len(self.words) < 2 or self.words[0] in LEADING:
            return ""
        return self.words[0]

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1] if self.words else ""

    @property
    def gender(self) -> str:
        """What the title says: m, f or ""."""
        return next((g for w in self.title.split() if (g := title_gender(w))), "")


def title_gender(word: str) -> str:
    """The gender that a title tells: m, f or ""."""
    return table("titles").get(word, ("-",))[0].strip("-")


@lru_cache(CACHED)
def read_name(text: str) -> Name:
    """Take a name apart."""
    words = [folded for word in text.split() if (folded := fold(word))]
    title: list[str] = []
    while len(words) > 1 and words[0] in table("titles"):
        title.append(words.pop(0))
    suffix = words.pop() if len(words) > 1 and words[-1] in small("suffix") else ""
    return Name(tuple(words), " ".join(title), suffix)


def shorts() -> dict[str, set[str]]:
    """Which full first names each short form can stand for."""
    found: dict[str, set[str]] = {}
    for full, *forms in rows("nicknames"):
        for form in forms:
            found.setdefault(form.casefold(), set()).add(full.casefold())
    return found


SHORTS = shorts()


def alike(one: str, other: str) -> bool:
    """Whether two first or middle names can be the same: equal, initial, or a short form."""
    if one == other or one in SHORTS.get(other, ()) or other in SHORTS.get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def agree(one: Name, other: Name) -> bool:
    """Whether two names with first names can be one person's.

    Surname and suffix are equal and first names alike; of the middle names those of the one
    are found, in order, among those of the other.
    """
    if one.surname != other.surname or one.suffix != other.suffix:
        return False
    if not one.given or not other.given or not alike(one.given, other.given):
        return False
    few, many = sorted((one.words[1:-1], other.words[1:-1]), key=len)
    rest = iter(many)
    return all(any(alike(word, candidate) for candidate in rest) for word in few)


def shortens(short: Name, full: Name) -> bool:
    """Whether one name is the last word or words of the other, or its first."""
    size = len(short.words)
    if not 0 < size < len(full.words) or (short.suffix and short.suffix != full.suffix):
        return False
    if full.words[-size:] == short.words or full.words[:size] == short.words:
        return True
    # "Awlaki" for "al-Awlaki"
    return size == 1 and full.surname.partition("-")[::2] in (
        (particle, short.surname) for particle in small("particle")
    )
