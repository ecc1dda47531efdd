"""Where the words of a tree occur in one index, and what that scores.

Scores are BM25 (Robertson and Zaragoza, 2009) over the stems of title and body, or of the
quoted words; other fields decide, and do not score.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import log

from index.engines.analysis import fold, stem, words
from index.engines.postings import LENGTHS, Snapshot
from index.engines.schema import PARAGRAPH, RUN_GAP, SENTENCE, UNKNOWN, UNNAMED
from index.query import AtLeast, Fuzzy, Near, Or, Phrase, Together, Tree, Wild, Word
from index.query.tree import Leaf, children

Scores = dict[int, float]
Place = tuple[int, int]  # the first and last position of an occurrence

K1, B = 1.2, 0.75
SCORED = {"text": "text_stem", "title": "title_stem", "said": "said_stem"}
# A name may have something between its parts: “John Kerry” is also John F. Kerry.
NAME_SLOP = {"speaker": 3, "person": 3, "described": 30}
SHORT_STEM = 3  # letters: “dying” has the stem “die”, longer stems begin as their words do
UNIT_TERMS = {"sentence": SENTENCE, "paragraph": PARAGRAPH}


class Cancelled(Exception):  # noqa: N818 - no error: somebody asked something newer
    """The search was given up."""


class Occurrences:
    """The words of one index: which documents have them, where, and what that scores."""

    def __init__(self, side: Snapshot, cancelled: Callable[[], bool]) -> None:
        self._side = side
        self._cancelled = cancelled

    def scores(self, tree: Tree) -> Scores:
        """The documents where the words of the tree occur."""
        match tree:
            case Word("speaker", text) if fold(text) in (UNKNOWN, UNNAMED):
                return self._term("type", fold(text))
            case Word("speaker") | Phrase("speaker"):
                described = Phrase("described", tree.text)
                return union([self._leaf(tree), self._leaf(described)])
            case Word() | Wild() | Fuzzy() | Phrase():
                return self._leaf(tree)
        candidates = sorted(self._candidates(tree))
        found = self._occurrences(tree, candidates)
        if isinstance(tree, AtLeast):
            found = {d: at for d, at in found.items() if len(at) >= tree.times}
        return self._scored(field_of(tree), {d: float(len(at)) for d, at in found.items()})

    def _leaf(self, leaf: Leaf) -> Scores:
        parts = _parts(leaf)
        if len(parts) != 1:
            found = self._occurrences(leaf, sorted(self._candidates(leaf)))
            return self._scored(leaf.field, {d: float(len(at)) for d, at in found.items()})
        if isinstance(leaf, Word) and leaf.field in SCORED and not leaf.exact:
            return self._term(SCORED[leaf.field], stem(parts[0]), scored_by=leaf.field)
        forms = self._forms(leaf, parts[0])
        if len(forms) == 1:
            return self._term(leaf.field, forms[0], scored_by=leaf.field)
        counts: dict[int, float] = defaultdict(float)
        for form in forms:
            if self._cancelled():
                raise Cancelled
            postings = self._side.postings(leaf.field, form)
            for document, count in zip(postings.documents, postings.counts, strict=True):
                counts[document] += count
        return self._scored(leaf.field, counts)

    def _term(self, field: str, word: str, scored_by: str = "") -> Scores:
        postings = self._side.postings(field, word)
        if scored_by not in SCORED:
            return dict.fromkeys(postings.documents, 0.0)
        return self._bm25(scored_by, postings.documents, postings.counts)

    def _scored(self, field: str, counts: Mapping[int, float]) -> Scores:
        if field not in SCORED:
            return dict.fromkeys(counts, 0.0)
        return self._bm25(field, list(counts), list(counts.values()))

    def _bm25(self, field: str, documents: Sequence[int], counts: Sequence[float]) -> Scores:
        field = SCORED[field]
        size = len(self._side.documents) or 1
        average = self._side.total_length(field) / size or 1.0
        idf = log(1 + (size - len(documents) + 0.5) / (len(documents) + 0.5))
        norms = [K1 * (1 - B + B * length / average) for length in LENGTHS]
        codes = self._side.column(f"_{field}_len", "B")
        best = idf * (K1 + 1)
        return {
            document: best * count / (count + norms[codes[document]])
            for document, count in zip(documents, counts, strict=True)
        }

    # Places

    def _candidates(self, tree: Tree) -> set[int]:
        """The documents where all that the tree needs occurs somewhere."""
        if self._cancelled():
            raise Cancelled
        match tree:
            case Or(parts):
                return set().union(*map(self._candidates, parts))
            case Near(left, right) | Together(left, right):
                return self._candidates(left) & self._candidates(right)
            case AtLeast(_, part):
                return self._candidates(part)
        assert isinstance(tree, Leaf)
        sets = sorted((self._having(tree, part) for part in _parts(tree)), key=len)
        return set.intersection(*sets) if sets else set()

    def _having(self, leaf: Leaf, part: str) -> set[int]:
        if isinstance(leaf, Word) and leaf.field in SCORED and not leaf.exact and _is_single(leaf):
            return set(self._side.postings(SCORED[leaf.field], stem(part)).documents)
        forms = self._forms(leaf, part)
        return set().union(*(self._side.postings(leaf.field, form).documents for form in forms))

    def _forms(self, leaf: Leaf, part: str) -> list[str]:
        """The words, as they are written, that one word of a leaf stands for."""
        match leaf:
            case Fuzzy(field, _, edits):
                return self._side.vocabulary(field).near(part, edits)
            case Word(field, _, False) if field in SCORED and _is_single(leaf):
                begin = part[:1] if len(stem(part)) <= SHORT_STEM else stem(part)[:2]
                wanted = stem(part)
                return [word for word in self._side.starting(field, begin) if stem(word) == wanted]
        begin, star, rest = part.partition("*")
        if not star and "?" not in part:
            return [part]
        if star and not rest and "?" not in begin:
            return self._side.starting(leaf.field, begin)
        return self._side.vocabulary(leaf.field).fitting(part)

    def _occurrences(self, tree: Tree, documents: Sequence[int]) -> dict[int, list[Place]]:
        """Where the tree occurs in these documents (ascending), each in order."""
        if self._cancelled():
            raise Cancelled
        match tree:
            case Or(parts):
                merged: dict[int, set[Place]] = defaultdict(set)
                for part in parts:
                    for document, at in self._occurrences(part, documents).items():
                        merged[document].update(at)
                return {document: sorted(at) for document, at in merged.items()}
            case AtLeast(_, part):
                return self._occurrences(part, documents)
            case Near() | Together():
                return self._pairs(tree, documents)
        assert isinstance(tree, Leaf)
        parts_places = [self._places(tree, part, documents) for part in _parts(tree)]
        slop = NAME_SLOP.get(tree.field, 1)
        found = {}
        for document in documents:
            there = [places.get(document, ()) for places in parts_places]
            if all(there) and (chain := _chains(there, slop)):
                found[document] = chain
        return found

    def _places(self, leaf: Leaf, part: str, documents: Sequence[int]) -> dict[int, Sequence[int]]:
        forms = self._forms(leaf, part)
        if len(forms) == 1:
            return dict(self._side.places(leaf.field, forms[0], documents))
        merged: dict[int, list[int]] = defaultdict(list)
        for form in forms:
            for document, at in self._side.places(leaf.field, form, documents).items():
                merged[document].extend(at)
        return {document: sorted(at) for document, at in merged.items()}

    def _pairs(self, tree: Near | Together, documents: Sequence[int]) -> dict[int, list[Place]]:
        left = self._occurrences(tree.left, documents)
        right = self._occurrences(tree.right, sorted(left))
        both = sorted(right)
        starts = {}
        if isinstance(tree, Together):
            breaks = f"{field_of(tree)}_breaks"
            starts = self._side.places(breaks, UNIT_TERMS[tree.unit], both)
        found = {}
        for document in both:
            begins = starts.get(document, array("I"))
            pairs = {
                (min(a, b)[0], max(a, b)[1])
                for a, b in product(left[document], right[document])
                if _fit(tree, a, b, begins)
            }
            if pairs:
                found[document] = sorted(pairs)
        return found


def _fit(tree: Near | Together, left: Place, right: Place, begins: Sequence[int]) -> bool:
    """Whether two occurrences stand as near, or in one unit, as the tree wants."""
    first, second = (left, right) if left <= right else (right, left)
    apart = second[0] - first[1]
    if apart < 1 or apart >= RUN_GAP:
        return False
    if isinstance(tree, Together):
        return bisect_right(begins, first[0]) == bisect_right(begins, second[1])
    return apart <= tree.distance and (not tree.ordered or first == left)


def _chains(parts: Sequence[Sequence[int]], slop: int) -> list[Place]:
    """The places where each part follows the one before, at most ``slop`` words on."""
    found = [(place, place) for place in parts[0]]
    for places in parts[1:]:
        there = set(places)
        found = [
            (first, last + step)
            for first, last in found
            for step in range(1, slop + 1)
            if last + step in there
        ]
    return found


def field_of(tree: Tree) -> str:
    """The field of the words of a tree, which is the same for all of them."""
    while not isinstance(tree, Leaf):
        tree = children(tree)[0]
    return tree.field


def _is_single(word: Word) -> bool:
    return len(words(word.text)) == 1


def _parts(leaf: Leaf) -> list[str]:
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
