"""Page through the results of a query, as they were when its first page was asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from index.engines.opensearch.connection import LostStateError, never
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.words import Json
from index.errors import ArchiveError
from index.query import Order

KEEP_ALIVE = "5m"
FIRST = 80  # hits in a first page: what the reader shows, and some in place of copies
MAX_WINDOW = 10_000  # hits in one answer of the cluster
MAX_STATES = 2  # later pages come from the state of the first page while it is kept
MAX_CURSORS = 200

_BY_DAY: list[Json] = [{"day": {"order": "desc", "missing": "_last"}}]
_UNIQUE: list[Json] = [{"added": "asc"}, {"id": "asc"}]
ORDERS: dict[Order, list[Json]] = {
    "relevance": [{"_score": "desc"}, *_BY_DAY, *_UNIQUE],
    "newest": [*_BY_DAY, *_UNIQUE],
    "oldest": [{"day": {"order": "asc", "missing": "_last"}}, *_UNIQUE],
    "source": [{"outlet": {"order": "asc", "missing": "_last"}}, *_BY_DAY, *_UNIQUE],
    "headline": [{"headline": "asc"}, *_UNIQUE],
    "doubtful": [{"confidence": "asc"}, *_BY_DAY, *_UNIQUE],
}


def sort_of(order: Order, *, quotes: bool) -> list[Json]:
    """Return how to sort; the last fields make every place unique."""
    fallback: Order = "oldest"
    known = ORDERS.get(order, ORDERS[fallback])
    if quotes:
        return [
            *(ORDERS[fallback] if order in ("source", "headline") else known),
            {"number": "asc"},
        ]
    return ORDERS["newest"] if order in ("doubtful", "speaker") else known


class Hits:
    """The first hits of a query in one state, and how far it was paged."""

    def __init__(self, total: int, first: Sequence[Json]) -> None:
        self.total, self.first = total, first
        self.cursors: dict[int, Any] = {0: None}
        """The place of the last hit before each page."""
        if first:
            self.cursors[len(first)] = first[-1]["sort"]

    def page(self, offset: int, limit: int) -> list[Json] | None:
        """Return a page of the first hits; None if it goes on after them."""
        if offset + limit <= len(self.first) or len(self.first) >= self.total:
            return list(self.first[offset : offset + limit])
        return None


class PointInTime:
    """Both indices at one moment.

    First pages are asked for without a point in time, which the cluster takes time to open: while
    nothing changes, that is the same. If there are later pages, the point is opened meanwhile.
    """

    def __init__(self, number: int, connection: RememberingConnection) -> None:
        self.number = number
        self.generation = connection.generation()
        self._connection = connection
        self._points: dict[str, str] = {}
        self._hits: dict[str, Hits] = {}
        self.repeats: dict[str, Any] = {}
        self._lock = threading.Lock()

    def aimed(self, index: str, body: Json) -> tuple[str, Json]:
        """Return an index and what to ask of it, or nothing and the same at this point in time."""
        with self._lock:
            if index not in self._points:
                return index, body
        return "", body | {"pit": self.point(index)}

    def search(self, index: str, body: Json, cancelled: Callable[[], bool] = never) -> Json:
        """Search in this state."""
        index, body = self.aimed(index, body)
        path = f"/{index}/_search" if index else "/_search"
        found: Json = self._connection.search(path, body, cancelled)
        return found

    def point(self, index: str) -> Json:
        """Return the point in time of an index."""
        with self._lock:
            if index not in self._points:
                answer = self._connection.send(
                    "POST",
                    f"/{index}/_search/point_in_time?keep_alive={KEEP_ALIVE}"
                    f"&preference={self._connection.preference}"
                    "&allow_partial_pit_creation=false",  # else parts could be missing unnoticed
                )
                self._points[index] = answer["pit_id"]
            return {"id": self._points[index], "keep_alive": KEEP_ALIVE}

    def _open_soon(self, index: str) -> None:
        def open_point() -> None:
            with suppress(ArchiveError):  # a later page says what is wrong
                self.point(index)

        threading.Thread(target=open_point, daemon=True).start()

    def close(self) -> None:
        """Free what the cluster keeps for this state; by itself it does so a little later."""
        if self._points:
            points = list(self._points.values())
            with suppress(ArchiveError):
                self._connection.send(
                    "DELETE", "/_search/point_in_time", {"pit_id": points}, missing_ok=True
                )

    def page(
        self, index: str, query: Json, sort: Sequence[Json], offset: int, limit: int,
        source: Any, cancelled: Callable[[], bool] = never,
    ) -> tuple[int, list[Json]]:  # fmt: skip
        """Return how many documents match, and one page of them; raises Cancelled."""
        key = json.dumps([index, query, sort])
        hits = self._hits.get(key)
        if hits is None:
            answer = self.search(index, first_page(query, sort, source), cancelled)["hits"]
            hits = self.keep(index, query, sort, Hits(answer["total"]["value"], answer["hits"]))
        page = hits.page(offset, limit)
        if page is None:
            body = {"query": query, "sort": [*sort], "track_scores": False}
            body |= {"pit": self.point(index)}
            page = self._later_page(hits, body, offset, limit, source, cancelled)
        return hits.total, page

    def keep(self, index: str, query: Json, sort: Sequence[Json], hits: Hits) -> Hits:
        """Keep the first hits of a query."""
        with self._lock:
            if len(self._hits) > MAX_CURSORS:
                self._hits.clear()
            self._hits[json.dumps([index, query, sort])] = hits
        if len(hits.first) < hits.total:
            self._open_soon(index)
        return hits

    def _later_page(
        self, hits: Hits, body: Json, offset: int, limit: int, source: Any,
        cancelled: Callable[[], bool],
    ) -> list[Json]:  # fmt: skip
        at = max(each for each in hits.cursors if each <= offset)
        found: list[Json] = []
        while len(found) < limit:
            is_wanted = at >= offset
            step = min(limit - len(found) if is_wanted else offset - at, MAX_WINDOW)
            request = body | {"size": step, "_source": source if is_wanted else False}
            if hits.cursors[at] is not None:
                request["search_after"] = hits.cursors[at]
            part = self._connection.search("/_search", request, cancelled)["hits"]["hits"]
            at += len(part)
            if part:
                hits.cursors[at] = part[-1]["sort"]
            if is_wanted:
                found += part
            if len(part) < step:
                break
        return found

    def columns(
        self, index: str, query: Json, fields: Sequence[str]
    ) -> Iterator[list[Mapping[str, list[Any]]]]:
        """Yield columns of all quotes that match, in pages, in the order of addition.

        The columns are by field; those without a value are left out.
        """
        body: Json = {
            "query": query, "sort": [*_UNIQUE, {"number": "asc"}], "size": MAX_WINDOW,
            "docvalue_fields": [*fields], "track_total_hits": False,
            "stored_fields": "_none_",  # columns are enough, no text needs to be unpacked
        }  # fmt: skip
        while True:
            answer = self._connection.search("/_search", body | {"pit": self.point(index)})
            hits = answer["hits"]["hits"]
            yield [each["fields"] for each in hits]
            if len(hits) < MAX_WINDOW:
                return
            body["search_after"] = hits[-1]["sort"]


def first_page(query: Json, sort: Sequence[Json], source: Any) -> Json:
    """Return the search for the first page of a query."""
    return {
        "query": query, "sort": [*sort], "track_scores": False, "size": FIRST, "_source": source,
        "track_total_hits": True,
    }  # fmt: skip


class PointsInTime:
    """The last states that were searched. Every method may be called from any thread."""

    def __init__(self, connection: RememberingConnection) -> None:
        self._connection = connection
        self._states: list[PointInTime] = []
        self._numbers = count(1)
        self._lock = threading.Lock()

    def get(self, number: int) -> PointInTime:
        """Return the state with a number while it is kept, else the newest."""
        with self._lock:
            for state in self._states:
                if state.number == number:
                    return state
            newest = self._states[-1] if self._states else None
            if newest and newest.generation == self._connection.generation():
                return newest
            new = PointInTime(next(self._numbers), self._connection)
            self._states.append(new)
            old, self._states = self._states[:-MAX_STATES], self._states[-MAX_STATES:]
        for state in old:
            threading.Thread(target=state.close, daemon=True).start()
        return new

    def outdate(self) -> None:
        """Have the next search see what was changed meanwhile."""
        self._connection.forget()

    def forget(self, state: PointInTime) -> None:
        """Forget a state that the cluster lost."""
        with self._lock:
            self._states = [each for each in self._states if each is not state]

    def clear(self) -> None:
        """Free all states, and forget all answers."""
        with self._lock:
            states, self._states = self._states, []
        self._connection.forget()
        for state in states:
            state.close()


def with_state(states: PointsInTime, number: int, ask: Callable[[PointInTime], Any]) -> Any:
    """Ask in a state; if the cluster has lost it, as after a restart of a node, in the newest.

    Raises LostStateError if the cluster lost that one too.
    """
    for attempt in range(3):
        state = states.get(number)
        try:
            return ask(state)
        except LostStateError:
            states.forget(state)
            if attempt == 2:
                raise
    raise AssertionError
