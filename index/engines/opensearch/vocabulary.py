"""The words of an archive on a cluster: how frequent they are, and which are similar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from index.engines.local.fulltext.analysis import OTHER_FORM
from index.engines.local.fulltext.search.term_expansion import query_words
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.translation import searchable
from index.engines.opensearch.search.words import Json, word_query
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import encode_word, field_words, load
from index.query import Word
from index.query.tree import QUOTE_FIELDS

SAMPLE = 100  # articles from which completions are collected
MAX_SUGGESTIONS = 100


class ClusterWords:
    """The words of each field."""

    def __init__(self, connection: Connection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index

    def _index_of(self, field: str) -> str:
        return self._index.quotes if field in QUOTE_FIELDS else self._index.articles

    def frequencies(self, field: str, words: Sequence[str]) -> list[int]:
        """Return how many articles, or quotes, have each of these folded words in a field."""
        if not words:
            return []
        filters = [{"term": {field: encode_word(word)}} for word in words]
        answer = self._connection.search(f"/{self._index_of(field)}/_search", {
            "size": 0, "query": searchable({"match_all": {}}),
            "aggs": {"words": {"filters": {"filters": filters}}},
        })  # fmt: skip
        return [each["doc_count"] for each in answer["aggregations"]["words"]["buckets"]]

    def has_word(self, word: Word) -> bool:
        """Whether a word, or one of the forms that it matches, occurs in its field."""
        return all(
            self._connection.search(f"/{self._index_of(word.field)}/_search", {
                "size": 0, "query": searchable(word_query(word, part, "")),
                "track_total_hits": 1,
            })["hits"]["total"]["value"]
            for part in query_words(word)
        )  # fmt: skip

    def near_words(self, field: str, word: str, edits: int) -> list[str]:
        """Return the words of a field within an edit distance of a folded word, nearest first."""
        answer = self._connection.search(f"/{self._index_of(field)}/_search", {
            "size": 0, "suggest": {"near": {"text": encode_word(word), "term": {
                "field": field, "analyzer": "words", "max_edits": edits, "prefix_length": 0,
                "min_word_length": 1, "suggest_mode": "always", "size": MAX_SUGGESTIONS,
                "string_distance": "levenshtein", "accuracy": 0.1, "max_inspections": 100,
                "shard_size": MAX_SUGGESTIONS,
            }}},
        })  # fmt: skip
        options = (each["text"] for part in answer["suggest"]["near"] for each in part["options"])
        found = {word for word in options if not word.endswith(OTHER_FORM)}
        distances = {other: Levenshtein.distance(word, other) for other in found}
        if self.frequencies(field, [word])[0]:
            distances[word] = 0
        near = [other for other, distance in distances.items() if distance <= edits]
        return sorted(near, key=lambda other: (distances[other], other))

    def starting_words(self, prefix: str, limit: int, field: str) -> list[tuple[str, int]]:
        """Return frequent words of a field that start so, with their frequency.

        They are those of the newest articles that have such a word: the cluster cannot list words.
        """
        of_quotes = field in QUOTE_FIELDS
        where = f"quotes.{field}" if of_quotes else field
        query: Json = {"prefix": {where: {"value": encode_word(prefix)}}}
        if of_quotes:
            query = {"nested": {"path": "quotes", "query": query}}
        answer = self._connection.search(f"/{self._index.articles}/_search", {
            "query": searchable(query), "size": SAMPLE, "_source": True,
            "sort": [{"added": "desc"}],
        })  # fmt: skip
        counts: Counter[str] = Counter()
        for hit in answer["hits"]["hits"]:
            found = field_words(load(hit["_source"]), field)
            counts.update(word for word in found if word.startswith(prefix))
        best = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
        best = best[: limit * 3]
        frequencies = self.frequencies(field, best)
        ranked = sorted(zip(best, frequencies, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return ranked[:limit]
