"""The SQLite file, written by several threads."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from index.engines.local.database.connection import Database

MAX_TURNS = 6


def test_thread_that_writes_without_a_break_lets_others_write(tmp_path: Path) -> None:
    database = Database(tmp_path / "archive.sqlite")
    began, waits, done = threading.Event(), threading.Event(), threading.Event()

    def write_once() -> None:
        began.wait()
        waits.set()
        with database.transaction() as cursor:
            cursor.execute("INSERT INTO waits VALUES ('torp.example', '2024-05-01')")
        done.set()

    other = threading.Thread(target=write_once)
    other.start()
    turns = 0
    try:
        while not done.is_set() and turns < MAX_TURNS:
            with database.transaction() as cursor:
                cursor.execute("DELETE FROM waits WHERE host = 'lindo.example'")
                began.set()
                waits.wait()
                time.sleep(0.05)
            time.sleep(0.001)
            turns += 1
    finally:
        began.set()
        other.join()
        database.close()
    assert turns < MAX_TURNS
