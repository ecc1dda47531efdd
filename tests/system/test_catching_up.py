"""The process that brings an archive up to date can end at any moment, and ends with its parent."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from index.archive import Archive
from index.engines.local.engine import DATABASE
from tests.support import numbered_articles as numbered
from tests.support.builders import article, store_unindexed
from tui.exit_codes import OK, STOPPED

PEOPLE, KILLS, SEED = 100, 3, 11


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """Return an archive whose names, articles and quotes wait: each person has two names."""
    folder = tmp_path / "archive"
    Archive.open(folder).close()
    articles = []
    for number in range(PEOPLE):
        name, *words = (numbered.word(number * 20 + each) for each in range(20))
        said, first, second = (" ".join(words[at : at + 7]) for at in (0, 7, 13))
        articles.append(article(f"{first}. “The {said}” [Ana {name.capitalize()}]."))
        articles.append(article(f"{second}. “The {said}” [{name.capitalize()}]."))
    store_unindexed(folder, *articles)
    return folder


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui.cli.catching_up", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def state(folder: Path) -> tuple[object, ...]:
    """Return what was to be done, as it can be seen."""
    with Archive.open_existing(folder) as archive:
        names = [(each.name, each.aliases) for each in archive.speakers.page(limit=PEOPLE * 2)]
        found, total = archive.record.utterances(limit=PEOPLE)
        assert not [each for each in archive.maintenance.check() if each.remedy]
        versions = sorted(len(each.versions) for each in found)
        return names, total, versions, archive.search("the").total


@pytest.mark.timeout(300)
def test_archive_is_brought_up_to_date_after_kills_at_any_moment(waiting: Path) -> None:
    whole = waiting.with_name("whole")
    shutil.copytree(waiting, whole)
    with Archive.open_existing(whole) as archive:
        archive.maintenance.catch_up()
        archive.record.catch_up()
    chance = Random(SEED)
    for _ in range(KILLS):
        process = start(waiting)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.3, 2))
        process.kill()
        process.communicate()
    process = start(waiting)
    assert process.wait(200) == OK
    process.communicate()
    names, total, versions, found = state(waiting)
    assert (names, total, versions, found) == state(whole)
    assert (len(names), total, found) == (PEOPLE, PEOPLE, PEOPLE * 2)


def test_process_ends_when_its_parent_is_gone(waiting: Path) -> None:
    with closing(sqlite3.connect(waiting / DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")  # so that the process has to wait
        process = start(waiting)
        assert process.stdin
        process.stdin.close()  # as the system does for a killed parent
        assert process.wait(25) == STOPPED
    with Archive.open_existing(waiting) as archive:
        assert archive.maintenance.catch_up() == PEOPLE * 2
