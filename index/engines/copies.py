"""Folding copies in what was found: of one article, or quote, in several places one is shown.

A column of each index has the number of the story, or of the same words in it, and in its last
bit whether the document is of a copy.
"""

from __future__ import annotations

from index.engines.occurrences import Scores
from index.engines.postings import Snapshot

COLUMN = "story"


def has_copies(side: Snapshot) -> bool:
    """Whether anything in this state is of a copy."""
    return bool(side.repeated(COLUMN))


def copies(side: Snapshot) -> set[int]:
    """The documents that are of copies."""
    return {document for document, number in side.repeated(COLUMN).items() if number & 1}


def once(side: Snapshot, found: Scores) -> Scores:
    """What was found, each story once: for the article shown, else for its first copy there."""
    repeated = side.repeated(COLUMN)
    if repeated.keys().isdisjoint(found):
        return found
    keys = side.column("key", "I")
    kept: dict[int, tuple[int, int, int]] = {}
    for document in repeated.keys() & found.keys():
        number = repeated[document]
        place = (number & 1, keys[document], document)
        kept[number >> 1] = min(place, kept.get(number >> 1, place))
    return {
        document: score
        for document, score in found.items()
        if document not in repeated or kept[repeated[document] >> 1][2] == document
    }
