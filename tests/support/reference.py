"""What a search line means, written for clarity alone: a plain reading of every article.

Nothing here is fast, and nothing is shared with an engine but the cutting and stemming of
words. An engine is right where it finds what this finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product

from index.article import Annotation, Article, Quote
from index.engines.local.fulltext.analysis import analyse, fold, stem, words
from index.query import (
    And,
    AtLeast,
    ConfidenceBound,
    Dates,
    Flag,
    Fuzzy,
    InQuote,
    Near,
    Not,
    Or,
    Phrase,
    SameUnit,
    Tree,
    Wildcard,
    Word,
)
from index.query.tree import QUOTE_FIELDS

Place = tuple[int, int, int]  # run, first word, last word


class Run(list[str]):
    """The words of one text: the title, the body, or one of several names."""

    def __init__(self, text: str) -> None:
        super().__init__(words(text))
        self.breaks = analyse(text)


@cache
def _run(text: str) -> Run:
    return Run(text)


Runs = list[Run]

STEMMED = ("text", "title", "said")
SLOP = {"speaker": 3, "person": 3, "described": 30}
LABELS = {"person": "person", "org": "organisation", "place": "place"}


def search(tree: Tree, archive: Iterable[tuple[Article, Annotation]]) -> set[str]:
    """The ids of the articles for which the tree holds."""
    return {article.id for article, annotation in archive if _article(tree, article, annotation)}


def _article(tree: Tree, article: Article, annotation: Annotation) -> bool:
    def holds(part: Tree) -> bool:
        return _article(part, article, annotation)

    def quotes(condition: Tree) -> list[int]:
        return [
            number
            for number, quote in enumerate(annotation.quotes)
            if _quote(condition, quote, article, annotation)
        ]

    match tree:
        case And(parts):
            asked = [quotes(part.part) for part in parts if isinstance(part, InQuote)]
            return all(map(holds, parts)) and any(
                len(set(chosen)) == len(asked) for chosen in product(*asked)
            )
        case InQuote(part):
            return bool(quotes(part))
        case Dates(first, last):
            day = article.date
            return day is not None and (first or day) <= day <= (last or day)
        case Flag(name):
            return name == "unread" or (name == "quote" and bool(annotation.quotes))
    return _joined(tree, holds, lambda field: _article_runs(field, article, annotation))


def _quote(tree: Tree, quote: Quote, article: Article, annotation: Annotation) -> bool:
    def holds(part: Tree) -> bool:
        return _quote(part, quote, article, annotation)

    match tree:
        case ConfidenceBound(sign, value):
            return {
                ">": quote.confidence > value, ">=": quote.confidence >= value,
                "<": quote.confidence < value, "<=": quote.confidence <= value,
                "=": quote.confidence == value,
            }[sign]  # fmt: skip
        case Word("speaker", text) if fold(text) in ("unknown", "unnamed"):
            return not quote.named and bool(quote.speakers) == (fold(text) == "unnamed")
        case Word("speaker", text) | Phrase("speaker", text):
            names = [_run(name) for name in quote.speakers]
            called = _descriptions(quote, article, annotation)
            return bool(_places(tree, names) or _places(Phrase("described", text), called))
        case Dates() | Flag():
            return _article(tree, article, annotation)
        case Word(field) | Wildcard(field) | Fuzzy(field) | Phrase(field) if (
            field not in QUOTE_FIELDS
        ):
            return _article(tree, article, annotation)
    return _joined(tree, holds, lambda field: _quote_runs(field, quote, article))


def _joined(tree: Tree, holds: Callable[[Tree], bool], runs: Callable[[str], Runs]) -> bool:
    match tree:
        case And(parts):
            return all(map(holds, parts))
        case Or(parts):
            return any(map(holds, parts))
        case Not(part):
            return not holds(part)
        case AtLeast(times, part):
            return len(_places(part, runs(_field(part)))) >= times
    return bool(_places(tree, runs(_field(tree))))


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
        return [_run(title), _run(article.text)]
    if field in ("title", "source", "section"):
        return [_run(getattr(article, field))]
    if field == "by":
        return [_run(article.byline)]
    if field == "topic":
        return [_run(topic) for topic in article.topics]
    return [
        _run(entity.name)
        for entity in annotation.entities
        if field == "entity" or entity.label == LABELS.get(field)
    ]


def _quote_runs(field: str, quote: Quote, article: Article) -> Runs:
    if field == "said":
        return [_run(quote.cut(article.text))]
    if field == "cue":
        return [_run(span.cut(article.text)) for span in quote.cue]
    if field == "speaker":
        return [_run(name) for name in quote.speakers]
    return [_run(quote.kind)]


def _descriptions(quote: Quote, article: Article, annotation: Annotation) -> Runs:
    return [
        _run(" ".join(span.cut(article.text) for span in other.mention))
        for other in annotation.quotes
        if set(other.speakers) & set(quote.speakers)
    ]


def _places(tree: Tree, runs: Runs) -> set[Place]:
    """Where words, phrases and nearness occur."""
    match tree:
        case Or(parts):
            return set().union(*(_places(part, runs) for part in parts))
        case Near(left, right) | SameUnit(left, right):
            return {
                (a[0], min(a[1], b[1]), max(a[2], b[2]))
                for a in _places(left, runs)
                for b in _places(right, runs)
                if a[0] == b[0] and _stand(tree, a, b, runs)
            }
    pieces = _pieces(tree)
    if not pieces:
        return set()
    return {
        (number, first, last)
        for number, run in enumerate(runs)
        for first in range(len(run))
        for last in _ends(pieces, run, first, SLOP.get(tree.field, 1))
    }


def _ends(pieces: Sequence[Callable[[str], bool]], run: Run, first: int, slop: int) -> list[int]:
    """Where the pieces end that begin at one word, each at most ``slop`` words after another."""
    if not pieces[0](run[first]):
        return []
    if len(pieces) == 1:
        return [first]
    steps = range(first + 1, min(first + slop + 1, len(run)))
    return [end for step in steps for end in _ends(pieces[1:], run, step, slop)]


def _stand(tree: Near | SameUnit, left: Place, right: Place, runs: Runs) -> bool:
    first, second = sorted((left, right))
    apart = second[1] - first[2]
    if isinstance(tree, Near):
        return 1 <= apart <= tree.distance and (not tree.ordered or first == left)
    begins = getattr(runs[first[0]].breaks, f"{tree.unit}s")
    return apart >= 1 and not any(first[1] < begin <= second[2] for begin in begins)


def _pieces(tree: Tree) -> list[Callable[[str], bool]]:
    """For each word that a leaf asks for, whether a word of a text is it."""
    match tree:
        case Word(field, text, exact):
            parts = words(text)
            if len(parts) == 1 and field in STEMMED and not exact:
                return [lambda word: stem(word) == stem(parts[0])]
            return [_is(part) for part in parts]
        case Fuzzy(_, text, edits):
            return [lambda word: _distance(fold(text), word) <= edits]
        case Wildcard(_, pattern):
            return [_like(pattern)]
    return [
        test
        for piece in tree.text.split()
        for test in ([_like(piece)] if "*" in piece or ("?" in piece and "*" in tree.text)
                     else map(_is, words(piece)))
    ]  # fmt: skip


def _is(part: str) -> Callable[[str], bool]:
    return lambda word: word == part


def _like(pattern: str) -> Callable[[str], bool]:
    marks = {"*": ".*", "?": "."}
    expression = "".join(marks.get(mark, re.escape(fold(mark))) for mark in pattern)
    return lambda word: re.fullmatch(expression, word) is not None


@cache
def _distance(left: str, right: str) -> int:
    """Levenshtein's distance, by its definition row by row."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]
