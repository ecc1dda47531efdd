"""What a tree finds in one state of the two indexes, with a score for each document.

Conditions on quotes are answered by the index of quotes, all others by that of articles, and
carried over by the key of the article.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeGuard

from index.engines.analysis import words
from index.engines.occurrences import Occurrences, Scores, parts_of, union, words_field
from index.engines.postings import Snapshot
from index.engines.schema import NO_DATE, whole_name
from index.errors import Cancelled
from index.query import And, Confidence, Dates, Flag, InQuote, Not, Or, Phrase, Tree, Wild, Word
from index.query.tree import QUOTE_FIELDS, Leaf, children

COMPARE = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip


class Evaluation:
    """One search.

    ``marked`` gives the keys of articles with a flag, a tag or a note of the reader, ``folds`` the
    names that are taken for others; ``cancelled`` is asked between steps, and Cancelled raised
    when it says so.
    """

    def __init__(
        self,
        articles: Snapshot,
        quotes: Snapshot,
        marked: Callable[[Flag | Leaf], set[int]],
        folds: Callable[[], Mapping[str, str]] = dict,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._sides = {False: articles, True: quotes}
        self._marked = marked
        self._folds = folds
        self._cancelled = cancelled
        self._quotes: dict[Tree, Scores] = {}

    def articles(self, tree: Tree) -> Scores:
        """The articles for which the tree holds."""
        return self._scores(tree, of_quotes=False)

    def quotes(self, tree: Tree) -> Scores:
        """The quotes for which the tree holds; conditions on articles hold for theirs."""
        if tree not in self._quotes:
            self._quotes[tree] = self._scores(tree, of_quotes=True)
        return self._quotes[tree]

    def _scores(self, tree: Tree, *, of_quotes: bool) -> Scores:
        if self._cancelled():
            raise Cancelled
        side = self._sides[of_quotes]
        match tree:
            case And(parts):
                return self._all(parts, of_quotes=of_quotes)
            case Or(parts) if self._are_single(parts, of_quotes=of_quotes):
                return Occurrences(side, self._cancelled).any_of(parts)
            case Or(parts):
                return union(self._scores(part, of_quotes=of_quotes) for part in parts)
            case Not(part):
                unwanted = self._scores(part, of_quotes=of_quotes)
                return {d: 0.0 for d in side.documents if d not in unwanted}
            case InQuote(part):
                return self.quotes(part) if of_quotes else self._articles_with([part])
            case Dates(first, last):
                low = first.toordinal() if first else NO_DATE + 1
                high = last.toordinal() if last else 1 << 30
                return _where(side, side.column("date"), lambda day: low <= day <= high)
            case Confidence(sign, value):
                compare = COMPARE[sign]
                found = side.column("confidence", "d")
                return _where(side, found, lambda confidence: compare(confidence, value))
            case Flag():
                return self._flagged(tree, of_quotes=of_quotes)
        return self._words(tree, of_quotes=of_quotes)

    def _are_single(self, parts: Sequence[Tree], *, of_quotes: bool) -> TypeGuard[Sequence[Leaf]]:
        """Whether all parts are single plain words of the side that is asked."""
        return all(
            isinstance(part, Word | Wild)
            and part.field == ("said" if of_quotes else "text")
            and len(parts_of(part)) == 1
            for part in parts
        )

    def _words(self, tree: Tree, *, of_quotes: bool) -> Scores:
        field = words_field(tree)
        if field in ("tag", "note"):
            assert isinstance(tree, Leaf)
            return self._with_keys(self._marked(tree), of_quotes=of_quotes)
        if of_quotes and field not in QUOTE_FIELDS:
            keys = self._sides[False].column("key", "I")
            return self._with_keys({keys[d] for d in self.articles(tree)}, of_quotes=True)
        side = self._sides[of_quotes]
        found = Occurrences(side, self._cancelled).scores(tree)
        if field == "speaker" and isinstance(tree, Word | Phrase):
            for name in self._folded_into(words(tree.text)):
                found.update(dict.fromkeys(side.postings("who", whole_name(name)).documents, 0.0))
        return found

    def _folded_into(self, wanted: list[str]) -> list[str]:
        """The names that stand for somebody whose fuller name has all the wanted words."""
        folds = self._folds().items()
        return [name for name, person in folds if set(wanted) <= set(words(person))]

    def _all(self, parts: Sequence[Tree], *, of_quotes: bool) -> Scores:
        quotes = [part.part for part in parts if isinstance(part, InQuote)]
        several = len(quotes) > 1 and not of_quotes
        wanted = [self._articles_with(quotes)] if several else []
        unwanted: list[Scores] = []
        for part in parts:
            if isinstance(part, Not):
                unwanted.append(self._scores(part.part, of_quotes=of_quotes))
            elif not (several and isinstance(part, InQuote)):
                wanted.append(self._scores(part, of_quotes=of_quotes))
        if not wanted:
            wanted = [dict.fromkeys(self._sides[of_quotes].documents, 0.0)]
        found = _intersection(wanted)
        for scores in unwanted:
            found = {d: score for d, score in found.items() if d not in scores}
        return found

    def _flagged(self, flag: Flag, *, of_quotes: bool) -> Scores:
        if flag.name == "quote":
            if of_quotes:
                return dict.fromkeys(self._sides[True].documents, 0.0)
            articles = self._sides[False]
            return _where(articles, articles.column("quotes"), bool)
        if flag.name == "unread":
            return self._scores(Not(Flag("read")), of_quotes=of_quotes)
        return self._with_keys(self._marked(flag), of_quotes=of_quotes)

    def _with_keys(self, keys: set[int], *, of_quotes: bool) -> Scores:
        side = self._sides[of_quotes]
        return _where(side, side.column("key", "I"), keys.__contains__)

    def _articles_with(self, conditions: Sequence[Tree]) -> Scores:
        """The articles that have for each condition a quote of its own, by how many there are."""
        keys = self._sides[True].column("key", "I")
        by_condition: list[dict[int, set[int]]] = []
        for condition in conditions:
            quotes: dict[int, set[int]] = defaultdict(set)
            for document in self.quotes(condition):
                quotes[keys[document]].add(document)
            by_condition.append(quotes)
        first, *others = by_condition
        counts = {
            key: float(sum(len(quotes[key]) for quotes in by_condition))
            for key in first
            if all(key in quotes for quotes in others)
            and (not others or _have_one_each([quotes[key] for quotes in by_condition]))
        }
        documents = self._sides[False].column("key", "I")
        live = self._sides[False].documents
        return {d: counts[documents[d]] for d in live if documents[d] in counts}

    def quotes_found(self, tree: Tree, keys: Iterable[int]) -> dict[int, list[int]]:
        """The numbers of the quotes that the tree asks for, in the articles with these keys."""
        side = self._sides[True]
        of, numbers = side.column("key", "I"), side.column("number")
        found: dict[int, set[int]] = {key: set() for key in keys}
        for condition in _conditions(tree):
            for document in self.quotes(condition):
                if (key := of[document]) in found:
                    found[key].add(numbers[document])
        return {key: sorted(of_article) for key, of_article in found.items()}


def _where(side: Snapshot, values: Sequence[float], wanted: Callable[..., bool]) -> Scores:
    return {document: 0.0 for document in side.documents if wanted(values[document])}


def _intersection(results: Sequence[Scores]) -> Scores:
    found, *others = sorted(results, key=len)
    for scores in others:
        found = {d: score + scores[d] for d, score in found.items() if d in scores}
    return found


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
