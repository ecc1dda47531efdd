"""Collapse copies: of a story, or a quote, in several places, keep one document.

A column of each index has the number of the story of an article, or of the words of a quote in it.
"""

from __future__ import annotations

from index.engines.local.fulltext.docsets import IntArray, Mask, MatchedDocs, mask_of
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot


def repeats(index: ArraySnapshot, mask: Mask) -> IntArray:
    """Return the documents in the mask whose story has an earlier document in it."""
    documents, stories = index.stories_with_copies
    at = mask[documents]
    documents, stories = documents[at], stories[at]
    found: IntArray = documents[1:][stories[1:] == stories[:-1]]
    return found


def collapse(index: ArraySnapshot, matched: MatchedDocs) -> MatchedDocs:
    """Keep one document of each story: that of the article shown, else of its first copy."""
    mask = mask_of(matched.documents, index.size)
    mask[repeats(index, mask)] = False
    kept = mask[matched.documents]
    return MatchedDocs(matched.documents[kept], matched.scores[kept])
