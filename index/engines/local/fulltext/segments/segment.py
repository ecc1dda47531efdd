"""Read the segments of an index from the files that Whoosh keeps of them, without Whoosh.

Importing Whoosh takes as long as many searches. Its table of contents is a pickle, of which
only the descriptions of segments are built: no file in the folder can run code.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from struct import Struct, error
from typing import Any, NamedTuple

from index.engines.local.fulltext.segments.postings import Field, open_postings

POSTINGS_EXTENSION = ".lst"
# Three sizes of numbers, the byte order, the version, and a release of three numbers.
HEAD = Struct("!3Bii3B")
VERSION = -111
NUMBER = Struct("!i")
# What reading a file raises that is damaged or of another format.
DAMAGE_ERRORS = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, error,
    pickle.UnpicklingError,
)  # fmt: skip
SAFE_CLASSES = {("builtins", "int"): int, ("builtins", "set"): set,
                ("collections", "defaultdict"): defaultdict}  # fmt: skip


class SegmentInfo(NamedTuple):
    """A segment as the table of contents describes it."""

    id: str
    size: int
    """The number of documents, deleted ones included."""
    deleted: frozenset[int]


class Segment:
    """Documents that were indexed, or merged, together. The files never change."""

    def __init__(self, folder: Path, id: str, size: int, files: Mapping[str, int]) -> None:
        """Open the segment; ``files`` maps the names of files, its own among them, to their sizes.

        Raises OSError for a missing file, and ``DAMAGE_ERRORS``.
        """
        self.id, self.size = id, size
        self._folder, self._files = folder, files
        self._postings = open_postings(folder / f"{id}{POSTINGS_EXTENSION}")

    def field(self, name: str) -> Field | None:
        """Return the terms of a field, or None if no document has any."""
        return self._postings.fields.get(name)

    def total_length(self, field: str) -> int:
        """Return the number of words of a field in all documents, by weight."""
        return self._postings.total_lengths.get(field, 0)

    def column(self, name: str, typecode: str) -> array[Any]:
        """Return the values of a column, one for each document.

        Raises FileNotFoundError if the segment was merged since it was opened, and ValueError if
        the file has another size than when it was written.
        """
        values = array(typecode)
        path = self._folder / f"{self.id}.{name}.col"
        if path.name in self._files:  # Whoosh omits a column of zeros, and zeros at the end
            content = path.read_bytes()
            if len(content) != self._files[path.name]:
                raise ValueError(f"{path.name} is not as it was written")
            values.frombytes(content)
        if sys.byteorder == "little":
            values.byteswap()
        values.extend([0] * (self.size - len(values)))
        return values


def latest_generation(folder: Path, index: str) -> int:
    """Return the number of the newest table of contents, or -1."""
    pattern = re.compile(rf"_{index}_(\d+)\.toc")
    if not folder.exists():
        return -1
    matches = map(pattern.fullmatch, os.listdir(folder))  # noqa: PTH208 - names are wanted
    return max((int(match[1]) for match in matches if match), default=-1)


def read_toc(folder: Path, index: str, generation: int) -> list[SegmentInfo]:
    """Return the segments in a table of contents; raises ``DAMAGE_ERRORS``."""
    with (folder / f"_{index}_{generation}.toc").open("rb") as stream:
        version = HEAD.unpack(stream.read(HEAD.size))[4]
        if version != VERSION:
            raise ValueError(f"The index in {folder} has version {version}.")
        stream.seek(_read_varint(stream), os.SEEK_CUR)  # skip the schema
        stream.seek(2 * NUMBER.size, os.SEEK_CUR)
        return [
            SegmentInfo(
                f"{segment.indexname}_{segment.segid}",
                segment._doccount,
                frozenset(segment._deleted or ()),
            )
            for segment in _SafeUnpickler(stream).load()
        ]


class _PlainObject:
    """Stands for any class in the pickle; holds attributes and does nothing."""

    indexname: str
    segid: str
    _doccount: int
    _deleted: set[int] | None


class _SafeUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class that can run no code, whatever the pickle names."""
        return SAFE_CLASSES.get((module, name), _PlainObject)


def _read_varint(stream: io.BufferedReader) -> int:
    """Read a number in groups of seven bits, lowest first; the last byte has its high bit clear."""
    value = shift = 0
    while (byte := stream.read(1)[0]) >= 1 << 7:
        value += (byte & 127) << shift
        shift += 7
    return value + (byte << shift)
