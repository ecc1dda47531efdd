"""From the tree of a search line to a Whoosh query over one of the two indexes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from whoosh import matching
from whoosh import query as whoosh
from whoosh.searching import Searcher

from index.engines.analysis import fold, stem, words
from index.engines.fulltext import NO_DATE, UNKNOWN, UNNAMED, leaf_column
from index.query import QUOTE_FIELDS, And, Dates, InQuote, Not, Or, Phrase, Tree, Word

# A name may have something between its parts: “John Kerry” is also John F. Kerry.
NAME_FIELDS = {"speaker", "person"}
NAME_SLOP = 3
STEMMED = {"text": "text_stem", "title": "title_stem", "said": "said_stem"}


class Selected(whoosh.Query):  # type: ignore[misc]
    """The documents whose value in a column is wanted, weighted by ``weigh`` (0: not wanted)."""

    def __init__(self, field: str, weigh: Callable[[int], float]) -> None:
        self.field_name = field
        self.weigh = weigh

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:  # noqa: ARG002
        """The documents of one segment."""
        reader = searcher.reader()
        weigh = self.weigh
        found = [
            (number, weight)
            for number, value in enumerate(leaf_column(searcher, self.field_name))
            if (weight := weigh(value)) and not reader.is_deleted(number)
        ]
        if not found:
            return matching.NullMatcher()
        return matching.ListMatcher(
            array("I", [number for number, _ in found]), [weight for _, weight in found]
        )

    def estimate_size(self, reader: Any) -> int:
        """At most all of them."""
        return int(reader.doc_count_all())

    estimate_min_size = estimate_size


class Compiler:
    """Compiles trees for one index; ``carry`` answers the parts that the other one knows.

    ``carry`` takes such a part and gives the keys of the articles that it holds for, each with
    a weight.
    """

    def __init__(self, of_quotes: bool, carry: Callable[[Tree], Mapping[int, float]]) -> None:
        self.of_quotes = of_quotes
        self.carry = carry

    def compile(self, tree: Tree) -> whoosh.Query:
        """The Whoosh query that finds what the tree means."""
        match tree:
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return whoosh.Or([self.compile(part) for part in parts])
            case Not(part):
                return whoosh.AndNot(whoosh.Every(), self.compile(part))
            case Dates(first, last):
                return _dates(first, last)
            case InQuote(part):
                return self.compile(part) if self.of_quotes else self._carried(part)
            case Word(field) | Phrase(field):
                if (field in QUOTE_FIELDS) != self.of_quotes:
                    return self._carried(tree)
                return _word(tree) if isinstance(tree, Word) else _phrase(field, tree.text)

    def _all(self, parts: tuple[Tree, ...]) -> whoosh.Query:
        wanted = [self.compile(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.compile(part.part) for part in parts if isinstance(part, Not)]
        positive = whoosh.And(wanted) if wanted else whoosh.Every()
        return whoosh.AndNot(positive, whoosh.Or(unwanted)) if unwanted else positive

    def _carried(self, tree: Tree) -> whoosh.Query:
        weights = self.carry(tree)
        return Selected("key", lambda key: weights.get(key, 0.0))


def _dates(first: date | None, last: date | None) -> whoosh.Query:
    low = first.toordinal() if first else NO_DATE + 1
    high = last.toordinal() if last else date.max.toordinal()
    return Selected("date", lambda day: float(low <= day <= high))


def _word(word: Word) -> whoosh.Query:
    field = word.field
    if field == "speaker" and fold(word.text) in (UNKNOWN, UNNAMED):
        return whoosh.Term("type", fold(word.text))
    parts = words(word.text)
    if len(parts) != 1:
        return _phrase(field, word.text)
    if word.prefix:
        return whoosh.Prefix(field, parts[0])
    if field in STEMMED and not word.exact:
        return whoosh.Term(STEMMED[field], stem(parts[0]))
    return whoosh.Term(field, parts[0])


def _phrase(field: str, text: str) -> whoosh.Query:
    parts = words(text)
    if len(parts) == 1:
        return whoosh.Term(field, parts[0])
    return whoosh.Phrase(field, parts, slop=NAME_SLOP if field in NAME_FIELDS else 1)
