"""The articles of a cluster: fetch them, store them, and create their indices."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.engines.local.database.articles import MAX_IDS, only_id
from index.engines.local.fulltext.field_names import DOCUMENT_VERSION
from index.engines.opensearch.connection import Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.documents import (
    SharedArticle,
    article_document,
    load,
    name_id,
    quote_documents,
    quote_id,
)
from index.engines.opensearch.storing.schema import FORMAT, PARTS, index_settings
from index.errors import ArchiveError, NotFoundError

MAX_FOUND = 2000  # articles in one answer; more are asked for in pages
MAX_BULK = 4_000_000  # characters of a request, approximately
CREATE_TIMEOUT, CREATE_INTERVAL = 20.0, 0.2  # seconds
MAX_QUOTED = 10_000  # articles with quotes of a batch


class ArticleIndex:
    """The indices of one archive. Every method may be called from any thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        name = connection.address.name
        self.articles, self.quotes, self.names, self.ungrouped = (
            f"{name}-{part}" for part in PARTS
        )
        self._name = name
        self.has_other_words = False
        """Whether words were indexed by other rules than searches use; a rebuild mends that."""
        self._parts = ",".join(f"{name}-{part}" for part in PARTS)
        self.is_aliased = True
        """False while new indices are filled, before the aliases name them."""

    # Indices

    def exists(self) -> bool:
        """Whether the cluster has this archive; raises ArchiveError for one of a newer program."""
        found = self._connection.send("GET", f"/{self._parts}/_mapping", missing_ok=True)
        if not found:
            return False  # or it was not created completely
        marks = [each["mappings"].get("_meta", {}) for each in found.values()]
        made = max(each.get("onrecord", 0) for each in marks)
        if made != FORMAT:
            raise ArchiveError(self._of_another_version(made))
        self.has_other_words = all(each.get("words") != DOCUMENT_VERSION for each in marks)
        return True

    def _of_another_version(self, made: int) -> str:
        address = self._connection.address
        if made > FORMAT:
            return (
                f"{address} was made by a newer version of onrecord. Upgrade onrecord to open it."
            )
        return (
            f"{address} was made by an older version of onrecord. With that version, copy it to a"
            f" folder: onrecord copy {address} FOLDER. With this one, copy the folder to a new"
            f" archive on the cluster: onrecord copy FOLDER {address}-new"
        )

    def create(self, shards: int, replicas: int) -> None:
        """Create the indices behind aliases, and a template for those that replace them."""
        for part in PARTS:
            alias = f"{self._name}-{part}"
            settings = index_settings(part, shards, replicas)
            self._connection.send("PUT", f"/_index_template/{alias}", {
                "index_patterns": [f"{alias}-v*"], "template": settings,
            })  # fmt: skip
            index = f"{alias}-v1"
            if not self._connection.send("HEAD", f"/{index}", missing_ok=True):
                path = f"/{index}?wait_for_active_shards=0"
                self._connection.send("PUT", path, {"aliases": {alias: {}}})
        self._wait_until_usable()

    def _wait_until_usable(self) -> None:
        """Wait until the cluster has placed all parts of a new archive; raises ArchiveError."""
        until = time.monotonic() + CREATE_TIMEOUT
        while time.monotonic() < until:
            health = self._connection.send("GET", f"/_cluster/health/{self._parts}")
            if health["status"] != "red" and self._can_be_searched():
                return
            time.sleep(CREATE_INTERVAL)
        raise ArchiveError(
            f"The cluster {self._connection.address} has no room for a new archive: its disks are"
            " nearly full, or nodes are down. Free some space or start the nodes, and try again."
        )

    def _can_be_searched(self) -> bool:
        """Return whether all parts answer; just after they were placed, a node may refuse."""
        try:
            self._connection.search(f"/{self._parts}/_search", {"size": 0})
        except ArchiveError:
            return False
        return True

    def delete(self) -> None:
        """Delete the indices and their templates."""
        for part in PARTS:
            alias = f"{self._name}-{part}"
            found = self._connection.send("GET", f"/_alias/{alias}", missing_ok=True)
            for index in found or ():
                self._connection.send("DELETE", f"/{index}", missing_ok=True)
            self._connection.send("DELETE", f"/_index_template/{alias}", missing_ok=True)

    def refresh(self) -> None:
        """Have searches see what was stored."""
        self._connection.send("POST", f"/{self._parts}/_refresh")

    # Reading

    def fetch(self, ids: Sequence[str]) -> dict[str, SharedArticle]:
        """Return the articles with these ids, as far as there are any."""
        return {name: each for name, (each, _) in self.fetch_states(ids).items()}

    def fetch_states(self, ids: Sequence[str]) -> dict[str, tuple[SharedArticle, Json]]:
        """Return articles, each with the state in which ``store`` must still find it."""
        return {
            each["_id"]: (load(each["_source"]), {
                "if_seq_no": each["_seq_no"], "if_primary_term": each["_primary_term"],
            })
            for each in self._get(ids, source=True)
        }  # fmt: skip

    def existing(self, ids: Sequence[str]) -> set[str]:
        """Return which of these ids articles have."""
        return {each["_id"] for each in self._get(ids, source=False)}

    def _get(self, ids: Sequence[str], *, source: bool) -> list[Json]:
        if not ids:
            return []
        path = f"/{self.articles}/_mget" + ("" if source else "?_source=false")
        answer = self._connection.send("POST", path, {"ids": list(dict.fromkeys(ids))})
        return [each for each in answer["docs"] if each.get("found")]

    def find(self, query: Json, limit: int) -> list[SharedArticle]:
        """Return articles that match, the last added first."""
        answer = self._connection.search(f"/{self.articles}/_search", {
            "query": query, "size": limit, "sort": [{"added": "desc"}],
            "_source": True, "track_total_hits": False,
        })  # fmt: skip
        return [load(each["_source"]) for each in answer["hits"]["hits"]]

    def find_all(self, query: Json) -> list[SharedArticle]:
        """Return all articles that match, the first added first."""
        return [load(hit["_source"]) for page in self.scan(query, size=MAX_FOUND) for hit in page]

    def with_stories(self, found: Sequence[SharedArticle]) -> list[SharedArticle]:
        """Return articles with all their copies and versions."""
        stories = {each.story for each in found if each.has_story}
        if not stories:
            return list(found)
        more = self.find_all({"terms": {"story": sorted(stories)}})
        return list({each.article.id: each for each in [*found, *more]}.values())

    def likely_speakers(self) -> set[str]:
        """Return speakers that will be asked for next, as ``spoken_as`` has them."""
        return set()

    def articles_quoted(self, query: Json) -> list[str]:
        """Return the ids of the articles with quotes that match, at most ``MAX_QUOTED``."""
        answer = self._connection.search(f"/{self.quotes}/_search", {
            "query": query, "size": 0,
            "aggs": {"articles": {"terms": {"field": "id", "size": MAX_QUOTED}}},
        })  # fmt: skip
        return [each["key"] for each in answer["aggregations"]["articles"]["buckets"]]

    def get(self, id: str) -> SharedArticle:
        """Return the article with exactly this id; raises NotFoundError."""
        found = self.fetch([id]).get(id)
        if not found:
            raise NotFoundError(f"There is no article {id}. `onrecord search` shows the ids.")
        return found

    def full_id(self, prefix: str) -> str:
        """Return the only id that starts with ``prefix``; raises NotFoundError."""
        ids: list[str] = []
        if prefix.isalnum() and prefix.isascii():
            answer = self._connection.search(f"/{self.articles}/_search", {
                "query": {"prefix": {"id": {"value": prefix}}}, "size": MAX_IDS, "sort": ["id"],
                "_source": False,
            })  # fmt: skip
            ids = [each["_id"] for each in answer["hits"]["hits"]]
        return only_id(prefix, ids)

    def scan(self, query: Json, *, source: bool = True, size: int = 500) -> Iterator[list[Json]]:
        """Yield all documents that match, in pages, the first added first."""
        after = None
        while True:
            body: Json = {
                "query": query, "size": size, "sort": [{"added": "asc"}, {"id": "asc"}],
                "_source": source, "track_total_hits": False,
            }  # fmt: skip
            if after:
                body["search_after"] = after
            hits = self._connection.search(f"/{self.articles}/_search", body)["hits"]["hits"]
            if hits:
                yield hits
                after = hits[-1]["sort"]
            if len(hits) < size:
                return

    # Writing

    def store_quotes(
        self, batch: Iterable[SharedArticle], before: Mapping[str, int] | None = None
    ) -> None:
        """Store the quotes of articles; ``before`` are the numbers of quotes that they had."""
        lines: list[tuple[Json, Json | None]] = []
        for stored in batch:
            for name, document in quote_documents(stored):
                lines.append(({"index": {"_index": self.quotes, "_id": name}}, document))
            article, count = stored.article.id, len(stored.annotation.quotes)
            for number in range(count, (before or {}).get(article, 0)):
                action = {"delete": {"_index": self.quotes, "_id": quote_id(article, number)}}
                lines.append((action, None))
        self._bulk(lines)

    def store(
        self, batch: Iterable[SharedArticle], new: Iterable[str] = (),
        states: Mapping[str, Json] | None = None,
    ) -> set[str]:  # fmt: skip
        """Store articles, and return the ids of those that somebody else stored meanwhile.

        ``new`` are the ids of articles that must not be there yet; ``states`` are those of
        articles that must not have changed since they were fetched.
        """
        created, batch = set(new), list(batch)
        lines: list[tuple[Json, Json | None]] = [
            (
                {"create" if stored.article.id in created else "index": {
                    "_index": self.articles, "_id": stored.article.id,
                    **(states or {}).get(stored.article.id, {}),
                }},
                article_document(stored),
            )
            for stored in batch
        ]  # fmt: skip
        refused = {each["_id"] for each in self._bulk(lines) if each["status"] == 409}
        # A request that is repeated after a timeout finds what it stored itself.
        found = self.fetch(sorted(refused & created))
        own = {
            stored.article.id
            for stored in batch
            if stored.article.id in found and found[stored.article.id].added == stored.added
        }
        return refused - own

    def enqueue(self, articles: Mapping[str, int | None], names: Iterable[str] = ()) -> None:
        """Note that the quotes of articles, and of people with these names, are to be grouped.

        The articles are given by id, each with its day.
        """
        lines: list[tuple[Json, Json | None]] = [
            ({"index": {"_index": self.ungrouped, "_id": name}}, {"article": name, "day": day})
            for name, day in articles.items()
        ]
        lines += [
            ({"index": {"_index": self.ungrouped, "_id": name_id(name)}}, {"name": name})
            for name in names
        ]
        self._bulk(lines)

    def dequeue(self, found: Iterable[Json]) -> None:
        """Forget what was to be grouped, unless it was noted again meanwhile."""
        self._bulk([
            ({"delete": {
                "_index": self.ungrouped, "_id": each["_id"], "if_seq_no": each["_seq_no"],
                "if_primary_term": each["_primary_term"],
            }}, None)
            for each in found
        ])  # fmt: skip

    def _bulk(self, lines: Sequence[tuple[Json, Json | None]]) -> list[Any]:
        results: list[Any] = []
        pending: list[tuple[Json, Json | None]] = []
        size = 0
        for line in lines:
            pending.append(line)
            size += len(str(line[1].get("row", line[1]))) * 4 if line[1] else 0
            if size > MAX_BULK:
                results += self._connection.bulk(pending, into_alias=self.is_aliased)
                pending, size = [], 0
        return results + self._connection.bulk(pending, into_alias=self.is_aliased)
