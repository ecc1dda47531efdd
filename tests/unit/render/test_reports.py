"""Who is heard and side by side, as text, tables, pages and pictures."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import add_files, copy_made
from tui.cli.main import main

FILES = {
    "pier": "---\ntitle: Pier\ndate: 2024-01-10\nsource: Harbour Post\nurl: https://post.example/p\n"
    "---\n“Boats,” [Ana Pell] said. “Nets,” [Ana Pell] said. “Who knows?”",
    "fog": "---\ntitle: Fog\ndate: 2024-03-05\nsource: Valley Echo\n---\n“No boats,” [Tim Falk]"
    " said. “Hush,” [a clerk] said.",
    "rain": "---\ntitle: Rain\n---\n“Boats & <b>nets</b>,” [Ana Pell] said.",
}
FORMS = ("csv", "json", "md", "html", "svg")
REPORTS = {"heard": ["heard"], "compare": ["compare", "Ana Pell", "Tim Falk"]}


def make(folder: Path) -> None:
    add_files(folder, {f"{name}.md": text for name, text in FILES.items()})
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        nets = next(hit for hit in archive.quotes() if hit.text == "“Nets,”")
        archive.corrections.correct_quote(nets.entry.id, nets.quote, "Ana Pell; Tim Falk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_made(make, tmp_path)


@pytest.fixture
def with_copy(folder: Path, tmp_path: Path) -> Path:
    """Return the folder after another outlet printed one of the articles too."""
    file = tmp_path / "copy.md"
    file.write_text(FILES["pier"].replace("Harbour Post", "Valley Echo"))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        assert [outcome.copy_of for outcome in archive.add([file])] != [None]
    return folder


def run(folder: Path, *arguments: object) -> int:
    return main(["--archive", str(folder), *map(str, arguments)])


def export(folder: Path, form: str, *command: str) -> Path:
    file = folder.parent / f"out.{form}"
    assert run(folder, *command, "-o", file) == 0
    return file


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("command", [*REPORTS.values(), ["quotes"]], ids=[*REPORTS, "quotes"])
def test_message_names_every_file(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    capsys.readouterr()
    file = export(folder, "csv", *command)
    message = capsys.readouterr().err
    assert f"written to {file}, and beside it " in message
    assert all(each.name in message for each in file.parent.glob("out.*"))


def test_text_of_heard_has_speakers_outlets_and_months(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "heard") == 0
    printed = capsys.readouterr()
    lines = {line[:30].strip(): line.split() for line in printed.out.splitlines()}
    assert lines["Ana Pell"][2:4] == ["3", "50%"]
    assert lines["speaker unknown"][2:4] == ["1", "17%"]
    assert lines["Harbour Post"][2:4] == ["3", "50%"]
    assert lines["2024-03"][1:3] == ["2", "33%"]
    assert lines["no date"][2:4] == ["1", "17%"]
    assert "6 quotes in 3 articles by 3 speakers · 67% named, 100% direct" in printed.err


def test_text_of_a_comparison_has_both_sides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "compare", "Ana Pell", "Valley Echo", "--query", "boats") == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0].split("  ")[-1].strip() == "Valley Echo"
    assert "quotes    2 (67%)                         1 (33%)" in printed.out
    assert "2024-01   ████████████████████ 1" in printed.out
    assert "Shares are of all 3 quotes that match boats, of their " in printed.err


@pytest.mark.parametrize("command", REPORTS.values(), ids=REPORTS)
def test_json_has_one_object_a_line_and_ends_with_a_summary(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    counts, _, summary = records(folder, capsys, *command)
    assert (summary["status"], summary["quotes"]) == ("summary", 6)
    assert all("search" in row for row in counts)


@pytest.mark.parametrize("query", ["", "boats OR knows", "nets copies:apart", "speaker:falk"])
def test_counts_of_heard_add_up_to_the_quotes_of_the_same_json(
    with_copy: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    counts, quotes, summary = records(with_copy, capsys, "heard", query)
    listed = {
        "total": ["" for _ in quotes],
        "speaker": [name for each in quotes for name in (each["person"] or "").split("; ")],
        "naming": [naming(each) for each in quotes],
        "type": [each["kind"] for each in quotes],
    }
    for by, names in listed.items():
        found = Counter({row["name"]: row["quotes"] for row in counts if row["by"] == by})
        assert (by, found) == (by, Counter(names))
    assert summary["quotes"] == len(quotes)


def test_quote_in_copies_counts_for_each_outlet_and_the_report_says_so(
    with_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts, quotes, _ = records(with_copy, capsys, "heard", "boats")
    outlets = {row["name"]: row["quotes"] for row in counts if row["by"] == "source"}
    assert sum(outlets.values()) > len(quotes)
    assert run(with_copy, "heard", "boats", "--format", "md") == 0
    again = f"the outlets’ quotes add up to {sum(outlets.values())}"
    assert again in capsys.readouterr().out.replace("\\", "")


@pytest.mark.parametrize("query", ["", "boats OR nets", "nets copies:apart"])
def test_counts_of_a_comparison_add_up_to_the_quotes_of_the_same_json(
    with_copy: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    command = ["compare", "Ana Pell", "Tim Falk", "--query", query]
    counts, quotes, summary = records(with_copy, capsys, *command)
    found = Counter({
        (row["side"], row["what"], row.get("value", "")): row["number"]
        for row in counts if row["what"] not in ("words", "articles", "word") and row["number"]
    })  # fmt: skip
    listed: Counter[tuple[int, str, str]] = Counter()
    for each in quotes:
        listed.update((each["side"], what, "") for what in ("quotes", naming(each), each["kind"]))
        listed.update([(each["side"], "month", each["date"][:7])] if each["date"] else [])
    assert found == listed
    places = Counter((each["article"], each["number"]) for each in quotes)
    assert summary["both"] == sum(times == 2 for times in places.values())


@pytest.mark.parametrize("command", REPORTS.values(), ids=REPORTS)
def test_quotes_in_json_are_those_of_the_export_and_lead_to_their_articles(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    _, quotes, _ = records(folder, capsys, *command)
    exported = json.loads(export(folder, "json", *command).read_text())["quotes"]
    for each, row in zip(quotes, exported, strict=True):
        assert (each["text"], each["url"], each["location"]) == (
            row["quote"], row["url"], row["file"]
        )  # fmt: skip
        capsys.readouterr()
        run(folder, "versions", each["article"], each["number"])
        assert each["text"] in capsys.readouterr().out


def naming(quote: dict[str, Any]) -> str:
    return "named" if quote["named"] else "unnamed" if quote["speaker"] else "unknown"


def records(
    folder: Path, capsys: pytest.CaptureFixture[str], *command: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Return what a report prints as JSON: the counts, the quotes and the summary."""
    capsys.readouterr()
    assert run(folder, *command, "--json") == 0
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    quotes = [row for row in rows if "quote" in (row.get("by"), row.get("what"))]
    return [row for row in rows if row not in quotes], quotes, summary


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", REPORTS.values(), ids=REPORTS)
def test_report_is_printed_without_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], form: str
) -> None:
    assert run(folder, *command, "--format", form) == 0
    assert "Ana Pell" in capsys.readouterr().out


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", REPORTS.values(), ids=REPORTS)
def test_report_states_its_origin_and_is_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], form: str
) -> None:
    file = export(folder, form, *command)
    text = file.with_suffix(".meta.json" if form == "csv" else f".{form}").read_text()
    for part in ("onrecord 0.1.0", "with a confidence below 0.75", "quotes in 3 articles"):
        assert part in text
    assert run(folder, "verify", file) == 0


