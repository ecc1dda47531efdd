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


WITH_OUTLET = [
    "By Ida Roe\nThe Torp Herald\n14 May 2024", "The Torp Herald\n14 May 2024\nBy Ida Roe",
    "By Ida Roe\n14 May 2024\nThe Torp Herald", "By Ida Roe\nThe Torp Herald, 14 May 2024",
    "The Torp Herald · 14 May 2024\nBy Ida Roe", "The Torp Herald | May 14, 2024\nBy Ida Roe",
]  # fmt: skip


@pytest.mark.parametrize(
    ("blank", "apart"),
    [
        pytest.param("\n", "\n", id="right below"),
        pytest.param("\n\n", "\n", id="together after a blank line"),
        pytest.param("\n\n", "\n\n", id="each after a blank line"),
    ],
)
@pytest.mark.parametrize("head", WITH_OUTLET)
def test_outlet_beside_byline_and_date_is_read(head: str, blank: str, apart: str) -> None:
    lines = head.replace("\n", apart)
    article = read_article("a.txt", f"Fog at Torp{blank}{lines}\n\nFog closed the harbour.")
    assert (article.title, article.source) == ("Fog at Torp", "The Torp Herald")
    assert (article.byline, article.date) == ("Ida Roe", date(2024, 5, 14))
    assert article.text == "Fog closed the harbour."


@pytest.mark.parametrize(
    ("lines", "byline", "day"),
    [
        pytest.param("The Torp Herald\n14 May 2024", "", date(2024, 5, 14), id="a date"),
        pytest.param("By Ida Roe\nTorp Evening News", "Ida Roe", None, id="a byline"),
        pytest.param("Daily Mail, 14 May 2024", "", date(2024, 5, 14), id="one line"),
    ],
)
def test_outlet_beside_a_byline_or_date_alone_is_read(
    lines: str, byline: str, day: date | None
) -> None:
    article = read_article("a.txt", f"Fog at Torp\n\n{lines}\n\nFog closed the harbour.")
    assert article.source in {"The Torp Herald", "Torp Evening News", "Daily Mail"}
    assert (article.byline, article.date) == (byline, day)
    assert article.text == "Fog closed the harbour."


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("By Ida Roe\nNews Editor\n14 May 2024", id="a job"),
        pytest.param("By Ida Roe\nNew Lindo\n14 May 2024", id="a place"),
        pytest.param("The Torp Herald", id="nothing beside it"),
        pytest.param("The Torp Herald closed\nBy Ida Roe", id="part of a sentence"),
        pytest.param("By Ida Roe\nThe Torp Herald is sold.", id="a sentence"),
        pytest.param("The news\n14 May 2024", id="in small letters"),
        pytest.param("News", id="a word"),
    ],
)
def test_line_that_is_like_an_outlet_gives_none(lines: str) -> None:
    article = read_article("a.txt", f"Fog at Torp\n\n{lines}\n\nFog closed the harbour.")
    assert article.source == ""
    assert (article.title, article.text[-23:]) == ("Fog at Torp", "Fog closed the harbour.")


DATED = [
    "Published: 3 February 2025, 14:05 GMT", "PUBLISHED: 2025-02-03", "Published 3 February 2025",
    "Published on 3 February 2025 at 14:05", "Date: 03.02.2025", "Date : Monday, 3 February 2025",
    "Publication date: February 3, 2025", "Posted: 3 Feb 2025", "First published: 3 February 2025",
    "Last updated: 3 February 2025", "Updated 3 February 2025 14:05 GMT", "Datum: 3. Februar 2025",
    "Veröffentlicht am 3. Februar 2025", "Publié le 3 février 2025", "Fecha: 3 de febrero de 2025",
]  # fmt: skip


@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["right below", "after a blank line"])
@pytest.mark.parametrize("line", DATED)
def test_date_with_a_label_below_the_headline_is_read(line: str, blank: str) -> None:
    article = read_article("a.txt", f"Fog at Torp{blank}{line}\n\nFog closed the harbour.")
    assert (article.title, article.date) == ("Fog at Torp", date(2025, 2, 3))
    assert article.text == "Fog closed the harbour."


