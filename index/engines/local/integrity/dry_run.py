"""Show what adding would do, in a copy of the archive that is thrown away."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.article import Annotation, Article
from index.engines.local.engine import DATABASE, LocalEngine
from index.engines.protocol import AddResult
from index.errors import ArchiveError


class _UnindexedEngine(LocalEngine):
    """A local engine that stores articles and indexes nothing."""

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[AddResult]:
        return self.store.add(batch)

    def catch_up(self, *, wait: bool = False) -> int:  # noqa: ARG002 - nothing to wait for
        return 0


@contextmanager
def dry_run(folder: Path) -> Iterator[LocalEngine]:
    """Open an engine with a copy of the articles in ``folder``, if any; delete it at the end.

    Raises ArchiveError if the archive cannot be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        if (folder / DATABASE).exists():
            _copy(folder / DATABASE, Path(scratch) / DATABASE)
        engine = _UnindexedEngine(Path(scratch))
        try:
            yield engine
        finally:
            engine.close()


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
            closing(sqlite3.connect(target)) as copy,
        ):
            original.backup(copy)
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{source} cannot be read: {error}.") from error
