"""Hold an engine against the reference: ``python -m tests.bench.reference [--draws N]``.

Draws so many trees, and as many lines, over the seeds and 500 made-up articles, and prints how
many gave the same sets.
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
    """Run the comparison and print the sums."""
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
            found = engine.search(SearchRequest(tree, "newest", 0, len(articles)))
            wanted = reference.search(tree, articles)
            same = {hit.entry.id for hit in found.hits} == wanted
            counts["same" if same else "different"] += 1
            counts[
                "nothing" if not wanted else "all" if len(wanted) == len(articles) else "some"
            ] += 1
            assert same, tree

        @seed(options.seed)
        @drawing
        @given(line=LINES)
        def answer(line: str) -> None:
            try:
                parse(line)
                counts["understood"] += 1
            except QueryError:
                counts["refused"] += 1

        compare()
        answer()
        engine.close()
    print(f"{counts['same']} trees gave the same sets, {counts['different']} did not")
    print(
        f"they found nothing {counts['nothing']}, some {counts['some']}, all {counts['all']} times"
    )
    print(f"{counts['understood']} lines were understood, {counts['refused']} refused")


if __name__ == "__main__":
    main()
