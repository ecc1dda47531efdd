"""Find byline, date and agency in plain text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.samples import read_article

LINES_ABOVE = [
    pytest.param("By Ida Roe | 14 May 2024", "Ida Roe", date(2024, 5, 14), id="a date behind it"),
    pytest.param("By Ida Roe and Jon Ash on May 14, 2024", "Ida Roe, Jon Ash", date(2024, 5, 14),
                 id="two names and a date"),
    pytest.param("Von Ida Roe, 14. Mai 2024, 10:30 Uhr", "Ida Roe", date(2024, 5, 14),
                 id="a date and a time, in German"),
    pytest.param("By Ida Roe, Political Editor", "Ida Roe", None, id="a title behind it"),
    pytest.param("By Ida Roe\n\nwtorek, 14 maja 2024", "Ida Roe", date(2024, 5, 14),
                 id="a date on its own, in Polish"),
]  # fmt: skip


@pytest.mark.parametrize("title", ["Fog at Torp\n\n", "Fog at Torp\n", "Fog\nat Torp\n"])
@pytest.mark.parametrize(("lines", "byline", "day"), LINES_ABOVE)
def test_byline_and_date_above_plain_text_are_read(
    title: str, lines: str, byline: str, day: date | None
) -> None:
    """Blank lines may stand between headline, byline and date, or none."""
    above = lines if title.endswith("\n\n") else lines.replace("\n\n", "\n")
    article = read_article("a.txt", f"{title}{above}\n\nFog closed the harbour.")
    assert (article.title, article.byline, article.date) == ("Fog at Torp", byline, day)
    assert article.text == "Fog closed the harbour."


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Roses are red\nBy the wall", id="a poem"),
        pytest.param("Fog came\nBy Ida Roe\nand it stayed", id="words after it"),
        pytest.param("Minutes\nBy Ida Roe\n14 May 2024\n15 May 2024", id="many lines"),
    ],
)
def test_lines_that_are_no_byline_or_date_belong_to_the_paragraph(head: str) -> None:
    article = read_article("a.txt", f"{head}\n\nFog closed the harbour.")
    assert (article.byline, article.date) == ("", None)
    assert article.title == head.replace("\n", " ")


@pytest.mark.parametrize("line", ["By Tuesday the fog had gone.", "By the sea it was colder"])
def test_sentence_that_begins_like_a_byline_is_text(line: str) -> None:
    article = read_article("a.txt", f"Fog at Torp\n\n{line}\n\nFog closed the harbour.")
    assert article.byline == ""
    assert article.text.startswith(line)


@pytest.mark.parametrize(
    ("written", "day", "source"),
    [
        pytest.param("TORP, July 18, 2023 (Northwire) - Ice", date(2023, 7, 18), "Northwire",
                     id="with a year"),
        pytest.param("NEW LINDO, July 18 (Northwire) -- Ice", None, "Northwire",
                     id="without a year"),
        pytest.param("TORP (NW) — Ice", None, "NW", id="agency alone"),
        pytest.param("Torp (NW) - Ice", None, "NW", id="lower case"),
        pytest.param("TORP - Ice", None, "", id="a place alone"),
        pytest.param("The board (of nine) - Ice", None, "", id="not a dateline"),
        pytest.param("Ice - a lot (Roe said) - fell", None, "", id="not a dateline either"),
    ],
)  # fmt: skip
def test_dateline_gives_agency_and_complete_date(
    written: str, day: date | None, source: str
) -> None:
    article = read_article("a.txt", f"Ice falls\n\n{written} fell on Torp.")
    assert (article.date, article.source) == (day, source)
    assert article.text.startswith(written)
