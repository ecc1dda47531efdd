"""Following feeds, against a site on this machine: what is new comes in, and servers are heeded."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Outcome
from index.feeds.http_client import FetchLimits, HttpClient
from tests.support.builders import MarkedAnnotator
from tests.support.site import Page, Site, html, item, rss, site
from tui.cli.main import main

TEXT = (
    "The night ferry between Lindo and Torp will sail no more after the end of March, the harbour"
    " board decided on Tuesday. “It was cold,” [Ana Pell] said. It had run for ninety years."
)
OTHER = (
    "The fish market of Torp opened in its new hall on Wednesday, and the first stalls were let."
    " “It is warm in here,” [Tim Falk] said. Whoever sells cod has to bring the ice along."
)
RSS = {"Content-Type": "application/rss+xml"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as served:
        yield served


@pytest.fixture
def following(archive: Archive, web: Site) -> Archive:
    """An archive that follows the feed of the site, with one article in it."""
    feed = rss(item(f"{web.url}/ferry", "Night ferry ends", text=TEXT))
    web.pages["/feed"] = Page(feed, headers=RSS | {"ETag": '"1"'})
    archive.feeds.add(f"{web.url}/feed")
    return archive


def fetch(archive: Archive, **limits: float) -> list[Outcome]:
    values = {"request_interval": 0.0, "timeout": 5.0} | limits
    return list(archive.feeds.fetch(limits=FetchLimits(**values)))


def failure(archive: Archive, **limits: float) -> str:
    (outcome,) = fetch(archive, **limits)
    assert outcome.status == "failed"
    return outcome.reason


def test_nothing_is_asked_for_until_it_is_fetched(following: Archive, web: Site) -> None:
    assert following.feeds.all()[0].fetched is None
    assert web.asked == []


def test_entry_with_its_text_is_an_article(following: Archive, web: Site) -> None:
    (outcome,) = fetch(following)
    assert (outcome.status, outcome.location, outcome.progress) == ("added", f"{web.url}/ferry", 1)
    article = following.article(outcome.id)
    assert article.text == TEXT
    assert (article.title, str(article.date), article.source, article.url) == (
        "Night ferry ends", "2024-03-05", "Lindo Courier", f"{web.url}/ferry",
    )  # fmt: skip
    assert web.paths == ["/feed"]
    (feed,) = following.feeds.all()
    assert (feed.title, feed.failure, feed.fetched is not None) == ("Lindo Courier", "", True)


def test_of_an_entry_with_a_summary_the_page_is_read(following: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(rss(item(f"{web.url}/go", "Market", summary="In short.")))
    web.pages["/go"] = Page(status=302, headers={"Location": "/market"})
    web.pages["/market"] = Page(html("New hall for the market", OTHER))
    (outcome,) = fetch(following)
    article = following.article(outcome.id)
    assert "bring the ice along" in article.text
    assert "Home" not in article.text
    assert (str(article.date), article.source, article.url) == (
        "2024-03-05", "Lindo Courier", f"{web.url}/market",
    )  # fmt: skip


def test_atom_is_read_like_rss(following: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Echo</title><entry><id>x:1</id>'
        f'<title>Ferry</title><link href="{web.url}/a"/><updated>2024-03-06T09:00:00Z</updated>'
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>'
    )
    (outcome,) = fetch(following)
    article = following.article(outcome.id)
    assert (article.text, article.source, str(article.date)) == (TEXT, "Echo", "2024-03-06")


def test_the_program_says_what_it_is(following: Archive, web: Site) -> None:
    fetch(following)
    assert all(headers["user-agent"].startswith("onrecord/") for _, headers in web.asked)


def test_feed_that_has_not_changed_is_not_sent_again(following: Archive, web: Site) -> None:
    fetch(following)
    assert fetch(following) == []
    assert web.asked[-1][1]["if-none-match"] == '"1"'


def test_entry_that_was_dealt_with_is_left_alone(following: Archive, web: Site) -> None:
    pages = [item(f"{web.url}/market", "Market", summary="In short.")]
    web.pages["/feed"] = Page(rss(*pages))
    web.pages["/market"] = Page(html("Market", OTHER))
    fetch(following)
    pages.append(item(f"{web.url}/ferry", "Ferry", text=TEXT))
    web.pages["/feed"] = Page(rss(*pages))
    assert [outcome.title for outcome in fetch(following)] == ["Ferry"]
    assert web.paths.count("/market") == 1


def test_changed_entry_is_a_version(following: Archive, web: Site) -> None:
    (first,) = fetch(following)
    longer = rss(item(f"{web.url}/ferry", "Night ferry ends", text=f"{TEXT} It was slow."))
    web.pages["/feed"] = Page(longer, headers={"ETag": '"2"'})
    (second,) = fetch(following)
    assert second.version_of == first.id


def test_what_was_not_kept_is_fetched_again(
    following: Archive, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(MarkedAnnotator, "annotate", fail)
        with pytest.raises(KeyboardInterrupt):
            fetch(following)
    assert [outcome.status for outcome in fetch(following)] == ["added"]


def test_page_that_may_come_later_is_asked_for_again(following: Archive, web: Site) -> None:
    entry = item(f"{web.url}/market", "Market", summary="In short.")
    web.pages["/feed"] = Page(rss(entry), headers={"ETag": '"1"'})
    web.pages["/market"] = Page("broken", 500)
    assert "The next fetch tries it again" in failure(following)
    web.pages["/market"] = Page(html("Market", OTHER))
    assert [outcome.status for outcome in fetch(following)] == ["added"]


REFUSED = [
    pytest.param(Page("no", 404), "404 Not Found", id="gone"),
    pytest.param(Page("no", 403), "403 Forbidden", id="forbidden"),
    pytest.param(Page(b"%PDF", headers={"Content-Type": "application/pdf"}), "application/pdf",
                 id="no page"),
    pytest.param(Page("<html><body><p></p></body></html>"), "No article", id="a page of nothing"),
    pytest.param(Page("x" * 200_000), "larger than 97 KB", id="too large"),
    pytest.param(Page(gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}),
                 "larger than 97 KB", id="too large when unpacked"),
    pytest.param(Page(status=302, headers={"Location": "/market"}), "more than 5 redirects",
                 id="a loop of redirects"),
    pytest.param(Page(status=302, headers={"Location": "file:///etc/passwd"}), "not a web address",
                 id="a redirect out of the web"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), REFUSED)
def test_what_is_refused_for_good_leaves_the_summary(
    following: Archive, web: Site, page: Page, reason: str
) -> None:
    entry = item(f"{web.url}/market", "Market", summary="The market has a new hall.")
    web.pages["/feed"] = Page(rss(entry))
    web.pages["/market"] = page
    (outcome,) = fetch(following, max_size=100_000)
    assert outcome.status == "added"
    assert following.article(outcome.id).text == "The market has a new hall."
    assert outcome.note.startswith("Only the summary from the feed was imported:")
    assert reason in outcome.note


def test_robots_are_heeded(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /market\n")
    entry = item(f"{web.url}/market", "Market", summary="In short.")
    web.pages["/feed"] = Page(rss(entry))
    (outcome,) = fetch(following)
    assert "the robots.txt of" in outcome.note
    assert web.paths == ["/feed"]


def test_feed_that_robots_forbid_is_not_asked_for(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("User-agent: onrecord\nDisallow: /\n")
    assert "robots.txt" in failure(following)
    assert web.paths == []
    assert "robots.txt" in following.feeds.all()[0].failure


def test_site_whose_robots_cannot_be_told_is_left_alone(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("broken", 500)
    assert "500" in failure(following)
    assert web.paths == []


def test_requests_to_one_site_keep_its_crawl_delay(
    following: Archive, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 7\n")
    web.pages["/feed"] = Page(rss(*(item(f"{web.url}/{n}", str(n), summary="S.") for n in "ab")))
    pauses: list[float] = []
    monkeypatch.setattr("index.feeds.http_client.sleep", pauses.append)
    fetch(following)
    assert len(pauses) == 2
    assert all(6 < pause <= 7 for pause in pauses)


IN_TWO_HOURS = "in two hours"
WAITS = [
    pytest.param("7200", 2, id="seconds"),
    pytest.param(IN_TWO_HOURS, 2, id="a time"),
    pytest.param("", 1 / 60, id="nothing"),
    pytest.param("soon", 1 / 60, id="nonsense"),
    pytest.param("-5", 1 / 60, id="the past"),
    pytest.param("99999999999999999999", 24, id="for ever"),
]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("said", "hours"), WAITS)
def test_server_that_wants_to_be_left_alone_is(
    following: Archive, web: Site, status: int, said: str, hours: float
) -> None:
    if said == IN_TWO_HOURS:
        said = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    web.pages["/feed"] = Page("wait", status, {"Retry-After": said} if said else {})
    assert "wants no requests until" in failure(following)
    host = web.url.removeprefix("http://")
    until = following._engine.feed_list.retry_time(host)
    assert until
    assert abs(until - datetime.now(UTC) - timedelta(hours=hours)) < timedelta(seconds=30)
    web.pages["/feed"] = Page(rss())
    assert "wants no requests until" in failure(following)
    assert web.paths == ["/feed"]
    following._engine.feed_list.set_retry_time(host, datetime.now(UTC) - timedelta(seconds=1))
    assert fetch(following) == []


def test_page_that_asks_to_wait_stops_asking_its_site(following: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(rss(*(item(f"{web.url}/{n}", str(n), summary="S.") for n in "ab")))
    web.pages["/a"] = Page("wait", 429)
    assert [outcome.status for outcome in fetch(following)] == ["failed", "failed"]
    assert web.paths == ["/feed", "/a"]


SLOW = [
    pytest.param({"timeout": 0.05}, "timed out", id="no more comes"),
    pytest.param({"max_duration": 0.0}, "took more than", id="it takes too long"),
]


@pytest.mark.parametrize(("limits", "reason"), SLOW)
def test_slow_server_is_not_waited_for(
    following: Archive, web: Site, limits: dict[str, float], reason: str
) -> None:
    web.pages["/robots.txt"] = Page("gone", 404)
    web.pages["/feed"] = Page(rss(), stalls="timeout" in limits)
    assert reason in failure(following, **limits)


def test_server_that_is_not_there_is_named(archive: Archive) -> None:
    archive.feeds.add("http://127.0.0.1:9/feed")
    assert "127.0.0.1:9 cannot be reached" in failure(archive)


BROKEN = [
    pytest.param("<rss><channel><item><title>Cut", "the entry has no address", id="cut off"),
    pytest.param("<html><body>A page</body></html>", "Invalid feed", id="a page"),
    pytest.param("", "Invalid feed", id="empty"),
    pytest.param('{"version": 1}', "Invalid feed", id="something else"),
]


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_what_is_no_feed_is_said_to_be_none(
    following: Archive, web: Site, body: str, reason: str
) -> None:
    web.pages["/feed"] = Page(body, headers=RSS)
    assert f"Fetching failed: {reason}" in failure(following)


def test_broken_feed_gives_the_entries_that_it_has(following: Archive, web: Site) -> None:
    whole = rss(item(f"{web.url}/ferry", "Ferry", text=TEXT), item(f"{web.url}/x", "X", text=OTHER))
    web.pages["/feed"] = Page(whole.replace("</channel></rss>", "<item><title>&nonsense; <b"))
    outcomes = fetch(following)
    assert [o.title for o in outcomes if o.status == "added"] == ["Ferry", "X"]
    assert [o.status for o in outcomes].count("failed") == 1


def test_one_feed_that_fails_does_not_stop_the_others(following: Archive, web: Site) -> None:
    other = f"{web.url}/other"
    following.feeds.add(other)
    web.pages["/other"] = web.pages["/feed"]
    web.pages["/feed"] = Page("no", 404)
    assert [outcome.status for outcome in fetch(following)] == ["failed", "added"]
    assert [bool(feed.failure) for feed in following.feeds.all()] == [True, False]


def test_feed_is_followed_once_and_no_more_when_removed(following: Archive, web: Site) -> None:
    url = f"{web.url}/feed"
    fetch(following)
    assert not following.feeds.add(url)
    assert following.feeds.remove(url)
    assert not following.feeds.remove(url)
    assert (following.feeds.all(), following.count()) == ((), 1)
    following.feeds.add(url)
    assert [outcome.status for outcome in fetch(following)] == ["same"]


def test_client_asks_only_for_what_changed_since(archive: Archive, web: Site) -> None:
    web.pages["/a"] = Page("A", headers={"Last-Modified": "Tue, 05 Mar 2024 09:00:00 GMT"})
    with HttpClient(archive._engine.feed_list, FetchLimits(request_interval=0)) as client:
        answer = client.get(f"{web.url}/a")
        client.get(f"{web.url}/a", answer.etag, answer.modified)
    assert web.asked[-1][1]["if-modified-since"] == "Tue, 05 Mar 2024 09:00:00 GMT"


# The commands


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Archive, "_load_annotator", lambda _: MarkedAnnotator())
    return lambda *words: main(["--archive", str(tmp_path / "archive"), *words])


def test_feeds_are_added_listed_fetched_and_removed(
    run, web: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{web.url}/feed"
    web.pages["/feed"] = Page(rss(item(f"{web.url}/ferry", "Ferry", text=TEXT)))
    assert run("feed", "add", url) == 0
    assert run("fetch") == 0
    out, err = capsys.readouterr()
    assert out.startswith("added ")
    assert err.endswith("1 found: 1 added, 0 already there, 0 not readable.\n")
    assert run("fetch", url, "--json") == 0
    assert json.loads(capsys.readouterr().out)["found"] == 0
    assert run("feed", "list", "--json") == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"feed": url, "title": "Lindo Courier", "failure": ""}.items() <= row.items()
    assert run("feed", "remove", url) == 0
    assert run("feed", "list") == 1


def test_fetch_that_fails_says_why(run, web: Site, capsys: pytest.CaptureFixture[str]) -> None:
    run("feed", "add", f"{web.url}/feed")
    assert run("fetch") == 2
    assert f"{web.url}/feed: Fetching failed: " in capsys.readouterr().err


MISTAKES = [
    (["feed", "add", "ftp://courier.example/feed"], 2),
    (["feed", "add", "courier.example"], 2),
    (["feed", "add"], 2),
    (["feed", "list", "https://courier.example"], 2),
    (["feed", "remove", "https://courier.example"], 1),
    (["fetch"], 2),
    (["fetch", "https://courier.example"], 2),
]


@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_mistake_is_told_by_the_exit_code(run, words: list[str], code: int) -> None:
    assert run(*words) == code