HEADS = [
    pytest.param("Title: Fog at Torp\nDate: 2025-02-03\nSource: Harbour Post\n\n", id="three"),
    pytest.param("TITLE: Fog at Torp\nDATE: 3 February 2025\nOUTLET: Harbour Post\n\n",
                 id="capitals"),
    pytest.param("Headline: Fog at Torp\nPublished: 3 February 2025, 14:05 GMT\n"
                 "Publication: Harbour Post\n\n", id="other names"),
    pytest.param("Source: Harbour Post\nDate: 2025-02-03\nTitle: Fog at Torp\n\n",
                 id="another order"),
    pytest.param("Title: Fog at Torp\n\nDate: 2025-02-03\n\nSource: Harbour Post\n\n",
                 id="blank lines"),
    pytest.param("Title: Fog at Torp\nDate: 2025-02-03\nSource: Harbour Post\nText: ", id="text"),
    pytest.param("Title：Fog at Torp\nDate：2025-02-03\nSource：Harbour Post\nText：",
                 id="wide colons"),
    pytest.param("Title: Fog at Torp\nDate: 2025-02-03\nSource: Harbour Post\nText:\n",
                 id="the label of the text on a line of its own"),
    pytest.param("Title: Fog at Torp\nDate: 2025-02-03\nSource: Harbour Post\n\nBody :\n\n",
                 id="the label of the text between blank lines"),
    pytest.param("Titel: Fog at Torp\nDatum: 3. Februar 2025\nZeitung: Harbour Post\n\n",
                 id="German"),
    pytest.param("Date: 2025-02-03\nSource: Harbour Post\n\nFog at Torp\n\n",
                 id="headline without a label"),
    pytest.param("Fog at Torp\nDate: 2025-02-03\nSource: Harbour Post\n\n",
                 id="below the headline"),
    pytest.param("Title: Fog at Torp\nSource: Harbour Post\nUpdated: 4 February 2025\n"
                 "Published: 3 February 2025\n\n", id="updated too"),
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_lines_with_labels_above_the_text_are_fields(head: str) -> None:
    article = read_article("a.txt", f"{head}Fog closed the harbour.\n\nIt stayed.")
    read = (article.title, article.date, article.source)
    assert read == ("Fog at Torp", date(2025, 2, 3), "Harbour Post")
    assert article.text == "Fog closed the harbour.\n\nIt stayed."


def test_byline_section_and_address_with_labels_are_fields() -> None:
    head = "Title: Fog\nAuthor: Ida Roe\nSection: Weather\nURL: https://torp.example/fog\n\n"
    article = read_article("a.txt", f"{head}Fog closed the harbour.")
    fields = (article.byline, article.section, article.url)
    assert fields == ("Ida Roe", "Weather", "https://torp.example/fog")


NO_LABELS = [
    pytest.param("Fog at Torp\n\nPublished: a book about the fog.\n\nIt sells.", id="a sentence"),
    pytest.param("Fog at Torp\n\nPublished 3 February 2025, the book sold well.\n\nIt sells.",
                 id="a sentence that begins with a date"),
    pytest.param("Fog at Torp\n\nUpdated: we were wrong about the fog.\n\nIt stays.",
                 id="a correction"),
    pytest.param("Fog at Torp\n\nSource: the sea\n\nIt stays.", id="a label alone"),
    pytest.param("Author: I like fog.\nPublisher: I do not.\nAuthor: Why?\n\nThey laughed.",
                 id="a dialogue"),
    pytest.param("Reporter: When will it end?\nSource: On Monday.\n\nThey laughed.",
                 id="a short dialogue"),
    pytest.param("Title: the worst word in the trade\n\nIt stays.", id="a headline with a colon"),
    pytest.param("Subject: fog, by all accounts.\nIt stays.\n\nIt does.", id="a subject"),
    pytest.param("Torp: fog\nLindo: sun\n\nIt stays.", id="places"),
    pytest.param("Date: to be announced\nPlace: Torp\n\nIt stays.", id="no date"),
]  # fmt: skip


@pytest.mark.parametrize("text", NO_LABELS)
def test_text_that_is_like_labelled_lines_stays(text: str) -> None:
    article = read_article("a.txt", text)
    assert (article.date, article.source, article.byline) == (None, "", "")
    whole = f"{article.title} {article.text}" if not article.title_from_text else article.text
    assert whole.split() == text.split()


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
        pytest.param("TORP, July 18 2023 (NW) - Ice", date(2023, 7, 18), "NW", id="no comma"),
        pytest.param("TORP, Lindo, Jul. 18, 2023 /Torpwire/ -- Ice", date(2023, 7, 18), "Torpwire",
                     id="an agency between strokes"),
        pytest.param("TORP — July 18, 2023 — Ice", date(2023, 7, 18), "", id="dashes"),
        pytest.param("TORP, 18 Jul. 2023 – Ice", date(2023, 7, 18), "", id="the day first"),
        pytest.param("(Torp, 18 July 2023) Ice", date(2023, 7, 18), "", id="in brackets"),
        pytest.param("(July 18, 2023) – Ice", date(2023, 7, 18), "", id="in brackets, no place"),
        pytest.param("(Torp, 18 July) Ice", None, "", id="in brackets without a year"),
        pytest.param("Torp, 18 July 2023, when ice", None, "", id="a date in a sentence"),
        pytest.param("(On 18 July 2023 ice) Ice", None, "", id="a sentence in brackets"),
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


@pytest.mark.parametrize(
    ("head", "source", "byline", "day"),
    [
        pytest.param("By Ida Roe", "", "Ida Roe", None, id="a byline"),
        pytest.param("*By Ida Roe*\n\n14 May 2024", "", "Ida Roe", date(2024, 5, 14), id="italics"),
        pytest.param("*Torp Radio, 14 May 2024*", "Torp Radio", "", date(2024, 5, 14), id="outlet"),
        pytest.param("**Torp News** | 14 May 2024\n\nBy Ida Roe", "Torp News", "Ida Roe",
                     date(2024, 5, 14), id="outlet and byline"),
        pytest.param("Published: 14 May 2024", "", "", date(2024, 5, 14), id="a label"),
    ],
)  # fmt: skip
def test_head_of_markdown_below_the_heading_is_read(
    head: str, source: str, byline: str, day: date | None
) -> None:
    article = read_article("a.md", f"# Fog at Torp\n\n{head}\n\nFog came.\n\n## Later\n\nIt left.")
    assert (article.title, article.source) == ("Fog at Torp", source)
    assert (article.byline, article.date) == (byline, day)
    assert article.text == "Fog came.\n\nLater\n\nIt left."
    assert article.headings == (1,)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Fog at Torp\n\nBy the sea, fog came.", id="a sentence"),
        pytest.param("# Fog at Torp\n\nTorp Radio fell silent.\n\n14 boats sank.", id="an outlet"),
        pytest.param("---\ntitle: Fog\npublished: 2024-03-05\n---\n14 May 2024\n\nFog came.",
                     id="front matter has the fields"),
        pytest.param("14 May 2024\n\nFog came.", id="no heading"),
    ],
)  # fmt: skip
def test_markdown_without_a_head_keeps_its_paragraphs(text: str) -> None:
    article = read_article("a.md", text)
    assert article.text == text.removeprefix("# Fog at Torp\n\n").rpartition("---\n")[2]
    assert (article.source, article.byline) == ("", "")


