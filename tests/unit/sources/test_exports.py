"""Import exports of news databases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from index.sources.dates import parse_written_date
from tests.support.exports import (
    FACTIVA_LINES,
    FACTIVA_PAGE,
    FACTIVA_ROWS,
    FACTIVA_SUMMARY,
    LEXIS_NEXIS,
    LEXIS_NEXIS_PAGE,
    THREE_ARTICLES,
    WITH_EDITION,
    make_rtf,
    make_word,
    nexis_article,
    nexis_cover,
)
from tests.support.samples import read_items

NOTICE = ["This document cannot be shown.", "End of Document"]


def fields_or_message(items: list[Article | IngestError]) -> list[tuple[object, ...] | str]:
    """Return the fields of each article with its paragraph count, or the error message."""
    return [
        (i.title, i.source, i.date, i.byline, i.section, i.topics, len(i.paragraphs()))
        if isinstance(i, Article)
        else i.message
        for i in items
    ]


COURIER = ("The Lindo Courier", date(2024, 11, 5), "Ida Roe", "NEWS", ("FERRIES", "FROST"))
FERRY = (
    "Lindo loses its ferry, and the harbour board loses its head after ninety years of service",
    "The Lindo Courier (England)", date(2010, 1, 11), "IDA Roe", "FEATURES", (), 2,
)  # fmt: skip
SHARES = ("Ferry shares fall again in Torp", "Lindo Courier", date(2024, 11, 5), "Ida Roe",
          "Markets", (), 2)  # fmt: skip
EXPORTS = [
    pytest.param(
        "Files (3).DOCX",
        make_word([*nexis_cover("Fog at Torp", "Sun at Torp", "Rain at Torp"), *THREE_ARTICLES]),
        [("Fog at Torp", *COURIER, 2), ("Sun at Torp", *COURIER, 2), ("Rain at Torp", *COURIER, 1)],
        id="Nexis Uni in Word",
    ),
    pytest.param(
        "a.rtf", make_rtf(nexis_article("Fog “at” Torp", "It was foggy.", "Very.")),
        [("Fog “at” Torp", *COURIER, 2)],
        id="Nexis Uni in RTF",
    ),
    pytest.param(
        "a.TXT", LEXIS_NEXIS,
        [
            FERRY,
            ("Nachts fährt kein Schiff", "Orsk Echo", date(2010, 1, 11), "JON ASH", "POLITIK",
             (), 1),
            ("Plus de bac la nuit", "Le Quai", date(2010, 1, 11), "Ana Pell", "", (), 1),
        ],
        id="LexisNexis as text, in three languages",
    ),
    pytest.param(
        "a.HTML", LEXIS_NEXIS_PAGE,
        [
            ("Ferry leaves Torp", "Orsk Echo", date(2023, 12, 31), "", "", (), 2),
            ("There was no headline", "Orsk Echo", date(2024, 1, 1), "", "", (), 1),
        ],
        id="LexisNexis in HTML",
    ),
    pytest.param(
        "a.txt", "\n".join(filter(None, nexis_article("Fog at Torp", "It was foggy.", "Very."))),
        [("Fog at Torp", *COURIER, 2)],
        id="Nexis Uni as text",
    ),
    pytest.param("a.txt", "\n\n".join(FACTIVA_LINES), [SHARES], id="Factiva as text"),
    pytest.param(
        "a.html", FACTIVA_PAGE,
        [
            ("Le bac ferme", "Le Quai", date(2023, 12, 29), "Ana Pell", "Ville",
             ("General News", "Ferries"), 3),
            ("Fähre bleibt im Hafen", "Orsk Echo", date(2024, 3, 5), "Jon Ash", "Wirtschaft",
             (), 2),
            "Entry 3 of 3 has no article, only “This article is not available.”. Export it again.",
        ],
        id="Factiva in HTML, with and without codes",
    ),
    pytest.param(
        "a.rtf", make_rtf([*FACTIVA_LINES, *FACTIVA_SUMMARY]), [SHARES],
        id="Factiva in RTF without codes",
    ),
    pytest.param(
        "a.rtf", make_rtf(FACTIVA_LINES, FACTIVA_ROWS),
        [SHARES, ("Ferry shares rise", "Orsk Echo", date(2024, 11, 6), "Jon Ash", "", (), 3)],
        id="Factiva in RTF with codes",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "wanted"), EXPORTS)
def test_export_entries_become_articles(name: str, data: bytes | str, wanted: list[object]) -> None:
    items = read_items(name, data)
    assert fields_or_message(items) == wanted
    places = [item.location for item in items]
    assert places == [f"{name}#{number}" for number in range(1, len(items) + 1)]


@pytest.mark.parametrize(("name", "data", "wanted"), EXPORTS)
def test_outcomes_add_up_to_the_entries_found(
    name: str, data: bytes | str, wanted: list[object], archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    first = Counter(outcome.status for outcome in archive.add([path]))
    again = Counter(outcome.status for outcome in archive.add([path]))
    failed = sum(isinstance(item, str) for item in wanted)
    assert first == Counter(added=len(wanted) - failed, failed=failed)
    assert again == Counter(same=len(wanted) - failed, failed=failed)


def test_head_of_a_factiva_text_may_be_one_block() -> None:
    head = "\n".join(FACTIVA_LINES[2:11])
    text = "\n\n".join([FACTIVA_LINES[1], head, "Shares fell.\nThey fell low.", FACTIVA_LINES[16]])
    assert fields_or_message(read_items("a.txt", text.encode())) == [(*SHARES[:-1], 1)]


def test_database_labels_are_not_in_the_text() -> None:
    texts = [item.text for _, data, _ in (case.values for case in EXPORTS)
             for item in read_items("a", data) if isinstance(item, Article)]  # fmt: skip
    assert len(texts) == 16
    for wordof_the_data_base in ("Copyright", "Load-Date", "LOAD-DATE", "Classification",
                                  "Document", "low tide", "HIGHLIGHT", "words"):  # fmt: skip
        assert not [text for text in texts if wordof_the_data_base in text]
    assert "Shares “fell” by a third. 🚢\n\nNobody knew why." in texts
    assert "Un bac.\n\nDeux bacs.\n\nTrois bacs." in texts


def test_weekday_and_edition_are_not_in_the_headline() -> None:
    (article,) = read_items("a.docx", make_word(WITH_EDITION))
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Lindo loses its night ferry", "The Lindo Courier")
    assert (article.date, article.section) == (date(2024, 11, 11), "NEWS")
    assert article.text.startswith("The board closed")
    assert article.text.endswith("nobody was asked.")


def test_label_value_may_be_on_the_next_line() -> None:
    lines = ["The Lindo Courier", "November 9, 2015 Monday", "FIRST EDITION", "Ferry late again",
             "SECTION:", "NEWS; Pg. 7A", "LENGTH: 9 words", "It was late.", "It is late.",
             "LOAD-DATE: November 9, 2015", "End of Document"]  # fmt: skip
    (article,) = read_items("a.docx", make_word(lines))
    assert isinstance(article, Article)
    assert (article.title, article.section) == ("Ferry late again", "NEWS")
    assert article.text == "It was late.\n\nIt is late."


def test_old_header_with_copyright_first_and_a_headline_label() -> None:
    lines = ["Copyright 1999 Lindo Press Ltd", "The Lindo Courier",
             "March 24, 1999, Wednesday, Late Edition - Final", "SECTION: Section B; Page 3",
             "LENGTH: 9 words", "HEADLINE: Ferry late", "BYLINE: By IDA ROE",
             "DATELINE: TORP, March 23", "It was late.", "LOAD-DATE: March 24, 1999"]  # fmt: skip
    (article,) = read_items("a.docx", make_word(["1 of 1 DOCUMENT", *lines]))
    assert fields_or_message([article]) == [
        ("Ferry late", "The Lindo Courier", date(1999, 3, 24), "IDA ROE", "Section B", (), 1)
    ]


def test_paragraphs_that_look_like_labels_stay_in_the_text() -> None:
    body = [
        "It was late.",
        "Timeline: how it came.",
        "Notes: none.",
        "Update: It came at noon.",
    ]
    listed = [*nexis_cover("Fog at Torp"), *nexis_article("Fog at Torp", *body)]
    old = ["1 of 1 DOCUMENT", "Orsk Echo", "March 5, 2024 Tuesday", "Fog at Torp",
           "LENGTH: 9 words", *body, "SERIES: Fog", "LANGUAGE: ENGLISH"]  # fmt: skip
    for lines in (listed, old):
        (article,) = read_items("a.docx", make_word(lines))
        assert isinstance(article, Article)
        assert (article.title, article.text) == ("Fog at Torp", "\n\n".join(body))


def test_rtf_links_keep_only_their_text() -> None:
    data = make_rtf(["Fog at Torp", "It was LINK.", "It went."]).replace(
        b"LINK",
        b'{\\field{\\*\\fldinst{HYPERLINK "https://x.example/{a}"}}{\\fldrslt {\\b foggy}}}',
    )
    (article,) = read_items("a.rtf", data)
    assert isinstance(article, Article)
    assert article.text == "It was foggy.\n\nIt went."


def test_empty_paragraphs_do_not_end_an_article(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(make_word(THREE_ARTICLES))
    assert Counter(outcome.status for outcome in archive.add([path])) == Counter(added=3)
    (hit,) = archive.search('"lamps went out"').hits
    assert hit.entry.title == "Sun at Torp"
    assert len(archive.article(hit.entry.id).paragraphs()) == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_database_notice_is_reported_not_added(
    number: int, archive: Archive, tmp_path: Path
) -> None:
    entries = [
        nexis_article("Fog at Torp", "It was foggy."),
        nexis_article("Sun at Torp", "It was sunny."),
    ]
    entries.insert(number - 1, NOTICE)
    lines = [*nexis_cover("Fog at Torp", "Sun at Torp"), *chain(*entries)]
    path = tmp_path / "a.docx"
    path.write_bytes(make_word(lines))
    outcomes = list(archive.add([path]))
    (failed,) = [outcome for outcome in outcomes if outcome.status == "failed"]
    assert Counter(o.status for o in outcomes) == Counter(added=2, failed=1)
    assert failed.location.endswith(f"a.docx#{number}")
    assert failed.reason.startswith(f"Entry {number} of 3 has no article")
    assert "cannot be shown" in failed.reason
    assert not archive.search('"cannot be shown"').hits


def test_same_article_twice_in_one_file_is_added_once(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        make_word([*nexis_article("Fog at Torp", "A."), *nexis_article("Fog at Torp", "A.")])
    )
    assert [outcome.status for outcome in archive.add([path])] == ["same", "added"]


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("NEWS; Pg. 12B", "NEWS"), ("Sports 2", "Sports 2"), ("Section B; Page 3", "Section B"),
        ("BUITENLAND; Blz.6", "BUITENLAND"), ("POLITIK; S. 4", "POLITIK"), ("Pg. 12", ""),
        ("NEWS Pg. 3", "NEWS"), ("US NEWS", "US NEWS"), ("Pages of the past", "Pages of the past"),
    ],
)  # fmt: skip
def test_section_has_no_page_number(written: str, section: str) -> None:
    lines = ["Orsk Echo", "March 5, 2024 Tuesday", "Fog", f"SECTION: {written}", "LENGTH: 9 words",
             "It was foggy."]  # fmt: skip
    (article,) = read_items("a.docx", make_word(["1 of 1 DOCUMENTS", *lines]))
    assert isinstance(article, Article)
    assert article.section == section


def test_entry_without_text_is_reported() -> None:
    items = read_items(
        "a.docx",
        make_word([*nexis_article("Picture only"), *nexis_article("Fog at Torp", "Foggy.")]),
    )
    assert (
        fields_or_message(items)[0]
        == "Entry 1 of 2: The article has no text. Check it in the file."
    )
    assert isinstance(items[1], Article)


def test_date_in_an_unknown_language_does_not_break_other_fields() -> None:
    (article,) = read_items(
        "a.docx", make_word(nexis_article("Fog at Torp", "A.", day="5 novombro 2024"))
    )
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Fog at Torp", "The Lindo Courier")
    assert article.date is None
    assert "5 novombro 2024" in article.note


def test_date_in_the_words_of_any_language_is_read() -> None:
    (article,) = read_items(
        "a.docx", make_word(nexis_article("Fog at Torp", "A.", day="5 listopada 2024"))
    )
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Fog at Torp", "The Lindo Courier")
    assert (article.date, article.note) == (date(2024, 11, 5), "")


def test_list_of_results_alone_is_reported() -> None:
    assert (
        "list of results"
        in fields_or_message(read_items("a.docx", make_word(nexis_cover("Fog", "Sun"))))[0]
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.docx", make_word(["Ferry late", "It was late.", "It is late."]), id="Word"),
        pytest.param("a.rtf", make_rtf(["Ferry late", "It was late.", "It is late."]), id="RTF"),
    ],
)
def test_document_that_is_not_an_export_is_one_article(name: str, data: bytes) -> None:
    assert fields_or_message(read_items(name, data)) == [("Ferry late", "", None, "", "", (), 2)]


@pytest.mark.parametrize(
    ("written", "day", "rest"),
    [
        ("November 5, 2024 Tuesday", date(2024, 11, 5), ""),
        ("Tuesday, Nov. 5, 2024", date(2024, 11, 5), ""),
        ("5 November 2024 10:02 GMT", date(2024, 11, 5), ""),
        ("January 11, 2010 Monday  Edition 1; Scotland", date(2010, 1, 11), "Edition 1; Scotland"),
        ("11. Dezember 2024 Mittwoch", date(2024, 12, 11), ""),
        ("Dienstag, 5. März 2024", date(2024, 3, 5), ""),
        ("1er août 2024 jeudi", date(2024, 8, 1), ""),
        ("vendredi 2 février 2024", date(2024, 2, 2), ""),
        ("5 de mayo de 2024 domingo", date(2024, 5, 5), ""),
        ("2024-11-05", date(2024, 11, 5), ""),
        ("November 2024", None, ""),
    ],
)
def test_parse_written_date_reads_database_dates(written: str, day: date | None, rest: str) -> None:
    assert parse_written_date(written) == (day, rest)


@pytest.mark.parametrize("line", ["February 31, 2024", "May we go?", "In 2000 um 4", "Marching 5"])
def test_parse_written_date_returns_none_without_a_date(line: str) -> None:
    assert parse_written_date(line) is None


FACTIVA_IN_BLOCKS = """Fog at Torp

