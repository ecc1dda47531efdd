"""Select one page of a result without sorting the whole of it."""

from __future__ import annotations

import numpy as np

from index.engines.local.fulltext.docsets import Array, IntArray, MatchedDocs
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.query import Order

KEY_BITS = 32


def select_page(
    index: ArraySnapshot, matched: MatchedDocs, order: Order, offset: int, limit: int
) -> list[int]:
    """Return one page; ties by date, newest first, then by key."""
    if not limit:
        return []
    documents, scores = matched
    days = index.column("date")[documents].astype(np.int64)
    keys = index.column("key")[documents].astype(np.int64)
    ties = (-days << KEY_BITS) + keys
    values: Array
    if order == "relevance":
        values = -scores
    elif order == "newest":
        values = -days
    elif order == "doubtful":
        values = index.column("confidence")[documents]
    else:
        values = np.where(days, days, np.iinfo(np.int64).max)  # undated ones come last
    chosen = _smallest(values, ties, offset + limit)
    return documents[chosen[offset:]].tolist()  # type: ignore[no-any-return]


def _smallest(values: Array, ties: IntArray, count: int) -> IntArray:
    """Return the indices of the ``count`` smallest values, in order; equal ones by ``ties``.

    Those with equal ties, such as the quotes of one article, come in their own order, so that each
    is on exactly one page.
    """
    if count >= len(values):
        return np.lexsort((ties, values))
    smaller, equal = _around(values, count)
    if (left := count - len(smaller)) < len(equal):
        before, same = _around(ties[equal], left)
        equal = np.sort(np.append(equal[before], equal[same[: left - len(before)]]))
    chosen = np.append(smaller, equal)
    return chosen[np.lexsort((ties[chosen], values[chosen]))]


def _around(values: Array, count: int) -> tuple[IntArray, IntArray]:
    """Return the indices of the values below the ``count``-th smallest one, and of those equal."""
    last = np.partition(values, count - 1)[count - 1]
    return np.flatnonzero(values < last), np.flatnonzero(values == last)
