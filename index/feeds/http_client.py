"""The only module that uses the network: request pages, and respect the servers.

Obeys robots.txt (RFC 9309) and Retry-After (with status 429 or 503), and limits the size, the time
and the redirects of every response. Public pages cannot lead into private networks.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic, sleep
from typing import Protocol, Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

AGENT = "onrecord"
ACCEPT = "application/rss+xml, application/atom+xml, application/xml, text/html;q=0.9, */*;q=0.1"
MAX_ROBOTS = 512 << 10  # bytes of robots.txt that are read, as RFC 9309 requires
MAX_REDIRECTS = 5
MINUTE = "%Y-%m-%d %H:%M UTC"
MIN_RETRY_DELAY, MAX_RETRY_DELAY = timedelta(minutes=1), timedelta(days=1)
RETRY_AFTER_STATUSES = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
TEMPORARY_STATUSES = (*RETRY_AFTER_STATUSES, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The limits of requests; times are in seconds."""

    max_size: int = 20 << 20
    """Bytes of one unpacked response."""
    timeout: float = 20.0
    """For a connection, and between two parts of a response."""
    max_duration: float = 120.0
    """For a whole response."""
    request_interval: float = 1.0
    """Between two requests to one server."""


class RetryTimes(Protocol):
    """Stores until when servers refuse requests."""

    def retry_time(self, host: str) -> datetime | None:
        """Return the time before which a server wants no requests, if it ever set one."""

    def set_retry_time(self, host: str, until: datetime) -> None:
        """Store the time before which a server wants no requests."""


class FetchError(Exception):
    """A page could not be fetched."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemporaryFetchError(FetchError):
    """A page could not be fetched, but a later try may succeed."""


# What the libraries say, and what it means.
CONNECTION_PROBLEMS = (
    ("name or service not known|nodename nor servname|no address associated",
     "no host has this name. Check the address"),
    ("temporary failure in name resolution",
     "its name cannot be looked up. Check your connection to the internet"),
    ("connection refused", "nothing answers there"),
    ("unreachable|no route", "there is no way to it. Check your connection to the internet"),
    ("certificate", "its certificate is not valid"),
    ("reset by peer|disconnected|broken pipe", "it closed the connection"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The response of a server."""

    url: str
    """The address after redirects."""
    body: bytes
    content_type: str
    etag: str
    modified: str
    is_modified: bool = True
    """False if the server has nothing newer; ``body`` is then empty."""


