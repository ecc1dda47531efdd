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
WORDY_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title>
<item><title>Fog at Torp</title><pubDate>Tue, 17 Sept 2024 23:30:00 -0700</pubDate>
<description>Fog closed the harbour.</description></item>
<item><title>Sun at Torp</title><pubDate>Di, 12 Mär 2024 08:00:00 +0100</pubDate>
<description>The sun came back.</description></item>
<item><title>Rain at Torp</title><pubDate>Thu, 04 July 2024 09:00 GMT</pubDate>
<description>The rain came back.</description></item></channel></rss>"""
SINGLE_ARTICLE = """                         The Lindo Courier

                              June 4, 2024 Tuesday
                                 Final Edition

Torp sailors strike at noon

BYLINE: Ida Roe

SECTION: NEWS; Pg. 4

LENGTH: 31 words


The sailors of Torp tied up their boats on Tuesday. "We want to rest,"
said Ada Moss, who speaks for them.

The ferry sails on.

LOAD-DATE: June 5, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                   Copyright 2024 The Lindo Courier
                              All Rights Reserved"""
CORRECTED = ["Torp tower opens a year late", "The Lindo Courier", "June 4, 2024 Tuesday",
             "Correction Appended", "Copyright 2024 Lindo Press Ltd. All Rights Reserved",
             "Section: NEWS; Pg. 3", "Length: 41 words", "Byline: Ida Roe", "Body",
             "The tower of Torp opened on Monday.", "Nobody had thought it would.", "Correction",
             "An article on June 4 misstated the height of the tower. It is 30 metres.",
             "Correction-Date: June 9, 2024", "Load-Date: June 9, 2024",
             "End of Document"]  # fmt: skip
LIST_PAGE = """<html><head><title>Four things about the new tower</title>
<meta property="article:published_time" content="2024-04-02T08:00:00+02:00"></head><body><article>
<h1>Four things about the new tower</h1><p>The new tower of Torp opens in May, and the town has made
a list of what will change for those who climb it and those who only look up.</p>
<h2>What to know</h2><ol><li>It is higher by nine metres.</li>
<li>Dogs may climb it. “On a lead,” said warden Bo Carr.</li><li>Nobody may fish from it.</li></ol>
<p>The old tower will be taken down in June, and its stones will go to the schools of the town.</p>
</article></body></html>"""
NEWSLETTER = """From: news@lindo.example
Subject: Otters of Lindo
Date: Tue, 05 Mar 2024 07:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset="utf-8"

View this mail in your browser: https://lindo.example/m/1

--b1
Content-Type: text/html; charset="utf-8"

<html><body><h1>Otters of Lindo</h1><p>The otters of Lindo have moved into the town hall, and the
mayor has given them a key.</p><p>“They pay no rent,” said warden Bo Carr. The council will meet on
Friday to talk about fish, which are fewer than they were.</p></body></html>

--b1--"""
EXCEL_TEXT = (
    '"Title"\t"Date"\t"Text"\t"Source"\r\n"Fog at Torp"\t2024-04-03\t"The fog came back.\n\n'
    '“It bites,” said Ada Moss."\tLindo Courier\r\nSun at Torp\t2024-04-25\t"The ""sun"" came back,'
    ' too."\tLindo Courier\r\n'
)
NOTICE = ["This document cannot be shown.", "End of Document", ""]
NARROW = ["The demon-", "stration at Torp ended early. Mayor-", "elect Ruth Oren spoke to a cheer-",
          "ful crowd of 1,200."]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command; it returns the exit code and the JSON output."""
    monkeypatch.setattr("index.archive.archive.load_annotator", annotator)

    def run(*arguments: str) -> tuple[int, list[dict]]:
        code = main(["--archive", str(tmp_path / "archive"), *arguments, "--json"])
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return code, [each for each in records if "shown" not in each]  # without the count

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


def shown(run: Run, added: dict) -> dict:
    _, (article,) = run("show", added["article"])
    return article


