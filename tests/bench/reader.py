"""How fast the reader is, from key to screen, in a terminal of its own.

    python -m tests.bench.reader --archive DIR [--rounds N] [--word WORD] [--walk KEYS]
    python -m tests.bench.reader --long MEGABYTES
    python -m tests.bench.reader --grow ARTICLES --wire FILE --archive DIR

Each figure is taken at the other end of a pseudo-terminal: from the byte that is typed to the
last byte that is drawn before the program falls silent. Beside the time on the clock stands that
of the processor, which other programs do not bend.

``--long`` opens an article of so many megabytes; ``--grow`` makes an archive to measure on, of
the newswire grown by altered copies.
"""

from __future__ import annotations

import argparse
import fcntl
import math
import os
import pty
import random
import select
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
from pathlib import Path
from typing import NamedTuple

from index.article import PARAGRAPH_BREAK, Article
from index.engines.local.engine import LocalEngine
from tests.bench.corpus import build, stub_annotations
from tui.session import session

SIZE = (24, 80)
SILENCE = 0.06  # seconds without a byte, after which a picture is complete
IDLE = 0.5  # seconds, after which a key is taken to draw nothing
PATIENCE = 20.0
TRIED = 40  # articles in which one of several pages is looked for
ONE_LABEL = """
from textual.app import App
from textual.widgets import Label
class One(App):
    def compose(self):
        yield Label("READY")
One().run()
"""


