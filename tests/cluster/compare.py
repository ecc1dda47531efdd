"""`python -m tests.cluster.compare --wire ARTICLES.jsonl`: both engines find and count the same.

Asks 200 queries over the samples and 2,000 articles, counts who is heard in them and which words,
groups the quotes of one utterance, and compares 500 drawn trees with the reference. Prints the
differences, and how many of the first ten results by relevance are the same.
Needs ``make cluster`` and $ONRECORD_TEST_CLUSTER.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine, SearchRequest
from index.errors import IngestError, OnRecordError
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

QUERIES, DRAWN = 200, 500
BATCH = 500
LIMIT = 5000
TOP = 10
SIDES = Word("said", "oil"), Word("said", "trade")


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


def compare(wire: Path, folder: Path, articles: int) -> int:
    """Compare both engines over the samples and newswire; return the number of differences."""
    seeds = [item for item, _ in read_paths([Path("seeds")]) if isinstance(item, Article)]
    with wire.open("rb") as stream:
        items = [
            each for each in read_stream(stream, wire.name) if not isinstance(each, IngestError)
        ]
    pairs = list(stub_annotations([*seeds, *items[:articles]]))
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
    different += compare_counts(engines)
    for engine in engines:
        remove(engine)
    return different + orders


def compare_counts(engines: Sequence[Engine]) -> int:
    """Compare groups of quotes, who is heard and words; return how many of these differ."""
    asked: dict[str, Callable[[Engine], object]] = {
        "quotes grouped": lambda engine: bool(engine.utterances.catch_up()),
        "groups listed": lambda engine: sorted(
            sorted(hit.entry.id for hit in each.hits)
            for each in engine.utterances.page(None, "versions", 0, LIMIT)[0]
        ),
        "all quotes heard": lambda engine: engine.statistics.voices(None, None).total,
        "of whom, outlets and months": lambda engine: [
            sorted(section.counts) for section in engine.statistics.voices(None, 0).sections
        ],
        "words compared": lambda engine: sorted(
            engine.statistics.compare_words(*SIDES, None, 2)
        ),
    }  # fmt: skip
    different = 0
    for name, ask in asked.items():
        answers, seconds = [], []
        for engine in engines:
            started = time.monotonic()
            answers.append(ask(engine))
            seconds.append(time.monotonic() - started)
        different += answers[0] != answers[1]
        size = f", {len(answers[0])} of them" if isinstance(answers[0], list) else ""
        result = "the same" if answers[0] == answers[1] else "DIFFERENT"
        print(f"{name}: {result}{size}; local {seconds[0]:.2f} s, cluster {seconds[1]:.2f} s")
    return different


def found(engine: Engine, tree: Tree, order: str) -> Sequence[str]:
    """Return the ids of all articles that an engine finds."""
    request = SearchRequest(tree, order, 0, LIMIT, show_copies=True)  # type: ignore[arg-type]
    return [hit.entry.id for hit in engine.search(request).hits]


def compare_drawn(folder: Path) -> int:
    """Compare the cluster with the reference; return the number of differences."""
    articles = archive(120)
    engine = open_on_cluster(folder / "drawn")
    engine.add(articles)
    counts = {"asked": 0, "different": 0}

    @settings(
        max_examples=DRAWN, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(tree=TREES)
    def ask(tree: Tree) -> None:
        counts["asked"] += 1
        if set(found(engine, tree, "newest")) != reference.search(tree, articles):
            counts["different"] += 1
            print(f"different: {format_tree(tree)}")

    ask()
    print(f"{counts['asked']} drawn trees: {counts['different']} different from the reference")
    remove(engine)
    return counts["different"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wire", type=Path, required=True, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=2000, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        different = compare(options.wire, Path(folder), options.articles)
        return int(bool(different + compare_drawn(Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
