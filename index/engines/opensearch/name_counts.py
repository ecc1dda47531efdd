"""Count the quotes of each name in the index of names.

Counts are taken from the quotes again whenever quotes of a name change, and replace those before:
an addition that was interrupted and repeated counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.engines.local.fulltext.analysis import plain_words
from index.engines.local.fulltext.field_names import whole_name
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import encode, name_id, spoken_as

MAX_TERMS = 1000  # names counted in one request
MAX_CONFLICTS = 5  # how often a change of a name is repeated if others change it meanwhile


class NameCounts:
    """The counts in the index of names of one archive."""

    def __init__(self, connection: Connection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index

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
                    name, named = each[1:], int(each[0])
                    lines.append(({"update": action | {"retry_on_conflict": MAX_CONFLICTS}}, {
                        "doc": counts[each],
                        "upsert": {**counts[each], "name": name, "named": named, "block": "",
                                   "label": "person", **fold_fields(name, name, named)},
                    }))  # fmt: skip
                else:
                    lines.append(({"delete": action}, None))
        self._connection.bulk(lines)

    def _counts(self, spoken: Sequence[str]) -> dict[str, Json]:
        days = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
        terms = {"include": list(spoken), "size": len(spoken)}
        answer = self._connection.search(f"/{self._index.quotes}/_search", {
            "size": 0, "query": {"terms": {"voices": list(spoken)}},
            "aggs": {
                "quotes": {"terms": {"field": "voices", **terms}, "aggs": days},
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

    def all_spoken(self) -> Iterator[list[str]]:
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


def fold_fields(name: str, person: str, named: int, names: Sequence[str] = ()) -> Json:
    """Return the fields that tell to whom a name belongs."""
    return {
        "person": person, "into": person if person != name else None,
        "speaker": spoken_as(person, named=bool(named)),
        "person_words": encode(plain_words(person)),
        "person_names": [f" {whole_name(each)}" for each in (names or [name])],
    }  # fmt: skip


def number_of(aggregation: Json) -> int | None:
    """Return the value of an aggregation, if it has any."""
    return None if aggregation["value"] is None else int(aggregation["value"])
