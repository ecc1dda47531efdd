"""The commands: results on stdout, messages on stderr, exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import add_files, copy_made
from tui.cli.main import main
from tui.folders import archive_folder

QUOTE_FIELDS = {
    "article", "date", "source", "title", "number", "speaker", "person", "named", "for", "mention",
    "cue", "kind", "confidence", "text", "spans", "url", "location",
}  # fmt: skip


FILES = {
    "a.txt": " date 2024-03-05 Fog. “We saved boats,” [Ana Pell] she said.",
    "b.txt": " date 2024-03-06 Sun. “No boats,” [a clerk] he said. “Ha!”",
}


def make(folder: Path) -> None:
    add_files(folder, FILES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of two articles."""
    return copy_made(make, tmp_path)


def run(folder: Path, *arguments: str) -> int:
    return main(["--archive", str(folder), *arguments])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    """Return the rows printed as JSON, without the summary."""
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [row for row in found if row.get("status") != "summary"]


def test_search_prints_matching_quotes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "search", "speaker:pell said:boat") == 0
    out, err = capsys.readouterr()
    assert "Ana Pell: “We saved boats,”" in out
    assert err == "1 article: a quote by pell containing boat\n"


def test_search_that_finds_nothing_exits_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "search", "speaker:pell said:no") == 1
    assert capsys.readouterr().out == ""


def test_invalid_query_exits_with_2_and_an_explanation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "search", "speeker:pell") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Did you mean speaker:?" in err


def test_quotes_as_json_have_the_documented_fields(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "quotes", "--speaker", "pell", "--json") == 0
    (row,) = rows(capsys)
    assert set(row) == QUOTE_FIELDS
    assert (row["speaker"], row["date"], row["text"]) == (
        "Ana Pell", "2024-03-05", "“We saved boats,”",
    )  # fmt: skip


def test_limit_is_applied(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "quotes", "--json", "--limit", "2") == 0
    assert len(rows(capsys)) == 2


def test_speakers_leave_out_unknown_speakers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "speakers", "--json") == 0
    assert [(row["speaker"], row["named"]) for row in rows(capsys)] == [
        ("Ana Pell", True), ("a clerk", False),
    ]  # fmt: skip


def test_spans_of_show_match_its_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "search", "fog", "--json")
    (hit,) = rows(capsys)
    assert run(folder, "show", hit["article"][:8], "--json") == 0
    (row,) = rows(capsys)
    start, end = row["entities"][0]["spans"][0]
    assert row["text"][start:end] == "Ana Pell"
    assert row["quotes"][0]["text"] == "“We saved boats,”"


def test_show_of_an_unknown_id_exits_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "show", "zzzz") == 2
    assert "zzzz" in capsys.readouterr().err


def test_adding_an_article_again_reports_it_as_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "add", str(folder.parent / "files" / "a.txt")) == 0
    out, err = capsys.readouterr()
    assert out.startswith("same ")
    assert err == "1 already there.\n"


def test_failed_file_is_named_and_exits_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder.parent / "bad.txt"
    bad.touch()
    assert run(folder, "add", "--json", str(folder.parent / "files" / "a.txt"), str(bad)) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["status"] for line in out.splitlines()] == [
        "same", "failed", "summary",
    ]  # fmt: skip
    assert f"{bad}: The article has no text" in err


def test_adding_only_unreadable_files_exits_with_2(folder: Path) -> None:
    assert run(folder, "add", str(folder.parent / "none.txt")) == 2


def test_unknown_path_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.txt"]) == 2
    assert "speakers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("serch", "search"), ("qoutes", "quotes"), ("speaker", "speakers"), ("hepl", "help")],
)
def test_misspelt_command_suggests_the_right_one(
    capsys: pytest.CaptureFixture[str], typed: str, meant: str
) -> None:
    assert main([typed]) == 2
    assert f"Did you mean {meant}?" in capsys.readouterr().err


def test_archive_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ARCHIVE", "/somewhere")
    assert archive_folder() == Path("/somewhere")


HEAVY = ("textual", "spacy", "trafilatura", "yaml", "markdown_it")
DATABASE = "index.engines.local.database"
UNASKED = (
    "index.archive.adding", "index.archive.annotations", "index.archive.speakers",
    "index.engines.local.annotations", "index.engines.local.utterances", f"{DATABASE}.feeds",
    f"{DATABASE}.marks", f"{DATABASE}.places", f"{DATABASE}.searches",
)  # fmt: skip


