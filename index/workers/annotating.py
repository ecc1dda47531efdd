"""Give batches of articles to workers, take back what returns, and find articles that kill them.

When a worker is killed, the articles of all batches that its pool had are suspected. They
are given again, each alone. One that kills a worker again is set aside, with the reason.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import cached_property, partial
from typing import NamedTuple

from index.annotate.models import DEFAULT_MODELS, Models
from index.article import Annotation, Article
from index.errors import ArchiveError
from index.workers.annotator import THIS_PROCESS, Annotator, LoadAnnotator, Workers
from index.workers.executors import ExecutorSource, LocalProcesses
from index.workers.worker import (
    Row,
    annotate_rows,
    describe_models,
    load_annotation,
    work,
)

POLL_SECONDS = 1.0
KILLED = "the process that annotated it ended early (killed, crashed or out of memory)"


class AnnotatedBatch(NamedTuple):
    """The articles of a batch that returned."""

    annotated: tuple[tuple[Article, Annotation], ...]
    failed: tuple[tuple[Article, str], ...]
    """The articles that cannot be annotated, and why."""


class _Batch(NamedTuple):
    number: tuple[int, int]
    """Its place in the order in which articles are yielded."""
    articles: tuple[Article, ...]
    is_suspect: bool = False
    """Whether a worker was killed while it had this batch."""


class Annotating:
    """The workers of one archive; they are started when the first article needs them."""

    def __init__(
        self,
        load: LoadAnnotator,
        models: Models = DEFAULT_MODELS,
        workers: Workers = THIS_PROCESS,
        on_progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        """``load`` is imported by its name unless this process annotates."""
        self._load, self._models, self._workers = load, models, workers
        self.on_progress = on_progress
        self._annotator: Annotator | None = None
        self._source: ExecutorSource | None = None

    def run(self) -> AnnotationRun:
        """Return an empty run."""
        return AnnotationRun(self)

    def source(self) -> ExecutorSource:
        """Return the executors; raises ArchiveError."""
        if self._source is None:
            self._source = _open_executor(self._workers)
        return self._source

    def submit(self, texts: Sequence[str]) -> Future[tuple[list[Row], str]]:
        """Give texts to a worker; raises ArchiveError."""
        source = self.source()
        if self._workers.is_this_process:
            if self._annotator is None:
                self._annotator = self._load(self._models)
            return source.submit(_annotate_here, self._annotator, texts)
        task = partial(work, self._load, (*self._models,), self._expected)
        return source.submit(task, texts)

    @cached_property
    def _expected(self) -> list[str]:
        return describe_models(self._models)

    def close(self) -> None:
        """End the workers; what they were doing is lost."""
        if self._source is not None:
            self._source.close()
            self._source = None


def _open_executor(workers: Workers) -> ExecutorSource:
    if workers.scheduler:
        from index.workers.dask_cluster import DaskCluster  # with distributed, 1 s

        return DaskCluster(workers.scheduler)
    return ExecutorSource() if workers.is_this_process else LocalProcesses(workers.jobs)


def _annotate_here(annotator: Annotator, texts: Sequence[str]) -> tuple[list[Row], str]:
    return annotate_rows(annotator, texts), ""


class AnnotationRun:
    """Batches that were given to workers, and come back in the same order."""

    def __init__(self, annotating: Annotating) -> None:
        self._annotating = annotating
        self._given = 0
        self._waiting: deque[_Batch] = deque()
        self._suspects: deque[_Batch] = deque()
        self._running: dict[Future[tuple[list[Row], str]], tuple[_Batch, Executor]] = {}
        self._held: dict[tuple[int, int], AnnotatedBatch] = {}
        """Batches that have returned before an earlier one."""
        self._waits_for = ""

    def give(self, articles: Sequence[Article]) -> None:
        """Give a batch to the workers."""
        self._waiting.append(_Batch((self._given, 0), tuple(articles)))
        self._given += 1

    def returned(self) -> Iterator[AnnotatedBatch]:
        """Yield batches that have returned; wait only while the workers have enough to do."""
        while self._waiting or self._suspects:
            self._submit()
            yield from self._collect(wait_for_one=bool(self._waiting or self._suspects))
        yield from self._collect(wait_for_one=False)

    def rest(self) -> Iterator[AnnotatedBatch]:
        """Wait for all batches, and yield each when it returns."""
        while self._waiting or self._suspects or self._running:
            self._submit()
            yield from self._collect(wait_for_one=True)

    def _submit(self) -> None:
        if self._suspects:
            if not self._running:
                self._start(self._suspects.popleft())
            return
        window = self._annotating.source().window()
        while self._waiting and len(self._running) < window and len(self._held) < 2 * window:
            self._start(self._waiting.popleft())

    def _start(self, batch: _Batch) -> None:
        executor = self._annotating.source().executor
        future = self._annotating.submit([article.text for article in batch.articles])
        self._running[future] = batch, executor

    def _collect(self, *, wait_for_one: bool) -> Iterator[AnnotatedBatch]:
        """Yield the batches that have returned; raises ArchiveError if no more can return."""
        try:
            done: set[Future[tuple[list[Row], str]]] = set()
            while self._running and not done:
                timeout = POLL_SECONDS if wait_for_one else 0
                done = wait(self._running, timeout, FIRST_COMPLETED).done
                for future in done:
                    self._take(future, *self._running.pop(future))
                if not wait_for_one:
                    break
                if not done:
                    self._report(self._annotating.source().check())
        except ArchiveError:
            yield from self._release(every=True)
            raise
        yield from self._release()

    def _release(self, *, every: bool = False) -> Iterator[AnnotatedBatch]:
        """Yield what has returned, but not before the batches that were given earlier."""
        running = [batch for batch, _ in self._running.values()]
        missing = [each.number for each in (*running, *self._suspects, *self._waiting)]
        for number in sorted(self._held):
            if every or not missing or number < min(missing):
                yield self._held.pop(number)

    def _report(self, waits_for: str) -> None:
        if waits_for and waits_for != self._waits_for:
            self._annotating.on_progress(waits_for)
        self._waits_for = waits_for

    def _take(
        self, future: Future[tuple[list[Row], str]], batch: _Batch, executor: Executor
    ) -> None:
        source = self._annotating.source()
        if future.cancelled():  # the scheduler has lost it
            source.check()
            self._waiting.appendleft(batch)
            return
        error = future.exception()
        if source.is_killed(error):
            source.restart(executor)
            self._suspect(batch)
        elif error is not None:
            reason = f"{type(error).__name__}: {error}"
            raise ArchiveError(f"The workers cannot run this version of onrecord: {reason}")
        else:
            rows, problem = future.result()
            if problem:
                raise ArchiveError(
                    f"{problem}. Install the same version there. Returned articles are stored."
                )
            if batch.articles:
                self._held[batch.number] = _read_rows(batch.articles, rows)

    def _suspect(self, batch: _Batch) -> None:
        """Give the articles of a batch again, each alone, unless that was done already."""
        number, articles, is_suspect = batch
        if not articles and is_suspect:
            raise ArchiveError(
                "The processes that annotate end as soon as they start. Is there enough memory?"
                " Try again without --jobs."
            )
        if not articles:
            self._suspects.appendleft(batch._replace(is_suspect=True))
        elif is_suspect:
            self._held[number] = AnnotatedBatch((), ((articles[0], KILLED),))
        else:
            if not self._suspects:
                self._suspects.append(_Batch(number, ()))  # can a worker start at all?
            self._suspects.extend(
                _Batch((number[0], place), (each,), is_suspect=True)
                for place, each in enumerate(articles)
            )


def _read_rows(articles: Sequence[Article], rows: Sequence[Row]) -> AnnotatedBatch:
    annotated, failed = [], []
    for article, (row, reason) in zip(articles, rows, strict=True):
        if reason:
            failed.append((article, reason))
        else:
            annotated.append((article, load_annotation(row)))
    return AnnotatedBatch(tuple(annotated), tuple(failed))
