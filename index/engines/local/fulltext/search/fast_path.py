"""Words answered without numpy, whose import takes longer than most of them.

What is found, and in what order, is the same as with ``evaluate``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from typing import TypeGuard

from index.engines.local.fulltext.field_names import REPEATED
from index.engines.local.fulltext.search.bm25 import norm, top
from index.engines.local.fulltext.search.collapse import FIELD
from index.engines.local.fulltext.search.term_expansion import chosen, parts_of, term
from index.engines.local.fulltext.segments.postings import Field
from index.engines.local.fulltext.segments.snapshot import Chosen, Part, Snapshot
from index.engines.protocol import SearchRequest
from index.errors import Cancelled
from index.query import And, Tree, Word

MOST_POSTINGS = 100_000  # beyond which numpy is quicker, its import included

Scores = Mapping[int, float]


def answer(
    side: Snapshot, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
) -> tuple[int, Sequence[int]] | None:
    """How many articles have the words of a tree, and one page of them.

    None where the tree asks for anything but words, or for very common ones.
    """
    parts = _parts(request.tree)
    words = [part for part in parts if is_plain(part)]
    lists = [chosen(side, word, parts_of(word)[0]) for word in words]
    if len(words) < len(parts) or sum(map(_size, lists)) > MOST_POSTINGS:
        return None
    found = []
    for word, some in zip(words, lists, strict=True):
        if cancelled():
            raise Cancelled
        found.append(_scores(side, word.field, some))
    scores = _in_all(found)
    if not request.show_copies:
        scores = _once(side, scores)
    return len(scores), _page(side, scores, request)


def _parts(tree: Tree) -> Sequence[Tree]:
    return tree.parts if isinstance(tree, And) else (tree,)


def is_plain(part: Tree) -> TypeGuard[Word]:
    """Whether a part of a tree is one word of title or body."""
    return isinstance(part, Word) and part.field in ("text", "title") and len(parts_of(part)) == 1


def _size(some: Sequence[Chosen]) -> int:
    return sum(field.frequency(number) for _, field, numbers in some for number in numbers)


def _scores(side: Snapshot, field: str, some: Sequence[Chosen]) -> Scores:
    weights = [_weights(*one) for one in some]
    best, (floor, slope) = top(side, sum(map(len, weights))), norm(side, field)
    found = {}
    for (part, there, _), own in zip(some, weights, strict=True):
        base, lengths = part.base, there.lengths
        for document, weight in own.items():
            needed = weight + (floor + slope * lengths[document])
            found[base + document] = best * weight / needed
    return found


def _weights(part: Part, field: Field, numbers: Sequence[int]) -> Mapping[int, int]:
    """The documents of a segment that have any of the words, with what all these weigh there."""
    found: dict[int, int] = {}
    for number in numbers:
        documents, weights = field.postings(number)
        if not found:
            found = dict(zip(documents, weights, strict=True))
            continue
        for document, weight in zip(documents, weights, strict=True):
            found[document] = found.get(document, 0) + weight
    if part.deleted:
        return {d: weight for d, weight in found.items() if d not in part.deleted}
    return found


def _in_all(results: Sequence[Scores]) -> Scores:
    found, *others = sorted(results, key=len)
    for scores in others:
        found = {d: score + scores[d] for d, score in found.items() if d in scores}
    return found


def _once(side: Snapshot, scores: Scores) -> Scores:
    """Each story once, as with ``copies.once``."""
    copies = {
        part.base + document
        for part, field, numbers in term(side, FIELD, REPEATED)
        for document in _weights(part, field, numbers)
    }
    if copies.isdisjoint(scores):
        return scores
    stories, keys = side.column("story"), side.column("key")
    repeated = {stories[document] for document in copies & scores.keys()}
    kept: dict[int, int] = {}
    for document in sorted(scores, key=lambda document: (document in copies, keys[document])):
        if (story := stories[document]) in repeated:
            kept.setdefault(story, document)
    return {d: s for d, s in scores.items() if kept.get(stories[d], d) == d}


def _page(side: Snapshot, scores: Scores, request: SearchRequest) -> Sequence[int]:
    """One page of what was found, in this order."""
    days, keys = side.column("date"), side.column("key")

    def place(document: int) -> tuple[bool, float, int, int]:
        day = days[document]
        if request.order == "relevance":
            return False, -scores[document], -day, keys[document]
        # Undated documents are the last, whichever way.
        return not day, day if request.order == "oldest" else -day, -day, keys[document]

    documents, wanted = list(scores), request.offset + request.limit
    if request.order == "relevance" and 0 < wanted < len(documents):
        # The score of the last one wanted, found in one quick pass, leaves few to sort.
        worst = nlargest(wanted, scores.values())[-1]
        documents = [document for document in documents if scores[document] >= worst]
    return sorted(documents, key=place)[request.offset : wanted]
