"""Keeping the index fit to be asked: opened, made again where it has to be, and not behind."""

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
    from index.engines.local.fulltext.search.searcher import Finder
    from index.engines.local.fulltext.search.state import State

T = TypeVar("T")

INDEX_BATCH = 5000  # articles read, analysed and committed together after a long absence
MAKING_SECONDS = 60.0  # that an index may take that another program is making
LOOK_AGAIN = 0.2  # seconds after which it is tried
TRIES = 5  # of a question whose files another program merges into others meanwhile


class Upkeep:
    """The index of one store. Every method may be called from any thread."""

    def __init__(self, store: Store, folder: Path, lock: Path, *, one_shot: bool = False) -> None:
        self._store = store
        self._one_shot = one_shot
        self._folder = folder
        self._lock = WriteLock(lock)
        self._opened: Finder | None = None
        self._opening = threading.Lock()
        self.tell: Callable[[str], None] = lambda _: None
        """Is told what takes time, and why."""

    def close(self) -> None:
        """Give up the files."""
        if self._opened:
            self._opened.close()

    def ask(self, question: Callable[[Finder], T]) -> T:
        """The answer of the index, which is opened when it is first needed.

        An index that turns out to be damaged is made again. Raises what the question raises.
        """
        for left in reversed(range(TRIES)):
            is_new = self._opened is None
            finder = self.finder()
            if is_new:
                with suppress(ArchiveError):  # what is indexed can be found all the same
                    self.index_missing(patience=0)  # where another program writes, it does that
            try:
                return question(finder)
            except (OnRecordError, Cancelled):
                raise
            except Exception as error:
                finder.close()
                # The files of an older state are gone when another program has merged them.
                if not left or not (isinstance(error, FileNotFoundError) or self._mended(finder)):
                    raise
        raise AssertionError

    def newest_state(self) -> State:
        """Return the newest state of the index."""
        return self.ask(lambda finder: finder.newest_state())

    def finder(self) -> Finder:
        """The index; made, without articles, where there is none that can be used."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> Finder:
        """The finder over an index that can be used, which is made first where there is none."""
        from index.engines.local.fulltext.search.searcher import (  # which reading does without
            Finder,
            UnusableError,
        )

        until = time.monotonic() + MAKING_SECONDS
        while True:
            try:
                finder = Finder(self._store, self._folder, one_shot=self._one_shot)
                break
            except UnusableError as error:
                self._must_write(str(error))
            with self._lock.held(LOOK_AGAIN) as held:
                if held:
                    self._make_unless_made()
                elif time.monotonic() > until:
                    raise ArchiveError(
                        "Another program is making the index; try again when it is done."
                    )
        if finder.moved and self._store.database.writable:
            with self._lock.held(0) as held:
                if held:
                    finder.renew_seal()
        return finder

    def _must_write(self, why: str) -> None:
        if not self._store.database.writable:
            raise ArchiveError(
                f"Nothing can be searched in {self._folder.parent}, which can be read but not"
                f" written: there is no index that can be used{why and f', as {why}'}."
                " Copy the folder to one of your own, and search there."
            )

    def _make_unless_made(self) -> None:
        from index.engines.local.fulltext.search.searcher import Finder, UnusableError

        try:
            Finder(self._store, self._folder).close()
        except UnusableError as error:
            self._start_anew(str(error))

    def _start_anew(self, why: str) -> None:
        """Throw away what is indexed, telling why; the lock is held."""
        from index.engines.local.fulltext.search.searcher import start_anew

        count = self._store.articles.count()
        if why or self._store.articles.stamp():
            reason = f"not used, as {why}: it" if why else "missing, and"
            self.tell(f"The index is {reason} is made again from the articles ({count:,}).")
        with self._writing():
            start_anew(self._store, self._folder)

    def _mended(self, finder: Finder) -> bool:
        """Whether the index was damaged behind our back, and is made again."""
        from index.engines.local.integrity.seal import UnsealedError

        try:
            files = finder.damaged_files()
        except (UnsealedError, OSError) as error:
            why = str(error)
        else:
            why = f"{files[0]} is not as it was written" if files else ""
        if not why:
            return False
        self._must_write(why)
        with self._lock.held(MAKING_SECONDS) as held:
            if held:
                self._start_anew(why)
        self.index_missing(MAKING_SECONDS)
        return True

    # Writing

    def catch_up(self, patience: float) -> int:
        """Index what is kept but cannot be found yet, telling of it; returns how many.

        Where another program is writing, it is waited for so many seconds.
        """
        if not (self._store.database.writable and self._store.articles.count_unindexed()):
            return 0
        self.finder()
        late = self._store.articles.count_unindexed()
        self.tell(f"{_articles(late)} kept but not indexed yet; this is done now.")
        done = self.index_missing(LOOK_AGAIN)
        if patience and self._store.articles.count_unindexed():
            self.tell("Another program is writing the index; waiting for it.")
            done += self.index_missing(patience)
        if left := self._store.articles.count_unindexed():
            self.tell(f"{_articles(left)} not indexed yet; another program is at it.")
        return done

    def index_missing(self, patience: float, told: Callable[[int], None] = lambda _: None) -> int:
        """Index what is not; give up, without a word, where another program goes on writing.

        ``told`` hears how many are done.
        """
        done = 0
        finder = self.finder()
        while self._store.database.writable and self._store.articles.count_unindexed():
            with self._lock.held(patience) as held:
                batch = self._store.articles.unindexed(INDEX_BATCH) if held else []
                if not batch:
                    break
                done += self._index(finder, batch)
                told(done)
        return done

    def _index(self, finder: Finder, batch: list[StoredArticle]) -> int:
        from index.engines.local.integrity.seal import UnsealedError

        try:
            with self._writing():
                stamp = finder.index(batch)
        except (UnsealedError, FileNotFoundError) as error:
            self._start_anew(str(error))
            return 0
        self._store.articles.mark_indexed(batch, stamp)
        return len(batch)

    def rebuild(self, told: Callable[[int], None] = lambda _: None) -> None:
        """Make the index again from what is kept; ``told`` hears how many are done.

        What is not indexed yet cannot be found meanwhile. Raises ArchiveError where another
        program goes on writing.
        """
        from index.engines.local.fulltext.search.searcher import start_anew

        self._store.database.require_writable()
        with self._lock.held(MAKING_SECONDS) as held:
            if not held:
                raise ArchiveError(
                    "Another program is writing the index; try again when it is done."
                )
            with self._writing():
                start_anew(self._store, self._folder)
        self.index_missing(MAKING_SECONDS, told)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise ArchiveError(
                f"The index in {self._folder} cannot be written: {error.strerror}. All articles"
                " are kept; make room, or see whose the folder is, and they are indexed then."
            ) from error


def _articles(count: int) -> str:
    return f"{count:,} {'article is' if count == 1 else 'articles are'}"
