"""Stems and classes of the words that serve as cues."""

from __future__ import annotations

from functools import cache

import Stemmer

from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import rows, word_class
from index.article import CueClass

_stemmer = Stemmer.Stemmer("english")


@cache
def _irregular_forms() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("irregular_forms")}


@cache
def stem(form: str) -> str:
    """Return a key shared by all forms of a word: "argu" for "argued"."""
    return str(_stemmer.stemWord(_irregular_forms().get(form, form)))


@cache
def stems_of(name: str) -> frozenset[str]:
    """Return the stems of the words of a class."""
    return frozenset(map(stem, word_class(name)))


@cache
def _classes() -> dict[str, CueClass]:
    classes: dict[str, CueClass] = {}
    letters = {"noun": "N", "adjective": "A"}
    for word, part, kind in rows("cue_nouns"):
        classes[f"{letters[part]}:{stem(word)}"] = "saying" if kind == "saying" else "thinking"
    for word, kind in rows("cue_verbs"):
        classes[f"V:{stem(word)}"] = "saying" if kind == "saying" else "thinking"
    return classes


def cue_class(key: str) -> CueClass:
    """Return the class of a cue word given as "V:argu"; "none" if it is not listed.

    "V:?saying" stands for an unlisted word of a known class.
    """
    _, _, known = key.partition("?")
    if known == "saying" or known == "thinking":
        return "saying" if known == "saying" else "thinking"
    return _classes().get(key, "none")


@cache
def is_verb_of_speech(word: str) -> bool:
    """Return whether a word is a verb of saying, or one that may go with speech: “grins”."""
    return is_verb_of_saying(word) or stem(word) in stems_of("goes with speech")


@cache
def is_verb_of_saying(word: str) -> bool:
    """Return whether a word is a form of a verb of saying."""
    return cue_class(f"V:{stem(word)}") == "saying" and not is_agent_noun(word)


@cache
def is_agent_noun(word: str) -> bool:
    """Return whether a word means those who do what a verb says: “protesters”, not “mutters”."""
    is_plural = word.endswith(("ers", "ors")) and not stem(word).endswith(("er", "or"))
    return is_plural and is_person_noun(word)
