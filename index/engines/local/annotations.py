"""Count articles by the model that annotated them, and replace annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.article import Annotation, Article
from index.engines.local.database.serialization import HIDDEN
from index.engines.local.store import Store
from index.engines.protocol_parts import EngineAnnotations


class AnnotationTable(EngineAnnotations):
    """The annotations of one database."""

    def __init__(self, store: Store, index_changes: Callable[[], object]) -> None:
        self._store, self._index_changes = store, index_changes

    def counts(self) -> list[tuple[str, bool, int]]:
        """Count articles by ``annotated_by`` and language, from a database index alone."""
        return [
            (str(annotated_by), bool(english), int(articles))
            for annotated_by, english, articles in self._store.database.rows(
                "SELECT annotated_by, english, count(*) FROM articles WHERE state < ?"
                " GROUP BY annotated_by, english ORDER BY count(*) DESC, annotated_by",
                (HIDDEN,),
            )
        ]

    def ids(self, annotated_by: str, *, english: bool) -> list[str]:
        """Return the ids of the articles with this ``annotated_by``."""
        rows = self._store.database.rows(
            "SELECT id FROM articles WHERE annotated_by = ? AND english = ? AND state < ?"
            " ORDER BY key",
            (annotated_by, english, HIDDEN),
        )
        return [row[0] for row in rows]

    def originals(self) -> Iterator[tuple[Article, Annotation]]:
        """Yield every article without any correction, in the order of addition."""
        for key in sorted(self._store.articles.keys()):
            yield self._store.corrections.original(key)

    def replace(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Replace annotations in one transaction, then index the articles."""
        from index.engines.local.database.article_writer import rewrite  # only writing needs it

        with self._store.database.transaction() as cursor:
            keys = []
            for article, annotation in batch:
                keys.append(self._store.articles.find_key(article.id))
                rewrite(cursor, keys[-1], article, annotation, None)
            self._store.corrections.correct_articles(cursor, keys)
        self._index_changes()
