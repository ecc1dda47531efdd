"""`onrecord add`: outcomes, summary, exit codes, interrupts and watching."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Outcome
from index.sources.folders import expand_paths, file_events, stable_files
from tui.cli.add import report_outcomes
from tui.cli.main import main
from tui.session.progress import JobProgress

pytestmark = pytest.mark.usefixtures("marked_annotator")

TEXT = (
    "The ferry between Lindo and Torp will sail no more after the end of March, the harbour board"
    " decided on Tuesday. It had run for ninety years, and nobody was asked. “It was cold,”"
    " [Ana Pell] said. Season tickets stay valid until they end, and whoever bought one in January"
    " gets half of the price back, as the board did when the buses were given up years ago."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files: two articles, a copy, an empty one, and a list with a broken line."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text(f" date 2024-03-05 {TEXT}")
    (files / "b.txt").write_text(" date 2024-03-06 Sun at Torp. “Ha,” [Tim Falk] said.")
    (files / "c.txt").touch()
    lines = [
        json.dumps({"title": "Ferry", "text": TEXT, "date": "2024-03-06", "source": "Echo"}),
        "{broken",
        json.dumps({"title": "Rain", "text": "Rain at Torp.", "date": "2024-03-07"}),
    ]
    (files / "d.jsonl").write_text("\n".join(lines))
    return files


def run(tmp_path: Path, *arguments: object) -> int:
    return main(["--archive", str(tmp_path / "archive"), "add", *map(str, arguments)])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def summary(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Return the last JSON object after checking its counts."""
    *outcomes, last = rows(capsys)
    counts = Counter(row["status"] for row in outcomes)
    assert last["status"] == "summary"
    assert {name: last[name] for name in ("added", "same", "failed")} == {
        name: counts[name] for name in ("added", "same", "failed")
    }
    assert last["found"] == len(outcomes) == last["added"] + last["same"] + last["failed"]
    assert last["copies"] == sum(bool(row["copy_of"]) for row in outcomes)
    assert last["versions"] == sum(bool(row["version_of"]) for row in outcomes)
    return last


def test_every_outcome_is_printed_and_counted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, folder) == 1
    out, err = capsys.readouterr()
    kinds = Counter(line.split()[0] for line in out.splitlines())
    assert kinds == {"added": 3, "copy": 1}
    assert f"{folder / 'c.txt'}: The article has no text" in err
    assert f"{folder / 'd.jsonl'}#2: " in err
    assert err.endswith("6 found: 4 articles added (1 copy), 2 could not be added.\n")


def test_counts_of_the_summary_add_up(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, folder, "--json") == 1
    first = summary(capsys)
    assert (first["found"], first["added"], first["copies"], first["failed"]) == (6, 4, 1, 2)
    assert run(tmp_path, folder, "--json") == 1
    second = summary(capsys)
    assert (second["found"], second["added"], second["same"], second["failed"]) == (6, 0, 4, 2)


def test_edited_file_is_added_as_a_new_version(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, folder / "a.txt", "--json")
    first, _ = rows(capsys)
    (folder / "a.txt").write_text(f" date 2024-03-05 {TEXT} The county may take it over.")
    assert run(tmp_path, folder / "a.txt", "--json") == 0
    second, last = rows(capsys)
    assert (second["status"], second["version_of"]) == ("added", first["article"])
    assert (last["versions"], last["added"]) == (1, 1)


