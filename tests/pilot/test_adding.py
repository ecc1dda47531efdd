"""Adding articles while reading: the progress, the growing list, the failures."""

import json
import threading

import pytest

from tui.app import OnRecord
from tui.session.progress import Failure, JobProgress
from tui.widgets import job_bar


def outcome(**fields):
    return json.dumps(
        {"status": "added", "location": "x", "id": "", "title": "", "reason": ""} | fields
    )


class FakeAdding:
    """Replaces the process that adds articles; reports the rest after ``go_on``."""

    def __init__(self, archive, paths):
        FakeAdding.last = self
        self.go_on, self.stopped = threading.Event(), False
        self.lines = [outcome(progress=0.5)]
        self.rest = [
            outcome(status="failed", location="bad.html", reason="No article in it.", progress=0.9),
            outcome(status="same", progress=1.0),
        ]

    def output_lines(self):
        yield from self.lines
        self.go_on.wait(10)
        if not self.stopped:
            yield from self.rest

    def wait(self):
        return ""

    def stop(self):
        self.stopped = True
        self.go_on.set()


@pytest.fixture
def adding(make_archive, tmp_path, monkeypatch):
    monkeypatch.setattr(job_bar, "start_adding", FakeAdding)
    return OnRecord(make_archive(), tmp_path / "archive", [tmp_path])


async def test_articles_can_be_read_while_others_are_added(adding):
    async with adding.run_test(size=(80, 24)) as pilot:
        for _ in range(20):
            await pilot.pause(0.01)
        assert "50%" in _screen(adding)
        assert "1 added" in _screen(adding)
        await pilot.press("j", "enter")
        for _ in range(20):
            await pilot.pause(0.01)
        assert "The ferry left Torpier" in _screen(adding)
        FakeAdding.last.go_on.set()
        await adding.workers.wait_for_complete()
        await pilot.pause()
        assert "1 added · 1 already there · 1 failed" in _screen(adding)
        await pilot.press("F")
        await pilot.pause()
        assert "bad.html" in _screen(adding)
        assert "No article in it." in _screen(adding)


async def test_adding_can_be_stopped(adding):
    async with adding.run_test(size=(80, 24)) as pilot:
        await pilot.press("X")
        await adding.workers.wait_for_complete()
        await pilot.pause()
        assert "Stopped. 1 added" in _screen(adding)
        assert FakeAdding.last.stopped


async def test_quitting_stops_adding(adding):
    async with adding.run_test(size=(80, 24)) as pilot:
        await pilot.press("Q")
    assert FakeAdding.last.stopped


async def test_an_empty_archive_says_what_to_do(make_app, drive):
    async with drive(make_app({})) as driver:
        assert "The archive is empty." in driver.text()
        assert "onrecord PATH" in driver.text()
        await driver.press("j", "enter", "right_square_bracket", "p", "n", "2", "3", "1", "J", "G")
        assert "The archive is empty." in driver.text()


@pytest.mark.parametrize(
    "line",
    [
        "",
        '{"status": "summary", "found": 3, "added": 3}',
        "nonsense",
        "[1, 2]",
        '{"no": "status"}',
        '{"status": "added", "progress": "half"}',
    ],
)
def test_other_lines_are_ignored(line):
    progress = JobProgress()
    progress.count_line(line)
    assert (progress.added, progress.same, progress.failures) == (0, 0, [])


def test_outcomes_are_counted():
    progress = JobProgress()
    for fields in ({}, {"status": "same"}, {"status": "failed", "reason": "Empty."}):
        progress.count_line(outcome(progress=0.25, **fields))
    assert (progress.added, progress.same, progress.share) == (1, 1, 0.25)
    assert progress.failures == [Failure("x", "Empty.")]


def _screen(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
