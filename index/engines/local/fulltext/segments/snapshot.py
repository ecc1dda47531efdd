"""One state of one index: its segments side by side, their documents numbered through."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.segments.postings import Field
from index.engines.local.fulltext.segments.segment import (
    Segment,
    latest_generation,
    stored_segments,
)
from index.engines.local.integrity import seal

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.collapse import Repeated
    from index.engines.local.fulltext.search.posting_arrays import Flags, Keyed, Numbers

TRIES, PAUSE = 10, 0.05  # of a writer that puts one file in the place of others


class Part:
    """A segment within a state: which of its documents count, and from where they are numbered."""

    def __init__(self, segment: Segment, base: int, deleted: frozenset[int]) -> None:
        self.segment, self.base, self.deleted = segment, base, deleted

    @cached_property
    def live(self) -> Flags:
        """Which documents are not deleted."""
        from index.engines.local.fulltext.search.posting_arrays import (
            all_but,  # 100 ms that single words do without
        )

        return all_but(self.deleted, self.segment.size)


class Chosen(NamedTuple):
    """Some words of a field in one segment, by their numbers there."""

    part: Part
    field: Field
    numbers: Sequence[int]


class Snapshot:
    """What an index held at one moment. Every method may be called from any thread."""

    def __init__(self, folder: Path, index: str, before: Snapshot | None = None) -> None:
        """Open the newest state; segments that it shares with ``before`` are not opened again.

        Raises what ``segments.DAMAGE`` says, and UnsealedError where it is not ours.
        """
        self.generation = latest_generation(folder, index)
        known = before.segments if before else {}
        for left in reversed(range(TRIES)):
            try:
                self.sealed = seal.read(folder, index, self.generation)
                self.parts = _open(folder, index, self.generation, known, self.sealed.files)
                break
            except (FileNotFoundError, seal.UnsealedError):
                newest = latest_generation(folder, index)
                if not left or newest == self.generation:
                    raise
                self.generation = newest
                time.sleep(PAUSE)
        self._columns: dict[str, array[Any]] = {}
        self._lengths: dict[str, Numbers] = {}

    @property
    def segments(self) -> dict[str, Segment]:
        """The segments, by their ids."""
        return {part.segment.id: part.segment for part in self.parts}

    @cached_property
    def size(self) -> int:
        """How many documents are numbered, deleted ones included."""
        return sum(part.segment.size for part in self.parts)

    @cached_property
    def count(self) -> int:
        """How many documents are not deleted."""
        return self.size - sum(len(part.deleted) for part in self.parts)

    @cached_property
    def documents(self) -> Numbers:
        """All documents that are not deleted."""
        from index.engines.local.fulltext.search.posting_arrays import live_documents

        return live_documents(self.parts)

    @cached_property
    def by_key(self) -> Keyed:
        """All documents that are not deleted, by the keys of their articles."""
        from index.engines.local.fulltext.search.posting_arrays import by_key

        return by_key(self.column("key"), self.documents)

    @cached_property
    def repeated(self) -> Repeated:
        """The documents of stories that have copies."""
        from index.engines.local.fulltext.search.collapse import repeated

        return repeated(self)

    def fields(self, name: str) -> Iterator[tuple[Part, Field]]:
        """A field in each segment where a document has a word in it."""
        for part in self.parts:
            if field := part.segment.field(name):
                yield part, field

    def frequency(self, field: str, word: str) -> int:
        """How many documents have a word in a field, more or less (deleted ones count)."""
        found = ((there, there.number(word)) for _, there in self.fields(field))
        return sum(there.frequency(number) for there, number in found if number is not None)

    def column(self, name: str) -> array[Any]:
        """The numbers of a column, one a document; read in one piece, once."""
        if name not in self._columns:
            values = array(COLUMNS[name])
            for part in self.parts:
                values.extend(part.segment.column(name, COLUMNS[name]))
            self._columns[name] = values
        return self._columns[name]

    def lengths(self, field: str) -> Numbers:
        """How many words a field has in each document, by weight."""
        from index.engines.local.fulltext.search.posting_arrays import joined, lengths

        if field not in self._lengths:
            own = [lengths(part.segment, field) for part in self.parts]
            self._lengths[field] = joined(own)
        return self._lengths[field]

    def total_length(self, field: str) -> int:
        """How many words a field has in all documents together, by weight."""
        return sum(part.segment.total_length(field) for part in self.parts)


def _open(
    folder: Path, index: str, generation: int, known: dict[str, Segment], files: Mapping[str, int]
) -> list[Part]:
    parts, base = [], 0
    for stored in stored_segments(folder, index, generation):
        segment = known.get(stored.id) or Segment(folder, stored.id, stored.size, files)
        parts.append(Part(segment, base, stored.deleted))
        base += stored.size
    return parts
