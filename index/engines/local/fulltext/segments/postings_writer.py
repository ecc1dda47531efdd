"""Write the file of posting lists that ``postings`` reads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import numpy as np

from index.engines.local.fulltext.docsets import Array
from index.engines.local.fulltext.segments.inverter import PostingLists, merge
from index.engines.local.fulltext.segments.postings import FORMAT, TRAILER
from index.engines.local.integrity import permissions

ALIGNMENT = 8  # bytes
MAX_IN_MEMORY = 1 << 22  # bytes of an array; larger ones are collected in a temporary file
# The arrays of postings by their name in the file.
ATTRIBUTES = {
    "documents": "documents", "weights": "weights", "counts": "counts", "places": "positions",
}  # fmt: skip


class PostingsWriter:
    """Write the posting lists of one segment, field by field."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        self._table: dict[str, dict[str, Any]] = {"fields": {}, "total": {}}

    @property
    def is_closed(self) -> bool:
        """Whether the file is closed, or was never opened."""
        return self._stream is None or self._stream.closed

    def write(self, field: str, inputs: Sequence[PostingLists], size: int) -> None:
        """Write the merged lists of a field of ``size`` documents; nothing if it has no terms."""
        typecodes = _typecodes(inputs, size)
        terms: list[str] = []
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
            encoded = [term.encode() for term in terms]
            self._put(field, "words", "B", BytesIO(b"\n".join(encoded)))
            self._put_numbers(field, "ends", np.cumsum([len(term) + 1 for term in encoded]) - 1)
            self._put_numbers(field, "lists", np.cumsum(np.concatenate(sizes)))
            if "places" in typecodes:
                self._put_numbers(field, "placed", np.cumsum(np.concatenate(position_counts)))
            for name, typecode in typecodes.items():
                parts[name].seek(0)
                self._put(field, name, typecode, parts[name])

    def write_lengths(self, field: str, lengths: Array) -> None:
        """Write the number of words, by weight, of a field in each document."""
        if len(lengths):
            typecode = _typecode(lengths.max())
            self._put(field, "lengths", typecode, BytesIO(lengths.astype(typecode).tobytes()))
            self._table["total"][field] = int(lengths.sum())

    def _put_numbers(self, field: str, name: str, values: Array) -> None:
        self._put(field, name, "I", BytesIO(values.astype("I").tobytes()))

    def _put(self, field: str, name: str, typecode: str, content: IO[bytes]) -> None:
        stream = self._open()
        stream.write(b"\0" * (-stream.tell() % ALIGNMENT))
        start = stream.tell()
        shutil.copyfileobj(content, stream)
        table = self._table["fields"].setdefault(field, {})
        table[name] = (start, typecode, stream.tell() - start)

    def _open(self) -> IO[bytes]:
        if self._stream is None:
            self._stream = permissions.create_file(self._path)
        return self._stream

    def close(self) -> None:
        """Write the table of arrays and close the file."""
        stream = self._open()
        table = json.dumps(self._table).encode()
        stream.write(table + TRAILER.pack(len(table), FORMAT))
        stream.close()


def _typecodes(inputs: Sequence[PostingLists], size: int) -> Mapping[str, str]:
    """Return the arrays that a field needs, with the narrowest type of number for each."""
    typecodes = {"documents": _typecode(size)}
    for name in ("weights", "counts", "places"):
        arrays = [getattr(each, ATTRIBUTES[name]) for each in inputs]
        if any(map(len, arrays)):
            typecodes[name] = _typecode(max(values.max(initial=0) for values in arrays))
    if all(np.array_equal(each.weights, each.counts) for each in inputs):
        typecodes.pop("counts", None)
    return typecodes


def _typecode(maximum: int) -> str:
    return next(code for code, bits in (("B", 8), ("H", 16), ("I", 32)) if maximum < 1 << bits)
