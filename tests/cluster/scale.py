"""`python -m tests.cluster.scale --wire ARTICLES.jsonl`: search times by articles and shards.

Stores newswire again and again under other ids, and asks the same queries after each step. Prints
medians, the size on disk, and a line fitted to the times (least squares).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.engine import OpenSearchEngine
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    article_document,
    quote_documents,
    quote_id,
)
from index.engines.protocol import SearchRequest
from index.errors import IngestError
from index.query import parse
from index.sources.reading import read_stream
from tests.cluster.nodes import Cluster
from tests.support.stub_annotations import stub_annotations

LINES = (
    "oil", "oil prices", '"per cent"', "shipp*", "bank w/5 rates", "bank w/s rates",
    "atleast3(oil OR gas)", "said:oil", "speaker:baker said:rates", "counsil~1",
)  # fmt: skip
REPEATS = 5
SIZES = "/_cat/indices/{}?format=json&bytes=b"
BATCH = 500
BASE = 8000  # articles that are stored again and again

Document = tuple[str, dict[str, object], list[tuple[str, dict[str, object]]]]


def documents(wire: Path) -> list[Document]:
    """Return the documents of articles, each with those of its quotes."""
    with wire.open("rb") as stream:
        items = read_stream(stream, wire.name)
        articles = [each for each in items if not isinstance(each, IngestError)][:BASE]
    made = []
    for number, (article, annotation) in enumerate(stub_annotations(articles), 1):
        repeated = (False,) * len(annotation.quotes)
        stored = SharedArticle(
            number, number, number, 0, 0, 0, False, repeated, article, annotation
        )
        made.append((article.id, article_document(stored), list(quote_documents(stored))))
    return made


def again(made: Sequence[Document], first: int, last: int) -> Iterator[tuple[dict, dict, str]]:
    """Yield the documents from a number to another, each article under an id of its own."""
    for number in range(first, last):
        _, document, quotes = made[number % len(made)]
        name = f"{number:016x}"
        own = {"id": name, "added": number, "story": number}
        for at, (_, quote) in enumerate(quotes):
            key = quote_id(name, at)
            yield {"_id": key}, {**quote, **own, "key": key}, "quotes"
        yield {"_id": name}, {**document, **own, "line": number}, "articles"


def fill(connection: Connection, index: ArticleIndex, found: Iterator[tuple]) -> None:
    """Store documents."""
    names = {"articles": index.articles, "quotes": index.quotes}
    lines: list = []
    for action, document, part in found:
        lines.append(({"index": {**action, "_index": names[part]}}, document))
        if len(lines) >= BATCH:
            connection.bulk(lines)
            lines = []
    connection.bulk(lines)
    index.refresh()


def measure(engine: OpenSearchEngine) -> dict[str, float]:
    """Return the median of the milliseconds of each query, for a first page of 20."""
    found = {}
    for line in LINES:
        times = []
        for _ in range(REPEATS):
            time.sleep(1.05)  # so that no state of the index is reused
            started = time.perf_counter()
            engine.search(SearchRequest(parse(line).tree, "relevance", 0, 20))
            times.append((time.perf_counter() - started) * 1000)
        found[line] = statistics.median(times)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True, help="articles as JSON lines")
    parser.add_argument("--sizes", type=int, nargs="+", default=[25_000, 50_000, 100_000, 200_000])
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3, 6])
    options = parser.parse_args()
    cluster = Cluster()
    cluster.up()
    made = documents(options.wire)
    for shards in options.shards:
        address = (
            f"opensearch://{','.join(cluster.hosts)}/scale-{shards}?shards={shards}&replicas=0"
        )
        connection = Connection(parse_address(address), Credentials())
        index = ArticleIndex(connection)
        with tempfile.TemporaryDirectory() as folder:
            engine = OpenSearchEngine(address, Path(folder))
            points, done = [], 0
            for size in options.sizes:
                started = time.monotonic()
                fill(connection, index, again(made, done, size))
                rate = (size - done) / (time.monotonic() - started)
                done = size
                times = measure(engine)
                sizes = [
                    int(each["pri.store.size"])
                    for part in ("articles", "quotes")
                    for each in cluster.ask(SIZES.format(f"scale-{shards}-{part}-v1"))
                ]
                median = statistics.median(times.values())
                points.append((size, median))
                own = [size / done for size in sizes]
                print(
                    f"{shards} shards, {done:,} articles: {rate:.0f} a second; {own[0]:,.0f} and"
                    f" {own[1]:,.0f} bytes an article (articles, quotes); median {median:.0f} ms, "
                    + ", ".join(f"{line} {value:.0f}" for line, value in times.items()),
                    flush=True,
                )
            engine.close()
            index.delete()
        connection.close()
        if len(points) > 1:
            slope, start = statistics.linear_regression(*zip(*points, strict=True))
            print(f"{shards} shards: {start:.1f} ms + {slope * 100_000:.2f} ms for each 100,000")
    return 0


if __name__ == "__main__":
    sys.exit(main())