class Took(NamedTuple):
    """Milliseconds that something took."""

    clock: float
    processor: float


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        env = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):  # an installed program is compiled
            env.pop(name, None)
        self.child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self.file = ours

    def until(self, marker: bytes) -> float:
        """Seconds from the start until this is drawn."""
        seen = b""
        while marker not in seen:
            ready, _, _ = select.select([self.file], [], [], PATIENCE)
            if not ready:
                raise TimeoutError(f"{marker!r} was never drawn")
            seen += os.read(self.file, 1 << 16)
        return time.perf_counter() - self.began

    def rest(self, silence: float = SILENCE) -> float:
        """Read until nothing more comes; returns when the last byte came."""
        last = time.perf_counter()
        while select.select([self.file], [], [], silence)[0]:
            os.read(self.file, 1 << 16)
            last = time.perf_counter()
        return last

    def press(self, keys: str, silence: float = SILENCE, idle: float = IDLE) -> Took:
        """Milliseconds from a key to the end of what it draws, and those of the processor."""
        began, used = time.perf_counter(), self.processor()
        os.write(self.file, keys.encode())
        if not select.select([self.file], [], [], idle)[0]:
            return Took(math.inf, 0)
        return Took((self.rest(silence) - began) * 1000, (self.processor() - used) * 1000)

    def send(self, keys: str) -> None:
        """Type keys, and read what is drawn without waiting for its end."""
        os.write(self.file, keys.encode())
        while select.select([self.file], [], [], 0)[0]:
            os.read(self.file, 1 << 16)

    def memory(self) -> float:
        """Megabytes that the program takes now."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def processor(self) -> float:
        """Seconds of processor time that the program has used, all its threads together."""
        tasks = Path(f"/proc/{self.child.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def close(self) -> None:
        """End the program."""
        self.child.terminate()
        self.child.wait()
        os.close(self.file)


def first_paint(command: Sequence[str], marker: bytes) -> tuple[float, float]:
    """Seconds from start to first paint: on the clock, and of the processor."""
    terminal = Terminal(command)
    try:
        return terminal.until(marker), terminal.processor()
    finally:
        terminal.close()


def show(name: str, times: Sequence[Took]) -> None:
    """Print the median and the 95th percentile of some milliseconds."""
    drawn = [took for took in times if took.clock < math.inf]
    if not drawn:
        print(f"{name:28} draws nothing")
        return
    clock, processor = (sorted(each) for each in zip(*drawn, strict=True))
    print(
        f"{name:28} clock median {statistics.median(clock):6.1f} p95 {high(clock):6.1f} ms   "
        f"processor median {statistics.median(processor):6.1f} p95 {high(processor):6.1f} ms   "
        f"n {len(drawn)}"
    )


def high(ordered: Sequence[float]) -> float:
    """The 95th percentile."""
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def reader(archive: Path) -> list[str]:
    """The command that opens an archive where no one has read yet."""
    (archive / session.FILE).unlink(missing_ok=True)
    return [sys.executable, "-m", "tui", "--archive", str(archive)]


def to_a_page(terminal: Terminal) -> None:
    """Go to the first article with quotes that does not fit the screen, of those at the top."""
    terminal.press("2")
    terminal.press("\r")
    for _ in range(TRIED):
        if terminal.press(" ").clock < math.inf and terminal.press("]").clock < math.inf:
            terminal.press("g")
            return
        terminal.press("J")


def starts(archive: Path, rounds: int) -> None:
    """Print how long the first paint takes, beside that of a label."""
    label, ours = [], []
    for _ in range(rounds):  # by turns, as the machine is now faster, now slower
        label.append(first_paint([sys.executable, "-c", ONE_LABEL], b"READY"))
        ours.append(first_paint(reader(archive), b" articles"))
    for name, one, two in zip(
        ("clock", "processor"), zip(*label, strict=True), zip(*ours, strict=True), strict=True
    ):
        least, most = statistics.median(one), statistics.median(two)
        print(
            f"first paint, {name}: one label {least:.3f} s, reader {most:.3f} s, "
            f"ratio {most / least:.2f}, allowed {1.25 * least + 0.15:.3f} s"
        )


def keys(archive: Path, count: int, word: str) -> None:
    """Print how long keys take in lists and on the page."""
    terminal = Terminal(reader(archive))
    terminal.until(b" articles")
    terminal.rest(0.5)
    print(f"memory at the start {terminal.memory():.0f} MB")
    show("j in the list", [terminal.press("j") for _ in range(count)])
    show("k in the list", [terminal.press("k") for _ in range(count)])
    show("page in the list", [terminal.press(key) for key in "    bbbb"])
    to_a_page(terminal)
    show("j on the page", [terminal.press("j") for _ in range(count)])
    show("space and b on the page", [terminal.press(key) for key in "  bb" * (count // 4)])
    show("] on the page", [terminal.press("]") for _ in range(count)])
    terminal.press("1")
    terminal.press("\r")
    show("J, next article", [terminal.press("J") for _ in range(count)])
    terminal.press("q")
    opened = []
    for _ in range(count // 2):
        terminal.press("2")
        opened.append(terminal.press("1"))
    show("1, the list of all articles", opened)
    searches = []
    for _ in range(count // 2):
        terminal.press("s")
        terminal.press(f"\x15{word}")
        searches.append(terminal.press("\r"))
        terminal.press("q")
    show("Enter, first hits of a word", searches)
    for key, view in (("2", "quotes"), ("3", "speakers"), ("4", "timeline"), ("f", "facets")):
        times = []
        for _ in range(max(count // 4, 2)):
            times.append(terminal.press(key))
            terminal.press("q")
            terminal.press("1")
        show(f"{key}, {view} of everything", times)
    print(f"memory at the end   {terminal.memory():.0f} MB")
    terminal.close()


def walk(archive: Path, count: int) -> None:
    """Print how the memory grows in a walk of so many keys, as a reader presses them."""
    chance = random.Random(7)
    terminal = Terminal(reader(archive))
    terminal.until(b" articles")
    terminal.rest(0.5)
    for key in ("2", "1", "\r", "]", "J", "q", "3", "1", "s", "market\r", "\r", "n", "q"):
        terminal.press(key)
    begun = terminal.memory()
    for number in range(count):
        terminal.send(chance.choice("jjjjjjkk  b]]]}JJJK\rq12gGn"))
        if number % 20 == 19:
            terminal.rest(0.02)
        if number % (count // 4) == count // 4 - 1:
            print(f"memory after {number + 1:6} keys {terminal.memory():.0f} MB")
    terminal.rest(0.5)
    print(f"memory before {begun:.0f} MB, after {count} keys {terminal.memory():.0f} MB")
    terminal.close()


def long_article(megabytes: float, rounds: int) -> None:
    """Print how long it takes to open an article of that size, and to move in it."""
    sea = "The sea was calm and grey. " * 12
    said = "Ana Pell said that we sail at noon from Torpier. "
    number = round(megabytes * 1e6 / len(sea))
    text = PARAGRAPH_BREAK.join(f"{n}. {'' if n % 4 else said}{sea}" for n in range(number))
    with tempfile.TemporaryDirectory() as folder:
        with closing(LocalEngine(Path(folder))) as engine:
            found = [Article(title=f"Log {n}", text=text + str(n), date=date(2024, 1, 1 + n))
                     for n in range(2)]  # fmt: skip
            engine.add(list(stub_annotations(found)))
        times, moves = [], []
        for _ in range(rounds):
            terminal = Terminal(reader(Path(folder)))
            terminal.until(b" articles")
            terminal.rest(0.5)
            times.append(terminal.press("\r", IDLE, PATIENCE))
            moves += [terminal.press(key) for key in "jj  ]]"]
            memory = terminal.memory()
            terminal.close()
        show(f"open {len(text) / 1e6:.1f} MB", times)
        show("keys in it", moves)
        print(f"memory {memory:.0f} MB")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--walk", type=int, default=0)
    parser.add_argument("--word", default="market")
    parser.add_argument("--long", type=float, default=0.0)
    parser.add_argument("--grow", type=int, default=0)
    parser.add_argument("--wire", type=Path)
    options = parser.parse_args()
    if options.grow:
        build(options.archive, options.wire, options.grow).close()
    elif options.archive and options.walk:
        walk(options.archive, options.walk)
    elif options.archive:
        starts(options.archive, options.rounds)
        keys(options.archive, options.keys, options.word)
    if options.long:
        long_article(options.long, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
