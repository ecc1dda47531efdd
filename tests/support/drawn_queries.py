"""Queries drawn from the words of articles, of every kind that Whoosh has too."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from index.article import Annotation, Article
from index.engines.local.fulltext.analysis import words
from index.query import And, Dates, Fuzzy, Not, Or, Phrase, Wildcard, Word
from index.query.tree import Tree

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAME_FIELDS = {"person": "person", "organisation": "org", "place": "place"}


class QueryDraw:
    """Draw queries at random, the same for the same seed."""

    def __init__(self, articles: Sequence[tuple[Article, Annotation]], seed: int) -> None:
        self._rng = random.Random(seed)
        self._texts = [found for article, _ in articles if len(found := words(article.text)) > 3]
        self._titles = [found for article, _ in articles if (found := words(article.title))]
        self._said = [
            said
            for article, annotation in articles
            for quote in annotation.quotes
            if (said := words(quote.cut(article.text)))
        ]
        self._names = [
            (NAME_FIELDS.get(entity.label, "entity"), entity.name)
            for _, annotation in articles
            for entity in annotation.entities
            if words(entity.name)
        ]
        self._days = [article.date for article, _ in articles if article.date]
        counts = Counter(word for text in self._texts for word in set(text))
        self._common = [word for word, _ in counts.most_common(100)]
        self._words = sorted(counts)

    def draw(self, kind: str) -> Tree:
        """Draw a query of one of the kinds."""
        return (ARTICLE_KINDS | QUOTE_KINDS)[kind](self)

    def word(self) -> str:
        """Draw a frequent word, a word of a text, or a rare one."""
        pools = (self._common, self._rng.choice(self._texts), self._words)
        return self._rng.choice(self._rng.choice(pools))

    def title_word(self) -> str:
        """Draw a word of a title."""
        return self._rng.choice(self._rng.choice(self._titles))

    def said_word(self) -> str:
        """Draw a word of a quote."""
        return self._rng.choice(self._rng.choice(self._said))

    def phrase(self) -> Tree:
        """Draw adjacent words of a text, at times in another order."""
        found = self._cut(self._texts)
        if self._rng.random() < 0.2:
            self._rng.shuffle(found)
        return Phrase("text", " ".join(found))

    def said_phrase(self) -> Tree:
        """Draw adjacent words of a quote."""
        return Phrase("said", " ".join(self._cut(self._said)))

    def name(self) -> Tree:
        """Draw the name of a person, organisation or place, or a word of one."""
        field, name = self._rng.choice(self._names)
        found = words(name)
        if len(found) == 1 or self._rng.random() < 0.3:
            return Word(field, self._rng.choice(found))
        return Phrase(field, " ".join(found))

    def prefix(self) -> Tree:
        """Draw the start of a word."""
        return Wildcard("text", self.word()[: self._rng.randint(1, 4)] + "*")

    def wildcard(self) -> Tree:
        """Draw a word with a wildcard inside or in front."""
        word = list(self.word())
        at = self._rng.randrange(len(word))
        match self._rng.randrange(3):
            case 0:
                word[at] = "?"
            case 1:
                word[at:] = ["*", *word[at + 2 :]]
            case 2:
                word[: at + 1] = ["*"]
        return Wildcard("text", "".join(word) if set(word) != {"*"} else "*a*")

    def fuzzy(self) -> Tree:
        """Draw a word with up to two letters changed."""
        edits = self._rng.choice((1, 2))
        word = list(self.word())
        for _ in range(self._rng.randint(0, edits)):
            at = self._rng.randrange(len(word))
            word[at : at + self._rng.randint(0, 1)] = self._rng.choice(LETTERS)
        found = "".join(word)
        return Fuzzy("text", found, edits) if words(found) == [found] else self.fuzzy()

    def dates(self) -> Tree:
        """Draw a range of dates, open or closed."""
        first = self._rng.choice(self._days)
        last = first + timedelta(self._rng.choice((0, 1, 7, 30, 400)))
        return self._rng.choice((Dates(first, last), Dates(first, None), Dates(None, last)))

    def leaf(self) -> Tree:
        """Draw a query without parts."""
        draws = (self.phrase, self.name, self.wildcard, self.fuzzy, self.dates)
        if self._rng.random() < 0.5:
            return Word("text", self.word(), exact=self._rng.random() < 0.3)
        return self._rng.choice(draws)()

    def several(self) -> tuple[Tree, ...]:
        """Draw one or two queries without parts, and one or two frequent words."""
        parts = [self.leaf() for _ in range(self._rng.randint(1, 2))]
        words = [Word("text", self._rng.choice(self._common)) for _ in range(4 - len(parts))]
        return (*parts, *words[: self._rng.randint(1, 2)])

    def nested(self, depth: int) -> Tree:
        """Draw a query with groups in groups."""
        if not depth:
            return self.leaf()
        *parts, last = (self.nested(depth - 1) for _ in range(self._rng.randint(2, 3)))
        match self._rng.randrange(3):
            case 0:
                return And((*parts, last))
            case 1:
                return Or((*parts, last))
        return And((*parts, Not(last)))

    def _cut(self, texts: Sequence[Sequence[str]]) -> list[str]:
        """Draw two to four adjacent words."""
        text, size = self._rng.choice(texts), self._rng.randint(2, 4)
        start = self._rng.randrange(max(1, len(text) - size))
        return list(text[start : start + size])


ARTICLE_KINDS: dict[str, Callable[[QueryDraw], Tree]] = {
    "a word in any form": lambda draw: Word("text", draw.word()),
    "a word as written": lambda draw: Word("text", draw.word(), exact=True),
    "a word of the title": lambda draw: Word("title", draw.title_word()),
    "a phrase": QueryDraw.phrase,
    "a name": QueryDraw.name,
    "a prefix": QueryDraw.prefix,
    "a wildcard": QueryDraw.wildcard,
    "a fuzzy word": QueryDraw.fuzzy,
    "a date range": QueryDraw.dates,
    "all of several": lambda draw: And(draw.several()),
    "any of several": lambda draw: Or(draw.several()),
    "one without another": lambda draw: And((draw.leaf(), Not(draw.leaf()))),
    "everything without": lambda draw: Not(draw.leaf()),
    "groups in groups": lambda draw: draw.nested(2),
}
QUOTE_KINDS: dict[str, Callable[[QueryDraw], Tree]] = {
    "a word of a quote": lambda draw: Word("said", draw.said_word()),
    "two words of a quote": lambda draw: And(
        (Word("said", draw.said_word()), Word("said", draw.said_word(), exact=True))
    ),
    "the start of a word of a quote": lambda draw: Wildcard("said", draw.said_word()[:3] + "*"),
    "a phrase of a quote": QueryDraw.said_phrase,
    "a quote without a word": lambda draw: And(
        (Word("said", draw.said_word()), Not(Word("said", draw.said_word())))
    ),
}
