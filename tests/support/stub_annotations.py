"""Annotations by two regular expressions, where only their amount and shape matter.

Each sentence with a reporting verb is a quote of the capitalised words before the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.article import Annotation, Article, Entity, Quote, Span

REPORTING = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<cue>said|told|added)\b")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")


def stub_annotations(articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
    """Yield the articles with stub annotations."""
    for article in articles:
        quotes = tuple(_quote(article.text, match) for match in REPORTING.finditer(article.text))
        found: dict[str, list[Span]] = {}
        for match in NAME.finditer(article.text):
            found.setdefault(match.group(), []).append(Span(*match.span()))
        labels = ("person", "organisation", "place")
        entities = tuple(
            Entity(name, labels[len(name) % 3], tuple(spans)) for name, spans in found.items()
        )
        yield article, Annotation(entities, quotes)


def _quote(text: str, match: re.Match[str]) -> Quote:
    begin = max(text.rfind(". ", 0, match.start()) + 2, text.rfind("\n", 0, match.start()) + 1)
    content = Span(begin, match.start()) if match.start() - begin > 20 else Span(
        match.end(), max(match.end() + 1, text.find(".", match.end()))
    )  # fmt: skip
    return Quote(
        content=(content,),
        kind="indirect",
        cue=(Span(*match.span("cue")),),
        mention=(Span(*match.span("name")),),
        speakers=(match["name"],),
        named=True,
        confidence=0.5 + (match.start() % 50) / 100,
    )
