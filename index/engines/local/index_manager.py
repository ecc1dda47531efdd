"""Manage the full-text index: open it, rebuild it if it is unusable, and keep it up to date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.engines.local.database.serialization import StoredArticle
from index.engines.local.fulltext.lock import WriteLock
from index.engines.local.store import Store
from index.errors import ArchiveError, Cancelled, OnRecordError

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.query_results import QueryResults
    from index.engines.local.fulltext.search.searcher import Searcher

T = TypeVar("T")

BATCH_SIZE = 5000  # articles indexed and committed together
REBUILD_TIMEOUT = 60.0  # seconds to wait for another process that is writing the index
LOCK_RETRY_INTERVAL = 0.2  # seconds
MAX_ATTEMPTS = 5  # at a question while another process merges the files it needs


class IndexManager:
    """The full-text index of one store. Every method may be called from any thread."""

    def __init__(self, store: Store, folder: Path, lock: Path, *, one_shot: bool = False) -> None:
        self._store, self._articles = store, store.articles
        self._folder = folder
        self._lock = WriteLock(lock)
        self._one_shot = one_shot
        self._searcher: Searcher | None = None
        self._opening = threading.Lock()
        self.on_progress: Callable[[str], None] = lambda _: None
        """Called with a message before work that takes long."""

    def close(self) -> None:
        """Close the files."""
        if self._searcher:
            self._searcher.close()

    def ask(self, question: Callable[[Searcher], T]) -> T:
        """Return the answer to a question; the index is opened when first needed.

        A damaged index is rebuilt. Raises what the question raises.
        """
        from index.engines.local.integrity.seal import UnsealedError

        for left in reversed(range(MAX_ATTEMPTS)):
            is_new = self._searcher is None
            searcher = self.searcher()
            if is_new:
                with suppress(ArchiveError):  # what is indexed is searchable all the same
                    self.index_missing(timeout=0)  # another process that writes indexes it
            try:
                return question(searcher)
            except (OnRecordError, Cancelled):
                raise
            except Exception as error:
                searcher.close()
                # Another process that merges files deletes the old ones, and may write so often
                # that the newest state is replaced before it is read. A user may delete them, too.
                was_replaced = left > 1 and isinstance(error, (FileNotFoundError, UnsealedError))
                if not left or not (was_replaced or self._rebuild_if_damaged()):
                    raise
        raise AssertionError

    def results(self) -> QueryResults:
        """Return the results of queries in the newest state of the index."""
        return self.ask(lambda searcher: searcher.state().results)

    def searcher(self) -> Searcher:
        """Return the opened index; an unusable one is replaced by an empty one."""
        with self._opening:
            if self._searcher is None:
                self._searcher = self._open()
            return self._searcher

    def _open(self) -> Searcher:
        # Imported here because reading an article needs no search.
        from index.engines.local.fulltext.search.searcher import Searcher, UnusableIndexError
        from index.engines.local.integrity import seal

        until = time.monotonic() + REBUILD_TIMEOUT
        while True:
            try:
                searcher = Searcher(self._store, self._folder, one_shot=self._one_shot)
                break
            except UnusableIndexError as error:
                self._require_writable(str(error))
            with self._lock.held(LOCK_RETRY_INTERVAL) as held:
                if held:
                    self._clear_if_unusable()
                elif time.monotonic() > until:
                    raise ArchiveError(
                        "Another process is rebuilding the index. Try again when it is done."
                    )
        if searcher.moved and self._store.database.writable:
            with self._lock.held(0) as held:
                if held:
                    seal.renew(self._folder)
        return searcher

    def _require_writable(self, reason: str) -> None:
        if not self._store.database.writable:
            raise ArchiveError(
                f"{self._folder.parent} cannot be searched: it can be read but not written, and has"
                f" no usable index{reason and f' ({reason})'}. Copy the folder to one of your own,"
                " and search there."
            )

    def _clear_if_unusable(self) -> None:
        from index.engines.local.fulltext.search.searcher import Searcher, UnusableIndexError

        try:
            Searcher(self._store, self._folder).close()
        except UnusableIndexError as error:
            self._clear(str(error))

    def _clear(self, reason: str) -> None:
        """Replace the index by an empty one and report why; the caller must hold the lock."""
        count = self._articles.count()
        if reason or self._articles.stamp():
            problem = f"cannot be used: {reason}." if reason else "is missing."
            self.on_progress(f"The index {problem} Rebuilding it from the articles ({count:,}).")
        self._write_empty_index()

    def _write_empty_index(self) -> None:
        from index.engines.local.fulltext.codec.index_writer import IndexWriter, new_stamp

        stamp = new_stamp()
        with self._writing():
            # The database first: an index with a stamp that it does not know is rebuilt.
            self._articles.forget_index(stamp)
            IndexWriter(self._folder).clear(stamp)

    def _rebuild_if_damaged(self) -> bool:
        """Rebuild the index if its files have changed; return whether they had."""
        reason = self._damage()
        if reason is None:
            return False
        self._require_writable(reason)
        with self._lock.held(REBUILD_TIMEOUT) as held:
            reason = self._damage() if held else None
            if reason is not None:
                self._clear(reason)
        self.index_missing(REBUILD_TIMEOUT)
        return True

    def _damage(self) -> str | None:
        """Return what is wrong with the files (empty if there are none), or None."""
        from index.engines.local.integrity.seal import UnsealedError, damaged_files

        try:
            files = damaged_files(self._folder)
        except (UnsealedError, OSError) as error:
            return str(error)
        return f"{files[0]} is not as it was written" if files else None

    # Writing

    def catch_up(self, timeout: float) -> int:
        """Index the articles that are not indexed yet, and report it; return how many.

        Waits up to ``timeout`` seconds for another process that is writing.
        """
        if not (self._store.database.writable and self._articles.count_unindexed()):
            return 0
        self.searcher()
        count = self._articles.count_unindexed()
        self.on_progress(f"{_articles_are(count)} not indexed yet; indexing now.")
        done = self.index_missing(LOCK_RETRY_INTERVAL)
        if timeout and self._articles.count_unindexed():
            self.on_progress("Another process is writing the index; waiting for it.")
            done += self.index_missing(timeout)
        if left := self._articles.count_unindexed():
            self.on_progress(
                f"{_articles_are(left)} not indexed yet: another process is writing the index."
            )
        return done

    def index_missing(
        self, timeout: float, on_progress: Callable[[int], None] = lambda _: None
    ) -> int:
        """Index the articles that are not indexed yet; return how many.

        Gives up if another process keeps writing for ``timeout`` seconds. ``on_progress`` is
        called with the number of articles done.
        """
        done = 0
        self.searcher()
        while self._store.database.writable and self._articles.count_unindexed():
            with self._lock.held(timeout) as held:
                batch = self._articles.unindexed(BATCH_SIZE) if held else []
                if not batch:
                    break
                done += self.index(batch)
                on_progress(done)
        return done

    def index(self, batch: list[StoredArticle]) -> int:
        """Index stored articles and return how many; the caller must hold the lock."""
        from index.engines.local.fulltext.codec.index_writer import IndexWriter, new_stamp
        from index.engines.local.integrity.seal import UnsealedError

        stamp = new_stamp()
        try:
            with self._writing():
                IndexWriter(self._folder).add(
                    batch,
                    self._store.names.add,
                    stamp=stamp,
                    before=self._articles.stamp(),
                )
        except (UnsealedError, FileNotFoundError) as error:
            self._clear(str(error))
            return 0
        self._articles.mark_indexed(batch, stamp)
        return len(batch)

    def rebuild(self, on_progress: Callable[[int], None] = lambda _: None) -> None:
        """Rebuild the index from the articles; those not indexed yet cannot be found meanwhile.

        ``on_progress`` is called with the number of articles done. Raises ArchiveError if another
        process keeps writing.
        """
        self._store.database.require_writable()
        with self._lock.held(REBUILD_TIMEOUT) as held:
            if not held:
                raise ArchiveError(
                    "Another process is writing the index. Try again when it is done."
                )
            self._write_empty_index()
        self.index_missing(REBUILD_TIMEOUT, on_progress)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise ArchiveError(
                f"The index in {self._folder} cannot be written: {error.strerror}. All articles"
                " are saved. Make room on the disk, or make the folder writable, then run onrecord"
                " again to index them."
            ) from error


def _articles_are(count: int) -> str:
    return f"{count:,} {'article is' if count == 1 else 'articles are'}"
