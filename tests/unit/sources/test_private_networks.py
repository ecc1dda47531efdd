"""Public feeds and pages cannot lead into private networks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.archive import Archive
from index.article import Outcome
from index.feeds import http_client
from tests.support.site import Page, Site, resolve_localhost_as_public, run_site

ENTRY = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title><item>
<title>Market</title><link>{}</link><description>The market has a new hall.</description>
</item></channel></rss>"""
PAGE = (
    "<html><body><article><h1>Secret</h1><p>The keys lie below the mat.</p></article></body></html>"
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a local site whose name resolves to a public address."""
    resolve_localhost_as_public(monkeypatch)
    with run_site() as served:
        yield served


def fetch(archive: Archive, feed: str) -> Outcome:
    archive.feeds.add(feed)
    (outcome,) = archive.feeds.fetch(limits=http_client.FetchLimits(request_interval=0, timeout=5))
    return outcome


def test_public_feed_cannot_redirect_into_a_private_network(archive: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(status=302, headers={"Location": f"{web.url}/inner"})
    web.pages["/inner"] = Page(ENTRY.format("/market"))
    outcome = fetch(archive, f"{web.public_url}/feed")
    assert outcome.status == "failed"
    assert "in a private network" in outcome.reason
    assert web.paths == ["/feed"]


@pytest.mark.parametrize("way", ["link", "redirect"])
def test_public_feed_cannot_link_into_a_private_network(
    archive: Archive, web: Site, way: str
) -> None:
    link = f"{web.url}/inner" if way == "link" else f"{web.public_url}/market"
    web.pages["/market"] = Page(status=301, headers={"Location": f"{web.url}/inner"})
    web.pages["/feed"] = Page(ENTRY.format(link))
    web.pages["/inner"] = Page(PAGE)
    outcome = fetch(archive, f"{web.public_url}/feed")
    assert archive.article(outcome.id).text == "The market has a new hall."
    assert "in a private network" in outcome.note
    assert "/inner" not in web.paths


def test_robots_txt_cannot_redirect_into_a_private_network(archive: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page(status=302, headers={"Location": f"{web.url}/inner"})
    web.pages["/feed"] = Page(ENTRY.format("http://127.0.0.1/x"))
    assert fetch(archive, f"{web.public_url}/feed").status == "added"
    assert "/inner" not in web.paths


def test_private_feed_may_link_anywhere(archive: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(status=302, headers={"Location": f"{web.public_url}/again"})
    web.pages["/again"] = Page(ENTRY.format(""))
    assert fetch(archive, f"{web.url}/feed").status == "added"


@pytest.mark.parametrize(
    ("host", "is_private"),
    [
        ("127.0.0.1", True), ("10.0.0.1", True), ("192.168.3.4", True), ("172.16.0.1", True),
        ("169.254.169.254", True), ("0.0.0.0", True), ("[::1]", True), ("[fe80::1]", True),
        ("[fd00::1]", True), ("[::ffff:10.0.0.1]", True), ("2130706433", True),
        ("1.1.1.1", False), ("[2606:4700::1111]", False),
    ],
)  # fmt: skip
def test_private_addresses_are_recognized(host: str, is_private: bool) -> None:
    assert http_client.is_private_host(f"http://{host}:80/a") is is_private


def test_unresolvable_name_is_not_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(*_: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(http_client.socket, "getaddrinfo", nobody)
    assert not http_client.is_private_host("http://lindo.example/")
