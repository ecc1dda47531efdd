"""The articles that an archive stores in SQLite, with all that applies to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Annotation, Article
from index.engines.local.corrections.service import CorrectionService
from index.engines.local.database.articles import ArticleStore
from index.engines.local.database.connection import Database
from index.engines.local.database.speakers import SpeakerTable
from index.engines.protocol import AddResult

if TYPE_CHECKING:
    from index.engines.local.database.marks import MarkTable
    from index.engines.local.database.utterances.table import UtteranceTable
    from index.engines.local.name_numbers import NameNumbers

CORRECTIONS = "corrections.toml"
BACKFILL_BATCH = 500  # articles of an older archive in one transaction


class Store:
    """The database of an archive, one attribute for each subject."""

    def __init__(self, path: Path) -> None:
        """Open the database, creating or upgrading it if needed; raises ArchiveError."""
        self.database = Database(path)
        self.articles = ArticleStore(self.database)
        self.corrections = CorrectionService(self.articles, path.with_name(CORRECTIONS))
        self.speakers = SpeakerTable(self.database, self.corrections.correct_names)
        self.on_progress: Callable[[str], None] = lambda _: None
        """Called with a message before work that takes long."""
        self._has_fingerprints = False
        self._stopped = threading.Event()

    @cached_property
    def marks(self) -> MarkTable:
        """The user's marks and notes."""
        from index.engines.local.database.marks import MarkTable  # only a search for marks needs it

        return MarkTable(self.database, self.articles.find_key)

    @cached_property
    def names(self) -> NameNumbers:
        """The numbers of names in the index."""
        from index.engines.local.name_numbers import NameNumbers  # only counts and names need it

        return NameNumbers(self.database)

    @cached_property
    def utterances(self) -> UtteranceTable:
        """Which quotes report one utterance."""
        from index.engines.local.database.utterances.table import UtteranceTable  # 5 ms

        return UtteranceTable(
            self.database, lambda message: self.on_progress(message), self._stopped
        )

    def stop_comparing(self) -> None:
        """Have the comparison of quotes end after its present batch, and wait for that."""
        self._stopped.set()
        if "utterances" in vars(self):  # it was used
            self.utterances.wait()

    def close(self) -> None:
        """Stop comparing quotes, and close the connections of all threads."""
        self.stop_comparing()
        self.database.close()

    def add(self, batch: Iterable[tuple[Article, Annotation]]) -> list[AddResult]:
        """Store all articles or none; those stored already stay as they are."""
        # Only adding needs these modules, and the libraries that they import.
        from index.engines.local.database.article_writer import insert
        from index.engines.local.database.versions import place

        self._backfill_fingerprints()
        results, keys = [], []
        with self.database.transaction() as cursor:
            for article, annotation in batch:
                key = insert(cursor, article, annotation)
                if key is None:
                    results.append(AddResult("same"))
                else:
                    results.append(place(cursor, key, article))
                    keys.append(key)
            self.corrections.correct_articles(cursor, keys)
        return results

    def _backfill_fingerprints(self) -> None:
        """Backfill the fingerprints of articles added by older versions, once per start."""
        if self._has_fingerprints:
            return
        from index.engines.local.database.versions import backfill_fingerprints

        while rows := self.database.rows(
            "SELECT key FROM articles WHERE address IS NULL ORDER BY key LIMIT ?", (BACKFILL_BATCH,)
        ):
            with self.database.transaction() as cursor:
                for (key,) in rows:
                    backfill_fingerprints(cursor, key, *self.articles.read(key))
        self._has_fingerprints = True
