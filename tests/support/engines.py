"""Every kind of engine: the same tests run on all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from index.article import Annotation, Article
from index.engines.local.database.serialization import SHOWN, StoredArticle
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine

ENGINES: dict[str, Callable[[Path], Engine]] = {"local": LocalEngine}


def stored(engine: LocalEngine, pairs: Sequence[tuple[Article, Annotation]]) -> list[StoredArticle]:
    """Return articles as the database has them; indexing them again replaces their documents."""
    keys = (engine.store.articles.find_key(one.id) for one, _ in pairs)
    return [StoredArticle(key, key, SHOWN, *pair) for key, pair in zip(keys, pairs, strict=True)]
