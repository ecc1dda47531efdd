"""Giving a text to a command of the shell, and taking what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress

MOST = 1 << 20  # bytes that are taken from a command
PIECE = 1 << 14


class ShellCommand:
    """A command of the shell that reads a text; it never has the terminal itself."""

    def __init__(self, line: str, text: str) -> None:
        with tempfile.TemporaryFile() as given:
            given.write(text.encode())
            given.seek(0)
            self._child = subprocess.Popen(  # noqa: S602 - the reader's own line
                line,
                shell=True,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def output(self) -> Iterator[str]:
        """What the command writes, as it comes; one that writes too much is ended."""
        assert self._child.stdout is not None
        taken = 0
        with self._child.stdout as output:
            while taken < MOST and (piece := os.read(output.fileno(), PIECE)):
                taken += len(piece)
                yield piece.decode("utf-8", "replace")
        if taken >= MOST:
            self.stop()

    def end(self) -> int:
        """Wait for the command; returns its exit code."""
        return self._child.wait()

    def stop(self) -> None:
        """End the command and what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGTERM)