By Ida Roe\x20
120 words
4 June 2024
10:15
Lindo Courier
LIND
English
(c) 2024 Lindo Press\x20

The fog came.\x20

It stayed.\x20

Document LIND000020240604ek64000aa
"""


def test_fields_of_factiva_may_stand_in_one_block_of_lines() -> None:
    (article,) = read_items("a.txt", FACTIVA_IN_BLOCKS)
    assert isinstance(article, Article), article.message
    assert (article.title, str(article.date), article.byline) == (
        "Fog at Torp", "2024-06-04", "Ida Roe",
    )  # fmt: skip
    assert (article.source, article.text) == ("Lindo Courier", "The fog came.\n\nIt stayed.")


def test_count_of_words_in_a_text_of_nexis_splits_no_paragraph() -> None:
    blocks = ["Fog at Torp", "The Lindo Courier", "June 4, 2024 Tuesday", "Length: 20 words",
              "Body", "The speech had\n1,200 words\nabout fog.", "End of Document"]  # fmt: skip
    (article,) = read_items("a.txt", "\n\n".join(blocks))
    assert isinstance(article, Article), article.message
    assert article.text == "The speech had 1,200 words about fog."


def test_labels_of_nexis_may_be_german() -> None:
    lines = ["Nebel in Torp", "Lindo Kurier", "4. Juni 2024 Dienstag", "Länge: 20 Wörter",
             "Textkörper", "Der Nebel kam.", "Update: 9. Juni 2024",
             "Ende des Dokuments"]  # fmt: skip
    (article,) = read_items("a.docx", make_word(lines))
    assert isinstance(article, Article), article.message
    assert article.text == "Der Nebel kam."


def test_update_may_begin_a_paragraph() -> None:
    lines = ["Fog at Torp", "The Lindo Courier", "June 4, 2024 Tuesday", "Length: 20 words", "Body",
             "The fog came.", "Update: the fog left.", "End of Document"]  # fmt: skip
    (article,) = read_items("a.docx", make_word(lines))
    assert isinstance(article, Article), article.message
    assert article.text.endswith("Update: the fog left.")


LAST_LINES = [
    pytest.param("Load-Date:\xa0November 6, 2024", True, id="the date of loading"),
    pytest.param("Classification", False, id="the first line of a list"),
]


@pytest.mark.parametrize(("line", "is_whole"), LAST_LINES)
def test_last_article_may_lack_its_end_line(line: str, is_whole: bool) -> None:
    last = nexis_article("Sun at Torp", "The sun came.")
    lines = nexis_article("Fog at Torp", "The fog came.") + last[: last.index(line) + 1]
    found = fields_or_message(read_items("a.docx", make_word(lines)))
    assert len(found) == 2
    assert (found[1][0] == "Sun at Torp") is is_whole
