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
    """A module that runs in a process of its own, and prints a line per outcome."""

    def __init__(
        self, module: str, arguments: Sequence[str], if_killed: str, stdin: int = subprocess.DEVNULL
    ) -> None:
        """``if_killed`` says what is kept, and what to do."""
        self._is_stopped, self._if_killed = False, if_killed
        self._errors = tempfile.TemporaryFile(  # noqa: SIM115, closed by wait()
            "w+", encoding="utf-8", errors="replace"
        )
        try:
            # Without -P, a folder named tui in the current directory would be imported.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", module, *arguments],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                encoding="utf-8",
                errors="replace",
            )
        except OSError:
            self._errors.close()
            raise

    def output_lines(self) -> Iterator[str]:
        """Yield the lines of the output as they are written."""
        assert self._process.stdout is not None
        with self._process.stdout as output:
            yield from output

    def wait(self) -> str:
        """Wait for the command; return its last error message, or "" if it succeeded."""
        code = self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        with self._errors as errors:
            errors.seek(0)
            lines = errors.read().split("\n")
        if code in (OK, PARTIAL) or self._is_stopped:
            return ""
        if code < 0:
            return f"Killed by signal {-code}. {self._if_killed}"
        return next((line for line in reversed(lines) if line.strip()), f"Exit code {code}.")

    def stop(self) -> None:
        """Terminate the command; everything it has added is kept."""
        self._is_stopped = True
        self._process.terminate()


def start_catching_up(archive: Path) -> BackgroundCommand:
    """Start to fold names, index articles and compare quotes that wait."""
    return BackgroundCommand(
        "tui.cli.catching_up", [str(archive)], "The next start compares the other names and"
        " quotes.", stdin=subprocess.PIPE,  # which closes when this process ends, even if killed
    )  # fmt: skip


def start_adding(archive: Path, inputs: Sequence[InputLike]) -> BackgroundCommand:
    """Start adding files and pages to an archive."""
    return _start("add", archive, "--", *map(str, inputs))


def start_adding_again(archive: Path) -> BackgroundCommand:
    """Start adding new articles from the inputs added before."""
    return _start("add", archive, "--again")


def start_annotating(archive: Path) -> BackgroundCommand:
    """Start annotating again the articles of other models."""
    return _start("annotate", archive, "--again")


def start_rebuild(archive: Path) -> BackgroundCommand:
    """Start rebuilding the index of an archive."""
    return _start("rebuild", archive)


def _start(command: str, archive: Path, *arguments: str) -> BackgroundCommand:
    """Start an onrecord command that prints one JSON object per outcome."""
    arguments = (command, "--json", "--archive", str(archive), *arguments)
    return BackgroundCommand("tui", arguments, "Added articles are kept; add again to continue.")
