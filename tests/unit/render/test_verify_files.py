"""`onrecord verify` goes through all its files, and lists first what was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

PIER = "---\ntitle: Pier\ndate: 2024-01-10\nsource: Post\nurl: https://post.example/pier\n---\n"
TEXT = (
    "The council met at nine in the hall, and nobody was late. Its members spoke about the price"
    " of the new pier and about the three ferries that will leave the harbour in the summer. {}"
    " “Boats,” [Ana Pell] said."
)
COMMANDS = (["quotes"], ["heard"], ["compare", "pell", "2024"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(tmp_path, "pier", PIER + TEXT.format("It rained."))
    return tmp_path / "archive"


def add(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(text)
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        assert [each.status for each in archive.add([folder / f"{name}.md"])] == ["added"]


def run(folder: Path, *arguments: object) -> int:
    return main(["--archive", str(folder), *map(str, arguments)])


def test_file_beside_a_table_stands_for_the_table(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pattern such as out.* names both, and the table is verified once."""
    table = folder.parent / "out.csv"
    run(folder, "quotes", "-o", table)
    capsys.readouterr()
    assert run(folder, "verify", table, folder.parent / "out.meta.json") == 0
    assert capsys.readouterr().err.count("1 quote unchanged") == 1


@pytest.mark.parametrize("bad", ["gone.md", "other.json", "alone.csv", "alone.meta.json"])
def test_other_files_are_verified_after_one_that_cannot_be(
    folder: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    file, other = folder.parent / "out.md", folder.parent / bad
    run(folder, "quotes", "-o", file)
    if bad != "gone.md":
        other.write_text("{}")
    capsys.readouterr()
    assert run(folder, "verify", other, file) == 1
    printed = capsys.readouterr().err
    assert "1 quote unchanged" in printed
    assert bad.partition(".")[0] in printed
    assert run(folder, "verify", other) == 2


def test_changed_rows_come_first_and_new_ones_are_limited(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "out.json"
    run(folder, "quotes", "-o", file)
    said = " ".join(f"“We saw ship {n},” [Tim Falk] said." for n in range(25))
    add(folder.parent, "ships", f"---\ntitle: Ships\ndate: 2024-02-01\n---\n{said}")
    with Archive.open(folder) as archive:
        (hit,) = archive.quotes("pell")
        archive.corrections.correct_quote(hit.entry.id, hit.quote, "Ida Munk")
    capsys.readouterr()
    assert run(folder, "verify", file) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].startswith("changed  Ana Pell is now Ida Munk")
    assert len(lines) == 21
    assert "5 more new; --limit 0 lists all" in printed.err
    assert run(folder, "verify", file, "--limit", "0") == 1
    assert len(capsys.readouterr().out.splitlines()) == 26


@pytest.mark.parametrize(
    "command", [["quotes"], ["heard"], ["compare", "pell", "2024"]], ids=" ".join
)
def test_quote_in_a_newer_version_of_its_article_is_not_gone(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    file = folder.parent / "out.html"
    run(folder, *command, "-o", file)
    add(folder.parent, "pier", PIER + TEXT.format("It rained until four in the afternoon."))
    capsys.readouterr()
    assert run(folder, "verify", file) == 1
    printed = capsys.readouterr()
    assert "newer    the article has a newer version: “Boats,”" in printed.out
    assert "gone" not in printed.out + printed.err
    assert " new" not in printed.err.replace("newer", "")


def test_article_with_a_newer_version_is_not_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "out.json"
    run(folder, "search", "boats", "-o", file)
    add(folder.parent, "pier", PIER + TEXT.format("It rained until four in the afternoon."))
    capsys.readouterr()
    assert run(folder, "verify", file, "--json") == 1
    change, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert (change["status"], summary["newer"], summary["gone"]) == ("newer", 1, 0)


def test_quote_that_a_newer_version_lacks_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "out.json"
    run(folder, "quotes", "-o", file)
    text = TEXT.format("It rained until four in the afternoon.").replace("Boats", "No ships at all")
    add(folder.parent, "pier", PIER + text)
    capsys.readouterr()
    assert run(folder, "verify", file) == 1
    assert "gone     Ana Pell: “Boats,”" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["Eva Nobody", "zzz:"])
def test_edited_name_in_a_comparison_is_said_to_be_a_change_of_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = folder.parent / "out.html"
    run(folder, "compare", "Ana Pell", "2024", "-o", file)
    file.write_text(file.read_text().replace("Ana Pell", name))
    capsys.readouterr()
    assert run(folder, "verify", file) == 2
    assert f"{file} was changed after it was written" in capsys.readouterr().err
