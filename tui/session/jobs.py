"""Long work in a process of its own, so that the reader never waits: adding, indexing anew."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui.exit_codes import OK, PARTIAL

LEAST_SHARE = 0.01  # of the work, from which on the time that is left can be reckoned


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be added, and why."""

    location: str
    reason: str


@dataclass
class JobProgress:
    """How far adding has come."""

    added: int = 0
    same: int = 0
    indexed: int = 0
    share: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def take(self, line: str) -> None:
        """Count one outcome, as ``onrecord add --json`` tells it; other lines are passed over."""
        try:
            outcome = json.loads(line)
            status, share = outcome["status"], float(outcome.get("progress", self.share))
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        self.share = share
        if status == "failed":
            self.failures.append(Failure(outcome.get("location", ""), outcome.get("reason", "")))
        elif status == "added":
            self.added += 1
        elif status == "same":
            self.same += 1
        elif status == "indexed":
            self.indexed = outcome.get("articles", self.indexed)

    @property
    def begun(self) -> bool:
        """Whether anything has come of it yet."""
        return bool(self.added or self.same or self.indexed or self.failures)

    def told(self) -> str:
        """The counts in words: “812 added · 14 there already · 3 failed”."""
        if self.indexed:
            return f"{self.indexed:,} indexed"
        parts = [f"{self.added:,} added"]
        if self.same:
            parts.append(f"{self.same:,} there already")
        if self.failures:
            parts.append(f"{len(self.failures):,} failed")
        return " · ".join(parts)

    def rate(self) -> str:
        """How fast it goes: “41 articles/s”."""
        seconds = max(time.monotonic() - self.began, 0.001)
        done = self.added + self.same + self.indexed
        speed = done / seconds
        return f"{speed:.0f} articles/s" if speed >= 10 else f"{speed:.1f} articles/s"

    def remaining(self) -> str:
        """How long it will take yet, going on as before: “about 3 min left”; empty if unknown."""
        seconds = time.monotonic() - self.began
        if not LEAST_SHARE <= self.share < 1.0 or seconds < 1.0:
            return ""
        left = seconds * (1 - self.share) / self.share
        for size, name in ((3600.0, "h"), (60.0, "min")):
            if left >= 2 * size:
                return f"about {left / size:.0f} {name} left"
        return f"about {max(left, 1):.0f} s left"


class BackgroundCommand:
    """A command of onrecord that tells on its output what becomes of each article."""

    def __init__(self, command: str, archive: Path, paths: Sequence[Path] = ()) -> None:
        self._stopped = False
        # -P, as else a folder called tui where the reader was started would be run.
        program = [sys.executable, "-P", "-m", "tui", command, "--json", "--archive", str(archive)]
        if paths:
            program += ["--", *map(str, paths)]
        self._complaints = tempfile.TemporaryFile(  # noqa: SIM115, closed by end()
            "w+", encoding="utf-8", errors="replace"
        )
        self._child = subprocess.Popen(  # noqa: S603
            program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            encoding="utf-8",
            errors="replace",
        )

    def outcomes(self) -> Iterator[str]:
        """The lines that the child writes, as it writes them."""
        assert self._child.stdout is not None
        with self._child.stdout as lines:
            yield from lines

    def end(self) -> str:
        """Wait for the child; returns what it complained of last, empty where it did its work."""
        code = self._child.wait()
        with self._complaints as told:
            told.seek(0)
            lines = told.read().split("\n")
        if code in (OK, PARTIAL) or self._stopped:
            return ""
        if code < 0:
            return f"It was ended by signal {-code}; what was added is kept, add again to go on."
        return next((line for line in reversed(lines) if line.strip()), f"It ended with {code}.")

    def stop(self) -> None:
        """End the child; what it has added is kept."""
        self._stopped = True
        self._child.terminate()


def start_adding(archive: Path, paths: Sequence[Path]) -> BackgroundCommand:
    """Start to add files to an archive."""
    return BackgroundCommand("add", archive, paths)


def start_rebuild(archive: Path) -> BackgroundCommand:
    """Start to make the index of an archive again."""
    return BackgroundCommand("rebuild", archive)


def summary(progress: JobProgress) -> str:
    """What is said when all is done."""
    if not progress.failures:
        return progress.told()
    return f"{progress.told()} — F says why"
