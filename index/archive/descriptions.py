"""Collect how articles describe a speaker: the words beside the name in source mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.annotate.lexicon.nouns import role_kind, singular
from index.article import Entry, QuoteHit

MAX_DESCRIPTIONS = 6
_DAY = re.compile(r"^(?:this|that|last|next)\s+\w+\s+(?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)
_AFTER_HEAD = re.compile(r",|(?<=\w)\s+(?:about|at|by|for|from|in|of|on|to|with)(?!\w)")
_PUNCTUATION = " ,;:–—-"
_NO_DESCRIPTION = frozenset(
    ("he", "she", "they", "it", "who", "we", "i", "you", "him", "her", "them", "his", "their",
     "its", "our", "my", "your", "me", "us", "hers", "theirs", "himself",
     "herself", "themselves", "itself", "these", "those", "which", "whom", "the", "a", "an",
     "sir", "both", "one", "that", "this", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.")
)  # fmt: skip


class SpeakerRole(NamedTuple):
    """How articles describe a speaker: “the US envoy”."""

    text: str
    quotes: int
    """The number of quotes with this description."""
    first: Entry
    """The article of the first of the quotes, in their order."""
    last: Entry
    """The article of the last of them."""


def collect_descriptions(hits: Iterable[QuoteHit], names: Sequence[str]) -> tuple[SpeakerRole, ...]:
    """Return the most common descriptions in the source mentions of a speaker.

    “The US envoy, John Kerry” gives “the US envoy”, “Owen Tarrick, the chairman” “the chairman”.
    """
    parts = sorted({part for name in names for part in _name_parts(name)}, key=len)
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(part)}(?:['’]s)?(?!\w)" for part in reversed(parts)) or "(?!)"
    )
    found: dict[str, list[tuple[str, Entry]]] = {}
    for hit in hits:
        description = _description(hit.mention.replace("’", "'"), pattern)
        if description:
            key = _ARTICLE.sub("", description).casefold()
            found.setdefault(key, []).append((description.replace("'", "’"), hit.entry))
    best = sorted(found, key=lambda key: (-len(found[key]), -len(key), key))[:MAX_DESCRIPTIONS]
    return tuple(
        SpeakerRole(found[key][0][0], len(found[key]), found[key][0][1], found[key][-1][1])
        for key in best
    )


def _description(mention: str, name: re.Pattern[str]) -> str:
    """Return the longest part of a mention that is not the name; "" if it says nothing."""
    parts = [part.strip(_PUNCTUATION) for part in name.split(mention)]
    longest = max(parts, key=len, default="")
    if not any(word.casefold() not in _NO_DESCRIPTION for word in longest.split()):
        return ""
    if not re.search(r"[a-z]{3}", longest) or _is_document(longest):
        return ""
    return " ".join(_DAY.sub("", longest).split())


def _is_document(description: str) -> bool:
    """Return whether words name what somebody wrote: “the statement”, “her letter to voters”."""
    head = _AFTER_HEAD.split(description, maxsplit=1)[0].split()
    return role_kind(singular(head[-1].casefold())) == "document"


def _name_parts(name: str) -> list[str]:
    """Return a name and its words that can stand for it alone."""
    return [name, *(word for word in name.split() if word[0].isupper())]
