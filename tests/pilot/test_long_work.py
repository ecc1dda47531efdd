"""Long jobs: their progress, stopping them, and starting them again."""

import json
import subprocess
import sys
import threading
import time
from functools import partial

import pytest

from tests.support.driver import Driver
from tui.app import OnRecord
from tui.session import jobs
from tui.session.progress import JobProgress
from tui.widgets import job_bar


class FakeJob:
    """Replaces the process of a job; finishes after ``go_on``."""

    def __init__(self, kind, *arguments):
        self.kind, self.arguments = kind, arguments
        self.go_on, self.stopped = threading.Event(), False
        FakeJob.last = self

    def output_lines(self):
        yield json.dumps({"status": "indexed", "articles": 2, "progress": 0.5})
        self.go_on.wait(10)
        if not self.stopped:
            yield json.dumps({"status": "indexed", "articles": 4, "progress": 1.0})

    def wait(self):
        return ""

    def stop(self):
        self.stopped = True
        self.go_on.set()


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(job_bar, "start_rebuild", partial(FakeJob, "rebuild"))
    monkeypatch.setattr(job_bar, "start_adding", partial(FakeJob, "add"))
    monkeypatch.setattr(FakeJob, "last", None, raising=False)


async def test_index_is_rebuilt_while_the_user_reads(make_app, fake):
    async with make_app().run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot)
        await pilot.press("B")
        await driver.wait_for("50% · 2 indexed")
        await driver.wait_for("Council postpones")
        await pilot.press("enter")
        await driver.wait_for("The council of Torpier")
        FakeJob.last.go_on.set()
        await driver.wait_for("4 indexed")
        await pilot.press("X")
        await driver.wait_until(lambda: "4 indexed" not in driver.text())


async def test_rebuild_is_stopped(make_app, fake):
    async with make_app().run_test(size=(80, 24)) as pilot:
        driver = Driver(pilot)
        await pilot.press("B")
        await driver.wait_for("2 indexed")
        await pilot.press("X")
        await driver.wait_for("Stopped. 2 indexed")
        assert FakeJob.last.stopped


@pytest.mark.parametrize("key", ["B", "R"])
async def test_second_job_is_refused_while_one_runs(make_app, fake, key):
    async with make_app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("B")
        first = FakeJob.last
        await pilot.press(key)
        await Driver(pilot).wait_for("being added or indexed. X stops it.")
        assert FakeJob.last is first


async def test_rescan_adds_the_paths_of_this_or_the_last_start(make_archive, fake, tmp_path):
    make_archive()
    for paths in ([tmp_path / "files"], []):
        app = OnRecord(make_archive(), tmp_path / "archive", paths)
        async with app.run_test(size=(80, 24)) as pilot:
            if paths:
                FakeJob.last.go_on.set()
                await Driver(pilot).wait_for("4 indexed")
            await pilot.press("R")
            assert FakeJob.last.kind == "add"
            assert FakeJob.last.arguments == (tmp_path / "archive", [tmp_path / "files"])
            FakeJob.last.go_on.set()


async def test_rescan_without_a_folder_says_what_to_do(make_app, drive, fake):
    async with drive(make_app()) as driver:
        await driver.press("R")
        assert "onrecord PATH" in driver.text()
        assert FakeJob.last is None


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
        await driver.press("B")
        await driver.search("ferry")
        assert "1 article" in driver.lines()[0]
