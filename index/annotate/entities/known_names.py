"""Look up words in the lists of first names, surnames, places and common words."""

from __future__ import annotations

import re
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from index.annotate.lexicon.tables import rows, table, words

# Endings of surnames of many languages, in words of some length.
SURNAME_ENDING = re.compile(
    r"...(?:[eo]va?|sk[aiy]|skaya|enko|v[iy]ch|vic|wicz|czyk|sson|sen|dottir|escu|shvili|[ai]dze"
    r"|yan|oglu|zadeh|poulos|akis|idis|nen|[kq]vist|strom|mann|stein|wala|nejad)$"
)
# Verbs in short forms, after a pronoun and an apostrophe.
CONTRACTED = frozenset(("d", "ll", "m", "re", "s", "t", "ve"))


def is_given_name(word: str) -> bool:
    """Return whether a normalized word is a known first name."""
    return word in table("given_names")


def is_only_given_name(word: str) -> bool:
    """Return whether a normalized word is a first name, but not a common word or place."""
    return is_given_name(word) and not is_common_word(word) and not is_place(word)


def is_surname(word: str) -> bool:
    """Return whether a normalized word, or its last part, is a known surname or ends like one."""
    last = word.rpartition("-")[2]
    return last in words("surnames") or SURNAME_ENDING.search(word) is not None


def is_common_word(word: str) -> bool:
    """Return whether a normalized word is a common one that is written in small letters."""
    return word in words("common_words")


def is_place(name: str) -> bool:
    """Return whether the normalized words of a name, joined by spaces, are a known place."""
    return name in words("place_names")


def is_country(name: str) -> bool:
    """Return whether the words of a name are a country, or a state of the United States."""
    return table("place_names").get(name) == ("country",) or name in _place_aliases()


@cache
def _place_aliases() -> frozenset[str]:
    forms = (form for row in rows("place_aliases") for form in row)
    return frozenset(form.replace(".", "").replace(" ", "").casefold() for form in forms)


@cache
def looks_like_a_name(word: str) -> bool:
    """Return whether a normalized word can be part of a person's name."""
    if is_given_name(word) or is_surname(word) or len(word) == 1:
        return True
    return not is_common_word(word) and not is_place(word) and word not in table("name_words")


def is_function_word(word: str) -> bool:
    """Return whether a word is “to”, “both” or the like, and no first name such as “Will”."""
    return word.casefold() in STOP_WORDS and word.casefold() not in table("first_names")


@cache
def is_contraction(word: str) -> bool:
    """Return whether a word is a pronoun with a verb: “they'll”, “I’m”."""
    pronoun, mark, verb = word.replace("’", "'").partition("'")
    return bool(mark) and verb in CONTRACTED and pronoun.casefold() in table("pronouns")


def is_opaque(word: str) -> bool:
    """Return whether a normalized word is neither a common word, a place nor a word for a thing."""
    return not (is_common_word(word) or is_place(word) or word in table("name_words"))
