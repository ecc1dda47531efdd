"""Run one query on our evaluator, and on Whoosh's searcher over its own index and over ours."""

from __future__ import annotations

from pathlib import Path

from whoosh.searching import Searcher

from index.engines.local.engine import LocalEngine
from index.query.tree import Tree
from tests.support.stock_whoosh import QueryTranslator, build_stock, matching_rows, open_ours

Rows = set[tuple[int, ...]]
COLUMNS = {"articles": ("key",), "quotes": ("key", "number")}


class WhooshComparison:
    """One archive, and the same words in an index of Whoosh's own."""

    def __init__(self, engine: LocalEngine, folder: Path) -> None:
        """Write the index of Whoosh's own in a folder."""
        self._engine = engine
        indexes = {"stock Whoosh": build_stock(folder, engine), "over ours": open_ours(engine)}
        self._translators = {
            system: {name: QueryTranslator(index) for name, index in own.items()}
            for system, own in indexes.items()
        }
        self._searchers: dict[str, dict[str, Searcher]] = {
            system: {name: index.searcher() for name, index in own.items()}
            for system, own in indexes.items()
        }

    def close(self) -> None:
        """Close the files of the indexes."""
        for searchers in self._searchers.values():
            for searcher in searchers.values():
                searcher.close()

    def found(self, tree: Tree, index: str) -> dict[str, Rows]:
        """Return the articles, or quotes, that each system finds, by the system's name."""
        found = {"evaluator": self._evaluate(tree, index)}
        for system, searchers in self._searchers.items():
            wanted = self._translators[system][index].translate(tree)
            found[system] = matching_rows(searchers[index], wanted, *COLUMNS[index])
        return found

    def _evaluate(self, tree: Tree, index: str) -> Rows:
        results = self._engine.index.results()
        results.clear()
        if index == "articles":
            matched, snapshot = results.match_articles(tree).matched, results.articles
        else:
            matched, snapshot = results.match_quotes(tree).matched, results.quotes
        columns = [snapshot.column(name)[matched.documents].tolist() for name in COLUMNS[index]]
        return set(zip(*columns, strict=True))
