"""Folding copies in what was found: of one article, or quote, in several places one is shown.

A column of each index has the number of the story, or of the same words in it; a field has a
word for what is of a copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.engines.local.fulltext.field_names import REPEATED
from index.engines.local.fulltext.search.term_expansion import term
from index.engines.local.fulltext.segments.snapshot import Snapshot

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.posting_arrays import (
        Flags,
        MatchedDocs,
        Numbers,
        Values,
    )

FIELD = "copy"


def copies(side: Snapshot) -> Numbers:
    """The documents that are of copies, ascending."""
    from index.engines.local.fulltext.search.posting_arrays import (
        read,  # with numpy, which asking often does without
    )

    return read(term(side, FIELD, REPEATED), side.size).documents


class Repeated(NamedTuple):
    """The documents of stories that have copies; of each story the one shown, then its copies."""

    documents: Numbers
    stories: Values


def repeated(side: Snapshot) -> Repeated:
    """All documents of a state that have the number of their story in common with a copy."""
    import numpy as np

    from index.engines.local.fulltext.search.posting_arrays import look_up

    stories, of_copies = np.asarray(side.column("story")), copies(side)
    documents = side.documents[np.isin(stories[side.documents], stories[of_copies])]
    keys, is_copy = np.asarray(side.column("key")), look_up(of_copies, documents) >= 0
    documents = documents[np.lexsort((keys[documents], is_copy, stories[documents]))]
    return Repeated(documents, stories[documents])


def again(side: Snapshot, there: Flags) -> Numbers:
    """Of the documents that are there, those of a story that is there already."""
    documents, stories = side.repeated
    at = there[documents]
    documents, stories = documents[at], stories[at]
    found: Numbers = documents[1:][stories[1:] == stories[:-1]]
    return found


def once(side: Snapshot, found: MatchedDocs) -> MatchedDocs:
    """What was found, each story once: for the article shown, else for its first copy there."""
    import numpy as np

    from index.engines.local.fulltext.search.posting_arrays import MatchedDocs

    there = np.zeros(side.size, dtype=bool)
    there[found.documents] = True
    there[again(side, there)] = False
    kept = there[found.documents]
    return MatchedDocs(found.documents[kept], found.scores[kept])
