"""What a speaker is said to be: the words that stand beside the name where somebody speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.article import QuoteHit

MOST = 6
_WHEN = re.compile(r"^(?:this|that|last|next)\s+\w+\s+(?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)
_EDGES = " ,;:–—-"
_NO_DESCRIPTION = frozenset(
    ("he", "she", "they", "it", "who", "we", "i", "you", "him", "her", "them", "his", "their",
     "sir", "both", "one", "that", "this", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.")
)  # fmt: skip


def descriptions(hits: Iterable[QuoteHit], names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """What the mentions of a speaker say beside the names, and how often, commonest first.

    “The US envoy, John Kerry” says “the US envoy”, “Owen Tarrick, the chairman” “the chairman”.
    """
    parts = sorted({part for name in names for part in _parts(name)}, key=len)
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(part)}(?:['’]s)?(?!\w)" for part in reversed(parts)) or "(?!)"
    )
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for hit in hits:
        found = _beside(hit.mention.replace("’", "'"), pattern)
        if found:
            key = _ARTICLE.sub("", found).casefold()
            written.setdefault(key, found)
            counts[key] += 1
    best = sorted(counts, key=lambda key: (-counts[key], -len(key), key))[:MOST]
    return tuple((written[key].replace("'", "’"), counts[key]) for key in best)


def _beside(mention: str, pattern: re.Pattern[str]) -> str:
    """The longest piece of a mention that is no name."""
    pieces = [piece.strip(_EDGES) for piece in pattern.split(mention)]
    best = max(pieces, key=len, default="")
    if not any(word.casefold() not in _NO_DESCRIPTION for word in best.split()):
        return ""
    if not re.search(r"[a-z]{3}", best):
        return ""
    return " ".join(_WHEN.sub("", best).split())


def _parts(name: str) -> list[str]:
    """A name, and those of its words that name alone."""
    return [name, *(word for word in name.split() if word[0].isupper())]
