"""Read a segment without Whoosh, whose import takes as long as many searches.

One file holds its posting lists: which documents have which terms.

The posting lists of a field lie one after another, in the order of their terms, in arrays of
numbers of one width. The list of a term, or of all terms with one prefix, is therefore a slice of
the mapped file: nothing is decoded, and the system caches what was read. A field has the arrays

    words      the terms, in order of their bytes, joined by line ends
    ends       where each term ends in them
    lists      where the posting list of each term begins, and where the last one ends
    documents  the documents with the term, ascending
    weights    the weight of the term in each
    counts     its number of positions there; missing if equal to the weights
    placed     where the positions of each term begin, and where the last ones end
    places     the positions in the first document of a list, in the second, …
    lengths    the number of words in each document, by weight

Arrays without information are left out. The table at the end of the file says where each is.
"""

import json
import mmap
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from struct import Struct, error
from typing import Any, NamedTuple

# The size of the table before it, and a number that differs on machines of another byte order.
TRAILER = Struct("=II")
FORMAT = 0x0A0B0C01
POSTINGS_EXTENSION = ".lst"
SAMPLED = 256  # one term in so many is kept in memory: words are found faster
# What reading a file raises that is damaged or of another format.
DAMAGE_ERRORS = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, error)


class Field:
    """The terms of one field in one segment, numbered in order, and their posting lists."""

    def __init__(self, views: Mapping[str, memoryview]) -> None:
        self.views = views
        self._blob, self._ends, self._lists = views["words"], views["ends"], views["lists"]
        self._documents, self._weights = views["documents"], views["weights"]
        self.size = len(self._ends)
        """The number of terms."""
        self.stem_forms: dict[str, Sequence[int]] = {}
        """The terms with each stem that was searched for."""
        self.made: dict[str, Any] = {}
        """What was made from the field once: its arrays, its vocabulary for fuzzy search."""

    @property
    def lengths(self) -> Sequence[int]:
        """The number of words, by weight, in each document; empty in fields that do not score."""
        return self.views.get("lengths", ())

    @cached_property
    def terms(self) -> list[str]:
        """All terms, as text."""
        terms = str(self._blob, "utf-8").split("\n")
        return terms if len(terms) == self.size else [self.term(n) for n in range(self.size)]

    @cached_property
    def encoded(self) -> list[bytes]:
        """All terms, in bytes."""
        terms = bytes(self._blob).split(b"\n")
        return terms if len(terms) == self.size else list(map(self.term_bytes, range(self.size)))

    def term(self, term_id: int) -> str:
        """Return the term with this number."""
        return self.term_bytes(term_id).decode()

    def term_bytes(self, term_id: int) -> bytes:
        """Return the term with this number, in bytes."""
        start = self._ends[term_id - 1] + 1 if term_id else 0
        return bytes(self._blob[start : self._ends[term_id]])

    def bisect(self, term: bytes) -> int:
        """Return the number of the first term that is not less than this one."""
        end = bisect_left(self._samples, term) * SAMPLED
        places = range(max(end - SAMPLED, 0), min(end, self.size))
        return bisect_left(places, term, key=self.term_bytes) + places.start

    @cached_property
    def _samples(self) -> list[bytes]:
        """Some terms, among which a term is looked for first."""
        return [self.term_bytes(term_id) for term_id in range(0, self.size, SAMPLED)]

    def find(self, term: str | bytes) -> int | None:
        """Return the number of a term, or None."""
        wanted = term.encode() if isinstance(term, str) else term
        term_id = self.bisect(wanted)
        is_found = term_id < self.size and self.term_bytes(term_id) == wanted
        return term_id if is_found else None

    def with_prefix(self, prefix: str) -> range:
        """Return the numbers of the terms that start with ``prefix``."""
        low = prefix.encode()
        # UTF-8 never contains the byte 0xff, so it sorts after every continuation.
        return range(self.bisect(low), self.bisect(low + b"\xff"))

    def with_suffix(self, suffix: str) -> list[int]:
        """Return the numbers of the terms that end with ``suffix``."""
        pattern = re.compile(re.escape(suffix.encode()) + rb"(?:\n|\Z)")
        starts = [match.start() for match in pattern.finditer(self._blob)]
        return [bisect_left(self._ends, start) for start in starts]

    def frequency(self, term_id: int) -> int:
        """Return the number of documents with the term, deleted ones included."""
        return int(self._lists[term_id + 1] - self._lists[term_id])

    def postings(self, term_id: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the documents with the term, and its weight in each."""
        part = slice(self._lists[term_id], self._lists[term_id + 1])
        return self._documents[part], self._weights[part]


class PostingsFile(NamedTuple):
    """An open file of posting lists."""

    fields: Mapping[str, Field]
    total_lengths: Mapping[str, int]
    """The number of words of each field in all documents, by weight."""


def open_postings(path: Path) -> PostingsFile:
    """Map a file of posting lists; raises ``DAMAGE_ERRORS``."""
    with path.open("rb") as stream:
        return read_postings(memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))


def read_postings(content: memoryview) -> PostingsFile:
    """Read a file of posting lists from its content; raises ``DAMAGE_ERRORS``."""
    size, found_format = TRAILER.unpack(content[-TRAILER.size :])
    if found_format != FORMAT:
        raise ValueError("The postings file has another format.")
    table: dict[str, Any] = json.loads(bytes(content[-TRAILER.size - size : -TRAILER.size]))
    fields = {
        name: Field(
            {
                array: content[start : start + length].cast(typecode)
                for array, (start, typecode, length) in arrays.items()
            }
        )
        for name, arrays in table["fields"].items()
    }
    return PostingsFile(fields, table["total"])


class Segment:
    """Documents that were indexed, or merged, together. The files never change."""

    def __init__(self, folder: Path, id: str, size: int, files: Mapping[str, int]) -> None:
        """Open the segment; ``files`` maps the names of files, its own among them, to their sizes.

        Raises OSError for a missing file, and ``DAMAGE_ERRORS``.
        """
        self.id, self.size = id, size
        self._folder, self._files = folder, files
        self.fields, self.total_lengths = open_postings(folder / f"{id}{POSTINGS_EXTENSION}")

    def column(self, name: str, typecode: str) -> "array[Any]":
        """Return the values of a column, one for each document.

        Raises FileNotFoundError if the segment was merged since it was opened, and ValueError if
        the file has another size than when it was written.
        """
        path = self._folder / f"{self.id}.{name}.col"
        if path.name not in self._files:  # Whoosh omits a column of zeros
            return column_values(b"", typecode, self.size)
        content = path.read_bytes()
        if len(content) != self._files[path.name]:
            raise ValueError(f"{path.name} is not as it was written")
        return column_values(content, typecode, self.size)


def column_values(content: bytes, typecode: str, size: int) -> "array[Any]":
    """Return the values of a column of ``size`` documents; Whoosh omits zeros at its end."""
    values = array(typecode, content)
    if sys.byteorder == "little":
        values.byteswap()
    values.extend([0] * (size - len(values)))
    return values
