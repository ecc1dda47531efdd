"""How much a word says of a document: BM25 (Robertson and Zaragoza, 2009).

Words of title and body score, and quoted words; those of other fields decide, and do not score.
"""

from __future__ import annotations

from math import log

from index.engines.local.fulltext.segments.snapshot import Snapshot

SCORED = ("text", "title", "said")
K1, B = 1.2, 0.75


def top(side: Snapshot, having: int) -> float:
    """What a word that so many documents have comes near to, the more often one has it."""
    return log(1 + (side.count - having + 0.5) / (having + 0.5)) * (K1 + 1)


def norm(side: Snapshot, field: str) -> tuple[float, float]:
    """How often a word must come for half of that: in a document of no words, and more for each."""
    average = side.total_length(field) / (side.count or 1) or 1.0
    return K1 * (1 - B), K1 * B / average
