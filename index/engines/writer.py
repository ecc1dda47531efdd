"""Whoosh's writer with postings collected, and written, a term at a time.

Whoosh's own sorts and writes one posting after another; most of its time goes there. Here the
postings of a batch are gathered by term, which keeps each list in order by itself, and a list
goes to the codec in blocks. What is on disk is what Whoosh would have written.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain, compress, repeat
from math import log
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
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


class _List:
    """The postings of one term; the positions of all documents lie one after another."""

    __slots__ = ("counts", "documents", "positions", "weights")

    def __init__(self) -> None:
        self.documents = array("I")
        self.weights = array("f")
        self.counts = array("I")
        self.positions = array("I")


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """A writer for documents whose fields are analysed before, as ``fulltext`` has them."""

    def __init__(self, index: FileIndex, timeout: float) -> None:
        """Raises LockError where another writer does not end within ``timeout`` seconds."""
        codec = W3Codec(blocklimit=BLOCK, compression=COMPRESSION)
        # Not compound: a reader then maps the postings instead of copying them into memory.
        super().__init__(index, timeout=timeout, compound=False, codec=codec)
        self._gathered: dict[str, dict[str, _List]] = defaultdict(dict)

    def add_document(self, **values: Any) -> None:
        """Add one document; its values are what the fields of the schema take."""
        document, writer = self.docnum, self.perdocwriter
        writer.start_doc(document)
        for name in sorted(values):
            field, value = self.schema[name], values[name]
            length = 0
            if field.indexed:
                length = self._gather(name, field, value)
            writer.add_field(name, field, None, length)
            if field.column_type:
                writer.add_column_value(name, field.column_type, field.to_column_value(value))
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def _gather(self, name: str, field: Any, value: Any) -> int:
        """Take up the postings of one field; returns its length where that is scored by."""
        gathered, document = self._gathered[name], self.docnum
        length = 0.0
        for word, (weight, positions) in field.postings(value).items():
            postings = gathered.get(word)
            if postings is None:
                postings = gathered[word] = _List()
            postings.documents.append(document)
            postings.weights.append(weight)
            if positions:
                postings.counts.append(len(positions))
                postings.positions.extend(positions)
            length += weight
        return int(length) if field.scorable else 0

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Take up the postings of a segment that is merged into this one."""
        for name, word in reader.all_terms():
            postings = self._gathered[name].setdefault(word.decode(), _List())
            for block in blocks(reader, (name, word)):
                documents, weights = list(block.documents(0)), block.weights()
                counts, positions = block.positions()
                if docmap is None:
                    documents = [startdoc + document for document in documents]
                else:
                    kept = [document in docmap for document in documents]
                    spread = chain.from_iterable(map(repeat, kept, counts))
                    positions = array(positions.typecode, compress(positions, spread))
                    counts = array("I", compress(counts, kept))
                    weights = array("f", compress(weights, kept))
                    documents = [docmap[document] for document in compress(documents, kept)]
                postings.documents.extend(documents)
                postings.weights.extend(weights)
                postings.counts.extend(counts)
                postings.positions.extend(array("I", positions))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name in sorted(self._gathered):
            self._write_field(name, self._gathered.pop(name))
        self.fieldwriter.close()

    def _write_field(self, name: str, gathered: dict[str, _List]) -> None:
        writer = self.fieldwriter
        writer.start_field(name, self.schema[name])
        for word in sorted(gathered):  # in the order of their bytes, as UTF-8 keeps it
            postings = gathered.pop(word)
            if postings.documents:
                writer.start_term(word.encode())
                _write_list(writer._postwriter, postings)
                writer.finish_term()
        writer.finish_field()


def _write_list(writer: Any, postings: _List) -> None:
    """Hand over a list in blocks; the statistics of lengths are not kept, nothing reads them."""
    count = len(postings.documents)
    writer._compression = COMPRESSION if count >= LEAST_COMPRESSED else 0
    at = 0
    for start in range(0, count, BLOCK):
        end = start + BLOCK
        counts = postings.counts[start:end]
        positions = postings.positions[at : at + sum(counts)]
        at += len(positions)
        writer._ids = postings.documents[start:end]
        writer._weights = postings.weights[start:end]
        writer._values = _packed(counts, positions)
        writer._maxweight = max(writer._weights)
        writer._minlength = writer._maxlength = 0
        if end < count:
            writer._write_block()


def _packed(counts: array[int], positions: array[int]) -> tuple[Any, ...]:
    """The positions of a block as ``postings`` reads them; empty for terms without."""
    if not counts:
        return ()
    if max(positions) < NARROW:
        return "H", counts.tolist(), array("H", positions).tobytes()
    return "I", counts.tolist(), positions.tobytes()


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
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]
