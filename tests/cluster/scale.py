"""`python -m tests.cluster.scale --wire ARTICLES.jsonl`: search times by articles and shards.

Stores newswire, extended by altered copies, and asks the same queries after each step. Prints
medians, the rate of adding, the processor time of nodes and program, the size on disk, and lines
fitted to the times (least squares). Makes no replicas, and looks for no copies and versions.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from index.article import Article
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    article_document,
    quote_documents,
)
from index.engines.protocol import SearchRequest
from index.query import parse
from tests.cluster.nodes import Cluster
from tests.support.large_corpus import extend_articles, read_newswire
from tests.support.shared_articles import share
from tests.support.stub_annotations import stub_annotations

LINES = (
    "oil", "oil prices", '"per cent"', "shipp*", "bank w/5 rates", "bank w/s rates",
    "atleast3(oil OR gas)", "said:oil", "speaker:baker said:rates", "counsil~1",
)  # fmt: skip
REPEATS = 3
SIZES = "/_cat/indices/{}?format=json&bytes=b"
BATCH = 200  # articles


class Times(NamedTuple):
    """What a search takes, in milliseconds."""

    clock: float
    nodes: float
    """Processor time of all nodes, which other programs hardly change."""


Documents = Iterator[tuple[str, str, dict[str, object]]]


def documents(articles: Sequence[Article], wanted: int) -> Iterator[Documents]:
    """Return the documents of each article: index, id and fields."""
    return map(_of_one, share(stub_annotations(extend_articles(list(articles), wanted))))


def _of_one(stored: SharedArticle) -> Documents:
    for key, quote in quote_documents(stored):
        yield "quotes", key, quote
    yield "articles", stored.article.id, article_document(stored)


def fill(connection: Connection, index: ArticleIndex, found: Iterator[Documents]) -> None:
    """Store documents; while one batch is sent, the next one is made."""
    names = {"articles": index.articles, "quotes": index.quotes}
    with ThreadPoolExecutor(1) as sender:
        sent = sender.submit(list)
        while batch := list(islice(found, BATCH)):
            lines = [({"index": {"_index": names[part], "_id": key}}, fields)
                     for each in batch for part, key, fields in each]  # fmt: skip
            sent.result()
            sent = sender.submit(connection.bulk, lines)
        sent.result()
    index.refresh()


def node_seconds(cluster: Cluster) -> float:
    """Return the processor time of all nodes so far."""
    return sum(
        int(file.read_text().split()[0])
        for number in range(cluster.size)
        for file in Path(f"/proc/{cluster.pid(number)}/task").glob("*/schedstat")
    ) / 1e9  # fmt: skip


def measure(cluster: Cluster, address: str, folder: Path) -> dict[str, Times]:
    """Return the milliseconds that each query takes for a first page of 20.

    Each is asked by an engine that has asked nothing before, and keeps no answers.
    """
    times: dict[str, list[Times]] = {line: [] for line in LINES}
    for line in LINES * REPEATS:
        with closing(OpenSearchEngine(address, folder)) as engine:
            engine.count()  # opens the connections
            nodes, started = node_seconds(cluster), time.perf_counter()
            engine.search(SearchRequest(parse(line).tree, "relevance", 0, 20))
            clock = (time.perf_counter() - started) * 1000
            times[line].append(Times(clock, (node_seconds(cluster) - nodes) * 1000))
    return {
        line: Times(*(statistics.median(each) for each in zip(*spent, strict=True)))
        for line, spent in times.items()
    }


def grow(cluster: Cluster, articles: Sequence[Article], sizes: Sequence[int], shards: int) -> None:
    """Fill an archive with this number of shards up to each size; print what is measured."""
    address = f"opensearch://{','.join(cluster.hosts)}/scale-{shards}?shards={shards}&replicas=0"
    connection = Connection(parse_address(address), Credentials())
    index = ArticleIndex(connection)
    index.delete()  # if an earlier run was interrupted
    made = documents(articles, max(sizes))
    points: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        OpenSearchEngine(address, Path(folder)).close()  # creates it
        done = 0
        for size in sizes:
            started, own, spent = time.monotonic(), time.process_time(), node_seconds(cluster)
            fill(connection, index, islice(made, size - done))
            new, done = size - done, size
            rate = new / (time.monotonic() - started)
            print(
                f"{shards} shards, {size:,} articles: added {rate:.0f} a second;"
                f" processor time of an article, nodes"
                f" {(node_seconds(cluster) - spent) / new * 1000:.2f} ms, program"
                f" {(time.process_time() - own) / new * 1000:.2f} ms",
                flush=True,
            )
            times = measure(cluster, address, Path(folder))
            clock, nodes = (statistics.median(each) for each in zip(*times.values(), strict=True))
            points.append((size, clock, nodes))
            print(
                f"  median {clock:.0f} ms, nodes {nodes:.0f} ms; "
                + ", ".join(f"{line} {each.clock:.0f}/{each.nodes:.0f}"
                            for line, each in times.items()),
                flush=True,
            )  # fmt: skip
    for part in ("articles", "quotes"):
        found = cluster.ask(SIZES.format(f"scale-{shards}-{part}-v1"))[0]
        print(f"  {part}: {int(found['pri.store.size']) / done:,.0f} bytes an article")
    print(f"  quotes: {cluster.ask(f'/scale-{shards}-quotes-v1/_count')['count']:,}")
    index.delete()
    connection.close()
    if len(points) > 1:
        counts, clocks, processors = zip(*points, strict=True)
        for name, found in ("clock", clocks), ("processors of the nodes", processors):
            slope, start = statistics.linear_regression(counts, found)
            print(f"  {name}: {start:.1f} ms + {slope * 100_000:.1f} ms for each 100,000 articles")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True, help="articles as JSON lines")
    parser.add_argument("--sizes", type=int, nargs="+", default=[25_000, 50_000, 100_000, 200_000])
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3, 6])
    options = parser.parse_args()
    cluster = Cluster()
    cluster.up()
    articles = read_newswire(options.wire)
    for shards in options.shards:
        grow(cluster, articles, options.sizes, shards)
    return 0


if __name__ == "__main__":
    sys.exit(main())
