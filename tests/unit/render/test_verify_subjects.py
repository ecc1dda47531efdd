"""`onrecord verify` after what an export is about has gone, changed or been pushed down."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.user_data import OutletCorrection, Revision
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import copy_made
from tui.cli.main import main

LONG = "We will rebuild the old pier before the spring and no family pays"
TEXTS = {
    "post": f"---\ndate: 2024-03-05\nsource: Post\n---\nRain fell. “{LONG}” [Ana Pell]"
    " “The mill is sold” [Tom Reed]",
    "echo": f"---\ndate: 2024-03-06\nsource: Echo\n---\nSnow fell. “{LONG}” [Ana Pell]",
    "wire": "---\ndate: 2024-01-06\nsource: Wire\n---\nSun. “We never rebuild the pier” [Ana Pell]",
}
Change = Callable[[Archive], object]


def make(folder: Path) -> None:
    for name, text in TEXTS.items():
        add(folder, name, text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_made(make, tmp_path)
    return tmp_path


def add(folder: Path, name: str, text: str) -> None:
    file = folder / f"{name}.md"
    file.write_text(text)
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        assert [outcome.status for outcome in archive.add([file])] == ["added"]


def run(folder: Path, *arguments: object) -> int:
    return main(["--archive", str(folder / "archive"), *map(str, arguments)])


def article_of(folder: Path, outlet: str) -> str:
    with Archive.open(folder / "archive") as archive:
        return next(each.id for each in archive.articles() if each.source == outlet)


def changes(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Return what verify lists, by status, and its summary."""
    capsys.readouterr()
    found: dict[str, list[str]] = {}
    code = run(folder, "verify", file, "--json")
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == bool(rows)
    for row in rows:
        found.setdefault(row["status"], []).append(row["now"] or row["before"])
    return found, summary


def renamed_outlet(archive: Archive) -> None:
    archive.corrections.apply(Revision(added=(OutletCorrection("Echo", "Daily"),)))


def other_speaker(archive: Archive, outlet: str = "Post", words: str = "mill") -> None:
    hit = next(
        each for each in archive.quotes() if each.entry.source == outlet and words in each.text
    )
    archive.corrections.correct_quote(hit.entry.id, hit.quote, "Ida Fenn")


@pytest.mark.parametrize("form", ["csv", "json", "md", "html", "svg"])
def test_quotes_of_a_side_that_is_gone_are_gone(
    folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / f"out.{form}"
    run(folder, "compare", "Tom Reed", "Wire", "-o", file)
    with Archive.open(folder / "archive") as archive:
        other_speaker(archive)
    found, summary = changes(folder, file, capsys)
    assert found == {"gone": ["Tom Reed"]}
    assert summary["same"] == 1
    assert summary["missing"][0].startswith("Nobody called “Tom Reed”")
    run(folder, "verify", file)
    assert "Its rows are gone." in capsys.readouterr().err


def test_outlet_of_a_side_is_found_under_its_former_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "compare", "Echo", "Wire", "-o", folder / "out.json")
    with Archive.open(folder / "archive") as archive:
        renamed_outlet(archive)
    found, summary = changes(folder, folder / "out.json", capsys)
    assert found == {"edited": ["Daily"]}
    assert summary["missing"] == []
    assert run(folder, "compare", "echo", "Wire") == 0
    assert "Daily" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["versions", "earlier"])
def test_rows_about_a_quote_of_a_deleted_article_are_gone(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = article_of(folder, "Post")
    run(folder, command, asked, 1, "-o", folder / "out.json")
    run(folder, "delete", asked, "--yes")
    found, summary = changes(folder, folder / "out.json", capsys)
    assert found == {"gone": ["Ana Pell"] * 2}
    assert f"delete --restore {asked}" in summary["missing"][0]


@pytest.mark.parametrize("command", [["quotes"], ["search", "fell"], ["utterances"]], ids=" ".join)
def test_row_beyond_the_limit_of_the_export_is_not_gone(
    folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, *command, "--limit", 1, "-o", folder / "out.json")
    text = TEXTS["wire"].replace("2024-01-06", "2024-06-06")
    for name, outlet in (("new", "Sun"), ("newer", "Herald"), ("newest", "Star")):
        words = f"“Nobody asked the fishermen of the bay” [Bo Dahl] It fell at {outlet}."
        add(folder, name, f"{text.partition('Sun.')[0].replace('Wire', outlet)}{words}")
    found, summary = changes(folder, folder / "out.json", capsys)
    assert list(found) == ["new"]
    assert summary["same"] == 1


UTTERANCE: dict[str, tuple[Change, str]] = {
    "another speaker": (lambda archive: other_speaker(archive, "Echo", "pier"), "Ida Fenn"),
    "an outlet renamed": (renamed_outlet, "Post, Daily"),
    "an edited date": (
        lambda archive: archive.editing.edit(
            next(each.id for each in archive.articles() if each.source == "Echo"),
            {"date": "2024-03-09"},
        ),
        "2024-03-05 to 2024-03-09",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "shown"), UTTERANCE.values(), ids=UTTERANCE)
def test_what_an_export_shows_of_an_utterance_is_compared(
    folder: Path, change: Change, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "utterances", "-o", folder / "out.json")
    with Archive.open(folder / "archive") as archive:
        change(archive)
    found, _ = changes(folder, folder / "out.json", capsys)
    assert list(found) == ["changed"]
    assert shown in found["changed"][0]


def test_earlier_report_changes_an_utterance_and_makes_no_new_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "utterances", "-o", folder / "out.json")
    add(folder, "first", TEXTS["echo"].replace("2024-03-06", "2024-03-01").replace("Echo", "Sun"))
    found, _ = changes(folder, folder / "out.json", capsys)
    assert list(found) == ["changed"]
    assert found["changed"][0].startswith("3 quotes · 2024-03-01 to 2024-03-06 · Ana Pell · Sun")


def test_export_of_an_older_program_has_only_the_number_of_quotes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "out.csv"
    run(folder, "utterances", "-o", file)
    meta = file.with_suffix(".meta.json")
    record = json.loads(meta.read_text())
    ((_, value, _),) = record["trail"]["items"]
    record["trail"]["items"][0][1] = value.partition(" · ")[0]
    meta.write_text(json.dumps(record))
    assert changes(folder, file, capsys)[0] == {}
