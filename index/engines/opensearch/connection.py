"""Send requests to a cluster: retry on other nodes, cancel, and say what to do about errors."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy import exceptions as failures

from index.engines.opensearch.address import ClusterAddress, Credentials
from index.errors import ArchiveError, Cancelled

TIMEOUT = 6.0  # seconds for an answer; then another node is asked
RETRIES = 2  # at least; one for each other node
POOL_SIZE = 8  # connections that stay open to a node; several threads ask at once
RETRY_STATUSES = (502, 503, 504)
FIRST_CHECK, CANCEL_INTERVAL = 0.2, 0.05  # seconds between looks whether a search was cancelled
MIN_VERSION = (2, 11)
BACK_OFF = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before a busy or moving shard is written again
CONFLICT, BUSY = 409, 429
AGAIN = (CONFLICT, BUSY, 502, 503, 504)  # a change met another, or a shard is busy or moving
TLS_FAILURES = (
    ("WRONG_VERSION_NUMBER", "{} does not speak https.", "Write opensearch:// for plain http."),
    ("record layer failure", "{} does not speak https.", "Write opensearch:// for plain http."),
    (
        "certificate has expired", "The certificate of {} has expired.",
        "Ask those who run the cluster for a new one.",
    ),
    (
        "match", "The certificate of {} is for another name.",
        "Use the host name that the certificate is for.",
    ),
    (
        "", "The certificate of {} is not trusted.",
        "Name the file of your newsroom's certificates: ?ca=FILE, or $ONRECORD_CLUSTER_CA.",
    ),
)  # fmt: skip
"""What the error of a failed https connection has in it, what that means, and what to do."""
TOO_MANY_TERMS = "expanded to too many terms"

logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # errors are reported by ArchiveError


def never() -> bool:
    """Return that a search is not cancelled."""
    return False


class TooManyTermsError(ArchiveError):
    """A wildcard inside a proximity has more forms than the cluster follows."""

    def __init__(self) -> None:
        super().__init__(
            "A wildcard near other words has more forms than the cluster follows. Write more of"
            " its letters."
        )


class BusyError(ArchiveError):
    """The cluster refused a request, because it has too much to do."""

    def __init__(self) -> None:
        super().__init__("The cluster is too busy. Try again in a moment.")


class LostStateError(ArchiveError):
    """The cluster no longer keeps the state of the index that was asked for."""

    def __init__(self) -> None:
        super().__init__("The cluster lost this list of results. Search again.")


class Connection:
    """The nodes of a cluster. Every method may be called from any thread.

    What a busy cluster refuses is sent again, more and more slowly.
    """

    patience: int | None = None
    """How often it waits for a busy cluster; None for as often as there are in ``BACK_OFF``."""

    def __init__(self, address: ClusterAddress, credentials: Credentials) -> None:
        self.address = address
        self.credentials = credentials
        self.preference = uuid.uuid4().hex
        """Sent with searches: copies of a part may rank a little differently, so ask the same."""
        self._opened: OpenSearch | None = None
        self._opening = threading.Lock()

    @property
    def client(self) -> OpenSearch:
        """The client that sends the requests; the first use opens it."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> OpenSearch:
        address, credentials = self.address, self.credentials
        login: dict[str, Any] = {}
        if credentials.token:
            login["headers"] = {"Authorization": f"Bearer {credentials.token}"}
        elif credentials.user:
            login["http_auth"] = (credentials.user, credentials.password)
        if address.scheme == "https":
            login |= {"use_ssl": True, "verify_certs": True}
            login |= {"ca_certs": address.ca_file} if address.ca_file else {}
        return OpenSearch(
            hosts=[{"host": host, "port": port} for host, port in address.hosts],
            timeout=TIMEOUT, max_retries=max(RETRIES, len(address.hosts) - 1),
            retry_on_timeout=True, retry_on_status=RETRY_STATUSES, pool_maxsize=POOL_SIZE, **login,
        )  # fmt: skip

    def close(self) -> None:
        """Close all connections; a later request opens them again."""
        with self._opening:
            if self._opened is not None:
                self._opened.transport.close()
            self._opened = None

    def generation(self) -> int | None:
        """Return a number that changes with the archive; None if nothing is known of that."""
        return None

    def require_version(self) -> None:
        """Raise ArchiveError unless the cluster is a version that this program can use."""
        found = self.send("GET", "/")["version"]
        version = tuple(int(part) for part in found["number"].split(".")[:2])
        if found.get("distribution") != "opensearch" or version < MIN_VERSION:
            name = found.get("distribution", "Elasticsearch")
            raise ArchiveError(
                f"{self.address} runs {name} {found['number']}. onrecord needs OpenSearch"
                f" {'.'.join(map(str, MIN_VERSION))} or later."
            )

    def send(
        self, method: str, path: str, body: Any = None, *, missing_ok: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # fmt: skip
        """Send a request and return the answer; None for a missing thing if ``missing_ok``.

        Raises ArchiveError; TooManyTermsError, BusyError and LostStateError are kinds of it.
        """
        return self._patiently(
            lambda: self._send(method, path, body, missing_ok=missing_ok, headers=headers)
        )

    def _patiently(self, ask: Callable[[], Any]) -> Any:
        for wait in BACK_OFF[: self.patience]:
            try:
                return ask()
            except BusyError:
                time.sleep(wait)
        return ask()

    def _send(
        self, method: str, path: str, body: Any, *, missing_ok: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # fmt: skip
        try:
            return self.client.transport.perform_request(
                method, path, body=body, headers=dict(headers or {})
            )
        except failures.NotFoundError as error:
            if "search_context_missing" in str(error.info):
                raise LostStateError from error
            if missing_ok:
                return None
            raise self._to_archive_error(error) from error
        except failures.OpenSearchException as error:
            raise self._to_archive_error(error) from error

    def search(self, path: str, body: Any, cancelled: Callable[[], bool] = never) -> Any:
        """Search; raises Cancelled soon after ``cancelled`` is true, and cancels on the cluster."""
        path = f"{path}?allow_partial_search_results=false"
        if "pit" not in body:
            path = f"{path}&preference={self.preference}"
        return self._whole(self._patiently(lambda: self._cancellable(path, body, cancelled)))

    def _cancellable(self, path: str, body: Any, cancelled: Callable[[], bool]) -> Any:
        if cancelled is never:
            return self._send("POST", path, body)
        if cancelled():
            raise Cancelled
        answers: list[Any] = []
        name = uuid.uuid4().hex

        def ask() -> None:
            try:
                answers.append(self._send("POST", path, body, headers={"X-Opaque-Id": name}))
            except Exception as error:  # noqa: BLE001 - raised below, in the thread that asked
                answers.append(error)

        worker = threading.Thread(target=ask, daemon=True)
        worker.start()
        worker.join(FIRST_CHECK)
        while worker.is_alive():
            if cancelled():
                threading.Thread(target=self._cancel, args=(name,), daemon=True).start()
                raise Cancelled
            worker.join(CANCEL_INTERVAL)
        if cancelled():
            raise Cancelled
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    def search_all(
        self, searches: Iterable[tuple[str, Any]], cancelled: Callable[[], bool] = never
    ) -> list[Any]:
        """Send several searches in one request, and return the answers in order.

        Each is an index, or nothing for one with a point in time, and what is asked. Raises
        Cancelled as ``search`` does.
        """
        complete = {"allow_partial_search_results": False}
        lines = [
            _lines(
                complete | ({"index": index, "preference": self.preference} if index else {}), body
            )
            for index, body in searches
        ]
        answers: dict[int, Any] = {}

        def ask_rest() -> None:
            rest = [number for number in range(len(lines)) if number not in answers]
            asked = "".join(lines[number] for number in rest)
            found = self._cancellable("/_msearch", asked, cancelled)["responses"]
            answers.update(self._answered(zip(rest, found, strict=True)))
            if len(answers) < len(lines):
                raise BusyError

        if lines:
            self._patiently(ask_rest)
        return [answers[number] for number in range(len(lines))]

    def _answered(self, responses: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """Yield the answers but for those of a busy cluster; raises ArchiveError for others."""
        for number, answer in responses:
            if "error" not in answer:
                yield number, self._whole(answer)
            elif answer["status"] != BUSY:
                reason = answer["error"]
                error = failures.TransportError(answer["status"], str(reason), reason)
                raise self._to_archive_error(error)

    def _whole(self, answer: Any) -> Any:
        """Return an answer that all shards gave in time; raises ArchiveError for any other."""
        shards = answer.get("_shards", {})
        if answer.get("timed_out") or shards.get("failed"):
            raise ArchiveError(
                f"Only {shards.get('successful', 0)} of {shards.get('total', 0)} parts of the"
                f" archive answered, so the results would be incomplete. Try again in a moment."
            )
        return answer

    def _cancel(self, name: str) -> None:
        """Cancel a search on the cluster by the name that was sent with it."""
        try:
            found = self.send("GET", "/_tasks?actions=indices:data/read/search&detailed")
            for node in found["nodes"].values():
                for task, about in node["tasks"].items():
                    if about.get("headers", {}).get("X-Opaque-Id") == name:
                        self.send("POST", f"/_tasks/{task}/_cancel")
        except ArchiveError:
            pass  # it ends by itself

    def bulk(
        self,
        lines: Iterable[tuple[Mapping[str, Any], Mapping[str, Any] | None]],
        *,
        into_alias: bool = True,
    ) -> list[Any]:
        """Write documents, each an action and a document, and return the results in order.

        What a busy shard refuses is sent again, and so is a change that met another. Raises
        ArchiveError unless everything was stored, or somebody else was first with a ``create``,
        or with a change of a document in a certain state (status 409).
        """
        # Without this, the cluster would create an index that is missing, with other fields.
        path = f"/_bulk?require_alias={str(into_alias).lower()}"
        pending = list(enumerate(lines))
        results: dict[int, Any] = {}
        for wait in (*BACK_OFF, None):
            body = "".join(_lines(*line) for _, line in pending)
            if not body:
                break
            answer = self.send("POST", path, body)
            refused = []
            for (number, line), item in zip(pending, answer["items"], strict=True):
                ((action, result),) = item.items()
                is_decided = action == "create" or any(
                    "if_seq_no" in each for each in line[0].values()
                )
                is_done = is_decided and result["status"] == CONFLICT
                if result["status"] in AGAIN and not is_done and not _is_blocked(result):
                    refused.append((number, line))
                elif "error" in result and not is_done:
                    raise self._not_stored(result)
                results[number] = result
            pending = refused
            if not pending:
                break
            if wait is None:
                raise self._not_stored(results[pending[0][0]])
            time.sleep(wait)
        return [results[number] for number in sorted(results)]

    def _not_stored(self, result: Mapping[str, Any]) -> ArchiveError:
        if _is_blocked(result):
            return ArchiveError(self._full())
        error = result["error"]
        return ArchiveError(
            f"The cluster {self.address} did not store {result['_id']}: {error['reason']}. What was"
            " reported as added is stored; add the rest again."
        )

    def _full(self) -> str:
        return (
            f"The cluster {self.address} accepts no new articles, because its disks are nearly full"
            " or its indices are read-only. What was reported as added is stored, and can be"
            " searched. Free some space or add a node, then add the rest again."
        )

    def _unreachable(self, error: str) -> str:
        if "RemoteDisconnected" in error and self.address.scheme == "http":
            return (
                f"{self.address} ended the connection. If it speaks https, write opensearchs://"
                " instead of opensearch://; otherwise a node has just gone: try again."
            )
        remedy = "if a node is down, name others as well: host1:9200,host2:9200."
        if len(self.address.hosts) > 1:
            remedy = "those who run the cluster can tell whether it is down."
        return (
            f"No node of {self.address} can be reached. Check the address and the network; {remedy}"
        )

    def _to_archive_error(self, error: failures.OpenSearchException) -> ArchiveError:
        """Return an error of the client as one that says what to do."""
        text = str(getattr(error, "info", "") or error)
        status = getattr(error, "status_code", None)
        if TOO_MANY_TERMS in text:
            return TooManyTermsError()
        if "search_context_missing" in text or "No search context found" in text:
            return LostStateError()
        if status in (401, 403) and "block" not in text:
            return ArchiveError(
                f"{self.address} refused this user. Set $ONRECORD_CLUSTER_USER and"
                " $ONRECORD_CLUSTER_PASSWORD, or $ONRECORD_CLUSTER_TOKEN, or write them to"
                " ~/.netrc."
            )
        if "_block_exception" in text:
            return ArchiveError(self._full())
        if "too_many_clauses" in text or "maxClauseCount" in text:
            return ArchiveError(
                "This search has more words than the cluster takes (1,024). Split it in two."
            )
        if isinstance(error, failures.ConnectionTimeout):
            return ArchiveError(
                f"The cluster {self.address} did not answer within {TIMEOUT:.0f} seconds. Try again"
                " in a moment."
            )
        if isinstance(error, failures.SSLError):
            reasons = (
                f"{reason} {remedy}" for sign, reason, remedy in TLS_FAILURES if sign in text
            )
            return ArchiveError(next(reasons).format(self.address))
        if isinstance(error, failures.ConnectionError):
            return ArchiveError(self._unreachable(text))
        if isinstance(status, int) and status >= 500:
            return ArchiveError(
                "Part of the archive cannot be reached, so the results would be incomplete. Try"
                " again in a moment; if it lasts, a node of the cluster is down."
            )
        if status == BUSY:
            return BusyError()
        return ArchiveError(f"The cluster {self.address} cannot do this ({status}): {text[:300]}")


def _is_blocked(result: Mapping[str, Any]) -> bool:
    return "cluster_block_exception" in str(result.get("error", ""))


def _lines(header: Mapping[str, Any], content: Mapping[str, Any] | None) -> str:
    lines: Sequence[Any] = [header] if content is None else [header, content]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
