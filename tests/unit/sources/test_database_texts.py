"""Import text exports of ProQuest, and of Factiva with codes before a space."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article
from index.errors import IngestError
from tests.support.samples import read_items

LINE = "_" * 60
FOG = {
    "Author": "Roe, Ida; Carr, Bo",
    "Publication info": "Lindo Courier ; Lindo [Lindo]05 Mar 2024: A.3.",
    "Abstract": "The fog came.",
    "Full text": "The fog came back to Torp.\n\nIt stayed for nine hours, said Greta Holm.",
    "Subject": "Fog; Harbours",
    "Publication title": "Lindo Courier",
    "Publication date": "Mar 5, 2024",
    "Section": "News",
    "ProQuest document ID": "123456789",
    "Document URL": "https://www.proquest.example/docview/123456789",
    "Database": "Lindo Stream",
}
TEXT = FOG["Full text"]
ENDING = "Contact ProQuest\n\nCopyright © 2024 ProQuest LLC. All rights reserved."


def entry(number: int, title: str, between: str = "\n\n", **changes: str) -> str:
    fields = FOG | {name.replace("_", " "): value for name, value in changes.items()}
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    head = f"{LINE}\n\nDocument {number} of 2\n\n" if number else ""
    return f"{head}{title}\n\n{between.join(lines)}\n\n"


def read(text: str, name: str = "a.txt") -> list[Article | IngestError]:
    return read_items(name, text.encode())


def one(text: str) -> Article:
    (item,) = read(text)
    assert isinstance(item, Article), item.message
    return item


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_each_document_of_proquest_is_an_article(between: str) -> None:
    whole = entry(1, "Fog at Torp", between) + entry(2, "Sun at Torp", between) + LINE + ENDING
    first, second = read(whole)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, second.title) == ("Fog at Torp", "Sun at Torp")
    assert (first.date, first.source, first.byline) == (
        date(2024, 3, 5), "Lindo Courier", "Ida Roe, Bo Carr",
    )  # fmt: skip
    assert (first.section, first.topics) == ("News", ("Fog", "Harbours"))
    assert first.url == FOG["Document URL"]
    assert first.text == second.text == TEXT


CASES = [
    pytest.param({"Publication date": ""}, "date", date(2024, 3, 5), id="day in the info"),
    pytest.param({"Publication title": ""}, "source", "Lindo Courier", id="outlet in the info"),
    pytest.param({"Author": "Ida Roe"}, "byline", "Ida Roe", id="name in natural order"),
    pytest.param({"Author": ""}, "byline", "", id="no author"),
    pytest.param({"Full text": "It came. Location: Torp.\n\nIt went."}, "text",
                 "It came. Location: Torp.\n\nIt went.", id="a label inside a line"),
    pytest.param({"Full text": ""}, "text", "The fog came.", id="only the abstract"),
    pytest.param({"Abstract": ""}, "text", TEXT, id="no abstract"),
    pytest.param({"Title": "Fog in Torp"}, "title", "Fog in Torp", id="a label for the title"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "value"), CASES)
def test_fields_of_a_proquest_article_are_found(
    changes: dict[str, str], field: str, value: object
) -> None:
    text = entry(1, "Fog at Torp", **{k.replace(" ", "_"): v for k, v in changes.items()})
    article = one(text)
    assert getattr(article, field) == value
    assert bool(article.note) is ("Full text" in changes and not changes["Full text"])


def test_single_document_without_its_number_is_read() -> None:
    assert one(entry(0, "Fog at Torp")).title == "Fog at Torp"


def test_document_without_text_is_reported() -> None:
    (error,) = read(entry(1, "Fog at Torp", Full_text="", Abstract=""))
    assert isinstance(error, IngestError)
    assert "Entry 1 of 1" in error.message


def test_text_about_proquest_is_no_export() -> None:
    text = "Fog at Torp\n\nWe read it in ProQuest document ID: 12, said Ida Roe.\n\nIt was thick."
    assert one(text).title == "Fog at Torp"


HEAD = [
    "HD {}",
    "BY By Ida Roe",
    "WC 120 words",
    "PD 5 March 2024",
    "SN Lindo Courier",
    "LA English",
]
BODY = ["LP", "The fog came back.", "TD", "IN 1990 it stayed for nine hours.", "It bites."]
TAIL = ["NS gcat : Political News | gfog : Fog", "PUB Lindo Press",
        "AN Document LNDC000020240305ek350001a"]  # fmt: skip
SPACED = [
    pytest.param("\n", id="each line a field"),
    pytest.param("\n\n", id="each field a paragraph"),
]


@pytest.mark.parametrize("between", SPACED)
def test_factiva_codes_before_a_space_are_read(between: str) -> None:
    lines = [line.format(title) for title in ("Fog at Torp", "Sun at Torp")
             for line in (*HEAD, *BODY, *TAIL)]  # fmt: skip
    first, second = read(between.join(lines))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, second.title) == ("Fog at Torp", "Sun at Torp")
    assert (first.date, first.source, first.byline) == (
        date(2024, 3, 5),
        "Lindo Courier",
        "Ida Roe",
    )
    assert first.text.split("\n\n") == ["The fog came back.", BODY[3], "It bites."]
    assert first.topics == ("Political News", "Fog")
