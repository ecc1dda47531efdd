"""Where the words of a tree occur in one index, and what that scores."""

from __future__ import annotations

from collections.abc import Callable

from index.engines.local.fulltext.analysis import fold
from index.engines.local.fulltext.field_names import PARAGRAPH, SENTENCE, UNKNOWN, UNNAMED
from index.engines.local.fulltext.search import positions, posting_arrays
from index.engines.local.fulltext.search.bm25 import SCORED, norm, top
from index.engines.local.fulltext.search.positions import Places
from index.engines.local.fulltext.search.posting_arrays import MatchedDocs
from index.engines.local.fulltext.search.term_expansion import chosen, parts_of
from index.engines.local.fulltext.segments.snapshot import Chosen, Snapshot
from index.errors import Cancelled
from index.query import AtLeast, Fuzzy, Near, Or, Phrase, SameUnit, Tree, Wildcard, Word
from index.query.tree import Leaf, children

# A name may have something between its parts: “John Kerry” is also John F. Kerry.
NAME_SLOP = {"speaker": 3, "person": 3, "described": 30}
UNIT_WORDS = {"sentence": SENTENCE, "paragraph": PARAGRAPH}


class Occurrences:
    """The words of one index: which documents have them, where, and what that scores."""

    def __init__(self, side: Snapshot, cancelled: Callable[[], bool] = lambda: False) -> None:
        self._side = side
        self._cancelled = cancelled

    def scores(self, tree: Tree) -> MatchedDocs:
        """The documents where the words of the tree occur."""
        match tree:
            case Word("speaker", text) if fold(text) in (UNKNOWN, UNNAMED):
                return self._leaf(Word("type", fold(text), exact=True))
            case Word("speaker") | Phrase("speaker"):
                described = Phrase("described", tree.text)
                return posting_arrays.union(
                    [self._leaf(tree), self._leaf(described)], self._side.size
                )
            case Word() | Wildcard() | Fuzzy() | Phrase():
                return self._leaf(tree)
        return self._placed(tree, tree.times if isinstance(tree, AtLeast) else 1)

    def _leaf(self, leaf: Leaf) -> MatchedDocs:
        parts = parts_of(leaf)
        if len(parts) != 1:
            return self._placed(leaf)
        found = posting_arrays.read(self._chosen(leaf, parts[0]), self._side.size)
        return self._scored(found, leaf.field)

    def _placed(self, tree: Tree, times: int = 1) -> MatchedDocs:
        documents, counts = self._places(tree).by_document()
        enough = counts >= times
        return self._scored(MatchedDocs(documents[enough], counts[enough]), words_field(tree))

    def _scored(self, found: MatchedDocs, field: str) -> MatchedDocs:
        documents, counts = found
        if field not in SCORED:
            return posting_arrays.unscored(documents)
        floor, slope = norm(self._side, field)
        norms = floor + slope * self._side.lengths(field)[documents]
        return MatchedDocs(documents, top(self._side, len(documents)) * counts / (counts + norms))

    def _places(self, tree: Tree) -> Places:
        """Where the tree occurs."""
        if self._cancelled():
            raise Cancelled
        match tree:
            case Or(parts):
                return positions.either([self._places(part) for part in parts])
            case AtLeast(_, part):
                return self._places(part)
            case Near(left, right, distance, ordered):
                sides = self._places(left), self._places(right)
                return positions.near(*sides, distance, ordered=ordered)
            case SameUnit(left, right, unit):
                breaks = Word(f"{words_field(tree)}_breaks", UNIT_WORDS[unit], exact=True)
                begins = self._of(breaks, breaks.text)
                return positions.together(self._places(left), self._places(right), begins)
        assert isinstance(tree, Leaf)
        row = [self._of(tree, part) for part in parts_of(tree)]
        return positions.in_a_row(row, NAME_SLOP.get(tree.field, 1))

    def _of(self, leaf: Leaf, part: str) -> Places:
        return positions.places_of(self._chosen(leaf, part))

    def _chosen(self, leaf: Leaf, part: str) -> list[Chosen]:
        return chosen(self._side, leaf, part, self._cancelled)


def words_field(tree: Tree) -> str:
    """The field of the words of a tree, which is the same for all of them."""
    while not isinstance(tree, Leaf):
        tree = children(tree)[0]
    return tree.field