class HttpClient:
    """Requests pages, one at a time."""

    def __init__(
        self,
        retry_times: RetryTimes,
        limits: FetchLimits | None = None,
    ) -> None:
        self._retry_times = retry_times
        self._limits = limits or FetchLimits()
        self._robots: dict[str, RobotFileParser] = {}
        self._last_request: dict[str, float] = {}
        self._http = httpx.Client(
            timeout=self._limits.timeout, headers={"User-Agent": _agent(), "Accept": ACCEPT}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self, url: str, etag: str = "", modified: str = "", *, referrer: str = ""
    ) -> FetchedPage:
        """Fetch a page if it differs from the version with ``etag`` and ``modified``.

        ``referrer`` is the address that links to it. Raises FetchError, also if a public address
        leads into a private network.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(MAX_REDIRECTS + 1):
            _host(url)  # raises FetchError if the address is not one
            _check_not_private(referrer, url)
            self._check_allowed(url)
            page = self._request(url, headers, self._limits.max_size)
            if isinstance(page, FetchedPage):
                return page
            referrer, url = url, page
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    def _check_allowed(self, url: str) -> None:
        """Wait for the turn of a server; raise FetchError if it refuses requests."""
        host = _host(url)
        until = self._retry_times.retry_time(host)
        if until and until > _now():
            raise TemporaryFetchError(f"{host} wants no requests until {until:{MINUTE}}")
        rules = self._robots_rules(url)
        if not rules.can_fetch(AGENT, url):
            raise FetchError(f"the robots.txt of {host} forbids it")
        delay = max(self._limits.request_interval, float(rules.crawl_delay(AGENT) or 0))
        self._wait_for_turn(host, delay)

    def _wait_for_turn(self, host: str, delay: float) -> None:
        remaining = self._last_request.get(host, -delay) + delay - monotonic()
        if host in self._last_request and remaining > 0:
            sleep(remaining)
        self._last_request[host] = monotonic()

    def _robots_rules(self, url: str) -> RobotFileParser:
        """Return the rules of a server; raise FetchError if they are temporarily unavailable."""
        root = urljoin(url, "/")
        if root not in self._robots:
            rules = RobotFileParser()
            rules.parse(self._robots_lines(urljoin(root, "robots.txt")))
            self._robots[root] = rules
        return self._robots[root]

    def _robots_lines(self, url: str) -> list[str]:
        try:
            for _ in range(MAX_REDIRECTS + 1):
                page = self._request(url, {}, MAX_ROBOTS)
                if isinstance(page, FetchedPage):
                    return page.body.decode("utf-8", "replace").splitlines()
                _check_not_private(url, page)
                url = page
        except TemporaryFetchError:
            raise
        except FetchError:
            pass
        return []  # without rules, everything is allowed

    def _request(self, url: str, headers: dict[str, str], max_size: int) -> FetchedPage | str:
        """Send one request; return the page, or the address of a redirect."""
        host = _host(url)
        try:
            with self._http.stream("GET", url, headers=headers) as response:
                if response.is_redirect and response.headers.get("location"):
                    return urljoin(url, response.headers["location"])
                self._check_status(host, response)
                body = self._read_body(response, max_size)
                return FetchedPage(
                    url,
                    body,
                    response.headers.get("content-type", "").partition(";")[0].strip().lower(),
                    response.headers.get("etag", ""),
                    response.headers.get("last-modified", ""),
                    response.status_code != HTTPStatus.NOT_MODIFIED,
                )
        except httpx.TimeoutException as error:
            raise TemporaryFetchError(f"{host} timed out") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise TemporaryFetchError(
                f"{host} cannot be reached: {connection_problem(str(error))}"
            ) from error

    def _check_status(self, host: str, response: httpx.Response) -> None:
        status = response.status_code
        if status in RETRY_AFTER_STATUSES:
            until = _now() + _retry_delay(response.headers.get("retry-after", ""))
            self._retry_times.set_retry_time(host, until)
            raise TemporaryFetchError(f"{host} wants no requests until {until:{MINUTE}} ({status})")
        if status >= HTTPStatus.BAD_REQUEST:
            is_temporary = (
                status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in TEMPORARY_STATUSES
            )
            error = TemporaryFetchError if is_temporary else FetchError
            raise error(f"{host} answered {status} {response.reason_phrase}")

    def _read_body(self, response: httpx.Response, max_size: int) -> bytes:
        max_duration = self._limits.max_duration
        deadline = monotonic() + max_duration
        parts, size = [], 0
        for part in response.iter_bytes(1 << 16):
            size += len(part)
            if size > max_size:
                raise FetchError(f"it is larger than {max_size >> 10:,} KB")
            if monotonic() > deadline:
                raise TemporaryFetchError(f"it took more than {max_duration:g} seconds")
            parts.append(part)
        return b"".join(parts)


def _agent() -> str:
    from importlib.metadata import version

    return f"{AGENT}/{version('onrecord')}"


def _host(url: str) -> str:
    """Return the host of a URL; raise FetchError unless it is http or https."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"“{url[:80]}” is not a web address")
    return parts.netloc.rpartition("@")[2].lower()


def connection_problem(error: str) -> str:
    """Return in plain words why a host cannot be reached."""
    for pattern, problem in CONNECTION_PROBLEMS:
        if re.search(pattern, error, re.IGNORECASE):
            return problem
    return re.sub(r"\[[^]]*\] ?|\(_ssl[^)]*\)", "", " ".join(error.split())) or "unknown reason"


def _check_not_private(referrer: str, url: str) -> None:
    """Raise FetchError if a public address leads into a private network."""
    if (
        referrer
        and _host(referrer) != _host(url)
        and is_private_host(url)
        and not is_private_host(referrer)
    ):
        raise FetchError(f"{_host(referrer)} leads to {_host(url)}, which is in a private network")


def is_private_host(url: str) -> bool:
    """Return whether a host is this machine or in a private network."""
    return any(not ipaddress.ip_address(address).is_global for address in ip_addresses(url))


def ip_addresses(url: str) -> set[str]:
    """Return the IP addresses of a host; empty if its name cannot be resolved here."""
    try:
        results = socket.getaddrinfo(urlsplit(url).hostname, None)
    except (OSError, UnicodeError):
        return set()
    return {str(address[0]).partition("%")[0] for *_, address in results}


def _now() -> datetime:
    return datetime.now(UTC)


def _retry_delay(text: str) -> timedelta:
    """Return how long to wait by a Retry-After header: seconds or a date."""
    if text.strip().isdecimal():
        delay = timedelta(seconds=min(int(text), int(MAX_RETRY_DELAY.total_seconds())))
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            delay = MIN_RETRY_DELAY
        else:
            delay = (until if until.tzinfo else until.replace(tzinfo=UTC)) - _now()
    return min(max(delay, MIN_RETRY_DELAY), MAX_RETRY_DELAY)
