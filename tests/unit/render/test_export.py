"""What is written to files: whole, harmless, and with its origin in the head."""

from __future__ import annotations

import csv
import html.parser
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from index.article import Entry, Hit, Quote, QuoteHit, Snippet, Span, Speaker
from tui.sharing.citation import CitationFormatter
from tui.sharing.export import COLUMNS, FORMS, ExportHeader, ExportKind, ExportRows, write

ENTRY = Entry(
    id="00ff", title="Fog", date=date(2024, 3, 5), source="Valley Echo", byline="Ana Pell",
    url="https://echo.example/fog", location="/kept/fog.html", quotes=1, speakers=1, words=9,
    tags=("to cite",), starred=True,
)  # fmt: skip
QUOTE = Quote(
    content=(Span(0, 5),), kind="direct", speakers=("Olaf Berg",), named=True, confidence=0.934
)
HIT = QuoteHit(ENTRY, 0, QUOTE, "“We saved boats,”", "Berg", "said")
ROWS: dict[ExportKind, tuple[Any, ...]] = {
    "quotes": (HIT,),
    "articles": (ENTRY, Hit(ENTRY, (Snippet("saved boats", 4, ()),))),
    "speakers": (Speaker("Olaf Berg", True, 3, 2, date(2024, 1, 2), None),),
}
EVIL = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


def head(what: ExportKind = "quotes", **fields: str) -> ExportHeader:
    now = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    return ExportHeader(what, "/kept", "0123456789abcdef", now, "0.1.0", **fields)


def written(form: str, what: ExportKind = "quotes", rows: Iterable[Any] | None = None) -> str:
    told = head(what, query="=boats", understood="boats in all fields")
    return "".join(FORMS[form](told, ROWS[what] if rows is None else rows, CitationFormatter()))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", COLUMNS)
def test_head_has_query_day_and_state(form: str, what: ExportKind) -> None:
    text = html.unescape(written(form, what))
    for part in ("=boats", "boats in all fields", "2024-05-06T07:08:09+00:00", "0123456789abcdef"):
        assert part in text


@pytest.mark.parametrize("what", COLUMNS)
def test_csv_has_a_row_for_each_after_the_head(what: ExportKind) -> None:
    rows = list(csv.reader(io.StringIO(written(".csv", what).removeprefix("\ufeff"))))
    table = [row for row in rows if not row[0].startswith("# ")]
    assert table[0] == list(COLUMNS[what])
    assert len(table) == 1 + len(ROWS[what])
    assert all(len(row) == len(table[0]) for row in table)


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_csv_file_is_a_formula(evil: str) -> None:
    entry = replace(ENTRY, title=evil, source=evil, byline=evil, url=evil, tags=(evil,))
    rows = [QuoteHit(entry, 0, replace(QUOTE, speakers=(evil,)), evil, evil, evil)]
    for row in csv.reader(io.StringIO(written(".csv", "quotes", rows).removeprefix("\ufeff"))):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("what", COLUMNS)
def test_json_can_be_read_again(what: ExportKind) -> None:
    read = json.loads(written(".json", what))
    assert read["head"]["query"] == "=boats"
    assert [list(row) for row in read[what]] == [list(COLUMNS[what])] * len(ROWS[what])


def test_json_of_nothing_can_be_read_too() -> None:
    assert json.loads(written(".json", "quotes", []))["quotes"] == []


def test_quote_in_json_has_all_that_is_known_of_it() -> None:
    (quote,) = json.loads(written(".json"))["quotes"]
    assert quote == {
        "date": "2024-03-05", "source": "Valley Echo", "speaker": "Olaf Berg", "named": True,
        "cue": "said", "mention": "Berg", "kind": "direct", "confidence": 0.93,
        "quote": "“We saved boats,”", "title": "Fog", "byline": "Ana Pell",
        "url": "https://echo.example/fog", "file": "/kept/fog.html", "article": "00ff",
    }  # fmt: skip


def test_markdown_cites_each_quote() -> None:
    text = written(".md")
    assert "> “We saved boats,”" in text
    assert "Olaf Berg (said), [Fog](<https://echo.example/fog>), Valley Echo, 2024-03-05" in text


@pytest.mark.parametrize("form", [".md", ".html"])
def test_news_text_is_neither_markup_nor_a_script(form: str) -> None:
    evil = "<script>a()</script> ![x](y) [/x] *b*"
    entry = replace(ENTRY, title=evil, source=evil, url="javascript:alert(1)")
    rows = [QuoteHit(entry, 0, replace(QUOTE, speakers=(evil,)), evil, evil, evil), entry]
    text = written(form, "quotes", rows[:1]) + written(form, "articles", rows[1:])
    assert "<script" not in text
    assert form == ".html" or "![x](" not in text
    assert 'href="javascript' not in text
    assert "](<javascript" not in text


def test_html_is_a_table_whose_addresses_are_links() -> None:
    class Reader(html.parser.HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.links: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.links += [value or "" for name, value in attrs if name == "href"]

    reader = Reader()
    reader.feed(written(".html"))
    assert reader.links == ["https://echo.example/fog"]


# Files


def test_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[QuoteHit]:
        yield HIT
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write(tmp_path / "a.md", head(), broken(), CitationFormatter(), over=False)
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_there_stays_unless_it_may_be_written_over(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        write(file, head(), [HIT], CitationFormatter(), over=False)
    assert file.read_text() == "mine"
    assert write(file, head(), [HIT], CitationFormatter(), over=True) == 1
    assert "saved boats" in file.read_text()
    assert list(tmp_path.iterdir()) == [file]


def test_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write(tmp_path / "a.csv", head(), [HIT], CitationFormatter(), over=False)
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_rows_are_fetched_page_by_page_to_the_end() -> None:
    rows = list(range(1003))
    asked = []

    def fetch(offset: int, limit: int) -> list[int]:
        asked.append(offset)
        return rows[offset : offset + min(limit, 60)]

    assert list(ExportRows("quotes", fetch).rows()) == rows
    assert len(asked) == 18