ABOVE = [
    pytest.param("FOR IMMEDIATE RELEASE\nMarch 5, 2024", "", "", date(2024, 3, 5), id="a release"),
    pytest.param("Press release", "", "", None, id="a kind alone"),
    pytest.param("PRESSEMITTEILUNG\n5. M\u00e4rz 2024", "", "", date(2024, 3, 5), id="in German"),
    pytest.param("Tuesday, March 5, 2024", "", "", date(2024, 3, 5), id="a date"),
    pytest.param("The Lindo Courier\n5 March 2024", "The Lindo Courier", "", date(2024, 3, 5),
                 id="an outlet and a date"),
    pytest.param("The Lindo Courier, 5 March 2024", "The Lindo Courier", "", date(2024, 3, 5),
                 id="both on one line"),
    pytest.param("The Lindo Courier\n5 March 2024\nBy Ida Roe", "The Lindo Courier", "Ida Roe",
                 date(2024, 3, 5), id="with a byline"),
    pytest.param("2024-03-05", "", "", date(2024, 3, 5), id="a date in numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "source", "byline", "day"), ABOVE)
def test_lines_above_the_headline_are_read(
    head: str, source: str, byline: str, day: date | None
) -> None:
    article = read_article("a.txt", f"{head}\n\nFog at Torp\n\nFog came.\n\nIt left.")
    assert (article.title, article.text) == ("Fog at Torp", "Fog came.\n\nIt left.")
    assert (article.source, article.byline, article.date) == (source, byline, day)


NO_HEAD = [
    pytest.param("The Lindo Courier", id="an outlet alone"),
    pytest.param("March 5, 2024 was cold in Torp", id="a date in a headline"),
    pytest.param("Press release of the board hurts sales", id="a headline about a release"),
    pytest.param("By Ida Roe", id="a byline alone"),
]


@pytest.mark.parametrize("headline", NO_HEAD)
def test_headline_that_is_like_a_line_above_stays(headline: str) -> None:
    article = read_article("a.txt", f"{headline}\n\nFog came, and it was cold.\n\nIt left.")
    assert headline in (article.title, article.text.split("\n")[0], f"By {article.byline}")
    assert article.date is None


@pytest.mark.parametrize(
    "head", ["Torp News\nThe Lindo Courier\n5 March 2024", "5 March 2024\n6 March 2024"]
)
def test_line_above_the_headline_that_is_no_field_is_kept(head: str) -> None:
    article = read_article("a.txt", f"{head}\n\nFog at Torp\n\nFog came.")
    whole = f"{article.title}\n{article.text}\n{article.source}\n{article.date:%-d %B %Y}"
    assert all(line in whole for line in head.split("\n"))
    assert "Fog at Torp" in whole


DATES_IN_NUMBERS = [
    "2024/05/14", "2024.05.14", "20240514", "14.05.2024", "14/05/2024", "14/05/2024 09:30",
    "Date: 14/05/2024", "2024/05/14 | 09:30", "14th of May 2024", "١٤ مايو ٢٠٢٤",
]  # fmt: skip


@pytest.mark.parametrize("line", DATES_IN_NUMBERS)
def test_date_in_numbers_below_a_headline_is_read(line: str) -> None:
    article = read_article("a.txt", f"Fog at Torp\n{line}\n\nFog closed the harbour.")
    assert (article.title, article.date) == ("Fog at Torp", date(2024, 5, 14))


@pytest.mark.parametrize("line", ["45000", "1709600000", "12/2024", "Page 12/34", "3.14.15"])
def test_other_numbers_below_a_headline_are_no_dates(line: str) -> None:
    article = read_article("a.txt", f"Fog at Torp\n\n{line}\n\nFog closed the harbour.")
    assert (article.date, line in article.text) == (None, True)


def test_address_copied_above_a_headline_is_that_of_the_article() -> None:
    text = "https://lindo.example/fog?id=7\n\nFog at Torp\nMay 14, 2024\n\nFog closed the harbour."
    article = read_article("a.txt", text)
    assert (article.url, article.title) == ("https://lindo.example/fog?id=7", "Fog at Torp")
    assert (article.date, article.text) == (date(2024, 5, 14), "Fog closed the harbour.")


@pytest.mark.parametrize(
    ("line", "byline", "source"),
    [
        ("By Ida Roe | The Lindo Courier | 14 May 2024", "Ida Roe", "The Lindo Courier"),
        ("By Ida Roe and Jon Ash – Torp Herald", "Ida Roe, Jon Ash", "Torp Herald"),
        ("By Ida Roe and Jon Post", "Ida Roe, Jon Post", ""),
        ("By The Lindo Courier", "The Lindo Courier", ""),
    ],
)
def test_outlet_beside_a_name_is_no_author(line: str, byline: str, source: str) -> None:
    article = read_article("a.txt", f"Fog at Torp\n{line}\n\nFog closed the harbour.")
    assert (article.byline, article.source) == (byline, source)
