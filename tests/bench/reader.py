"""How fast the reader is, from key to screen, in a terminal of its own.

    python -m tests.bench.reader --archive DIR [--rounds N] [--word WORD]

Each figure is taken at the other end of a pseudo-terminal: from the byte that is typed to the
last byte that is drawn before the program falls silent.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

SIZE = (24, 80)
SILENCE = 0.06  # seconds without a byte, after which a picture is complete
IDLE = 0.5  # seconds, after which a key is taken to draw nothing
PATIENCE = 20.0
ONE_LABEL = """
from textual.app import App
from textual.widgets import Label
class One(App):
    def compose(self):
        yield Label("READY")
One().run()
"""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        env = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env.pop("NO_COLOR", None)
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

    def press(self, keys: str) -> float:
        """Milliseconds from a key to the end of what it draws."""
        began = time.perf_counter()
        os.write(self.file, keys.encode())
        select.select([self.file], [], [], IDLE)
        return (self.rest() - began) * 1000

    def memory(self) -> float:
        """Megabytes that the program takes now."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def processor(self) -> float:
        """Seconds of processor time that the program has used, which other programs do not bend."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the program."""
        self.child.terminate()
        self.child.wait()
        os.close(self.file)


def first_paint(
    rounds: int, command: Sequence[str], marker: bytes
) -> tuple[list[float], list[float]]:
    """Seconds from start to first paint of each round: on the clock, and of the processor."""
    clock, processor = [], []
    for _ in range(rounds):
        terminal = Terminal(command)
        try:
            clock.append(terminal.until(marker))
            processor.append(terminal.processor())
        finally:
            terminal.close()
    return clock, processor


def show(name: str, times: Sequence[float]) -> None:
    """Print the median and the 95th percentile of some milliseconds."""
    ordered = sorted(time_ for time_ in times if time_ < IDLE * 1000)
    if not ordered:
        print(f"{name:24} draws nothing")
        return
    middle = statistics.median(ordered)
    high = ordered[min(round(0.95 * len(ordered)), len(ordered) - 1)]
    print(f"{name:24} median {middle:7.1f} ms   p95 {high:7.1f} ms   n {len(ordered)}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--word", default="market")
    options = parser.parse_args()
    reader = [sys.executable, "-m", "tui", "--archive", str(options.archive)]

    label = first_paint(options.rounds, [sys.executable, "-c", ONE_LABEL], b"READY")
    ours = first_paint(options.rounds, reader, b" articles")
    for name, one, two in zip(("clock", "processor"), label, ours, strict=True):
        least, most = statistics.median(one), statistics.median(two)
        print(
            f"first paint, {name}: one label {least:.3f} s, reader {most:.3f} s, "
            f"ratio {most / least:.2f}, allowed {1.25 * least + 0.15:.3f} s"
        )

    terminal = Terminal(reader)
    terminal.until(b" articles")
    terminal.rest(0.5)
    print(f"memory at the start {terminal.memory():.0f} MB")
    show("j in the list", [terminal.press("j") for _ in range(options.keys)])
    show("k in the list", [terminal.press("k") for _ in range(options.keys)])
    show("page in the list", [terminal.press(key) for key in "    bbbb"])
    terminal.press("2")  # quotes, so that an article with some is opened
    terminal.press("\r")
    show("j on the page", [terminal.press("j") for _ in range(options.keys)])
    show("space and b on the page", [terminal.press(key) for key in "  bb" * (options.keys // 4)])
    show("] on the page", [terminal.press("]") for _ in range(options.keys)])
    terminal.press("1")
    terminal.press("\r")
    show("J, next article", [terminal.press("J") for _ in range(options.keys)])
    show("1, the list", [terminal.press("1") for _ in range(10)])
    searches = []
    for _ in range(5):
        terminal.press("s")
        terminal.press(options.word)
        searches.append(terminal.press("\r"))
        terminal.press("1")
        terminal.press("q")
    show("Enter, a search", searches)
    print(f"memory at the end   {terminal.memory():.0f} MB")
    terminal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
