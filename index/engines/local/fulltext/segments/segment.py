"""The segments of an index, read from the files that Whoosh keeps of them.

Whoosh writes and merges; asking does without it, since its import alone takes as long as many
searches. The table of contents is a pickle, of which nothing is made but what says what the
segments are: no file in the folder can have code run.
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

from index.engines.local.fulltext.segments.postings import Field, open_lists

LISTS_EXTENSION = ".lst"
# The sizes of three kinds of number, the order of bytes, the version, and a release of three.
HEAD = Struct("!3Bii3B")
VERSION = -111
NUMBER = Struct("!i")
# What reading files leads to that are not as they were written, or of another form.
DAMAGE = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, error,
    pickle.UnpicklingError,
)  # fmt: skip
KNOWN = {("builtins", "int"): int, ("builtins", "set"): set,
         ("collections", "defaultdict"): defaultdict}  # fmt: skip


class Stored(NamedTuple):
    """What the table of contents says of a segment."""

    id: str
    size: int
    """How many documents it has, deleted ones included."""
    deleted: frozenset[int]


class Segment:
    """Documents that were indexed, or merged, at one time. The files never change."""

    def __init__(self, folder: Path, id: str, size: int, files: Mapping[str, int]) -> None:
        """``files`` has the sizes of its files by name, and may have others.

        Raises OSError where a file is missing, and what ``DAMAGE`` says.
        """
        self.id, self.size = id, size
        self._folder, self._files = folder, files
        self._lists = open_lists(folder / f"{id}{LISTS_EXTENSION}")

    def field(self, name: str) -> Field | None:
        """The words of a field, if a document has any."""
        return self._lists.fields.get(name)

    def total_length(self, field: str) -> int:
        """How many words a field has in all documents together, by weight."""
        return self._lists.total.get(field, 0)

    def column(self, name: str, typecode: str) -> array[Any]:
        """The numbers of a column, one a document.

        Raises FileNotFoundError where the segment was merged into another since it was opened,
        and ValueError where the file was cut short or grew.
        """
        values = array(typecode)
        path = self._folder / f"{self.id}.{name}.col"
        if path.name in self._files:  # Whoosh leaves out a column of zeros, and zeros at the end
            found = path.read_bytes()
            if len(found) != self._files[path.name]:
                raise ValueError(f"{path.name} is not as it was written")
            values.frombytes(found)
        if sys.byteorder == "little":
            values.byteswap()
        values.extend([0] * (self.size - len(values)))
        return values


def latest_generation(folder: Path, index: str) -> int:
    """The number of the newest table of contents; -1 where there is none."""
    pattern = re.compile(rf"_{index}_(\d+)\.toc")
    if not folder.exists():
        return -1
    found = map(pattern.fullmatch, os.listdir(folder))  # noqa: PTH208 - names are wanted
    return max((int(match[1]) for match in found if match), default=-1)


def stored_segments(folder: Path, index: str, generation: int) -> list[Stored]:
    """The segments in a table of contents. Raises what ``DAMAGE`` says."""
    with (folder / f"_{index}_{generation}.toc").open("rb") as stream:
        version = HEAD.unpack(stream.read(HEAD.size))[4]
        if version != VERSION:
            raise ValueError(f"The index in {folder} is of version {version}.")
        stream.seek(_varint(stream), os.SEEK_CUR)  # the schema
        stream.seek(2 * NUMBER.size, os.SEEK_CUR)
        return [
            Stored(
                f"{found.indexname}_{found.segid}",
                found._doccount,
                frozenset(found._deleted or ()),
            )
            for found in _Unpickler(stream).load()
        ]


class _Anything:
    """An object of a class of Whoosh's, of which no more is wanted than what it holds."""

    indexname: str
    segid: str
    _doccount: int
    _deleted: set[int] | None


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class that can do nothing, for any but the plainest."""
        return KNOWN.get((module, name), _Anything)


def _varint(stream: io.BufferedReader) -> int:
    """A number in bytes of seven bits, lowest first; the last byte has no eighth bit."""
    value = shift = 0
    while (byte := stream.read(1)[0]) >= 1 << 7:
        value += (byte & 127) << shift
        shift += 7
    return value + (byte << shift)
