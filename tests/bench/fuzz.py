"""Fuzz the importers and the search line: ``python -m tests.bench.fuzz [--inputs N]``.

Runs the reader of each format and the search line on generated inputs, each in a process with
limited memory, and prints a table: inputs, articles (or hits), expected errors, unexpected
exceptions, the slowest input, the peak memory. The first inputs that raise an unexpected exception
or take longer than ``SLOW`` are saved as files.
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
from tests.support.fuzzing import FORMATS_BY_NAME, fuzz_inputs, read_with
from tests.support.strategies import LINES, archive

SEARCH = "the search line"
SLOW = 5.0  # seconds for one input
TIMEOUT = 120  # seconds for one input; then its process is killed
MAX_MEMORY = 1 << 30
MAX_SAVED = 20
ROW = "{:<23} {:>7} {:>9} {:>7} {:>7} {:>9} {:>7}"


def main() -> None:
    """Fuzz each importer in turn and print the table; exit with 1 if there are findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "onrecord-fuzz"))
    parser.add_argument(
        "--only", choices=[*FORMATS_BY_NAME, SEARCH], action="append", help="one of them"
    )
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.child:
        print(json.dumps(fuzz(options.only[0], options.inputs, options.seed, options.keep)))
        return
    print(ROW.format("importer", "inputs", "articles", "errors", "raised", "slowest s", "peak MB"))
    names = options.only or [*FORMATS_BY_NAME, SEARCH]
    passed = [_run_in_child(name, options) for name in names]
    sys.exit(not all(passed))


def _run_in_child(name: str, options: argparse.Namespace) -> bool:
    command = [sys.executable, "-m", "tests.bench.fuzz", "--child", "--only", name]
    command += ["--inputs", str(options.inputs), "--seed", str(options.seed)]
    ended = subprocess.run([*command, "--keep", options.keep], capture_output=True, text=True)
    if ended.returncode:
        print(f"{name}: exited with {ended.returncode}; see {_current_path(options.keep, name)}")
        print(ended.stderr[-2000:])
        return False
    result = json.loads(ended.stdout.splitlines()[-1])
    print(ROW.format(name, *result["row"]), flush=True)
    for reason, count in result["reasons"].items():
        print(f"    {count} x {reason}")
    return not result["reasons"]


def fuzz(name: str, number: int, start: int, keep: Path) -> dict[str, object]:
    """Fuzz one importer; return its row of the table and the findings with their counts."""
    if name != SEARCH:
        read = partial(read_with, FORMATS_BY_NAME[name])
        return _Trial(name, keep, read).run(fuzz_inputs(name), number, start)
    with tempfile.TemporaryDirectory() as folder:
        engine = LocalEngine(Path(folder))
        engine.add(archive(200))
        engine.close()
        with Archive.open(Path(folder)) as opened:
            return _Trial(name, keep, partial(_search, opened)).run(LINES, number, start)


class _Trial:
    """Runs inputs and counts the results; the current input is always in a file."""

    def __init__(self, name: str, keep: Path, target: Callable[[Any], tuple[int, int]]) -> None:
        self._name, self._keep, self._target = name, keep, target
        self._current_file = _current_path(keep, name).open("wb", buffering=0)
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._slowest = 0.0

    def run(self, drawn: st.SearchStrategy[Any], number: int, start: int) -> dict[str, object]:
        """Run a number of inputs; return the counts and findings."""
        configured = settings(
            max_examples=number,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        limit = _mapped_bytes() + MAX_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        seed(start)(configured(given(drawn)(self._run_one)))()
        signal.alarm(0)
        _current_path(self._keep, self._name).unlink()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        row = [self._counts[column] for column in ("inputs", "articles", "errors", "raised")]
        row += [f"{self._slowest:.2f}", peak]
        return {"row": row, "reasons": dict(self._reasons.most_common(MAX_SAVED))}

    def _run_one(self, drawn: str | bytes) -> None:
        data = drawn if isinstance(drawn, bytes) else drawn.encode("utf-8", "surrogatepass")
        self._current_file.seek(0)
        self._current_file.truncate()
        self._current_file.write(data)
        signal.alarm(TIMEOUT)
        started = time.process_time()
        try:
            articles, errors = self._target(drawn)
            self._counts.update(articles=articles, errors=errors)
        except Exception as error:  # noqa: BLE001 - unexpected exceptions are the findings
            self._counts["raised"] += 1
            self._record(f"{type(error).__name__}: {error}"[:120], data)
        took = time.process_time() - started
        self._counts["inputs"] += 1
        self._slowest = max(self._slowest, took)
        if took > SLOW:
            self._record(f"slower than {SLOW:g} s", data)

    def _record(self, reason: str, data: bytes) -> None:
        self._reasons[reason] += 1
        if self._reasons[reason] == 1 and len(self._reasons) <= MAX_SAVED:
            (self._keep / f"{_slug(self._name)}-{len(self._reasons)}").write_bytes(data)


def _mapped_bytes() -> int:
    """Return the bytes of virtual memory in use."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _search(archive: Archive, line: str) -> tuple[int, int]:
    """Return how many articles a line finds, and 1 if it is invalid."""
    try:
        archive.statistics.facets(line)
        return archive.search(line).total, 0
    except QueryError:
        return 0, 1


def _current_path(keep: Path, name: str) -> Path:
    """Return the file with the current input, in case it kills the process."""
    return keep / f"{_slug(name)}.now"


def _slug(name: str) -> str:
    return name.replace(" ", "-").lower()


if __name__ == "__main__":
    main()
