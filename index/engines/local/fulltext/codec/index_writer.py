"""Write the full-text index: an index of articles and one of quotes, in one folder.

The caller must hold the write lock of the archive (``lock``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.engines.local.database.serialization import OUTDATED, StoredArticle
from index.engines.local.fulltext import documents
from index.engines.local.fulltext.codec.segment_writer import BatchWriter, merge_in_tiers
from index.engines.local.fulltext.codec.storage import SealedStorage
from index.engines.local.fulltext.schema import SCHEMAS
from index.engines.local.integrity import permissions
from index.gc_control import gc_paused


class IndexWriter:
    """Write both indexes."""

    def __init__(self, folder: Path) -> None:
        permissions.make_folder(folder)
        self._storage = SealedStorage(str(folder))

    def clear(self, stamp: str) -> None:
        """Replace whatever is there by empty indexes for a database with this stamp."""
        for name, fields in SCHEMAS.items():
            self._storage.clear(name, fields, stamp)

    def add(
        self,
        batch: Sequence[StoredArticle],
        name_keys: Callable[[Sequence[str]], Mapping[str, int]],
        **stamps: str,
    ) -> None:
        """Index articles and their quotes, replacing what is indexed of them.

        Outdated versions and hidden articles are removed from the index. ``name_keys`` numbers the
        names in facets, ``stamps`` are those of ``seal.write``. Raises UnsealedError if the index
        is not as it was written, and OSError.
        """
        found = [stored for stored in batch if stored.state < OUTDATED]
        named = {stored.key: documents.facet_names(stored.annotation) for stored in found}
        names = {name for of_article in named.values() for _, name in of_article}
        names.update(stored.article.source for stored in found if stored.article.source)
        keys = name_keys(sorted(names))
        articles = (
            documents.article_document(
                stored,
                keys.get(stored.article.source, 0),
                documents.facet_values(named[stored.key], keys),
            )
            for stored in found
        )
        quotes = (document for stored in found for document in documents.quote_documents(stored))
        for (name, fields), added in zip(SCHEMAS.items(), (articles, quotes), strict=True):
            with gc_paused():  # saves a fifth of the time
                writer = BatchWriter(self._storage, name, fields, stamps)
                _write(writer, {stored.key for stored in batch}, added)


def _write(writer: BatchWriter, keys: Collection[int], added: Iterable[dict[str, Any]]) -> None:
    try:
        writer.delete_articles(keys)
        for document in added:
            writer.add_document(**document)
        writer.commit(mergetype=merge_in_tiers)
    except BaseException:
        writer.cancel()
        raise


def new_stamp() -> str:
    """Return a stamp that no index ever had."""
    return os.urandom(8).hex()
