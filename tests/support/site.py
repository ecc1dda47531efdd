"""Run a local web site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from index.feeds import http_client


@dataclass
class Page:
    """The response of the site for a path."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stalls: bool = False
    """Whether the response stops half way until the site is closed."""


class Site(ThreadingHTTPServer):
    """Serves ``pages`` by path, or 404; ``requests`` has each path with its headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Page] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def public_url(self) -> str:
        """The same by a name, for ``resolve_localhost_as_public``."""
        return self.url.replace("127.0.0.1", "localhost")

    @property
    def paths(self) -> list[str]:
        """The requested paths, without robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.path, headers))
        page = self.server.pages.get(self.path, Page("not here", 404))
        body = page.body.encode() if isinstance(page.body, str) else page.body
        if page.headers.get("ETag") and headers.get("if-none-match") == page.headers["ETag"]:
            page, body = Page(status=304), b""
        self.send_response(page.status)
        for name, value in ({"Content-Type": "text/html"} | page.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + 10 * page.stalls))
        self.end_headers()
        self.wfile.write(body)
        if page.stalls:
            self.wfile.flush()
            self.server.closing.wait(30)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def run_site() -> Iterator[Site]:
    """Run a site during the block."""
    served = Site()
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.closing.set()
        served.shutdown()
        thread.join()
        served.server_close()


def feed_item(link: str, title: str, *, text: str = "", summary: str = "", day: str = "05") -> str:
    """Return a feed entry of March 2024."""
    content = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Tue, {day} Mar 2024 09:00:00 +0000</pubDate><author>Ida Roe</author>"
        f"<description>{summary}</description>{content}</item>"
    )


def rss_feed(*items: str) -> str:
    """Return a feed of these entries."""
    return (
        '<?xml version="1.0"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Lindo Courier</title>{''.join(items)}</channel></rss>"
    )


def html_page(title: str, text: str) -> str:
    """Return a page with an article, one paragraph per sentence."""
    paragraphs = "".join(f"<p>{text}</p>" for text in text.split(". "))
    return (
        f"<html><head><title>{title}</title></head><body><nav>Home</nav><article><h1>{title}</h1>"
        f"{paragraphs}</article></body></html>"
    )


def resolve_localhost_as_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let localhost resolve to a public address, and use no proxy."""
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    real = http_client.ip_addresses
    monkeypatch.setattr(
        http_client,
        "ip_addresses",
        lambda url: {"1.1.1.1"} if urlsplit(url).hostname == "localhost" else real(url),
    )
