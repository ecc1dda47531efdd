"""Compare who annotates: ``python -m tests.bench.executors --wire articles.jsonl [--articles N]``.

Adds N articles of a JSONL file in this process, with two processes, and with two workers of Dask,
each to an archive of its own with the real annotator, 1,000 articles in turn. Compares all stored
rows, and prints articles per second and the ratio to this process; the first few articles, for
which the model is loaded, do not count. Exits with 1 if any row differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from index.archive import Archive, Workers
from tests.support.dask_cluster import cluster
from tests.support.workers import rows

ARTICLES = 10_000
WARM_UP, TURN = 100, 1000  # articles


def main() -> int:
    """Parse the options, run the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    options = parser.parse_args()
    seconds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        scheduler = stack.enter_context(cluster()).address
        who = {
            "this process": Workers(),
            "two processes": Workers(jobs=2),
            "two workers of Dask": Workers(scheduler=scheduler),
        }
        archives = {
            name: stack.enter_context(Archive.open(Path(folder) / name, workers=workers))
            for name, workers in who.items()
        }
        for wire, is_counted in turns(options.wire, options.articles, Path(folder)):
            for name, archive in archives.items():
                spent = add(archive, wire)
                seconds[name] += spent if is_counted else 0
            if is_counted:
                print(describe(seconds), flush=True)
        stored = [rows(Path(folder) / name) for name in who]
    is_same = stored[1:] == stored[:-1]
    rates = ", ".join(
        f"{name} {(options.articles - WARM_UP) / spent:.1f}" for name, spent in seconds.items()
    )
    print(f"articles/s: {rates}")
    print(f"{len(stored[0]):,} rows of articles, quotes and names:", end=" ")
    print("identical" if is_same else "DIFFERENT")
    return int(not is_same)


def turns(wire: Path, articles: int, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the articles in files, each with whether its time counts."""
    with wire.open(encoding="utf-8") as lines:
        wanted, count = islice(lines, articles), WARM_UP
        for number in range(articles):
            part = list(islice(wanted, count))
            if not part:
                return
            file = folder / f"{number}.jsonl"
            file.write_text("".join(part), encoding="utf-8")
            yield file, number > 0
            count = TURN


def add(archive: Archive, wire: Path) -> float:
    """Add the articles of a file; return the seconds."""
    started = time.monotonic()
    for outcome in archive.add([wire]):
        assert outcome.status != "failed", outcome.reason
        assert outcome.annotated, outcome.note
    return time.monotonic() - started


def describe(seconds: Counter[str]) -> str:
    """Return the speed-ups so far."""
    return ", ".join(
        f"{name} {seconds['this process'] / spent:.2f}" for name, spent in seconds.items()
    )


if __name__ == "__main__":
    sys.exit(main())
