"""Write the file of posting lists of a segment: invert documents, merge lists of older segments."""

from __future__ import annotations

import json
import shutil
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import count, groupby, pairwise
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
from whoosh.codec.base import FieldWriter
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile

from index.engines.local.fulltext.codec.posting_segment import PostingsSegment
from index.engines.local.fulltext.docsets import Array, IntArray, concatenate, is_new, ranges
from index.engines.local.fulltext.documents import Run
from index.engines.local.fulltext.segments.posting_arrays import PostingArrays, arrays_of
from index.engines.local.fulltext.segments.postings import (
    FORMAT,
    POSTINGS_EXTENSION,
    TRAILER,
    Segment,
)

MAX_MERGED_POSITIONS = 1_000_000  # merged at once, to limit memory
ALIGNMENT = 8  # bytes
MAX_IN_MEMORY = 1 << 22  # bytes of an array; larger ones are collected in a temporary file
# The arrays of postings by their name in the file.
ATTRIBUTES = {
    "documents": "documents", "weights": "weights", "counts": "counts", "places": "positions",
}  # fmt: skip


class PostingLists(NamedTuple):
    """The posting lists of one field, before they are merged."""

    terms: Sequence[bytes]
    arrays: PostingArrays
    renumbered: IntArray
    """The new number of each document; -1 for deleted ones."""


class Postings(NamedTuple):
    """Postings ordered by term."""

    term_ids: IntArray
    documents: Array
    weights: Array
    counts: Array
    positions: Array


class FieldInverter:
    """Collect the words of one field in a batch of documents, to be sorted by term at the end."""

    def __init__(self) -> None:
        self._ids: defaultdict[str | bytes, int] = defaultdict(count().__next__)
        self._term_ids, self._documents = array("I"), array("I")
        self._positions, self._weights = array("I"), array("d")

    def add(
        self, document: int, words: Iterable[str | bytes], positions: Collection[int], weight: float
    ) -> None:
        """Add words of a document, each of this weight, with their positions."""
        ids, size = self._ids, len(positions)
        self._term_ids.extend([ids[word] for word in words])
        self._positions.extend(positions)
        self._documents.extend(array("I", (document,)) * size)
        self._weights.extend(array("d", (weight,)) * size)

    def posting_lists(self, *, positional: bool) -> PostingLists:
        """Return the posting list of every term, with positions if ``positional``."""
        terms = sorted(self._ids)
        ranks = np.empty(len(terms), dtype=np.int64)
        ranks[[self._ids[term] for term in terms]] = np.arange(len(terms))
        term_ids = ranks[np.asarray(self._term_ids)]
        order = np.argsort(term_ids, kind="stable")
        term_ids, documents = term_ids[order], np.asarray(self._documents)[order]
        starts = np.flatnonzero(is_new(term_ids) | is_new(documents))
        bounds = np.searchsorted(term_ids[starts], np.arange(len(terms) + 1))
        views: dict[str, Array] = {
            "lists": bounds,
            "documents": documents[starts],
            "weights": np.add.reduceat(np.asarray(self._weights)[order], starts),
            "counts": np.diff(starts, append=len(term_ids)),
        }
        if positional:
            views["placed"] = np.append(starts, len(term_ids))[bounds]
            views["places"] = np.asarray(self._positions)[order]
        # Words sort like their UTF-8.
        encoded = [term.encode() if isinstance(term, str) else term for term in terms]
        return PostingLists(encoded, PostingArrays(views), np.arange(documents.max() + 1))


class PostingBatch:
    """The postings of the documents that a writer adds, and those of the segments it merges.

    A writer has it in place of Whoosh's pool of single postings, which would be sorted on disk.
    """

    def __init__(self) -> None:
        self._added: defaultdict[str, FieldInverter] = defaultdict(FieldInverter)
        self.merged: list[tuple[Segment, IntArray]] = []
        """Older segments, and the new number of each document; -1 for deleted ones."""

    def add_run(self, field: str, document: int, run: Run) -> None:
        """Add words of a document."""
        words, positions, weight = run
        if positions:
            self._added[field].add(document, words, positions, weight)

    def iter_postings(self) -> PostingBatch:
        """Return the postings for ``PostingsWriter.add_postings``."""
        return self

    def cleanup(self) -> None:
        """Do nothing: there are no temporary files."""

    def lists(self, name: str, *, positional: bool) -> list[PostingLists]:
        """Return the lists of a field; added documents precede those of merged segments."""
        inverter = self._added.pop(name, None)
        found = [inverter.posting_lists(positional=positional)] if inverter else []
        for segment, renumbered in self.merged:
            if field := segment.fields.get(name):
                found.append(PostingLists(field.encoded, arrays_of(field), renumbered))
        return found