def test_edited_file_is_recognised_from_any_working_directory(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    run(tmp_path, "files/a.txt")
    (folder / "a.txt").write_text(f" date 2024-03-05 {TEXT} The county may take it over.")
    monkeypatch.chdir(folder)
    run(tmp_path, "a.txt")
    assert capsys.readouterr().err.endswith("1 new version of an article.\n")


def outcome(status: str = "added", **fields: object) -> dict[str, object]:
    return {"status": status} | fields


SUMMARIES = [
    pytest.param([outcome()], "1 article added.", id="one"),
    pytest.param([outcome(), outcome()], "2 articles added.", id="two"),
    pytest.param([outcome(), outcome(copy_of="a")], "2 articles added (1 copy).", id="a copy"),
    pytest.param([outcome(), outcome(), outcome(version_of="a")],
                 "3 found: 2 articles added, 1 new version of an article.", id="a version"),
    pytest.param([outcome(version_of="a"), outcome(version_of="b")],
                 "2 new versions of articles.", id="versions alone"),
    pytest.param([outcome(), outcome("same"), outcome("same", hidden=True), outcome("failed")],
                 "4 found: 1 article added, 1 already there, 1 deleted or hidden before,"
                 " 1 could not be added.", id="every status"),
    pytest.param([outcome(annotated=False)], "1 article added (1 without quotes and names).",
                 id="without quotes"),
    pytest.param([], "Nothing found.", id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "text"), SUMMARIES)
def test_summary_counts_new_versions_apart_from_articles(
    outcomes: list[dict[str, object]], text: str
) -> None:
    progress = JobProgress()
    for each in outcomes:
        progress.count(each)
    assert progress.summary() == text


def test_warning_on_an_added_article_is_not_like_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.txt"
    good.write_text("---\ntitle: Fog\ndate: 32.13.2024\n---\nThe fog stayed all day.\n")
    bad.write_text("")
    assert run(tmp_path, good, bad) == 1
    err = capsys.readouterr().err
    assert f"{good}: warning: No date: “32.13.2024” is not a date." in err
    assert f"{bad}: warning" not in err
    assert f"{bad}: " in err


CODES = [
    pytest.param(["a.txt", "b.txt"], 0, id="all added"),
    pytest.param(["a.txt", "c.txt"], 1, id="some fail"),
    pytest.param(["c.txt", "none.txt"], 2, id="all fail"),
    pytest.param(["empty"], 2, id="empty folder"),
    pytest.param(["[ab].txt"], 0, id="pattern"),
    pytest.param(["**/*.txt"], 1, id="pattern in subfolders"),
    pytest.param(["*.pdf"], 2, id="pattern without matches"),
]


@pytest.mark.parametrize(("names", "code"), CODES)
def test_exit_code(folder: Path, tmp_path: Path, names: list[str], code: int) -> None:
    (folder / "empty").mkdir()
    assert run(tmp_path, *(folder / name for name in names)) == code


def test_dry_run_prints_the_same_and_stores_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, folder, "--dry-run", "--json") == 1
    planned = rows(capsys)
    assert not (tmp_path / "archive").exists()
    run(tmp_path, folder / "b.txt")
    capsys.readouterr()
    assert run(tmp_path, folder, "--dry-run", "--json") == 1
    assert summary(capsys)["same"] == 1
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.count() == 1
    (tmp_path / "archive").rename(tmp_path / "elsewhere")
    assert run(tmp_path, folder, "--json") == 1
    assert [row | {"dry_run": 0} for row in rows(capsys)] == [
        row | {"dry_run": 0} for row in planned
    ]


def test_format_of_standard_input_is_detected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"title": "Rain", "text": "Rain at Torp."}) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((line + "{broken\n").encode())))
    assert run(tmp_path, "-", "--json") == 1
    bad, good, _ = rows(capsys)
    assert (good["status"], good["title"], good["location"]) == ("added", "Rain", "stdin#1")
    assert (bad["status"], bad["location"]) == ("failed", "stdin#2")


