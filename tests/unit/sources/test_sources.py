"""Import the most common formats."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.dates import parse_date
from index.sources.folders import list_files
from index.sources.reading import read_stream
from index.sources.text import clean, make_headline, split_paragraphs
from tests.support.samples import read_article


def read(name: str, content: str | bytes) -> list[Article | IngestError]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_stream(BytesIO(data), name))


def test_date_prefix_gives_date_headline_and_clean_paragraphs() -> None:
    article = read_article(
        "a.txt", " date 2024-03-05 Mr. Ode of St. Orsk left. He ran.\n\n\n\nIt rained.\n\n\n"
    )
    assert article.date == date(2024, 3, 5)
    assert article.title == "Mr. Ode of St. Orsk left"
    assert article.title_from_text
    assert article.text == "Mr. Ode of St. Orsk left. He ran.\n\nIt rained."


def test_plain_text_may_begin_with_a_headline() -> None:
    article = read_article("a.txt", "Pier opens\n\nThe pier opened on Monday.")
    assert (article.title, article.text) == ("Pier opens", "The pier opened on Monday.")
    assert article.date is None


def test_date_prefix_may_follow_a_headline() -> None:
    article = read_article(
        "a.txt", "Pier opens\n date 2024-03-05 The pier opened on Monday.\n\nIt rained."
    )
    assert (article.title, article.date) == ("Pier opens", date(2024, 3, 5))
    assert article.text == "The pier opened on Monday.\n\nIt rained."


def test_wrapped_lines_are_joined() -> None:
    assert (
        read_article("a.txt", "The pier\nopened on\nMonday.").text == "The pier opened on Monday."
    )


def test_seed_document_has_its_date_headline_and_paragraphs() -> None:
    path = next(Path("seeds").glob("000_*.txt"))
    article = read_article(path.name, path.read_bytes())
    assert article.date == date(2023, 7, 18)
    assert article.title.startswith("The US Special Envoy for Climate, John Kerry, called for")
    assert len(article.paragraphs()) == article.text.count("\n\n") + 1 == 16


MARKDOWN = """---
title: "Pier: a vote"
date: 2024-03-05
source: Harbour Post
author: [Ida Roe, Jon Ash]
section: Town
tags: [pier, money]
url: https://harbourpost.example/pier
---
# A heading

The *council* voted
on the [pier](https://x.example).

> “No,” said Ana Pell.

- one
- two
"""


def test_markdown_gives_front_matter_and_plain_paragraphs() -> None:
    article = read_article("a.md", MARKDOWN)
    assert article == Article(
        title="Pier: a vote", date=date(2024, 3, 5), source="Harbour Post",
        section="Town", topics=("pier", "money"), byline="Ida Roe, Jon Ash",
        url="https://harbourpost.example/pier", location="a.md",
        text="The council voted on the pier.\n\n“No,” said Ana Pell.\n\none\n\ntwo",
    )  # fmt: skip


def test_markdown_heading_is_the_title_without_front_matter() -> None:
    article = read_article("a.md", "# Pier opens\n\nIt opened.")
    assert (article.title, article.text) == ("Pier opens", "It opened.")


HTML = """<html><head><title>Ferry fares rise – Lindo Courier</title>
<meta property="og:site_name" content="Lindo Courier"><meta name="author" content="Ida Roe">
<meta property="article:modified_time" content="2024-05-19T09:05:00+02:00">
<meta property="article:published_time" content="2024-05-14T17:30:00+02:00"></head>
<body><nav>Home Sport Weather</nav><article><h1>Ferry fares rise</h1>
<p>Fares on the Lindo ferry rise by a third in autumn, the board said on Tuesday.</p>
<p>“Season tickets stay as they are until the end of the year,” said the harbour master.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_html_gives_article_and_publication_date() -> None:
    article = read_article("a.html", HTML)
    assert article.title == "Ferry fares rise"
    assert (article.source, article.byline) == ("Lindo Courier", "Ida Roe")
    assert article.date == date(2024, 5, 14)
    assert len(article.paragraphs()) == 2
    assert "Home" not in article.text
    assert "rights" not in article.text


def test_jsonl_continues_after_an_invalid_line() -> None:
    lines = (
        b'{"title": "One", "date": "2024-03-05T10:00:00Z", "text": "First."}\n\n{"title": \n'
        b'["no object"]\n{"title": "Two", "body": "Second.", "publisher": {"name": "Echo"}}\n'
    )
    first, broken, odd, last = read("a.jsonl", lines)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.title, first.date, first.location) == ("One", date(2024, 3, 5), "a.jsonl#1")
    assert (last.source, last.date, last.location) == ("Echo", None, "a.jsonl#5")
    assert isinstance(broken, IngestError)
    assert isinstance(odd, IngestError)
    assert (broken.location, odd.location) == ("a.jsonl#3", "a.jsonl#4")


def test_json_may_be_a_list_or_one_article() -> None:
    item = '{"title": "One", "text": "First."}'
    assert [a.title for a in read("a.json", f"[{item}]")] == ["One"]
    assert [a.title for a in read("a.json", item)] == ["One"]
    assert [a.title for a in read("a.json", f"{item}\n{item}")] == ["One", "One"]


