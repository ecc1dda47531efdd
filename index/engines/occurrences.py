"""Where the words of a tree occur in one index, and what that scores.

Scores are BM25 (Robertson and Zaragoza, 2009) over the stems of title and body, or of the
quoted words; other fields decide, and do not score.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from index.engines.analysis import fold, stem, words
from index.engines.postings import LENGTHS, Postings, Snapshot
from index.engines.schema import PARAGRAPH, SENTENCE, UNKNOWN, UNNAMED
from index.errors import Cancelled
from index.query import AtLeast, Fuzzy, Near, Or, Phrase, Together, Tree, Wild, Word
from index.query.tree import Leaf, children

if TYPE_CHECKING:
    from index.engines import places

Scores = dict[int, float]

K1, B = 1.2, 0.75
SCORED = ("text", "title", "said")  # these are also stemmed
# A name may have something between its parts: “John Kerry” is also John F. Kerry.
NAME_SLOP = {"speaker": 3, "person": 3, "described": 30}
ODD_STEMS = {"die", "lie", "tie"}  # of “dying”; all others begin as their words, but for a letter
UNIT_TERMS = {"sentence": SENTENCE, "paragraph": PARAGRAPH}


class Occurrences:
    """The words of one index: which documents have them, where, and what that scores."""

    def __init__(self, side: Snapshot, cancelled: Callable[[], bool] = lambda: False) -> None:
        self._side = side
        self._cancelled = cancelled

    def scores(self, tree: Tree) -> Scores:
        """The documents where the words of the tree occur."""
        match tree:
            case Word("speaker", text) if fold(text) in (UNKNOWN, UNNAMED):
                return dict.fromkeys(self._side.postings("type", fold(text)).documents, 0.0)
            case Word("speaker") | Phrase("speaker"):
                described = Phrase("described", tree.text)
                return union([self._leaf(tree), self._leaf(described)])
            case Word() | Wild() | Fuzzy() | Phrase():
                return self._leaf(tree)
        return self._placed(tree, tree.times if isinstance(tree, AtLeast) else 1)

    def _placed(self, tree: Tree, times: int = 1) -> Scores:
        documents, counts = self._found(tree).by_document()
        found = {d: n for d, n in zip(documents, counts, strict=True) if n >= times}
        return self._scored(words_field(tree), found)

    def count(self, word: Word) -> int:
        """How many documents have a word, in any of the forms that it stands for."""
        parts = parts_of(word)
        if len(parts) != 1:
            return len(self._leaf(word))
        forms = self._forms(word, parts[0])
        return len(self._side.postings_of(word.field, forms).documents) if forms else 0

    def _leaf(self, leaf: Leaf) -> Scores:
        parts = parts_of(leaf)
        if len(parts) != 1:
            return self._placed(leaf)
        postings = self._postings(leaf, parts[0])
        return self._bm25(leaf.field, postings.documents, postings.counts)

    def _postings(self, leaf: Leaf, part: str) -> Postings:
        """The documents of a leaf of one word, with how often each has it."""
        begin, star, rest = part.partition("*")
        if isinstance(leaf, Wild | Phrase) and begin and star and not rest and "?" not in begin:
            return self._side.postings_starting(leaf.field, begin)
        return self._side.postings_of(leaf.field, self._forms(leaf, part))

    def any_of(self, leaves: Sequence[Leaf]) -> Scores:
        """The documents that have any of several single words, over whole lists at once."""
        import numpy as np  # 100 ms that single words do without

        total = np.zeros(self._side.size)
        there = np.zeros(self._side.size, dtype=bool)
        for leaf in leaves:
            if self._cancelled():
                raise Cancelled
            postings = self._postings(leaf, parts_of(leaf)[0])
            documents = np.frombuffer(postings.documents, dtype=np.uint32)
            counts = np.frombuffer(postings.counts, dtype=np.float32).astype(float)
            there[documents] = True
            if leaf.field in SCORED:
                best, norms, codes = self._scoring(leaf.field, len(documents))
                own = np.array(norms)[np.frombuffer(codes, dtype=np.uint8)[documents]]
                total[documents] += best * counts / (counts + own)
        found = np.flatnonzero(there)
        return dict(zip(found.tolist(), total[found].tolist(), strict=True))

    def _scored(self, field: str, counts: Mapping[int, float]) -> Scores:
        return self._bm25(field, list(counts), list(counts.values()))

    def _bm25(self, field: str, documents: Sequence[int], counts: Sequence[float]) -> Scores:
        if field not in SCORED:
            return dict.fromkeys(documents, 0.0)
        best, norms, codes = self._scoring(field, len(documents))
        return {
            document: best * count / (count + norms[codes[document]])
            for document, count in zip(documents, counts, strict=True)
        }

    def _scoring(self, field: str, having: int) -> tuple[float, list[float], array[int]]:
        """The best score of a term, the norm for each code of a length, and those codes."""
        size = len(self._side.documents) or 1
        average = self._side.total_length(field) / size or 1.0
        idf = log(1 + (size - having + 0.5) / (having + 0.5))
        norms = [K1 * (1 - B + B * length / average) for length in LENGTHS]
        return idf * (K1 + 1), norms, self._side.column(f"_{field}_len", "B")

    # Places

    def _forms(self, leaf: Leaf, part: str) -> list[str]:
        """The words, as they are written, that one word of a leaf stands for."""
        match leaf:
            case Fuzzy(field, _, edits):
                return self._side.vocabulary(field).near(part, edits)
            case Word(field, _, False) if field in SCORED and _is_single(leaf):
                wanted = stem(part)
                begin = wanted[:1] if wanted in ODD_STEMS else wanted[:-1]
                return [word for word in self._side.starting(field, begin) if stem(word) == wanted]
        begin, star, rest = part.partition("*")
        if not star and "?" not in part:
            return [part]
        if star and not rest and "?" not in begin:
            return self._side.starting(leaf.field, begin)
        return self._side.vocabulary(leaf.field).fitting(part)

    def _found(self, tree: Tree) -> places.Occurrences:
        """Where the tree occurs."""
        from index.engines import places  # brings in numpy, which single words do without

        if self._cancelled():
            raise Cancelled
        match tree:
            case Or(parts):
                return places.either([self._found(part) for part in parts])
            case AtLeast(_, part):
                return self._found(part)
            case Near(left, right, distance, ordered):
                sides = self._found(left), self._found(right)
                return places.near(*sides, distance, ordered=ordered)
            case Together(left, right, unit):
                breaks = f"{words_field(tree)}_breaks"
                begins = places.of_words(self._side, breaks, [UNIT_TERMS[unit]])
                return places.together(self._found(left), self._found(right), begins)
        assert isinstance(tree, Leaf)
        row = [
            places.of_words(self._side, tree.field, self._forms(tree, part))
            for part in parts_of(tree)
        ]
        return places.in_a_row(row, NAME_SLOP.get(tree.field, 1))


def words_field(tree: Tree) -> str:
    """The field of the words of a tree, which is the same for all of them."""
    while not isinstance(tree, Leaf):
        tree = children(tree)[0]
    return tree.field


def _is_single(word: Word) -> bool:
    return len(words(word.text)) == 1


def parts_of(leaf: Leaf) -> list[str]:
    """The words of a leaf, folded; with ``*`` and ``?`` in them where they are patterns."""
    if isinstance(leaf, Word | Fuzzy):
        return words(leaf.text)
    text = leaf.pattern if isinstance(leaf, Wild) else leaf.text
    if isinstance(leaf, Phrase) and "*" not in text:
        return words(text)
    return [part for piece in text.split() for part in _pattern_parts(piece)]


def _pattern_parts(piece: str) -> list[str]:
    if "*" not in piece and "?" not in piece:
        return words(piece)
    return ["".join(mark if mark in "*?" else fold(mark) for mark in piece)]


def union(results: Iterable[Scores]) -> Scores:
    """What is in any of the results, with the scores added up."""
    first, *others = sorted(results, key=len, reverse=True)
    found = dict(first)
    for scores in others:
        for document, score in scores.items():
            found[document] = found.get(document, 0.0) + score
    return found
