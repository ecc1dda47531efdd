"""Whoosh's writer with postings collected, and written, a term at a time.

Whoosh's own sorts and writes one posting after another; most of its time goes there. Here the
words of a batch are sorted as numbers, segments that are merged are read side by side a term at
a time, so that a merge takes no more memory than its longest list, and a list goes to the file
in blocks. What is on disk is what Whoosh would have written, but for the lengths of documents
in a list, which nothing reads.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import merge
from itertools import compress, count, groupby
from math import log
from operator import itemgetter, sub
from pickle import dumps
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.engines.postings import blocks

BLOCK = 2048  # postings; large, so that a list is read in few pieces
COMPRESSION = 1  # of zlib's levels the fastest
NARROW = 1 << 16  # positions below it take two bytes on disk
TIER = 8  # segments of one order of size are merged into one of the next
MOST_DELETED = 0.2  # of the documents of a segment
LEAST_COMPRESSED = 16  # postings; shorter lists grow by it
BLOCK_LENGTH, FIELD, EXTENT = Struct("!i"), Struct("!H"), Struct("!qi")
PICKLE = 2  # the protocol of Whoosh's files

Numbers = np.ndarray[Any, np.dtype[Any]]


class _List(NamedTuple):
    """The postings of one term; the positions of all documents lie one after another."""

    documents: list[int]
    weights: list[float]
    counts: list[int]
    positions: array[int]


class _Words:
    """The words of one field in a batch of documents, each as a number, as they come."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.words, self.documents, self.positions = array("I"), array("I"), array("I")
        self.weights = array("f")

    def add(self, document: int, words: Iterable[str], at: Collection[int], weight: float) -> None:
        """Take up words of a document with their positions, all of one weight."""
        numbers, several = self.numbers, len(at)
        self.words.extend([numbers[word] for word in words])
        self.positions.extend(at)
        self.documents.extend(array("I", (document,)) * several)
        self.weights.extend(array("f", (weight,)) * several)

    def lists(self) -> Iterator[tuple[bytes, _List]]:
        """The postings of every word, words in the order of their bytes."""
        words = np.frombuffer(self.words, np.uint32)
        order = np.argsort(words, kind="stable")
        words, documents = words[order], np.frombuffer(self.documents, np.uint32)[order]
        positions = np.frombuffer(self.positions, np.uint32)[order]
        new = (words[1:] != words[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(np.concatenate(([True], new)))
        weights = np.add.reduceat(np.frombuffer(self.weights, np.float32)[order], starts)
        counts = np.diff(starts, append=len(words))
        bounds = np.searchsorted(words[starts], np.arange(len(self.numbers) + 1))
        places = np.append(starts, len(words))[bounds].tolist()
        ends = bounds.tolist()
        whole = _List(
            documents[starts].tolist(), weights.tolist(), counts.tolist(),
            array("I", positions.tobytes()),
        )  # fmt: skip
        for word, number in sorted(self.numbers.items()):  # as UTF-8 keeps the order of letters
            one = slice(ends[number], ends[number + 1])
            placed = slice(places[number], places[number + 1])
            yield (
                word.encode(),
                _List(
                    whole.documents[one],
                    whole.weights[one],
                    whole.counts[one],
                    whole.positions[placed],
                ),
            )


class _Merged(NamedTuple):
    """A segment that goes into a new one."""

    reader: SegmentReader
    renumbered: Numbers
    """The new number of each of its documents; -1 for those that are deleted."""

    def lists(self, field: str) -> Iterator[tuple[bytes, _List]]:
        """The postings of every word of a field, words in the order of their bytes."""
        if field not in self.reader.indexed_field_names():
            return
        for word in self.reader.lexicon(field):
            parts = [self._part(block) for block in blocks(self.reader, (field, word))]
            yield word, _joined(parts)

    def _part(self, block: Any) -> _List:
        documents = self.renumbered[np.fromiter(block.documents(0), np.int64)]
        weights, (counts, positions) = block.weights(), block.positions()
        kept = documents >= 0
        if not kept.all():
            documents, weights = documents[kept], compress(weights, kept)
            if counts:
                positions = compress(positions, np.repeat(kept, counts))
                counts = compress(counts, kept)
        return _List(documents.tolist(), list(weights), list(counts), array("I", positions))


def _joined(parts: list[_List]) -> _List:
    first, *others = parts
    for part in others:
        first.documents.extend(part.documents)
        first.weights.extend(part.weights)
        first.counts.extend(part.counts)
        first.positions.extend(part.positions)
    return first


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """A writer for documents whose fields are analysed before, as ``fulltext`` has them."""

    def __init__(self, index: FileIndex, timeout: float) -> None:
        """Raises LockError where another writer does not end within ``timeout`` seconds."""
        # Not compound: a reader then maps the postings instead of copying them into memory.
        super().__init__(index, timeout=timeout, compound=False, codec=W3Codec())
        self._words: defaultdict[str, _Words] = defaultdict(_Words)
        self._merged: list[_Merged] = []

    def delete_keys(self, keys: Collection[int]) -> None:
        """Delete the documents that have these numbers in the column ``key``."""
        base = 0
        for segment in self.segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            column = np.asarray(reader.column_reader("key").load(), np.int64)
            for document in np.flatnonzero(np.isin(column, list(keys))).tolist():
                self.delete_document(base + document)
            reader.close()
            base += segment.doc_count_all()

    def add_document(self, **values: Any) -> None:
        """Add one document; its values are what the fields of the schema take."""
        document, writer = self.docnum, self.perdocwriter
        writer.start_doc(document)
        for name in sorted(values):
            field, value = self.schema[name], values[name]
            length = 0.0
            if field.indexed:
                words = self._words[name]
                for run, positions, weight in field.runs(value):
                    words.add(document, run, positions, weight)
                    length += weight * len(positions)
            if field.scorable:
                writer.add_field(name, field, None, int(length))
            if field.column_type:
                writer.add_column_value(name, field.column_type, field.to_column_value(value))
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Take up a segment that is merged into this one; it is read when this one is written."""
        size = reader.doc_count_all()
        renumbered = np.arange(startdoc, startdoc + size)
        if docmap is not None:
            renumbered = np.array([docmap.get(document, -1) for document in range(size)])
        self._merged.append(_Merged(reader, renumbered))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name in self.schema.names():
            if self.schema[name].indexed:
                self._write_field(name)
        self.fieldwriter.close()
        self._close_merged()

    def _close_merged(self) -> None:
        for merged in self._merged:
            merged.reader.close()
        self._merged.clear()

    def cancel(self) -> None:
        """Give up; what was there before stays."""
        self._close_merged()
        super().cancel()

    def _write_field(self, name: str) -> None:
        # Documents of the batch have lower numbers than those of the segments.
        batch = self._words.pop(name, None)
        sources = [batch.lists()] if batch and batch.words else []
        sources += [merged.lists(name) for merged in self._merged]
        by_word = itemgetter(0)
        self.fieldwriter.start_field(name, self.schema[name])
        write = _TermWriter(self.fieldwriter, placed=self.schema[name].placed).write
        if len(sources) == 1:
            for word, postings in sources[0]:
                write(word, postings)
        else:
            for word, parts in groupby(merge(*sources, key=by_word), by_word):
                write(word, _joined([postings for _, postings in parts]))
        self.fieldwriter.finish_field()


class _TermWriter:
    """Writes the terms of one field, and where their postings are, into Whoosh's files."""

    def __init__(self, fields: Any, *, placed: bool) -> None:
        self._postings, self._terms = fields._postfile, fields._tindex
        self._field = FIELD.pack(fields._fieldid)
        self._at = self._postings.tell()
        self._placed = placed

    def write(self, word: bytes, postings: _List) -> None:
        """Write one term; one that no document has any more is left out."""
        documents, weights = postings.documents, postings.weights
        if not documents:
            return
        written = b"".join((WHOOSH3_HEADER_MAGIC, *self._blocks(postings)))
        self._postings.write(written)
        info = W3TermInfo._struct.pack(
            False, sum(weights), len(documents), 0, 0, max(weights), documents[0], documents[-1]
        )
        self._terms.add(self._field + word, info + EXTENT.pack(self._at, len(written)))
        self._at += len(written)

    def _blocks(self, postings: _List) -> Iterator[bytes]:
        """The blocks of a list: their length, what is said of them, and their data."""
        total, at = len(postings.documents), 0
        compression = COMPRESSION if total >= LEAST_COMPRESSED else 0
        for start in range(0, total, BLOCK):
            end = start + BLOCK
            documents, weights = postings.documents[start:end], postings.weights[start:end]
            values: tuple[Any, ...] | None = None
            if self._placed:
                counts = postings.counts[start:end]
                values = _positions(counts, postings.positions[at : at + sum(counts)])
                at += sum(counts)
            data = dumps((_steps(documents), _weights(weights), values), PICKLE)
            if compression:
                data = zlib.compress(data, compression)
            about = (len(documents), documents[-1], max(weights), compression, 0, 0)
            said = dumps(about, PICKLE)
            length = len(said) + len(data)
            yield BLOCK_LENGTH.pack(-length if end >= total else length)
            yield said
            yield data


def _steps(documents: list[int]) -> tuple[int, ...]:
    """The first number, then how far it is from each to the next."""
    return (documents[0], *map(sub, documents[1:], documents))


def _weights(weights: list[float]) -> float | tuple[float, ...] | None:
    """Nothing where all weigh 1, one number where all weigh the same."""
    if weights.count(weights[0]) == len(weights):
        return None if weights[0] == 1.0 else weights[0]
    return tuple(weights)


def _positions(counts: list[int], positions: array[int]) -> tuple[str, list[int], bytes]:
    """The positions of a block as ``postings`` reads them."""
    if max(positions) < NARROW:
        return "H", counts, array("H", positions).tobytes()
    return "I", counts, positions.tobytes()


def merge_in_tiers(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of one order of size when there are enough of them; returns the others.

    A small addition so merges little, and there are never many segments. Those with many
    deleted documents, which slow every search, are always rewritten.
    """
    tiers = defaultdict(list)
    for segment in segments:
        deleted = segment.deleted_count() > segment.doc_count_all() * MOST_DELETED
        tiers[-1 if deleted else int(log(segment.doc_count_all() + 1, TIER))].append(segment)
    merged = [s for tier, own in tiers.items() if tier < 0 or len(own) >= TIER for s in own]
    for segment in merged:
        writer.add_reader(SegmentReader(writer.storage, writer.schema, segment))
    return [segment for segment in segments if segment not in merged]
