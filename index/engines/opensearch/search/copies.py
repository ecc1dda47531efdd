"""Leave out all but one article of each story, or all but one of the same quotes in it.

Which copy is shown depends on what a search finds, so the copies among the results are read first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from index.engines.local.database.serialization import COPY
from index.engines.opensearch.search.pages import PointInTime
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex

MAX_REPEATS = 10_000  # copies among the results that are told apart exactly
SPARE = 20  # hits asked for besides those of a first page, in place of copies


class Copies:
    """The copies among the results of searches of one archive."""

    def __init__(self, connection: RememberingConnection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index

    def without(
        self, state: PointInTime, index: str, query: Json,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Json:  # fmt: skip
        """Return a query with one article of each story, or one of the same quotes in it.

        With too many copies among the results to compare them, a copy is left out even if its
        original does not match.
        """
        key = json.dumps([index, query])
        if key not in state.repeats:
            asked = self._related(state, index, query)
            state.repeats[key] = _repeats(self._connection.search("/_search", asked, cancelled))
        repeats = state.repeats[key]
        if repeats is None:
            return {"bool": {"must": [query], "must_not": [{"term": {"state": COPY}}]}}
        if not repeats:
            return query
        return {"bool": {"must": [query], "must_not": [with_ids(repeats, self._id_in(index))]}}

    def first_page(
        self, state: PointInTime, query: Json, sort: Sequence[Json], limit: int, source: Any,
        cancelled: Callable[[], bool],
    ) -> tuple[int, list[Json]] | None:  # fmt: skip
        """Return how many articles match, and the first page, by one request; None if that fails.

        It fails if there are too many copies to compare them, or if they fill most of the page.
        """
        index = self._index.articles
        size = limit + min(limit, SPARE)
        related, found = self._connection.search_all("", [
            self._related(state, index, query),
            state.first_page(index, query, sort, size, source),
        ], cancelled)  # fmt: skip
        repeats = state.repeats[json.dumps([index, query])] = _repeats(related)
        if repeats is None:
            return None
        left_out = set(repeats)
        total = found["hits"]["total"]["value"] - len(repeats)
        hits = [each for each in found["hits"]["hits"] if each["_id"] not in left_out][:limit]
        if len(hits) < min(limit, total):
            return None
        state.go_on_after(index, self.without(state, index, query), sort, hits)
        return total, hits

    def _related(self, state: PointInTime, index: str, query: Json) -> Json:
        """Return the search for the documents that may be copies of others that match."""
        return {
            "pit": state.point(index), "size": MAX_REPEATS, "_source": False,
            "track_total_hits": True,
            "query": {"bool": {"filter": [query, {"term": {"related": True}}]}},
            "sort": [{"state": "asc"}, {"added": "asc"}, {"id": "asc"}],
            "docvalue_fields": ["story", self._id_in(index)],
        }  # fmt: skip

    def _id_in(self, index: str) -> str:
        return "key" if index == self._index.quotes else "id"


def _repeats(answer: Json) -> list[str] | None:
    """Return the ids of all but the first document of each story; None for too many."""
    if answer["hits"]["total"]["value"] > MAX_REPEATS:
        return None
    seen: set[int] = set()
    repeats = []
    for hit in answer["hits"]["hits"]:
        fields = dict(hit["fields"])
        (story,) = fields.pop("story")
        ((name,),) = fields.values()
        if story in seen:
            repeats.append(str(name))
        seen.add(story)
    return repeats
