"""Read the front matter of Markdown: YAML or TOML, with mistakes that people make."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.samples import read_article

UNQUOTED = [
    pytest.param("title: Minister: ferry deal is dead", "Minister: ferry deal is dead", id="colon"),
    pytest.param("title: Pier: a vote: the third", "Pier: a vote: the third", id="two colons"),
    pytest.param("title: The question:", "The question:", id="colon at the end"),
    pytest.param("title: It's over: 'No'", "It's over: 'No'", id="apostrophe and colon"),
    pytest.param('title: "No": the vote', '"No": the vote', id="quoted beginning"),
    pytest.param("title: 'No' to the pier", "'No' to the pier", id="quoted first word"),
    pytest.param("title: [Opinion] The pier", "[Opinion] The pier", id="bracket"),
    pytest.param("title: {sic} The pier", "{sic} The pier", id="brace"),
    pytest.param("title: @lindo: fog", "@lindo: fog", id="at sign"),
    pytest.param("title: %20 of the pier", "%20 of the pier", id="percent sign"),
    pytest.param("title: `pier` closed", "`pier` closed", id="backquote"),
    pytest.param("title: *Pier* closed: why", "*Pier* closed: why", id="asterisk"),
    pytest.param("tags: [a, b]\ntitle: Pier: a vote", "Pier: a vote", id="beside a list"),
    pytest.param("title: Pier: a vote\nby:\n  - Ida Roe", "Pier: a vote", id="before a block"),
]


@pytest.mark.parametrize(("lines", "title"), UNQUOTED)
def test_value_of_front_matter_needs_no_quotation_marks(lines: str, title: str) -> None:
    article = read_article("a.md", f"---\n{lines}\n---\nIt fell.")
    assert (article.title, article.note) == (title, "")


@pytest.mark.parametrize(
    "lines",
    [
        'title: "Pier: a vote', "title: [Opinion: the pier", "\ttitle: Pier",
        "title: Pier\nno field",
        "- title: Pier: a vote: no", "title: Pier\n  by: Ida", "title: 'Pier",
    ],
)  # fmt: skip
def test_front_matter_that_cannot_be_understood_has_a_note(lines: str) -> None:
    article = read_article("a.md", f"---\n{lines}\n---\nIt fell.")
    assert "Invalid front matter" in article.note


TOML = """+++
title = "Fog: a tale"
date = 2024-03-05
tags = ["fog", "pier"]
+++
The fog came.
"""


def test_front_matter_may_be_toml() -> None:
    article = read_article("a.md", TOML)
    assert (article.title, article.date) == ("Fog: a tale", date(2024, 3, 5))
    assert (article.topics, article.text) == (("fog", "pier"), "The fog came.")
    broken = read_article("a", TOML.replace('"Fog: a tale"', "Fog: a tale"))
    assert (broken.title, broken.date) == ("Fog: a tale", date(2024, 3, 5))
    assert "line by line" in broken.note


def test_quotation_mark_at_one_end_of_a_field_stays() -> None:
    article = read_article(
        "a.md", '---\ntitle: Fog: a tale of "Torp"\nauthor: "Ida Roe"\n---\nIt fell.\n'
    )
    assert (article.title, article.byline) == ('Fog: a tale of "Torp"', "Ida Roe")


NOTED = [
    ("Fog came.[^1]\n\n[^1]: The board.", "Fog came.\n\nThe board."),
    ("Fog[^a] came.\n\nSun came.[^b]\n\n[^a]: Ash.\n[^b]: Roe.",
     "Fog came.\n\nSun came.\n\nAsh.\n\nRoe."),
    ("Fog [came](https://lindo.example).", "Fog came."),
    ("Fog [came][1].\n\n[1]: https://lindo.example", "Fog came."),
    ("Fog came [sic].", "Fog came [sic]."),
    ("2^3 is [8].", "2^3 is [8]."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), NOTED)
def test_footnotes_of_markdown_are_paragraphs_without_marks(body: str, text: str) -> None:
    assert read_article("a.md", f"# Torp\n\n{body}\n").text == text
