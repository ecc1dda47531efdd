"""How words are cut, folded and stemmed: the one definition that indexing and asking share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from index.article import PARAGRAPH_BREAK
from index.sentences import split_sentences

# Letters and digits, with what tells C++ and C# from C. An apostrophe parts words, so that
# “Lindo’s” is found by “lindo” and “O’Brien” is the phrase “o brien”, however it is typed.
TOKEN = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")

# Letters whose plain form Unicode does not give by decomposition.
PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
    }
)

_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word without case, accents and other dress: “Łódź” and “łódź” are “lodz”."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(PLAIN)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word (Snowball's English stemmer)."""
    return str(_STEMMER.stemWord(word))


def words(text: str) -> list[str]:
    """The folded words of a text, in order, repeated as they are."""
    return [fold(match) for match in TOKEN.findall(text)]


class Analysed(NamedTuple):
    """The folded words of a text, and at which of them, from 0, sentences and paragraphs begin."""

    words: list[str]
    sentences: list[int]
    paragraphs: list[int]


def analyse(text: str) -> Analysed:
    """The words, sentences and paragraphs of a text."""
    found = Analysed([], [], [])
    for paragraph in text.split(PARAGRAPH_BREAK):
        found.paragraphs.append(len(found.words))
        for sentence in split_sentences(paragraph):
            found.sentences.append(len(found.words))
            found.words.extend(map(fold, TOKEN.findall(sentence)))
    return found
