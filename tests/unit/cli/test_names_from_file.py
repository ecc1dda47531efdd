"""`onrecord search --from-file`: names as lists write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import add_files
from tui.cli.main import main

TEXT = "Fog. “No boats,” [Ana Pell] said. “Who knows,” [Karl Brandt] said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add_files(tmp_path, {"a.txt": f" date 2024-03-01 {TEXT}"})
    return tmp_path / "archive"


class RoleAnnotator(MarkedAnnotator):
    """Gives every quote of [US envoy] to John Kerry."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article, found in super().annotate(articles):
            quotes = (
                quote._replace(speakers=("John Kerry",)) if "US envoy" in quote.speakers else quote
                for quote in found.quotes
            )
            yield article, found._replace(quotes=tuple(quotes))


def rows(folder: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> list[dict[str, object]]:
    file = folder.parent / "names.txt"
    file.write_text("\n".join(lines))
    main(["--archive", str(folder), "search", "--from-file", str(file), "--json"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()][:-1]


@pytest.mark.parametrize(
    "line",
    ["Pell, Ana", "PELL, ANA", "Pell,Ana", "Dr Ana Pell", "Pell, Dr Ana", "Prof. Dr Ana Pell",
     "Ana Pell (Minister)", "Pell, Ana (Minister)", "Ana Pell, MP", "1. Ana Pell",
     "The Rt. Hon. Ana Pell", '"Pell, Ana"', "1.Ana Pell", "Ana Pell (Lab) (MP)"],
)  # fmt: skip
def test_name_as_lists_write_it_is_counted_and_said_to_be(folder, capsys, line) -> None:
    (row,) = rows(folder, capsys, line)
    assert (row["hits"], row["quotes"]) == (1, 1)
    assert row["problem"] in ("counted as “Ana Pell”", "counted as “ANA PELL”")


NAMES_OF_OTHERS = ["Pell, Zoe", "Dr Zoe Pell", "Pell, Dr Zoe", "PELL, ZOE", "Dr Pell, Zoe",
                   "Zoe Pell, MP", "De la Cruz, Zoe"]  # fmt: skip


@pytest.fixture
def surnames(tmp_path: Path) -> Path:
    """Return an archive that quotes people under their surnames alone."""
    text = " date 2024-03-01 Fog. “No boats,” [Pell] said. “Who knows,” [De la Cruz] said."
    add_files(tmp_path, {"a.txt": text})
    return tmp_path / "archive"


@pytest.mark.parametrize("line", NAMES_OF_OTHERS)
def test_surname_alone_is_not_counted_for_a_whole_name(surnames, capsys, line) -> None:
    (row,) = rows(surnames, capsys, line)
    assert row["quotes"] == 0
    assert "counted as" not in (row["problem"] or "")


@pytest.mark.parametrize("name", NAMES_OF_OTHERS)
def test_dossier_of_a_whole_name_is_not_that_of_a_surname(surnames, capsys, name) -> None:
    assert main(["--archive", str(surnames), "dossier", name]) == 2
    assert f"Nobody called “{name}” is quoted" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["Ana Pell", "Pell", "ana pell", "fog", "— Ana Pell"])
def test_name_as_articles_write_it_needs_no_remark(folder, capsys, line) -> None:
    (row,) = rows(folder, capsys, line)
    assert (row["hits"], row["problem"]) == (1, None)


def test_name_of_nobody_gets_the_nearest(folder, capsys) -> None:
    (row,) = rows(folder, capsys, "Ana Pel")
    assert row["problem"] == "nobody has this name; nearest: Ana Pell"


@pytest.mark.parametrize(
    ("line", "hits"),
    [("pell OR brandt", 1), ("fog NOT pell", 0), ("fog w/5 boats", 1), ("fog -pell", 0),
     ("FOG AND BOATS", 0), ("fog (pell OR zzz)", 1), ("fog adj9 boats", 1), ("zzz | fog", 1),
     ("fog && boats", 1), ("fog !pell", 0), ("fog –pell", 0), ("fog w/o boats", 0)],
)  # fmt: skip
def test_line_with_operators_is_a_search_unless_all_is_in_capitals(
    folder, capsys, line, hits
) -> None:
    assert rows(folder, capsys, line)[0]["hits"] == hits


def test_lines_that_start_with_a_hash_are_skipped(folder, capsys) -> None:
    assert [row["name"] for row in rows(folder, capsys, "# people", "Ana Pell")] == ["Ana Pell"]


def test_empty_standard_input_is_named_so(folder, capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    main(["--archive", str(folder), "search", "--from-file", "-"])
    assert "There are no names in standard input." in capsys.readouterr().err


def test_quotes_found_by_a_role_are_said_to_be(tmp_path, capsys) -> None:
    (tmp_path / "a.txt").write_text(" date 2024-03-01 Fog. “No boats,” [US envoy] said.")
    with Archive.open(tmp_path / "archive", RoleAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
    (row,) = rows(tmp_path / "archive", capsys, "The US envoy")[:1] or [{}]
    assert (row["quotes"], row["problem"]) == (1, "counted as “US envoy”")
    (row,) = rows(tmp_path / "archive", capsys, "US envoy")
    assert (row["quotes"], row["problem"]) == (1, "by role: John Kerry (1)")
    main(["--archive", str(tmp_path / "archive"), "quotes", 'speaker:"US envoy"'])
    assert "No speaker is called “US envoy”. By role: John Kerry (1)." in capsys.readouterr().err


@pytest.mark.parametrize("command", [["quotes", "--speaker", "Pell"], ["quotes", "speaker:Pell"]])
def test_export_of_quotes_says_how_the_search_was_understood(folder, capsys, command) -> None:
    main(["--archive", str(folder), *command, "--format", "csv", "--with-query"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["understood"] == "by Pell"


@pytest.mark.parametrize("name", ["Pell, Ana", "Dr Ana Pell", "Ana Pell (Minister)"])
def test_dossier_takes_a_name_as_lists_write_it(folder, capsys, name) -> None:
    assert main(["--archive", str(folder), "dossier", name]) == 0
    assert "No boats" in capsys.readouterr().out
