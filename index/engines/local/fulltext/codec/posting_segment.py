"""A segment as Whoosh lists it in its table of contents.

The table of contents names ``PostingsSegment`` by its module: it must stay here.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage, Storage

from index.engines.local.fulltext.segments.postings import (
    PostingsFile,
    open_postings,
    read_postings,
)
from index.engines.local.fulltext.segments.segment import POSTINGS_EXTENSION


class PostingsSegment(W3Segment):  # type: ignore[misc]
    """A segment whose posting lists, and the lengths of its fields, are in one file."""

    def __init__(self, codec: Codec, indexname: str) -> None:
        super().__init__(codec, indexname)
        self.lengths: dict[str, array[int]] = {}
        """The lengths of fields, from the writer of documents to that of posting lists."""
        self._opened: PostingsFile | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "lengths": {}, "_opened": None}

    def should_assemble(self) -> bool:
        """Return False: each file is mapped."""
        return False

    def postings(self, storage: Storage) -> PostingsFile:
        """Return the posting lists, opened once."""
        if self._opened is None:
            name = self.make_filename(POSTINGS_EXTENSION)
            self._opened = (
                open_postings(Path(storage.folder, name))
                if isinstance(storage, FileStorage)
                else read_postings(memoryview(storage.open_file(name).read()))
            )
        return self._opened
