"""The queries evaluated in one state of the index; the last results are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property

import numpy as np

from index.engines.local.fulltext.docsets import IntArray, MatchedDocs
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.database_conditions import (
    DatabaseConditions,
    look_up_conditions,
)
from index.engines.local.fulltext.search.evaluator import ArticleEvaluator, QuoteEvaluator
from index.engines.local.fulltext.search.fast_path import is_plain_word
from index.engines.local.fulltext.search.term_expansion import expand, query_words
from index.engines.local.fulltext.segments.posting_arrays import documents_matching
from index.engines.local.store import Store
from index.query import And, SpeakerFilter, Tree
from index.query.tree import quote_conditions

# The articles and the quotes of the current line, and those of the line before. A result takes
# up to 32 bytes for each document of its index.
MAX_RESULTS = 4
EVERYTHING = And(())


class Result:
    """The documents of an index that match a query."""

    def __init__(
        self, index: ArraySnapshot, matched: MatchedDocs, quotes: Sequence[IntArray] = ()
    ) -> None:
        self.index, self.matched, self.quotes = index, matched, quotes

    @cached_property
    def collapsed(self) -> MatchedDocs:
        """One document of each story."""
        return self.index.collapse(self.matched)

    def shown(self, show_copies: bool) -> MatchedDocs:
        """Return the matching documents, one of each story unless ``show_copies``."""
        return self.matched if show_copies else self.collapsed


class QueryResults:
    """Evaluate queries in one state of both indexes. May be used from any thread.

    Counting, facets and later pages of a query find its result kept, and evaluate nothing.
    """

    def __init__(self, articles: ArraySnapshot, quotes: ArraySnapshot, store: Store) -> None:
        self.articles, self.quotes = articles, quotes
        self._store = store
        self._results: dict[Hashable, Result] = {}  # the most recently used last
        self._lock = threading.Lock()

    def match_articles(self, tree: Tree, cancelled: Callable[[], bool] = lambda: False) -> Result:
        """Return the articles that match, with the quotes that match; raises Cancelled."""

        def evaluate(conditions: DatabaseConditions) -> Result:
            evaluator = ArticleEvaluator(self.articles, self.quotes, conditions, cancelled)
            matched = evaluator.evaluate(tree)
            quotes = [evaluator.quotes(condition) for condition in quote_conditions(tree)]
            return Result(self.articles, matched, quotes)

        return self._kept("articles", tree, evaluate)

    def count_articles(self, tree: Tree, *, show_copies: bool) -> int:
        """Return how many articles match; a plain word is counted without scores."""
        if not is_plain_word(tree) or self._find(("articles", tree)):
            return len(self.match_articles(tree).shown(show_copies).documents)
        matches = expand(self.articles.snapshot, tree, query_words(tree)[0])
        found = documents_matching(matches, self.articles.size)
        return len((found if show_copies else self.articles.collapse(found)).documents)

    def match_quotes(self, tree: Tree | None) -> Result:
        """Return the quotes that match, or all."""
        tree = tree or EVERYTHING

        def evaluate(conditions: DatabaseConditions) -> Result:
            evaluator = QuoteEvaluator(self.quotes, self.articles, conditions, lambda: False)
            return Result(self.quotes, evaluator.evaluate(tree))

        return self._kept("quotes", tree, evaluate)

    def quotes_of_filter(self, asked: SpeakerFilter) -> IntArray:
        """Return the quotes by which filters by their speakers find articles, each copy.

        They are evaluated each time, so that the results of the line stay.
        """
        conditions = look_up_conditions(And((asked.articles, asked.quote)), self._store)
        evaluator = ArticleEvaluator(self.articles, self.quotes, conditions, lambda: False)
        return evaluator.quotes_beside(asked.articles, asked.quote)

    def _kept(
        self, index: str, tree: Tree, evaluate: Callable[[DatabaseConditions], Result]
    ) -> Result:
        """Return the kept result of a query, or evaluate the query and keep the result.

        A result is valid while the database gives the same answers for its conditions.
        """
        conditions = look_up_conditions(tree, self._store)
        key = (index, tree, *(value for each in conditions for value in each.values()))
        if kept := self._find(key):
            return kept
        result = evaluate(conditions)
        with self._lock:
            self._results[key] = result
            while len(self._results) > MAX_RESULTS:
                del self._results[next(iter(self._results))]
        return result

    def _find(self, key: Hashable) -> Result | None:
        with self._lock:
            if result := self._results.pop(key, None):
                self._results[key] = result
            return result

    def quote_numbers(self, tree: Tree, key: int) -> list[int]:
        """Return the numbers of the quotes of one article that match a query."""
        if not quote_conditions(tree):
            return []
        return self.quotes_in(self.match_articles(tree), [key])[key]

    def quotes_in(self, result: Result, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the numbers of the matching quotes in each of the articles with these keys."""
        found: dict[int, set[int]] = {key: set() for key in keys}
        key_column, number_column = self.quotes.column("key"), self.quotes.column("number")
        for documents in result.quotes:
            inside = documents[np.isin(key_column[documents], keys)]
            for document in inside.tolist():
                found[int(key_column[document])].add(int(number_column[document]))
        return {key: sorted(numbers) for key, numbers in found.items()}

    def clear(self) -> None:
        """Forget all results, to measure evaluation."""
        with self._lock:
            self._results.clear()
