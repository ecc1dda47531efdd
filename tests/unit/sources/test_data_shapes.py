"""Import JSON and tables however programs arrange and write them."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.options import ImportOptions
from index.sources.reading import read_stream

FOG = {"title": "Fog", "text": "The fog came.", "date": "2024-03-05"}
SUN = {"title": "Sun", "text": "The sun came.", "date": "2024-03-06"}
BOTH = [FOG, SUN]


def read(name: str, content: str, options: ImportOptions | None = None) -> list[object]:
    """Return headline and text of each article, or the message of the error in its place."""
    items = read_stream(BytesIO(content.encode()), name, options or ImportOptions())
    return [
        (item.title, item.text) if isinstance(item, Article) else item.message for item in items
    ]


SHAPES = [
    pytest.param(json.dumps(BOTH), id="list"),
    pytest.param(json.dumps({"articles": BOTH}), id="list in an object"),
    pytest.param(json.dumps({"status": "ok", "response": {"n": 2, "docs": BOTH}}), id="two deep"),
    pytest.param(json.dumps({"data": {"results": BOTH}}), id="two deep, both known names"),
    pytest.param(json.dumps({"a1": FOG, "b2": SUN}), id="objects by id"),
    pytest.param(
        json.dumps({"x": {"items": [{"n": 1}]}, "a": {"items": [FOG]}, "b": {"items": [SUN]}}),
        id="lists by section",
    ),
    pytest.param(
        json.dumps({name: {"0": FOG[name], "1": SUN[name]} for name in FOG}), id="columns"
    ),
    pytest.param(
        json.dumps(FOG, indent=2) + "\n" + json.dumps(SUN, indent=2), id="one after other"
    ),
    pytest.param(json.dumps(BOTH) + "\n\0\0\n", id="zeros at the end"),
    pytest.param(json.dumps([FOG]) + json.dumps([SUN]), id="lists one after the other"),
    pytest.param(
        json.dumps({"hits": {"total": 2, "hits": [{"_id": 1, "_source": each} for each in BOTH]}}),
        id="search engine",
    ),
    pytest.param(
        json.dumps({"@graph": [{"headline": e["title"], "articleBody": e["text"]} for e in BOTH]}),
        id="linked data",
    ),
    pytest.param(json.dumps({"edges": [{"node": each} for each in BOTH]}), id="a graph of nodes"),
    pytest.param(
        json.dumps([{**each, "text": {"html": f"<p>{each['text']}</p>"}} for each in BOTH]),
        id="texts in objects",
    ),
    pytest.param(
        json.dumps({"data": [{"type": "news", "attributes": each} for each in BOTH]}), id="JSON:API"
    ),
]


@pytest.mark.parametrize("content", SHAPES)
def test_articles_are_found_in_every_arrangement(content: str) -> None:
    assert read("a.json", content) == [("Fog", "The fog came."), ("Sun", "The sun came.")]


NO_SHAPES = [
    pytest.param(json.dumps(FOG | {"meta": {"items": [{"text": "x"}]}}), id="list in an article"),
    pytest.param(json.dumps(FOG | {"comments": {"1": {"text": "x"}}}), id="comments by id"),
    pytest.param(json.dumps(FOG | {"author": {"name": "Ida Roe"}}), id="object in an article"),
]


@pytest.mark.parametrize("content", NO_SHAPES)
def test_parts_of_an_article_are_not_articles(content: str) -> None:
    assert read("a.json", content) == [("Fog", "The fog came.")]


@pytest.mark.parametrize(
    "content", ['{"a": {"b": 1}}', '{"a": {"x": {"text": "y"}}, "n": 1}', "{}", "", " \n"]
)
def test_object_without_an_article_is_an_error(content: str) -> None:
    (message,) = read("a.json", content)
    assert isinstance(message, str)


def test_objects_before_invalid_json_are_kept() -> None:
    first, message = read("a.json", json.dumps(FOG, indent=2) + '\n{"title": "Sun", "te')
    assert first == ("Fog", "The fog came.")
    assert "The JSON ends in the middle of a value after 1 object. Get" in str(message)


FIELDS = [
    {
        "headline": {"main": "Fog", "kicker": None}, "pub_date": "2024-03-05T10:00:00+0000",
        "byline": {"original": "By Ida Roe"}, "source": "Lindo Courier",
        "web_url": "https://l.example/1", "lead_paragraph": "The fog came.",
    },
    {
        "webTitle": "Fog", "webPublicationDate": "2024-03-05T10:00:00Z", "medium": "Lindo Courier",
        "webUrl": "https://l.example/1",
        "fields": {"bodyText": "The fog came.", "byline": "Ida Roe"},
    },
    {
        "@type": "NewsArticle", "headline": "Fog", "datePublished": "2024-03-05T10:00:00Z",
        "author": [{"@type": "Person", "name": "Ida Roe"}], "url": "https://l.example/1",
        "publisher": {"@type": "Organization", "name": "Lindo Courier"},
        "description": "Fog.", "articleBody": "The fog came.",
    },
    {
        "headline": "Fog", "datePublished": "2024-03-05", "author": "Ida Roe",
        "publisher": {"name": "Lindo Courier"}, "url": "https://l.example/1",
        "text": "", "article_body": "The fog came.",
    },
]  # fmt: skip


@pytest.mark.parametrize("item", FIELDS)
def test_fields_of_news_services_are_recognized(item: dict[str, object]) -> None:
    (article,) = read_stream(BytesIO(json.dumps([item]).encode()), "a.json")
    assert isinstance(article, Article)
    assert (article.title, str(article.date), article.byline) == ("Fog", "2024-03-05", "Ida Roe")
    assert (article.source, article.url) == ("Lindo Courier", "https://l.example/1")
    assert article.text == "The fog came."


def test_title_of_a_json_feed_is_the_outlet() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Lindo Courier", "items": BOTH}
    for item in read_stream(BytesIO(json.dumps(feed).encode()), "a.json"):
        assert isinstance(item, Article)
        assert item.source == "Lindo Courier"


HEADERS = [
    pytest.param("title,text\n", id="plain"),
    pytest.param("\n \r\ntitle,text\n", id="blank lines above"),
    pytest.param('"Title" , Text \n', id="spaces around names"),
    pytest.param("\ufeffsep=,\ntitle,text\n", id="separator named"),
    pytest.param("SEP=;\r\ntitle;text\r\n", id="another separator named"),
    pytest.param("Media report\nExported on 2024-05-01\n\ntitle,text\n", id="a preface"),
    pytest.param("Media report;;\n;;\ntitle;text\n", id="a preface in empty cells"),
    pytest.param('"Report, of two parts"\nQuery: fog, ice\n"title","text"\n', id="marks above"),
    pytest.param("sep=;\nMedia report\ntitle;text\n", id="a separator and a preface"),
    pytest.param("Content\ntitle,text\n", id="a line like the name of a column above"),
]


@pytest.mark.parametrize("header", HEADERS)
def test_column_names_are_found(header: str) -> None:
    delimiter = ";" if ";" in header else ","
    row = delimiter.join(("Fog", "The fog came."))
    assert read("a.csv", f"{header}{row}\n") == [("Fog", "The fog came.")]


ROWS = [
    pytest.param('Fog,"The ""fog"" came."', 'The "fog" came.', id="marks doubled"),
    pytest.param('Fog,The 12" pipe burst.', 'The 12" pipe burst.', id="mark within a cell"),
    pytest.param('Fog,"The fog" came.', '"The fog" came.', id="cell begins with a quote"),
    pytest.param('Fog,"She said "no" to it, twice."', 'She said "no" to it, twice.', id="inside"),
    pytest.param('"Fog","A, "b" c and ""d""."', 'A, "b" c and "d".', id="both ways"),
]


@pytest.mark.parametrize(("row", "text"), ROWS)
def test_quotation_marks_in_cells_lose_no_row(row: str, text: str) -> None:
    assert read("a.csv", f"title,text\n{row}\nSun,The sun came.\n") == [
        ("Fog", text), ("Sun", "The sun came."),
    ]  # fmt: skip


def test_a_row_full_of_marks_that_close_nothing_takes_no_hours() -> None:
    first, second = read("a.csv", 'title,text\n"Fog' + ',"a' * 300_000 + "\nSun,The sun came.\n")
    assert "row is invalid" in str(first)
    assert second == ("Sun", "The sun came.")


def test_row_that_cannot_be_split_is_named() -> None:
    message, sun = read("a.csv", 'title,text\nFog,"a" b, c\nSun,The sun came.\n')
    assert isinstance(message, str)
    assert "row" in message
    assert sun == ("Sun", "The sun came.")


def test_mapped_columns_keep_their_names() -> None:
    options = ImportOptions(mapping={"text": "What"})
    assert read("a.csv", " title , What \nFog,The fog came.\n", options) == [
        ("Fog", "The fog came."),
    ]  # fmt: skip


def test_error_is_an_item_not_an_exception() -> None:
    (item,) = read_stream(BytesIO(b'{"title": "Fog", "te'), "a.json")
    assert isinstance(item, IngestError)


COLUMNS = [
    pytest.param("ID,Media Name,Publish Date,Headline,Full Text", id="words and spaces"),
    pytest.param("id,media_name,publish_date,headline,full_text", id="underscores"),
    pytest.param("Id, Media  Name ,Publish Date ,HEADLINE, Fulltext", id="spaces around"),
]


@pytest.mark.parametrize("header", COLUMNS)
def test_columns_are_recognized_however_they_are_spelled(header: str) -> None:
    (item,) = read_stream(
        BytesIO(f"{header}\n1,Courier,2024-03-05,Fog,It came.\n".encode()), "a.csv"
    )
    assert isinstance(item, Article)
    assert (item.source, str(item.date), item.title) == ("Courier", "2024-03-05", "Fog")


BREAKS = [
    pytest.param(r"It came.\n\nIt stayed.", "It came.\n\nIt stayed.", id="two"),
    pytest.param(r"It came.\nIt stayed.", "It came.\n\nIt stayed.", id="one after a sentence"),
    pytest.param(r"It came.\r\nIt stayed.", "It came.\n\nIt stayed.", id="of Windows"),
    pytest.param(r"“It came.”\n\nIt stayed.", "“It came.”\n\nIt stayed.", id="after a quote"),
    pytest.param(r"In C:\news and C:\notes.", r"In C:\news and C:\notes.", id="a folder"),
    pytest.param(r"It is \neq 0.", r"It is \neq 0.", id="a formula"),
    pytest.param(
        "It came.\nBy \\n it means a break.",
        "It came.\n\nBy \\n it means a break.",
        id="beside real ones",
    ),
]


@pytest.mark.parametrize(("text", "read_as"), BREAKS)
def test_line_breaks_that_were_escaped_twice_are_line_breaks(text: str, read_as: str) -> None:
    assert read("a.json", json.dumps({"title": "Fog", "text": text})) == [("Fog", read_as)]


def test_values_that_are_no_numbers_are_empty() -> None:
    line = '{"title": "Fog", "text": "It came.", "byline": NaN, "source": NaN, "authors": [NaN]}'
    (item,) = read_stream(BytesIO(line.encode()), "a.jsonl")
    assert isinstance(item, Article)
    assert (item.byline, item.source) == ("", "")
    assert (
        read("a.jsonl", '{"title": "Fog", "text": NaN}')[0][:30] == "The article has a headline but"
    )


LISTS = [
    pytest.param({"news": {"items": [1]}, "sport": {"items": [2, 3]}}, [1, 2, 3], id="sections"),
    pytest.param({"articles": [1], "posts": [2]}, [1, 2], id="lists side by side"),
    pytest.param({"articles": [1], "data": {"articles": [2]}}, [1, 2], id="lists of two depths"),
    pytest.param({"articles": [1, 2], "items": ["no text"]}, [1, 2], id="a list of other things"),
    pytest.param([1, 2, 3], [1, 2, 3], id="one list"),
]


@pytest.mark.parametrize("in_memory", [20, 10_000])
@pytest.mark.parametrize(("shape", "numbers"), LISTS)
def test_all_lists_of_json_are_read(
    monkeypatch: pytest.MonkeyPatch, shape: object, numbers: list[int], in_memory: int
) -> None:
    monkeypatch.setattr("index.sources.formats.jsonl.MAX_IN_MEMORY", in_memory)
    text = re.sub(
        r"\b\d\b", r'{"title": "Fog \g<0>", "text": "It came."}', json.dumps(shape, indent=1)
    )
    text = text.replace('"no text"', '{"name": "Ida Roe"}')
    assert read("a.json", text) == [(f"Fog {n}", "It came.") for n in numbers]


ENDS = [
    pytest.param("The fog came back… [+1200 chars]", True, id="a number of characters"),
    pytest.param("The fog came back [+1,200 chars]", True, id="the same without dots"),
    pytest.param("The fog came back […]", True, id="dots in brackets"),
    pytest.param("The fog came back [...]", True, id="three dots in brackets"),
    pytest.param("The fog came back [&#8230;]", True, id="escaped dots in brackets"),
    pytest.param("The fog came back…", False, id="dots alone"),
    pytest.param("“The fog […] came back.”", False, id="dots inside a quote"),
    pytest.param("The fog came back [laughter]", False, id="a word in brackets"),
    pytest.param("The fog [+1200 chars] came.", False, id="such a number inside"),
    pytest.param("The fog came […]\n\nIt went.", False, id="another paragraph follows"),
]


@pytest.mark.parametrize(("text", "is_cut"), ENDS)
def test_text_that_breaks_off_has_a_note(text: str, is_cut: bool) -> None:
    line = json.dumps({"title": "Fog", "text": text})
    (item,) = read_stream(BytesIO(line.encode()), "a.jsonl")
    assert isinstance(item, Article)
    assert ("breaks off" in item.note) is is_cut


def test_list_written_as_text_is_a_list_in_json_too() -> None:
    item = FOG | {"authors": "['Ida Roe', 'Jon Ash']", "tags": "['fog', 'ice']"}
    (article,) = read_stream(BytesIO(json.dumps(item).encode()), "a.jsonl")
    assert isinstance(article, Article)
    assert (article.byline, article.topics) == ("Ida Roe, Jon Ash", ("fog", "ice"))
