"""An archive that is thrown away, which shows what adding would do."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.article import Annotation, Article
from index.engines.local.engine import DATABASE, LocalEngine
from index.engines.protocol import Kept
from index.errors import ArchiveError


class _Unindexed(LocalEngine):
    """Keeps articles, but leaves the index alone."""

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[Kept]:
        """Keep these articles; they cannot be found."""
        return self._store.add(batch)

    def catch_up(self, *, wait: bool = False) -> int:  # noqa: ARG002 - there is nothing to wait for
        """Index nothing."""
        return 0


@contextmanager
def rehearse(folder: Path) -> Iterator[LocalEngine]:
    """An engine with the articles of a folder, if there are any; gone at the end.

    Raises ArchiveError where the archive there cannot be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        if (folder / DATABASE).exists():
            _copy(folder / DATABASE, Path(scratch) / DATABASE)
        engine = _Unindexed(Path(scratch))
        try:
            yield engine
        finally:
            engine.close()


def _copy(path: Path, copy: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{path} cannot be read: {error}.") from error
