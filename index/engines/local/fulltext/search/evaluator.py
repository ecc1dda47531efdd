"""What a tree finds in one state of the two indexes, with a score for each document.

Conditions on quotes are answered by the index of quotes, all others by that of articles, and
carried over by the key of the article.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Sequence
from functools import reduce

import numpy as np

from index.engines.local.fulltext.analysis import words
from index.engines.local.fulltext.field_names import NO_DATE, whole_name
from index.engines.local.fulltext.search import posting_arrays
from index.engines.local.fulltext.search.collapse import copies
from index.engines.local.fulltext.search.positional_queries import Occurrences, words_field
from index.engines.local.fulltext.search.posting_arrays import (
    Flags,
    Found,
    Keyed,
    Reals,
    Values,
    unscored,
)
from index.engines.local.fulltext.search.term_expansion import term
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.errors import Cancelled
from index.query import And, Confidence, Dates, Flag, InQuote, Not, Or, Phrase, Tree, Word
from index.query.tree import QUOTE_FIELDS, Leaf, children

COMPARE = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip


class Evaluation:
    """One search.

    ``marked`` gives the keys of articles with a flag, a tag or a note of the reader, ``folded`` the
    names that are taken for others with some words; ``cancelled`` is asked between steps, and
    Cancelled raised when it says so.
    """

    def __init__(
        self,
        articles: Snapshot,
        quotes: Snapshot,
        marked: Callable[[Flag | Leaf], set[int]],
        folded: Callable[[Sequence[str]], Sequence[str]] = lambda _: (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._sides = {False: articles, True: quotes}
        self._marked = marked
        self._folded = folded
        self._cancelled = cancelled
        self._quotes: dict[Tree, Found] = {}

    def articles(self, tree: Tree) -> Found:
        """The articles for which the tree holds."""
        return self._scores(tree, of_quotes=False)

    def found(self, tree: Tree | None, *, of_quotes: bool) -> Found:
        """The articles, or quotes, for which the tree holds; all, for no tree."""
        if tree is None:
            return unscored(self._sides[of_quotes].documents)
        return self.quotes(tree) if of_quotes else self.articles(tree)

    def quotes(self, tree: Tree) -> Found:
        """The quotes for which the tree holds; conditions on articles hold for theirs."""
        if tree not in self._quotes:
            self._quotes[tree] = self._scores(tree, of_quotes=True)
        return self._quotes[tree]

    def _scores(self, tree: Tree, *, of_quotes: bool) -> Found:
        """What a tree finds among articles or quotes. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled
        side = self._sides[of_quotes]
        match tree:
            case And(parts):
                return self._all(parts, of_quotes=of_quotes)
            case Or(parts):
                either = (self._scores(part, of_quotes=of_quotes) for part in parts)
                return posting_arrays.union(either, side.size)
            case Not(part):
                unwanted = self._scores(part, of_quotes=of_quotes).documents
                return posting_arrays.without(unscored(side.documents), unwanted)
            case InQuote(part):
                return self.quotes(part) if of_quotes else self._articles_with([part])
            case Dates(first, last):
                days = _column(side, "date")
                low = first.toordinal() if first else NO_DATE + 1
                wanted = days >= low if last is None else (days >= low) & (days <= last.toordinal())
                return _where(side, wanted)
            case Confidence(sign, value):
                return _where(side, COMPARE[sign](_column(side, "confidence"), value))
            case Flag():
                return self._flagged(tree, of_quotes=of_quotes)
        return self._words(tree, of_quotes=of_quotes)

    def _words(self, tree: Tree, *, of_quotes: bool) -> Found:
        """What the words of one field find; a speaker under all names that are folded together."""
        field = words_field(tree)
        if field in ("tag", "note"):
            assert isinstance(tree, Leaf)
            return self._with_keys(self._marked(tree), of_quotes=of_quotes)
        if of_quotes and field not in QUOTE_FIELDS:
            keys = _column(self._sides[False], "key")[self.articles(tree).documents]
            return self._with_keys(keys, of_quotes=True)
        side = self._sides[of_quotes]
        found = Occurrences(side, self._cancelled).scores(tree)
        if field == "speaker" and isinstance(tree, Word | Phrase):
            also = self.quotes_of(self._folded(words(tree.text)))
            found = posting_arrays.union([found, also], side.size)
        return found

    def _all(self, parts: Sequence[Tree], *, of_quotes: bool) -> Found:
        """What all parts find; several ``quote( )`` have to be different quotes of one article."""
        quotes = [part.part for part in parts if isinstance(part, InQuote)]
        several = len(quotes) > 1 and not of_quotes
        wanted = [self._articles_with(quotes)] if several else []
        unwanted: list[Found] = []
        for part in parts:
            if isinstance(part, Not):
                unwanted.append(self._scores(part.part, of_quotes=of_quotes))
            elif not (several and isinstance(part, InQuote)):
                wanted.append(self._scores(part, of_quotes=of_quotes))
        found = posting_arrays.intersection(wanted or [unscored(self._sides[of_quotes].documents)])
        for other in unwanted:
            found = posting_arrays.without(found, other.documents)
        return found

    def _flagged(self, flag: Flag, *, of_quotes: bool) -> Found:
        if flag.name == "quote":
            side = self._sides[of_quotes]
            if of_quotes:
                return unscored(side.documents)
            return _where(side, _column(side, "quotes") > 0)
        if flag.name == "copy":
            return unscored(copies(self._sides[of_quotes]))
        if flag.name == "unread":
            return self._scores(Not(Flag("read")), of_quotes=of_quotes)
        return self._with_keys(self._marked(flag), of_quotes=of_quotes)

    def _with_keys(self, keys: Collection[int] | Values, *, of_quotes: bool) -> Found:
        side = self._sides[of_quotes]
        wanted = np.fromiter(keys, dtype=np.int64, count=len(keys))
        return _where(side, np.isin(_column(side, "key"), wanted))

    def _articles_with(self, conditions: Sequence[Tree]) -> Found:
        """The articles that have for each condition a quote of its own, by how many there are."""
        of = self._sides[True].column("key")
        found = [
            posting_arrays.by_key(of, self.quotes(condition).documents) for condition in conditions
        ]
        keys, total = self._with_all(found)
        articles = self._sides[False].by_key
        at = posting_arrays.look_up(articles.keys, keys)
        there = at >= 0
        documents = articles.documents[at[there]]
        order = np.argsort(documents)
        return Found(documents[order], total[there][order])

    def _with_all(self, found: Sequence[Keyed]) -> tuple[Values, Reals]:
        """The keys of articles that have quotes of all kinds, a different one of each; how many."""
        by_kind = [np.unique(own.keys, return_index=True, return_counts=True) for own in found]
        keys = reduce(np.intersect1d, [keys for keys, _, _ in by_kind])
        at = [np.searchsorted(own, keys) for own, _, _ in by_kind]
        starts = [first[where] for (_, first, _), where in zip(by_kind, at, strict=True)]
        counts = np.stack([count[where] for (_, _, count), where in zip(by_kind, at, strict=True)])
        # Where the kinds, from the rarest on, have at least 1, 2, … quotes, none is short of one.
        several = np.arange(1, len(found) + 1)[:, np.newaxis]
        possible: Flags = np.all(np.sort(counts, axis=0) >= several, axis=0)
        for place in np.flatnonzero(~possible).tolist():
            if self._cancelled():
                raise Cancelled
            sets = [
                set(own.documents[first[place] : first[place] + count[place]].tolist())
                for own, first, count in zip(found, starts, counts, strict=True)
            ]
            possible[place] = _have_one_each(sets)
        return keys[possible], counts.sum(axis=0)[possible].astype(np.float64)

    def quotes_of(self, names: Sequence[str]) -> Found:
        """The quotes of whoever has exactly one of these names."""
        side = self._sides[True]
        found = (
            posting_arrays.read(term(side, "who", whole_name(name)), side.size) for name in names
        )
        return unscored(posting_arrays.union(found, side.size).documents)

    def quotes_found(self, tree: Tree, keys: Sequence[int]) -> dict[int, list[int]]:
        """The numbers of the quotes that the tree asks for, in the articles with these keys."""
        side = self._sides[True]
        of, numbers = _column(side, "key"), _column(side, "number")
        found: dict[int, set[int]] = {key: set() for key in keys}
        for condition in _conditions(tree):
            documents = self.quotes(condition).documents
            there = documents[np.isin(of[documents], keys)]
            for key, number in zip(of[there].tolist(), numbers[there].tolist(), strict=True):
                found[key].add(number)
        return {key: sorted(of_article) for key, of_article in found.items()}


def _column(side: Snapshot, name: str) -> Values:
    return np.asarray(side.column(name))


def _where(side: Snapshot, wanted: Flags) -> Found:
    """The documents for which that holds."""
    return unscored(side.documents[wanted[side.documents]])


def _have_one_each(sets: Sequence[set[int]]) -> bool:
    """Whether each set can be given a member that no other is given (bipartite matching)."""
    given: dict[int, int] = {}

    def give(index: int, seen: set[int]) -> bool:
        for member in sets[index] - seen:
            seen.add(member)
            if member not in given or give(given[member], seen):
                given[member] = index
                return True
        return False

    return all(give(index, set()) for index in range(len(sets)))


def _conditions(tree: Tree) -> list[Tree]:
    """What the tree asks of quotes, leaving out what it excludes."""
    match tree:
        case InQuote(part):
            return [part]
        case Not():
            return []
    return [condition for part in children(tree) for condition in _conditions(part)]
