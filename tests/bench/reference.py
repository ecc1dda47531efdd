"""Compare an engine with the reference: ``python -m tests.bench.reference [--draws N]``.

Generates N query trees and N lines over the seeds and 500 generated articles, and prints how many
trees match the same articles.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.engines.protocol import SearchRequest
from index.errors import QueryError
from index.query import parse
from index.query.tree import Tree
from tests.support import reference
from tests.support.strategies import LINES, TREES, archive


def main() -> None:
    """Compare, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    drawing = settings(
        max_examples=options.draws,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder)) as seeds:
            list(seeds.add([Path("seeds")]))
            read = [(seeds.article(e.id), seeds.annotation(e.id)) for e in seeds.articles(limit=99)]
        articles = [*read, *archive(500)]
        engine = LocalEngine(Path(folder))
        engine.add(articles)

        @seed(options.seed)
        @drawing
        @given(tree=TREES)
        def compare(tree: Tree) -> None:
            page = engine.search(SearchRequest(tree, "newest", 0, len(articles)))
            expected = reference.search(tree, articles)
            is_same = {hit.entry.id for hit in page.hits} == expected
            counts["same" if is_same else "different"] += 1
            is_all = len(expected) == len(articles)
            counts["all" if is_all else "some" if expected else "none"] += 1
            assert is_same, tree

        @seed(options.seed)
        @drawing
        @given(line=LINES)
        def parse_line(line: str) -> None:
            try:
                parse(line)
                counts["parsed"] += 1
            except QueryError:
                counts["rejected"] += 1

        compare()
        parse_line()
        engine.close()
    print(f"{counts['same']} trees match the same articles, {counts['different']} do not")
    print(f"matching articles: none {counts['none']}, some {counts['some']}, all {counts['all']}")
    print(f"{counts['parsed']} lines were parsed, {counts['rejected']} rejected")


if __name__ == "__main__":
    main()
