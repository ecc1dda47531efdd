"""Find words in texts where the cluster cannot: a proximity inside another one.

The functions are those that the local engine applies to its posting lists, here applied to the
words of a few articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import Analysed, analyse, hyphenated, words
from index.engines.local.fulltext.docsets import IntArray
from index.engines.local.fulltext.documents import RUN_GAP
from index.engines.local.fulltext.field_names import PARAGRAPH, SENTENCE
from index.engines.local.fulltext.search.positional_queries import OccurrenceFinder
from index.engines.local.fulltext.search.positions import WORD_BITS, Occurrences
from index.engines.local.fulltext.search.snippets import form_test
from index.engines.opensearch.storing.documents import SharedArticle
from index.query import AtLeast, Tree
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


class _Words(OccurrenceFinder):
    """Where each word of some texts is; sentences and hyphens are in the fields of the index."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._places: dict[str, dict[str, list[int]]] = {
            kind: defaultdict(list) for kind in ("words", "hyphens", "breaks")
        }
        for number, text in enumerate(texts):
            base = number << WORD_BITS
            for run in text.runs:
                self._add("words", base, ((word, at) for at, word in enumerate(run.words)))
                self._add("hyphens", base, run.hyphenated)
                self._add("breaks", base, ((SENTENCE, at) for at in run.sentences))
                self._add("breaks", base, ((PARAGRAPH, at) for at in run.paragraphs))
                base += len(run.words) + RUN_GAP

    def _add(self, kind: str, base: int, found: Iterable[tuple[str, int]]) -> None:
        for word, position in found:
            self._places[kind][word].append(base + position)

    def _of_word(self, leaf: Leaf, word: str) -> Occurrences:
        _, _, kind = leaf.field.partition("_")
        matches = form_test(leaf, word)
        places = self._places[kind or "words"].items()
        return _at([at for form, own in places if matches(form) for at in own])


def _at(places: Sequence[int]) -> Occurrences:
    found: IntArray = np.sort(np.array(places, dtype=np.int64))
    return Occurrences(found, found)
