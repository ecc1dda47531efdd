"""The first so many of a result, without sorting the whole of it."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from index.engines.postings import Snapshot
from index.query import Order


def ranked(
    side: Snapshot, scores: Mapping[int, float], order: Order, offset: int, limit: int
) -> list[int]:
    """One page of the documents by score or date; equals by date, newest first, then by key."""
    dates, keys = side.column("date"), side.column("key", "I")
    if order == "relevance":
        values: Mapping[int, float] | Sequence[float] = scores
    else:
        values = dates
    sign = 1 if order == "oldest" else -1

    def place(document: int) -> tuple[bool, float, int, int, int]:
        # Undated documents are the last by date, whichever way.
        undated = order != "relevance" and not dates[document]
        value = sign * values[document]
        return undated, value, -dates[document], keys[document], document

    wanted = offset + limit
    documents = list(scores)
    if 0 < wanted < len(documents) // 4 and order != "oldest":
        # The value of the last one wanted, found in one quick pass, leaves few to sort.
        worst = heapq.nlargest(wanted, map(values.__getitem__, documents))[-1]
        documents = [document for document in documents if values[document] >= worst]
    return sorted(documents, key=place)[offset:wanted]
