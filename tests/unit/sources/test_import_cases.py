"""Import files that other programs read wrongly, with the commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.exports import WITH_EDITION, make_word, nexis_article, nexis_cover
from tests.support.parsing import annotator
from tests.support.pdf import make_pdf
from tests.support.samples import ENCODED_MAIL
from tui.cli.main import main

Run = Callable[..., tuple[int, list[dict]]]

PAGE = """<html><head><title>Ferry fares rise</title>
<meta property="article:modified_time" content="2024-05-19T09:05:00+02:00">
<meta property="article:published_time" content="2024-05-14T17:30:00+02:00"></head><body><article>
<h1>Ferry fares rise</h1><p>Updated 19 May 2024 at 09:05. Published 14 May 2024 at 17:30.</p>
<p>Fares on the Lindo ferry rise by a third in autumn, the board said. Season tickets stay as they
are until the end of the year, and children travel free on Sundays.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title>
<item><title>Fog at Torp</title><pubDate>2024/3/29 09:12:30</pubDate>
<description>Fog closed the harbour of Torp for nine hours.</description></item>
<item><title>Sun at Torp</title><pubDate>Thu, 07 Mar 24 11:20:05 +0200</pubDate>
<description>The sun came back to Torp.</description></item></channel></rss>"""
LAMPS = "The band played until the lamps went out."
TITLES = ("Fog at Torp", "Sun at Torp", "Rain at Torp")
NOTICE = ["This document cannot be shown.", "End of Document", ""]
NARROW = ["The demon-", "stration at Torp ended early. Mayor-", "elect Ruth Oren spoke to a cheer-",
          "ful crowd of 1,200."]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command; it returns the exit code and the JSON output."""
    monkeypatch.setattr("index.archive.archive.load_annotator", annotator)

    def run(*arguments: str) -> tuple[int, list[dict]]:
        code = main(["--archive", str(tmp_path / "archive"), *arguments, "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def add(run: Run, tmp_path: Path) -> Run:
    """Return a function that writes a file and adds it."""

    def add(name: str, data: bytes | str) -> tuple[int, list[dict]]:
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return run("add", str(tmp_path / name))

    return add


def titles(found: tuple[int, list[dict]]) -> list[str]:
    return [row["title"] for row in found[1]]


def entries(*bodies: Sequence[str]) -> list[str]:
    """Return the lines of an export of three articles."""
    exported = zip(TITLES, bodies, strict=True)
    return [
        *nexis_cover(*TITLES),
        *(line for t, body in exported for line in nexis_article(t, *body)),
    ]


def test_modification_date_is_not_the_publication_date(run: Run, add: Run) -> None:
    assert add("a.html", PAGE)[0] == 0
    assert titles(run("search", "ferry date:2024-05-14")) == ["Ferry fares rise"]
    assert titles(run("search", "ferry date:2024-05-19")) == []


def test_dates_with_slashes_and_short_years_are_exact(run: Run, add: Run) -> None:
    assert add("a.xml", FEED)[0] == 0
    _, found = run("search", "torp sort:date")
    assert [(row["title"], row["date"]) for row in found] == [
        ("Fog at Torp", "2024-03-29"), ("Sun at Torp", "2024-03-07"),
    ]  # fmt: skip


def test_weekday_and_edition_are_not_in_the_headline(run: Run, add: Run) -> None:
    code, (added, _) = add("a.docx", make_word(WITH_EDITION))
    assert (code, added["title"]) == (0, "Lindo loses its night ferry")
    _, (shown,) = run("show", added["article"])
    assert (shown["date"], shown["source"]) == ("2024-11-11", "The Lindo Courier")
    assert shown["text"].startswith("The board closed")
    assert titles(run("search", "section:news")) == [added["title"]]
    assert titles(run("search", "section:12B")) == []


def test_empty_paragraphs_do_not_end_the_import(run: Run, add: Run) -> None:
    lines = entries(["It was foggy."], ["The sun shone.", "", "", LAMPS], ["It rained."])
    _, (*_, sums) = add("a.docx", make_word(lines))
    assert (sums["found"], sums["added"]) == (3, 3)
    _, (hit,) = run("search", '"lamps went out"')
    assert hit["title"] == "Sun at Torp"
    _, (shown,) = run("show", hit["article"])
    assert shown["text"].split("\n\n") == ["The sun shone.", LAMPS]


def test_database_notice_is_reported_and_skipped(run: Run, add: Run) -> None:
    lines = [*nexis_article("Fog at Torp", "A."), *NOTICE, *nexis_article("Sun at Torp", "B.")]
    code, (*found, sums) = add("a.docx", make_word(lines))
    (failed,) = [row for row in found if row["status"] == "failed"]
    assert (code, sums["found"], sums["added"], sums["failed"]) == (1, 3, 2, 1)
    assert failed["location"].endswith("a.docx#2")
    assert "2 of 3" in failed["reason"]
    assert titles(run("search", '"cannot be shown"')) == []


def test_quoted_printable_soft_line_breaks_are_decoded(run: Run, add: Run) -> None:
    _, (added, _) = add("a.eml", ENCODED_MAIL)
    assert added["title"] == "Fähre zu"
    _, (quote,) = run("quotes", "--speaker", "Elsa Vint")
    assert (quote["text"], quote["date"]) == ("“The harbour is frozen,”", "2024-03-05")
    assert titles(run("search", '"harbour is frozen"')) == ["Fähre zu"]
    _, (shown,) = run("show", added["article"])
    assert "=" not in shown["text"]


def test_hyphenated_words_are_joined(run: Run, add: Run) -> None:
    lines = [(50, 800 - 12 * number, 10, line) for number, line in enumerate(NARROW)]
    _, (added, _) = add("a.pdf", make_pdf(lines))
    for query in ("demonstration", "cheerful", '"mayor-elect"'):
        assert len(run("search", query)[1]) == 1
    _, (shown,) = run("show", added["article"])
    for word in ("demonstration", "cheerful", "Mayor-elect"):
        assert word in shown["text"]