def test_numbers_of_heard_add_up_to_the_quotes_listed(folder: Path) -> None:
    rows = table(export(folder, "csv", "heard"))
    quotes = table(folder.parent / "out.quotes.csv")
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["by"]] += int(row["quotes"])
    listed = len(quotes)
    joint = sum(row["person"].count("; ") for row in quotes)
    assert joint == 1
    assert sums == {
        "total": listed, "speaker": listed + joint, "naming": listed, "type": listed,
        "source": listed, "date": listed,
    }  # fmt: skip
    by_outlet = Counter(row["source"] for row in quotes)
    assert by_outlet == {row["name"]: int(row["quotes"]) for row in rows if row["by"] == "source"}


def test_search_of_a_row_lists_its_quotes(folder: Path) -> None:
    rows = table(export(folder, "csv", "heard", "boats OR hush OR knows"))
    with Archive.open(folder) as archive:
        for row in rows:
            search = row["search"].removeprefix("'")
            assert archive.count_quotes(query=search) == int(row["quotes"]), search


@pytest.mark.parametrize("query", [[], ["--query", "boats OR nets"]])
def test_search_of_a_comparison_lists_its_quotes(folder: Path, query: list[str]) -> None:
    rows = table(export(folder, "csv", "compare", "Ana Pell", "Tim Falk", *query))
    with Archive.open(folder) as archive:
        for row in rows:
            if row["what"] not in ("words", "articles", "word"):
                search = row["search"].removeprefix("'")
                assert archive.count_quotes(query=search) == int(row["number"]), search


