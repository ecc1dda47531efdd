"""`python -m tests.cluster.faults --wire ARTICLES.jsonl [FAULT...]`: kill, freeze and fill nodes.

While 5,000 articles are added and four readers search, a node is killed (`kill`) or frozen
(`freeze`), the elected manager is killed (`manager`), or all nodes are stopped and started again
(`restart`); `full` makes the cluster take its disks for full. Prints, for each fault, how many
articles that were reported as added are missing afterwards, how many searches failed without
saying so, and whether the quotes of one utterance are grouped as in a folder.

`copy` kills a node while `onrecord copy` takes 2,000 articles from a folder to the cluster, runs
the command again until it is complete, and compares both archives.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from index.article import Annotation, Article
from index.engines.local.engine import LocalEngine
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.protocol import Engine, SearchRequest
from index.errors import IngestError, OnRecordError
from index.query import parse
from index.sources.reading import read_stream
from tests.cluster.nodes import Cluster
from tests.support.stub_annotations import stub_annotations

ARTICLES, BATCH, READERS = 5000, 50, 4
COPIED, MAX_COPIES = 2000, 5
KNOWN = 200  # articles that are there before, and that every search must find
FAULT_AFTER = 0.3  # of the articles
GROUPED = 5  # batches after which quotes are grouped
FROZEN = 40  # seconds
PATIENCE = 300  # seconds in which a refused addition is repeated
LINES = ("oil", "bank OR trade", "said:prices", '"per cent"', "shipp*")

Pair = tuple[Article, Annotation]


class Searches:
    """What four readers saw."""

    def __init__(self) -> None:
        self.done, self.failed, self.wrong = 0, 0, 0
        self.slowest = 0.0
        self.messages: set[str] = set()
        self._lock = threading.Lock()

    def count(self, seconds: float, message: str = "", *, is_wrong: bool = False) -> None:
        """Count a search: what it said if it failed, and whether it was wrong silently."""
        with self._lock:
            self.done += 1
            self.slowest = max(self.slowest, seconds)
            self.failed += bool(message)
            self.wrong += is_wrong
            if message:
                self.messages.add(message[:90])


class Run(NamedTuple):
    """An archive on a cluster to which articles are added while others read."""

    cluster: Cluster
    engine: OpenSearchEngine
    expected: dict[str, int]
    """How many of the articles that are always there each line finds."""


def read(run: Run, address: str, folder: Path, until: threading.Event, seen: Searches) -> None:
    """Search again and again. Every result must have at least what was there before."""
    engine = OpenSearchEngine(address, folder)
    while not until.is_set():
        for line, expected in run.expected.items():
            started = time.monotonic()
            try:
                total = engine.search(SearchRequest(parse(line).tree, limit=20)).total
            except OnRecordError as error:
                seen.count(time.monotonic() - started, error.message)
            else:
                seen.count(time.monotonic() - started, is_wrong=total < expected)
    engine.close()


def add(run: Run, pairs: Sequence[Pair], at_fault: Callable[[], None]) -> tuple[list[str], float]:
    """Add all articles; repeat what is refused. Return the ids reported as added, and the gap.

    The gap is the longest time between two batches that were stored.
    """
    acknowledged: list[str] = []
    last, longest = time.monotonic(), 0.0
    fault = threading.Thread(target=at_fault)
    for start in range(0, len(pairs), BATCH):
        if start >= len(pairs) * FAULT_AFTER and not fault.ident:
            fault.start()
        batch = pairs[start : start + BATCH]
        until = time.monotonic() + PATIENCE
        while True:
            try:
                run.engine.add(batch)
                break
            except OnRecordError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
        acknowledged += [article.id for article, _ in batch]
        if start % (GROUPED * BATCH) == 0:
            with suppress(OnRecordError):  # it is done later
                run.engine.utterances.catch_up()
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    fault.join()
    return acknowledged, longest


def run_fault(cluster: Cluster, name: str, pairs: Sequence[Pair]) -> bool:
    """Run one fault, print what happened, and return whether nothing was lost."""
    address = f"opensearch://{','.join(cluster.hosts)}/faults-{name}?shards=3&replicas=1"
    with tempfile.TemporaryDirectory() as folder:
        engine = OpenSearchEngine(address, Path(folder) / "writer")
        engine.add(pairs[:KNOWN])
        expected = {line: engine.count_hits(parse(line).tree) for line in LINES}
        run = Run(cluster, engine, expected)
        seen, until = Searches(), threading.Event()
        readers = [
            threading.Thread(
                target=read, args=(run, address, Path(folder) / f"reader{n}", until, seen)
            )
            for n in range(READERS)
        ]
        for reader in readers:
            reader.start()
        started = time.monotonic()
        acknowledged, gap = add(run, pairs[KNOWN:], lambda: FAULTS[name](cluster))
        took = time.monotonic() - started
        until.set()
        for reader in readers:
            reader.join()
        cluster.wait_for_nodes(cluster.size)
        cluster.wait_for_green()
        whole = {article.id: annotation for article, annotation in engine.annotations.originals()}
        lost = set(acknowledged) - whole.keys()
        groups = grouped(engine)
        cut = [a.id for a, n in pairs if a.id in whole and whole[a.id].quotes != n.quotes]
        engine.close()
        local = LocalEngine(Path(folder) / "local")
        local.add(pairs)
        different = groups ^ grouped(local)
        local.close()
    print(
        f"{name}: {len(lost)} of {len(acknowledged)} acknowledged lost, {len(cut)} changed; longest"
        f" gap {gap:.1f} s, all in {took:.0f} s; {seen.done} searches, {seen.failed} said that they"
        f" failed, {seen.wrong} were wrong silently, slowest {seen.slowest:.1f} s; of"
        f" {len(groups)} groups of quotes, {len(different)} differ",
        flush=True,
    )
    for message in sorted(seen.messages):
        print(f"    {message}")
    return not (lost or cut or seen.wrong or different)


def grouped(engine: Engine) -> set[frozenset[str]]:
    """Return the articles of each group of quotes."""
    found, _ = engine.utterances.page(None, "versions", 0, 10_000)
    return {frozenset(hit.entry.id for hit in each.hits) for each in found}


def _kill(cluster: Cluster, number: int) -> None:
    cluster.signal(number, signal.SIGKILL)
    time.sleep(10)
    cluster.start(number)
    cluster.wait_for_nodes(cluster.size)


def _data_node(cluster: Cluster) -> int:
    return (cluster.manager() + 1) % cluster.size


def kill(cluster: Cluster) -> None:
    """Kill a node that is not the manager, and start it again."""
    _kill(cluster, _data_node(cluster))


def manager(cluster: Cluster) -> None:
    """Kill the elected manager, and start it again."""
    _kill(cluster, cluster.manager())


def freeze(cluster: Cluster) -> None:
    """Freeze a node, and let it go on."""
    number = _data_node(cluster)
    cluster.signal(number, signal.SIGSTOP)
    time.sleep(FROZEN)
    cluster.signal(number, signal.SIGCONT)
    cluster.wait_for_nodes(cluster.size)


def restart(cluster: Cluster) -> None:
    """Stop all nodes and start them again."""
    cluster.stop()
    for number in range(cluster.size):
        cluster.start(number)
    cluster.wait_for_nodes(cluster.size)


def full(cluster: Cluster) -> None:
    """Have the nodes find that their disks are fuller than they allow, and free again."""
    limits = ("low", "high", "flood_stage")
    names = [f"cluster.routing.allocation.disk.watermark.{limit}" for limit in limits]
    free = min(
        int(node["disk.avail"])
        for node in cluster.ask("/_cat/allocation?format=json&bytes=mb") if node["disk.avail"]
    )  # fmt: skip
    interval = {"cluster.info.update.interval": "10s"}
    above = dict.fromkeys(names, f"{free * 2}mb")
    put = {"method": "PUT", "path": "/_cluster/settings"}
    cluster.ask(**put, body={"transient": above | interval})
    time.sleep(25)
    cluster.ask(**put, body={"transient": dict.fromkeys([*names, *interval])})
    time.sleep(15)


def run_copy(cluster: Cluster, pairs: Sequence[Pair]) -> bool:
    """Kill a data node during a copy, print what happened, and return whether nothing was lost."""
    address = f"opensearch://{','.join(cluster.hosts)}/faults-copy?shards=3&replicas=1"
    with tempfile.TemporaryDirectory() as name:
        folder, personal = Path(name) / "folder", Path(name) / "personal"
        with closing(LocalEngine(folder)) as local:
            local.add(pairs)
            expected = grouped(local)
        command = [sys.executable, "-m", "tui", "copy", str(folder), address]
        environment = os.environ | {"ONRECORD_PERSONAL": str(personal)}
        runs, started = 0, time.monotonic()
        fault = threading.Thread(target=lambda: _kill_during(cluster, len(pairs) * FAULT_AFTER))
        fault.start()
        while runs < MAX_COPIES:
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            runs += 1
            lines = [*done.stdout.splitlines(), *done.stderr.replace("\r", "\n").splitlines()]
            print(f"copy, run {runs}: exit status {done.returncode}; {' | '.join(lines[-4:])}")
            if not done.returncode:
                break
            fault.join()
        fault.join()
        took = time.monotonic() - started
        cluster.wait_for_green()
        with closing(OpenSearchEngine(address, personal)) as engine:
            whole = {
                article.id: annotation for article, annotation in engine.annotations.originals()
            }
            different = expected ^ grouped(engine)
    kept = sum(article.id in whole for article, _ in pairs)
    cut = sum(whole[a.id].quotes != n.quotes for a, n in pairs if a.id in whole)
    print(
        f"copy: {len(pairs) - kept} of {len(pairs)} lost, {cut} changed, in {runs} runs and"
        f" {took:.0f} s; {len(different)} groups of quotes differ",
        flush=True,
    )
    return kept == len(pairs) and not (cut or different or done.returncode)


def _kill_during(cluster: Cluster, articles: float) -> None:
    """Kill a data node when this many articles were copied, and start it again."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            stored = cluster.ask("/faults-copy-articles/_count")["count"]
            if stored >= articles:
                print(f"copy: node killed when {stored} articles were stored", flush=True)
                break
        time.sleep(0.1)
    _kill(cluster, _data_node(cluster))


FAULTS: dict[str, Callable[[Cluster], None]] = {
    "kill": kill, "freeze": freeze, "manager": manager, "restart": restart, "full": full,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="all if none is given")
    options = parser.parse_args()
    with options.wire.open("rb") as stream:
        items = read_stream(stream, options.wire.name)
        articles = [each for each in items if not isinstance(each, IngestError)]
    pairs = list(stub_annotations(articles[: options.articles + KNOWN]))
    cluster = Cluster()
    cluster.up()
    results = [
        run_copy(cluster, pairs[:COPIED]) if name == "copy" else run_fault(cluster, name, pairs)
        for name in options.faults or (*FAULTS, "copy")
    ]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
