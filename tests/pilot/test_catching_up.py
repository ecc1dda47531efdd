"""What waits at a start is done in another process, which ends with the reader."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from index.archive import Archive
from index.archive.maintenance import Maintenance
from index.engines.local.engine import DATABASE
from tests.support.builders import article, store_unindexed
from tests.support.driver import send_keys
from tui.session.jobs import start_catching_up

WAITING = (
    article("“The piers of Torpier will be rebuilt this year” [Ana Pell].", "2024-06-01"),
    article("“The piers of Torpier will be rebuilt this year” [Pell].", "2024-06-02"),
)


@pytest.fixture
def waiting_app(make_app, monkeypatch, tmp_path):
    """Return the app over an archive of which two articles wait, in another process."""
    app = make_app({})
    store_unindexed(tmp_path / "archive", *WAITING)
    monkeypatch.setattr("index.archive.maintenance.MANY", 1)
    monkeypatch.setattr(Maintenance, "catch_up", lambda _: pytest.fail("not in this process"))
    return app


async def test_names_are_folded_without_a_restart(waiting_app, drive):
    async with drive(waiting_app) as driver:
        await driver.press("3")
        assert "Ana Pell" in driver.text()
        assert [each.name for each in driver.app.archive.speakers.page()] == ["Ana Pell"]


async def test_articles_are_indexed_with_a_message(waiting_app, drive):
    async with drive(waiting_app) as driver:
        assert "2 articles are not indexed yet; indexing now" in driver.text()
        await driver.search("rebuilt")
        assert "2 articles" in driver.lines()[0]


async def test_quotes_of_one_utterance_are_found(waiting_app, drive):
    async with drive(waiting_app) as driver:
        await driver.press("2")
        first, _ = driver.app.archive.quotes()
        assert len(driver.app.archive.record.versions_of(first.entry.id, 0).versions) == 2
        assert not driver.app.archive.maintenance.is_far_behind()


@pytest.mark.parametrize("ends", ["fails", "is killed"])
async def test_reader_does_so_if_the_process(ends, make_app, drive, monkeypatch, tmp_path):
    def start(folder):
        if ends == "fails":
            return start_catching_up(tmp_path / "no")
        job = start_catching_up(folder)
        wait = job.wait
        monkeypatch.setattr(job, "wait", lambda: wait() or "Killed by signal 9.")
        job.stop()
        return job

    app = make_app({})
    store_unindexed(tmp_path / "archive", *WAITING)
    monkeypatch.setattr("index.archive.maintenance.MANY", 1)
    monkeypatch.setattr("tui.app.start_catching_up", start)
    async with drive(app, (120, 30)) as driver:
        await driver.search("rebuilt")
        assert "2 articles" in driver.lines()[0]
        assert not driver.app.archive.maintenance.is_far_behind()


async def test_reader_does_so_if_no_process_can_start(make_app, drive, monkeypatch, tmp_path):
    def fail(*_, **__):
        raise BlockingIOError("Resource temporarily unavailable")

    app = make_app({})
    store_unindexed(tmp_path / "archive", *WAITING)
    monkeypatch.setattr("index.archive.maintenance.MANY", 1)
    monkeypatch.setattr("subprocess.Popen", fail)
    async with drive(app) as driver:
        assert [each.name for each in driver.app.archive.speakers.page()] == ["Ana Pell"]
        assert not driver.app.archive.maintenance.is_far_behind()


async def test_process_ends_with_the_reader(waiting_app, monkeypatch, tmp_path):
    started, ended = [], []

    def start(folder):
        started.append(job := start_catching_up(folder))
        wait = job.wait
        monkeypatch.setattr(job, "wait", lambda: ended.append(wait()) or ended[-1])
        return job

    monkeypatch.setattr("tui.app.start_catching_up", start)
    with closing(sqlite3.connect(tmp_path / "archive" / DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")  # so that the process has to wait
        async with waiting_app.run_test() as pilot:
            while not started:
                await pilot.pause(0.01)
            send_keys(waiting_app, "Q")
        while not ended:
            await asyncio.sleep(0.01)
    assert ended == [""]
    with Archive.open_existing(tmp_path / "archive") as archive:
        assert archive.maintenance.is_far_behind()
