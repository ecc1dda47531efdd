"""Answer searches for plain words without numpy, whose import takes longer than most of them.

Results and their order are those of the evaluator. Only a process that asks one question gains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from typing import TypeGuard

from index.engines.local.fulltext.field_names import COPY_FIELD, COPY_TERM
from index.engines.local.fulltext.search.term_expansion import exact_term, expand, query_words
from index.engines.local.fulltext.segments.snapshot import Snapshot, TermMatches
from index.engines.protocol import SearchRequest
from index.errors import Cancelled
from index.query import And, Tree, Word

MAX_POSTINGS = 100_000  # with more, numpy is faster, its import included

Scores = dict[int, float]


def search(
    articles: Snapshot, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
) -> tuple[int, Sequence[int]] | None:
    """Return how many articles match, and the documents of one page; raises Cancelled.

    Returns None for queries of more than plain words, or of very frequent ones.
    """
    tree = request.tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    words = [part for part in parts if is_plain_word(part)]
    matches = [expand(articles, word, query_words(word)[0]) for word in words]
    if len(words) < len(parts) or sum(map(_posting_count, matches)) > MAX_POSTINGS:
        return None
    results = []
    for word, own in zip(words, matches, strict=True):
        if cancelled():
            raise Cancelled
        results.append(_score(articles, word.field, own))
    scores = _intersect(results)
    if not request.show_copies:
        scores = _collapse(articles, scores)
    return len(scores), _select_page(articles, scores, request)


def is_plain_word(tree: Tree) -> TypeGuard[Word]:
    """Return whether a query is one word of the title or the body."""
    return (
        isinstance(tree, Word) and tree.field in ("text", "title") and len(query_words(tree)) == 1
    )


def _posting_count(matches: Sequence[TermMatches]) -> int:
    return sum(each.field.frequency(term_id) for each in matches for term_id in each.term_ids)


def _score(articles: Snapshot, field: str, matches: Sequence[TermMatches]) -> Scores:
    weights = [_weights(each) for each in matches]
    best, (floor, slope) = articles.max_score(sum(map(len, weights))), articles.length_norm(field)
    return {
        doc_base + document: best * weight / (weight + (floor + slope * lengths[document]))
        for each, own in zip(matches, weights, strict=True)
        for doc_base, lengths in ((each.reader.doc_base, each.field.lengths),)
        for document, weight in own.items()
    }


def _weights(matches: TermMatches) -> Mapping[int, int]:
    """Return the weight of the terms in each document of a segment."""
    reader, field, term_ids = matches
    totals: dict[int, int] = {}
    for term_id in term_ids:
        documents, weights = field.postings(term_id)
        if not totals:
            totals = dict(zip(documents, weights, strict=True))
            continue
        for document, weight in zip(documents, weights, strict=True):
            totals[document] = totals.get(document, 0) + weight
    for document in totals.keys() & reader.deleted:
        del totals[document]
    return totals


def _intersect(results: Sequence[Scores]) -> Scores:
    matched, *others = sorted(results, key=len)
    for scores in others:
        matched = {d: score + scores[d] for d, score in matched.items() if d in scores}
    return matched


def _collapse(articles: Snapshot, scores: Scores) -> Scores:
    """Keep one document of each story, as ``ArraySnapshot.collapse`` does."""
    copies = {
        each.reader.doc_base + document
        for each in exact_term(articles, COPY_FIELD, COPY_TERM)
        for document in _weights(each)
    }
    if copies.isdisjoint(scores):
        return scores
    stories, keys = articles.column("story"), articles.column("key")
    repeated = {stories[document] for document in copies & scores.keys()}
    documents = [document for document in scores if stories[document] in repeated]
    documents.sort(key=lambda document: (document in copies, keys[document]))
    kept: dict[int, int] = {}
    for document in documents:
        if kept.setdefault(stories[document], document) != document:
            del scores[document]
    return scores


def _select_page(articles: Snapshot, scores: Scores, request: SearchRequest) -> Sequence[int]:
    days, keys = articles.column("date"), articles.column("key")

    def rank(document: int) -> tuple[bool, float, int, int]:
        day = days[document]
        if request.order == "relevance":
            return False, -scores[document], -day, keys[document]
        # Undated documents come last in both orders.
        return not day, day if request.order == "oldest" else -day, -day, keys[document]

    documents, wanted = list(scores), request.offset + request.limit
    if request.order == "relevance" and 0 < wanted < len(documents):
        # Discarding lower scores in one pass leaves few documents to sort.
        lowest = nlargest(wanted, scores.values())[-1]
        documents = [document for document, score in scores.items() if score >= lowest]
    return sorted(documents, key=rank)[request.offset : wanted]
