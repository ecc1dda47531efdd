"""Leave out all but one article of each story, or all but one of the same quotes in it.

Which copy is shown depends on what a search finds, so the copies among the results are read first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from index.engines.local.database.serialization import COPY
from index.engines.opensearch.connection import never
from index.engines.opensearch.search.pages import Hits, PointInTime, first_page
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex

MAX_REPEATS = 10_000  # copies among the results that are told apart exactly


class Copies:
    """The copies among the results of searches of one archive."""

    def __init__(self, connection: RememberingConnection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index

    def without(self, state: PointInTime, index: str, query: Json) -> Json:
        """Return a query with one article of each story, or one of the same quotes in it.

        With too many copies among the results to compare them, a copy is left out even if its
        original does not match.
        """
        key = json.dumps([index, query])
        if key not in state.repeats:
            state.repeats[key] = _repeats(state.search(index, self._related(index, query)))
        return self._left_out(index, query, state.repeats[key])

    def page(
        self, state: PointInTime, index: str, query: Json, sort: Sequence[Json], offset: int,
        limit: int, source: Any, cancelled: Callable[[], bool] = never,
    ) -> tuple[int, list[Json]]:  # fmt: skip
        """Return how many there are without copies, and one page; raises Cancelled.

        The copies and the first page are asked for in one request.
        """
        key = json.dumps([index, query])
        if key not in state.repeats:
            asked = self._related(index, query), first_page(query, sort, source)
            searches = [state.aimed(index, body) for body in asked]
            related, found = self._connection.search_all(searches, cancelled)
            repeats = state.repeats[key] = _repeats(related)
            if repeats is not None:
                left_out = set(repeats)
                hits = [each for each in found["hits"]["hits"] if each["_id"] not in left_out]
                total = found["hits"]["total"]["value"] - len(repeats)
                state.keep(index, self._left_out(index, query, repeats), sort, Hits(total, hits))
        shown = self.without(state, index, query)
        return state.page(index, shown, sort, offset, limit, source, cancelled)

    def count(self, state: PointInTime, index: str, queries: Sequence[Json]) -> list[int | None]:
        """Return how many there are without copies for each query; None if there are too many."""
        searches = [
            state.aimed(index, body)
            for query in queries
            for body in (
                self._related(index, query),
                {"query": query, "size": 0, "track_total_hits": True},
            )
        ]
        answers = self._connection.search_all(searches)
        counts: list[int | None] = []
        for query, related, found in zip(queries, answers[::2], answers[1::2], strict=True):
            repeats = state.repeats[json.dumps([index, query])] = _repeats(related)
            total = found["hits"]["total"]["value"]
            counts.append(None if repeats is None else total - len(repeats))
        return counts

    def _left_out(self, index: str, query: Json, repeats: list[str] | None) -> Json:
        if repeats is None:
            return {"bool": {"must": [query], "must_not": [{"term": {"state": COPY}}]}}
        if not repeats:
            return query
        return {"bool": {"must": [query], "must_not": [with_ids(repeats, self._id_in(index))]}}

    def _related(self, index: str, query: Json) -> Json:
        """Return the search for the documents that may be copies of others that match."""
        return {
            "size": MAX_REPEATS, "_source": False, "track_total_hits": True,
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
