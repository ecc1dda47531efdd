"""Count the stories of documents on a cluster: of copies of an article, or of a quote, one.

Counts of values cannot leave the copies out before: a search for a value finds a story if one of
its copies has the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.search.translation import with_ids
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex

COUNT_PRECISION = 40_000  # stories with copies up to which their number is exact
BY_STORY: Json = {"copies": {
    "filter": {"term": {"related": True}},
    "aggs": {"stories": {
        "cardinality": {"field": "story", "precision_threshold": COUNT_PRECISION},
    }},
}}  # fmt: skip


class Stories(NamedTuple):
    """How to count documents: each story once, or each document with ``show_copies``."""

    show_copies: bool = False

    @property
    def aggregations(self) -> Json:
        """What to ask of each bucket."""
        return {} if self.show_copies else BY_STORY

    def count(self, bucket: Any) -> int:
        """Return the number of stories in a bucket."""
        if self.show_copies:
            return int(bucket["doc_count"])
        copies = bucket["copies"]
        return int(bucket["doc_count"] - copies["doc_count"] + copies["stories"]["value"])

    def buckets(self, aggregation: Any) -> list[tuple[Any, int]]:
        """Return the values of an aggregation, each with its number of stories."""
        return [(each["key"], self.count(each)) for each in aggregation["buckets"]]

    def count_own(self, own: Iterable[tuple[str, int]]) -> int:
        """Return the number of stories of a person's own documents, given by key and story."""
        return len({key if self.show_copies else story for key, story in own})


def split_stories(
    searcher: ClusterSearcher, index: ArticleIndex, query: Json
) -> tuple[Json, Json | None]:
    """Return a query without the stories of what the person changed, and one for only these.

    The second is None if they changed none.
    """
    if not (changed := searcher.changed()):
        return query, None
    stories = index.with_stories(list(index.fetch(changed).values()))
    these = with_ids(sorted({*changed, *(each.article.id for each in stories)}))
    return (
        {"bool": {"must": [query], "must_not": [these]}},
        {"bool": {"must": [query], "filter": [these]}},
    )
