"""How the versions of one utterance differ from the longest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.record.utterances import UtteredQuote, longest

KINDS = ("cut", "words", "numbers", "speakers")
"""Words left out, words changed or added, numbers changed, different speakers."""


class UtteranceDrift(NamedTuple):
    """How the quotes of one utterance differ."""

    longest: int
    """The number of the longest quote."""
    wordings: int
    """How many quotes differ in their words from all before."""
    kinds: tuple[str, ...]
    """Those of ``KINDS`` that occur."""


def find_drift(quotes: Sequence[UtteredQuote]) -> UtteranceDrift:
    """Return how the quotes of one utterance differ."""
    whole = longest(quotes, range(len(quotes)))
    wordings = dict.fromkeys(quote.words for quote in quotes)
    found = {kind for words in wordings for kind in _changes(quotes[whole].words, words)}
    if _have_different_speakers(quotes):
        found.add("speakers")
    return UtteranceDrift(whole, len(wordings), tuple(kind for kind in KINDS if kind in found))


def _changes(whole: Sequence[str], words: Sequence[str]) -> set[str]:
    if whole == words:
        return set()
    from difflib import SequenceMatcher  # 6 ms that searching saves

    found = set()
    matcher = SequenceMatcher(None, whole, words, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "delete":
            found.add("cut")
        elif kind != "equal":
            old, new = whole[start:end], words[new_start:new_end]
            found.add("numbers" if _has_number(old) and _has_number(new) else "words")
    return found


def _has_number(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _have_different_speakers(quotes: Sequence[UtteredQuote]) -> bool:
    named = [quote.persons for quote in quotes if quote.persons]
    return any(not named[0] & persons for persons in named[1:])
