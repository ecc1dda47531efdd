"""The engine on this machine: SQLite stores the articles, a full-text index finds them.

The index is written after the articles, and read back from the database: so a crash between the
two leaves nothing to repair, and one code path indexes new, corrected and forgotten articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Annotation, Article, CheckResult, Entry, QuoteHit, Span
from index.engines.local.index_manager import IndexManager
from index.engines.local.integrity import permissions
from index.engines.local.store import Store
from index.engines.protocol import AddResult, Engine, QuoteRequest, SearchPage, SearchRequest
from index.engines.protocol_parts import EngineStatistics
from index.errors import ArchiveError
from index.user_data import Revision

if TYPE_CHECKING:
    from index.engines.local.annotations import AnnotationTable
    from index.engines.local.changes import LocalChanges
    from index.engines.local.database.feeds import FeedTable
    from index.engines.local.database.inputs import InputTable
    from index.engines.local.database.marks import MarkTable
    from index.engines.local.database.searches import SearchTable
    from index.engines.local.utterances import LocalUtterances
    from index.query import Order, Tree, Word

DATABASE, INDEX, LOCK = "archive.sqlite", "index", "write.lock"
ADD_LOCK_TIMEOUT = 2.0  # seconds that an addition waits for another process to index
FINAL_LOCK_TIMEOUT = 60.0  # seconds that it waits at the end


def _annotations(engine: LocalEngine) -> AnnotationTable:
    from index.engines.local.annotations import AnnotationTable

    return AnnotationTable(engine.store, lambda: engine.index.index_missing(ADD_LOCK_TIMEOUT))


def _changes(engine: LocalEngine) -> LocalChanges:
    from index.engines.local.changes import LocalChanges

    return LocalChanges(engine.store.database)


def _marks(engine: LocalEngine) -> MarkTable:
    return engine.store.marks


def _searches(engine: LocalEngine) -> SearchTable:
    from index.engines.local.database.searches import SearchTable

    return SearchTable(engine.store.database)


def _feeds(engine: LocalEngine) -> FeedTable:
    from index.engines.local.database.feeds import FeedTable

    return FeedTable(engine.store.database)


def _inputs(engine: LocalEngine) -> InputTable:
    from index.engines.local.database.inputs import InputTable

    return InputTable(engine.store.database)


def _utterances(engine: LocalEngine) -> LocalUtterances:
    from index.engines.local.utterances import LocalUtterances

    return LocalUtterances(engine.store, engine.index.results)


class LocalEngine(Engine):
    """Articles in one folder."""

    # What a search does not need is loaded when it is first used.
    annotations = cached_property(_annotations)
    changes = cached_property(_changes)
    marks = cached_property(_marks)
    searches = cached_property(_searches)
    feeds = cached_property(_feeds)
    inputs = cached_property(_inputs)
    utterances = cached_property(_utterances)

    def __init__(self, folder: Path, *, create: bool = True, one_shot: bool = False) -> None:
        """Open the folder and apply changes that were made to the corrections file by hand.

        ``create`` creates the folder if needed; ``one_shot`` answers simple searches without numpy.
        Raises ArchiveError.
        """
        if not (create or (folder / DATABASE).exists()):
            raise ArchiveError(
                f"There is no archive in {folder}. Check --archive and $ONRECORD_ARCHIVE,"
                " or add articles: onrecord add PATH"
            )
        self.folder = folder
        if create:
            try:
                permissions.make_folder(folder)
            except OSError as error:
                raise ArchiveError(f"{folder} cannot be an archive: {error.strerror}.") from error
        self.store = Store(folder / DATABASE)
        self._articles = self.store.articles
        self.index = IndexManager(self.store, folder / INDEX, folder / LOCK, one_shot=one_shot)
        self.corrections = self.store.corrections
        self.speakers = self.store.speakers
        self.store.corrections.apply_file()

    @property
    def statistics(self) -> EngineStatistics:
        from index.engines.local.statistics import LocalStatistics  # 35 ms that reading saves

        return LocalStatistics(self.store, self.index.results)

    def close(self) -> None:
        self.index.close()
        self.store.close()

    def on_progress(self, callback: Callable[[str], None]) -> None:
        self.index.on_progress = self.store.on_progress = callback

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[AddResult]:
        results = self.store.add(batch)
        self.index.index_missing(ADD_LOCK_TIMEOUT)
        return results

    def revise(self, revision: Revision) -> list[str]:
        shown_again = self.store.corrections.revise(revision)
        self.index.index_missing(ADD_LOCK_TIMEOUT)
        return shown_again

    # Maintenance

    def count_unindexed(self) -> int:
        return self._articles.count_unindexed()

    def count_waiting(self) -> int:
        if not self.store.database.writable:
            return 0
        names, utterances = self.speakers.count_uncompared(), self.store.utterances
        quotes = utterances.count_ungrouped() + utterances.count_outdated()
        return names + self.count_unindexed() + quotes

    def catch_up(self, *, wait: bool = False) -> int:
        return self.index.catch_up(FINAL_LOCK_TIMEOUT if wait else 0)

    def back_up(self, folder: Path) -> Path:
        from index.engines.local.integrity.backup import back_up

        return back_up(self.store.database, folder)

    def check(self) -> Iterator[CheckResult]:
        from index.engines.local.integrity import integrity_check

        yield from integrity_check.check_database(self._articles)
        yield from integrity_check.check_index(self.store, self.folder / INDEX)
        yield from integrity_check.check_permissions(self.folder)

    def rebuild(self, on_progress: Callable[[int], None] = lambda _: None) -> int:
        self.index.rebuild(on_progress)
        return len(self._articles.keys())

    # Reading

    def has(self, id: str) -> bool:
        return self._articles.has(id)

    def hidden(self, ids: Sequence[str]) -> set[str]:
        return self._articles.hidden(ids)

    def full_id(self, prefix: str) -> str:
        return self._articles.full_id(prefix)

    def count(self) -> int:
        return self._articles.count()

    def digest(self) -> str:
        return self._articles.digest()

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        return tuple(self._articles.articles(order, offset, limit))

    def copies(self, id: str) -> tuple[Entry, ...]:
        return tuple(self._articles.copies(self._articles.find_key(id)))

    def versions(self, id: str) -> tuple[Entry, ...]:
        return tuple(self._articles.versions(self._articles.find_key(id)))

    def article(self, id: str) -> Article:
        return self._articles.article(self._articles.find_key(id))

    def annotation(self, id: str) -> Annotation:
        return self._articles.annotation(self._articles.find_key(id))

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        key = self._articles.find_key(id)
        return self.index.ask(lambda searcher: searcher.matches(tree, key))

    # Searching

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        return self.index.ask(lambda searcher: searcher.search(request, cancelled))

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        return self.index.ask(lambda searcher: searcher.count_hits(tree, show_copies=show_copies))

    def quotes(self, request: QuoteRequest) -> tuple[int, tuple[QuoteHit, ...]]:
        return self.index.ask(lambda searcher: searcher.quotes(request))

    # Vocabulary

    def frequencies(self, field: str, words: Sequence[str], as_of: int = 0) -> list[int]:
        return self.index.ask(
            lambda searcher: [searcher.frequency(field, word, as_of) for word in words]
        )

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        return self.index.ask(lambda searcher: searcher.has_word(word, as_of))

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        return self.index.ask(lambda searcher: searcher.near_words(field, word, edits, as_of))

    def starting_words(self, prefix: str, limit: int, field: str = "text") -> list[tuple[str, int]]:
        return self.index.ask(lambda searcher: searcher.starting_words(prefix, limit, field))
