"""Run long commands in a process of their own, so that the reader never blocks."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.inputs import InputLike
from tui.exit_codes import OK, PARTIAL


class BackgroundCommand:
    """An onrecord command that prints one JSON object per outcome."""

    def __init__(
        self,
        command: str,
        archive: Path,
        paths: Sequence[InputLike] = (),
        *,
        options: Sequence[str] = (),
    ) -> None:
        self._is_stopped = False
        # Without -P, a folder named tui in the current directory would be imported.
        program = [sys.executable, "-P", "-m", "tui", command, "--json", "--archive", str(archive)]
        program += options
        if paths:
            program += ["--", *map(str, paths)]
        self._errors = tempfile.TemporaryFile(  # noqa: SIM115, closed by wait()
            "w+", encoding="utf-8", errors="replace"
        )
        self._process = subprocess.Popen(  # noqa: S603
            program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            errors="replace",
        )

    def output_lines(self) -> Iterator[str]:
        """Yield the lines of the output as they are written."""
        assert self._process.stdout is not None
        with self._process.stdout as output:
            yield from output

    def wait(self) -> str:
        """Wait for the command; return its last error message, or "" if it succeeded."""
        code = self._process.wait()
        with self._errors as errors:
            errors.seek(0)
            lines = errors.read().split("\n")
        if code in (OK, PARTIAL) or self._is_stopped:
            return ""
        if code < 0:
            return f"Killed by signal {-code}. Added articles are kept; add again to continue."
        return next((line for line in reversed(lines) if line.strip()), f"Exit code {code}.")

    def stop(self) -> None:
        """Terminate the command; everything it has added is kept."""
        self._is_stopped = True
        self._process.terminate()


def start_adding(archive: Path, inputs: Sequence[InputLike]) -> BackgroundCommand:
    """Start adding files and pages to an archive."""
    return BackgroundCommand("add", archive, inputs)


def start_adding_again(archive: Path) -> BackgroundCommand:
    """Start adding new articles from the inputs added before."""
    return BackgroundCommand("add", archive, options=("--again",))


def start_annotating(archive: Path) -> BackgroundCommand:
    """Start annotating again the articles of other models."""
    return BackgroundCommand("annotate", archive, options=("--again",))


def start_rebuild(archive: Path) -> BackgroundCommand:
    """Start rebuilding the index of an archive."""
    return BackgroundCommand("rebuild", archive)
