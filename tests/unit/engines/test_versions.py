"""Versions: a changed article replaces the older one, which stays readable."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.engines.local.database.migrations import MIGRATIONS
from index.engines.local.database.versions import canonical_url
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine, QuoteRequest, SearchRequest
from index.query import parse
from tests.support.builders import annotated
from tests.support.changed_articles import OTHERS, VERSIONS
from tests.support.copies import COPY, NEWER, PAGE, UNRELATED

FILE = PAGE._replace(url="", location="/kept/c.txt")


@pytest.fixture
def changed(engine: Engine) -> Engine:
    engine.add(annotated(PAGE))
    (result,) = engine.add(annotated(NEWER))
    assert result.version_of == PAGE.id
    return engine


def found(engine: Engine, line: str) -> list[str]:
    return [
        hit.entry.id for hit in engine.search(SearchRequest(parse(line).tree, "oldest", 0, 9)).hits
    ]


def test_list_and_search_show_the_newest_version(changed: Engine) -> None:
    assert [(e.id, e.versions) for e in changed.articles("newest", 0, 9)] == [(NEWER.id, 1)]
    assert changed.count() == 1
    assert found(changed, "ferry") == [NEWER.id]
    assert found(changed, "late") == []


def test_older_version_stays_readable(changed: Engine) -> None:
    assert changed.article(PAGE.id).text == PAGE.text
    assert len(changed.annotation(PAGE.id).quotes) == 1
    newest, oldest = changed.versions(PAGE.id)
    assert [(e.id, e.outdated) for e in (newest, oldest)] == [
        (NEWER.id, False), (PAGE.id, True),
    ]  # fmt: skip
    assert changed.versions(NEWER.id) == (newest, oldest)


def test_article_without_other_versions_is_its_only_version(engine: Engine) -> None:
    engine.add(annotated(PAGE))
    assert [entry.id for entry in engine.versions(PAGE.id)] == [PAGE.id]


def test_quotes_of_the_older_version_no_longer_count(changed: Engine) -> None:
    assert [speaker.name for speaker in changed.speakers.page("", 0, 9)] == ["Tim Falk"]
    assert changed.quotes(QuoteRequest(limit=9))[0] == 1


def test_quote_in_both_versions_counts_once(engine: Engine) -> None:
    longer = PAGE._replace(text=f"{PAGE.text} It sails at noon.", location="")
    engine.add(annotated(PAGE, longer))
    assert [(s.name, s.quotes, s.articles) for s in engine.speakers.page("", 0, 9)] == [
        ("Ana Pell", 1, 1)
    ]


def test_newer_version_inherits_the_star(engine: Engine) -> None:
    engine.add(annotated(PAGE))
    engine.marks.set(PAGE.id, "starred")
    engine.marks.set(PAGE.id, "read")
    engine.add(annotated(NEWER))
    (entry,) = engine.articles("newest", 0, 9)
    assert (entry.starred, entry.read) == (True, False)


def test_version_with_an_older_date_goes_behind(engine: Engine) -> None:
    older = NEWER._replace(date=date(2024, 3, 4), text=f"{PAGE.text} [Tim Falk] agreed.")
    engine.add(annotated(PAGE, older))
    assert [entry.id for entry in engine.versions(PAGE.id)] == [PAGE.id, older.id]
    assert found(engine, "ferry") == [PAGE.id]
    assert [speaker.name for speaker in engine.speakers.page("", 0, 9)] == ["Ana Pell"]


def test_copy_of_the_older_version_is_a_copy_of_the_newer(engine: Engine) -> None:
    page = COPY._replace(url="https://echo.example/ferry", location="")
    copy = page._replace(url="", source="Torp Daily")
    newer = page._replace(text=f"{page.text} The board meets again in May.")
    engine.add(annotated(page, copy))
    engine.add(annotated(newer))
    assert [entry.id for entry in engine.articles("newest", 0, 9)] == [newer.id]
    assert [entry.id for entry in engine.copies(newer.id)] == [copy.id]
    assert found(engine, "ferry") == [newer.id]


FIRST_AND_SECOND = [
    pytest.param(PAGE, NEWER._replace(url=PAGE.url + "/?utm_source=x#top"), True, id="URL"),
    pytest.param(PAGE, NEWER._replace(url="http://www.courier.example/news/ferry"), True,
                 id="URL in another spelling"),
    pytest.param(FILE, FILE._replace(text=FILE.text + " It sails at noon."), True, id="same file"),
    pytest.param(FILE, UNRELATED._replace(location=FILE.location), False, id="another text"),
    pytest.param(FILE, FILE._replace(location="stdin", text=FILE.text + " It sails at noon."),
                 False, id="standard input"),
    pytest.param(PAGE, UNRELATED._replace(url=PAGE.url), False, id="another story at the URL"),
    pytest.param(PAGE._replace(url="https://courier.example/"),
                 NEWER._replace(url="https://courier.example"), False, id="a front page"),
    pytest.param(PAGE, PAGE._replace(source="Courier", location="/d.json"), False,
                 id="the same words from another file"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), FIRST_AND_SECOND)
def test_version_comes_from_the_same_page_or_file(
    engine: Engine, first: Article, second: Article, expected: bool
) -> None:
    _, result = engine.add(annotated(first, second))
    assert (result.status, bool(result.version_of)) == ("added", expected)


PLACES = {
    "page": {"url": "https://courier.example/news/today"},
    "file": {"location": "/kept/today.txt"},
    "saved page": {"url": "https://courier.example/news/today", "location": "/kept/today.html"},
    "fetched page": {
        "url": "https://courier.example/today", "location": "https://courier.example/today",
    },
    "record": {"location": "/kept/today.jsonl#2"},
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("change", VERSIONS)
def test_article_with_another_headline_and_a_correction_is_a_version(
    engine: Engine, change: str, place: str
) -> None:
    first, second = (each._replace(**PLACES[place]) for each in VERSIONS[change])
    _, result = engine.add(annotated(first, second))
    assert result.version_of == first.id
    assert engine.count() == 1


# Without dates, a new article at the URL of another one is told apart only by its file.
UNDATED = [(place, {"date": None}) for place in PLACES if place != "page"]


@pytest.mark.parametrize(("place", "fields"), [*((place, {}) for place in PLACES), *UNDATED])
@pytest.mark.parametrize("change", OTHERS)
def test_new_article_in_the_same_place_is_no_version(
    engine: Engine, change: str, place: str, fields: dict[str, Any]
) -> None:
    first, second = (each._replace(**PLACES[place], **fields) for each in OTHERS[change])
    _, result = engine.add(annotated(first, second))
    assert (result.version_of, result.copy_of) == ("", "")
    assert engine.count() == 2


@pytest.mark.parametrize("change", VERSIONS)
def test_another_record_of_the_same_file_is_no_version(engine: Engine, change: str) -> None:
    first, second = VERSIONS[change]
    records = first._replace(location="/a.jsonl#1"), second._replace(location="/a.jsonl#2")
    _, result = engine.add(annotated(*records))
    assert result.version_of == ""


URLS = [
    ("https://www.Courier.example/a/?utm_source=x", "courier.example/a"),
    ("http://courier.example/a#top", "courier.example/a"),
    ("https://courier.example/a?id=3", "courier.example/a?id=3"),
    ("https://courier.example/", ""),
    ("http://[::1", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_canonical_url_is_the_same_in_every_spelling(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


def test_archive_of_the_first_schema_finds_versions_of_its_articles(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    first = LocalEngine(folder)
    first.add(annotated(PAGE))
    first.close()
    _downgrade_to_the_first_schema(folder / "archive.sqlite")
    engine = LocalEngine(folder)
    assert engine.catch_up() == 1
    (result,) = engine.add(annotated(NEWER))
    assert result.version_of == PAGE.id
    assert [speaker.name for speaker in engine.speakers.page("", 0, 9)] == ["Tim Falk"]
    engine.close()


def _downgrade_to_the_first_schema(path: Path) -> None:
    """Replace the database by one of the first schema with the same articles."""
    old = path.with_suffix(".old")
    path.rename(old)
    made = sqlite3.connect(path)
    made.executescript(MIGRATIONS[0])
    made.execute("ATTACH ? AS old", (str(old),))
    for table in ("articles", "quotes", "speakers"):
        names = [row[1] for row in made.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(names)
        made.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM old.{table}")
    made.execute("PRAGMA user_version = 1")
    made.commit()
    made.close()
