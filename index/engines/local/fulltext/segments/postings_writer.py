"""Writing the file that ``lists`` reads."""

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

from index.engines.local.fulltext.search.posting_arrays import Values
from index.engines.local.fulltext.segments.inverter import Source, merged
from index.engines.local.fulltext.segments.postings import FORM, TRAILER
from index.engines.local.integrity import permissions

ALIGNED = 8  # bytes, so that numbers lie where a processor likes to read them
IN_MEMORY = 1 << 22  # bytes of an array that is being put together


class ListsWriter:
    """Writes the lists of one segment, field by field."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        self._table: dict[str, dict[str, Any]] = {"fields": {}, "total": {}}

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be written, or nothing was."""
        return self._stream is None or self._stream.closed

    def write(self, field: str, sources: Sequence[Source], size: int) -> None:
        """Write the lists of a field of so many documents; none where it has no words."""
        kinds = _kinds(sources, size)
        words: list[str] = []
        sizes, placed = [np.zeros(1, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
        with ExitStack() as stack:
            parts = {name: stack.enter_context(SpooledTemporaryFile(IN_MEMORY)) for name in kinds}
            for lists in merged(sources):
                words += lists.words
                sizes.append(lists.sizes)
                ends = np.cumsum(lists.sizes)
                placed.append(np.add.reduceat(lists.postings.counts, ends - lists.sizes))
                for name, kind in kinds.items():
                    parts[name].write(getattr(lists.postings, name).astype(kind).tobytes())
            if not words:
                return
            spelled = [word.encode() for word in words]
            self._put(field, "words", "B", BytesIO(b"\n".join(spelled)))
            self._put_numbers(field, "ends", np.cumsum([len(word) + 1 for word in spelled]) - 1)
            self._put_numbers(field, "lists", np.cumsum(np.concatenate(sizes)))
            if "places" in kinds:
                self._put_numbers(field, "placed", np.cumsum(np.concatenate(placed)))
            for name, kind in kinds.items():
                parts[name].seek(0)
                self._put(field, name, kind, parts[name])

    def write_lengths(self, field: str, lengths: Values) -> None:
        """Write how many words each document has in a field, by weight."""
        if len(lengths):
            kind = _kind(lengths.max())
            self._put(field, "lengths", kind, BytesIO(lengths.astype(kind).tobytes()))
            self._table["total"][field] = int(lengths.sum())

    def _put_numbers(self, field: str, name: str, values: Values) -> None:
        self._put(field, name, "I", BytesIO(values.astype("I").tobytes()))

    def _put(self, field: str, name: str, kind: str, content: IO[bytes]) -> None:
        stream = self._open()
        stream.write(b"\0" * (-stream.tell() % ALIGNED))
        start = stream.tell()
        shutil.copyfileobj(content, stream)
        table = self._table["fields"].setdefault(field, {})
        table[name] = (start, kind, stream.tell() - start)

    def _open(self) -> IO[bytes]:
        if self._stream is None:
            self._stream = permissions.create_file(self._path)
        return self._stream

    def close(self) -> None:
        """Write where everything is."""
        stream = self._open()
        table = json.dumps(self._table).encode()
        stream.write(table + TRAILER.pack(len(table), FORM))
        stream.close()


def _kinds(sources: Sequence[Source], size: int) -> Mapping[str, str]:
    """The arrays that a field needs, with the narrowest kind of number for each."""
    kinds = {"documents": _kind(size)}
    for name in ("weights", "counts", "places"):
        if any(len(getattr(source, name)) for source in sources):
            kinds[name] = _kind(max(getattr(source, name).max(initial=0) for source in sources))
    if all(np.array_equal(source.weights, source.counts) for source in sources):
        kinds.pop("counts", None)
    return kinds


def _kind(most: int) -> str:
    return next(kind for kind, bits in (("B", 8), ("H", 16), ("I", 32)) if most < 1 << bits)
