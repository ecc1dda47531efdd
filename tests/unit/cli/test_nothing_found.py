"""If a command finds nothing, it says so, exits with 1, and writes no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import add_files, copy_made
from tui.cli.main import main

LISTS = ["search ice", "quotes ice", "quotes --speaker Munk", "speakers munk"]
REPORTS = ["heard ice", "compare 1801 1802"]
FORMS = ["csv", "json", "md", "html"]
FILES = [(line, form) for line in (*LISTS, *REPORTS) for form in FORMS]
DOSSIERS = [("dossier pell --query ice", form) for form in ("md", "html")]


def make(folder: Path) -> None:
    add_files(folder, {"a.txt": " date 2024-03-05 Fog. “Boats,” [Ana Pell] said."})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_made(make, tmp_path)


def run(folder: Path, line: str, *more: str) -> int:
    return main(["--archive", str(folder), *line.split(), *more])


@pytest.mark.parametrize(("line", "form"), [*FILES, *DOSSIERS])
def test_no_file_is_written(
    line: str, form: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(tmp_path.iterdir())
    file = tmp_path / f"out.{form}"
    assert run(folder, line, "-o", str(file)) == 1
    assert set(tmp_path.iterdir()) == before
    printed = capsys.readouterr()
    assert f"{file} was not written." in printed.err
    assert printed.out == ""


def test_file_of_an_earlier_export_is_kept(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert run(folder, "quotes", "-o", str(file)) == 0
    before = file.read_text()
    assert run(folder, "quotes ice", "-o", str(file), "--force") == 1
    assert file.read_text() == before


@pytest.mark.parametrize("line", ["search ice", "quotes", "heard", "compare 1801 1802"])
@pytest.mark.parametrize("more", [[], ["-o", "out.md"], ["--format", "csv"]], ids=" ".join)
def test_empty_archive_is_said_to_be_empty(
    line: str,
    more: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with Archive.open(tmp_path / "empty"):
        pass
    assert run(tmp_path / "empty", line, *more) == 1
    printed = capsys.readouterr().err
    assert "The archive is empty. Add articles: onrecord add PATH" in printed
    assert "No quote matches." not in printed
    assert ("out.md was not written." in printed) is ("-o" in more)


@pytest.mark.parametrize("line", ["compare pell Pell", "compare 2024 2024"])
@pytest.mark.parametrize("more", [[], ["--json"], ["--format", "csv"]], ids=" ".join)
def test_side_is_not_compared_with_itself(
    line: str, more: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, line, *more) == 2
    printed = capsys.readouterr()
    assert "Both sides are" in printed.err
    assert printed.out == ""


WITHOUT_QUOTES = [
    ("fog", "1 article matches, but no quote with these words.", "words of an article"),
    ("fog pell", "1 article matches, but no quote with these words.", "several words"),
    ("date:2023", "2 articles match, but no quote.", "no words"),
    ("-boats", "2 articles match, but no quote.", "excluded words"),
    ("zeppelin", "", "words of no article"),
    ("boats", "", "words of a quote"),
    ("speaker:munk", "", "a speaker of no quote"),
]


@pytest.mark.parametrize("command", ["quotes", "heard", "utterances"])
@pytest.mark.parametrize(
    ("query", "reason"), [pytest.param(*row[:2], id=row[2]) for row in WITHOUT_QUOTES]
)
def test_search_without_quotes_says_how_many_articles_match(
    command: str, query: str, reason: str, folder: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f" date 2023-03-0{number + 1} Rain, day {number}.")
    with Archive.open(folder, MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "0.txt", tmp_path / "1.txt"]))
    main(["--archive", str(folder), command, "--", query])
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if ", but no quote" in line] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("query", "where"), [("", ""), ("boats", " of this search"), ("ice", " of this search")]
)
def test_no_utterance_of_a_search_is_said_of_the_search(
    query: str, where: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, f"utterances {query}") == 1
    printed = capsys.readouterr().err
    assert f"No utterance is reported by several quotes{where}." in printed


@pytest.mark.parametrize("form", ["text", *FORMS])
@pytest.mark.parametrize("line", [*LISTS, *REPORTS])
def test_exit_code_is_1_in_every_format(
    line: str, form: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, line, "--format", form) == 1
    printed = capsys.readouterr()
    assert printed.err
    assert printed.out or form == "text"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("search --from-file {empty}", "There are no names in "),
        ("annotate --again ice", "No article matches “ice”."),
        ("utterances ice", "No utterance"),
        ("delete --query ice --yes", "No article matches"),
        ("delete --list", "0 deleted articles"),
        ("feed list", "No feeds yet."),
        ("corrections", "0 corrections"),
        ("new", "No search is saved."),
    ],
)
def test_other_commands_say_it_too(
    line: str, message: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    assert run(folder, line.format(empty=tmp_path / "empty.txt")) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("boats", "2 articles match, but only 1 quote with these words."),
        ("-source:echo", "2 articles match, but only 1 quote."),
        ("said:boats", ""),
    ],
)
def test_search_with_few_quotes_says_how_many_articles_match(
    query: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ("“Boats,” [Ana Pell] said. More boats.", "Boats came.")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(f" date 2023-03-0{number + 1} {text}")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "0.txt", tmp_path / "1.txt"]))
    assert main(["--archive", str(tmp_path / "archive"), "quotes", "--", query]) == 0
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if "match, but" in line] == ([reason] if reason else [])
