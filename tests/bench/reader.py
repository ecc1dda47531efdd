"""Measure the reader from key to screen, in a pseudo-terminal.

    python -m tests.bench.reader --archive DIR_OR_ADDRESS [--rounds N] [--keys N] [--word WORD]
                                 [--walk KEYS] [--size COLUMNSxROWS]
    python -m tests.bench.reader --long MEGABYTES
    python -m tests.bench.reader --grow ARTICLES --wire FILE --archive DIR

Each time is measured at the other end of the pseudo-terminal: from the key to the last byte drawn
before the output pauses. Clock time is followed by CPU time, which does not depend on other
programs. A start is compared with that of an app with one label, and ``onrecord search`` with that
of Python alone, in turns. The last line is that of keys in a copy of a folder, after a start at
which all names and quotes wait to be compared.

``--long`` opens an article of that size; ``--grow`` builds an archive of the newswire, extended by
altered copies, to measure on. ``onrecord copy`` takes it to a cluster, to be measured there too.
"""

from __future__ import annotations

import argparse
import fcntl
import math
import os
import pty
import random
import resource
import select
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from index.article import PARAGRAPH_BREAK, Article
from index.engines.local.database.utterances.table import forget_utterances
from index.engines.local.engine import DATABASE, LocalEngine
from index.engines.opening import cluster_address
from index.engines.opensearch.address import parse_address, personal_folder
from tests.support.large_corpus import build, stub_annotations
from tui.session import session

PAUSE = 0.06  # seconds without output, after which the screen is complete
ANSWERED = 0.4  # the same, where a second picture may follow when the archive has answered
IDLE = 0.5  # seconds without output, after which a key has drawn nothing
TIMEOUT = 20.0  # seconds
MAX_TRIED = 40  # articles, to find one longer than a page
OTHER_WORDS = (
    "oil", "bank", "dollar", "shares", "prices", "grain", "Japan", "rates", "exports", "minister",
    "merger", "sugar", "debt", "yen", "tax", "strike", "profit", "gold", "wheat",
)  # fmt: skip
ONE_LABEL = """
from textual.app import App
from textual.widgets import Label
class One(App):
    def compose(self):
        yield Label("READY")
One().run()
"""


class Elapsed(NamedTuple):
    """Times in milliseconds."""

    clock: float
    cpu: float


