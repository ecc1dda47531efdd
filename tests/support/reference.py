"""The reference for search: the meaning of a query, checked article by article.

It is written for clarity, not speed, and shares only the splitting and stemming of words with the
engines. An engine is correct if it matches the same articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from index.article import Annotation, Article, Quote
from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import analyse, fold, plain_words, stem, words
from index.query import (
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Drift,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    SameUnit,
    Tree,
    Versions,
    Wildcard,
    Word,
)
from index.query.tree import QUOTE_FIELDS
from index.record.drift import find_drift
from index.record.utterances import Link, UtteredQuote, link_strength, split_into_utterances

Occurrence = tuple[int, int, int]  # run, first word, last word
Place = tuple[str, int]  # the id of an article and the number of a quote
WordTest = Callable[[str], bool]


class Run(list[str]):
    """The words of one text: the title, the body, or a name."""

    def __init__(self, text: str) -> None:
        super().__init__(words(text))
        self.breaks = analyse(text)

    @classmethod
    def of_word(cls, word: str) -> Run:
        """Return a run of one word that is indexed as another form of words of a text."""
        run = cls("")
        run.append(word)
        return run

    def starts_of_hyphenated(self, word: str) -> set[int]:
        """Return the positions where a word with hyphens starts."""
        wanted = "-".join(words(word))
        return {position for found, position in self.breaks.hyphenated if found == wanted}


@cache
def _run(text: str) -> Run:
    return Run(text)


Runs = list[Run]

STEMMED = ("text", "title", "said")
SLOP = {"speaker": 3, "person": 3, "described": 30}
LABELS = {"person": "person", "org": "organisation", "place": "place"}


def search(tree: Tree, archive: Iterable[tuple[Article, Annotation]]) -> set[str]:
    """Return the ids of the articles that match."""
    pairs = tuple(archive)
    tree = _resolve(tree, pairs)
    return {
        article.id for article, annotation in pairs if _matches_article(tree, article, annotation)
    }


class Quotes(NamedTuple):
    """The quotes at these places, in place of a condition on their utterances."""

    places: frozenset[Place]


def _resolve(tree: Tree, archive: tuple[tuple[Article, Annotation], ...]) -> Tree:
    """Replace conditions on utterances, which depend on the whole archive, by their quotes."""
    match tree:
        case And(parts) | Or(parts):
            return type(tree)(tuple(_resolve(part, archive) for part in parts))
        case Not(part) | InQuote(part):
            return type(tree)(_resolve(part, archive))
        case Versions(sign, value):
            return Quotes(frozenset(
                place for group, _ in _utterances(archive) if _compare(len(group), sign, value)
                for place in group
            ))  # fmt: skip
        case Drift(kind):
            return Quotes(frozenset(
                place for group, kinds in _utterances(archive)
                if kind in kinds or (kind == "any" and kinds)
                for place in group
            ))  # fmt: skip
    return tree


@cache
def _utterances(
    archive: tuple[tuple[Article, Annotation], ...],
) -> list[tuple[list[Place], tuple[str, ...]]]:
    """Return the quotes of each utterance and how they differ, comparing each with all others."""
    quotes = to_uttered(archive)
    groups = split_into_utterances(quotes, find_links(quotes))
    return [
        ([quotes[each].place for each in group], find_drift([quotes[each] for each in group]).kinds)
        for group in groups
    ]


def find_links(quotes: Sequence[UtteredQuote]) -> Iterator[Link]:
    """Yield the links between quotes, comparing each with all others."""
    for number, one in enumerate(quotes):
        for other in range(number):
            if strength := link_strength(one, quotes[other]):
                yield Link(other, number, strength)


def to_uttered(archive: Iterable[tuple[Article, Annotation]]) -> list[UtteredQuote]:
    """Return all quotes as they are compared; no article is a copy of another."""
    return [
        UtteredQuote(
            (article.id, number), plain_words(quote.cut(article.text)),
            article.date.toordinal() if article.date else None,
            quote.speakers if quote.named else (), article.source, article.id, article.id,
            is_direct=quote.kind == "direct",
        )
        for article, annotation in archive
        for number, quote in enumerate(annotation.quotes)
    ]  # fmt: skip


def _compare(one: float, sign: str, other: float) -> bool:
    return {
        ">": one > other, ">=": one >= other, "<": one < other, "<=": one <= other,
        "=": one == other,
    }[sign]  # fmt: skip


def _matches_article(tree: Tree, article: Article, annotation: Annotation) -> bool:
    def holds(part: Tree) -> bool:
        return _matches_article(part, article, annotation)

    def quotes(condition: Tree) -> list[int]:
        return [
            number
            for number, quote in enumerate(annotation.quotes)
            if _matches_quote(condition, quote, article, annotation)
        ]

    match tree:
        case And(parts):
            matching = [quotes(part.part) for part in parts if isinstance(part, InQuote)]
            return all(map(holds, parts)) and any(
                len(set(distinct)) == len(matching) for distinct in product(*matching)
            )
        case InQuote(part):
            return bool(quotes(part))
        case Dates(first, last):
            day = article.date
            return day is not None and (first or day) <= day <= (last or day)
        case Flag(name):
            return {
                "unread": True, "quote": bool(annotation.quotes), "edited": bool(article.edited),
                "no date": article.date is None, "no source": not article.source,
            }.get(name, False)  # fmt: skip
    return _matches_tree(tree, holds, lambda field: _article_runs(field, article, annotation))


def _matches_quote(tree: Tree, quote: Quote, article: Article, annotation: Annotation) -> bool:
    def holds(part: Tree) -> bool:
        return _matches_quote(part, quote, article, annotation)

    match tree:
        case ConfidenceBound(sign, value):
            return _compare(quote.confidence, sign, value)
        case Quotes(places):
            return (article.id, annotation.quotes.index(quote)) in places
        case Word("speaker", text) if fold(text) in ("unknown", "unnamed"):
            return not quote.named and bool(quote.speakers) == (fold(text) == "unnamed")
        case Word("speaker", text) | Phrase("speaker", text):
            names = _name_runs(quote.speakers)
            descriptions = _descriptions(quote, article, annotation)
            return bool(
                _occurrences(tree, names) or _occurrences(Phrase("described", text), descriptions)
            )
        case Dates() | Flag():
            return _matches_article(tree, article, annotation)
        case Word(field) | Wildcard(field) | Fuzzy(field) | Phrase(field) if (
            field not in QUOTE_FIELDS
        ):
            return _matches_article(tree, article, annotation)
    return _matches_tree(tree, holds, lambda field: _quote_runs(field, quote, article))


def _matches_tree(tree: Tree, holds: Callable[[Tree], bool], runs: Callable[[str], Runs]) -> bool:
    match tree:
        case And(parts):
            return all(map(holds, parts))
        case Or(parts):
            return any(map(holds, parts))
        case Not(part):
            return not holds(part)
        case AtLeast(times, part):
            return len(_occurrences(part, runs(_field(part)))) >= times
    return bool(_occurrences(tree, runs(_field(tree))))


def _field(tree: Tree) -> str:
    match tree:
        case Or(parts):
            return _field(parts[0])
        case Near(left) | SameUnit(left):
            return _field(left)
    return tree.field


def _article_runs(field: str, article: Article, annotation: Annotation) -> Runs:
    if field == "text":
        title = "" if article.title_from_text else article.title
        return _text_runs(title, article.text)
    if field == "title":
        return _text_runs(article.title)
    if field in ("source", "section"):
        return _name_runs([getattr(article, field)])
    if field == "by":
        return _name_runs([article.byline])
    if field == "topic":
        return _name_runs(article.topics)
    return _name_runs(
        entity.name
        for entity in annotation.entities
        if field == "entity" or entity.label == LABELS.get(field)
    )


def _text_runs(*texts: str) -> Runs:
    return [*map(_run, texts), *map(Run.of_word, other_words(*texts))]


def _name_runs(names: Iterable[str]) -> Runs:
    return [_run(name) for name in with_joined(names)]


def _quote_runs(field: str, quote: Quote, article: Article) -> Runs:
    if field == "said":
        return _text_runs(quote.cut(article.text))
    if field == "cue":
        return _name_runs(span.cut(article.text) for span in quote.cue)
    if field == "speaker":
        return _name_runs(quote.speakers)
    return [_run(quote.kind)]


def _descriptions(quote: Quote, article: Article, annotation: Annotation) -> Runs:
    return [
        _run(" ".join(span.cut(article.text) for span in other.mention))
        for other in annotation.quotes
        if set(other.speakers) & set(quote.speakers)
    ]


def _occurrences(tree: Tree, runs: Runs) -> set[Occurrence]:
    """Return the occurrences of words, phrases and proximities."""
    match tree:
        case Or(parts):
            return set().union(*(_occurrences(part, runs) for part in parts))
        case Near(left, right) | SameUnit(left, right):
            return {
                (a[0], min(a[1], b[1]), max(a[2], b[2]))
                for a in _occurrences(left, runs)
                for b in _occurrences(right, runs)
                if a[0] == b[0] and _are_related(tree, a, b, runs)
            }
    tests = _word_tests(tree)
    if not tests:
        return set()
    return {
        (number, first, last)
        for number, run in enumerate(runs)
        for first in range(len(run))
        for last in _phrase_ends(tests, run, first, SLOP.get(tree.field, 1))
        if not _has_hyphens_as_typed(tree) or first in run.starts_of_hyphenated(tree.text)
    }


def _has_hyphens_as_typed(tree: Tree) -> bool:
    return (
        isinstance(tree, Word)
        and tree.exact
        and tree.field in STEMMED
        and re.fullmatch(r"\w+(-\w+)+", tree.text) is not None
    )


def _phrase_ends(
    tests: Sequence[Callable[[str], bool]], run: Run, first: int, slop: int
) -> list[int]:
    """Return where a phrase ends that starts at one word, with up to ``slop`` words per step."""
    if not tests[0](run[first]):
        return []
    if len(tests) == 1:
        return [first]
    steps = range(first + 1, min(first + slop + 1, len(run)))
    return [end for step in steps for end in _phrase_ends(tests[1:], run, step, slop)]


def _are_related(tree: Near | SameUnit, left: Occurrence, right: Occurrence, runs: Runs) -> bool:
    first, second = sorted((left, right))
    distance = second[1] - first[2]
    if isinstance(tree, Near):
        return 1 <= distance <= tree.distance and (not tree.ordered or first == left)
    starts = getattr(runs[first[0]].breaks, f"{tree.unit}s")
    return distance >= 1 and not any(first[1] < start <= second[2] for start in starts)


def _word_tests(tree: Tree) -> list[WordTest]:
    """Return a test for each word of a leaf, whether a word of a text matches it."""
    match tree:
        case Word(field, text, exact):
            parts = words(text)
            if len(parts) == 1 and field in STEMMED and not exact:
                return [lambda word: stem(word) == stem(parts[0])]
            return [_equals(part) for part in parts]
        case Fuzzy(_, text, edits):
            return [lambda word: _distance(fold(text), word) <= edits]
        case Wildcard(_, pattern):
            return [_fits(pattern)]
    return [
        test
        for piece in tree.text.split()
        for test in ([_fits(piece)] if "*" in piece or ("?" in piece and "*" in tree.text)
                     else map(_equals, words(piece)))
    ]  # fmt: skip


def _equals(part: str) -> WordTest:
    return lambda word: word == part


def _fits(pattern: str) -> WordTest:
    wildcards = {"*": ".*", "?": "."}
    folded = (fold(part if "." in part else part.lower()) for part in re.split(r"([*?])", pattern))
    expression = "".join(wildcards.get(part, re.escape(part)) for part in folded)
    return lambda word: re.fullmatch(expression, word) is not None


@cache
def _distance(left: str, right: str) -> int:
    """Return the Levenshtein distance, computed row by row."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]
