"""The commands ``onrecord edit``, ``delete`` and ``outlets``, as text and as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.editing import FOG, POST, RAIN, SNOW, add, open_archive
from tui.cli.main import main


class Terminal(io.StringIO):
    """A standard input that is a terminal, with what is typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive with three articles."""
    with open_archive(tmp_path / "archive") as (_, engine):
        add(engine, FOG, SNOW, RAIN)
    return tmp_path / "archive"


def records(
    folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[dict[str, object]]:
    """Run a command with ``--json`` and return its output without the summary."""
    main(["--archive", str(folder), *arguments, "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [each for each in found if each.get("status") != "summary"]


def messages(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command and return what it prints to stderr."""
    main(["--archive", str(folder), *arguments])
    return capsys.readouterr().err


def test_edit_is_shown_with_the_original_values(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (edited,) = records(folder, capsys, "edit", FOG.id[:8], "--title", "Cloud", "--date", "none")
    original = {"title": FOG.title, "date": "2024-03-01"}
    assert (edited["title"], edited["date"], edited["edited"]) == ("Cloud", None, original)
    (hit,) = records(folder, capsys, "search", "title:cloud")
    (shown,) = records(folder, capsys, "show", FOG.id)
    assert (hit["article"], hit["edited"]) == (FOG.id, original)
    assert (shown["article"], shown["edited"]) == (FOG.id, original)


NOTES = [
    ("date: 32.13.2024", "date", "", "no date"),
    ("date: 03/04/2024", "date", "", "the order of day and month"),
    ("date: 24-05-14", "date", "", "the order of day and year"),
    ("date: a day, soon. Write to us.", "date", "", "words that are like the note"),
    ("date: 32.13.2024", "title", "is not a date.", "another field"),
    ("date: 2024-03-01", "date", "", "no note"),
]


@pytest.mark.parametrize(
    ("line", "field", "kept"), [pytest.param(*row[:3], id=row[3]) for row in NOTES]
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_note_on_the_date_ends_with_an_edited_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, field: str, kept: str,
    options: list[str],
) -> None:  # fmt: skip
    (tmp_path / "a.md").write_text(f"---\ntitle: Fog\n{line}\n---\nThe fog stayed all day.\n")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        (outcome,) = archive.add([tmp_path / "a.md"])
    run = ["--archive", str(tmp_path / "archive")]
    assert main([*run, "edit", outcome.id, f"--{field}", "2024-06-13"]) == 0
    capsys.readouterr()
    assert main([*run, "show", outcome.id, *options]) == 0
    shown = capsys.readouterr().out
    assert ("No date" in shown) is bool(kept)
    assert kept in shown
    assert main([*run, "edit", outcome.id, "--undo"]) == 0
    capsys.readouterr()
    main([*run, "show", outcome.id, *options])
    assert ("No date" in capsys.readouterr().out) is bool(outcome.note)


def test_edit_is_undone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    messages(folder, capsys, "edit", FOG.id, "--byline", "none")
    (article,) = records(folder, capsys, "edit", FOG.id, "--undo")
    assert (article["byline"], article["edited"]) == (FOG.byline, {})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["edit", FOG.id], "Say what to edit (--title, --date", id="no field"),
        pytest.param(
            ["edit", FOG.id, "--undo", "--title", "x"], "Say what to edit", id="edit and undo"
        ),
        pytest.param(
            ["edit", FOG.id, "--date", "2024-06-31"], "for example, 2024-06-30", id="no such day"
        ),
        pytest.param(["edit", "zz", "--title", "x"], "No article has an id", id="unknown article"),
        pytest.param(["delete"], "Usage: onrecord delete ID...", id="nothing to delete"),
        pytest.param(["delete", FOG.id, "--query", "x"], "Usage: onrecord delete", id="both"),
        pytest.param(["delete", "--restore", "--query", "x"], "takes the ids", id="restore query"),
        pytest.param(["outlets", "rename", "x"], "Usage: onrecord outlets", id="one name"),
        pytest.param(
            ["outlets", "rename", POST, "Valley Echo"], "onrecord outlets merge", id="known name"
        ),
        pytest.param(["outlets", "merge", POST, "Torp"], "outlets rename OLD NEW", id="new name"),
    ],
)
def test_wrong_use_is_refused_with_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["--archive", str(folder), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (folder / "corrections.toml").exists()


def test_deleting_needs_a_terminal_or_yes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert "This would delete 1 article." in messages(folder, capsys, "delete", FOG.id)
    assert len(records(folder, capsys, "search", "fog")) == 1


@pytest.mark.parametrize(("answer", "left"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_deleting_asks_with_the_number_of_articles(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    answer: str, left: int,
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    asked = messages(folder, capsys, "delete", "--query", "fog OR snow")
    assert "Delete 2 articles? [y/N]" in asked
    assert FOG.title in asked
    assert len(records(folder, capsys, "search", "fog")) == left


def test_deleted_articles_are_listed_and_restored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records(folder, capsys, "delete", FOG.id, SNOW.id, "--yes")
    listed = records(folder, capsys, "delete", "--list")
    assert [each["article"] for each in listed] == [SNOW.id, FOG.id]
    (restored,) = records(folder, capsys, "delete", "--restore", FOG.id[:6])
    assert (restored["status"], restored["article"]) == ("restored", FOG.id)
    assert len(records(folder, capsys, "search", "fog")) == 1


def test_adding_a_deleted_article_says_that_it_is_deleted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], marked_annotator: None
) -> None:
    file = tmp_path / "sun.txt"
    file.write_text("Sun is over the harbour again, and all boats are out at sea today.\n")
    (added,) = records(folder, capsys, "add", str(file))
    records(folder, capsys, "delete", str(added["article"]), "--yes")
    main(["--archive", str(folder), "add", str(file)])
    printed = capsys.readouterr()
    remedy = f"onrecord delete --restore {added['article']}"
    assert f"(deleted by you; to restore it: {remedy})" in printed.out
    assert printed.err == "1 deleted or hidden before.\n"
    (again,) = records(folder, capsys, "add", str(file))
    assert (added["hidden"], again["hidden"]) == (False, True)


def test_adding_an_article_of_a_hidden_outlet_says_that_the_outlet_is_hidden(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], marked_annotator: None
) -> None:
    file, other = tmp_path / "sun.md", tmp_path / "rain.txt"
    file.write_text(
        "---\nsource: Gull\n---\nSun is over the harbour again, and all boats are out at sea.\n"
    )
    other.write_text("Rain fell on the roofs of the town, and nobody went out that day.\n")
    records(folder, capsys, "add", str(file), str(other))
    records(folder, capsys, "outlets", "hide", "Gull")
    main(["--archive", str(folder), "add", str(file), str(other)])
    printed = capsys.readouterr()
    assert "(outlet hidden by you; to show it: onrecord outlets show 'Gull')" in printed.out
    assert printed.err == "2 found: 1 already there, 1 deleted or hidden before.\n"


def test_articles_without_an_outlet_are_no_outlet(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", str(folder), "outlets"]) == 0
    printed = capsys.readouterr()
    named = [line for line in printed.out.splitlines() if "no outlet" not in line]
    (unnamed,) = [line for line in printed.out.splitlines() if "no outlet" in line]
    assert printed.err.startswith(f"{len(named)} outlet")
    count, search = int(unnamed.split()[0]), unnamed.partition("(list them: ")[2].rstrip(")")
    main(["--archive", str(folder), "search", "--limit", "0", *search.split()])
    assert capsys.readouterr().err.startswith(f"{count} article")


def test_outlets_are_merged_hidden_and_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merged = records(folder, capsys, "outlets", "merge", POST, "Valley Echo")
    assert merged[0] == {
        "outlet": "Valley Echo", "articles": 2, "hidden": False, "merged": [POST],
        "search": 'source:="Valley Echo" copies:apart',
    }  # fmt: skip
    hidden = records(folder, capsys, "outlets", "hide", "Valley Echo")
    assert [(each["outlet"], each["hidden"]) for each in hidden] == [
        ("", False), ("Valley Echo", True),
    ]  # fmt: skip
    assert main(["--archive", str(folder), "outlets", "show", "Valley Echo"]) == 0
    assert capsys.readouterr().err.startswith("outlet Valley Echo is shown again\n")
    assert main(["--archive", str(folder), "outlets", "undo", "Valley Echo"]) == 0
    assert capsys.readouterr().err.startswith(f"{POST} is an outlet of its own again\n")
    assert main(["--archive", str(folder), "outlets", "merge", POST, "Valley Echo"]) == 0
    assert capsys.readouterr().err.startswith(f"{POST} now counts as Valley Echo\n")
    undone = records(folder, capsys, "outlets", "undo", "Valley Echo")
    assert {each["outlet"] for each in undone} == {"", POST, "Valley Echo"}
