"""Evaluate words, phrases and proximity over one index, scored by BM25."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from index.engines.local.fulltext.analysis import fold
from index.engines.local.fulltext.docsets import MatchedDocs, union, unscored
from index.engines.local.fulltext.field_names import PARAGRAPH, SENTENCE
from index.engines.local.fulltext.search import positions
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.positions import Occurrences
from index.engines.local.fulltext.search.term_expansion import (
    expand,
    hyphens_as_typed,
    is_kind_of_speaker,
    query_words,
)
from index.engines.local.fulltext.segments.posting_arrays import documents_matching
from index.engines.local.fulltext.segments.snapshot import TermMatches
from index.query import AtLeast, Fuzzy, Near, Or, Phrase, SameUnit, Tree, Wildcard, Word
from index.query.tree import Leaf, children

# A name may have words between its parts: “John Kerry” also matches John F. Kerry.
NAME_SLOP = {"speaker": 3, "person": 3, "described": 30}
SCORED_FIELDS = ("text", "title", "said")
UNIT_TERMS = {"sentence": SENTENCE, "paragraph": PARAGRAPH}


class OccurrenceFinder(ABC):
    """Find where words occur, and the phrases and proximities that they form."""

    def occurrences(self, tree: Tree) -> Occurrences:
        """Return where a tree of words matches; raises Cancelled."""
        match tree:
            case Or(parts):
                return positions.union(list(map(self.occurrences, parts)))
            case AtLeast(_, part):
                return self.occurrences(part)
            case Near(left, right, distance, ordered):
                both = self.occurrences(left), self.occurrences(right)
                return positions.near(*both, distance, ordered=ordered)
            case SameUnit(left, right, unit):
                both = self.occurrences(left), self.occurrences(right)
                breaks = self._of_term(f"{words_field(tree)}_breaks", UNIT_TERMS[unit])
                return positions.same_unit(*both, breaks)
        assert isinstance(tree, Leaf)
        words = [self._of_word(tree, word) for word in query_words(tree)]
        found = positions.phrase(words, NAME_SLOP.get(tree.field, 1))
        if term := hyphens_as_typed(tree):
            return positions.starting_at(found, self._of_term(f"{tree.field}_hyphens", term))
        return found

    def _of_term(self, field: str, term: str) -> Occurrences:
        return self._of_word(Word(field, term, exact=True), term)

    @abstractmethod
    def _of_word(self, leaf: Leaf, word: str) -> Occurrences:
        """Return where a word of a leaf occurs."""


class WordEvaluator(OccurrenceFinder):
    """Evaluate the words of a query over one index."""

    def __init__(self, index: ArraySnapshot, cancelled: Callable[[], bool]) -> None:
        self._index = index
        self._cancelled = cancelled

    def evaluate(self, tree: Tree) -> MatchedDocs:
        """Return the documents that match; raises Cancelled."""
        match tree:
            case Word("speaker", text) if is_kind_of_speaker(tree):
                return self._leaf(Word("type", fold(text), exact=True))
            case Word("speaker") | Phrase("speaker"):
                described = self._leaf(Phrase("described", tree.text))
                return union([self._leaf(tree), described], self._index.size)
            case Word() | Wildcard() | Fuzzy() | Phrase():
                return self._leaf(tree)
        return self._positional(tree, tree.times if isinstance(tree, AtLeast) else 1)

    def _leaf(self, leaf: Leaf) -> MatchedDocs:
        words = query_words(leaf)
        if len(words) != 1:
            return self._positional(leaf)
        matched = documents_matching(self._expand(leaf, words[0]), self._index.size)
        return self._scored(matched, leaf.field)

    def _positional(self, tree: Tree, min_count: int = 1) -> MatchedDocs:
        documents, counts = self.occurrences(tree).count_by_document()
        enough = counts >= min_count
        return self._scored(MatchedDocs(documents[enough], counts[enough]), words_field(tree))

    def _scored(self, matched: MatchedDocs, field: str) -> MatchedDocs:
        """Return BM25 scores for documents scored by the weight of a word, or by its count."""
        documents, weights = matched
        if field not in SCORED_FIELDS:
            return unscored(documents)
        snapshot = self._index.snapshot
        floor, slope = snapshot.length_norm(field)
        norms = floor + slope * self._index.lengths(field)[documents]
        scores = snapshot.max_score(len(documents)) * weights / (weights + norms)
        return MatchedDocs(documents, scores)

    def _of_word(self, leaf: Leaf, word: str) -> Occurrences:
        return positions.read_occurrences(self._expand(leaf, word))

    def _expand(self, leaf: Leaf, word: str) -> list[TermMatches]:
        return expand(self._index.snapshot, leaf, word, self._cancelled)


def words_field(tree: Tree) -> str:
    """Return the field of the words of a tree, the same for all of them."""
    while not isinstance(tree, Leaf):
        tree = children(tree)[0]
    return tree.field
