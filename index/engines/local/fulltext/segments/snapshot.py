"""One state of one index: its segments side by side, their documents numbered through."""

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any, NamedTuple

from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.segments.postings import Field, Segment
from index.engines.local.integrity import seal

K1, B = 1.2, 0.75  # of BM25 (Robertson and Zaragoza, 2009)


class SegmentReader:
    """A segment in one state: its deleted documents, and the number of its first document."""

    def __init__(self, segment: Segment, doc_base: int, deleted: frozenset[int]) -> None:
        self.segment, self.doc_base, self.deleted = segment, doc_base, deleted
        self.live: Any = None


class TermMatches(NamedTuple):
    """Terms of a field in one segment that match a word of a query."""

    reader: SegmentReader
    field: Field
    term_ids: Sequence[int]


class Snapshot:
    """One state of an index. Every method may be called from any thread."""

    def __init__(self, folder: Path, index: str, previous: "Snapshot | None" = None) -> None:
        """Open the newest state, reusing the segments of ``previous``.

        Raises ``postings.DAMAGE_ERRORS``, and UnsealedError if the index is not this program's.
        """
        opened = previous.segments if previous else {}

        def open_state(generation: int, sealed: seal.Sealed) -> None:
            self.readers = _open(folder, opened, sealed)
            self.generation, self.sealed = generation, sealed

        seal.read_newest(folder, index, open_state)
        self._columns: dict[str, array[Any]] = {}

    @property
    def segments(self) -> dict[str, Segment]:
        """The segments by id."""
        return {reader.segment.id: reader.segment for reader in self.readers}

    @cached_property
    def size(self) -> int:
        """The number of documents, deleted ones included."""
        return sum(reader.segment.size for reader in self.readers)

    @cached_property
    def count(self) -> int:
        """The number of documents that are not deleted."""
        return self.size - sum(len(reader.deleted) for reader in self.readers)

    def fields(self, name: str) -> Iterator[tuple[SegmentReader, Field]]:
        """Yield a field of each segment where a document has it."""
        for reader in self.readers:
            if field := reader.segment.fields.get(name):
                yield reader, field

    def frequency(self, field: str, term: str) -> int:
        """Return the number of documents with a term, deleted ones included."""
        found = ((each, each.find(term)) for _, each in self.fields(field))
        return sum(each.frequency(term_id) for each, term_id in found if term_id is not None)

    def column(self, name: str) -> "array[Any]":
        """Return the values of a column, one for each document; read once."""
        if name not in self._columns:
            values = array(COLUMNS[name])
            for reader in self.readers:
                values.extend(reader.segment.column(name, COLUMNS[name]))
            self._columns[name] = values
        return self._columns[name]

    def max_score(self, frequency: int) -> float:
        """Return the limit of the BM25 score of a word that ``frequency`` documents have."""
        return log(1 + (self.count - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1)

    def length_norm(self, field: str) -> tuple[float, float]:
        """Return the norm of an empty document, and what each word of a document adds to it.

        The score of a word is ``max_score * weight / (weight + norm)``.
        """
        total = sum(reader.segment.total_lengths.get(field, 0) for reader in self.readers)
        return K1 * (1 - B), K1 * B / (total / (self.count or 1) or 1.0)


def _open(folder: Path, opened: dict[str, Segment], sealed: seal.Sealed) -> list[SegmentReader]:
    readers, doc_base = [], 0
    for info in sealed.segments:
        segment = opened.get(info.id) or Segment(folder, info.id, info.size, sealed.files)
        readers.append(SegmentReader(segment, doc_base, frozenset(info.deleted)))
        doc_base += info.size
    return readers
