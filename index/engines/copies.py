"""Folding copies in what was found: of one article, or quote, in several places one is shown.

A column of each index has the number of the story, or of the same words in it; a field has a
word for what is of a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.engines.snapshot import Snapshot
from index.engines.terms import REPEATED
from index.engines.variants import term

if TYPE_CHECKING:
    from index.engines.arrays import Found, Numbers

FIELD = "copy"


def has_copies(side: Snapshot) -> bool:
    """Whether anything in this state is of a copy, or was."""
    return side.frequency(FIELD, REPEATED) > 0


def copies(side: Snapshot) -> Numbers:
    """The documents that are of copies, ascending."""
    from index.engines.arrays import read  # with numpy, which asking often does without

    return read(term(side, FIELD, REPEATED), side.size).documents


def once(side: Snapshot, found: Found) -> Found:
    """What was found, each story once: for the article shown, else for its first copy there."""
    if not has_copies(side):
        return found
    import numpy as np

    from index.engines.arrays import Found, look_up

    documents, of_copies = found.documents, copies(side)
    stories = np.asarray(side.column("story"))
    of_found = stories[documents]
    repeated = np.isin(of_found, of_found[look_up(of_copies, documents) >= 0])
    among = documents[repeated]
    story, is_copy = stories[among], look_up(of_copies, among) >= 0
    order = np.lexsort((np.asarray(side.column("key"))[among], is_copy, story))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = np.diff(story[order]) != 0
    kept = ~repeated
    kept[np.flatnonzero(repeated)[order[is_first]]] = True
    return Found(documents[kept], found.scores[kept])
