"""Evaluate a query: the documents of an index that match, with their scores.

The quote index answers conditions on quotes, the article index all others. Both have the keys
of articles in a column, which leads from the matches in one index to documents of the other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce

import numpy as np

from index.engines.local.database.serialization import PLACE_BITS
from index.engines.local.fulltext.docsets import (
    Array,
    DocsByKey,
    FloatArray,
    IntArray,
    Mask,
    MatchedDocs,
    difference,
    index_of,
    intersection,
    sort_by_key,
    union,
    unscored,
)
from index.engines.local.fulltext.field_names import NO_DATE, WHOLE_NAME_FIELD, whole_name
from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
from index.engines.local.fulltext.search.database_conditions import (
    COMPARE,
    MARK_FIELDS,
    READ,
    DatabaseConditions,
)
from index.engines.local.fulltext.search.facets import articles_with_facets
from index.engines.local.fulltext.search.positional_queries import WordEvaluator
from index.engines.local.fulltext.search.term_expansion import exact_term
from index.engines.local.fulltext.segments.posting_arrays import documents_matching
from index.errors import Cancelled
from index.query import (
    And,
    ConfidenceBound,
    Dates,
    Drift,
    Flag,
    InQuote,
    Not,
    Or,
    SpokenBy,
    Tree,
    Versions,
    WholeName,
)
from index.query.tree import QUOTE_FIELDS, children, common_field


class Evaluator(ABC):
    """Evaluate a query over the documents of one index.

    ``cancelled`` is called between steps; Cancelled is raised once it returns true.
    """

    def __init__(
        self, index: ArraySnapshot, conditions: DatabaseConditions, cancelled: Callable[[], bool]
    ) -> None:
        self.index = index
        self._conditions = conditions
        self._cancelled = cancelled

    def evaluate(self, tree: Tree) -> MatchedDocs:
        """Return the documents that match; raises Cancelled."""
        self._raise_if_cancelled()
        match tree:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                either = (self.evaluate(part) for part in parts)
                return union(either, self.index.size)
            case Not(part):
                unwanted = self.evaluate(part).documents
                return difference(unscored(self.index.documents), unwanted)
            case InQuote(part):
                return self._in_quotes([part])
            case Dates(first, last):
                days = self.index.column("date")
                low = first.toordinal() if first else NO_DATE + 1
                wanted = days >= low if last is None else (days >= low) & (days <= last.toordinal())
                return self._where(wanted)
            case ConfidenceBound(sign, value):
                return self._where(COMPARE[sign](self.index.column("confidence"), value))
            case SpokenBy(names):
                return unscored(spoken_by(self.index, names))
            case Drift():
                return self._where(self._is_place(tree))
            case Versions(sign, number):
                is_wanted = self._is_place(tree)
                return self._where(~is_wanted if COMPARE[sign](1, number) else is_wanted)
            case Flag():
                return self._flagged(tree)
        if common_field(tree) in MARK_FIELDS:
            return self._with_keys(self._conditions.marked[tree])
        return self._words(tree)

    @abstractmethod
    def _in_quotes(self, conditions: Sequence[Tree]) -> MatchedDocs:
        """Return what has a different quote for each condition."""

    @abstractmethod
    def _with_quote(self) -> MatchedDocs: ...

    @abstractmethod
    def _words(self, tree: Tree) -> MatchedDocs:
        """Return what has these words, or exactly this name."""

    def _all_of(self, parts: Sequence[Tree]) -> MatchedDocs:
        quotes = [part.part for part in parts if isinstance(part, InQuote)]
        wanted = [self._in_quotes(quotes)] if quotes else []
        wanted += [self.evaluate(part) for part in parts if not isinstance(part, Not | InQuote)]
        found = intersection(wanted or [unscored(self.index.documents)])
        for part in parts:
            if isinstance(part, Not):
                found = difference(found, self.evaluate(part.part).documents)
        return found

    def _flagged(self, flag: Flag) -> MatchedDocs:
        match flag.name:
            case "quote":
                return self._with_quote()
            case "copy":
                return unscored(self.index.copies)
            case "unread":
                return self.evaluate(Not(READ))
            case "no date":
                return self._where(self.index.column("date") == NO_DATE)
        return self._with_keys(self._conditions.marked[flag])

    def _with_keys(self, keys: Collection[int] | Array) -> MatchedDocs:
        wanted = np.fromiter(keys, dtype=np.int64, count=len(keys))
        return self._where(np.isin(self.index.column("key"), wanted))

    def _is_place(self, tree: Tree) -> Mask:
        """Return which documents of the quotes are among those that the database answers."""
        wanted = self._conditions.quotes[tree]
        places = self.index.column("key").astype(np.int64) << PLACE_BITS
        return np.isin(
            places | self.index.column("number"),
            np.fromiter(wanted, dtype=np.int64, count=len(wanted)),
        )

    def _in_articles(self, articles: ArraySnapshot, tree: Tree) -> MatchedDocs:
        """Return the articles with these words, or with any name of the person or thing named."""
        values = self._conditions.named.get(tree, frozenset())
        if isinstance(tree, WholeName) and tree.field == "source":
            is_wanted = np.isin(articles.column("outlet"), list(values))
            return unscored(articles.documents[is_wanted[articles.documents]])
        return self._with_words(articles, tree, articles_with_facets(articles, values))

    def _with_words(self, index: ArraySnapshot, tree: Tree, named: IntArray) -> MatchedDocs:
        found = [unscored(named)] if len(named) else []
        if not isinstance(tree, WholeName):
            found.append(WordEvaluator(index, self._cancelled).evaluate(tree))
        return found[0] if len(found) == 1 else union(found, index.size)

    def _where(self, mask: Mask) -> MatchedDocs:
        documents = self.index.documents
        return unscored(documents[mask[documents]])

    def _raise_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled


class QuoteEvaluator(Evaluator):
    """Evaluate a query over quotes; conditions on articles apply to the article of a quote."""

    def __init__(
        self, quotes: ArraySnapshot, articles: ArraySnapshot, conditions: DatabaseConditions,
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        super().__init__(quotes, conditions, cancelled)
        self._articles = articles

    def _in_quotes(self, conditions: Sequence[Tree]) -> MatchedDocs:
        return self.evaluate(And(tuple(conditions)))

    def _with_quote(self) -> MatchedDocs:
        return unscored(self.index.documents)

    def _words(self, tree: Tree) -> MatchedDocs:
        """Return the quotes with these words; those of a speaker under all their names."""
        if common_field(tree) not in QUOTE_FIELDS:
            articles = self._in_articles(self._articles, tree)
            return self._with_keys(self._articles.column("key")[articles.documents])
        names = self._conditions.aliases.get(tree, ())
        return self._with_words(self.index, tree, spoken_by(self.index, names))


class ArticleEvaluator(Evaluator):
    """Evaluate a query over articles."""

    def __init__(
        self, articles: ArraySnapshot, quotes: ArraySnapshot, conditions: DatabaseConditions,
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        super().__init__(articles, conditions, cancelled)
        self._quotes = QuoteEvaluator(quotes, articles, conditions, cancelled)
        self._matched_quotes: dict[Tree, IntArray] = {}

    def quotes(self, condition: Tree) -> IntArray:
        """Return the quotes that match a condition, ascending; evaluated once."""
        if condition not in self._matched_quotes:
            self._matched_quotes[condition] = self._quotes.evaluate(condition).documents
        return self._matched_quotes[condition]

    def quotes_beside(self, articles: Tree, condition: Tree) -> IntArray:
        """Return the quotes that match a condition, in the articles that match other ones.

        Each ``InQuote`` among these must match a different quote.
        """
        keys = self.index.column("key")[self.evaluate(articles).documents]
        found = self.quotes(condition)
        keys_of_quotes = self._quotes.index.column("key")
        found = found[np.isin(keys_of_quotes[found], keys)]
        parts = (part.part for part in children(articles) if isinstance(part, InQuote))
        others = [sort_by_key(keys_of_quotes, self.quotes(part)) for part in parts]
        if not others:
            return found
        is_free = [
            has_distinct_members([{document}, *(each.of(key) for each in others)])
            for document, key in zip(found.tolist(), keys_of_quotes[found].tolist(), strict=True)
        ]
        free: IntArray = found[np.array(is_free, dtype=bool)]
        return free

    def _with_quote(self) -> MatchedDocs:
        return self._where(self.index.column("quotes") > 0)

    def _words(self, tree: Tree) -> MatchedDocs:
        return self._in_articles(self.index, tree)

    def _in_quotes(self, conditions: Sequence[Tree]) -> MatchedDocs:
        """Return the articles with a different quote for each condition, scored by their number."""
        keys_of_quotes = self._quotes.index.column("key")
        matched = [sort_by_key(keys_of_quotes, self.quotes(each)) for each in conditions]
        keys, counts = self._with_distinct_quotes(matched)
        articles = self.index.by_key
        at = index_of(articles.keys, keys)
        documents = articles.documents[at[at >= 0]]
        order = np.argsort(documents)
        return MatchedDocs(documents[order], counts[at >= 0][order])

    def _with_distinct_quotes(self, found: Sequence[DocsByKey]) -> tuple[Array, FloatArray]:
        """Return the keys of articles with a different quote of each kind, and how many in all."""
        by_kind = [np.unique(each.keys, return_counts=True) for each in found]
        keys = reduce(np.intersect1d, [keys for keys, _ in by_kind])
        at = [np.searchsorted(each, keys) for each, _ in by_kind]
        counts = np.stack([count[where] for (_, count), where in zip(by_kind, at, strict=True)])
        # If the kinds, from the rarest on, have at least 1, 2, … quotes, each gets one of its own.
        enough = np.arange(1, len(found) + 1)[:, np.newaxis]
        possible: Mask = np.all(np.sort(counts, axis=0) >= enough, axis=0)
        for row in np.flatnonzero(~possible).tolist():
            self._raise_if_cancelled()
            possible[row] = has_distinct_members([each.of(int(keys[row])) for each in found])
        return keys[possible], counts.sum(axis=0)[possible].astype(np.float64)


def spoken_by(quotes: ArraySnapshot, names: Iterable[str]) -> IntArray:
    """Return the quotes of the speakers with exactly these names, ascending."""
    terms = (exact_term(quotes.snapshot, WHOLE_NAME_FIELD, whole_name(name)) for name in names)
    found = [unscored(documents_matching(term, quotes.size).documents) for term in terms]
    return found[0].documents if len(found) == 1 else union(found, quotes.size).documents


def has_distinct_members(sets: Sequence[set[int]]) -> bool:
    """Return whether each set can have a member that no other has (bipartite matching)."""
    given: dict[int, int] = {}

    def give(index: int, seen: set[int]) -> bool:
        for member in sets[index] - seen:
            seen.add(member)
            if member not in given or give(given[member], seen):
                given[member] = index
                return True
        return False

    return all(give(index, set()) for index in range(len(sets)))
