"""Adding articles in the background: progress, new articles in the list, failures at the end."""

import pytest

from tests.support.fake_job import FakeJob, outcome
from tui.app import OnRecord
from tui.dialogs.add import read_input
from tui.folders import sample_folder
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
def started(job, monkeypatch):
    """Return a list of the arguments of the jobs that are started."""
    started = []
    monkeypatch.setattr(job_bar, "start_adding", lambda *given: started.append(given) or job)
    return started


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


async def test_result_is_hidden_after_a_while_and_failures_can_still_be_listed(
    adding, job, drive, monkeypatch
):
    monkeypatch.setattr(job_bar.JobBar, "RESULT_SECONDS", 0.01)
    async with drive(adding) as driver:
        await driver.wait_for("1 added")
        job.finish()
        await driver.wait_until(lambda: "1 added" not in driver.text())
        await driver.press("F")
        assert "bad.html" in driver.text()


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


async def test_page_is_added_by_its_address(make_app, drive, started, tmp_path):
    async with drive(make_app()) as driver:
        await driver.press("plus", *"https://lindo.example/ferry", "enter")
        await driver.wait_for("50%")
    assert started == [(tmp_path / "archive", ["https://lindo.example/ferry"])]


async def test_folder_is_added_by_its_path(make_app, drive, started, tmp_path):
    (tmp_path / "two words").mkdir()
    async with drive(make_app()) as driver:
        await driver.press("plus", *f"'{tmp_path}/two words'", "enter")
        await driver.wait_for("50%")
    assert started == [(tmp_path / "archive", [tmp_path / "two words"])]


async def test_missing_file_is_not_added(make_app, drive, started):
    async with drive(make_app()) as driver:
        await driver.press("plus", *"/no/such/file", "enter")
        assert "No such file or folder: /no/such/file" in driver.text()
    assert not started


@pytest.mark.parametrize("files", [None, {}])
async def test_samples_are_added_to_an_empty_archive_alone(
    make_app, drive, started, tmp_path, files
):
    async with drive(make_app(files)) as driver:
        await driver.press("W")
        await driver.wait_for("can only be added to an empty" if files is None else "50%")
    assert started == ([] if files is None else [(tmp_path / "archive", [sample_folder()])])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("{}/a b.txt", "a b.txt", id="plain"),
        pytest.param("'{}/a b.txt'", "a b.txt", id="in single quotes"),
        pytest.param('"{}/a b.txt"', "a b.txt", id="in double quotes"),
        pytest.param("{}/a\\ b.txt", "a b.txt", id="with escapes"),
        pytest.param("file://{}/a%20b.txt", "a b.txt", id="as a URL"),
        pytest.param("{}/a\\b.txt", "a\\b.txt", id="a name with a backslash"),
    ],
)
def test_dropped_file_is_understood(tmp_path, typed, name):
    for each in ("a b.txt", "a\\b.txt"):
        (tmp_path / each).touch()
    assert read_input(typed.format(tmp_path)) == tmp_path / name


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


async def test_quitting_ends_the_comparison_of_quotes(make_app, drive, tmp_path):
    for name in "ab":
        text = f"Issue {name} of the paper: “We will rebuild the old pier” [Ana Pell]\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    async with drive(make_app()) as driver:
        await driver.pilot.press("Q")
        archive = driver.pilot.app.archive
    (one, _) = archive.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert len(archive.record.versions_of(one.id, 0).versions) == 1
