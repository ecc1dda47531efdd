"""Keep answers of the cluster while no document of the archive changes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from opensearchpy import OpenSearch

from index.engines.opensearch.connection import Connection
from index.errors import ArchiveError

CHECK_INTERVAL = 1.0  # seconds for which answers count as the newest
MAX_ANSWERS = 100
MAX_HITS = 1000  # in an answer that is kept
READS = ("_search", "_msearch", "_count", "_tasks")
PARTS = ("articles", "quotes", "names")  # whose changes readers see
STATE = "indices.*.shards.*.refresh.external_total,indices.*.shards.*.seq_no.max_seq_no"


class RememberingConnection(Connection):
    """Sends requests by another connection, and keeps the answers while nothing changes.

    At most once a second it asks the cluster whether anybody changed the archive or made changes
    visible. Every method may be called from any thread.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.address, connection.credentials)
        self._connection = connection
        self._parts = ",".join(f"{connection.address.name}-{part}" for part in PARTS)
        self._answers: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._generation, self._state, self._checked = 0, "", float("-inf")

    @property
    def client(self) -> OpenSearch:
        """The client of the other connection."""
        return self._connection.client

    def generation(self) -> int:
        """Return a number that changes whenever a document of the archive has changed."""
        if time.monotonic() - self._checked >= CHECK_INTERVAL:
            checked, state = time.monotonic(), self._ask_state()
            with self._lock:
                if not state or state != self._state:
                    self._forget()
                self._state, self._checked = state, checked
        return self._generation

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
        """Send a request, or return its answer if it only reads and nothing has changed."""

        def ask() -> Any:
            return super(RememberingConnection, self).send(
                method, path, body, missing_ok=missing_ok, headers=headers
            )

        if "/_mget" in path:
            return self._remembered(path, body, ask)
        if method != "GET" and not any(f"/{part}" in path for part in READS):
            try:
                return ask()
            finally:
                self.forget()
        return ask()

    def search(self, path: str, body: Any, cancelled: Callable[[], bool] = lambda: False) -> Any:
        """Search, or return the answer of the same search if nothing has changed."""

        def ask() -> Any:
            return super(RememberingConnection, self).search(path, body, cancelled)

        return self._remembered(path, body, ask)

    def search_all(
        self, index: str, bodies: Iterable[Any], cancelled: Callable[[], bool] = lambda: False
    ) -> list[Any]:
        """Send those of several searches whose answers are not kept, in one request."""
        path = f"/{index}/_search" if index else "/_search"
        generation, asked = self.generation(), list(bodies)
        keys = [path + json.dumps(each) for each in asked]
        with self._lock:
            found = {key: self._answers[key] for key in keys if key in self._answers}
        wanted = dict(zip(keys, asked, strict=True))
        missing = [key for key in wanted if key not in found]
        answers = super().search_all(index, [wanted[key] for key in missing], cancelled)
        for key, answer in zip(missing, answers, strict=True):
            found[key] = answer
            self._keep(key, generation, answer)
        return [found[key] for key in keys]

    def _remembered(self, path: str, body: Any, ask: Callable[[], Any]) -> Any:
        generation, key = self.generation(), path + json.dumps(body)
        with self._lock:
            if key in self._answers:
                return self._answers[key]
        answer = ask()
        self._keep(key, generation, answer)
        return answer

    def _keep(self, key: str, generation: int, answer: Any) -> None:
        with self._lock:
            is_current = generation == self._generation and self._state
            if is_current and len(answer.get("hits", {}).get("hits", ())) <= MAX_HITS:
                if len(self._answers) >= MAX_ANSWERS:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = answer
