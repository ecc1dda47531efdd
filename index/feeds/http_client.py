"""The only part of the program that uses the network: asking servers for pages, politely.

What robots.txt forbids (RFC 9309) is not asked for, a server that wants to be left alone (429
or 503, with Retry-After) is, and every answer has a limit in size, in time and in redirects.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol, Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

AGENT = "onrecord"
ACCEPT = "application/rss+xml, application/atom+xml, application/xml, text/html;q=0.9, */*;q=0.1"
MAX_SIZE = 20 << 20  # bytes of one answer, unpacked
MAX_ROBOTS = 512 << 10  # bytes of a robots.txt that are read, as the RFC has it
MAX_REDIRECTS = 5
TIMEOUT = 20.0  # seconds for a connection, and between two pieces of an answer
LONGEST = 120.0  # seconds for a whole answer
BETWEEN = 1.0  # seconds between two requests to one server
LEAST_WAIT, MOST_WAIT = timedelta(minutes=1), timedelta(days=1)
ASKS_TO_WAIT = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
LATER = (*ASKS_TO_WAIT, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)


class Waits(Protocol):
    """Keeps which servers asked to be left alone, and until when."""

    def wait_of(self, host: str) -> datetime | None:
        """Until when a server asked to be left alone, the last time that it did."""
        ...

    def note_wait(self, host: str, until: datetime) -> None:
        """Keep until when a server wants to be left alone."""
        ...


class RefusedError(Exception):
    """Nothing came; ``later`` says whether it may another time."""

    def __init__(self, reason: str, *, later: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.later = later


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: ``changed`` is false where it has nothing newer."""

    url: str
    """Where it came from in the end, after redirects."""
    body: bytes
    kind: str
    """The type of content, as the server calls it."""
    etag: str
    modified: str
    changed: bool = True


