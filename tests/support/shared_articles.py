"""Articles as a cluster stores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import Annotation, Article
from index.engines.opensearch.storing.documents import SharedArticle


def share(articles: Iterable[tuple[Article, Annotation]]) -> Iterator[SharedArticle]:
    """Yield articles as a cluster stores them, numbered from 1, without copies and versions."""
    for number, (article, annotation) in enumerate(articles, 1):
        repeated = (False,) * len(annotation.quotes)
        yield SharedArticle(number, number, number, 0, 0, 0, False, repeated, article, annotation)
