"""Write the file of posting lists that ``postings`` reads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import numpy as np
from whoosh.codec.base import FieldWriter
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile

from index.engines.local.fulltext.codec.inverter import (
    FieldInverter,
    PostingBatch,
    PostingLists,
    merge,
)
from index.engines.local.fulltext.codec.posting_segment import PostingsSegment
from index.engines.local.fulltext.docsets import Array
from index.engines.local.fulltext.segments.postings import FORMAT, TRAILER
from index.engines.local.fulltext.segments.segment import POSTINGS_EXTENSION

ALIGNMENT = 8  # bytes
MAX_IN_MEMORY = 1 << 22  # bytes of an array; larger ones are collected in a temporary file
# The arrays of postings by their name in the file.
ATTRIBUTES = {
    "documents": "documents", "weights": "weights", "counts": "counts", "places": "positions",
}  # fmt: skip


class PostingsWriter(FieldWriter):  # type: ignore[misc]
    """Write the posting lists of one segment, field by field.

    Whoosh adds sorted postings one by one; a ``PostingBatch`` is written a field at a time.
    """

    def __init__(self, storage: Storage, segment: PostingsSegment) -> None:
        self._storage, self._segment = storage, segment
        self._stream: StructFile | None = None
        self._table: dict[str, dict[str, Any]] = {"fields": {}, "total": {}}

    @property
    def is_closed(self) -> bool:
        """Whether the file is closed, or was never opened."""
        return self._stream is None or bool(self._stream.is_closed)

    def add_postings(self, schema: Schema, lengths: Any, items: Any) -> None:
        """Write the postings of a batch, or sorted postings one by one."""
        if not isinstance(items, PostingBatch):
            super().add_postings(schema, lengths, items)
            return
        for name in schema.names():
            if schema[name].indexed:
                positional = schema[name].supports("positions")
                self.write(name, items.lists(name, positional=positional))

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        if fieldobj.supports("characters"):
            raise ValueError(f"{fieldname}: posting lists hold positions, but no characters.")
        self._name, self._format, self._inverter = fieldname, fieldobj.format, FieldInverter()

    def start_term(self, text: bytes) -> None:
        self._term = text

    def add(self, docnum: int, weight: float, vbytes: bytes, _: int) -> None:
        if self._format.supports("positions"):
            positions = self._format.decode_positions(vbytes)
        else:
            positions = [0] * self._format.decode_frequency(vbytes)
        size = len(positions)
        self._inverter.add(docnum, [self._term] * size, positions, weight / size)

    def finish_term(self) -> None: ...

    def finish_field(self) -> None:
        positional = self._format.supports("positions")
        self.write(self._name, [self._inverter.posting_lists(positional=positional)])

    def write(self, field: str, inputs: Sequence[PostingLists]) -> None:
        """Write the merged lists of a field; nothing if it has no terms."""
        typecodes = _typecodes(inputs)
        terms: list[bytes] = []
        sizes, position_counts = [np.zeros(1, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
        with ExitStack() as stack:
            parts = {
                name: stack.enter_context(SpooledTemporaryFile(MAX_IN_MEMORY)) for name in typecodes
            }
            for merged in merge(inputs):
                terms += merged.terms
                sizes.append(merged.sizes)
                starts = np.cumsum(merged.sizes) - merged.sizes
                position_counts.append(np.add.reduceat(merged.postings.counts, starts))
                for name, typecode in typecodes.items():
                    values = getattr(merged.postings, ATTRIBUTES[name])
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

    def _put_numbers(self, field: str, name: str, values: Array) -> None:
        self._put(field, name, "I", BytesIO(values.astype("I").tobytes()))

    def _put(self, field: str, name: str, typecode: str, content: IO[bytes]) -> None:
        stream = self._open()
        stream.write(b"\0" * (-stream.tell() % ALIGNMENT))
        start = stream.tell()
        shutil.copyfileobj(content, stream)
        table = self._table["fields"].setdefault(field, {})
        table[name] = (start, typecode, stream.tell() - start)

    def _open(self) -> StructFile:
        if self._stream is None:
            self._stream = self._segment.create_file(self._storage, POSTINGS_EXTENSION)
        return self._stream

    def close(self) -> None:
        for name in self._table["fields"].keys() & self._segment.lengths.keys():
            lengths = np.asarray(self._segment.lengths[name])
            typecode = _typecode(lengths.max())
            self._put(name, "lengths", typecode, BytesIO(lengths.astype(typecode).tobytes()))
            self._table["total"][name] = int(lengths.sum())
        stream = self._open()
        table = json.dumps(self._table).encode()
        stream.write(table + TRAILER.pack(len(table), FORMAT))
        stream.close()


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
