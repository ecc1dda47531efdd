"""Look up words in the lists of first names, surnames, places and common words."""

from __future__ import annotations

from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from index.annotate.lexicon.tables import table, words


def is_given_name(word: str) -> bool:
    """Return whether a normalized word is a known first name."""
    return word in table("given_names")


def is_surname(word: str) -> bool:
    """Return whether a normalized word, or the last part of a double one, is a known surname."""
    return word in words("surnames") or word.rpartition("-")[2] in words("surnames")


def is_common_word(word: str) -> bool:
    """Return whether a normalized word is a common one that is written in small letters."""
    return word in words("common_words")


def is_place(name: str) -> bool:
    """Return whether the normalized words of a name, joined by spaces, are a known place."""
    return name in words("place_names")


@cache
def looks_like_a_name(word: str) -> bool:
    """Return whether a normalized word can be part of a person's name, as far as is known."""
    if is_given_name(word) or is_surname(word) or len(word) == 1:
        return True
    return not is_common_word(word) and not is_place(word) and word not in table("name_words")


def is_function_word(word: str) -> bool:
    """Return whether a word is “to”, “both” or the like, and no first name such as “Will”."""
    return word.casefold() in STOP_WORDS and word.casefold() not in table("first_names")
