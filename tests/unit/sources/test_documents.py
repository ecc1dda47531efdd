"""Import EPUB files and OpenDocument texts."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.documents import CONTAINER, LINE, chapter, make_epub, make_odt, make_stored


def read(data: bytes, name: str = "a.epub") -> list[Article | IngestError]:
    return list(read_stream(BytesIO(data), name))


def titles(items: list[Article | IngestError]) -> list[str]:
    return [item.title if isinstance(item, Article) else "!" for item in items]


FOG, SUN = chapter("Fog at Torp", LINE, "It froze."), chapter("Sun at Torp", LINE, "It thawed.")
LINKS = f"<html><body><h1>Contents</h1><p><a href='fog.xhtml'>{LINE}</a></p></body></html>"
BOOKS = [
    pytest.param({"fog": FOG, "sun": SUN}, ["fog", "sun"], ["Fog at Torp", "Sun at Torp"],
                 id="stored in reading order"),
    pytest.param({"sun": SUN, "fog": FOG}, ["fog", "sun"], ["Fog at Torp", "Sun at Torp"],
                 id="stored in another order"),
    pytest.param({"fog": FOG, "sun": SUN}, ["sun"], ["Sun at Torp", "Fog at Torp"],
                 id="one outside the reading order"),
    pytest.param({"toc": LINKS, "fog": FOG}, ["toc", "fog"], ["Fog at Torp"], id="contents"),
    pytest.param({"cover": chapter("Cover"), "fog": FOG}, ["cover", "fog"], ["Fog at Torp"],
                 id="a cover"),
    pytest.param({"fog": FOG}, ["gone", "fog", "fog"], ["Fog at Torp"], id="named twice, or gone"),
    pytest.param({"fog": f"<html><body><p>{LINE}</p></body></html>"}, ["fog"], [LINE[:-1]],
                 id="no headline"),
    pytest.param({"fog": FOG.replace("<?xml version='1.0'?>", "").replace("</p>", "<br>")}, ["fog"],
                 ["Fog at Torp"], id="invalid XHTML"),
]  # fmt: skip


SHORT = [
    (chapter("Sun at Torp", "The sun came back."), True),
    (chapter("Sun at Torp", "“It thawed,” said Bo."), True),
    (chapter("Sun at Torp", "Did it thaw?", "It did."), True),
    (chapter("In brief", "Nobody was hurt…"), True),
    (chapter("Sun at Torp"), False),
    (chapter("Sun at Torp", "By Ida Roe"), False),
    (chapter("Sun at Torp", "Next."), False),
    (chapter("Lindo Courier", "The paper of the islands."), False),
    (chapter("Imprint", "Copyright 2024 by the Courier."), False),
    (chapter("Rights", "All rights reserved by us."), False),
    (f"<html><body><p>{LINE[:40]}.</p></body></html>", False),
    ("<html><body></body></html>", False),
]


@pytest.mark.parametrize(("document", "is_article"), SHORT)
def test_short_document_is_an_article_if_it_has_headline_and_sentence(
    document: str, is_article: bool
) -> None:
    assert len(read(make_epub({"fog": FOG, "sun": document}, ["fog", "sun"]))) == 1 + is_article


@pytest.mark.parametrize(("chapters", "spine", "found"), BOOKS)
def test_documents_of_a_book_are_articles_in_reading_order(
    chapters: dict[str, str], spine: list[str], found: list[str]
) -> None:
    assert titles(read(make_epub(chapters, spine))) == found


def test_article_of_an_epub_has_date_outlet_and_paragraphs() -> None:
    (item,) = read(make_epub({"fog": FOG}, ["fog"], "Lindo Courier [Tue, 05 Mar 2024]", "calibre"))
    assert isinstance(item, Article)
    assert (item.date, item.source, item.byline) == (date(2024, 3, 5), "Lindo Courier", "")
    assert item.text == f"{LINE}\n\nIt froze."
    assert item.location == "a.epub!/OEBPS/fog.xhtml"


WHOLE = make_epub({"fog": FOG}, ["fog"])
DAMAGED = [
    pytest.param(WHOLE[: len(WHOLE) // 2], id="cut"),
    pytest.param(make_stored("application/epub+zip", {"a.txt": LINE}), id="no container"),
    pytest.param(
        make_stored("application/epub+zip", {"META-INF/container.xml": CONTAINER}), id="empty"
    ),
    pytest.param(make_epub({"toc": LINKS}, ["toc"]), id="only contents"),
]


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_epub_is_reported(data: bytes) -> None:
    (error,) = read(data)
    assert isinstance(error, IngestError)
    assert "EPUB" in error.message or "Invalid" in error.message


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


TEXTS = [
    pytest.param(p("It froze.") + p("It thawed."), "It froze.\n\nIt thawed.", id="paragraphs"),
    pytest.param(p("The <text:span>har</text:span>bour <text:a>froze</text:a>."),
                 "The harbour froze.", id="spans and links"),
    pytest.param(p('It<text:s/>froze<text:s text:c="3"/>hard<text:tab/>today.'),
                 "It froze hard today.", id="spaces and tabs"),
    pytest.param(p("It froze.<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                   + p("The log says so.") + "</text:note-body></text:note>") + p("It thawed."),
                 "It froze.\n\nIt thawed.\n\nThe log says so.", id="a footnote"),
    pytest.param("<text:tracked-changes>" + p("It melted.") + "</text:tracked-changes>"
                 + p("It froze."), "It froze.", id="deleted text"),
    pytest.param(p("It froze.<office:annotation>" + p("Really?") + "</office:annotation>"),
                 "It froze.", id="a comment"),
    pytest.param("<text:list><text:list-item>" + p("It froze.") + "</text:list-item></text:list>",
                 "It froze.", id="a list"),
    pytest.param(p("See this:<text:frame>" + p("In a box.") + "</text:frame>"),
                 "See this:\n\nIn a box.", id="a text box"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "text"), TEXTS)
def test_opendocument_text_is_read_as_it_is_shown(content: str, text: str) -> None:
    (item,) = read(make_odt("<text:h>Fog at Torp</text:h>" + content), "a.odt")
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("Fog at Torp", text)


@pytest.mark.parametrize("content", ["<text:p>", "<text:p><unknown:x/></text:p>"])
def test_damaged_opendocument_text_is_reported(content: str) -> None:
    (error,) = read(make_odt(content), "a.odt")
    assert isinstance(error, IngestError)
