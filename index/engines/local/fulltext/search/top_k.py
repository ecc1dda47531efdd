"""The first so many of a result, without sorting the whole of it."""

from __future__ import annotations

import numpy as np

from index.engines.local.fulltext.search.posting_arrays import MatchedDocs, Numbers, Values
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.query import Order

KEY_BITS = 32


def ranked(side: Snapshot, found: MatchedDocs, order: Order, offset: int, limit: int) -> list[int]:
    """One page of the documents by score or date; equals by date, newest first, then by key."""
    if not limit:
        return []
    documents, scores = found
    days = np.asarray(side.column("date"))[documents].astype(np.int64)
    keys = np.asarray(side.column("key"))[documents].astype(np.int64)
    ties = (-days << KEY_BITS) + keys
    first: Values
    if order == "relevance":
        first = -scores
    elif order == "newest":
        first = -days
    else:
        first = np.where(days, days, np.iinfo(np.int64).max)  # undated ones are last
    chosen = _smallest(first, ties, offset + limit)
    return documents[chosen[offset:]].tolist()  # type: ignore[no-any-return]


def _smallest(first: Values, ties: Numbers, wanted: int) -> Numbers:
    """Where the so many smallest are, in order; of equals those with the smaller ties."""
    if wanted >= len(first):
        return np.lexsort((ties, first))
    last = np.partition(first, wanted - 1)[wanted - 1]
    surely = np.flatnonzero(first < last)
    equal = np.flatnonzero(first == last)
    if (left := wanted - len(surely)) < len(equal):
        equal = equal[np.argpartition(ties[equal], left - 1)[:left]]
    chosen = np.append(surely, equal)
    return chosen[np.lexsort((ties[chosen], first[chosen]))]
