"""Run several programs on one archive: ``python -m tests.bench.together [SECONDS]``.

For 60 seconds two programs add articles, file after file, while a third searches and reads.
Afterwards every article that was reported as added is compared, with its quote and the user's
marks, and the archive is checked. Prints figures; exits with 1 if anything is missing or wrong, a
program ended with an error, or the two added fewer than ``MIN_RATE`` articles a second.
"""

from __future__ import annotations

import sys

from tests.support.crashes import write_and_read_at_once

SECONDS = 60.0
MIN_RATE = 80


def main(seconds: float = SECONDS) -> int:
    """Run the programs; return the exit code."""
    ledger = write_and_read_at_once(seconds)
    rate = len(ledger.numbers) / seconds
    print(f"{rate:.0f} articles/s")
    return int(bool(ledger.faults) or rate < MIN_RATE)


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
