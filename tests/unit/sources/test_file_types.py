"""Tell by content and name what can be read, and say what cannot."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError, UnsupportedFileError
from index.sources.reading import read_stream


@pytest.mark.parametrize("name", ["a.pdf", "a.DOCX", "a.xlsx", "a.tar", "a.gz"])
def test_other_bytes_with_the_name_of_a_format_are_not_a_file_of_it(name: str) -> None:
    (error,) = read_stream(BytesIO(bytes(range(256)) * 9), name)
    assert isinstance(error, IngestError)
    kind = name[2:].upper()
    assert error.message == (
        f"This is not a {kind} file, although its name ends in {name[1:].lower()}. Get the file"
        " again."
    )


@pytest.mark.parametrize(
    "name",
    ["a.TXT", "a.text", "a.md", "a.markdown", "a.csv", "a.tsv", "a.tab", "a.json", "a.jsonl",
     "a.ndjson", "a.eml", "a.html", "a.htm", "a.xml"],
)  # fmt: skip
def test_other_bytes_with_the_name_of_a_text_are_not_readable_text(name: str) -> None:
    (error,) = read_stream(BytesIO(bytes(range(256)) * 9), name)
    assert isinstance(error, IngestError)
    assert error.message == (
        f"This is not readable text, although its name ends in {name[1:].lower()}. Get the file"
        " again."
    )


@pytest.mark.parametrize("name", ["a.png", "a.mp4", "a.dat"])
def test_other_bytes_with_another_name_are_of_an_unsupported_type(name: str) -> None:
    (error,) = read_stream(BytesIO(bytes(range(256)) * 9), name)
    assert isinstance(error, UnsupportedFileError)


@pytest.mark.parametrize("name", ["a.png", "a.pdf", "a.docx", "a.jpg"])
def test_picture_is_named_by_what_it_is_whatever_it_is_called(name: str) -> None:
    (error,) = read_stream(BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 90), name)
    assert isinstance(error, UnsupportedFileError)
    assert error.kind == "PNG image"


CODE = {
    "a.py": '"""Print the fog."""\n\nprint("It fell.")\n', "a.js": "const fog = 1;\n",
    "b.js": '{"title": "Fog", "text": "It fell."}', "a.CSS": "p { color: red; }\n",
    "a.c": "#include <fog.h>\n", "a.sh": "#!/bin/sh\necho fog\n", "a.ini": "[fog]\nis = thick\n",
    "a.toml": "fog = 1\n", "a.yaml": "---\ntitle: Fog\n---\nIt fell.\n",
    "a.yml": "from: a\nto: b\n",
    "a.log": "2024-03-05 the fog fell\n", "a.sql": "SELECT title, text FROM fog;\n",
    "b.py": "title, text = read()\n", "empty.py": "",
}  # fmt: skip


@pytest.mark.parametrize("name", CODE)
def test_program_code_and_settings_are_no_articles(name: str) -> None:
    (error,) = read_stream(BytesIO(CODE[name].encode()), name)
    assert isinstance(error, UnsupportedFileError)
    assert error.kind == f"{name.partition('.')[2].upper()} file"


@pytest.mark.parametrize(
    "name",
    ["a", "a.txt", "a.text", "a.asc", "fog.2024", "Fog at St. Orsk", "a.php?id=3", "the c.", ".c"],
)
def test_text_with_another_name_is_an_article(name: str) -> None:
    (article,) = read_stream(BytesIO(b"Fog fell on the pier, and nobody came."), name)
    assert isinstance(article, Article)


def test_page_saved_with_the_name_of_a_script_is_an_article() -> None:
    page = "<html><body><article><h1>Fog</h1><p>Fog fell on the pier.</p></article></body></html>"
    (article,) = read_stream(BytesIO(page.encode()), "fog.pl")
    assert isinstance(article, Article)


@pytest.mark.parametrize("name", ["a.pdf", "a.DOCX", "a.xlsx", "a.zip"])
def test_text_with_the_name_of_another_format_is_not_an_article(name: str) -> None:
    (error,) = read_stream(BytesIO(b"Fog fell on the pier, and nobody came."), name)
    assert isinstance(error, IngestError)
    assert "rename it to .txt" in error.message


PLIST = (
    '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x.dtd"><plist>'
    "<dict><key>URL</key><string>https://lindo.example/fog</string></dict></plist>"
)
ELSEWHERE = [
    ("a.url", "[InternetShortcut]\r\nURL=https://lindo.example/fog\r\n", "lindo.example/fog"),
    ("a.url", "[InternetShortcut]\nIconIndex=0\nURL=https://lindo.example/a", "lindo.example/a"),
    ("a.webloc", PLIST, "onrecord add https://lindo.example/fog"),
    ("a.opml", "<opml><body><outline xmlUrl='https://x.example'/></body></opml>", "feed import"),
    ("a.xml", "<?xml version='1.0'?><opml version='2.0'></opml>", "onrecord feed import"),
]


@pytest.mark.parametrize(("name", "text", "remedy"), ELSEWHERE)
def test_file_that_leads_elsewhere_says_how_to_follow_it(name: str, text: str, remedy: str) -> None:
    (error,) = read_stream(BytesIO(text.encode()), name)
    assert isinstance(error, IngestError)
    assert remedy in error.message


def test_text_about_addresses_is_an_article() -> None:
    (item,) = read_stream(BytesIO(b"Links\n\nURL=https://lindo.example is down."), "a.txt")
    assert isinstance(item, Article)


@pytest.mark.parametrize("name", ["a.rss", "a.ATOM", "a.xml", "a.rdf"])
@pytest.mark.parametrize("text", ["not xml <rss", "A ferry sank.", "404 Not Found", "[]x"])
def test_text_with_the_name_of_a_feed_is_refused(name: str, text: str) -> None:
    (error,) = read_stream(BytesIO(text.encode()), name)
    assert isinstance(error, IngestError)
    assert error.message == (
        f"This is not XML, although its name ends in {name[1:].lower()}. Get the file again, or"
        " rename it to .txt if it is text."
    )


def test_unknown_xml_without_a_declaration_is_unsupported() -> None:
    (error,) = read_stream(BytesIO(b"<stock><item>ferry</item></stock>"), "a.xml")
    assert isinstance(error, IngestError)
    assert "Unsupported XML: “stock”." in error.message
