"""Parse names of people, and decide whether two names can belong to one person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.annotate.lexicon.tables import rows, table, word_class

CACHE_SIZE = 4096  # the same few names are parsed again and again
# “T.O.” before a name, but not the “U.S.” of an institution.
INITIALS = re.compile(r"^(?!U\.[SNK]\.|E\.U\.)(?:[A-Z]\.){2,}(?= )")
NICKNAME = re.compile(r"^['‘](.+)['’]$")
POSSESSIVE = re.compile(r"['’‘]s?$")
SURNAME_PREFIXES = word_class("surname particle").keys() - {"al", "el", "la", "le", "st"}


@lru_cache(CACHE_SIZE)
def normalize_word(word: str) -> str:
    """Return a word without case, accents, dots, brackets and possessive, for comparison."""
    word = NICKNAME.sub(r"\1", word.strip(',;:“”"()[]'))
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word)).casefold()
    return "".join(char for char in plain if char.isalnum() or char in "-'’").replace("’", "'")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The normalized parts of a person's name; ``words`` exclude title and suffix."""

    words: tuple[str, ...]
    title: str = ""
    suffix: str = ""

    @property
    def given(self) -> str:
        """The first name; "" for a bare surname such as “van der Meer”."""
        if len(self.words) < 2 or self.words[0] in SURNAME_PREFIXES:
            return ""
        return self.words[0]

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1] if self.words else ""

    @property
    def office(self) -> str:
        """“Bishop” of “Bishop of Torp”, which is one word here as the place is no surname."""
        before, of, _ = self.surname.partition(" of ")
        return before.split()[-1] if of else ""

    @property
    def gender(self) -> str:
        """The gender of the title: m, f or ""."""
        return next((g for w in self.title.split() if (g := title_gender(w))), "")


def title_gender(word: str) -> str:
    """Return the gender of a title: m, f or ""."""
    return table("titles").get(word, ("-",))[0].strip("-")


@lru_cache(CACHE_SIZE)
def parse_name(text: str, title_before: str = "") -> PersonName:
    """Split a name into title, words and suffix; a title before it replaces its own."""
    text = INITIALS.sub(lambda match: match[0].replace(".", ". "), text)
    words = [normalized for word in text.split() if (normalized := normalize_word(word))]
    if is_office_of_place(words):
        return PersonName((" ".join(words),))
    title: list[str] = []
    while len(words) > 1 and words[0] in table("titles"):
        title.append(words.pop(0))
    suffix = words.pop() if len(words) > 1 and words[-1] in word_class("name suffix") else ""
    return PersonName(tuple(words), title_before or " ".join(title), suffix)


def is_office_of_place(words: list[str]) -> bool:
    """Return whether words are an office of a place: “Duchess of Torp”, but no “School” of it."""
    at = words.index("of") if "of" in words else 0
    is_office = at > 0 and words[at - 1] in word_class("office of a place")
    return is_office and at + 1 < len(words) and words[-1] not in table("name_words")


def _full_forms() -> dict[str, set[str]]:
    full_forms: dict[str, set[str]] = {}
    for full, *nicknames in rows("nicknames"):
        for nickname in nicknames:
            full_forms.setdefault(nickname.casefold(), set()).add(full.casefold())
    return full_forms


FULL_FORMS = _full_forms()  # the full first names of each nickname


def given_names_match(one: str, other: str) -> bool:
    """Return whether two first or middle names can be the same: equal, initial or nickname."""
    if one == other or one in FULL_FORMS.get(other, ()) or other in FULL_FORMS.get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def names_match(one: PersonName, other: PersonName) -> bool:
    """Return whether two names with first names can belong to one person.

    Surname and suffix must be equal, the first names must match, and the middle names of one
    must match some of the other's, in order.
    """
    if one.surname != other.surname or one.suffix != other.suffix:
        return False
    if not one.given or not other.given or not given_names_match(one.given, other.given):
        return False
    few, many = sorted((one.words[1:-1], other.words[1:-1]), key=len)
    rest = iter(many)
    return all(any(given_names_match(word, candidate) for candidate in rest) for word in few)


def is_short_form(short: PersonName, full: PersonName) -> bool:
    """Return whether one name consists of the first or the last words of the other."""
    size = len(short.words)
    if not 0 < size < len(full.words) or (short.suffix and short.suffix != full.suffix):
        return False
    if full.words[-size:] == short.words or full.words[:size] == short.words:
        return True
    # "Awlaki" for "al-Awlaki", "Corvo" for "Corvo-Holm"
    return size == 1 and short.surname in full.surname.split("-")


def is_part_of(short: PersonName, full: PersonName) -> bool:
    """Return whether one name consists of successive words of the other, as “Oyono” does."""
    size = len(short.words)
    if is_short_form(short, full):
        return True
    if not 0 < size < len(full.words) or (short.suffix and short.suffix != full.suffix):
        return False
    starts = range(1, len(full.words) - size)
    return any(full.words[at : at + size] == short.words for at in starts)
