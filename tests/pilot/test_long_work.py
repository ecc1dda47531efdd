"""Long jobs: progress and time left, stopping, and starting again."""

import json
import subprocess
import sys
import time
from functools import partial

import pytest

from index.archive.annotations import Annotations
from tests.support.fake_job import FakeJob
from tui.session import jobs
from tui.session.progress import JobProgress
from tui.widgets import job_bar

LINES = (
    json.dumps({"status": "indexed", "articles": 2, "progress": 0.5}),
    json.dumps({"status": "indexed", "articles": 4, "progress": 1.0}),
)


@pytest.fixture
def started(monkeypatch):
    """Replace the processes of jobs by jobs of ``LINES``; return the list of those started."""
    started = []

    def start(kind, *arguments):
        lines = [line.replace("indexed", "annotated") for line in LINES if kind == "annotate"]
        started.append(FakeJob(kind, lines or LINES, arguments))
        return started[-1]

    monkeypatch.setattr(job_bar, "start_rebuild", partial(start, "rebuild"))
    monkeypatch.setattr(job_bar, "start_annotating", partial(start, "annotate"))
    monkeypatch.setattr(job_bar, "start_adding", partial(start, "add"))
    monkeypatch.setattr(job_bar, "start_adding_again", partial(start, "again"))
    return started


async def test_articles_can_be_read_while_the_index_is_rebuilt(make_app, drive, started):
    async with drive(make_app()) as driver:
        await driver.press("B", "enter")
        await driver.wait_for("50% · 2 indexed")
        assert "Council postpones" in driver.text()
        await driver.press("enter")
        assert "The council of Torpier" in driver.text()
        started[0].finish()
        await driver.wait_for("\n 4 indexed\n")
        await driver.press("X")
        assert "4 indexed" not in driver.text()


async def test_job_started_on_another_screen_is_reported_there(make_app, drive, started):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("4", "B", "enter")
        await driver.wait_for("Indexing … · X stops")
        started[0].finish()
        await driver.wait_for("4 indexed")
        assert "4 Timeline" in driver.lines()[0]
        assert "by speaker" in driver.text(), "the timeline is still shown"


@pytest.mark.parametrize("keys", [["B"], ["4", "B"], ["7", "B"], ["enter", "B"]], ids=str)
@pytest.mark.parametrize(("answer", "count"), [("y", 1), ("enter", 1), ("n", 0), ("escape", 0)])
async def test_index_is_rebuilt_only_if_the_user_confirms_it(
    make_app, drive, started, keys, answer, count
):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*keys)
        assert "Rebuild the search index?" in driver.text()
        assert "Enter or y: rebuild" in driver.text()
        assert not started
        await driver.press(answer)
        assert len(started) == count


async def test_rebuilding_can_be_stopped(make_app, drive, started):
    async with drive(make_app()) as driver:
        await driver.press("B", "enter")
        await driver.wait_for("2 indexed")
        await driver.press("X")
        await driver.wait_for("Stopped. 2 indexed")
    assert started[0].is_stopped


@pytest.mark.parametrize("key", ["B", "R"])
async def test_only_one_job_runs_at_a_time(make_app, drive, started, key):
    async with drive(make_app()) as driver:
        await driver.press("B", "enter", key)
        await driver.wait_for("Press X to")
        assert len(started) == 1


async def test_rescan_looks_again_where_articles_came_from(make_app, drive, started, tmp_path):
    async with drive(make_app()) as driver:
        await driver.press("R")
        await driver.wait_for("2 indexed")
        (job,) = started
        assert (job.kind, job.arguments) == ("again", (tmp_path / "archive",))
        job.finish()


async def test_rescan_without_a_folder_says_what_to_do(make_app, drive, started):
    async with drive(make_app({})) as driver:
        await driver.press("R")
        await driver.wait_for("Press + to add one")
        assert not started


@pytest.mark.parametrize(
    ("seconds", "share", "text"),
    [
        pytest.param(10, 0.5, "about 10 s left", id="seconds"),
        pytest.param(60, 0.25, "about 3 min left", id="minutes"),
        pytest.param(3600, 0.2, "about 4 h left", id="hours"),
        pytest.param(10, 0.999, "about 1 s left", id="nearly done"),
        pytest.param(10, 1.0, "", id="done"),
        pytest.param(10, 0.001, "", id="hardly begun"),
        pytest.param(0.2, 0.5, "", id="too soon"),
    ],
)
def test_remaining_time(monkeypatch, seconds, share, text):
    progress = JobProgress(share=share)
    monkeypatch.setattr(time, "monotonic", lambda: progress.started + seconds)
    assert progress.time_left() == text


def test_rebuild_process_reports_its_progress(make_archive, tmp_path):
    make_archive().close()
    job = jobs.start_rebuild(tmp_path / "archive")
    progress = JobProgress()
    for line in job.output_lines():
        progress.count_line(line)
    assert job.wait() == ""
    assert (progress.indexed, progress.share) == (3, 1.0)


def test_rebuild_reports_the_number_of_articles_on_stderr(make_archive, tmp_path):
    make_archive().close()
    command = [sys.executable, "-m", "tui", "rebuild", "--archive", str(tmp_path / "archive")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "3 articles indexed.\n")


async def test_searches_find_the_same_after_a_rebuild(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        app.archive.search("ferry")
        await driver.press("B", "enter")
        await driver.wait_for("\n 3 indexed\n")
        await driver.search("ferry")
        assert "1 article" in driver.lines()[0]


async def test_articles_of_another_model_are_reported_and_annotated_again(
    make_app, drive, started, monkeypatch
):
    monkeypatch.setattr(Annotations, "count_outdated", lambda _: 3)
    async with drive(make_app(), size=(160, 30)) as driver:
        await driver.wait_for("3 articles annotated by another model")
        await driver.press("M")
        assert "Annotate 3 articles again?" in driver.text()
        await driver.press("enter")
        await driver.wait_for("2 annotated again")
        started[0].finish()
    assert started[0].kind == "annotate"


async def test_nothing_is_annotated_again_if_all_articles_are_of_this_model(
    make_app, drive, started, monkeypatch
):
    monkeypatch.setattr(Annotations, "count_outdated", lambda _: 0)
    async with drive(make_app()) as driver:
        await driver.press("M")
        assert "All articles were annotated by this model and version." in driver.lines()[-1]
    assert started == []
