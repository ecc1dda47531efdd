"""Group all quotes of a cluster again if an older program grouped them by other rules.

One reader does so in the background; the others use the old groups until these are replaced. A
document of the index ``ungrouped`` says how far it is, and until when nobody else needs to go on:
if a reader ends or is killed, the next one repeats at most one batch.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from index.engines.opensearch.connection import CONFLICT, Connection
from index.engines.opensearch.search.words import Json
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.schema import PARTS, REGROUPING, meta
from index.errors import ArchiveError
from index.record.utterances import RULES

BATCH = 500  # articles
MAX_BATCH_TIME = 300  # seconds; after them somebody else goes on


class Regrouping:
    """Brings the groups of one archive up to the present rules."""

    def __init__(self, connection: Connection, index: ArticleIndex) -> None:
        self._connection, self._index = connection, index
        self._state: Json = {}
        """The state of the document in which this reader wrote it."""
        self._after: list[Any] | None = None
        """What sorts the last article that is done, if there is one."""

    def is_due(self) -> bool:
        """Whether some quotes are still grouped by the rules of an older program."""
        found = self._connection.send("GET", f"/{self._index.ungrouped}/_mapping")
        (mapping,) = found.values()
        return int(mapping["mappings"].get("_meta", {}).get("grouping", 0)) < RULES

    def count(self) -> int:
        """Return how many quotes are still grouped by the rules of an older program."""
        if not self.is_due():
            return 0
        found = self._read() or {"position": None}
        after = -1 if found["position"] is None else found["position"]
        query = {"range": {"added": {"gt": after}}}
        answer = self._connection.send("POST", f"/{self._index.quotes}/_count", {"query": query})
        return int(answer["count"])

    def take(self) -> bool:
        """Return whether it is due, this reader may do it, and nobody else does at the moment."""
        with suppress(ArchiveError):  # somebody may read who may not write
            return self.is_due() and self._take()
        return False

    def _take(self) -> bool:
        # An index of an older program lacks the fields of the document.
        self._put_mapping({"properties": PARTS["ungrouped"]["properties"]})
        found = self._read()
        if found.get("until", 0) > time.time():
            return False
        self._after = [found["position"], found["article"]] if found.get("article") else None
        return self._write(MAX_BATCH_TIME)

    def run(self, group: Callable[[Sequence[str]], None], is_stopped: threading.Event) -> int:
        """Group what is left, after ``take``; return the number of articles.

        ``group`` is called with the ids of the articles of a batch.
        """
        done = 0
        while page := self._page():
            group([each["_id"] for each in page])
            done += len(page)
            self._after = page[-1]["sort"]
            left = 0 if is_stopped.is_set() else MAX_BATCH_TIME
            if not self._write(left) or not left:
                return done  # somebody else goes on
        self.finish()
        return done

    def finish(self) -> None:
        """Note that no quotes are grouped by older rules, or that all wait to be grouped."""
        self._put_mapping({"_meta": meta("ungrouped")})
        self._connection.send("DELETE", self._place, missing_ok=True)

    def _page(self) -> list[Json]:
        """Return the next articles with quotes, the first added first."""
        body: Json = {
            "query": {"range": {"quote_count": {"gt": 0}}}, "size": BATCH, "_source": False,
            "sort": [{"added": "asc"}, {"id": "asc"}], "track_total_hits": False,
        }  # fmt: skip
        if self._after:
            body["search_after"] = self._after
        answer = self._connection.search(f"/{self._index.articles}/_search", body)
        hits: list[Json] = answer["hits"]["hits"]
        return hits

    # The document

    @property
    def _place(self) -> str:
        return f"/{self._index.ungrouped}/_doc/{REGROUPING}"

    def _read(self) -> Json:
        self._state = self._connection.send("GET", self._place, missing_ok=True) or {}
        source: Json = self._state.get("_source", {})
        return source

    def _write(self, seconds: float) -> bool:
        """Note how far it is; return False if somebody else wrote since this reader did."""
        action = {"_index": self._index.ungrouped, "_id": REGROUPING}
        if self._state:
            action |= {"if_seq_no": self._state["_seq_no"],
                       "if_primary_term": self._state["_primary_term"]}  # fmt: skip
        position, article = self._after or (None, None)
        document = {"position": position, "article": article, "until": int(time.time() + seconds)}
        how = "index" if self._state else "create"
        (self._state,) = self._connection.bulk([({how: action}, document)])
        return bool(self._state["status"] != CONFLICT)

    def _put_mapping(self, mapping: Json) -> None:
        self._connection.send("PUT", f"/{self._index.ungrouped}/_mapping", mapping)
