"""Annotation in this process and in several: killed processes, and articles that kill them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.annotate.models import Models
from index.archive import Archive, Workers
from index.article import NOT_ANNOTATED, Outcome
from index.errors import ArchiveError
from index.workers.annotating import KILLED, Annotating
from index.workers.executors import LocalProcesses
from index.workers.worker import work
from tests.support.builders import MarkedAnnotator, article
from tests.support.site import Page, feed_item, rss_feed, run_site
from tests.support.worker_annotators import FAILS, KILLS, LONG, WAITS, ObedientAnnotator
from tests.support.workers import add, obedient, rows, texts
from tui.cli.main import main

__all__ = ["obedient"]

pytestmark = pytest.mark.usefixtures("obedient")
TWO = Workers(jobs=2)


def not_annotated(outcomes: list[Outcome]) -> dict[str, str]:
    """Return the titles of articles that were added without annotation, with the note."""
    return {each.title: each.note for each in outcomes if not each.annotated}


def test_two_processes_store_the_same_rows_as_one(tmp_path: Path) -> None:
    articles = texts(30)
    add(tmp_path / "one", articles)
    outcomes = add(tmp_path / "two", articles, TWO)
    assert {each.status for each in outcomes} == {"added"}
    assert rows(tmp_path / "two") == rows(tmp_path / "one")


def test_articles_are_stored_in_the_order_in_which_they_are_read(tmp_path: Path) -> None:
    """So the same copy of an article is shown, whichever process ends first."""
    outcomes = add(tmp_path / "archive", texts(30, n2=LONG, n21=KILLS), TWO)
    assert [each.title for each in outcomes] == [f"Day {number}" for number in range(30)]


def test_killed_process_loses_nothing(tmp_path: Path) -> None:
    """What was in flight is given again to another pool."""
    articles = texts(30, n13=f"This kills once, noted in {tmp_path / 'killed'}.")
    (tmp_path / "killed").touch()
    add(tmp_path / "one", articles)
    (tmp_path / "killed").unlink()
    outcomes = add(tmp_path / "two", articles, TWO)
    assert (tmp_path / "killed").exists()
    assert not_annotated(outcomes) == {}
    assert rows(tmp_path / "two") == rows(tmp_path / "one")


def test_article_that_kills_processes_is_named_and_the_others_are_annotated(
    tmp_path: Path,
) -> None:
    outcomes = add(tmp_path / "archive", texts(20, n7=KILLS), TWO)
    assert len(outcomes) == 20
    assert not_annotated(outcomes) == {"Day 7": f"Added without quotes and names: {KILLED}."}
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.count_quotes() == 19
        assert archive.search("7 boats").total == 1


@pytest.mark.parametrize("workers", [Workers(), TWO])
def test_article_on_which_the_model_fails_is_added_without_quotes(
    tmp_path: Path, workers: Workers
) -> None:
    outcomes = add(tmp_path / "archive", texts(8, n2=FAILS), workers)
    note = "Added without quotes and names: ValueError: no such token."
    assert not_annotated(outcomes) == {"Day 2": note}
    with Archive.open(tmp_path / "archive") as archive:
        counts = {by: count for by, count, _ in archive.annotations.counts()}
        assert counts == {"": 7, NOT_ANNOTATED: 1}


def test_article_that_fails_again_keeps_its_annotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("index.archive.archive.load_annotator", MarkedAnnotator)
        add(tmp_path / "archive", texts(8, n6=FAILS))
    failures: list[tuple[str, str]] = []
    with Archive.open(tmp_path / "archive", workers=TWO) as archive:
        ids = archive.annotations.outdated()
        again = archive.annotations.again(ids, lambda each, why: failures.append((each.title, why)))
        assert list(again)[-1] == len(ids) == 8
        assert archive.count_quotes() == 8
    assert failures == [("Day 6", "ValueError: no such token")]


def test_processes_that_cannot_start_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.workers.executors.end_with_parent", os.abort)
    run = (annotating := Annotating(ObedientAnnotator, workers=TWO)).run()
    run.give([article("Fog came.")])
    with pytest.raises(ArchiveError, match="end as soon as they start"):
        list(run.rest())
    annotating.close()


def test_worker_with_another_model_is_named() -> None:
    """Before it annotates anything."""
    expected = ["en_other 1.0, onrecord 9.9", "onrecord 9.9"]
    found, problem = work(ObedientAnnotator, ("", ""), expected, ["Fog came."])
    assert found == []
    assert f"process {os.getpid()}" in problem
    assert f"annotates with {Models().annotated_by()}, not with en_other 1.0" in problem


def test_worker_without_the_model_is_named() -> None:
    _, problem = work(ObedientAnnotator, ("no_such_model", ""), ["", ""], [])
    assert f"process {os.getpid()}) cannot annotate: The spaCy pipeline “no_such_model”" in problem


def start(tmp_path: Path, *articles: str) -> subprocess.Popen[str]:
    """Start adding articles with two processes; return when the first was added."""
    for number, text in enumerate(articles):
        (tmp_path / f"{number:03}.txt").write_text(f" date 2024-03-05 {text}")
    program = [sys.executable, "-m", "tests.support.worker_annotators"]
    adding = subprocess.Popen(
        [*program, "--archive", tmp_path / "archive", "add", "--jobs", "2", tmp_path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert adding.stdout
    assert adding.stdout.readline().startswith("added")
    return adding


def processes_of(group: int) -> list[str]:
    """Return the processes of a process group that still run."""
    command = ["ps", "-A", "-ww", "-o", "pgid=,stat=,args="]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    found = (line.split(None, 2) for line in listed.splitlines())
    return [args for pgid, state, args in found if int(pgid) == group and state[0] != "Z"]


def test_ctrl_c_ends_all_processes_and_keeps_what_was_added(tmp_path: Path) -> None:
    adding = start(tmp_path, *texts(32), *texts(70, n40=WAITS)[32:])
    os.killpg(adding.pid, signal.SIGINT)
    _, errors = adding.communicate()
    assert adding.returncode == 130
    assert "Stopped. Added articles are kept." in errors
    assert "Traceback" not in errors
    assert processes_of(adding.pid) == []
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.count() >= 1


def test_workers_end_when_the_program_is_killed(tmp_path: Path) -> None:
    adding = start(tmp_path, *texts(32), *texts(70, n40=WAITS)[32:])
    assert any("spawn_main" in process for process in processes_of(adding.pid))  # a worker
    adding.kill()
    adding.communicate()
    deadline = time.monotonic() + 30
    while processes_of(adding.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(adding.pid) == []


def test_a_pool_is_replaced_once() -> None:
    """Every batch of a broken pool asks for another one."""
    pool = LocalProcesses(1)
    first = pool.executor
    pool.restart(first)
    second = pool.executor
    pool.restart(first)
    assert first is not second
    assert pool.executor is second
    pool.close()


def test_feeds_are_annotated_by_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is killed once would end this process, if it annotated."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    killed = tmp_path / "killed"
    text = f"Fog. “We saved boats,” [Ana Pell] said. This kills once, noted in {killed}. "
    archive = str(tmp_path / "archive")
    with run_site() as web:
        feed = rss_feed(feed_item(f"{web.url}/fog", "Fog", text=text * 3))
        web.pages["/feed"] = Page(feed, headers={"Content-Type": "application/rss+xml"})
        assert main(["--archive", archive, "feed", "add", f"{web.url}/feed"]) == 0
        assert main(["--archive", archive, "fetch", "--jobs", "2"]) == 0
    assert killed.exists()
    with Archive.open(Path(archive)) as opened:
        assert opened.search("speaker:pell said:boats").total == 1
