"""The full-text index of the local engine: two Whoosh indexes in one folder."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, LockError

from index.engines.schema import ARTICLES, QUOTES
from index.engines.writer import BatchWriter, merge_in_tiers
from index.errors import ArchiveError

LOCK_SECONDS = 60.0


class FullText:
    """Both indexes in one folder; made where there are none."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._storage = FileStorage(str(folder))
        self.articles = self._open("articles", ARTICLES)
        self.quotes = self._open("quotes", QUOTES)

    def _open(self, name: str, schema: fields.Schema) -> FileIndex:
        try:
            return FileIndex(self._storage, schema, name)
        except EmptyIndexError:
            return self._storage.create_index(schema, name)

    def clear(self) -> None:
        """Throw away what is indexed."""
        for index in (self.articles, self.quotes):
            writer = _writer(index)
            writer.commit(mergetype=lambda *_: [])

    def add(
        self,
        keys: Collection[int],
        articles: Iterable[dict[str, Any]],
        quotes: Iterable[dict[str, Any]],
        patience: float = LOCK_SECONDS,
    ) -> None:
        """Index these documents in place of all that have these keys.

        Raises ArchiveError when another program keeps writing for longer than ``patience``.
        """
        for index, documents in ((self.articles, articles), (self.quotes, quotes)):
            with _without_collector():
                self._write(index, keys, list(documents), patience)

    def _write(
        self,
        index: FileIndex,
        keys: Collection[int],
        documents: list[dict[str, Any]],
        patience: float,
    ) -> None:
        writer = _writer(index, patience)
        try:
            writer.delete_keys(set(keys))
            for document in documents:
                writer.add_document(**document)
            writer.commit(mergetype=merge_in_tiers)
        except BaseException:
            writer.cancel()
            raise


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small objects are made and none in circles: looking for those takes a fifth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _writer(index: FileIndex, patience: float = LOCK_SECONDS) -> BatchWriter:
    try:
        return BatchWriter(index, patience)
    except LockError:
        raise ArchiveError(
            "Another program is adding to this archive; try again when it is done."
        ) from None


def throw_away(folder: Path) -> None:
    """Remove an index; raises ArchiveError where a program is writing it."""
    storage = FileStorage(str(folder))
    for name in ("articles", "quotes"):
        lock = storage.lock(f"{name}_WRITELOCK")
        if not lock.acquire(blocking=False):
            raise ArchiveError(
                "Another program is writing the index just now; try again in a moment."
            )
        lock.release()
    shutil.rmtree(folder)
