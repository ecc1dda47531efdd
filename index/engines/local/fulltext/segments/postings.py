"""The file that says which documents of a segment have which words, and where.

All lists of a field lie one after another, in the order of their words, in arrays of numbers of
one width. So the list of a word, or of all words that begin alike, is a slice of the mapped
file: nothing is decoded, and what was read once the system keeps. The arrays of a field are

    words      the words, in order, joined by line ends
    ends       where each word ends in them
    lists      where the list of each word begins, and where the last one ends
    documents  the documents that have the word, ascending
    weights    how much the word weighs in each
    counts     how many places it has there; missing where that is what it weighs
    placed     where the places of each word begin, and where the last ones end
    places     the positions in the first document of a list, in the second, …
    lengths    how many words each document has, by weight

and those that say nothing are left out. At the end of the file stands where each array is.
"""

from __future__ import annotations

import json
import mmap
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.fuzzy import Vocabulary
    from index.engines.local.fulltext.search.posting_arrays import Arrays

# The size of the table before it, and a number that reads so on one kind of machine only.
TRAILER = Struct("=II")
FORM = 0x0A0B0C01

Table = Mapping[str, Mapping[str, tuple[int, str, int]]]


class Field:
    """The words of one field in one segment, numbered in their order, and the list of each."""

    def __init__(self, views: Mapping[str, memoryview]) -> None:
        self._views = views
        self._blob, self._ends, self._lists = views["words"], views["ends"], views["lists"]
        self._documents, self._weights = views["documents"], views["weights"]
        self.forms: dict[str, Sequence[int]] = {}
        """The numbers of the words of a stem, for stems that were asked for."""

    @property
    def lengths(self) -> Sequence[int]:
        """How many words each document of the segment has, by weight; for fields that score."""
        return self._views["lengths"]

    @cached_property
    def words(self) -> list[str]:
        """All words; for questions that no order of them answers."""
        return str(self._blob, "utf-8").split("\n") if self._ends else []

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words, for one that is like another."""
        from index.engines.local.fulltext.search.fuzzy import (
            Vocabulary,  # 120 ms that most searches do without
        )

        return Vocabulary(self.words)

    @cached_property
    def arrays(self) -> Arrays:
        """The lists as arrays of numpy, which comes with them."""
        from index.engines.local.fulltext.search.posting_arrays import (
            Arrays,  # 100 ms that single words do without
        )

        return Arrays(self._views)

    def word(self, number: int) -> str:
        """The word that has this number."""
        return self._word(number).decode()

    def _word(self, number: int) -> bytes:
        start = self._ends[number - 1] + 1 if number else 0
        return bytes(self._blob[start : self._ends[number]])

    def _place(self, word: bytes) -> int:
        return bisect_left(range(len(self._ends)), word, key=self._word)

    def number(self, word: str) -> int | None:
        """The number of a word, if it is there."""
        wanted = word.encode()
        number = self._place(wanted)
        there = number < len(self._ends) and self._word(number) == wanted
        return number if there else None

    def starting(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        low = prefix.encode()
        # No letter is written with that byte, so it comes after all that can follow.
        return range(self._place(low), self._place(low + b"\xff"))

    def ending(self, suffix: str) -> list[int]:
        """The numbers of the words that end so."""
        whole = re.compile(re.escape(suffix.encode()) + rb"(?:\n|\Z)")
        starts = [match.start() for match in whole.finditer(self._blob)]
        return [bisect_left(self._ends, start) for start in starts]

    def frequency(self, number: int) -> int:
        """How many documents have the word, deleted ones included."""
        return int(self._lists[number + 1] - self._lists[number])

    def postings(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """The documents that have the word, and how much it weighs in each."""
        part = slice(self._lists[number], self._lists[number + 1])
        return self._documents[part], self._weights[part]


class ListsFile(NamedTuple):
    """An open file of lists."""

    fields: Mapping[str, Field]
    total: Mapping[str, int]
    """How many words each field has in all documents together, by weight."""


def open_lists(path: Path) -> ListsFile:
    """The lists in a file. Raises what ``segments.DAMAGE`` says."""
    with path.open("rb") as stream:
        mapped = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    size, form = TRAILER.unpack(mapped[-TRAILER.size :])
    if form != FORM:
        raise ValueError(f"{path} is no file of lists of this form.")
    table: dict[str, Any] = json.loads(bytes(mapped[-TRAILER.size - size : -TRAILER.size]))
    fields = {
        name: Field(
            {
                array: mapped[start : start + length].cast(typecode)
                for array, (start, typecode, length) in arrays.items()
            }
        )
        for name, arrays in table["fields"].items()
    }
    return ListsFile(fields, table["total"])
