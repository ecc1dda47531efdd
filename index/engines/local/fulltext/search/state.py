"""One state of both indexes, and the queries that were evaluated in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from index.engines.local.fulltext.search.collapse import once
from index.engines.local.fulltext.search.database_conditions import (
    DatabaseConditions,
    look_up_conditions,
)
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.engines.local.store import Store
from index.query import And, InQuote, Not, Tree
from index.query.tree import children

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.posting_arrays import MatchedDocs, Numbers

# The articles and the quotes of the current line, and those of the line before it. A result
# takes up to 32 bytes for each document of its index.
MAX_RESULTS = 4

EVERYTHING = And(())


class Result:
    """The documents of an index that match a query."""

    def __init__(
        self, index: Snapshot, matched: MatchedDocs, quotes: Sequence[Numbers] = ()
    ) -> None:
        """Hold the matches, and for a query of articles the quotes for each quote condition."""
        self.index, self.matched, self.quotes = index, matched, quotes

    @cached_property
    def collapsed(self) -> MatchedDocs:
        """One document of each story."""
        return once(self.index, self.matched)

    def shown(self, show_copies: bool) -> MatchedDocs:
        """Return the matching documents, one of each story unless ``show_copies``."""
        return self.matched if show_copies else self.collapsed


class State:
    """Both indexes at one moment. Every method may be called from any thread.

    The last results are kept, so that counting, facets and later pages evaluate a query once.
    numpy is imported with the first evaluation.
    """

    def __init__(self, number: int, articles: Snapshot, quotes: Snapshot, store: Store) -> None:
        self.number, self.articles, self.quotes = number, articles, quotes
        self._store = store
        self._results: dict[Hashable, Result] = {}  # the most recently used last
        self._lock = threading.Lock()

    def match_articles(self, tree: Tree, cancelled: Callable[[], bool] = lambda: False) -> Result:
        """Return the articles that match; raises Cancelled."""

        def evaluate(conditions: DatabaseConditions) -> Result:
            from index.engines.local.fulltext.search.evaluator import ArticleEvaluator

            evaluator = ArticleEvaluator(self.articles, self.quotes, conditions, cancelled)
            matched = evaluator.evaluate(tree)
            return Result(
                self.articles, matched, [evaluator.quotes(part) for part in quote_conditions(tree)]
            )

        return self._once("articles", tree, evaluate)

    def match_quotes(self, tree: Tree | None) -> Result:
        """Return the quotes that match, or all."""
        tree = tree or EVERYTHING

        def evaluate(conditions: DatabaseConditions) -> Result:
            from index.engines.local.fulltext.search.evaluator import QuoteEvaluator

            evaluator = QuoteEvaluator(self.quotes, self.articles, conditions, lambda: False)
            return Result(self.quotes, evaluator.evaluate(tree))

        return self._once("quotes", tree, evaluate)

    def _once(
        self, index: str, tree: Tree, evaluate: Callable[[DatabaseConditions], Result]
    ) -> Result:
        """Return the kept result of a query, or evaluate it and keep that.

        A result is valid while the database gives the same answers for its conditions.
        """
        conditions = look_up_conditions(tree, self._store)
        key = (index, tree, *conditions.marked.values(), *conditions.aliases.values())
        with self._lock:
            if result := self._results.pop(key, None):
                self._results[key] = result
                return result
        result = evaluate(conditions)
        with self._lock:
            self._results[key] = result
            while len(self._results) > MAX_RESULTS:
                del self._results[next(iter(self._results))]
        return result

    def quote_numbers(self, tree: Tree, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the numbers of the quotes that match a query in each of these articles."""
        if not quote_conditions(tree):
            return {key: [] for key in keys}
        from index.engines.local.fulltext.search.evaluator import quote_numbers

        return quote_numbers(self.quotes, self.match_articles(tree).quotes, keys)

    def forget_results(self) -> None:
        """Evaluate every query anew, for measurements."""
        with self._lock:
            self._results.clear()


def quote_conditions(tree: Tree) -> list[Tree]:
    """Return the conditions on quotes that are not negated."""
    match tree:
        case InQuote(part):
            return [part]
        case Not():
            return []
    return [condition for part in children(tree) for condition in quote_conditions(part)]
