"""Import each format with headline, date, byline, source and paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from index.sources.options import ImportOptions
from index.sources.reading import read_stream
from tests.support.builders import MarkedAnnotator
from tests.support.exports import make_excel
from tests.support.pages import page

FOLDER = Path(__file__).parent / "data"
BOTH = "Ida Roe, Jon Ash"


def read_items(name: str, data: bytes | None = None) -> list[Article | IngestError]:
    """Read a sample, or the given data under its name."""
    return list(read_stream(BytesIO((FOLDER / name).read_bytes() if data is None else data), name))


# Headline, date, byline, source and paragraph count of each article, or part of the error.
SAMPLES = {
    "dated.txt": [("The harbour of Torp is frozen", date(2024, 3, 5), "", "", 2)],
    "wire.txt": [("Torp port stays shut as ice holds", date(2024, 3, 5), BOTH,
                  "Northwire", 3)],
    "story.md": [("Pier: a vote", date(2024, 3, 5), BOTH, "Harbour Post", 3)],
    "broken.md": [("Pier: a vote: the third", date(2024, 3, 6), "Ida Roe", "Harbour Post", 2)],
    "page.html": [("Ferry fares rise by a third", date(2024, 5, 14), BOTH, "Lindo Courier", 3)],
    "list.json": [("Fog at Torp", date(2024, 3, 29), "Ida Roe", "Lindo Courier", 2),
                  ("Sun at Torp", date(2024, 3, 30), "", "Lindo Courier", 1)],
    "lines.jsonl": [("Fog at Torp", date(2024, 3, 29), "Ida Roe", "Lindo Courier", 2),
                    "This line of JSON ends in the middle of a value.",
                    ("Sun at Torp", date(2024, 3, 30), "", "", 2)],
    "trafilatura.json": [("Ferry merger called off", date(2024, 4, 2), BOTH, "Lindo Courier", 2)],
    "newspaper4k.json": [("High tide at Lindo", date(2024, 2, 11), "Ida Roe", "Harbour Post", 2)],
    "fundus.json": [("Bridge to Orsk opens", date(2024, 1, 20), "Jon Ash", "Orsk Echo", 5)],
    "newsplease.json": [("Pilots strike", date(2024, 3, 11), "Ida Roe", "lindocourier.example", 2)],
    "mediacloud.csv": [("Snow, then rain", date(2024, 1, 7), "", "Harbour Post", 2),
                       "has a headline but no text"],
    "table.tsv": [("Fog at Torp", date(2024, 3, 29), "Ida Roe", "Lindo Courier", 1),
                  ("Rain at Torp", date(2024, 3, 5), "Ida Roe", "Lindo Courier", 1),
                  "2 columns"],
    "feed.rss": [("Fog & ice at Torp", date(2024, 3, 29), "Ida Roe", "Lindo Courier", 2),
                 ("Sun at Torp", date(2024, 3, 7), "Jon Ash", "Lindo Courier", 1),
                 "has a headline but no text"],
    "feed.atom": [("Bridge open", date(2024, 3, 5), BOTH, "Orsk Echo", 2),
                  ("Bridge shut", date(2024, 3, 9), "", "Orsk Echo", 1)],
    "ninjs1.json": [("Port of Torp reopens", date(2024, 3, 5), "Ida Roe", "Northwire", 2)],
    "ninjs2.json": [("Port of Torp opens again", date(2024, 3, 5), "Jon Ash", "Northwire", 2)],
    "ninjs3.json": [("Ice at Torp", date(2024, 3, 4), "Jon Ash", "Northwire", 2)],
    "item.newsml": [("Port of Torp shut", date(2024, 3, 5), "Ida Roe", "Northwire", 2)],
    "message.newsml": [("Port of Torp open", date(2024, 3, 5), "Ida Roe", "Northwire", 2),
                       ("Torp in short", date(2024, 3, 5), "Ida Roe", "Northwire", 2),
                       "no text"],
    "item.nitf": [("Ice holds Torp", date(2024, 3, 5), "Ida Roe", "Orsk Echo", 4)],
    "reuters.sgm": [("TORP ICE HOLDS GRAIN SHIPS", date(1987, 2, 26), "Ida Roe", "Reuters", 2),
                    ("TORP BOARD SAYS THAW SEEN BY MARCH", date(1987, 2, 26), "", "Reuters", 1),
                    ("TORP GRAIN PRICES", date(1987, 2, 27), "", "Reuters", 1)],
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_of_each_format_becomes_the_expected_articles(name: str) -> None:
    items = read_items(name)
    assert len(items) == len(SAMPLES[name])
    for item, wanted in zip(items, SAMPLES[name], strict=True):
        if isinstance(wanted, str):
            assert isinstance(item, IngestError)
            assert wanted in item.message
        else:
            assert isinstance(item, Article)
            found = (item.title, item.date, item.byline, item.source, len(item.paragraphs()))
            assert found == wanted


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_outcomes_add_up_to_the_entries_found(name: str, tmp_path: Path) -> None:
    found = len(read_items(name))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        first = Counter(outcome.status for outcome in archive.add([FOLDER / name]))
        again = Counter(outcome.status for outcome in archive.add([FOLDER / name]))
        assert archive.count() == first["added"] > 0
    assert first.total() == again.total() == found
    assert again == Counter(same=found - first["failed"], failed=first["failed"])


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if Path(name).suffix not in (".md", ".tsv", ".txt")]
)
def test_format_is_detected_by_content_not_name(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    titles = [getattr(item, "title", "") for item in read_items(name)]
    for other in ("x", "x.txt", "x.dat"):
        assert [getattr(item, "title", "") for item in read_items(other, data)] == titles


def test_other_fields_of_the_samples() -> None:
    (page,) = read_items("page.html")
    assert isinstance(page, Article)
    assert page.section == "Town"
    assert page.topics == ("ferry", "fares")
    assert page.url == "https://lindocourier.example/ferry-fares"
    (nitf,) = read_items("item.nitf")
    assert isinstance(nitf, Article)
    assert (nitf.section, nitf.topics) == ("Sea", ("ice", "ports"))
    assert nitf.text.startswith("Ice holds Torp—still.\n\n“We wait,” said Elsa Vint.")
    item = read_items("reuters.sgm")[0]
    assert isinstance(item, Article)
    assert item.topics == ("ship", "grain")
    assert item.text.startswith("TORP, Feb 26 - Ice held nine")
    assert "Ports & Piers" in item.text


@pytest.mark.parametrize(
    ("name", "place", "note"),
    [
        pytest.param("table.tsv", 1, "day/month/year", id="a date that other dates decide"),
        pytest.param("feed.atom", 1, "last update", id="the date of the last update"),
    ],
)
def test_uncertain_fields_have_a_note(name: str, place: int, note: str) -> None:
    item = read_items(name)[place]
    assert isinstance(item, Article)
    assert note in item.note


def test_json_fields_can_be_mapped() -> None:
    items = [{"Kopf": "Fog", "inner": {"Wann": "2024-03-29", "Was": "It fell."}, "title": "wrong"}]
    mapping = {"title": "Kopf", "text": "inner.Was", "date": "inner.Wann"}
    (article,) = read_stream(
        BytesIO(json.dumps(items).encode()), "a.json", ImportOptions(mapping=mapping)
    )
    assert isinstance(article, Article)
    assert (article.title, article.text, article.date) == ("Fog", "It fell.", date(2024, 3, 29))


def test_object_without_the_mapped_field_keeps_its_headline() -> None:
    items = [
        {"Kopf": "Fog", "title": "wrong", "text": "It fell."}, {"title": "Sun", "text": "It rose."}
    ]  # fmt: skip
    found = read_stream(
        BytesIO(json.dumps(items).encode()), "a.json", ImportOptions(mapping={"title": "Kopf"})
    )
    assert [item.title for item in found if isinstance(item, Article)] == ["Fog", "Sun"]


TABLE, LINES = b"title;text\nFog;It fell.\n", b'{"title": "Fog", "text": "It fell."}\n' * 2
UNKNOWN_FIELDS = [
    pytest.param("a.csv", TABLE, {"title": "nosuch"}, "title, text", id="CSV"),
    pytest.param("a.tsv", TABLE.replace(b";", b"\t"), {"date": "nosuch"}, "title, text", id="TSV"),
    pytest.param("a.csv", TABLE, {"text": "nosuch"}, "title, text", id="the text"),
    pytest.param("a.csv", TABLE, {"title": "Title", "text": "nosuch"}, "“Title”", id="two of them"),
    pytest.param("a.csv", TABLE, {"title": "text", "url": "nosuch"}, "title", id="one of two"),
    pytest.param(
        "a.xlsx", make_excel([["title", "text"], ["Fog", "It fell."]]),
        {"title": "nosuch"}, "title, text", id="Excel",
    ),
    pytest.param("a.jsonl", LINES, {"title": "nosuch"}, "title, text", id="JSONL"),
    pytest.param("a.jsonl", LINES, {"title": "title.nosuch"}, "title, text", id="nested"),
    pytest.param("a.json", b"[" + LINES[:36] + b"]", {"title": "nosuch"}, "title, text", id="JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "mapping", "there"), UNKNOWN_FIELDS)
def test_mapped_field_that_a_file_lacks_is_refused_with_those_that_it_has(
    name: str, data: bytes, mapping: dict[str, str], there: str
) -> None:
    (error,) = read_stream(BytesIO(data), name, ImportOptions(mapping=mapping))
    assert isinstance(error, IngestError)
    assert error.location == name
    assert "nosuch" in error.message
    assert there in error.message


def test_table_columns_can_be_mapped() -> None:
    rows = b"Kopf;Was\nFog;It fell.\n"
    (error,) = read_stream(BytesIO(rows), "a.csv")
    assert isinstance(error, IngestError)
    assert "Kopf, Was" in error.message
    (article,) = read_stream(
        BytesIO(rows), "a.csv", ImportOptions(mapping={"title": "Kopf", "text": "Was"})
    )
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fog", "It fell.")


def test_invalid_row_does_not_stop_the_rest() -> None:
    rows = b'title,text\nOne,First.\n"Two"x,Second,more.\nThree,Third.\n'
    one, broken, three = read_items("a.csv", rows)
    assert isinstance(one, Article)
    assert isinstance(broken, IngestError)
    assert isinstance(three, Article)
    assert (one.location, broken.location, three.title) == ("a.csv#1", "a.csv#2", "Three")


COLUMNS = [
    "title;date;text;source;author",
    "Titel;Datum;Volltext;Zeitung;Autor",
    "Überschrift;Datum;Inhalt;Quelle;Verfasser",
    "Titre;Date;Texte;Journal;Auteur",
    "Título;Fecha;Contenido;Medio;Autor",
    "Titolo;Date;Testo;Source;Autore",
]


@pytest.mark.parametrize("header", COLUMNS)
def test_columns_are_recognized_in_several_languages(header: str) -> None:
    rows = f"{header}\nFog;14.05.2024;It fell.;Lindo Courier;Ida Roe\n"
    (article,) = read_items("a.csv", rows.encode())
    assert isinstance(article, Article)
    assert (article.title, article.text, str(article.date), article.source, article.byline) == (
        "Fog", "It fell.", "2024-05-14", "Lindo Courier", "Ida Roe",
    )  # fmt: skip


APPEARED = [
    'The post <a href="a">Fog</a> appeared first on <a href="b">Lindo Courier</a>.',
    "The post Fog first appeared on Lindo Courier.",
    "Der Beitrag Fog erschien zuerst auf Lindo Courier.",
    "L’article Fog est apparu en premier sur Lindo Courier.",
    "La entrada Fog se publicó primero en Lindo Courier.",
    "O post Fog apareceu primeiro em Lindo Courier.",
]
BALLOT = "The post of mayor appeared first on the ballot in May."


@pytest.mark.parametrize("line", APPEARED)
def test_line_that_a_feed_adds_to_each_entry_is_removed(line: str) -> None:
    body = f"<![CDATA[<p>{BALLOT}</p><p>{line}</p>]]>"
    (article,) = read_items("a.xml", RSS.format("Fog", "", body).encode())
    assert isinstance(article, Article)
    assert article.text == BALLOT


def test_last_paragraph_that_is_like_a_line_of_a_feed_is_kept() -> None:
    body = f"<![CDATA[<p>It fell.</p><p>{BALLOT}</p>]]>"
    (article,) = read_items("a.xml", RSS.format("Fog", "", body).encode())
    assert isinstance(article, Article)
    assert article.text == f"It fell.\n\n{BALLOT}"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_and_jsonl_in_other_encodings(encoding: str) -> None:
    table = "title;text\nFähre;Die Fähre nach Torp fährt wieder über die Förde.\n"
    lines = '{"title": "Fähre", "text": "Die Fähre nach Torp fährt wieder über die Förde."}\n'
    for name, text in (("a.csv", table), ("a.jsonl", lines)):
        (item,) = read_items(name, text.encode(encoding))
        assert isinstance(item, Article), item.message
        assert item.title == "Fähre"


def test_truncated_json_list_yields_its_complete_objects() -> None:
    data = b'[{"title": "One", "text": "First."}, {"title": "Two", "te'
    one, error = read_items("a.json", data)
    assert isinstance(one, Article)
    assert isinstance(error, IngestError)
    assert "after 1 object" in error.message


def test_large_json_list_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.formats.jsonl.MAX_IN_MEMORY", 100)
    item = {"title": "One", "text": "First.", "tags": ["a", "b"], "author": {"name": "Ida Roe"}}
    for value in ([item] * 50, {"status": 1, "articles": [item] * 50}):
        items = read_items("a.json", json.dumps(value).encode())
        assert len(items) == 50
        assert isinstance(items[49], Article)
        assert (items[49].byline, items[49].topics) == ("Ida Roe", ("a", "b"))


PAGE = (
    "<html><head><title>Ferry fares rise</title>{head}</head><body><article>"
    "<h1>Ferry fares rise</h1><p>{said}</p><p>Fares on the Lindo ferry rise by a third in autumn,"
    " the board said. Season tickets stay as they are until the end of the year.</p></article>"
)
CHANGED = '<meta property="article:modified_time" content="2024-05-19T09:05:00+02:00">'
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", {} }}</script>'
DAYS = [
    pytest.param(CHANGED, "", None, id="only modified"),
    pytest.param(LINKED.format('"dateModified": "2024-05-19"'), "", None, id="modified, linked"),
    pytest.param(CHANGED + LINKED.format('"datePublished": "2024-05-14"'), "", date(2024, 5, 14),
                 id="modified in the head, published in linked data"),
    pytest.param(CHANGED, '<time datetime="2024-05-14" itemprop="datePublished">May</time>',
                 date(2024, 5, 14), id="a time in the text"),
    pytest.param('<meta name="date" content="05/03/2024">', "", None, id="ambiguous"),
    pytest.param('<meta name="date" content="2024">', "", None, id="a year alone"),
    pytest.param('<meta name="date" content="1954-05-19">', "", date(1954, 5, 19), id="old"),
    pytest.param("", "Updated 19 May 2024 at 09:05.", None, id="modified, in words"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "said", "day"), DAYS)
def test_page_date_is_the_publication_date_or_none(head: str, said: str, day: date | None) -> None:
    (article,) = read_items("a.html", PAGE.format(head=head, said=said or "So it is.").encode())
    assert isinstance(article, Article)
    assert article.date == day


def test_fields_of_the_file_win_over_the_dateline() -> None:
    line = (
        b'{"text": "TORP, July 18, 2023 (Northwire) - Ice.", "date": "2024-01-01", "source": "B"}'
    )
    (article,) = read_items("a.jsonl", line)
    assert isinstance(article, Article)
    assert (article.date, article.source) == (date(2024, 1, 1), "B")


RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Lindo Courier</title><item>'
    "<title>{}</title>{}<description>{}</description></item></channel></rss>"
)
INVALID_FEEDS = [
    pytest.param(RSS.format("Fog", "", "Fog &hellip; at Torp."), "Fog … at Torp.",
                 id="an undeclared entity"),
    pytest.param(RSS.format("Fog", "", "Fog & ice at Torp."), "Fog & ice at Torp.",
                 id="a bare ampersand"),
    pytest.param(RSS.format("Fog", "<media:thumbnail url='a'/>", "Fog at Torp."), "Fog at Torp.",
                 id="an unbound prefix"),
    pytest.param(RSS.format("Fog", "", "Fog at Torp.").removesuffix("</channel></rss>"),
                 "Fog at Torp.", id="cut off"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "text"), INVALID_FEEDS)
def test_feed_that_is_not_valid_xml_is_read_with_a_note(feed: str, text: str) -> None:
    (article,) = read_items("a.xml", feed.encode())
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fog", text)
    assert "not valid XML" in article.note


def test_feed_without_entries_is_no_error_of_its_xml() -> None:
    feed = "<rss><channel><title>Lindo &aacute; Courier</title></channel></rss>"
    (error,) = read_items("a.xml", feed.encode())
    assert isinstance(error, IngestError)
    assert error.message == "No articles found in this file."


MARKED_UP = [
    pytest.param("&amp;lt;p&amp;gt;Fog came.&amp;lt;br&amp;gt;&amp;lt;br&amp;gt;It stayed.",
                 "Fog came.\n\nIt stayed.", id="escaped twice"),
    pytest.param("&lt;p&gt;Fog &lt;b&gt;came&lt;/b&gt;.&lt;/p&gt;", "Fog came.", id="escaped once"),
    pytest.param("<![CDATA[<p>Fog came.</p><p>It stayed.</p>]]>", "Fog came.\n\nIt stayed.",
                 id="not escaped"),
    pytest.param("Profits &lt; 5% &amp;amp; falling", "Profits < 5% & falling", id="no markup"),
]  # fmt: skip


@pytest.mark.parametrize(("description", "text"), MARKED_UP)
def test_markup_of_an_entry_is_read_however_it_is_escaped(description: str, text: str) -> None:
    (article,) = read_items("a.xml", RSS.format("Fog", "", description).encode())
    assert isinstance(article, Article)
    assert article.text == text


TWICE = "Fog &amp;amp; ice, &amp;#8220;at last&amp;#8221;"
ESCAPED = {
    "a.xml": RSS.format(TWICE, "", f"Torp: {TWICE}."),
    "a.json": json.dumps({"title": "Fog &amp; ice, &#8220;at last&#8221;",
                          "text": "Torp: Fog &amp; ice, &ldquo;at last&rdquo;."}),
    "a.html": page(f"<p>Torp: {TWICE}.</p>", title=TWICE, heading=TWICE).decode(),
}  # fmt: skip


@pytest.mark.parametrize("name", ESCAPED)
def test_escapes_twice_over_are_resolved(name: str) -> None:
    (article,) = read_items(name, ESCAPED[name].encode())
    assert isinstance(article, Article)
    assert article.title == "Fog & ice, “at last”"
    assert "Torp: Fog & ice, “at last”." in article.text.split("\n\n")
