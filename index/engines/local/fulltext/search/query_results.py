"""The queries evaluated in one state of the index; the last results are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from index.engines.local.fulltext.docsets import IntArray, MatchedDocs
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.database_conditions import (
    DatabaseConditions,
    look_up_conditions,
)
from index.engines.local.fulltext.search.evaluator import (
    ArticleEvaluator,
    QuoteEvaluator,
    quote_numbers,
)
from index.engines.local.fulltext.search.fast_path import is_plain_word
from index.engines.local.fulltext.search.term_expansion import expand, query_words
from index.engines.local.fulltext.segments.posting_arrays import mask_matching
from index.engines.local.store import Store
from index.query import And, Tree
from index.query.tree import quote_conditions

# The articles and the quotes of the current line, and those of the line before. A result takes
# up to 32 bytes for each document of its index.
MAX_RESULTS = 4
EVERYTHING = And(())

R = TypeVar("R", bound="Result")


class Result:
    """The documents of an index that match a query."""

    def __init__(self, index: ArraySnapshot, matched: MatchedDocs) -> None:
        self.index, self.matched = index, matched

    @cached_property
    def collapsed(self) -> MatchedDocs:
        """One document of each story."""
        return self.index.collapse(self.matched)

    def shown(self, show_copies: bool) -> MatchedDocs:
        """Return the matching documents, one of each story unless ``show_copies``."""
        return self.matched if show_copies else self.collapsed


class ArticleResult(Result):
    """The articles that match a query, and the quotes that match its conditions on quotes."""

    def __init__(
        self, articles: ArraySnapshot, matched: MatchedDocs,
        quotes: ArraySnapshot, matched_quotes: Sequence[IntArray],
    ) -> None:  # fmt: skip
        super().__init__(articles, matched)
        self._quotes, self._matched_quotes = quotes, matched_quotes

    def quote_numbers(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the numbers of the matching quotes in each of these articles."""
        return quote_numbers(self._quotes, self._matched_quotes, keys)


class QueryResults:
    """Evaluate queries in one state of both indexes. May be used from any thread.

    Counting, facets and later pages of a query find its result kept, and evaluate nothing.
    """

    def __init__(self, articles: ArraySnapshot, quotes: ArraySnapshot, store: Store) -> None:
        self.articles, self.quotes = articles, quotes
        self._store = store
        self._results: dict[Hashable, Any] = {}  # the most recently used last
        self._lock = threading.Lock()

    def match_articles(
        self, tree: Tree, cancelled: Callable[[], bool] = lambda: False
    ) -> ArticleResult:
        """Return the articles that match; raises Cancelled."""

        def evaluate(conditions: DatabaseConditions) -> ArticleResult:
            evaluator = ArticleEvaluator(self.articles, self.quotes, conditions, cancelled)
            matched = evaluator.evaluate(tree)
            quotes = [evaluator.quotes(condition) for condition in quote_conditions(tree)]
            return ArticleResult(self.articles, matched, self.quotes, quotes)

        return self._kept("articles", tree, evaluate)

    def count_articles(self, tree: Tree, *, show_copies: bool) -> int:
        """Return how many articles match; a plain word is counted without scores."""
        if not is_plain_word(tree) or self._find(("articles", tree)):
            return len(self.match_articles(tree).shown(show_copies).documents)
        matches = expand(self.articles.snapshot, tree, query_words(tree)[0])
        mask = mask_matching(matches, self.articles.size)
        repeated = 0 if show_copies else len(self.articles.repeats(mask))
        return int(np.count_nonzero(mask)) - repeated

    def match_quotes(self, tree: Tree | None) -> Result:
        """Return the quotes that match, or all."""
        tree = tree or EVERYTHING

        def evaluate(conditions: DatabaseConditions) -> Result:
            evaluator = QuoteEvaluator(self.quotes, self.articles, conditions, lambda: False)
            return Result(self.quotes, evaluator.evaluate(tree))

        return self._kept("quotes", tree, evaluate)

    def _kept(self, index: str, tree: Tree, evaluate: Callable[[DatabaseConditions], R]) -> R:
        """Return the kept result of a query, or evaluate the query and keep the result.

        A result is valid while the database gives the same answers for its conditions.
        """
        conditions = look_up_conditions(tree, self._store)
        key = (index, tree, *(value for each in conditions for value in each.values()))
        kept: R | None = self._find(key)
        if kept:
            return kept
        result = evaluate(conditions)
        with self._lock:
            self._results[key] = result
            while len(self._results) > MAX_RESULTS:
                del self._results[next(iter(self._results))]
        return result

    def _find(self, key: Hashable) -> Any:
        with self._lock:
            if result := self._results.pop(key, None):
                self._results[key] = result
            return result

    def quote_numbers(self, tree: Tree, key: int) -> list[int]:
        """Return the numbers of the quotes of one article that match a query."""
        if not quote_conditions(tree):
            return []
        return self.match_articles(tree).quote_numbers([key])[key]

    def clear(self) -> None:
        """Forget all results, to measure evaluation."""
        with self._lock:
            self._results.clear()
