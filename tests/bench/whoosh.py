"""Compare with Whoosh: ``python -m tests.bench.whoosh --wire reuters.jsonl``.

Draws queries over the seeds and articles of a newswire, with stub annotations. Our evaluator
answers each, and so does Whoosh's own searcher, over its own index and over ours. Prints, for each
kind of query, how often Whoosh found something else than our evaluator.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import whoosh

from index.article import Article
from index.engines.local.engine import LocalEngine
from index.query import format_tree
from index.sources.reading import read_paths
from tests.support.drawn_queries import ARTICLE_KINDS, QUOTE_KINDS, QueryDraw
from tests.support.engines import stored
from tests.support.large_corpus import read_newswire
from tests.support.stub_annotations import stub_annotations
from tests.support.whoosh_comparison import WhooshComparison


def main() -> None:
    """Compare, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--articles", type=int, default=2000, help="of the newswire")
    parser.add_argument("--wire", type=Path, required=True, help="JSONL of real articles")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seeds = [item for item, _ in read_paths([Path("seeds")]) if isinstance(item, Article)]
    newswire = read_newswire(options.wire)
    chosen = random.Random(options.seed).sample(newswire, min(options.articles, len(newswire)))
    articles = list(stub_annotations([*seeds, *chosen]))
    draw = QueryDraw(articles, options.seed)
    kinds = [*ARTICLE_KINDS, *QUOTE_KINDS]
    counts = {kind: Counter[str]() for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine(Path(folder, "archive"))
        # Three segments, and deleted documents.
        third = len(articles) // 3
        for batch in (articles[:third], articles[third : 2 * third], articles[2 * third :]):
            engine.add(batch)
        engine.index.index(stored(engine, articles[third // 2 : third]))
        Path(folder, "stock").mkdir()
        comparison = WhooshComparison(engine, Path(folder, "stock"))
        for kind in islice(cycle(kinds), options.draws):
            tree = draw.draw(kind)
            found = comparison.found(tree, "quotes" if kind in QUOTE_KINDS else "articles")
            expected = found.pop("evaluator")
            counts[kind]["some" if expected else "none"] += 1
            for system, rows in found.items():
                counts[kind][system] += rows != expected
                if rows != expected:
                    print(f"{system}: {kind}: {format_tree(tree)}: {len(rows - expected)} more,"
                          f" {len(expected - rows)} fewer")  # fmt: skip
        comparison.close()
        engine.close()
    print(f"Whoosh {whoosh.versionstring()}, {len(articles)} articles, {options.draws} queries")
    print(f"{'kind':<32}{'queries':>8}{'with hits':>10}" + "".join(f"{s:>14}" for s in found))
    total: Counter[str] = Counter()
    for kind, count in counts.items():
        total += count
        _print_row(kind, count, list(found))
    _print_row("all", total, list(found))


def _print_row(kind: str, count: Counter[str], systems: list[str]) -> None:
    figures = "".join(f"{count[system]:>14}" for system in systems)
    print(f"{kind:<32}{count['some'] + count['none']:>8}{count['some']:>10}{figures}")


if __name__ == "__main__":
    main()
