"""Exports: complete, harmless, and with their origin in the header."""

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

from index.article import (
    Entry,
    Hit,
    Quote,
    QuoteHit,
    Snippet,
    Span,
    Speaker,
    Timeline,
    TimelineRow,
)
from index.record.results import Utterance, Version
from index.user_data import Outlet, SavedSearch
from tui.sharing.export import FORMATS, export_pieces, write_export
from tui.sharing.export_records import COLUMNS, TimelineCount, record, timeline_counts
from tui.sharing.export_rows import ExportKind, ExportRows
from tui.sharing.statement import ExportHeader, Tally

ENTRY = Entry(
    id="00ff", title="Fog", date=date(2024, 3, 5), source="Valley Echo", byline="Ana Pell",
    url="https://echo.example/fog", location="/kept/fog.html", quotes=1, words=9,
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
    "timeline": (TimelineCount("Olaf Berg", "2024-01", 3),),
    "names": (
        {
            "name": "Berg",
            "hits": 2,
            "quotes": 3,
            "first": None,
            "last": None,
            "problem": None,
            "search": '"Berg" OR person:"Berg" OR speaker:"Berg"',
        },
    ),
    "utterances": (Utterance((Version(HIT),), outlets=("Valley Echo",), speakers=("Olaf Berg",)),),
    "searches": (SavedSearch("boats", "Boats", 3, 1), SavedSearch("=nets")),
    "outlets": (Outlet("Valley Echo", 3, False, ("Old Echo",)),),
}
ABOUT = ("=boats", "boats in all fields", "2024-05-06T07:08:09+00:00", "0123456789abcdef")
EVIL = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


def header(kind: ExportKind = "quotes", **fields: str) -> ExportHeader:
    now = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    return ExportHeader(kind, "/kept", "0123456789abcdef", now, "0.1.0", **fields)


def written(extension: str, kind: ExportKind = "quotes", rows: Iterable[Any] | None = None) -> str:
    head = header(kind, query="=boats", understood="boats in all fields")
    tally = Tally(head, ROWS[kind] if rows is None else rows)
    return "".join(export_pieces(extension, tally, "%Y-%m-%d"))


@pytest.mark.parametrize("extension", [".md", ".json", ".html"])
@pytest.mark.parametrize("kind", COLUMNS)
def test_header_has_query_time_and_state(extension: str, kind: ExportKind) -> None:
    text = html.unescape(written(extension, kind))
    for part in ABOUT:
        assert part in text


