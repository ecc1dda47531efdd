"""One state of one Whoosh index, read a term at a time.

Whoosh's own matchers hand over one document after another; a list of postings read block by
block is several times faster, and answers come out exact. Documents are numbered over all
segments. This is the only module that knows how Whoosh lays out a block.
"""

from __future__ import annotations

import re
import threading
import weakref
from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress, repeat
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

MOST_CACHED = 4_000_000  # postings, of 8 bytes each


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, and how often each has it."""

    documents: array[int]
    counts: array[float]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each document: those from ``ends[d]`` to ``ends[d + 1]``."""

    values: array[int]
    ends: array[int]


class Snapshot:
    """What an index held at one moment. Every method may be called from any thread."""

    def __init__(self, index: FileIndex) -> None:
        self._reader = index.reader()
        # A search may still use a state that is no longer the newest: the last one closes it.
        weakref.finalize(self, self._reader.close)
        self.generation: int = self._reader.generation()
        self._leaves = [
            (leaf, base)
            for leaf, base in self._reader.leaf_readers()
            if isinstance(leaf, SegmentReader)  # an empty index has a leaf of another kind
        ]
        self._deleted = [frozenset(leaf._perdoc.deleted_docs()) for leaf, _ in self._leaves]
        # Whoosh's files have one position that all readers of them share.
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, bytes], Postings] = OrderedDict()
        self._cached = 0
        self._columns: dict[str, array[Any]] = {}
        self._lists: dict[str, Lists] = {}
        self._repeated: dict[str, dict[int, int]] = {}
        self._vocabularies: dict[str, Vocabulary] = {}

    @cached_property
    def size(self) -> int:
        """How many documents are numbered, deleted ones included."""
        return int(self._reader.doc_count_all())

    @cached_property
    def documents(self) -> Sequence[int]:
        """All documents that are not deleted."""
        if not any(self._deleted):
            return range(self.size)
        return [
            base + document
            for (leaf, base), deleted in zip(self._leaves, self._deleted, strict=True)
            for document in range(leaf.doc_count_all())
            if document not in deleted
        ]

    # Terms

    def postings(self, field: str, word: str) -> Postings:
        """The documents that have a word in a field."""
        term = (field, word.encode())
        with self._lock:
            if cached := self._cache.get(term):
                self._cache.move_to_end(term)
                return cached
            documents, counts = array("I"), array("f")
            for number, (leaf, base) in enumerate(self._leaves):
                for block in blocks(leaf, term):
                    found, weights = list(block.documents(base)), block.weights()
                    if deleted := self._deleted[number]:
                        kept = [document - base not in deleted for document in found]
                        documents.extend(compress(found, kept))
                        counts.extend(compress(weights, kept))
                    else:
                        documents.extend(found)
                        counts.extend(weights)
            return self._remember(term, Postings(documents, counts))

    def postings_of(self, field: str, words: Sequence[str]) -> Postings:
        """The documents that have any of the words, and how often all of them together."""
        if len(words) == 1:
            return self.postings(field, words[0])
        term = (field, b"\0".join(word.encode() for word in words))
        with self._lock:
            if cached := self._cache.get(term):
                self._cache.move_to_end(term)
                return cached
        parts = sorted(
            (self.postings(field, word) for word in words), key=lambda part: -len(part.documents)
        )
        counts: dict[int, float] = {}
        for part in parts:
            if not counts:
                counts = dict(zip(part.documents, part.counts, strict=True))
                continue
            for document, count in zip(part.documents, part.counts, strict=True):
                counts[document] = counts.get(document, 0.0) + count
        merged = Postings(array("I", counts), array("f", counts.values()))
        with self._lock:
            return self._remember(term, merged)

    def postings_starting(self, field: str, prefix: str) -> Postings:
        """The documents that have any word that begins so, and how often all of them together.

        The words lie one after another on disk, so none of them is looked up.
        """
        term = (field, b"\0" + prefix.encode())
        counts: dict[int, float] = defaultdict(float)
        with self._lock:
            if cached := self._cache.get(term):
                self._cache.move_to_end(term)
                return cached
            for number, (leaf, base) in enumerate(self._leaves):
                deleted = self._deleted[number]
                for block in blocks_starting(leaf, field, prefix.encode()):
                    for document, weight in zip(
                        block.documents(base), block.weights(), strict=True
                    ):
                        if not deleted or document - base not in deleted:
                            counts[document] += weight
            return self._remember(term, Postings(array("I", counts), array("f", counts.values())))

    def _remember(self, term: tuple[str, bytes], postings: Postings) -> Postings:
        if term in self._cache:  # another thread was quicker
            return self._cache[term]
        self._cache[term] = postings
        self._cached += len(postings.documents)
        while self._cached > MOST_CACHED and len(self._cache) > 1:
            self._cached -= len(self._cache.popitem(last=False)[1].documents)
        return postings

    def positions(self, field: str, word: str) -> list[tuple[list[int], array[int], array[int]]]:
        """Where a word occurs, block by block.

        Each block has its documents (ascending), how many positions each has, and the positions
        of all of them.
        """
        found = []
        with self._lock:
            for number, (leaf, base) in enumerate(self._leaves):
                for block in blocks(leaf, (field, word.encode())):
                    documents = list(block.documents(base))
                    counts, positions = block.positions()
                    if deleted := self._deleted[number]:
                        kept = [document - base not in deleted for document in documents]
                        spread = chain.from_iterable(map(repeat, kept, counts))
                        positions = array(positions.typecode, compress(positions, spread))
                        documents = list(compress(documents, kept))
                        counts = array("I", compress(counts, kept))
                    found.append((documents, counts, positions))
        return found

    def frequency(self, field: str, word: str) -> int:
        """How many documents have a word in a field, more or less (deleted ones count)."""
        term = (field, word.encode())
        with self._lock:
            return sum(leaf.doc_frequency(*term) for leaf, _ in self._leaves if term in leaf)

    def starting(self, field: str, prefix: str) -> list[str]:
        """The words of a field that begin so, in alphabetical order."""
        if known := self._vocabularies.get(field):
            return known.starting(prefix)
        with self._lock:
            found = {
                word
                for leaf, _ in self._leaves
                if field in leaf.indexed_field_names()
                for word in leaf.expand_prefix(field, prefix)
            }
        return sorted(word.decode() for word in found)

    def vocabulary(self, field: str) -> Vocabulary:
        """All words of a field, for questions that no order of them answers."""
        if field not in self._vocabularies:
            self._vocabularies[field] = Vocabulary(self.starting(field, ""))
        return self._vocabularies[field]

    # Columns

    def column(self, field: str, typecode: str = "i") -> array[Any]:
        """The numbers of a column, one a document; read in one piece, once."""
        if field not in self._columns:
            with self._lock:
                values = array(typecode)
                for leaf, base in self._leaves:
                    values.extend(_numbers(leaf, field, typecode))
                    values.extend([0] * (base + leaf.doc_count_all() - len(values)))
            self._columns[field] = values
        return self._columns[field]

    def repeated(self, field: str) -> dict[int, int]:
        """Of a column whose last bit says what is a copy, the numbers that copies have too."""
        if field not in self._repeated:
            values = self.column(field, "Q")
            groups = {value >> 1 for value in values if value & 1}
            self._repeated[field] = {
                document: value
                for document, value in enumerate(values if groups else ())
                if value >> 1 in groups
            }
        return self._repeated[field]

    def lists(self, field: str) -> Lists:
        """The numbers of a column of lists; read in one piece, once."""
        if field not in self._lists:
            values, ends = array("I"), array("I", [0])
            with self._lock:
                for leaf, base in self._leaves:
                    if leaf.has_column(field):
                        reader = leaf.column_reader(field, translate=False)
                        lengths = [length // values.itemsize for length in reader._lengths]
                        start = len(values)
                        size = sum(lengths) * values.itemsize
                        values.frombytes(reader._dbfile.get(reader._basepos, size))
                        ends.extend(start + end for end in accumulate(lengths))
                    ends.extend([len(values)] * (base + leaf.doc_count_all() + 1 - len(ends)))
            self._lists[field] = Lists(values, ends)
        return self._lists[field]

    def total_length(self, field: str) -> int:
        """How many words a field has in all documents together."""
        return int(self._reader.field_length(field))


LENGTHS = [float(byte_to_length(code)) for code in range(256)]


class Vocabulary:
    """The words of a field, to be looked through."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._joined = "\n".join(words)

    def starting(self, prefix: str) -> list[str]:
        """The words that begin so."""
        low = bisect_left(self.words, prefix)
        return self.words[low : bisect_left(self.words, prefix + "\U0010ffff", low)]

    def fitting(self, pattern: str) -> list[str]:
        """The words that fit ``*`` for any letters and ``?`` for one."""
        expression = "".join(
            {"*": r"[^\n]*", "?": r"[^\n]"}.get(letter, re.escape(letter)) for letter in pattern
        )
        return re.findall(f"(?m)^{expression}$", self._joined)

    def near(self, word: str, edits: int) -> list[str]:
        """The words at most so many edits away (Levenshtein), nearest first."""
        from rapidfuzz import process  # 30 ms that other searches do without
        from rapidfuzz.distance import Levenshtein

        found = process.extract(
            word, self.words, scorer=Levenshtein.distance, score_cutoff=edits, limit=None
        )
        return [match for match, _, _ in found]


class Block:
    """One block of a list of postings, as a matcher has come upon it."""

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher
        self.last: int = matcher._maxid

    @cached_property
    def _data(self) -> tuple[Any, ...]:
        matcher = self._matcher
        if matcher._data is None:
            matcher._read_data()
        return matcher._data  # type: ignore[no-any-return]

    @property
    def first(self) -> int:
        """The number of its first document in the segment; ``last`` is that of its last."""
        return int(self._data[0][0])

    def documents(self, base: int) -> Iterator[int]:
        """The numbers of its documents, counted from ``base`` on."""
        ids = self._data[0]
        return accumulate((ids[0] + base, *ids[1:]))

    def weights(self) -> Sequence[float]:
        """How often each document has the term."""
        weights = self._data[1]
        if weights is None or isinstance(weights, float):
            return array("f", [1.0 if weights is None else weights]) * len(self._data[0])
        return weights  # type: ignore[no-any-return]

    def positions(self) -> tuple[array[int], array[int]]:
        """How many positions each document has, and the positions of all; none where it counts."""
        if not self._data[2]:
            return array("I"), array("I")
        typecode, counts, positions = self._data[2]
        found = array(typecode)
        found.frombytes(positions)
        return array("I", counts), found


def blocks(leaf: Any, term: tuple[str, bytes]) -> Iterator[Block]:
    """The blocks of a term's postings in one segment, deleted documents included."""
    terms, (field, word) = leaf._terms, term
    try:
        info = terms.term_info(field, word)
    except TermNotFound:
        return
    matcher = terms._codec.postings_reader(terms._postfile, info, leaf.schema[field].format)
    yield from _blocks(matcher)


def _blocks(matcher: Any) -> Iterator[Block]:
    assert isinstance(matcher, W3LeafMatcher)
    while matcher.is_active():
        yield Block(matcher)
        matcher._next_block()


def blocks_starting(leaf: Any, field: str, prefix: bytes) -> Iterator[Block]:
    """The blocks of all terms of a field that begin so, term after term."""
    if field not in leaf.indexed_field_names():
        return
    terms, form = leaf._terms, leaf.schema[field].format
    for (name, word), info in terms.items_from(field, prefix):
        if name != field or not word.startswith(prefix):
            return
        yield from _blocks(terms._codec.postings_reader(terms._postfile, info, form))


def _numbers(leaf: Any, field: str, typecode: str) -> array[Any]:
    """The numbers of a column in one segment; those after the last one written are missing."""
    values = array(typecode)
    if not leaf._perdoc.has_column(field):
        return values
    file, start, length = leaf._perdoc._get_column_file(field)
    values.frombytes(file.get(start, length))
    file.close()
    values.byteswap()
    return values
