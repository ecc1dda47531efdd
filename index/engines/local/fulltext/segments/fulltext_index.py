"""The full-text index of the local engine: two Whoosh indexes in one folder.

Whoever writes has to hold the lock of the archive (``lock``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from index.engines.local.fulltext.documents import ARTICLES, QUOTES
from index.engines.local.fulltext.segments.index_writer import (
    BatchWriter,
    ListsCodec,
    merge_in_tiers,
)
from index.engines.local.fulltext.segments.storage import SealedIndex
from index.engines.local.integrity import permissions
from index.gc_control import gc_paused


class FullText:
    """Both indexes in one folder."""

    def __init__(self, folder: Path) -> None:
        permissions.make_folder(folder)
        schemas = (("articles", ARTICLES), ("quotes", QUOTES))
        self._indexes = [SealedIndex(folder, *schema, ListsCodec()) for schema in schemas]

    def start_anew(self, stamp: str) -> None:
        """Throw away what is there, whatever it is, for a database of this stamp."""
        for index in self._indexes:
            index.start_anew(stamp)

    def add(
        self,
        keys: Collection[int],
        articles: Iterable[dict[str, Any]],
        quotes: Iterable[dict[str, Any]],
        **stamps: str,
    ) -> None:
        """Index these documents in place of all that have these keys; ``stamps`` as for a seal.

        Raises UnsealedError where the index is not as it was written, and OSError.
        """
        for index, documents in zip(self._indexes, (articles, quotes), strict=True):
            with gc_paused():  # a fifth faster
                _write(BatchWriter(index, stamps), keys, list(documents))


def _write(writer: BatchWriter, keys: Collection[int], documents: list[dict[str, Any]]) -> None:
    try:
        writer.delete_keys(set(keys))
        for document in documents:
            writer.add_document(**document)
        writer.commit(mergetype=merge_in_tiers)
    except BaseException:
        writer.cancel()
        raise
