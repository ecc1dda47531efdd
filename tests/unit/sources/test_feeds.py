"""Fetch feeds from a local web server."""

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
from index.engines.protocol import Engine
from index.feeds.http_client import FetchLimits, HttpClient
from tests.support.builders import MarkedAnnotator
from tests.support.site import Page, Site, feed_item, html_page, rss_feed, run_site
from tui.cli.main import main

TEXT = (
    "The night ferry between Lindo and Torp will sail no more after the end of March, the harbour"
    " board decided on Tuesday. “It was cold,” [Ana Pell] retry_after. It had run for ninety years."
)
OTHER = (
    "The fish market of Torp opened in its new hall on Wednesday, and the first stalls were let."
    " “It is warm in here,” [Tim Falk] retry_after. Whoever sells cod has to bring the ice along."
)
RSS = {"Content-Type": "application/rss+xml"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def web() -> Iterator[Site]:
    with run_site() as served:
        yield served


@pytest.fixture
def archive(engine: Engine) -> Archive:
    return Archive(engine, MarkedAnnotator())


@pytest.fixture
def following(archive: Archive, web: Site) -> Archive:
    """Return an archive that follows the feed of the site, which has one article."""
    feed = rss_feed(feed_item(f"{web.url}/ferry", "Night ferry ends", text=TEXT))
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


def test_adding_a_feed_sends_no_request(following: Archive, web: Site) -> None:
    assert following.feeds.all()[0].fetched is None
    assert web.requests == []


def test_entry_with_full_text_becomes_an_article(following: Archive, web: Site) -> None:
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


def test_page_is_fetched_for_an_entry_with_a_summary(following: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(rss_feed(feed_item(f"{web.url}/go", "Market", summary="In short.")))
    web.pages["/go"] = Page(status=302, headers={"Location": "/market"})
    web.pages["/market"] = Page(html_page("New hall for the market", OTHER))
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


def test_requests_have_a_user_agent(following: Archive, web: Site) -> None:
    fetch(following)
    assert all(headers["user-agent"].startswith("onrecord/") for _, headers in web.requests)


def test_unchanged_feed_is_not_downloaded_again(following: Archive, web: Site) -> None:
    fetch(following)
    assert fetch(following) == []
    assert web.requests[-1][1]["if-none-match"] == '"1"'


def test_finished_entry_is_not_fetched_again(following: Archive, web: Site) -> None:
    pages = [feed_item(f"{web.url}/market", "Market", summary="In short.")]
    web.pages["/feed"] = Page(rss_feed(*pages))
    web.pages["/market"] = Page(html_page("Market", OTHER))
    fetch(following)
    pages.append(feed_item(f"{web.url}/ferry", "Ferry", text=TEXT))
    web.pages["/feed"] = Page(rss_feed(*pages))
    assert [outcome.title for outcome in fetch(following)] == ["Ferry"]
    assert web.paths.count("/market") == 1


def test_changed_entry_becomes_a_new_version(following: Archive, web: Site) -> None:
    (first,) = fetch(following)
    longer = rss_feed(
        feed_item(f"{web.url}/ferry", "Night ferry ends", text=f"{TEXT} It was slow.")
    )
    web.pages["/feed"] = Page(longer, headers={"ETag": '"2"'})
    (second,) = fetch(following)
    assert second.version_of == first.id


def test_articles_that_were_not_stored_are_fetched_again(
    following: Archive, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(MarkedAnnotator, "annotate", fail)
        with pytest.raises(KeyboardInterrupt):
            fetch(following)
    assert [outcome.status for outcome in fetch(following)] == ["added"]


def test_temporary_failure_is_retried_by_the_next_fetch(following: Archive, web: Site) -> None:
    entry = feed_item(f"{web.url}/market", "Market", summary="In short.")
    web.pages["/feed"] = Page(rss_feed(entry), headers={"ETag": '"1"'})
    web.pages["/market"] = Page("broken", 500)
    assert "The next fetch tries it again" in failure(following)
    web.pages["/market"] = Page(html_page("Market", OTHER))
    assert [outcome.status for outcome in fetch(following)] == ["added"]


PERMANENT_FAILURES = [
    pytest.param(Page("no", 404), "404 Not Found", id="gone"),
    pytest.param(Page("no", 403), "403 Forbidden", id="forbidden"),
    pytest.param(Page(b"%PDF", headers={"Content-Type": "application/pdf"}), "application/pdf",
                 id="not a page"),
    pytest.param(Page("<html><body><p></p></body></html>"), "No article", id="an empty page"),
    pytest.param(Page("x" * 200_000), "larger than 97 KB", id="too large"),
    pytest.param(Page(gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}),
                 "larger than 97 KB", id="too large when unpacked"),
    pytest.param(Page(status=302, headers={"Location": "/market"}), "more than 5 redirects",
                 id="a redirect loop"),
    pytest.param(Page(status=302, headers={"Location": "file:///etc/passwd"}), "not a web address",
                 id="a redirect to a file"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), PERMANENT_FAILURES)
def test_permanent_failure_imports_the_summary(
    following: Archive, web: Site, page: Page, reason: str
) -> None:
    entry = feed_item(f"{web.url}/market", "Market", summary="The market has a new hall.")
    web.pages["/feed"] = Page(rss_feed(entry))
    web.pages["/market"] = page
    (outcome,) = fetch(following, max_size=100_000)
    assert outcome.status == "added"
    assert following.article(outcome.id).text == "The market has a new hall."
    assert outcome.note.startswith("Only the summary from the feed was imported:")
    assert reason in outcome.note


def test_robots_txt_is_obeyed_for_pages(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /market\n")
    entry = feed_item(f"{web.url}/market", "Market", summary="In short.")
    web.pages["/feed"] = Page(rss_feed(entry))
    (outcome,) = fetch(following)
    assert "the robots.txt of" in outcome.note
    assert web.paths == ["/feed"]


def test_robots_txt_is_obeyed_for_feeds(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("User-agent: onrecord\nDisallow: /\n")
    assert "robots.txt" in failure(following)
    assert web.paths == []
    assert "robots.txt" in following.feeds.all()[0].failure


def test_site_with_unavailable_robots_txt_is_not_fetched(following: Archive, web: Site) -> None:
    web.pages["/robots.txt"] = Page("broken", 500)
    assert "500" in failure(following)
    assert web.paths == []


def test_requests_to_one_site_keep_its_crawl_delay(
    following: Archive, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 7\n")
    web.pages["/feed"] = Page(
        rss_feed(*(feed_item(f"{web.url}/{n}", str(n), summary="S.") for n in "ab"))
    )
    pauses: list[float] = []
    monkeypatch.setattr("index.feeds.http_client.sleep", pauses.append)
    fetch(following)
    assert len(pauses) == 2
    assert all(6 < pause <= 7 for pause in pauses)


IN_TWO_HOURS = "in two hours"
RETRY_AFTER = [
    pytest.param("7200", 2, id="seconds"),
    pytest.param(IN_TWO_HOURS, 2, id="a date"),
    pytest.param("", 1 / 60, id="nothing"),
    pytest.param("soon", 1 / 60, id="nonsense"),
    pytest.param("-5", 1 / 60, id="negative"),
    pytest.param("99999999999999999999", 24, id="very long"),
]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("retry_after", "hours"), RETRY_AFTER)
def test_retry_after_is_obeyed(
    following: Archive, engine: Engine, web: Site, status: int, retry_after: str, hours: float
) -> None:
    if retry_after == IN_TWO_HOURS:
        retry_after = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    web.pages["/feed"] = Page("wait", status, {"Retry-After": retry_after} if retry_after else {})
    assert "wants no requests until" in failure(following)
    host = web.url.removeprefix("http://")
    until = engine.feeds.retry_time(host)
    assert until
    assert abs(until - datetime.now(UTC) - timedelta(hours=hours)) < timedelta(seconds=30)
    web.pages["/feed"] = Page(rss_feed())
    assert "wants no requests until" in failure(following)
    assert web.paths == ["/feed"]
    engine.feeds.set_retry_time(host, datetime.now(UTC) - timedelta(seconds=1))
    assert fetch(following) == []


def test_retry_after_on_a_page_stops_requests_to_the_site(following: Archive, web: Site) -> None:
    web.pages["/feed"] = Page(
        rss_feed(*(feed_item(f"{web.url}/{n}", str(n), summary="S.") for n in "ab"))
    )
    web.pages["/a"] = Page("wait", 429)
    assert [outcome.status for outcome in fetch(following)] == ["failed", "failed"]
    assert web.paths == ["/feed", "/a"]


SLOW = [
    pytest.param({"timeout": 0.5}, "timed out", id="a stalled response"),
    pytest.param({"max_duration": 0.0}, "took more than", id="a long response"),
]


@pytest.mark.parametrize(("limits", "reason"), SLOW)
def test_slow_server_times_out(
    following: Archive, web: Site, limits: dict[str, float], reason: str
) -> None:
    web.pages["/robots.txt"] = Page("gone", 404)
    web.pages["/feed"] = Page(rss_feed(), stalls="timeout" in limits)
    assert reason in failure(following, **limits)


def test_unreachable_server_is_reported(archive: Archive) -> None:
    archive.feeds.add("http://127.0.0.1:9/feed")
    assert "127.0.0.1:9 cannot be reached" in failure(archive)


BROKEN = [
    pytest.param("<rss><channel><item><title>Cut", "the entry has no address", id="truncated"),
    pytest.param("<html><body>A page</body></html>", "Invalid feed", id="a page"),
    pytest.param("", "Invalid feed", id="empty"),
    pytest.param('{"version": 1}', "Invalid feed", id="JSON"),
]


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_invalid_feed_is_reported(following: Archive, web: Site, body: str, reason: str) -> None:
    web.pages["/feed"] = Page(body, headers=RSS)
    assert f"Fetching failed: {reason}" in failure(following)


def test_broken_feed_imports_its_readable_entries(following: Archive, web: Site) -> None:
    whole = rss_feed(
        feed_item(f"{web.url}/ferry", "Ferry", text=TEXT),
        feed_item(f"{web.url}/x", "X", text=OTHER),
    )
    web.pages["/feed"] = Page(whole.replace("</channel></rss>", "<item><title>&nonsense; <b"))
    outcomes = fetch(following)
    assert [o.title for o in outcomes if o.status == "added"] == ["Ferry", "X"]
    assert [o.status for o in outcomes].count("failed") == 1


def test_failed_feed_does_not_stop_the_others(following: Archive, web: Site) -> None:
    other = f"{web.url}/other"
    following.feeds.add(other)
    web.pages["/other"] = web.pages["/feed"]
    web.pages["/feed"] = Page("no", 404)
    assert [outcome.status for outcome in fetch(following)] == ["failed", "added"]
    assert [bool(feed.failure) for feed in following.feeds.all()] == [True, False]


def test_add_and_remove_feed_return_whether_it_changed(following: Archive, web: Site) -> None:
    url = f"{web.url}/feed"
    fetch(following)
    assert not following.feeds.add(url)
    assert following.feeds.remove(url)
    assert not following.feeds.remove(url)
    assert (following.feeds.all(), following.count()) == ((), 1)
    following.feeds.add(url)
    assert [outcome.status for outcome in fetch(following)] == ["same"]


def test_client_sends_if_modified_since(engine: Engine, web: Site) -> None:
    web.pages["/a"] = Page("A", headers={"Last-Modified": "Tue, 05 Mar 2024 09:00:00 GMT"})
    with HttpClient(engine.feeds, FetchLimits(request_interval=0)) as client:
        answer = client.get(f"{web.url}/a")
        client.get(f"{web.url}/a", answer.etag, answer.modified)
    assert web.requests[-1][1]["if-modified-since"] == "Tue, 05 Mar 2024 09:00:00 GMT"


# The commands


@pytest.fixture
def run(tmp_path: Path, marked_annotator: None):
    return lambda *words: main(["--archive", str(tmp_path / "archive"), *words])


def test_feeds_are_added_listed_fetched_and_removed(
    run, web: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{web.url}/feed"
    web.pages["/feed"] = Page(rss_feed(feed_item(f"{web.url}/ferry", "Ferry", text=TEXT)))
    assert run("feed", "add", url) == 0
    assert run("fetch") == 0
    out, err = capsys.readouterr()
    assert out.startswith("added ")
    assert err.endswith("1 article added.\n")
    assert run("fetch", url, "--json") == 0
    assert json.loads(capsys.readouterr().out)["found"] == 0
    assert run("feed", "list", "--json") == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"feed": url, "title": "Lindo Courier", "failure": ""}.items() <= row.items()
    assert run("feed", "remove", url) == 0
    assert run("feed", "list") == 1


def test_failed_fetch_prints_the_reason(run, web: Site, capsys: pytest.CaptureFixture[str]) -> None:
    run("feed", "add", f"{web.url}/feed")
    assert run("fetch") == 2
    assert f"{web.url}/feed: Fetching failed: " in capsys.readouterr().err


MISTAKES = [
    (["feed", "add", "ftp://courier.example/feed"], 2),
    (["feed", "add", "courier.example"], 2),
    (["feed", "add"], 2),
    (["feed", "list", "https://courier.example"], 2),
    (["feed", "remove", "https://courier.example"], 2),
    (["fetch"], 2),
    (["fetch", "https://courier.example"], 2),
]


@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_exit_code_reports_mistakes(run, words: list[str], code: int) -> None:
    assert run(*words) == code


def test_removing_a_feed_that_is_not_followed_exits_with_1(run, web: Site) -> None:
    run("feed", "add", f"{web.url}/feed")
    assert run("feed", "remove", "https://courier.example") == 1