BROKEN = [
    pytest.param("a.txt", b"", "no text", id="empty"),
    pytest.param("a.txt", b" date 2024-03-05 \n\n", "no text", id="only a date prefix"),
    pytest.param("a.dat", b"\x00\x01\xff\xfe\x89PNG", "Unsupported file type", id="binary data"),
    pytest.param("a.html", b"<html><body></body></html>", "No article", id="an empty page"),
    pytest.param("a.json", b"{", "ends in the middle of a value.", id="JSON that is cut"),
    pytest.param(
        "a.json", b'[{"title": "A", "te', "ends in the middle of a value", id="cut string"
    ),
    pytest.param("a.json", b'[{"title" "A"}]', "Invalid JSON (", id="broken JSON"),
    pytest.param(
        "a.txt",
        bytes(range(256)) * 9,
        "This is not readable text, although its name ends in .txt. Get the file again.",
        id="bytes named .txt",
    ),
    pytest.param("a.csv", b"\0\1\2\3" * 99, "not readable text", id="bytes named .csv"),
    pytest.param("a.json", b"[" * 99999, "Invalid JSON", id="very deep JSON"),
    pytest.param("a.json", b"3", "No articles", id="JSON without articles"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BROKEN)
def test_unreadable_file_is_reported_with_a_reason(name: str, content: bytes, reason: str) -> None:
    (error,) = read(name, content)
    assert isinstance(error, IngestError)
    assert reason in error.message
    assert error.location == name


@pytest.mark.parametrize(
    "data", ["Côte d’Or is “cold”.".encode("cp1252"), "Côte d’Or is “cold”.".encode("utf-16")]
)
def test_encodings_other_than_utf8_are_detected(data: bytes) -> None:
    assert read_article("a.txt", data).text == "Côte d’Or is “cold”."


def test_clean_removes_control_characters_and_unifies_line_ends() -> None:
    assert clean("a\x01b\xad\u202ec\r\nd\x1b\u200b") == "abc\nd"
    assert clean("e\u0301") == "é"


CODES = [
    pytest.param("The \x1b[31mfog\x1b[0m came.", "The fog came.", id="a colour"),
    pytest.param("The \x1b[38;5;214mfog\x1b[m came.", "The fog came.", id="one of 256 colours"),
    pytest.param(
        "\x1b]8;;https://x.example\x07The fog\x1b]8;;\x07 came.", "The fog came.", id="link"
    ),
    pytest.param("\x1b]0;title\x1b\\The fog came.", "The fog came.", id="a window title"),
    pytest.param("\x1b[2J\x1b[HThe fog came.", "The fog came.", id="an empty screen"),
    pytest.param("The [31m] fog came.", "The [31m] fog came.", id="no escape character"),
    pytest.param("The fog \x1b came.", "The fog  came.", id="an escape character alone"),
    pytest.param("\x1b]8;;The fog came.", "]8;;The fog came.", id="a link without an end"),
    pytest.param("The ﬁrst oﬃcer of the ﬂeet", "The first officer of the fleet", id="ligatures"),
    pytest.param("Œuvre, æther, ĳs", "Œuvre, æther, ĳs", id="letters like ligatures"),
]


@pytest.mark.parametrize(("text", "cleaned"), CODES)
def test_clean_removes_terminal_codes_and_ligatures(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_lost_characters_are_noted() -> None:
    assert "lost" in read_article("a.txt", "Fog\n\nThe fog shouldn\ufffdt come.".encode()).note
    assert read_article("a.txt", "Fog\n\nThe fog shouldn’t come.".encode()).note == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a\n\nb\n \n\nc", ["a", "b", "c"]),
        ("a b\nc d\n    e f\ng", ["a b c d", "e f g"]),
        (f"{'x ' * 60}\ny", ["x " * 59 + "x", "y"]),
    ],
)
def test_split_paragraphs_by_blank_lines_indents_or_lines(text: str, parts: list[str]) -> None:
    assert split_paragraphs(text) == parts


def test_long_headline_is_cut_at_a_word() -> None:
    title = make_headline("word " * 50 + "end.")
    assert len(title) <= 121
    assert title.endswith("word…")


def test_long_headline_without_spaces_is_cut() -> None:
    assert make_headline("渡" * 500) == "渡" * 120 + "…"


def test_make_headline_is_never_empty() -> None:
    assert make_headline(".") == "."


@pytest.mark.parametrize(
    "written",
    ["2024-03-29", "2024/3/29 09:12:30", "20240329T091230Z", "Fri, 29 Mar 2024 09:12:30 +0200"],
)
def test_parse_date_reads_common_forms(written: str) -> None:
    assert parse_date(written, "x") == date(2024, 3, 29)


@pytest.mark.parametrize("written", ["soon", "2024-13-01", "2024", "99/99/99"])
def test_parse_date_refuses_incomplete_dates(written: str) -> None:
    with pytest.raises(IngestError):
        parse_date(written, "x")


def test_list_files_skips_hidden_files_and_readmes(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden", "README.md", "in/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [p.relative_to(tmp_path).as_posix() for p in list_files([tmp_path])] == [
        "a.md", "b.txt", "in/c.txt",
    ]  # fmt: skip


def test_lone_surrogates_are_removed() -> None:
    (article,) = read("a.jsonl", '{"title": "A \\ud83d", "text": "Fog \\ud83d."}')
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("A", "Fog .")
    assert article.id


def test_empty_heading_is_not_text() -> None:
    (error,) = read_stream(BytesIO(b"# Pier opens\n\n#\n"), "a.md")
    assert isinstance(error, IngestError)
    assert "no text" in error.message
