"""Find words in texts where the cluster cannot: a proximity inside another one.

The functions are those that the local engine applies to its posting lists, here applied to the
words of a few articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import Analysed, analyse, hyphenated, words
from index.engines.local.fulltext.docsets import IntArray
from index.engines.local.fulltext.documents import RUN_GAP
from index.engines.local.fulltext.search import positions
from index.engines.local.fulltext.search.positional_queries import NAME_SLOP
from index.engines.local.fulltext.search.positions import WORD_BITS, Occurrences
from index.engines.local.fulltext.search.snippets import form_test
from index.engines.local.fulltext.search.term_expansion import hyphens_as_typed, query_words
from index.engines.opensearch.storing.documents import SharedArticle
from index.query import AtLeast, Near, Or, SameUnit, Tree
from index.query.tree import Leaf


class Text(NamedTuple):
    """The words of one field of an article or quote, in runs that no proximity crosses."""

    runs: Sequence[Analysed]


def article_text(stored: SharedArticle, field: str) -> Text:
    """Return the words of a field of an article."""
    article = stored.article
    if field == "text":
        title = [] if article.title_from_text else words(article.title)
        found = hyphenated(article.title) if title else []
        others = other_words(*([article.title] if title else []), article.text)
        return Text([Analysed(title, [], [], found), analyse(article.text), *_alone(others)])
    run = Analysed(words(article.title), [], [], hyphenated(article.title))
    return Text([run, *_alone(other_words(article.title))])


def quote_text(stored: SharedArticle, number: int) -> Text:
    """Return the words of a quote."""
    text = stored.annotation.quotes[number].cut(stored.article.text)
    return Text([analyse(text), *_alone(other_words(text))])


def name_matches(tree: Tree, name: str) -> bool:
    """Whether words or a phrase match a name."""
    runs = [Analysed(words(each), [], [], []) for each in with_joined([name])]
    return bool(matching(tree, [Text(runs)]))


def _alone(found: Sequence[str]) -> Iterator[Analysed]:
    """Yield runs of one word each."""
    return (Analysed([word], [0], [0], []) for word in found)


def matching(tree: Tree, texts: Sequence[Text]) -> list[int]:
    """Return the numbers of the texts that match a proximity or count."""
    documents, counts = _Words(texts).occurrences(tree).count_by_document()
    enough = counts >= (tree.times if isinstance(tree, AtLeast) else 1)
    return [int(number) for number in documents[enough]]


class _Words:
    """Where each word of some texts is."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._places: dict[str, list[int]] = {}
        self._hyphenated: dict[str, list[int]] = {}
        starts: dict[str, list[int]] = {"sentence": [], "paragraph": []}
        for number, text in enumerate(texts):
            base = number << WORD_BITS
            for run in text.runs:
                for position, word in enumerate(run.words, base):
                    self._places.setdefault(word, []).append(position)
                for word, position in run.hyphenated:
                    self._hyphenated.setdefault(word, []).append(base + position)
                starts["sentence"] += [base + start for start in run.sentences]
                starts["paragraph"] += [base + start for start in run.paragraphs]
                base += len(run.words) + RUN_GAP
        self._starts = {unit: _at(found) for unit, found in starts.items()}

    def occurrences(self, tree: Tree) -> Occurrences:
        match tree:
            case Or(parts):
                return positions.union([self.occurrences(part) for part in parts])
            case AtLeast(_, part):
                return self.occurrences(part)
            case Near(left, right, distance, ordered):
                both = self.occurrences(left), self.occurrences(right)
                return positions.near(*both, distance, ordered=ordered)
            case SameUnit(left, right, unit):
                both = self.occurrences(left), self.occurrences(right)
                return positions.same_unit(*both, self._starts[unit])
        assert isinstance(tree, Leaf)
        found = [self._of_word(tree, word) for word in query_words(tree)]
        phrase = positions.phrase(found, NAME_SLOP.get(tree.field, 1))
        if term := hyphens_as_typed(tree):
            return positions.starting_at(phrase, _at(self._hyphenated.get(term, [])))
        return phrase

    def _of_word(self, leaf: Leaf, word: str) -> Occurrences:
        matches = form_test(leaf, word)
        return _at([at for form, own in self._places.items() if matches(form) for at in own])


def _at(places: Sequence[int]) -> Occurrences:
    found: IntArray = np.sort(np.array(places, dtype=np.int64))
    return Occurrences(found, found)
