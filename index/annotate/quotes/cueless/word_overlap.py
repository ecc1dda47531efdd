"""Tell whether some quoted words repeat others, as a heading repeats a quote of the article."""

from __future__ import annotations

import re

from index.annotate.lexicon.cue_words import stem

MIN_SHARE = 0.75  # of the words of the shorter text
MIN_WORDS = 2
WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def word_sequence(text: str) -> str:
    """Return the words of a text between spaces, to find one text in another."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, in lower case, without marks."""
    words = WORD.findall(text.casefold())
    return frozenset(stem(word) for word in words if any(char.isalnum() for char in word))


def repeats(words: frozenset[str], others: frozenset[str], min_words: int = MIN_WORDS) -> bool:
    """Return whether most words of a text are among those of another."""
    return len(words) >= min_words and len(words & others) >= MIN_SHARE * len(words)
