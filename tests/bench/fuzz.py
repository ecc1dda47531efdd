"""Fuzz what reads the words of strangers: ``python -m tests.bench.fuzz [--inputs N]``.

Gives so many inputs, drawn by hypothesis, to the reader of each format and to the search line, in
a process each whose memory has a limit, and prints a table: inputs, articles (or hits), errors of
ours, exceptions that are not, the slowest input, the most memory. The first inputs that raised
what they should not, or took longer than ``SLOW``, are kept as files beside each other.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.engines.local.engine import LocalEngine
from index.errors import QueryError
from tests.support.fuzzing import FORMS, inputs, read_as
from tests.support.strategies import LINES, archive

SEARCH = "the search line"
SLOW = 5.0  # seconds of an input
HANGS = 120  # seconds after which an input ends its process
MOST_MEMORY = 1 << 30
MOST_KEPT = 20
ROW = "{:<18} {:>7} {:>9} {:>7} {:>7} {:>9} {:>7}"


def main() -> None:
    """Fuzz each, in turn, and print the table; exits with 1 where something is amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "onrecord-fuzz"))
    parser.add_argument("--only", choices=[*FORMS, SEARCH], action="append", help="one of them")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.child:
        print(json.dumps(fuzz(options.only[0], options.inputs, options.seed, options.keep)))
        return
    print(ROW.format("importer", "inputs", "articles", "errors", "foreign", "slowest s", "peak MB"))
    names = options.only or [*FORMS, SEARCH]
    went_well = [_in_child(name, options) for name in names]
    sys.exit(not all(went_well))


def _in_child(name: str, options: argparse.Namespace) -> bool:
    command = [sys.executable, "-m", "tests.bench.fuzz", "--child", "--only", name]
    command += ["--inputs", str(options.inputs), "--seed", str(options.seed)]
    ended = subprocess.run([*command, "--keep", options.keep], capture_output=True, text=True)
    if ended.returncode:
        print(f"{name}: ended with {ended.returncode}; see {_current(options.keep, name)}")
        print(ended.stderr[-2000:])
        return False
    told = json.loads(ended.stdout.splitlines()[-1])
    print(ROW.format(name, *told["row"]), flush=True)
    for reason, count in told["reasons"].items():
        print(f"    {count} x {reason}")
    return not told["reasons"]


def fuzz(name: str, number: int, start: int, keep: Path) -> dict[str, object]:
    """The row of the table of one importer, and what was amiss, with how often."""
    if name != SEARCH:
        return _Trial(name, keep, partial(read_as, FORMS[name])).run(inputs(name), number, start)
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine(Path(folder))
        engine.add(archive(200))
        engine.close()
        with Archive.open(Path(folder)) as asked:
            return _Trial(name, keep, partial(_ask, asked)).run(LINES, number, start)


class _Trial:
    """What is counted while inputs are tried, the present one of which is always in a file."""

    def __init__(self, name: str, keep: Path, tried: Callable[[Any], tuple[int, int]]) -> None:
        self._name, self._keep, self._tried = name, keep, tried
        self._now = _current(keep, name).open("wb", buffering=0)
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._slowest = 0.0

    def run(self, drawn: st.SearchStrategy[Any], number: int, start: int) -> dict[str, object]:
        """Try so many inputs; returns what was counted."""
        drawing = settings(
            max_examples=number,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        most = _addresses() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        seed(start)(drawing(given(drawn)(self._one)))()
        signal.alarm(0)
        _current(self._keep, self._name).unlink()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        row = [self._counts[column] for column in ("inputs", "articles", "errors", "foreign")]
        row += [f"{self._slowest:.2f}", peak]
        return {"row": row, "reasons": dict(self._reasons.most_common(MOST_KEPT))}

    def _one(self, drawn: str | bytes) -> None:
        data = drawn if isinstance(drawn, bytes) else drawn.encode("utf-8", "surrogatepass")
        self._now.seek(0)
        self._now.truncate()
        self._now.write(data)
        signal.alarm(HANGS)
        began = time.process_time()
        try:
            articles, errors = self._tried(drawn)
            self._counts.update(articles=articles, errors=errors)
        except Exception as error:  # noqa: BLE001 - what is looked for
            self._counts["foreign"] += 1
            self._note(f"{type(error).__name__}: {error}"[:120], data)
        took = time.process_time() - began
        self._counts["inputs"] += 1
        self._slowest = max(self._slowest, took)
        if took > SLOW:
            self._note(f"slower than {SLOW:g} s", data)

    def _note(self, reason: str, data: bytes) -> None:
        self._reasons[reason] += 1
        if self._reasons[reason] == 1 and len(self._reasons) <= MOST_KEPT:
            (self._keep / f"{_plain(self._name)}-{len(self._reasons)}").write_bytes(data)


def _addresses() -> int:
    """The bytes of memory that have addresses already, many of which nothing stands in."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _ask(archive: Archive, line: str) -> tuple[int, int]:
    """How many articles a line finds, and whether it was refused."""
    try:
        archive.statistics.facets(line)
        return archive.search(line).total, 0
    except QueryError:
        return 0, 1


def _current(keep: Path, name: str) -> Path:
    """The file that holds the input that is tried just now, in case it ends the process."""
    return keep / f"{_plain(name)}.now"


def _plain(name: str) -> str:
    return name.replace(" ", "-").lower()


if __name__ == "__main__":
    main()
