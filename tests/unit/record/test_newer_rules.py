"""An archive whose quotes an older program grouped is grouped again, and is usable meanwhile.

``data/grouped_by_older_rules.sqlite`` was made by a program by whose rules what a person says and a
day later denies was one utterance, and “4,500” against “500” was words left out. It has seven
articles with one quote each, and no index.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database import connection
from index.engines.local.database.utterances import table
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

STORED = Path(__file__).parents[1] / "engines" / "data" / "grouped_by_older_rules.sqlite"
CUT, NUMBERS = ("cut",), ("numbers",)
FERRY, PIER, MILL = {"Courier", "Echo"}, {"Post", "Wire"}, {"Courier", "Echo"}
OLD = [(FERRY, CUT), (PIER, CUT), (MILL, CUT)]
NEW = [(PIER, CUT), (MILL, NUMBERS)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(STORED, folder / "archive.sqlite")
    return folder


@pytest.fixture
def old(folder: Path) -> Iterator[Archive]:
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.maintenance.catch_up()
        yield archive


def listed(archive: Archive) -> list[tuple[set[str], tuple[str, ...]]]:
    found, _ = archive.record.utterances("", "oldest")
    return [({each.hit.entry.source for each in one.versions}, one.drift) for one in found]


def found(archive: Archive, line: str) -> set[str]:
    return {hit.text.split()[1] for hit in archive.quotes("", line)}


def outdated(archive: Archive) -> list[str]:
    return [each.message for each in archive.maintenance.check() if each.part == "utterances"]


def test_old_groups_are_shown_until_all_quotes_are_compared_again(old: Archive) -> None:
    assert [outlets for outlets, _ in listed(old)] == [FERRY, PIER, MILL]
    assert found(old, "versions:2") == {"will", "mill"}
    assert old.record.catch_up() == 7
    assert listed(old) == NEW
    assert found(old, "drift:numbers") == {"mill"}
    assert found(old, "versions:1 speaker:pell") == {"will"}


def test_check_counts_what_is_grouped_by_older_rules(old: Archive) -> None:
    (message,) = outdated(old)
    assert message.startswith("7 quotes are still grouped by the rules of an older onrecord")
    old.record.catch_up()
    assert outdated(old) == []


def test_comparison_that_is_stopped_goes_on_from_there(
    folder: Path, old: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "BATCH", 2)
    monkeypatch.setattr(table.time, "sleep", lambda _: old.record.stop())
    assert old.record.catch_up() == 2
    monkeypatch.undo()
    assert [outlets for outlets, _ in listed(old)] == [PIER, MILL]
    assert len(outdated(old)) == 1
    with Archive.open(folder, MarkedAnnotator()) as reopened:
        assert outdated(reopened)[0].startswith("5 quotes")
        assert reopened.record.catch_up() == 5
        assert listed(reopened) == NEW
        assert reopened.record.catch_up() == 0


def test_killed_comparison_loses_no_group(folder: Path) -> None:
    if (child := os.fork()) == 0:
        table.BATCH = 2
        table.time.sleep = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        with Archive.open(folder, MarkedAnnotator()) as archive:
            archive.record.catch_up()
    os.waitpid(child, 0)
    with Archive.open(folder, MarkedAnnotator()) as archive:
        assert [outlets for outlets, _ in listed(archive)] == [PIER, MILL]
        assert archive.record.catch_up() == 5
        assert listed(archive) == NEW


def test_changes_apply_at_once_while_the_rest_waits(old: Archive) -> None:
    pier = next(hit for hit in old.quotes("", "source:wire"))
    old.corrections.correct_quote(pier.entry.id, pier.quote, "", is_quote=False)
    assert [outlets for outlets, _ in listed(old)] == [FERRY, MILL]
    assert len(outdated(old)) == 1


def test_command_shows_the_new_groups(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--archive", str(folder), "utterances", "--order", "oldest"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(" · 2 quotes") == 2
    assert "differ in: numbers" in printed


ASKED = [
    pytest.param(["search", "versions:2"], "mill", id="search"),
    pytest.param(["search", "drift:numbers"], "mill", id="search for a kind of drift"),
    pytest.param(["search", "DRIFT:numbers OR zeppelin"], "mill", id="one of two, in capitals"),
    pytest.param(["quotes", "drift:numbers"], "mill", id="quotes"),
    pytest.param(["heard", "drift:numbers"], "2 quotes", id="who is heard"),
    pytest.param(["search", "drift:numbers", "--format", "csv"], "mill", id="a table"),
]


@pytest.mark.parametrize(("command", "expected"), ASKED)
def test_search_for_versions_compares_quotes_that_wait_for_it(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], expected: str
) -> None:
    assert main(["--archive", str(folder), *command]) == 0
    printed = capsys.readouterr()
    assert expected in (printed.out + printed.err).lower()
    with Archive.open(folder) as archive:
        assert outdated(archive) == []


@pytest.mark.parametrize("line", ["ferry versions", 'ferry "versions: two"'])
def test_search_for_anything_else_does_not_wait_for_comparisons(folder: Path, line: str) -> None:
    assert main(["--archive", str(folder), "search", line]) == 1
    with Archive.open(folder) as archive:
        assert len(outdated(archive)) == 1


def test_archive_that_cannot_be_written_keeps_its_groups(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive.open(folder).close()  # upgrades it
    monkeypatch.setattr(connection, "is_writable", lambda _: False)
    with Archive.open(folder) as archive:
        assert archive.record.catch_up() == 0
        assert [outlets for outlets, _ in listed(archive)] == [FERRY, PIER, MILL]
        assert len(outdated(archive)) == 1
