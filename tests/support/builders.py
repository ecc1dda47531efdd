"""Articles made by hand, and an annotator that reads the speakers off the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from index.annotate.models import Models
from index.article import Annotation, Article, Entity, Quote, Span
from index.engines.local.engine import DATABASE
from index.engines.local.store import Store

MARKED_QUOTE = re.compile(r"“([^”]*)”(?: \[([^]]*)\])?")


class MarkedAnnotator:
    """Takes every “passage” for a quote, by the speaker in [brackets] after it.

    ``[Ana Pell]`` is a name, ``[a clerk]`` a description, and no bracket an unknown speaker.
    """

    def __init__(self, models: Models | None = None) -> None:
        """Take what ``EnglishAnnotator`` takes."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article in articles:
            quotes = tuple(map(self._quote, MARKED_QUOTE.finditer(article.text)))
            names = {name for quote in quotes if quote.named for name in quote.speakers}
            yield article, Annotation(tuple(self._entities(article.text, names)), quotes)

    def _quote(self, match: re.Match[str]) -> Quote:
        name = match[2]
        return Quote(
            content=(Span(match.start(), match.end(1) + 1),),
            kind="direct",
            mention=(Span(*match.span(2)),) if name else (),
            speakers=(name,) if name else (),
            named=bool(name) and name[0].isupper(),
            confidence=0.9 if name else 0.0,
        )

    def _entities(self, text: str, names: Iterable[str]) -> Iterator[Entity]:
        for name in sorted(names):
            spans = tuple(Span(*m.span()) for m in re.finditer(re.escape(name), text))
            yield Entity(name, "person", spans)


def article(text: str, day: str = "2024-03-01", **fields: str) -> Article:
    """Return an article; its title is its first sentence unless ``fields`` gives one."""
    return Article(
        title=fields.pop("title", text.split(".")[0]),
        text=text,
        date=date.fromisoformat(day) if day else None,
        **fields,
    )


def annotated(*articles: Article) -> list[tuple[Article, Annotation]]:
    """Return the articles with what ``MarkedAnnotator`` finds in them."""
    return list(MarkedAnnotator().annotate(articles))


def store_unindexed(folder: Path, *articles: Article) -> None:
    """Store articles in the database of an archive, without indexing them."""
    store = Store(folder / DATABASE)
    store.add(annotated(*articles))
    store.close()
