"""Fold names, index articles and compare quotes that wait, in a process of its own.

    python -m tui.cli.catching_up FOLDER

The reader starts it if much waits: in its own process, each key would wait for Python meanwhile.
Prints each message on a line. Ends with its standard input, which the reader holds open, and so
with the reader, even if that is killed. What is done is kept; the next start goes on from there.
"""

from __future__ import annotations

import os
import sys
import threading
from io import TextIOWrapper
from pathlib import Path

from index.archive import Archive
from index.errors import OnRecordError
from tui.exit_codes import FAILED, OK, STOPPED

NICENESS = 5  # at 10, a star set in the reader could wait seconds
PAUSE = 0.11  # seconds between two transactions; SQLite tries again every 0.1 to write in between


def main() -> int:
    """Bring the archive up to date, and return the exit code."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)
    threading.Thread(target=_end_with_input, daemon=True).start()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        with Archive.open_existing(Path(sys.argv[1])) as archive:
            archive.on_progress(lambda message: print(message, flush=True))
            archive.maintenance.catch_up(pause=PAUSE)
            archive.record.catch_up(PAUSE)
    except OnRecordError as error:
        print(error.message, file=sys.stderr)
        return FAILED
    return OK


def _end_with_input() -> None:
    while os.read(0, 1):  # reading sys.stdin would keep Python from ending
        pass
    os._exit(STOPPED)  # in the middle of a transaction, which SQLite rolls back


if __name__ == "__main__":
    sys.exit(main())
