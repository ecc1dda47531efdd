"""Score words by BM25 (Robertson and Zaragoza, 2009), in the fields whose words count.

The score of a word is ``max_score * weight / (weight + norm)``.
"""

from __future__ import annotations

from math import log

from index.engines.local.fulltext.segments.snapshot import Snapshot

SCORED_FIELDS = ("text", "title", "said")
K1, B = 1.2, 0.75


def max_score(snapshot: Snapshot, frequency: int) -> float:
    """Return the limit of the score of a word that ``frequency`` documents have."""
    return log(1 + (snapshot.count - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1)


def length_norm(snapshot: Snapshot, field: str) -> tuple[float, float]:
    """Return the norm of an empty document, and what each word of a document adds to it."""
    average = snapshot.total_length(field) / (snapshot.count or 1) or 1.0
    return K1 * (1 - B), K1 * B / average
