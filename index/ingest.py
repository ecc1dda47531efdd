"""Adding: what is read, kept a few at a time, and what became of each."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from index.article import Annotation, Article, Outcome
from index.engines.protocol import Engine, Kept
from index.errors import IngestError

Item = tuple[Article | IngestError, float]
"""An article, or what could not be read, and how much of all has then been dealt with."""

BATCH = 32  # articles annotated and kept together
BATCH_SECONDS = 2.0  # or as many as come in this time, so that a reader sees them soon
IN_MEMORY = 1 << 24  # bytes of the standard input; what is longer waits on disk
STDIN = Path("-")
LOOK = 500  # milliseconds between two looks at a folder that is watched


class Annotator(Protocol):
    """Finds the entities and quotes of articles."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article, in order, with what was found in it."""
        ...


class Unannotated:
    """Finds nothing, at once."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article with nothing found in it."""
        for article in articles:
            yield article, Annotation()


def keep(
    engine: Engine, annotator: Callable[[], Annotator], items: Iterable[Item]
) -> Iterator[Outcome]:
    """Keep what is read; yield what became of each as it happens.

    ``annotator`` is asked for when the first article is new.
    """
    batch: list[tuple[Article, float]] = []
    waiting: set[str] = set()
    began = time.monotonic()
    for item, progress in items:
        if isinstance(item, IngestError):
            yield Outcome(
                status="failed", location=item.location, reason=item.message, progress=progress
            )
        elif item.id in waiting or engine.has(item.id):
            yield _outcome(Kept("same"), item, progress)
        else:
            batch.append((item, progress))
            waiting.add(item.id)
        if len(batch) >= BATCH or (batch and time.monotonic() - began > BATCH_SECONDS):
            yield from _keep(engine, annotator(), batch)
            batch, waiting, began = [], set(), time.monotonic()
    if batch:
        yield from _keep(engine, annotator(), batch)


def _keep(
    engine: Engine, annotator: Annotator, batch: Sequence[tuple[Article, float]]
) -> Iterator[Outcome]:
    from index.name_folding import fold_speakers  # with word lists that only adding needs

    annotated = list(annotator.annotate(article for article, _ in batch))
    kept = engine.add(annotated)
    fold_speakers(engine, annotated)
    for (article, progress), became in zip(batch, kept, strict=True):
        yield _outcome(became, article, progress)


def _outcome(kept: Kept, article: Article, progress: float) -> Outcome:
    return Outcome(
        status=kept.status,
        copy_of=kept.copy_of,
        version_of=kept.version_of,
        location=article.location,
        id=article.id,
        title=article.title,
        note=article.note,
        progress=progress,
    )


# Reading


def read_all(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    max_size: int | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Each article of files, folders and patterns of names; ``-`` is what ``stdin`` gives."""
    from index.sources.reading import MAX_SIZE, Options, read_paths  # with what each format needs

    options = Options(mapping=mapping or {}, max_size=max_size or MAX_SIZE)
    if stdin and STDIN in paths:
        from index.sources.reading import read

        with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
            shutil.copyfileobj(stdin, stream)
            size = stream.tell() or 1
            stream.seek(0)
            for item in read(stream, "stdin", options):  # type: ignore[arg-type]
                yield item, min(1.0, stream.tell() / size)
        paths = [path for path in paths if path != STDIN]
    yield from read_paths(absolute(paths), options)


def absolute(paths: Sequence[Path]) -> list[Path]:
    """The paths from the root on, and what fits those that are patterns.

    An edited file is known by its place, wherever the program is started.
    """
    found: list[Path] = []
    for path in paths:
        if glob.has_magic(os.fspath(path)) and not path.exists():
            fitting = sorted(glob.glob(os.fspath(path), recursive=True))  # noqa: PTH207 - absolute too
            found.extend(map(Path, fitting or [os.fspath(path)]))
        else:
            found.append(path)
    return [Path(os.path.abspath(path)) for path in found]  # noqa: PTH100 - as it was given, links kept


# Watching


def changes(paths: Sequence[Path]) -> Iterator[object]:
    """What changes in files and folders, as it happens; an empty set for every look without."""
    from watchfiles import watch  # only who watches needs it

    return watch(*absolute(paths), yield_on_timeout=True, rust_timeout=LOOK, raise_interrupt=True)


def settled(paths: Sequence[Path], events: Iterable[object]) -> Iterator[list[Path]]:
    """The files that are there, then those that came or changed, once they are whole.

    A file is whole when nothing has changed in it between two looks.
    """
    from index.sources.folders import files

    known = _stamps(files(absolute(paths)))
    yield list(known)
    waiting: dict[Path, tuple[int, int]] | None = None
    for event in chain(({None},), events):  # what came meanwhile made no event
        if not event and not waiting:
            continue
        now = _stamps(files(absolute(paths)))
        fresh = {path: stamp for path, stamp in now.items() if known.get(path) != stamp}
        whole = [path for path, stamp in fresh.items() if (waiting or {}).get(path) == stamp]
        known.update((path, fresh.pop(path)) for path in whole)
        waiting = fresh
        if whole:
            yield whole


def _stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The size of each file and when it was last written to."""
    found = {}
    for path in paths:
        try:
            about = path.stat()
        except OSError:  # gone since; or, where it was named, said when it is opened
            found[path] = (0, 0)
        else:
            found[path] = (about.st_size, about.st_mtime_ns)
    return found
