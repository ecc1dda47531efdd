"""Annotate, check and rebuild an archive on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.article import Annotation, Article, CheckResult
from index.engines.local.database.serialization import OUTDATED
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.documents import load
from index.engines.opensearch.storing.regrouping import Regrouping
from index.engines.opensearch.storing.schema import meta
from index.engines.protocol_parts import EngineAnnotations

MAX_ANNOTATORS = 1000
NOT_HIDDEN: Json = {"range": {"state": {"lte": OUTDATED}}}

Replace = Callable[[Sequence[tuple[Article, Annotation]]], None]


class ClusterAnnotations(EngineAnnotations):
    """Which model annotated the articles of one archive."""

    def __init__(
        self,
        connection: Connection,
        index: ArticleIndex,
        replace: Replace,
        on_replaced: Callable[[], None],
    ) -> None:
        self._connection, self._index = connection, index
        self._replace, self._on_replaced = replace, on_replaced

    def counts(self) -> list[tuple[str, bool, int]]:
        by = {"by": {"terms": {"field": "annotated_by", "size": MAX_ANNOTATORS}}}
        answer = self._connection.search(f"/{self._index.articles}/_search", {
            "size": 0, "query": NOT_HIDDEN,
            "aggs": {"english": {"terms": {"field": "english"}, "aggs": by}},
        })  # fmt: skip
        found = [
            (each["key"], bool(language["key"]), each["doc_count"])
            for language in answer["aggregations"]["english"]["buckets"]
            for each in language["by"]["buckets"]
        ]
        return sorted(found, key=lambda row: (-row[2], row[0]))

    def ids(self, annotated_by: str, *, english: bool) -> list[str]:
        query = {"bool": {"filter": [
            {"term": {"annotated_by": annotated_by}}, {"term": {"english": english}}, NOT_HIDDEN,
        ]}}  # fmt: skip
        pages = self._index.scan(query, source=False, size=10_000)
        return [each["_id"] for page in pages for each in page]

    def originals(self) -> Iterator[tuple[Article, Annotation]]:
        for page in self._index.scan({"match_all": {}}):
            for stored in (load(hit["_source"]) for hit in page):
                yield stored.article, stored.annotation

    def replace(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        self._replace(batch)
        self._on_replaced()


def check(connection: Connection, index: ArticleIndex) -> Iterator[CheckResult]:
    """Yield the state of the cluster, and whether each article has all its quotes."""
    health = connection.send("GET", f"/_cluster/health/{index.articles},{index.quotes}?timeout=5s")
    nodes, status = health["number_of_nodes"], health["status"]
    remedies = {
        "green": "",
        "yellow": "Some copies are missing; start the node that is down, or add one",
        "red": "Part of the archive is missing; start the nodes that are down",
    }
    yield CheckResult("index", f"the cluster has {nodes} nodes and is {status}", remedies[status])
    expected = connection.search(f"/{index.articles}/_search", {
        "size": 0, "track_total_hits": True,
        "aggs": {"quotes": {"sum": {"field": "quote_count"}}},
    })  # fmt: skip
    articles = expected["hits"]["total"]["value"]
    quotes = int(expected["aggregations"]["quotes"]["value"])
    found = connection.search(f"/{index.quotes}/_search", {"size": 0, "track_total_hits": True})
    stored = found["hits"]["total"]["value"]
    yield CheckResult("database", f"{articles:,} articles with {quotes:,} quotes", "")
    if stored != quotes:
        yield CheckResult(
            "index", f"{stored:,} quotes are searchable instead of {quotes:,}",
            "An addition was interrupted: add the same files again, or run onrecord rebuild",
        )  # fmt: skip


def rebuild(connection: Connection, index: ArticleIndex, on_progress: Callable[[int], None]) -> int:
    """Fill new indices from the stored articles, then have the aliases name them.

    Groups all quotes again. Searches use the old indices until the aliases change. Articles that
    are added meanwhile are copied as well, except the last ones, added while the aliases change. So
    nobody should add articles while an archive is rebuilt.
    """
    address = connection.address
    old, new = {}, {}
    for part in ("articles", "quotes"):
        alias = f"{address.name}-{part}"
        (old[part],) = connection.send("GET", f"/_alias/{alias}")
        number = int(old[part].rpartition("-v")[2]) + 1
        new[part] = f"{alias}-v{number}"
        connection.send("DELETE", f"/{new[part]}", missing_ok=True)
        connection.send("PUT", f"/{new[part]}")
        connection.send("PUT", f"/{new[part]}/_mapping", {"_meta": meta(part)})
    target = ArticleIndex(connection)
    target.is_aliased = False
    target.articles, target.quotes = new["articles"], new["quotes"]
    done, last = 0, 0
    while True:
        before = done
        for page in index.scan({"range": {"added": {"gt": last}}}):
            stored = [load(hit["_source"]) for hit in page]
            target.store_quotes(stored)
            target.store(stored)
            done, last = done + len(stored), stored[-1].added
            on_progress(done)
        if done == before:
            break
    connection.send("POST", f"/{new['articles']},{new['quotes']}/_refresh")
    connection.send("POST", "/_aliases", {"actions": [
        action
        for part in ("articles", "quotes")
        for alias in [f"{address.name}-{part}"]
        for action in (
            {"add": {"index": new[part], "alias": alias}},
            {"remove_index": {"index": old[part]}},
        )
    ]})  # fmt: skip
    # Not earlier: a colleague would group them in the old indices, and take them off the list.
    for page in index.scan({"match_all": {}}):
        stored = [load(hit["_source"]) for hit in page]
        index.enqueue({each.article.id: each.day for each in stored})
    Regrouping(connection, index).finish()
    index.refresh()
    return done
