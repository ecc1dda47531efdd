"""Import PDFs, with a note."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from index.sources.hyphens import join_lines, word_set
from index.sources.reading import read_stream
from index.sources.text import clean, split_paragraphs
from tests.support.builders import MarkedAnnotator
from tests.support.pdf import FONT, TextLine, make_pdf, pdf_from_contents, pdf_from_objects
from tui.cli.search import show

NARROW = ["The demon-", "stration at Torp ended early. Mayor-", "elect Ruth Oren spoke to a cheer-",
          "ful crowd of 1,200."]  # fmt: skip
WIDE = ["The ferry stays in Torp until the ice is gone, the harbour board",
        "said on Monday. Nobody knows for how long that will be."]  # fmt: skip


def read_items(data: bytes) -> list[Article | IngestError]:
    return list(read_stream(BytesIO(data), "a.pdf"))


def one(data: bytes) -> Article:
    (article,) = read_items(data)
    assert isinstance(article, Article), article.message
    return article


def reason(data: bytes) -> str:
    (error,) = read_items(data)
    assert isinstance(error, IngestError)
    assert error.location == "a.pdf"
    return error.message


def block(lines: Sequence[str], y: int, x: int = 50, size: int = 10) -> list[TextLine]:
    """Return consecutive lines."""
    return [(x, y - number * (size + 2), size, line) for number, line in enumerate(lines)]


def test_hyphenated_words_are_joined(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(block(NARROW, 800)))
    (outcome,) = archive.add([path])
    article = archive.article(outcome.id)
    assert article.text == (
        "The demonstration at Torp ended early. Mayor-elect Ruth Oren spoke to a cheerful crowd of"
        " 1,200."
    )
    for query in ("demonstration", "cheerful", '"mayor-elect"'):
        assert archive.count_hits(query) == 1


def test_pdf_article_has_a_note(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(block(NARROW, 800)))
    (outcome,) = archive.add([path])
    assert "PDF" in outcome.note
    assert archive.article(outcome.id).note == outcome.note


def test_show_prints_the_pdf_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(block(NARROW, 800)))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        (outcome,) = archive.add([path])
    show(tmp_path / "archive", outcome.id, limit=None, as_json=False)
    assert "Imported from a PDF" in capsys.readouterr().out
    show(tmp_path / "archive", outcome.id, limit=None, as_json=True)
    assert json.loads(capsys.readouterr().out)["note"] == outcome.note


def test_headline_date_and_byline_are_found_by_size_and_position() -> None:
    article = one(
        make_pdf(
            [*block(["Ferry stays", "in Torp"], 760, size=20), (50, 715, 10, "5 November 2024"),
             (50, 703, 10, "By Ida Roe"), *block(WIDE, 680)]
        )
    )  # fmt: skip
    assert (article.title, article.title_from_text) == ("Ferry stays in Torp", False)
    assert (article.date, article.byline) == (date(2024, 11, 5), "Ida Roe")
    assert article.text == " ".join(WIDE)


PARAGRAPHS = [
    pytest.param([*block(WIDE, 800), *block(WIDE, 764)], 2, id="separated by space"),
    pytest.param([*block(WIDE, 800), (62, 776, 10, WIDE[0]), (50, 764, 10, WIDE[1])], 2,
                 id="separated by an indent"),
    pytest.param(block([WIDE[0], "said.", *WIDE], 800), 2, id="separated by a short line"),
    pytest.param([*block(WIDE[:1], 800), *block(WIDE[1:], 800, x=320)], 1, id="over two columns"),
    pytest.param(block([*WIDE, "It is", "cold."], 800), 1, id="short lines inside"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "count"), PARAGRAPHS)
def test_paragraphs_are_found_by_line_positions(lines: list[TextLine], count: int) -> None:
    assert len(one(make_pdf(lines)).paragraphs()) == count


def test_paragraph_continues_on_the_next_page() -> None:
    article = one(make_pdf(block(WIDE[:1], 100), block([*WIDE[1:], *WIDE], 800)))
    assert article.text.startswith(" ".join(WIDE))


def test_repeated_headers_and_footers_are_removed() -> None:
    pages = [
        [(50, 820, 8, "Lindo Courier"), (300, 820, 8, f"Page {number} of 3"),
         *block([*WIDE, f"Ship {number} sails."], 780), (50, 20, 8, "© Lindo Press")]
        for number in (1, 2, 3)
    ]  # fmt: skip
    text = one(make_pdf(*pages)).text
    assert "Lindo Courier" not in text
    assert "Page" not in text
    assert "©" not in text
    assert all(f"Ship {number} sails." in text for number in (1, 2, 3))


def test_identical_pages_are_not_removed() -> None:
    page = [(50, 800, 10, "The ferry"), (50, 700, 10, "stays in Torp.")]
    assert "stays in Torp." in one(make_pdf(page, page)).text


def locked(algorithm: str, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf(block(WIDE, 800)))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_with_print_protection_is_read(algorithm: str) -> None:
    assert one(locked(algorithm, "")).text == " ".join(WIDE)


def test_pdf_with_a_password_is_reported() -> None:
    assert "password" in reason(locked("RC4-128", "secret"))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(make_pdf([]), id="an empty page"),
        pytest.param(pdf_from_contents(b"q 500 0 0 700 0 0 cm /Im1 Do Q"), id="an image"),
        pytest.param(make_pdf([(50, 800, 10, "\x01\x02\x03\x04\x05 \x06\x07 a")]), id="no letters"),
    ],
)
def test_scan_is_reported_as_without_text(data: bytes) -> None:
    assert "ocrmypdf" in reason(data)


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [%s] >>"
WHOLE = make_pdf(block(WIDE, 800))
DAMAGED = [
    pytest.param(WHOLE[:300], id="truncated early"),
    pytest.param(b"%PDF-1.7\nnothing", id="no objects"),
    pytest.param(pdf_from_objects([CATALOG, PAGES % b"2 0 R 2 0 R"]), id="pages in a circle"),
    pytest.param(
        pdf_from_objects(
            [CATALOG, *(PAGES % b"%d 0 R" % number for number in range(3, 3000)), FONT]
        ),
        id="pages 3,000 deep",
    ),
    pytest.param(
        pdf_from_objects([CATALOG, PAGES % (b"3 0 R " * 2000), b"<< /Type /Page >>"]), id="pages"
    ),
    pytest.param(pdf_from_contents(b"0 0 m 1 1 l S\n" * 200_000), id="3 MB of drawing"),
    pytest.param(
        pdf_from_contents(
            zlib.compress(zlib.compress(b" " * 200_000_000, 9)),
            entries=b"/Filter [/FlateDecode /FlateDecode]",
        ),
        id="a stream of 200 MB",
    ),
    pytest.param(b"%PDF-1.7\n" + b"<<" * 500_000, id="a million brackets"),
    pytest.param(pdf_from_contents(b"[" * 100_000), id="lists 100,000 deep"),
]


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_pdf_is_reported_with_a_remedy(
    data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "print it to a new PDF" in reason(data)
    assert capsys.readouterr() == ("", "")


def test_pdf_without_end_mark_is_read() -> None:
    assert one(WHOLE[:-6]).text == " ".join(WIDE)


def test_missing_extra_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.delitem(sys.modules, "index.sources.formats.pdf", raising=False)
    assert "onrecord[pdf]" in reason(WHOLE)


BROKEN = [
    pytest.param("a cheer-\nful crowd", "", "a cheerful crowd", id="a word"),
    pytest.param("Mayor-\nelect Oren", "", "Mayor-elect Oren", id="a word with its own hyphen"),
    pytest.param("a five-year-\nold girl", "", "a five-year-old girl", id="the second of two"),
    pytest.param("the self-\nmade man", "", "the self-made man", id="self-"),
    pytest.param("a self-\nish man", "", "a selfish man", id="not self-"),
    pytest.param("an EU-\nwide ban", "", "an EU-wide ban", id="an abbreviation"),
    pytest.param("in 2023-\n24", "", "in 2023-24", id="years"),
    pytest.param("the co-\noperation", "Their co-operation ended", "the co-operation",
                 id="with a hyphen elsewhere"),
    pytest.param("the well-\nspring", "A wellspring of", "the wellspring", id="not elsewhere"),
    pytest.param("pre- and post-\nwar", "", "pre- and postwar", id="two words, one broken"),
    pytest.param("Tarif-\nund Lohnfragen", "", "Tarif- und Lohnfragen", id="a suspended hyphen"),
    pytest.param("Nord-\nSüd", "", "Nord-Süd", id="a capital"),
    pytest.param("co\xad\noperation", "", "cooperation", id="a soft hyphen"),
    pytest.param("one -\ntwo", "", "one - two", id="a dash"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "elsewhere", "wanted"), BROKEN)
def test_join_lines_joins_hyphenated_words(text: str, elsewhere: str, wanted: str) -> None:
    assert join_lines(text.split("\n"), word_set(elsewhere)) == wanted
    assert split_paragraphs(clean(text + "\n\n" + elsewhere))[0] == wanted


LEFT = ["Ada Moss, who winds the clock, said it", "was too slow. “It has never kept the",
        "time,” she said, and she wants a new", "one before the town is late again."]  # fmt: skip
RIGHT = ["Bo Carr, who built it, does not agree", "with her. “I like it as it is,” he said,",
         "and he asked for a little patience.", "“Nobody is in a hurry at Torp.”"]  # fmt: skip
IN_COLUMNS = " ".join(LEFT), " ".join(RIGHT)


@pytest.mark.parametrize("is_row_by_row", [False, True])
def test_columns_are_read_one_after_the_other(is_row_by_row: bool) -> None:
    left, right = block(LEFT, 740), block(RIGHT, 740, x=320)
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    lines = rows if is_row_by_row else [*left, *right]
    article = one(make_pdf([(50, 780, 20, "The clock of Torp"), *lines]))
    assert article.title == "The clock of Torp"
    assert " ".join(article.text.split()) == " ".join(IN_COLUMNS)


@pytest.mark.parametrize(
    "move", [b"1 0 0 1 %d %d Tm", b"1 0 0 1 0 0 Tm %d %d Td"], ids=["absolute", "relative"]
)
def test_columns_drawn_row_by_row_in_one_font_setting_are_told_apart(move: bytes) -> None:
    rows = [row for pair in zip(block(LEFT, 740), block(RIGHT, 740, x=320), strict=True)
            for row in pair]  # fmt: skip
    drawn = [move % (x, y) + b" (%s) Tj" % text.encode("cp1252") for x, y, _, text in rows]
    content = b"\n".join([b"BT /F1 10 Tf", *drawn, b"ET"])
    article = one(pdf_from_contents(content))
    assert " ".join(article.text.split()) == " ".join(IN_COLUMNS)


def test_columns_of_different_length_are_read_one_after_the_other() -> None:
    left, right = block([*LEFT, "The board will decide in May."], 740), block(RIGHT, 740, x=320)
    rows = [line for pair in zip(left, right, strict=False) for line in pair]
    text = " ".join(one(make_pdf([*rows, left[-1]])).text.split())
    assert text == " ".join([*LEFT, "The board will decide in May.", *RIGHT])


def test_words_drawn_apart_in_one_line_stay_in_it() -> None:
    rows = [(50, 700, 10, "Fares"), (200, 700, 10, "2024"), (50, 688, 10, "Lindo"),
            (200, 688, 10, "4.00"), (50, 676, 10, "Torp"), (200, 676, 10, "3.00")]  # fmt: skip
    text = " ".join(one(make_pdf([*block(WIDE, 800), *rows])).text.split())
    assert text.endswith("Fares 2024 Lindo 4.00 Torp 3.00")
