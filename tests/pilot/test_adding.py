"""Adding articles in the background: progress, new articles in the list, failures at the end."""

import pytest

from tests.support.fake_job import FakeJob, outcome
from tui.app import OnRecord
from tui.session.progress import Failure, JobProgress
from tui.widgets import job_bar

LINES = (
    outcome(progress=0.5),
    outcome("failed", location="bad.html", reason="No article in it.", progress=0.9),
    outcome("same", progress=1.0),
)


@pytest.fixture
def job(tmp_path, monkeypatch):
    """Replace the process that adds articles by a job of ``LINES``; return the job."""
    job = FakeJob("add", LINES, ())
    monkeypatch.setattr(job_bar, "start_adding", lambda *_: job)
    return job


@pytest.fixture
def adding(make_archive, tmp_path, job):
    """Return an app that adds articles from its start."""
    return OnRecord(make_archive(), tmp_path / "archive", [tmp_path])


async def test_articles_can_be_read_while_others_are_added(adding, job, drive):
    async with drive(adding) as driver:
        await driver.wait_for("50%")
        await driver.wait_for("1 added")
        await driver.press("j", "enter")
        assert "The ferry left Torpier" in driver.text()
        job.finish()
        await driver.wait_for("1 added · 1 already there · 1 could not be added")
        await driver.press("F")
        assert "bad.html" in driver.text()
        assert "No article in it." in driver.text()


async def test_adding_can_be_stopped(adding, job, drive):
    async with drive(adding) as driver:
        await driver.wait_for("1 added")
        await driver.press("X")
        await driver.wait_for("Stopped. 1 added")
    assert job.is_stopped


async def test_quitting_the_reader_stops_adding(adding, job, drive):
    async with drive(adding) as driver:
        await driver.pilot.press("Q")
    assert job.is_stopped


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
    for line in (outcome(), outcome("same"), outcome("failed", reason="Empty.", progress=0.25)):
        progress.count_line(line)
    assert (progress.added, progress.same, progress.share) == (1, 1, 0.25)
    assert progress.failures == [Failure("x", "Empty.")]