class Client:
    """Asks servers, one question at a time."""

    def __init__(
        self,
        waits: Waits,
        *,
        max_size: int = MAX_SIZE,
        timeout: float = TIMEOUT,
        longest: float = LONGEST,
        between: float = BETWEEN,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._waits = waits
        self._max_size, self._longest = max_size, longest
        self._between, self._pause = between, pause
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}
        self._http = httpx.Client(
            timeout=timeout, headers={"User-Agent": _agent(), "Accept": ACCEPT}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str, etag: str = "", modified: str = "", *, via: str = "") -> Answer:
        """What is at an address, if it is another than what ``etag`` and ``modified`` name.

        ``via`` is the address of what has led there. Raises RefusedError, also where an address
        of the open net leads into a network of one's own.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        given = {name: value for name, value in headers.items() if value}
        for _ in range(MAX_REDIRECTS + 1):
            _check_way(via, url)
            self._may_ask(url)
            answer = self._ask(url, given, self._max_size)
            if isinstance(answer, Answer):
                return answer
            via, url = url, answer
        raise RefusedError(f"it was redirected more than {MAX_REDIRECTS} times", later=False)

    def _may_ask(self, url: str) -> None:
        """Raise RefusedError where the address, the server or its robots.txt forbids it."""
        host = _host(url)
        until = self._waits.wait_of(host)
        if until and until > _now():
            raise RefusedError(
                f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC", later=True
            )
        rules = self._rules(url)
        if not rules.can_fetch(AGENT, url):
            raise RefusedError(f"the robots.txt of {host} forbids it", later=False)
        delay = max(self._between, float(rules.crawl_delay(AGENT) or 0))
        self._wait_turn(host, delay)

    def _wait_turn(self, host: str, delay: float) -> None:
        left = self._asked.get(host, -delay) + delay - time.monotonic()
        if host in self._asked and left > 0:
            self._pause(left)
        self._asked[host] = time.monotonic()

    def _rules(self, url: str) -> RobotFileParser:
        """The rules of a server; raises RefusedError where it cannot say them just now."""
        root = urljoin(url, "/")
        if root not in self._robots:
            rules = RobotFileParser()
            rules.parse(self._robots_lines(urljoin(root, "robots.txt")))
            self._robots[root] = rules
        return self._robots[root]

    def _robots_lines(self, url: str) -> list[str]:
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._ask(url, {}, MAX_ROBOTS)
                if isinstance(answer, Answer):
                    return answer.body.decode("utf-8", "replace").splitlines()
                _check_way(url, answer)
                url = answer
        except RefusedError as error:
            if error.later:
                raise
        return []  # there are no rules: everything may be asked for

    def _ask(self, url: str, headers: dict[str, str], most: int) -> Answer | str:
        """What one request gives: an answer, or the address to go to."""
        host = _host(url)
        try:
            with self._http.stream("GET", url, headers=headers) as response:
                if response.is_redirect and response.headers.get("location"):
                    return urljoin(url, response.headers["location"])
                self._check(host, response)
                body = self._read(response, most)
                return Answer(
                    url,
                    body,
                    response.headers.get("content-type", "").partition(";")[0].strip().lower(),
                    response.headers.get("etag", ""),
                    response.headers.get("last-modified", ""),
                    response.status_code != HTTPStatus.NOT_MODIFIED,
                )
        except httpx.TimeoutException as error:
            raise RefusedError(f"{host} did not answer in time", later=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise RefusedError(f"{host} cannot be reached ({reason})", later=True) from error

    def _check(self, host: str, response: httpx.Response) -> None:
        status = response.status_code
        if status in ASKS_TO_WAIT:
            until = _now() + _wait(response.headers.get("retry-after", ""))
            self._waits.note_wait(host, until)
            raise RefusedError(
                f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC ({status})",
                later=True,
            )
        if status >= HTTPStatus.BAD_REQUEST:
            later = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in LATER
            raise RefusedError(f"{host} answered {status} {response.reason_phrase}", later=later)

    def _read(self, response: httpx.Response, most: int) -> bytes:
        ends = time.monotonic() + self._longest
        parts, size = [], 0
        for part in response.iter_bytes(1 << 16):
            size += len(part)
            if size > most:
                raise RefusedError(f"it is larger than {most >> 10:,} KB", later=False)
            if time.monotonic() > ends:
                raise RefusedError(f"it did not come within {self._longest:g} seconds", later=True)
            parts.append(part)
        return b"".join(parts)


def _agent() -> str:
    from importlib.metadata import version

    return f"{AGENT}/{version('onrecord')}"


def _host(url: str) -> str:
    """The server of an address; raises RefusedError for what is none of the web."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedError(f"“{url[:80]}” is no address of the web", later=False)
    return parts.netloc.rpartition("@")[2].lower()


def _check_way(via: str, url: str) -> None:
    """Raise RefusedError where an address of the open net leads into a network of one's own."""
    if via and _host(via) != _host(url) and _is_inside(url) and not _is_inside(via):
        raise RefusedError(
            f"{_host(via)} leads to {_host(url)}, which is in a network of your own", later=False
        )


def _is_inside(url: str) -> bool:
    """Whether a server is on this machine or in a network that the open net cannot reach."""
    return any(not ipaddress.ip_address(found).is_global for found in _addresses(url))


def _addresses(url: str) -> set[str]:
    """The numbers of a server; none where only a proxy knows them, or nobody does."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except (OSError, UnicodeError):
        return set()
    return {str(address[0]).partition("%")[0] for *_, address in found}


def _now() -> datetime:
    return datetime.now(UTC)


def _wait(text: str) -> timedelta:
    """How long a server wants to be left alone: seconds, or the time when it is over."""
    if text.strip().isdecimal():
        wait = timedelta(seconds=min(int(text), int(MOST_WAIT.total_seconds())))
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            wait = LEAST_WAIT
        else:
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - _now()
    return min(max(wait, LEAST_WAIT), MOST_WAIT)
