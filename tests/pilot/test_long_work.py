"""Work that takes long: told in a line with what is left, stopped by a key, started again."""

import json
import subprocess
import sys
import threading
import time

import pytest

from tui.app import OnRecord
from tui.session import jobs
from tui.session.progress import JobProgress
from tui.widgets import job_bar


class FakeChild:
    """Stands for the child process; goes on when the test lets it."""

    def __init__(self, kind, *given):
        self.kind, self.given = kind, given
        self.go_on, self.stopped = threading.Event(), False
        FakeChild.last = self

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
    monkeypatch.setattr(job_bar, "start_rebuild", lambda *given: FakeChild("rebuild", *given))
    monkeypatch.setattr(job_bar, "start_adding", lambda *given: FakeChild("add", *given))
    monkeypatch.setattr(FakeChild, "last", None, raising=False)


async def seen(app, pilot, text):
    """Whether the screen comes to show a text."""
    for _ in range(100):
        if any(text in strip.text for strip in app.screen._compositor.render_strips()):
            return True
        await pilot.pause(0.01)
    return False


async def test_index_is_made_again_while_one_reads(make_app, fake):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("B")
        assert await seen(app, pilot, "50% · 2 indexed")
        assert await seen(app, pilot, "Council postpones")
        await pilot.press("enter")
        assert await seen(app, pilot, "The council of Torpier")
        FakeChild.last.go_on.set()
        assert await seen(app, pilot, " 4 indexed ")
        await pilot.press("X")
        assert not await seen(app, pilot, "4 indexed")


async def test_making_the_index_again_is_stopped(make_app, fake):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("B")
        assert await seen(app, pilot, "2 indexed")
        await pilot.press("X")
        assert await seen(app, pilot, "Stopped. 2 indexed")
        assert FakeChild.last.stopped


@pytest.mark.parametrize("key", ["B", "R"])
async def test_one_long_work_waits_for_the_other(make_app, fake, key):
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("B")
        first = FakeChild.last
        await pilot.press(key)
        assert await seen(app, pilot, "X stops it")
        assert FakeChild.last is first


async def test_rescan_adds_what_was_given_at_this_start_or_the_last(make_archive, fake, tmp_path):
    make_archive()
    for paths in ([tmp_path / "files"], []):
        app = OnRecord(make_archive(), tmp_path / "archive", paths)
        async with app.run_test(size=(80, 24)) as pilot:
            if paths:
                FakeChild.last.go_on.set()
                assert await seen(app, pilot, " 4 indexed ")
            await pilot.press("R")
            assert FakeChild.last.kind == "add"
            assert FakeChild.last.given == (tmp_path / "archive", [tmp_path / "files"])
            FakeChild.last.go_on.set()


async def test_rescan_without_a_folder_says_what_to_do(make_app, drive, fake):
    async with drive(make_app()) as driver:
        await driver.press("R")
        assert "onrecord PATH" in driver.text()
        assert FakeChild.last is None


@pytest.mark.parametrize(
    ("seconds", "share", "said"),
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
def test_time_that_is_left(monkeypatch, seconds, share, said):
    progress = JobProgress(share=share)
    monkeypatch.setattr(time, "monotonic", lambda: progress.started + seconds)
    assert progress.time_left() == said


def test_child_makes_the_index_again_and_tells_how_far_it_is(make_archive, tmp_path):
    make_archive().close()
    child = jobs.start_rebuild(tmp_path / "archive")
    progress = JobProgress()
    for line in child.output_lines():
        progress.count_line(line)
    assert child.wait() == ""
    assert (progress.indexed, progress.share) == (3, 1.0)


def test_rebuild_says_on_stderr_how_many_there_are(make_archive, tmp_path):
    make_archive().close()
    command = [sys.executable, "-m", "tui", "rebuild", "--archive", str(tmp_path / "archive")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "3 articles indexed.\n")


async def test_what_was_found_before_is_found_when_the_index_was_made_again(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        app.archive.search("ferry")
        await driver.press("B")
        await driver.search("ferry")
        assert "1 article" in driver.lines()[0]
