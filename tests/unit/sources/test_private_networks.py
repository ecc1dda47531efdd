"""What the open net sends never leads into a network of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from index.archive import Archive
from index.article import Outcome
from index.feeds import http_client
from tests.support.site import Page, Site, site

ENTRY = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title><item>
<title>Market</title><link>{}</link><description>The market has a new hall.</description>
</item></channel></rss>"""
PAGE = (
    "<html><body><article><h1>Secret</h1><p>The keys lie below the mat.</p></article></body></html>"
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that by its number is on this machine, and by its name in the open net."""
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    real = http_client._ip_addresses
    monkeypatch.setattr(
        http_client,
        "_ip_addresses",
        lambda url: {"1.1.1.1"} if urlsplit(url).hostname == "localhost" else real(url),
    )
    with site() as served:
        yield served


def outside(web: Site) -> str:
    return web.url.replace("127.0.0.1", "localhost")


def fetch(archive: Archive, feed: str) -> Outcome:
    archive.feeds.add(feed)
    (outcome,) = archive.feeds.fetch(limits=http_client.FetchLimits(request_interval=0, timeout=5))
    return outcome


def test_a_feed_is_not_redirected_inside(archive: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(status=302, headers={"Location": f"{web.url}/inner"})
    web.pages["/inner"] = Page(ENTRY.format("/market"))
    outcome = fetch(archive, f"{outside(web)}/feed")
    assert outcome.status == "failed"
    assert "in a private network" in outcome.reason
    assert web.paths == ["/feed"]


@pytest.mark.parametrize("way", ["link", "redirect"])
def test_an_entry_leads_to_no_page_inside(archive: Archive, web: Site, way: str) -> None:
    link = f"{web.url}/inner" if way == "link" else f"{outside(web)}/market"
    web.pages["/market"] = Page(status=301, headers={"Location": f"{web.url}/inner"})
    web.pages["/feed"] = Page(ENTRY.format(link))
    web.pages["/inner"] = Page(PAGE)
    outcome = fetch(archive, f"{outside(web)}/feed")
    assert archive.article(outcome.id).text == "The market has a new hall."
    assert "in a private network" in outcome.note
    assert "/inner" not in web.paths


def test_rules_for_robots_are_not_asked_for_inside(archive: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page(status=302, headers={"Location": f"{web.url}/inner"})
    web.pages["/feed"] = Page(ENTRY.format("http://127.0.0.1/x"))
    assert fetch(archive, f"{outside(web)}/feed").status == "added"
    assert "/inner" not in web.paths


def test_a_feed_inside_may_lead_where_it_wants(archive: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(status=302, headers={"Location": f"{outside(web)}/again"})
    web.pages["/again"] = Page(ENTRY.format(""))
    assert fetch(archive, f"{web.url}/feed").status == "added"


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True), ("10.0.0.1", True), ("192.168.3.4", True), ("172.16.0.1", True),
        ("169.254.169.254", True), ("0.0.0.0", True), ("[::1]", True), ("[fe80::1]", True),
        ("[fd00::1]", True), ("[::ffff:10.0.0.1]", True), ("2130706433", True),
        ("1.1.1.1", False), ("[2606:4700::1111]", False),
    ],
)  # fmt: skip
def test_networks_of_ones_own_are_known_by_their_numbers(host: str, inside: bool) -> None:
    assert http_client._is_private(f"http://{host}:80/a") is inside


def test_a_name_that_nobody_knows_is_left_to_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(*_: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(http_client.socket, "getaddrinfo", nobody)
    assert not http_client._is_private("http://lindo.example/")
