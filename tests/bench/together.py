"""Several programs on one archive: ``python -m tests.bench.together [SECONDS]``.

For 60 seconds two programs add articles, file after file, while a third reads and searches.
Afterwards every article that was reported as added is looked for, with its quote and what a reader
did with it, and the archive is checked. The programs are those of ``laden``: small articles, and
an annotator that reads the speakers off the text. Prints figures; exits with 1 where anything is
lost or wrong, or a program saw an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench import laden
from tests.bench.kill import Kept, check, run

SECONDS, WRITERS, EACH = 60.0, 2, 40


def write_for(seconds: float, which: int, scratch: Path, kept: Kept) -> None:
    """Add one file after the other; each writer has numbers of its own."""
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        file = scratch / f"{which}.jsonl"
        first = which * 10**6 + done
        laden.write(file, range(first, first + EACH))
        run(kept, "add", scratch / "archive", file)
        done += EACH


def measure(seconds: float = SECONDS) -> Kept:
    """Run all three; returns what is kept."""
    each = [Kept() for _ in range(WRITERS)]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        command = [sys.executable, "-m", "tests.bench.laden", "read", scratch / "archive"]
        writers = [
            threading.Thread(target=write_for, args=(seconds, which, scratch, kept))
            for which, kept in enumerate(each)
        ]
        for writer in writers:
            writer.start()
        reader = subprocess.run(
            [*command, str(seconds)], capture_output=True, encoding="utf-8", check=False
        )
        for writer in writers:
            writer.join()
        kept = each[0]
        for other in each[1:]:
            kept.take_all(other)
        if reader.returncode:
            kept.wrong[f"the reader: {reader.stderr[-500:]}"] += 1
        else:
            told = json.loads(reader.stdout.splitlines()[-1])
            print(f"reader: {told['rounds']:,} rounds of questions, {told['found']:,} hits")
        print(f"{WRITERS} writers: {len(kept.numbers):,} articles reported")
        check(scratch / "archive", kept)
    return kept


if __name__ == "__main__":
    sys.exit(bool(measure(*map(float, sys.argv[1:])).wrong))
