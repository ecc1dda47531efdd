"""Kill programs at random moments: ``nice python -m tests.bench.kill [ADDS] [REBUILDS]``.

Kills ``add`` (by default 300 times) and ``rebuild`` (100 times) with SIGKILL, each at a random
moment between its start and its end. After each kill the archive is opened as the next program
would open it, and every article that this run reported as added is compared: its text, quote and
speaker, the user's marks and corrections, and whether searches find it. At the end all articles
are compared, the archive is checked, and the articles are added again. Prints figures; exits with
1 if anything is missing or wrong.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.support.crashes import kill_add, kill_rebuild

ADDS, REBUILDS = 300, 100
SEED = 7


def main(adds: int = ADDS, rebuilds: int = REBUILDS) -> int:
    """Kill both programs; return the exit code."""
    chance = Random(SEED)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        ledgers = [
            kill_add(Path(scratch), adds, chance),
            kill_rebuild(Path(scratch), rebuilds, chance),
        ]
    print(f"{time.monotonic() - start:,.0f} s")
    return int(any(ledger.faults for ledger in ledgers))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