def merge(inputs: Sequence[PostingLists]) -> Iterator[tuple[list[bytes], IntArray, Postings]]:
    """Merge posting lists, a range of terms at a time; yield terms, sizes of lists, postings.

    The new numbers of an input's documents must all follow those of the input before it.
    """
    terms = sorted(set().union(*(each.terms for each in inputs)))
    ids = {term: term_id for term_id, term in enumerate(terms)}
    term_ids = [np.fromiter(map(ids.__getitem__, each.terms), np.int64) for each in inputs]
    sizes = np.zeros(len(terms), dtype=np.int64)
    for each, own_ids in zip(inputs, term_ids, strict=True):
        bounds = each.arrays.list_bounds, each.arrays.position_bounds
        sizes[own_ids] += np.diff(bounds[0]) + np.diff(bounds[1])
    steps = np.arange(0, sizes.sum(), MAX_MERGED_POSITIONS)
    cuts = np.searchsorted(np.cumsum(sizes), steps)
    for low, high in pairwise(sorted({0, *cuts.tolist(), len(terms)})):
        parts = [_cut(*pair, low, high) for pair in zip(inputs, term_ids, strict=True)]
        postings = _sort_by_term(Postings(*map(concatenate, zip(*parts, strict=True))))
        list_sizes = np.bincount(postings.term_ids - low, minlength=high - low)
        kept = np.flatnonzero(list_sizes)
        yield [terms[low + n] for n in kept.tolist()], list_sizes[kept], postings


def _cut(lists: PostingLists, term_ids: IntArray, low: int, high: int) -> Postings:
    """Return the postings of the terms from ``low`` to ``high``."""
    first, last = np.searchsorted(term_ids, [low, high]).tolist()
    arrays, own = lists.arrays, range(first, last)
    own_ids = np.repeat(term_ids[first:last], np.diff(arrays.list_bounds[first : last + 1]))
    documents, counts, positions = arrays.occurrences(own)
    _, weights = arrays.postings(own)
    return Postings(own_ids, lists.renumbered[documents], weights, counts, positions)


def _sort_by_term(found: Postings) -> Postings:
    """Sort the postings of documents that are kept by term; those of one term keep their order."""
    order = np.argsort(found.term_ids, kind="stable")
    order = order[found.documents[order] >= 0]
    counts, positions = found.counts[order], found.positions
    if len(positions):
        starts = np.cumsum(found.counts, dtype=np.int64) - found.counts
        positions = positions[ranges(starts[order], counts)]
    return Postings(
        found.term_ids[order], found.documents[order], found.weights[order], counts, positions
    )


