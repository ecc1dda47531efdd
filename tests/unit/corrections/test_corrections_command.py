"""The command ``onrecord corrections``, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive with corrections of two quotes and a name."""
    path = tmp_path / "fog.txt"
    path.write_text(" date 2024-03-05 Fog. “No,” [Ana Pell] she said. “Yes,” [Olaf Berg] he said.")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        (outcome,) = archive.add([path])
        no, yes = archive.annotation(outcome.id).quotes
        archive.corrections.correct_quote(outcome.id, no, "Greta Holm")
        archive.corrections.correct_quote(outcome.id, yes, "", is_quote=False)
        archive.corrections.correct_names("Ana Pell", "Greta Holm", same=False)
    return tmp_path / "archive"


def run(folder: Path, *arguments: str) -> int:
    return main(["--archive", str(folder), "corrections", *arguments])


def test_corrections_are_listed_and_unmatched_ones_marked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 1
    out, err = capsys.readouterr()
    assert err == f"3 corrections in {folder / 'corrections.toml'}; 1 no longer matches\n"
    assert "  “No,” is by Greta Holm, not Ana Pell\n" in out
    assert "  “Yes,” is not a quote\n" in out
    assert "  Ana Pell and Greta Holm are different people\n" in out
    assert "NO MATCH: nobody is quoted under the name “Ana Pell”\n" in out


def test_json_ends_with_a_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--json") == 1
    *rows, last = map(json.loads, capsys.readouterr().out.splitlines())
    file = str(folder / "corrections.toml")
    assert len(rows) == 3
    assert last == {"status": "summary", "total": 3, "unmatched": 1, "problems": 0, "file": file}


@pytest.mark.parametrize(
    ("speaker", "described"),
    [
        pytest.param("Ana Pell", "confirmed: “No,” is by Ana Pell", id="the same speaker"),
        pytest.param("Greta Holm", "“No,” is by Greta Holm, not Ana Pell", id="another speaker"),
        pytest.param("", "“No,” is by unknown, not Ana Pell", id="nobody known"),
    ],
)
def test_confirmed_speaker_is_not_listed_as_another(
    folder: Path, capsys: pytest.CaptureFixture[str], speaker: str, described: str
) -> None:
    with Archive.open(folder) as archive:
        (entry,) = archive.articles()
        quote = archive.annotation(entry.id).quotes[0]
        archive.corrections.correct_quote(entry.id, quote, "Ana Pell")
        quote = archive.annotation(entry.id).quotes[0]
        archive.corrections.correct_quote(entry.id, quote, speaker, is_confirmed=True)
    run(folder)
    assert f"  {described}\n" in capsys.readouterr().out


def test_corrections_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "--json")
    first, second, third, _ = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["words"], first["speaker"], first["was"]) == ("No,", "Greta Holm", "Ana Pell")
    assert (first["fits"], first["why_not"]) == (True, None)
    assert (second["quote"], second["speaker"]) == (False, None)
    assert (third["name"], third["other"], third["same"], third["fits"]) == (
        "Ana Pell", "Greta Holm", False, False,
    )  # fmt: skip


def test_exit_code_tells_whether_all_corrections_match(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "corrections.toml"
    text = file.read_text()
    file.write_text(text[: text.index("[[name]]")])
    assert run(folder) == 0
    assert "nothing" not in capsys.readouterr().err
    file.write_text("")
    assert run(folder) == 1


@pytest.mark.parametrize("command", [["corrections"], ["quotes"], ["speakers"]])
def test_broken_line_is_reported_by_every_command(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    file = folder / "corrections.toml"
    file.write_text(f"{file.read_text()}[[quote]\n")
    main(["--archive", str(folder), *command])
    line = file.read_text().count("\n")
    assert f"{file}, line {line}: not valid TOML" in capsys.readouterr().err


def test_archive_without_corrections_lists_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Archive.open(tmp_path / "new").close()
    assert run(tmp_path / "new") == 1
    assert "0 corrections" in capsys.readouterr().err
    assert not (tmp_path / "new" / "corrections.toml").exists()