def test_commands_start_no_threads_for_matrices(folder: Path) -> None:
    code = (
        "import sys; from tui.cli.main import main; main(sys.argv[1:]);"
        "from threadpoolctl import threadpool_info;"
        "print([pool['num_threads'] for pool in threadpool_info() if pool['user_api'] == 'blas'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--archive", str(folder), "search", "boat*"],
        capture_output=True, text=True, check=True,
        env={key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[1]"


@pytest.mark.parametrize(
    ("command", "modules"),
    [("search boats", HEAVY + UNASKED), ("quotes", HEAVY), ("speakers", HEAVY), ("rebuild", HEAVY)],
)
def test_commands_load_only_what_they_need(
    folder: Path, command: str, modules: tuple[str, ...]
) -> None:
    code = (
        "import sys; from tui.cli.main import main; main(sys.argv[1:]);"
        f"print([name for name in {modules} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--archive", str(folder), *command.split()],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


NAMES_OF_TYPES = """
import sys, typing
from tui.cli.main import main
main(sys.argv[1:])
ours = [module for name, module in sys.modules.items() if name.startswith(("index", "tui"))]
classes = {each for module in ours for each in vars(module).values() if isinstance(each, type)}
print([each for each in classes if hasattr(each, "_fields")
       and any(isinstance(of, typing.ForwardRef) for of in each.__annotations__.values())])
"""


def test_search_makes_named_tuples_of_types_not_of_their_names(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NAMES_OF_TYPES, "--archive", str(folder), "search", "boats"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [("search boats", 0), ("search boats --json", 0), ("quotes --format csv", 0),
     ("speakers", 0), ("search nets", 1), ("search (", 2)],
)  # fmt: skip
def test_program_prints_what_the_command_prints(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: str, code: int
) -> None:
    words = [*arguments.split(), "--archive", str(folder)]
    program = [sys.executable, "-m", "tui", *words]
    done = subprocess.run(program, capture_output=True, check=False)
    assert (main(words), done.returncode) == (code, code)
    assert (done.stdout.decode(), done.stderr.decode()) == capsys.readouterr()


@pytest.mark.parametrize("command", ["search boats", "quotes --format csv", "speakers --json"])
def test_closed_output_is_no_error(folder: Path, command: str) -> None:
    program = [sys.executable, "-m", "tui", *command.split(), "--archive", str(folder)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        program, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, env=env
    )
    os.close(writing)
    assert done.returncode == 0
    assert "Error" not in done.stderr


def test_reader_needs_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "opens"), [("y\n", True), ("\n", False), ("", False)])
def test_reader_asks_before_it_creates_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, opens: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    opened = []
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stdout", said := Terminal())
    monkeypatch.setattr("tui.app.run", lambda folder, paths: opened.append(folder) or 0)
    monkeypatch.setattr("index.gc_control.pause_gc_for_startup", lambda: None)
    folder = tmp_path / "mistyped"
    assert main(["--archive", str(folder)]) == (0 if opens else 2)
    assert f"There is no archive in {folder}. Create a new one?" in said.getvalue()
    assert opened == ([folder] if opens else [])
    assert not folder.exists()


def test_excluded_word_is_not_an_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "search", "boats", "-sun", "--json") == 0
    assert [row["title"] for row in rows(capsys)] == ["Fog"]


@pytest.mark.parametrize("number", ["-3", "many"])
def test_limit_must_be_a_number(
    folder: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    with pytest.raises(SystemExit):
        run(folder, "quotes", "--limit", number)
    assert "--limit: must be a number, or 0 for all" in capsys.readouterr().err


def test_speaker_needs_letters(folder: Path) -> None:
    assert run(folder, "quotes", "--speaker", "!!!") == 2


def test_annotate_lists_models_and_annotates_again(
    folder: Path, marked_annotator: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "annotate") == 0
    out, err = capsys.readouterr()
    assert out == "       2  an earlier version of onrecord\n"
    assert "2 articles annotated by another model or version." in err
    assert run(folder, "annotate", "--again", "--json", "boats") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"status": "annotated", "articles": 2, "progress": 1.0}
    assert err == "2 articles annotated again.\n"


def test_annotate_needs_again_for_a_query(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "annotate", "boats") == 2
    assert "A query needs --again" in capsys.readouterr().err


def test_annotate_creates_no_archive(tmp_path: Path) -> None:
    assert run(tmp_path / "none", "annotate", "--again") == 2
    assert not (tmp_path / "none").exists()


@pytest.fixture
def page(tmp_path: Path) -> str:
    """An archive with a page with two headings and two authors; return the id of the page."""
    text = (
        "---\nauthor: Ida Roe and Jon Ash, Jr.\n---\n# Boats\n\nThey sail.\n\n## Fog\n\nIt came.\n"
    )
    (tmp_path / "c.md").write_text(text)
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        (outcome,) = archive.add([tmp_path / "c.md"])
    return outcome.id


def test_headings_are_marked(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path / "archive", "show", page)
    assert "They sail.\n\n## Fog\n\nIt came.\n" in capsys.readouterr().out
    run(tmp_path / "archive", "show", page, "--json")
    (shown,) = rows(capsys)
    assert [shown["text"][start:end] for start, end in shown["headings"]] == ["Fog"]


def test_authors_are_a_list(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path / "archive", "search", "boats", "--json")
    run(tmp_path / "archive", "show", page, "--json")
    assert [row["authors"] for row in rows(capsys)] == [["Ida Roe", "Jon Ash, Jr."]] * 2


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["help"], "onrecord help search"),
        (["--help"], "exit codes:"),
        (["help", "search"], "speaker:quillard said:borrow"),
        (["quotes", "--help"], "The search language:"),
        (["help", "speakers"], "usage: onrecord speakers"),
    ],
)
def test_help_of_the_program_and_of_its_commands(
    capsys: pytest.CaptureFixture[str], arguments: list[str], part: str
) -> None:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 0
    assert part in capsys.readouterr().out
