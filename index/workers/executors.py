"""The executors that annotate: this process, processes of this machine, or a Dask scheduler."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from index.workers.worker import end_with_parent

T = TypeVar("T")

BATCHES_PER_WORKER = 2  # one is annotated while the next one is on its way


class InlineExecutor(Executor):
    """Runs each task at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run a task; an error is raised at once."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class ExecutorSource:
    """Opens an executor that runs in this process; the base of the other sources."""

    def __init__(self) -> None:
        self.executor: Executor = InlineExecutor()

    def window(self) -> int:
        """Return how many batches the executor should have at once."""
        return 1

    def submit(self, task: Callable[..., T], *arguments: object) -> Future[T]:
        """Give a task to the executor."""
        return self.executor.submit(task, *arguments)

    def is_killed(self, error: BaseException | None) -> bool:  # noqa: ARG002 - for the others
        """Whether a task failed because a worker was killed."""
        return False

    def restart(self, broken: Executor) -> None:
        """Open another executor after one was killed, unless that was done already."""

    def check(self) -> str:
        """Raise ArchiveError if nothing can return any more; return what is waited for, if any."""
        return ""

    def close(self) -> None:
        """End what runs, without waiting for it."""


class LocalProcesses(ExecutorSource):
    """Opens a pool of processes on this machine, and another one if one of them is killed."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self.executor = self._open()

    def _open(self) -> ProcessPoolExecutor:
        # Not forked: a process with threads, as this one may be, cannot be forked safely.
        return ProcessPoolExecutor(self._jobs, get_context("spawn"), initializer=end_with_parent)

    def window(self) -> int:
        """Return how many batches keep all processes busy."""
        return self._jobs * BATCHES_PER_WORKER

    def submit(self, task: Callable[..., T], *arguments: object) -> Future[T]:
        """Give a task to the pool, which may start a process for it."""
        with _sigint_blocked():
            try:
                return self.executor.submit(task, *arguments)
            except BrokenProcessPool:
                self.restart(self.executor)
                return self.executor.submit(task, *arguments)

    def is_killed(self, error: BaseException | None) -> bool:
        """Whether a process of the pool was killed."""
        return isinstance(error, BrokenProcessPool)

    def restart(self, broken: Executor) -> None:
        """Open another pool."""
        if broken is self.executor:
            self.close()
            self.executor = self._open()

    def close(self) -> None:
        """Kill all processes of the pool."""
        running: Any = list((getattr(self.executor, "_processes", None) or {}).values())
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.kill()
        for process in running:
            process.join()


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Let new processes inherit that Ctrl+C does nothing: this process ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
