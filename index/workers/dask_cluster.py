"""The executor of a Dask scheduler, whose workers may be on other machines."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from index.errors import ArchiveError
from index.workers.executors import BATCHES_PER_WORKER, ExecutorSource

T = TypeVar("T")

CONNECT_SECONDS = 10.0
COUNT_SECONDS = 5.0  # after which the workers are counted again


class DaskCluster(ExecutorSource):
    """Opens the executor of a scheduler, which itself replaces workers that are killed."""

    def __init__(self, address: str) -> None:
        """Connect to a scheduler; raises ArchiveError."""
        self._address = address
        self._client = _connect(address)
        self.executor = self._client.get_executor(pure=False)
        self._workers, self._counted = 0, 0.0

    def window(self) -> int:
        """Return how many batches keep all workers busy."""
        return max(self._count_workers(), 1) * BATCHES_PER_WORKER

    def _count_workers(self) -> int:
        self._check_connection()
        if not self._workers or time.monotonic() - self._counted > COUNT_SECONDS:
            try:
                self._workers, self._counted = len(self._client.nthreads()), time.monotonic()
            except OSError as error:
                raise self._lost() from error
        return self._workers

    def submit(self, task: Callable[..., T], *arguments: object) -> Future[T]:
        """Give a task to the scheduler; raises ArchiveError."""
        self._check_connection()
        return super().submit(task, *arguments)

    def is_killed(self, error: BaseException | None) -> bool:
        """Whether the scheduler has given up a task because it killed several workers."""
        from distributed import KilledWorker

        return isinstance(error, KilledWorker)

    def check(self) -> str:
        """Return a message if there are no workers; raises ArchiveError without a scheduler."""
        if self._count_workers():
            return ""
        return (
            f"The scheduler {self._address} has no workers. Waiting for one; to start one: dask"
            f" worker {self._address} --nthreads 1"
        )

    def _check_connection(self) -> None:
        if self._client.status != "running":
            raise self._lost()

    def _lost(self) -> ArchiveError:
        return ArchiveError(
            f"The scheduler {self._address} ended or cannot be reached. Returned articles"
            " are stored. Run the same command again for the rest."
        )

    def close(self) -> None:
        """Leave the scheduler, which then forgets the tasks."""
        self._client.close(timeout=2)


def _connect(address: str) -> Any:
    try:
        from distributed import Client, Security
    except ImportError:
        raise ArchiveError(
            "--scheduler needs Dask. Install it with: uv tool install '.[cluster]'"
        ) from None
    # Its messages about lost connections come on top of ours.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if address.startswith("tls:"):
        security: Any = Security()  # type: ignore[no-untyped-call]
        if security.get_connection_args("client")["ssl_context"] is None:
            raise ArchiveError(
                f"No certificates for {address}. Name them in Dask's own settings,"
                " ~/.config/dask/dask.yaml, as distributed.comm.tls.ca-file, .client.cert and"
                " .client.key."
            )
    try:
        return Client(  # type: ignore[no-untyped-call]
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ArchiveError(f"No Dask scheduler can be reached at {address}: {error}.") from error
