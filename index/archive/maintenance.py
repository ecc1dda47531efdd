"""Keep an archive healthy: index, check, back up, rebuild, recover."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import CheckResult
from index.engines.local.engine import DATABASE
from index.engines.opening import cluster_address, is_archive
from index.engines.protocol import Engine
from index.errors import ArchiveError
from index.user_data import ArchiveState

if TYPE_CHECKING:
    from index.engines.local.integrity.recovery import Recovery as Recovery  # also for the terminal

OTHER_WORDS = (
    "The words of this archive were indexed by another version of onrecord, so searches may miss"
    " articles. This mends it: onrecord rebuild"
)
FOLD_BATCH = 100  # articles whose names are compared together
MANY = 1000  # waiting items above which another process is worth its start


class Maintenance:
    """Index what is stored but not searchable yet; check, copy and rebuild the archive."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count_unindexed(self) -> int:
        """Return how many articles are stored but not searchable yet."""
        return self._engine.count_unindexed()

    def notes(self) -> tuple[str, ...]:
        """Return notes on what searches and lists of quotes lack, a sentence each."""
        notes = []
        if count := self._engine.count_unindexed():
            subject = "article is" if count == 1 else "articles are"
            notes.append(f"{count:,} {subject} not indexed yet and cannot be found.")
        if self._engine.needs_rebuild:
            notes.append(OTHER_WORDS)
        return tuple(notes)

    def stamp(self) -> Hashable:
        """Return a value that changes with every write, or None if asking costs a request."""
        return self._engine.changes.stamp()

    def state(self) -> ArchiveState:
        """Return what tells this state of the archive from others."""
        return self._engine.changes.state()

    def catch_up(self, *, wait: bool = False, pause: float = 0) -> int:
        """Index articles that are not searchable yet, as after a crash; return how many.

        If another process is writing, that process indexes them; ``wait`` waits for it. ``pause``
        is the time in seconds between two batches of names, in which other processes may write.
        """
        fold_new_names(self._engine, pause)
        return self._engine.catch_up(wait=wait)

    def is_far_behind(self) -> bool:
        """Return whether ``catch_up``, here and in the record, should run in another process."""
        return self._engine.count_waiting() > MANY

    def prepare(self) -> None:
        """Load what counting needs (numpy), so that the first view does not wait for it."""
        _ = self._engine.statistics

    def check(self) -> Iterator[CheckResult]:
        """Read every article and index file, and yield the state of each part and all damage.

        Changes nothing.
        """
        yield from self._engine.check()
        with suppress(ArchiveError):  # damage was reported above
            if outdated := self._engine.utterances.count_outdated():
                yield CheckResult(
                    "utterances",
                    f"{outdated:,} quotes are still grouped by the rules of an older onrecord; the"
                    " reader, “onrecord utterances”, “add” and “rebuild” compare them again",
                )

    def back_up(self, folder: Path) -> Path:
        """Copy the archive, as it is now, to another folder and return the new file.

        The folder is an archive of its own; its index is built on the first search. Other
        processes may keep adding. Raises ArchiveError if the folder holds an archive already.
        """
        return self._engine.back_up(folder)

    def rebuild(self, on_progress: Callable[[int], None] = lambda _: None) -> int:
        """Rebuild the index from the stored articles and return their number.

        Quotes that an older program grouped are compared again.

        ``on_progress`` is called from time to time with the number done.
        """
        count = self._engine.rebuild(on_progress)
        self._engine.utterances.catch_up()
        return count


def fold_new_names(engine: Engine, pause: float = 0) -> None:
    """Compare speaker names that were never compared with those they may be variants of."""
    if speakers := engine.speakers.uncompared():
        from index.name_folding import fold_missing  # with word lists, rarely needed

        fold_missing(engine, speakers, pause)


def fold_names_of(engine: Engine, ids: Sequence[str]) -> None:
    """Compare the speaker names of articles that are shown again, as if they were new."""
    if ids:
        from index.name_folding import fold_speakers

        for start in range(0, len(ids), FOLD_BATCH):
            batch = ids[start : start + FOLD_BATCH]
            articles, annotations = map(engine.article, batch), map(engine.annotation, batch)
            fold_speakers(engine, list(zip(articles, annotations, strict=True)))


def recover(folder: Path) -> Recovery | None:
    """Save what can be read of a damaged archive; return None if it is not damaged.

    The damaged file is kept. Raises ArchiveError if nothing can be read or if another process
    has the archive open.
    """
    from index.engines.local.integrity import recovery

    if cluster_address(folder):
        return None  # a cluster repairs itself from its copies
    path = folder / DATABASE
    if not is_archive(folder):
        raise ArchiveError(f"There is no archive in {folder}.")
    return recovery.recover(path) if recovery.is_damaged(path) else None
