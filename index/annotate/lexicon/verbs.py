"""The words of a language that the finder knows, read from its folder of tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import Stemmer

from index.annotate.lexicon.tables import rows

if TYPE_CHECKING:
    from index.article import CueClass

_stemmer = Stemmer.Stemmer("english")


@cache
def figures(name: str) -> dict[str, float]:
    """A table of names and figures."""
    return {key: float(figure) for key, figure in rows(name)}


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small closed classes of words."""
    return next(frozenset(words.split()) for key, words in rows("sets") if key == name)


@cache
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("irregular")}


@cache
def stem(form: str) -> str:
    """What all forms of one word have in common, good enough as a key: "argu" for "argued"."""
    return str(_stemmer.stemWord(_irregular().get(form, form)))


@cache
def _classes() -> dict[str, CueClass]:
    table: dict[str, CueClass] = {}
    letters = {"noun": "N", "adjective": "A"}
    for word, part, kind in rows("nouns"):
        table[f"{letters[part]}:{stem(word)}"] = "saying" if kind == "saying" else "thinking"
    for word, kind in rows("verbs"):
        table[f"V:{stem(word)}"] = "saying" if kind == "saying" else "thinking"
    return table


def cue_class(key: str) -> CueClass:
    """Whether a word, given as "V:argu", tells of words or of thoughts; "none" if unknown.

    A word of which only the class is known is given as "V:?saying".
    """
    _, _, known = key.partition("?")
    if known == "saying" or known == "thinking":
        return "saying" if known == "saying" else "thinking"
    return _classes().get(key, "none")
