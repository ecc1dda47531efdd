"""Count the quotes of each name in the index of names.

When quotes of a name change, all its quotes are counted again: so an addition that was interrupted
and repeated counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from index.article import CheckResult
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.names.folds import (
    MAX_CONFLICTS,
    MAX_TERMS,
    NameFolds,
    new_document,
)
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import name_id

ENDS: Json = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
"""Aggregations with the first and the last day."""


class NameCounts:
    """The counts in the index of names of one archive."""

    def __init__(self, connection: Connection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index
        self._folds = NameFolds(connection, index)

    def recount(self, spoken: Iterable[str]) -> None:
        """Count the quotes of these speakers again; the quotes must be searchable already."""
        wanted = sorted(set(spoken))
        lines: list[tuple[Json, Json | None]] = []
        for start in range(0, len(wanted), MAX_TERMS):
            part = wanted[start : start + MAX_TERMS]
            counts = self._counts(part)
            for each in part:
                action = {"_index": self._index.names, "_id": name_id(each)}
                if each in counts:
                    lines.append(({"update": action | {"retry_on_conflict": MAX_CONFLICTS}}, {
                        "doc": counts[each],
                        "upsert": new_document(each) | counts[each],
                    }))  # fmt: skip
                else:
                    lines.append(({"delete": action}, None))
        self._connection.bulk(lines)

    def join_spellings(self, spoken: Collection[str]) -> None:
        """List speakers who are spelt alike as one; their names must be searchable already."""
        self._folds.join_spellings(each[1:] for each in spoken)

    def _counts(self, spoken: Sequence[str]) -> dict[str, Json]:
        terms = {"include": list(spoken), "size": len(spoken)}
        answer = self._connection.search(f"/{self._index.quotes}/_search", {
            "size": 0, "query": {"terms": {"voices": list(spoken)}},
            "aggs": {
                "quotes": {"terms": {"field": "voices", **terms}, "aggs": ENDS},
                "articles": {"terms": {"field": "debuts", **terms}},
            },
        })["aggregations"]  # fmt: skip
        articles = {each["key"]: each["doc_count"] for each in answer["articles"]["buckets"]}
        return {
            each["key"]: {
                "quotes": each["doc_count"], "articles": articles.get(each["key"], 0),
                "first": number_of(each["first"]), "last": number_of(each["last"]),
            }
            for each in answer["quotes"]["buckets"]
        }  # fmt: skip

    def rebuild(self) -> None:
        """Count all quotes again, and list all names that are spelt alike as one."""
        for page in self._all_spoken():
            self.recount(page)
        self._index.refresh()
        for page in self._all_spoken():
            self.join_spellings(page)
        self._folds.mark_joined()

    def check(self) -> Iterator[CheckResult]:
        """Yield what is wrong with the names of an archive of an older program."""
        if not self._folds.joins_spellings():
            yield CheckResult(
                "index", "not all names of a person are listed and found together",
                "An older program added them: run onrecord rebuild once",
            )  # fmt: skip

    def _all_spoken(self) -> Iterator[list[str]]:
        """Yield all speakers that quotes have, in pages."""
        after: Json = {}
        while True:
            pages = {"size": MAX_TERMS, "sources": [{"voice": {"terms": {"field": "voices"}}}]}
            answer = self._connection.search(f"/{self._index.quotes}/_search", {
                "size": 0, "aggs": {"voices": {"composite": pages | after}},
            })["aggregations"]["voices"]  # fmt: skip
            found = [each["key"]["voice"] for each in answer["buckets"]]
            if not found:
                return
            yield found
            after = {"after": answer["after_key"]}


def number_of(aggregation: Json) -> int | None:
    """Return the value of an aggregation, if it has any."""
    return None if aggregation["value"] is None else int(aggregation["value"])