@pytest.mark.parametrize("kind", COLUMNS)
def test_csv_has_query_time_and_state_in_columns_if_wanted(kind: ExportKind) -> None:
    head = replace(header(kind, query="boats", understood="boats in all fields"), with_query=True)
    text = "".join(export_pieces(".csv", Tally(head, ROWS[kind]), "%Y"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(row)[-5:] for row in rows] == [
        ["query", "understood", "archive", "written", "state"]
    ] * len(ROWS[kind])
    assert {row["query"] for row in rows} == {"boats"}


def test_csv_file_has_its_header_in_a_file_beside_it(tmp_path: Path) -> None:
    write_export(tmp_path / "a.csv", header(query="=boats"), [HIT], "%Y", overwrite=False)
    about = json.loads((tmp_path / "a.meta.json").read_text())
    assert (about["query"], about["state of the archive"]) == ("=boats", "0123456789abcdef")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["person"] == "Olaf Berg"


@pytest.mark.parametrize("kind", COLUMNS)
def test_csv_file_begins_with_the_first_column(kind: ExportKind, tmp_path: Path) -> None:
    """A byte order mark would be part of the name of the first column in most programs."""
    write_export(tmp_path / "a.csv", header(kind), ROWS[kind], "%Y", overwrite=False)
    assert (tmp_path / "a.csv").read_bytes().startswith(COLUMNS[kind][0].encode())


@pytest.mark.parametrize("kind", COLUMNS)
def test_csv_has_one_row_each_after_the_header(kind: ExportKind) -> None:
    rows = list(csv.reader(io.StringIO(written(".csv", kind))))
    assert rows[0] == list(COLUMNS[kind])
    assert len(rows) == 1 + len(ROWS[kind])
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_csv_file_is_a_formula(evil: str) -> None:
    entry = ENTRY._replace(title=evil, source=evil, byline=evil, url=evil, tags=(evil,))
    rows = [QuoteHit(entry, 0, QUOTE._replace(speakers=(evil,)), evil, evil, evil)]
    for row in csv.reader(io.StringIO(written(".csv", "quotes", rows))):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("kind", COLUMNS)
def test_json_is_valid(kind: ExportKind) -> None:
    read = json.loads(written(".json", kind))
    assert read["head"]["query"] == "=boats"
    assert [list(row) for row in read[kind]] == [list(COLUMNS[kind])] * len(ROWS[kind])


def test_json_without_rows_is_valid() -> None:
    assert json.loads(written(".json", "quotes", []))["quotes"] == []


def test_json_has_all_details_of_a_quote() -> None:
    (quote,) = json.loads(written(".json"))["quotes"]
    assert quote == {
        "date": "2024-03-05", "source": "Valley Echo", "speaker": "Olaf Berg",
        "person": "Olaf Berg", "named": True, "for": "",
        "cue": "said", "mention": "Berg", "kind": "direct", "confidence": 0.93,
        "quote": "“We saved boats,”", "title": "Fog", "byline": "Ana Pell",
        "url": "https://echo.example/fog", "file": "/kept/fog.html", "article": "00ff",
    }  # fmt: skip


@pytest.mark.parametrize("extension", FORMATS)
def test_each_format_says_whom_an_unnamed_speaker_speaks_for(extension: str) -> None:
    quote = QUOTE._replace(speakers=("a spokesman",), named=False, represents="Merrow Air")
    assert "Merrow Air" in written(extension, rows=[HIT._replace(quote=quote)])


def test_markdown_cites_each_quote() -> None:
    text = written(".md")
    assert "> “We saved boats,”" in text
    assert "Olaf Berg (said), [Fog](<https://echo.example/fog>), by Ana Pell, Valley Echo" in text


@pytest.mark.parametrize("extension", [".md", ".html"])
def test_markup_and_scripts_are_escaped(extension: str) -> None:
    evil = "<script>a()</script> ![x](y) [/x] *b*"
    entry = ENTRY._replace(title=evil, source=evil, url="javascript:alert(1)")
    rows = [QuoteHit(entry, 0, QUOTE._replace(speakers=(evil,)), evil, evil, evil), entry]
    text = written(extension, "quotes", rows[:1]) + written(extension, "articles", rows[1:])
    assert "<script" not in text
    assert extension == ".html" or "![x](" not in text
    assert 'href="javascript' not in text
    assert "](<javascript" not in text


def test_html_table_links_urls() -> None:
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


def test_failed_export_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[QuoteHit]:
        yield HIT
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_export(tmp_path / "a.md", header(), broken(), "%Y-%m-%d", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_existing_file_is_only_overwritten_if_allowed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        write_export(file, header(), [HIT], "%Y-%m-%d", overwrite=False)
    assert file.read_text() == "mine"
    assert write_export(file, header(), [HIT], "%Y-%m-%d", overwrite=True) == 1
    assert "saved boats" in file.read_text()
    assert list(tmp_path.iterdir()) == [file]


def test_file_has_default_permissions(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_export(tmp_path / "a.csv", header(), [HIT], "%Y-%m-%d", overwrite=False)
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_all_rows_are_fetched_page_by_page() -> None:
    rows = list(range(1003))
    asked = []

    def fetch(offset: int, limit: int) -> list[int]:
        asked.append(offset)
        return rows[offset : offset + min(limit, 60)]

    assert list(ExportRows("quotes", fetch).rows()) == rows
    assert len(asked) == 18


@pytest.mark.parametrize(
    ("kind", "search"),
    [
        ("timeline", 'pier speaker:="Olaf Berg" date:2024-01'),
        ("speakers", 'pier speaker:="Olaf Berg"'),
        ("names", '"Berg" OR person:"Berg" OR speaker:"Berg"'),
    ],
)
def test_count_has_the_search_that_lists_what_was_counted(kind: ExportKind, search: str) -> None:
    head = replace(header(kind, query="pier"), recipe={"query": "pier"})
    text = "".join(export_pieces(".json", Tally(head, ROWS[kind]), "%Y"))
    assert [row["search"] for row in json.loads(text)[kind]] == [search]


def test_somebody_called_other_speakers_is_not_taken_for_the_speakers_without_a_row() -> None:
    rows = (TimelineRow("other speakers", (1,)), TimelineRow("", (4,), 3))
    timeline = Timeline("year", (date(2024, 1, 1),), (5,), rows)
    assert [record(count)["search"] for count in timeline_counts(timeline)] == [
        'speaker:="other speakers" date:2024', "",
    ]  # fmt: skip


def test_html_has_words_for_columns_that_csv_and_json_name_shortly() -> None:
    page, table = written(".html"), written(".csv")
    for name, words in (
        ("for", "speaks for"),
        ("mention", "named there as"),
        ("cue", "introduced by"),
    ):
        assert f"<th>{words}" in page
        assert f"<th>{name}<" not in page
        assert name in table.splitlines()[0].split(",")