def test_repeated_options_add_up(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("Kopf,Tag,text\nRain,2024-03-05,Rain at Torp.\n")
    options = ["--map", "title=Kopf", "--map", "date=Tag", "--tag", "one", "--tag", '"two words"']
    assert run(tmp_path, str(file), *options) == 0
    with Archive.open(tmp_path / "archive") as archive:
        (entry,) = archive.articles()
        assert (entry.title, str(entry.date)) == ("Rain", "2024-03-05")
        assert set(entry.tags) == {"one", "two words"}


INVALID_OPTIONS = [
    pytest.param(
        ["--map", "headline=title", "x"],
        "“headline” is not a field. Fields:",
        id="unknown field",
    ),
    pytest.param(["--map", "title", "x"], "“title” is not FIELD=NAME", id="field without a name"),
    pytest.param(["--max-size", "many", "x"], "500M", id="not a size"),
    pytest.param(["--max-size", "0", "x"], "500M", id="size zero"),
]


@pytest.mark.parametrize(("arguments", "message"), INVALID_OPTIONS)
def test_invalid_option_is_refused(
    tmp_path: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, *arguments)
    assert message in capsys.readouterr().err


def test_watch_refuses_dry_run_and_standard_input(tmp_path: Path) -> None:
    assert run(tmp_path, "--watch", "--dry-run", tmp_path) == 2
    assert run(tmp_path, "--watch", "-") == 2


# Interrupts


def interrupted_by(number: int) -> Iterator[Outcome]:
    yield Outcome(status="added", location="a.txt", id="0" * 16)
    os.kill(os.getpid(), number)
    yield Outcome(status="added", location="never.txt")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_command_prints_its_summary(
    number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert report_outcomes(interrupted_by(number), as_json=True) == 130
    out, err = capsys.readouterr()
    last = json.loads(out.splitlines()[-1])
    assert (last["added"], last["stopped"]) == (1, True)
    assert "Stopped. Added articles are kept. 1 article added." in err
    assert signal.getsignal(signal.SIGTERM) == before


def test_interrupt_is_the_normal_end_of_watching(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_outcomes(interrupted_by(signal.SIGINT), as_json=False, is_watching=True) == 0
    assert capsys.readouterr().err == "1 article added.\n"


# Watching


def test_file_is_added_once_it_is_fully_written(folder: Path) -> None:
    new = folder / "new.txt"

    def events() -> Iterator[object]:
        new.write_text("Half of")
        yield {"added"}
        new.write_text("Half of it, and the rest.")
        yield {"modified"}
        yield set()
        yield set()

    first, *later = stable_files([folder], events())
    assert len(first) == 4
    assert later == [[new]]


def test_changed_file_is_added_again_and_deleted_file_is_ignored(folder: Path) -> None:
    def events() -> Iterator[object]:
        (folder / "a.txt").write_text("Other words.")
        (folder / "b.txt").unlink()
        (folder / ".hidden.txt").write_text("Nobody’s.")
        yield {"modified"}
        yield set()

    assert list(stable_files([folder], events()))[1:] == [[folder / "a.txt"]]


MAX_LOOKS = 100  # of the watcher, after which it is taken to have missed the file


def test_new_file_in_a_watched_folder_is_added(archive: Archive, tmp_path: Path) -> None:
    """Use the real watcher: the file appears while the archive waits."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(" date 2024-03-05 Fog at Torp.")
    outcomes = archive.adding.watch([inbox], events=islice(file_events([inbox]), MAX_LOOKS))
    assert next(outcomes).title == "Fog at Torp"
    threading.Timer(
        0, lambda: (inbox / "b.txt").write_text(" date 2024-03-06 Sun at Torp.")
    ).start()
    assert next(outcomes).title == "Sun at Torp"
    outcomes.close()


def test_adding_loads_neither_the_watcher_nor_the_http_client(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Fog at Torp.")
    code = (
        "import sys; from tui.cli.main import main; from index.archive import archive;"
        "from tests.support.builders import MarkedAnnotator;"
        "archive.load_annotator = MarkedAnnotator;"
        f"main(['--archive', {str(tmp_path / 'archive')!r}, 'add', {str(tmp_path / 'a.txt')!r}]);"
        "print([name for name in ('watchfiles', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_patterns_are_expanded_but_not_in_names_of_existing_files(folder: Path) -> None:
    (folder / "[x].txt").write_text("Fog.")
    assert expand_paths([folder / "[x].txt"]) == [folder / "[x].txt"]
    assert expand_paths([folder / "[ab].txt"]) == [folder / "a.txt", folder / "b.txt"]


def test_watcher_yields_even_without_changes(folder: Path) -> None:
    looks = file_events([folder])
    assert next(iter(looks)) == set()
