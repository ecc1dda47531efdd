"""Import the pages of web archives."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.packed import HTML_TYPE, WarcFile, make_page


def read_items(name: str, data: bytes) -> list[Article | IngestError]:
    return list(read_stream(BytesIO(data), name))


def test_page_stored_as_a_file_is_an_article() -> None:
    body = make_page("Ferry number 4 sails")
    head = (
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2024-06-01T00:00:00Z\r\nWARC-Target-URI: https://lindo.example/4\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    (item,) = read_items("a.warc", head.encode() + body + b"\r\n\r\n")
    assert isinstance(item, Article), item.message
    assert (item.title, item.url) == ("Ferry number 4 sails", "https://lindo.example/4")


def test_file_that_is_not_html_is_skipped() -> None:
    web = WarcFile()
    web.add("https://lindo.example/a.css", b"p {color: red}", ("Content-Type", "text/css"))
    (error,) = read_items("a.warc", web.data)
    assert isinstance(error, IngestError)
    assert error.message == "No articles found in this file."


def titles(items: list[Article | IngestError]) -> list[str]:
    return [item.title if isinstance(item, Article) else "!" for item in items]


def three(packed: bool) -> tuple[bytes, list[int]]:
    """Return a web archive of three pages, and where each record begins."""
    web = WarcFile(packed)
    starts = [len(web.data)]
    for number in range(3):
        web.add(
            f"https://lindo.example/{number}", make_page(f"Ferry number {number} sails"), HTML_TYPE
        )
        starts.append(len(web.data))
    return web.data, starts


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_each_page_is_an_article(name: str, packed: bool) -> None:
    items = read_items(name, three(packed)[0])
    for number, item in enumerate(items):
        assert isinstance(item, Article)
        assert (item.title, item.source) == (f"Ferry number {number} sails", "Lindo Courier")
        assert (item.date, item.byline) == (date(2024, 5, 14), "Ida Roe")
        assert item.url == f"https://lindo.example/{number}"
        assert item.location == f"{name}#{number + 1}"
        assert len(item.paragraphs()) == 2
    assert len(items) == 3


def test_content_encodings_are_decoded() -> None:
    web = WarcFile()
    body = make_page("Ferry sails")
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:99], body[99:], b""))
    latin = body.decode().encode("latin-1", "replace")
    web.add("https://a.example/", gzip.compress(body), HTML_TYPE, ("Content-Encoding", "gzip"))
    web.add("https://b.example/", pieces, HTML_TYPE, ("Transfer-Encoding", "chunked"))
    web.add("https://c.example/", latin, ("Content-Type", 'text/html; charset="ISO-8859-1"'))
    items = read_items("a.warc", web.data)
    assert titles(items) == ["Ferry sails"] * 3
    assert all("häfenmeister" in item.text for item in items if isinstance(item, Article))


def test_encodings_are_decoded_whether_or_not_they_are_true() -> None:
    web = WarcFile()
    body = make_page("Ferry sails")
    packed = gzip.compress(body)
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (packed[:99], packed[99:], b""))
    headers = (HTML_TYPE, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    web.add("https://a.example/", pieces, *headers)
    web.add("https://b.example/", body, *headers)
    items = read_items("a.warc", web.data)
    assert titles(items) == ["Ferry sails"] * 2
    assert all("häfenmeister" in item.text for item in items if isinstance(item, Article))


def test_records_other_than_pages_are_skipped() -> None:
    web = WarcFile()
    web.add("https://a.example/a.gif", b"GIF89a", ("Content-Type", "image/gif"))
    web.add("https://a.example/old", make_page("Old"), HTML_TYPE, status="404 Not Found")
    web.add("https://a.example/new", b"", ("Location", "/x"), status="301 Moved")
    web.add("https://a.example/", make_page("Asked"), HTML_TYPE, kind="request")
    web.add("https://a.example/", make_page("Ferry sails"), HTML_TYPE)
    assert titles(read_items("a.warc", web.data)) == ["Ferry sails"]


def test_revisit_record_is_reported_if_its_page_is_missing() -> None:
    web = WarcFile()
    web.add("https://a.example/", make_page("Ferry sails"), HTML_TYPE)
    web.add_unchanged("https://a.example/", "sha1:AAAA")
    web.add_unchanged("https://b.example/", "sha1:BBBB")
    article, error = read_items("a.warc", web.data)
    assert isinstance(article, Article)
    assert isinstance(error, IngestError)
    assert error.message.startswith("https://b.example/: ")
    assert "Add that one." in error.message
    assert error.location == "a.warc#2"


def test_pages_without_an_article_are_reported_by_address() -> None:
    web = WarcFile()
    web.add("https://a.example/", b"<html><body></body></html>", HTML_TYPE)
    web.add("https://b.example/", b"\x1b\x2a", HTML_TYPE, ("Content-Encoding", "br"))
    bomb = gzip.compress(b"<p>" + b"x" * 50_000_000)
    web.add("https://c.example/", bomb, HTML_TYPE, ("Content-Encoding", "gzip"))
    web.add("https://d.example/", make_page("Ferry sails"), HTML_TYPE)
    *errors, last = read_items("a.warc", web.data)
    reasons = [error.message for error in errors if isinstance(error, IngestError)]
    assert [reason[:17] for reason in reasons] == [f"https://{n}.example" for n in "abc"]
    assert "No article" in reasons[0]
    assert "“br”" in reasons[1]
    assert "10 MB" in reasons[2]
    assert isinstance(last, Article)
    assert last.location == "a.warc#4"


def test_outcomes_add_up_to_the_entries_found(archive: Archive, tmp_path: Path) -> None:
    web = WarcFile(packed=True)
    web.add("https://a.example/", make_page("Ferry sails"), HTML_TYPE)
    web.add("https://b.example/", b"<html></html>", HTML_TYPE)
    web.add("https://a.example/", make_page("Ferry sails"), HTML_TYPE)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(web.data)
    statuses = Counter(outcome.status for outcome in archive.add([path]))
    assert statuses == Counter(added=1, same=1, failed=1)


@pytest.mark.parametrize("packed", [False, True])
def test_truncated_archive_yields_its_complete_pages(packed: bool) -> None:
    data, starts = three(packed)
    edges = (range(start - 14, start + 15) for start in starts)
    for cut in sorted({*chain(*edges), *range(starts[0], len(data), 43)}):
        if not starts[0] <= cut < len(data) - 12:
            continue
        *good, last = read_items("a.warc", data[:cut])
        wanted = sum(start <= cut for start in starts[1:])
        if cut in starts[1:]:
            assert titles([*good, last]) == [f"Ferry number {n} sails" for n in range(wanted)]
            continue
        assert isinstance(last, IngestError)
        assert last.location == (f"a.warc#{len(good) + 1}" if cut > starts[0] else "a.warc")
        assert ("is truncated" in last.message) == (cut > starts[0])
        # A record that lacks only its last line breaks is complete.
        assert wanted <= len(good) <= sum(start - 12 <= cut for start in starts[1:])


PACKED = three(True)[0]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"WARC/1.0\r\nnonsense\r\n", id="no headers"),
        pytest.param(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\ny", id="length"),
        pytest.param(b"WARC/1.0\r\n" + b"a: b\r\n" * 300_000, id="300,000 headers"),
        pytest.param(b"WARC/1.0\r\n" + b"a" * 10_000_000, id="a line of 10 MB"),
        pytest.param(PACKED[:90] + b"\xff" * 40 + PACKED[130:], id="bytes overwritten"),
    ],
)
def test_damaged_archive_is_reported_without_output_to_stderr(
    data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    last = read_items("a.warc", data)[-1]
    assert isinstance(last, IngestError)
    assert last.location.startswith("a.warc")
    assert capsys.readouterr() == ("", "")


def test_missing_extra_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    monkeypatch.delitem(sys.modules, "index.sources.containers.warc", raising=False)
    (error,) = read_items("a.warc", three(False)[0])
    assert isinstance(error, IngestError)
    assert "onrecord[warc]" in error.message


PARTS = [
    pytest.param({}, 0, "", id="whole"),
    pytest.param({"Content-Length": "+0"}, 0, "", id="whole, with its length"),
    pytest.param({"Content-Length": "+99"}, 0, "part", id="shorter than its length"),
    pytest.param({"Content-Length": "-99"}, 0, "", id="longer than its length"),
    pytest.param({"Content-Length": "many"}, 0, "", id="a length that is no number"),
    pytest.param({"Content-Length": "+99", "Content-Encoding": "identity"}, 0, "", id="encoded"),
    pytest.param({"WARC-Truncated": "length"}, 0, "part", id="cut by the crawler"),
]


@pytest.mark.parametrize(("headers", "cut", "note"), PARTS)
def test_page_of_which_only_a_part_was_stored_is_marked(
    headers: dict[str, str], cut: int, note: str
) -> None:
    web, body = WarcFile(), make_page("Ferry number 4 sails")
    http = {
        name: str(len(body) + int(value)) if value[0] in "+-" else value
        for name, value in headers.items()
    }
    truncated = http.pop("WARC-Truncated", "")
    web.add("https://lindo.example/4", body, HTML_TYPE, *http.items())
    marked = b"WARC-Type: response\r\nWARC-Truncated: length" if truncated else b""
    (item,) = read_items(
        "a.warc", web.data.replace(b"WARC-Type: response", marked or b"WARC-Type: response")
    )
    assert isinstance(item, Article)
    assert (note in item.note) if note else item.note == ""