@pytest.mark.parametrize("beside", ["out.quotes.csv", "out.meta.json", "out.quotes.meta.json"])
def test_no_file_beside_a_table_is_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str], beside: str
) -> None:
    (folder.parent / beside).write_text("mine")
    assert run(folder, "heard", "-o", folder.parent / "out.csv") == 2
    assert f"{beside} exists." in capsys.readouterr().err
    assert (folder.parent / beside).read_text() == "mine"
    assert not (folder.parent / "out.csv").exists()
    assert run(folder, "heard", "-o", folder.parent / "out.csv", "--force") == 0


def test_numbers_of_a_comparison_add_up_to_the_quotes_listed(folder: Path) -> None:
    rows = table(export(folder, "csv", "compare", "Ana Pell", "Tim Falk"))
    quotes = Counter(row["side"] for row in table(folder.parent / "out.quotes.csv"))
    assert quotes == {row["name"]: int(row["number"]) for row in rows if row["what"] == "quotes"}


def test_page_lists_the_quotes_of_both_sides_with_their_articles(folder: Path) -> None:
    class Reader(html.parser.HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: Counter[str] = Counter()
            self.links: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags[tag] += 1
            self.links += [value or "" for name, value in attrs if name == "href"]

    reader = Reader()
    text = export(folder, "html", "compare", "Ana Pell", "Tim Falk").read_text()
    reader.feed(text)
    assert reader.tags["article"] == 5
    assert reader.links == ["https://post.example/p"] * 3
    assert "<b>nets" not in text


@pytest.mark.parametrize("command", REPORTS.values(), ids=REPORTS)
def test_picture_is_valid_xml_with_a_bar_for_each_month(folder: Path, command: list[str]) -> None:
    root = ET.fromstring(export(folder, "svg", *command).read_text())
    titles = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any("2024-01: 1 quote" in title for title in titles)


def test_nothing_found_is_said_and_nothing_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "out.html"
    assert run(folder, "heard", "zeppelin", "-o", file) == 1
    assert run(folder, "heard", "zeppelin") == 1
    assert "No quote matches." in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["compare", "Zeppelin", "Ana Pell"], "Nobody called “Zeppelin”", id="nobody"),
        pytest.param(["heard", "(("], "The search ends too early", id="no query"),
    ],
)
def test_what_cannot_be_understood_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(folder, *arguments) == 2
    assert message in capsys.readouterr().err


def test_file_of_another_format_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(folder, "heard", "-o", "a.pdf")
    assert "does not end in .csv, .json, .md, .html or .svg" in capsys.readouterr().err


def test_table_has_no_formulas(folder: Path) -> None:
    text = export(folder, "csv", "heard").read_text(encoding="utf-8")
    assert not any(cell.startswith("-") for row in csv.reader(io.StringIO(text)) for cell in row)
