"""Page through the results of a query, as they were when its first page was asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from index.engines.opensearch.connection import LostStateError
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.words import Json
from index.errors import ArchiveError
from index.query import Order

KEEP_ALIVE = "5m"
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


class PointInTime:
    """Both indices at one moment (points in time), and how far each query was paged."""

    def __init__(self, number: int, connection: RememberingConnection) -> None:
        self.number = number
        self.generation = connection.generation()
        self._connection = connection
        self._points: dict[str, str] = {}
        self._cursors: dict[str, dict[int, Any]] = {}
        self.repeats: dict[str, Any] = {}
        self._lock = threading.Lock()

    def point(self, index: str) -> Json:
        """Return the point in time of an index."""
        with self._lock:
            if index not in self._points:
                answer = self._connection.send(
                    "POST",
                    f"/{index}/_search/point_in_time?keep_alive={KEEP_ALIVE}"
                    "&allow_partial_pit_creation=false",  # else parts could be missing unnoticed
                )
                self._points[index] = answer["pit_id"]
            return {"id": self._points[index], "keep_alive": KEEP_ALIVE}

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
        source: Any, cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[int, list[Json]]:  # fmt: skip
        """Return how many documents match, and one page of them; raises Cancelled."""
        body = self._body(index, query, sort)
        cursors = self._cursors_of(json.dumps([index, query, sort]))
        at = max(each for each in cursors if each <= offset)
        while at < offset:
            step = min(offset - at, MAX_WINDOW)
            hits = self._hits(body, cursors[at], step, False, cancelled)["hits"]
            if len(hits) < step:
                return self._total(body, cancelled), []
            at += step
            cursors[at] = hits[-1]["sort"]
        found: list[Json] = []
        answer: Json = {}
        while not answer or (len(found) < limit and answer["hits"]):
            step = min(limit - len(found), MAX_WINDOW)
            answer = self._hits(body, cursors[at], step, source, cancelled)
            found += answer["hits"]
            at += len(answer["hits"])
            if answer["hits"]:
                cursors[at] = answer["hits"][-1]["sort"]
            if len(answer["hits"]) < step:
                break
        return answer["total"]["value"], found

    def first_page(
        self, index: str, query: Json, sort: Sequence[Json], limit: int, source: Any
    ) -> Json:
        """Return the search for the first page, to be sent together with others."""
        return _of_size(self._body(index, query, sort), limit, source)

    def go_on_after(
        self, index: str, query: Json, sort: Sequence[Json], hits: Sequence[Json]
    ) -> None:
        """Have later pages of a query follow these hits, its first ones."""
        if hits:
            self._cursors_of(json.dumps([index, query, sort]))[len(hits)] = hits[-1]["sort"]

    def _body(self, index: str, query: Json, sort: Sequence[Json]) -> Json:
        return {"query": query, "sort": [*sort], "pit": self.point(index), "track_scores": False}

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

    def _total(self, body: Json, cancelled: Callable[[], bool]) -> int:
        return int(self._hits(body, None, 0, False, cancelled)["total"]["value"])

    def _hits(
        self, body: Json, after: Any, size: int, source: Any, cancelled: Callable[[], bool]
    ) -> Json:
        request = _of_size(body, size, source)
        if not size:  # only counted
            del request["sort"]
        if after is not None and size:
            request["search_after"] = after
        found: Json = self._connection.search("/_search", request, cancelled)["hits"]
        return found

    def _cursors_of(self, key: str) -> dict[int, Any]:
        with self._lock:
            if len(self._cursors) > MAX_CURSORS:
                self._cursors.clear()
            return self._cursors.setdefault(key, {0: None})


def _of_size(body: Json, size: int, source: Any) -> Json:
    return {**body, "size": size, "_source": source, "track_total_hits": True}


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
        """Free all states."""
        with self._lock:
            states, self._states = self._states, []
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
