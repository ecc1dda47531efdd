"""A Dask cluster on loopback, in processes of its own, so that it can be killed.

``python -m tests.support.dask_cluster [WORKERS]`` prints the address of the scheduler, and serves
until its input ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2


class Cluster:
    """A running cluster."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self._process, self.address = process, address

    def kill_scheduler(self) -> None:
        """Kill the scheduler; its workers end when they notice."""
        self._process.kill()


@contextmanager
def cluster(folder: Path | None = None, workers: int = WORKERS) -> Iterator[Cluster]:
    """Run a cluster whose processes work in a folder."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.support.dask_cluster", str(workers)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8", cwd=folder, env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdin
        yield Cluster(process, process.stdout.readline().strip())
        process.stdin.close()


def main(workers: int = WORKERS) -> None:
    """Serve until the input ends."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as local:
        print(local.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
