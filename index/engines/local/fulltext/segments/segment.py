"""Read the segments of an index without Whoosh, whose import takes as long as many searches."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from struct import error
from typing import Any

from index.engines.local.fulltext.segments.postings import Field, open_postings

POSTINGS_EXTENSION = ".lst"
# What reading a file raises that is damaged or of another format.
DAMAGE_ERRORS = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, error)


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