def test_dates_with_long_and_foreign_names_of_months_are_exact(run: Run, add: Run) -> None:
    assert add("a.xml", WORDY_FEED)[0] == 0
    _, found = run("search", "torp sort:date")
    assert [(row["title"], row["date"]) for row in found] == [
        ("Fog at Torp", "2024-09-17"), ("Rain at Torp", "2024-07-04"),
        ("Sun at Torp", "2024-03-12"),
    ]  # fmt: skip


def test_date_of_a_correction_is_not_the_date(run: Run, add: Run) -> None:
    _, (added, _) = add("a.docx", make_word(CORRECTED))
    article = shown(run, added)
    assert (article["title"], article["date"]) == ("Torp tower opens a year late", "2024-06-04")
    assert (article["source"], article["byline"]) == ("The Lindo Courier", "Ida Roe")
    assert "It is 30 metres." in article["text"]


def test_single_article_of_a_database_needs_no_counter(run: Run, add: Run) -> None:
    _, (added, _) = add("a.txt", SINGLE_ARTICLE)
    article = shown(run, added)
    assert (article["title"], article["date"]) == ("Torp sailors strike at noon", "2024-06-04")
    assert (article["source"], article["byline"]) == ("The Lindo Courier", "Ida Roe")
    assert titles(run("search", "section:news")) == [added["title"]]
    assert article["text"].split("\n\n") == [
        'The sailors of Torp tied up their boats on Tuesday. "We want to rest," said Ada Moss, who'
        " speaks for them.",
        "The ferry sails on.",
    ]


def test_text_that_spreadsheets_export_keeps_paragraphs_and_marks(run: Run, add: Run) -> None:
    data = b"\xff\xfe" + EXCEL_TEXT.encode("utf-16-le")
    _, (fog, sun, _) = add("a.csv", data)
    assert shown(run, fog)["text"].split("\n\n")[1] == "“It bites,” said Ada Moss."
    assert shown(run, sun)["text"] == 'The "sun" came back, too.'
    assert (shown(run, sun)["date"], shown(run, sun)["source"]) == ("2024-04-25", "Lindo Courier")
    _, (quote,) = run("quotes")
    assert quote["speaker"] == "Ada Moss"


def test_list_of_a_page_keeps_its_heading_and_its_quote(run: Run, add: Run) -> None:
    _, (added, _) = add("a.html", LIST_PAGE)
    text = shown(run, added)["text"].split("\n\n")
    assert text[1:3] == ["What to know", "It is higher by nine metres."]
    assert text[4] == "Nobody may fish from it."
    _, (quote,) = run("quotes")
    assert (quote["speaker"], quote["text"]) == ("Bo Carr", "“On a lead,”")


def test_stub_of_a_newsletter_is_not_its_text(run: Run, add: Run) -> None:
    _, (added, _) = add("a.eml", NEWSLETTER)
    assert "browser" not in shown(run, added)["text"]
    _, (quote,) = run("quotes")
    assert (quote["speaker"], quote["text"]) == ("Bo Carr", "“They pay no rent,”")


def test_columns_that_were_drawn_row_by_row_are_not_woven_together(run: Run, add: Run) -> None:
    left = ["Ada Moss, who winds the clock, said it", "was slow. “It has never kept the time,”",
            "she said. The board was silent."]  # fmt: skip
    right = ["Bo Carr, who built it, was not pleased.", "“I like it as it is,” he said on Monday,",
             "and he asked for some patience."]  # fmt: skip
    lines = [(50, 780, 20, "The clock of Torp")]
    for number, pair in enumerate(zip(left, right, strict=True)):
        lines += [(x, 740 - 12 * number, 10, text) for x, text in zip((50, 320), pair, strict=True)]
    add("a.pdf", make_pdf(lines))
    _, found = run("quotes")
    assert {(quote["speaker"], quote["text"]) for quote in found} >= {
        ("Ada Moss", "“It has never kept the time,”"), ("Bo Carr", "“I like it as it is,”"),
    }  # fmt: skip
