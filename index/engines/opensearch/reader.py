"""Read single articles of a cluster, by their ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from index.engines.local.database.serialization import OUTDATED
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.translation import EVERYTHING
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import SharedArticle
from index.errors import NotFoundError
from index.user_data import Correction

ID_LENGTH = 16


class ClusterReader:
    """Reads the shared articles, without those that the person hid."""

    def __init__(
        self,
        connection: Connection,
        index: ArticleIndex,
        hidden: Callable[[], set[str]],
        outlets: Callable[[], Mapping[str, str]],
    ) -> None:
        """``hidden`` returns the ids of the articles that the person hid one by one.

        ``outlets`` returns the new name of each outlet that the person renamed, empty for one that
        is hidden.
        """
        self._connection, self._index = connection, index
        self._hidden, self._outlets = hidden, outlets

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return bool(self._index.existing([id]))

    def hidden(self, ids: Sequence[str]) -> set[str]:
        """Return which of these articles are deleted, or have a hidden outlet."""
        found = self._hidden().intersection(ids)
        outlets = {name for name, new in self._outlets().items() if not new}
        if outlets:
            articles = self._index.fetch([*filter(None, ids)])
            found |= {name for name, each in articles.items() if each.article.source in outlets}
        return found

    def full_id(self, prefix: str) -> str:
        """Return the only id that starts with ``prefix``; raises NotFoundError."""
        full = prefix
        if len(prefix) != ID_LENGTH or prefix not in self._index.fetch([prefix]):
            full = self._index.full_id(prefix)
        if full in self._hidden():
            raise NotFoundError(
                f"Article {full} is deleted, or its outlet is hidden. To see it again: onrecord"
                f" delete --restore {full}, or onrecord outlets show NAME."
            )
        return full

    def get(self, id: str) -> SharedArticle:
        """Return the article whose id starts with ``id``; raises NotFoundError."""
        if len(id) == ID_LENGTH and id not in self._hidden():
            found = self._index.fetch([id])
            if id in found:
                return found[id]
        return self._index.get(self.full_id(id))

    def with_stories(self, ids: Sequence[str]) -> list[SharedArticle]:
        """Return articles with all their copies and versions."""
        return self._index.with_stories(list(self._index.fetch(ids).values()))

    def newest(self) -> int:
        """Return the number of the article that was added last; 0 if there is none."""
        found = self._index.find(EVERYTHING, 1)
        return found[0].added if found else 0

    def has_outlet(self, name: str) -> bool:
        """Whether any article is from an outlet."""
        return bool(self._index.find({"term": {"outlet": name}}, 1))

    def digest(self, corrections: Sequence[Correction] = ()) -> str:
        """Return 16 hexadecimal digits that change with the articles or the corrections."""
        answer = self._connection.search(f"/{self._index.articles}/_search", {
            "size": 0, "track_total_hits": True,
            "aggs": {"last": {"max": {"field": "added"}}, "sum": {"sum": {"field": "added"}}},
        })  # fmt: skip
        sums = [each["value"] for each in answer["aggregations"].values()]
        content = repr((answer["hits"]["total"]["value"], sums, corrections))
        return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()

    def copies(self, id: str) -> list[SharedArticle]:
        """Return the copies of an article in other outlets, files or pages, by date."""
        own = self.get(id)
        found = [
            each for each in self._related(own) if each.state < OUTDATED and each.line != own.line
        ]
        return sorted(found, key=lambda each: (
            each.article.date is None, each.article.date, each.added
        ))  # fmt: skip

    def versions(self, id: str) -> list[SharedArticle]:
        """Return all versions of an article, itself included, newest first."""
        own = self.get(id)
        found = [each for each in self._related(own) if each.line == own.line]
        return sorted(found, key=lambda each: (
            each.state, -each.article.date.toordinal() if each.article.date else 0, -each.added
        ))  # fmt: skip

    def _related(self, own: SharedArticle) -> list[SharedArticle]:
        hidden = self._hidden()
        return [
            each
            for each in self._index.with_stories([own])
            if each.story == own.story and each.article.id not in hidden
        ]