class PostingsWriter(FieldWriter):  # type: ignore[misc]
    """Write the posting lists of one segment, field by field.

    Whoosh adds sorted postings one by one; a ``PostingBatch`` is written a field at a time.
    """

    def __init__(self, storage: Storage, segment: PostingsSegment) -> None:
        self.is_closed, self._segment = False, segment
        self._stream: StructFile = segment.create_file(storage, POSTINGS_EXTENSION)
        self._table: dict[str, dict[str, Any]] = {"fields": {}, "total": {}}

    def add_postings(self, schema: Schema, lengths: Any, items: Any) -> None:  # noqa: ARG002
        """Write the postings of a batch, or sorted postings one by one."""
        if isinstance(items, PostingBatch):
            for name in schema.names():
                if schema[name].indexed:
                    positional = schema[name].supports("positions")
                    inputs = items.lists(name, positional=positional)
                    self.write(name, inputs, scorable=schema[name].scorable)
            return
        for name, postings in groupby(items, itemgetter(0)):
            self._write_one_by_one(name, schema[name], postings)

    def _write_one_by_one(self, name: str, field: FieldType, postings: Iterable[Any]) -> None:
        if field.supports("characters"):
            raise ValueError(f"{name}: posting lists hold positions, but no characters.")
        inverter, positional = FieldInverter(), field.supports("positions")
        for _, text, document, weight, value in postings:
            if positional:
                positions = field.format.decode_positions(value)
            else:
                positions = [0] * field.format.decode_frequency(value)
            inverter.add(document, [text] * len(positions), positions, weight / len(positions))
        inputs = [inverter.posting_lists(positional=positional)]
        self.write(name, inputs, scorable=field.scorable)

    def write(self, field: str, inputs: Sequence[PostingLists], *, scorable: bool) -> None:
        """Write the merged lists of a field; nothing if it has no terms."""
        lengths = np.zeros(self._segment.doc_count_all())
        typecodes = _typecodes(inputs)
        terms: list[bytes] = []
        sizes, position_counts = [np.zeros(1, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
        with ExitStack() as stack:
            parts = {
                name: stack.enter_context(SpooledTemporaryFile(MAX_IN_MEMORY)) for name in typecodes
            }
            for merged, list_sizes, postings in merge(inputs):
                terms += merged
                sizes.append(list_sizes)
                starts = np.cumsum(list_sizes) - list_sizes
                position_counts.append(np.add.reduceat(postings.counts, starts))
                lengths += np.bincount(postings.documents, postings.weights, len(lengths))
                for name, typecode in typecodes.items():
                    values = getattr(postings, ATTRIBUTES[name])
                    parts[name].write(values.astype(typecode).tobytes())
            if not terms:
                return
            self._put(field, "words", "B", BytesIO(b"\n".join(terms)))
            self._put_numbers(field, "ends", np.cumsum([len(term) + 1 for term in terms]) - 1)
            self._put_numbers(field, "lists", np.cumsum(np.concatenate(sizes)))
            if "places" in typecodes:
                self._put_numbers(field, "placed", np.cumsum(np.concatenate(position_counts)))
            for name, typecode in typecodes.items():
                parts[name].seek(0)
                self._put(field, name, typecode, parts[name])
        if scorable:
            self._put_numbers(field, "lengths", lengths, _typecode(lengths.max()))
            self._table["total"][field] = int(lengths.sum())

    def _put_numbers(self, field: str, name: str, values: Array, typecode: str = "I") -> None:
        self._put(field, name, typecode, BytesIO(values.astype(typecode).tobytes()))

    def _put(self, field: str, name: str, typecode: str, content: IO[bytes]) -> None:
        stream = self._stream
        stream.write(b"\0" * (-stream.tell() % ALIGNMENT))
        start = stream.tell()
        shutil.copyfileobj(content, stream)
        table = self._table["fields"].setdefault(field, {})
        table[name] = (start, typecode, stream.tell() - start)

    def close(self) -> None:
        table = json.dumps(self._table).encode()
        self._stream.write(table + TRAILER.pack(len(table), FORMAT))
        self._stream.close()
        self.is_closed = True


def _typecodes(inputs: Sequence[PostingLists]) -> Mapping[str, str]:
    """Return the arrays that a field needs, with the narrowest type of number for each."""
    size = max((each.renumbered.max(initial=0) for each in inputs), default=0)
    typecodes = {"documents": _typecode(size)}
    for name in ("weights", "counts", "places"):
        arrays = [getattr(each.arrays, ATTRIBUTES[name]) for each in inputs]
        if any(map(len, arrays)):
            maximum = max(values.max(initial=0) for values in arrays)
            is_whole = all(np.array_equal(values, np.trunc(values)) for values in arrays)
            typecodes[name] = _typecode(maximum) if is_whole else "d"
    if all(np.array_equal(each.arrays.weights, each.arrays.counts) for each in inputs):
        typecodes.pop("counts", None)
    return typecodes


def _typecode(maximum: int) -> str:
    return next(code for code, bits in (("B", 8), ("H", 16), ("I", 32)) if maximum < 1 << bits)
