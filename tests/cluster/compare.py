"""`python -m tests.cluster.compare --wire ARTICLES.jsonl`: both engines find the same.

Asks 200 queries over the samples and 2,000 articles, and compares 500 drawn trees with the
reference. Prints the differences, and how many of the first ten results by relevance are the same.
Needs ``make cluster`` and $ONRECORD_TEST_CLUSTER.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine, SearchRequest
from index.errors import IngestError, OnRecordError, QueryError
from index.query import format_tree
from index.query.tree import (
    AtLeast,
    InQuote,
    Near,
    Or,
    SameUnit,
    Tree,
    Word,
    group_quote_conditions,
)
from index.sources.reading import read_paths, read_stream
from tests.support import reference
from tests.support.drawn_queries import ARTICLE_KINDS, QUOTE_KINDS, QueryDraw
from tests.support.engines import open_on_cluster, remove
from tests.support.strategies import TREES, archive
from tests.support.stub_annotations import stub_annotations

ARTICLES, QUERIES, DRAWN = 2000, 200, 500
BATCH = 500
LIMIT = 5000
TOP = 10


def queries(draw: QueryDraw, rng: random.Random) -> Iterator[Tree]:
    """Yield queries of every kind, proximities and quotes among them."""

    def word() -> Tree:
        return Word("text", draw.word(), exact=rng.random() < 0.3)

    def either() -> Tree:
        return Or((word(), word())) if rng.random() < 0.4 else word()

    while True:
        for kind in ARTICLE_KINDS:
            yield draw.draw(kind)
        for kind in QUOTE_KINDS:
            yield group_quote_conditions(InQuote(draw.draw(kind)))
        yield Near(either(), either(), rng.randint(1, 12), rng.random() < 0.5)
        yield SameUnit(either(), either(), rng.choice(("sentence", "paragraph")))
        yield AtLeast(rng.randint(2, 5), either())
        yield Near(Near(word(), word(), 6), word(), 8)


def compare(wire: Path, folder: Path) -> int:
    """Compare both engines over the samples and newswire; return the number of differences."""
    seeds = [item for item, _ in read_paths([Path("seeds")]) if isinstance(item, Article)]
    with wire.open("rb") as stream:
        items = [
            each for each in read_stream(stream, wire.name) if not isinstance(each, IngestError)
        ]
    pairs = list(stub_annotations([*seeds, *items[:ARTICLES]]))
    engines: list[Engine] = [LocalEngine(folder / "local"), open_on_cluster(folder / "cluster")]
    for engine in engines:
        started = time.monotonic()
        for start in range(0, len(pairs), BATCH):
            engine.add(pairs[start : start + BATCH])
        print(f"{type(engine).__name__}: {len(pairs) / (time.monotonic() - started):.0f} added a s")
    draw, rng = QueryDraw(pairs, seed=11), random.Random(11)
    different, orders, refused, shared, possible = 0, 0, 0, 0, 0
    for _, tree in zip(range(QUERIES), queries(draw, rng), strict=False):
        try:
            newest = [found(engine, tree, "newest") for engine in engines]
            best = [found(engine, tree, "relevance")[:TOP] for engine in engines]
        except OnRecordError as error:
            refused += 1
            print(f"refused: {format_tree(tree)}: {error.message}")
            continue
        if set(newest[0]) != set(newest[1]):
            different += 1
            print(f"different: {format_tree(tree)}: {set(newest[0]) ^ set(newest[1])}")
        orders += newest[0] != newest[1]
        shared += len(set(best[0]) & set(best[1]))
        possible += len(best[0])
    print(
        f"{QUERIES} queries over {len(pairs)} articles: {different} different sets, {orders}"
        f" different orders by date, {refused} refused; by relevance, {shared / possible:.0%} of"
        f" the first {TOP} are the same"
    )
    for engine in engines:
        remove(engine)
    return different + orders


def found(engine: Engine, tree: Tree, order: str) -> Sequence[str]:
    """Return the ids of all articles that an engine finds."""
    request = SearchRequest(tree, order, 0, LIMIT, show_copies=True)  # type: ignore[arg-type]
    return [hit.entry.id for hit in engine.search(request).hits]


def compare_drawn(folder: Path) -> int:
    """Compare the cluster with the reference; return the number of differences."""
    articles = archive(120)
    engine = open_on_cluster(folder / "drawn")
    engine.add(articles)
    counts = {"asked": 0, "different": 0, "refused": 0}

    @settings(
        max_examples=DRAWN, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(tree=TREES)
    def ask(tree: Tree) -> None:
        counts["asked"] += 1
        try:
            ids = found(engine, tree, "newest")
        except QueryError:
            counts["refused"] += 1
            return
        if set(ids) != reference.search(tree, articles):
            counts["different"] += 1
            print(f"different: {format_tree(tree)}")

    ask()
    print(
        f"{counts['asked']} drawn trees: {counts['different']} different from the reference,"
        f" {counts['refused']} refused (versions: or drift:)"
    )
    remove(engine)
    return counts["different"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True, help="articles as JSON lines")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return int(bool(compare(options.wire, Path(folder)) + compare_drawn(Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