def compiled_environment() -> dict[str, str]:
    """Return the environment in which Python stores compiled modules, as when installed."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class Terminal:
    """A program in a pseudo-terminal."""

    size = (80, 24)
    """Columns and rows of every terminal."""

    def __init__(self, command: Sequence[str]) -> None:
        columns, rows = self.size
        self.started = time.perf_counter()
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = compiled_environment() | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env.pop("NO_COLOR", None)
        self.child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self.file = ours

    def until(self, marker: bytes) -> float:
        """Return the seconds from the start until this is drawn."""
        seen = b""
        while marker not in seen:
            ready, _, _ = select.select([self.file], [], [], TIMEOUT)
            if not ready:
                raise TimeoutError(f"{marker!r} was never drawn")
            seen += os.read(self.file, 1 << 16)
        return time.perf_counter() - self.started

    def rest(self, pause: float = PAUSE) -> float:
        """Read until the output pauses; return the time of the last byte."""
        last = time.perf_counter()
        while select.select([self.file], [], [], pause)[0]:
            os.read(self.file, 1 << 16)
            last = time.perf_counter()
        return last

    def press(self, keys: str, pause: float = PAUSE, idle: float = IDLE) -> Elapsed:
        """Press keys; return the time until all is drawn, infinite if nothing is."""
        started, used = time.perf_counter(), self.cpu()
        os.write(self.file, keys.encode())
        if not select.select([self.file], [], [], idle)[0]:
            return Elapsed(math.inf, 0)
        return Elapsed((self.rest(pause) - started) * 1000, (self.cpu() - used) * 1000)

    def press_until(self, keys: str, marker: bytes) -> tuple[Elapsed, Elapsed]:
        """Press keys; return the time until this is drawn, and the time until all is."""
        started, used = time.perf_counter(), self.cpu()
        os.write(self.file, keys.encode())
        self.until(marker)
        first = Elapsed((time.perf_counter() - started) * 1000, (self.cpu() - used) * 1000)
        return first, Elapsed((self.rest(ANSWERED) - started) * 1000, (self.cpu() - used) * 1000)

    def send(self, keys: str) -> None:
        """Press keys without waiting until all is drawn."""
        os.write(self.file, keys.encode())
        while select.select([self.file], [], [], 0)[0]:
            os.read(self.file, 1 << 16)

    def memory(self) -> float:
        """Return the resident memory in megabytes."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def cpu(self) -> float:
        """Return the CPU seconds of all threads so far."""
        tasks = Path(f"/proc/{self.child.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def close(self) -> None:
        """End the program."""
        self.child.terminate()
        self.child.wait()
        os.close(self.file)


def first_paint(command: Sequence[str], marker: bytes) -> tuple[float, float]:
    """Return clock and CPU seconds from start to first paint."""
    terminal = Terminal(command)
    try:
        return terminal.until(marker), terminal.cpu()
    finally:
        terminal.close()


def show(name: str, times: Sequence[Elapsed]) -> None:
    """Print median and 95th percentile."""
    drawn = [took for took in times if took.clock < math.inf]
    if not drawn:
        print(f"{name:28} draws nothing")
        return
    clock, cpu = (sorted(each) for each in zip(*drawn, strict=True))
    print(
        f"{name:28} "
        f"clock median {statistics.median(clock):6.1f} p95 {percentile_95(clock):6.1f} ms   "
        f"CPU median {statistics.median(cpu):6.1f} p95 {percentile_95(cpu):6.1f} ms   "
        f"n {len(drawn)}"
    )


def percentile_95(ordered: Sequence[float]) -> float:
    """Return the 95th percentile of sorted values."""
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def reader(archive: Path) -> list[str]:
    """Return the command that opens an archive as on the first start."""
    address = cluster_address(archive)
    own = personal_folder(parse_address(address)) if address else archive
    (own / session.FILE).unlink(missing_ok=True)
    return [sys.executable, "-m", "tui", "--archive", str(archive)]


def open_long_article(terminal: Terminal) -> None:
    """Open the first article with quotes that is longer than the screen."""
    terminal.press("2")
    terminal.press("\r")
    for _ in range(MAX_TRIED):
        if terminal.press(" ").clock < math.inf and terminal.press("]").clock < math.inf:
            terminal.press("g")
            return
        terminal.press("J")


def starts(archive: Path, rounds: int) -> None:
    """Print the time to first paint, and that of an app with one label."""
    label, reader_times = [], []
    for _ in range(rounds):  # alternately, since the speed of the machine varies
        label.append(first_paint([sys.executable, "-c", ONE_LABEL], b"READY"))
        reader_times.append(first_paint(reader(archive), b" articles"))
    for name, one, two in zip(
        ("clock", "CPU"), zip(*label, strict=True), zip(*reader_times, strict=True), strict=True
    ):
        base, ours = statistics.median(one), statistics.median(two)
        print(
            f"first paint, {name}: one label {base:.3f} s, reader {ours:.3f} s, "
            f"ratio {ours / base:.2f}, limit {1.25 * base + 0.15:.3f} s"
        )


def searches(archive: Path, rounds: int, word: str) -> None:
    """Print the CPU time of ``onrecord search`` as a multiple of that of a bare Python."""
    code = "import sys; from tui.__main__ import run; sys.exit(run())"
    search = [sys.executable, "-c", code, "search", word, "--archive", str(archive)]
    bare_times, search_times = [], []
    for _ in range(max(rounds, 2)):
        bare_times.append(cpu_of([sys.executable, "-c", "pass"]))
        search_times.append(cpu_of(search))
    bare, ours = statistics.median(bare_times), statistics.median(search_times[1:])
    print(
        f"search {word}, CPU: bare Python {bare:.3f} s, ours {ours:.3f} s, ratio {ours / bare:.1f}"
    )


def cpu_of(command: Sequence[str]) -> float:
    """Run a command and return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, env=compiled_environment(), check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def keys(archive: Path, count: int, word: str) -> None:
    """Print how long keys take in lists and in articles."""
    terminal = Terminal(reader(archive))
    terminal.until(b" articles")
    terminal.rest(0.5)
    print(f"memory at the start {terminal.memory():.0f} MB")
    show("j in the list", [terminal.press("j") for _ in range(count)])
    show("k in the list", [terminal.press("k") for _ in range(count)])
    show("page in the list", [terminal.press(key) for key in "    bbbb"])
    open_long_article(terminal)
    show("j in an article", [terminal.press("j") for _ in range(count)])
    show("space and b in an article", [terminal.press(key) for key in "  bb" * (count // 4)])
    show("] in an article", [terminal.press("]") for _ in range(count)])
    terminal.press("1", ANSWERED)
    terminal.press("\r", ANSWERED)
    show("J, next article", [terminal.press("J", ANSWERED) for _ in range(count)])
    terminal.press("q")
    opened = []
    for _ in range(count // 2):
        terminal.press("2", ANSWERED)
        opened.append(terminal.press("1", ANSWERED))
    show("1, the list of all articles", opened)
    hits, asked, matches, first_hits = [], [], [], []
    for other in islice(cycle((word, *OTHER_WORDS)), count // 2):
        asked.append(terminal.press("s", ANSWERED))
        terminal.press(f"\x15{other}", ANSWERED)
        # The list and its number are drawn at once; then the first article and the filters.
        first, drawn = terminal.press_until("\r", b" article")
        first_hits.append(first)
        hits.append(drawn)
        terminal.press("\r", ANSWERED)
        matches.append(terminal.press("n", ANSWERED))
        terminal.press("q", ANSWERED)
        terminal.press("q", ANSWERED)
    show("s, the line to search", asked)
    show("Enter, first hits of words", first_hits)
    show("Enter, article and filters", hits)
    show("n, next match in an article", matches)
    for key, view in (("2", "quotes"), ("3", "speakers"), ("4", "timeline"), ("f", "facets")):
        times = []
        for _ in range(max(count // 4, 2)):
            times.append(terminal.press(key, ANSWERED))
            terminal.press("q", ANSWERED)
            terminal.press("1", ANSWERED)
        show(f"{key}, {view} of everything", times)
    print(f"memory at the end   {terminal.memory():.0f} MB")
    terminal.close()


def keys_while_catching_up(archive: Path, count: int) -> None:
    """Print how long keys take after a start that folds all names and compares all quotes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(archive, Path(folder) / "archive")
        with closing(sqlite3.connect(copy / DATABASE)) as database, database:
            forget_utterances(database.cursor())
            database.execute("UPDATE speakers SET block = ''")
            database.execute("DELETE FROM folds")
        terminal = Terminal(reader(copy))
        terminal.until(b" articles")
        terminal.rest(0.5)
        times = [terminal.press(key) for key in "j" * count + "k" * count]
        show("keys while names are folded", times)
        terminal.close()


def walk(archive: Path, count: int) -> None:
    """Print how the memory grows over ``count`` random keys, as users press them."""
    rng = random.Random(7)
    terminal = Terminal(reader(archive))
    terminal.until(b" articles")
    terminal.rest(0.5)
    for key in ("2", "1", "\r", "]", "J", "q", "3", "1", "s", "market\r", "\r", "n", "q"):
        terminal.press(key)
    before = terminal.memory()
    for number in range(count):
        terminal.send(rng.choice("jjjjjjkk  b]]]}JJJK\rq12gGn"))
        if number % 20 == 19:
            terminal.rest(0.02)
        if number % (count // 4) == count // 4 - 1:
            print(f"memory after {number + 1:6} keys {terminal.memory():.0f} MB")
    terminal.rest(0.5)
    print(f"memory before {before:.0f} MB, after {count} keys {terminal.memory():.0f} MB")
    terminal.close()


def long_article(megabytes: float, rounds: int) -> None:
    """Print how long it takes to open an article of this size, and to move in it."""
    sea = "The sea was calm and grey. " * 12
    said = "Ana Pell said that we sail at noon from Torpier. "
    number = round(megabytes * 1e6 / len(sea))
    text = PARAGRAPH_BREAK.join(f"{n}. {'' if n % 4 else said}{sea}" for n in range(number))
    with tempfile.TemporaryDirectory() as folder:
        with closing(LocalEngine(Path(folder))) as engine:
            articles = [Article(title=f"Log {n}", text=text + str(n), date=date(2024, 1, 1 + n))
                     for n in range(2)]  # fmt: skip
            engine.add(list(stub_annotations(articles)))
        times, moves = [], []
        for _ in range(rounds):
            terminal = Terminal(reader(Path(folder)))
            terminal.until(b" articles")
            terminal.rest(0.5)
            times.append(terminal.press("\r", IDLE, TIMEOUT))
            moves += [terminal.press(key) for key in "jj  ]]"]
            memory = terminal.memory()
            terminal.close()
        show(f"open {len(text) / 1e6:.1f} MB", times)
        show("keys in it", moves)
        print(f"memory {memory:.0f} MB")


def main() -> int:
    """Parse the options and run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--walk", type=int, default=0)
    parser.add_argument("--word", default="market")
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--long", type=float, default=0.0)
    parser.add_argument("--grow", type=int, default=0)
    parser.add_argument("--wire", type=Path)
    options = parser.parse_args()
    columns, rows = options.size.split("x")
    Terminal.size = int(columns), int(rows)
    if options.grow:
        build(options.archive, options.wire, options.grow).close()
    elif options.archive and options.walk:
        walk(options.archive, options.walk)
    elif options.archive:
        searches(options.archive, options.rounds, options.word)
        starts(options.archive, options.rounds)
        keys(options.archive, options.keys, options.word)
        if not cluster_address(options.archive):
            keys_while_catching_up(options.archive, options.keys)
    if options.long:
        long_article(options.long, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
