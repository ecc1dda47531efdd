"""Keep answers of the cluster while no document of the archive changes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from opensearchpy import OpenSearch

from index.engines.opensearch.connection import CANCEL_INTERVAL, Connection, never
from index.errors import ArchiveError, Cancelled

CHECK_INTERVAL = 1.0  # seconds for which answers count as the newest
MAX_AGE = 5.0  # seconds after the last check for which a key does not wait for the next one
MAX_ANSWERS = 100
MAX_HITS = 1000  # in an answer that is kept
READS = ("_search", "_msearch", "_mget", "_count", "_tasks")
PARTS = ("articles", "quotes", "names")  # whose changes readers see
STATE = "indices.*.shards.*.refresh.external_total,indices.*.shards.*.seq_no.max_seq_no"


class RememberingConnection(Connection):
    """Sends requests by another connection, and keeps the answers while nothing changes.

    At most once a second it asks the cluster whether anybody changed the archive or made changes
    visible; while somebody reads, it does so beside their searches, which do not wait for it.
    Every method may be called from any thread.
    """

    patience = 3  # somebody waits for the answer

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.address, connection.credentials)
        self._connection = connection
        self._parts = ",".join(f"{connection.address.name}-{part}" for part in PARTS)
        self._answers: dict[str, Any] = {}
        self._lock, self._checking = threading.Lock(), threading.Lock()
        self._asking: dict[str, threading.Event] = {}
        self._generation, self._state, self._checked = 0, "", float("-inf")

    @property
    def client(self) -> OpenSearch:
        """The client of the other connection."""
        return self._connection.client

    def generation(self) -> int:
        """Return a number that changes whenever a document of the archive has changed."""
        age = time.monotonic() - self._checked
        if age >= MAX_AGE:
            self._check()
        elif age >= CHECK_INTERVAL and self._checking.acquire(blocking=False):
            threading.Thread(target=self._check_beside, daemon=True).start()
        return self._generation

    def _check_beside(self) -> None:
        try:
            self._check()
        finally:
            self._checking.release()

    def _check(self) -> None:
        before, checked, state = self._generation, time.monotonic(), self._ask_state()
        with self._lock:
            if self._generation != before:
                return  # the person changed the archive meanwhile
            if not state or state != self._state:
                self._forget()
            self._state, self._checked = state, checked

    def forget(self) -> None:
        """Forget all answers, and check for changes before the next one."""
        with self._lock:
            self._forget()
            self._state, self._checked = "", float("-inf")

    def _forget(self) -> None:
        self._generation += 1
        self._answers.clear()

    def _ask_state(self) -> str:
        """Return how often each part was changed and refreshed; empty if that is not known."""
        path = f"/{self._parts}/_stats/refresh?level=shards&filter_path={STATE}"
        try:
            return json.dumps(super().send("GET", path))
        except ArchiveError:  # the search itself says what is wrong
            return ""

    def send(
        self, method: str, path: str, body: Any = None, *, missing_ok: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # fmt: skip
        """Send a request; forget all answers if it changes anything."""
        changes = method != "GET" and not any(f"/{part}" in path for part in READS)
        try:
            return super().send(method, path, body, missing_ok=missing_ok, headers=headers)
        finally:
            if changes:
                self.forget()

    def search(self, path: str, body: Any, cancelled: Callable[[], bool] = never) -> Any:
        """Search, or return the answer of the same search if nothing has changed."""

        def ask() -> Any:
            return super(RememberingConnection, self).search(path, body, cancelled)

        return self._remembered(path, body, ask, cancelled)

    def search_all(
        self, searches: Iterable[tuple[str, Any]], cancelled: Callable[[], bool] = never
    ) -> list[Any]:
        """Send those of several searches whose answers are not kept, in one request."""
        generation, asked = self.generation(), list(searches)
        keys = [
            (f"/{index}/_search" if index else "/_search") + json.dumps(body)
            for index, body in asked
        ]
        with self._lock:
            found = {key: self._answers[key] for key in keys if key in self._answers}
        wanted = dict(zip(keys, asked, strict=True))
        missing = [key for key in wanted if key not in found]
        answers = super().search_all([wanted[key] for key in missing], cancelled)
        for key, answer in zip(missing, answers, strict=True):
            found[key] = answer
            self._keep(key, generation, answer)
        return [found[key] for key in keys]

    def _remembered(
        self, path: str, body: Any, ask: Callable[[], Any],
        cancelled: Callable[[], bool] = never,
    ) -> Any:  # fmt: skip
        generation, key = self.generation(), path + json.dumps(body)
        with self._lock:
            if key in self._answers:
                return self._answers[key]
            asking = self._asking.get(key)
            if asking is None:
                mine = self._asking[key] = threading.Event()
        if asking is not None:  # another thread asks the same
            while not asking.wait(CANCEL_INTERVAL):
                if cancelled():
                    raise Cancelled
            with self._lock:
                if key in self._answers:
                    return self._answers[key]
            return ask()
        try:
            answer = ask()
            self._keep(key, generation, answer)
        finally:
            with self._lock:
                del self._asking[key]
            mine.set()
        return answer

    def _keep(self, key: str, generation: int, answer: Any) -> None:
        with self._lock:
            is_current = generation == self._generation and self._state
            if is_current and len(answer.get("hits", {}).get("hits", ())) <= MAX_HITS:
                if len(self._answers) >= MAX_ANSWERS:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = answer
