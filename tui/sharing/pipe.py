"""Pipe text to a shell command and read its output."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress

MAX_OUTPUT = 1 << 20  # bytes
READ_SIZE = 1 << 14  # bytes


class ShellCommand:
    """A running shell command that reads a text from stdin and has no terminal."""

    def __init__(self, line: str, text: str) -> None:
        with tempfile.TemporaryFile() as stdin:
            stdin.write(text.encode())
            stdin.seek(0)
            self._process = subprocess.Popen(  # noqa: S602 - the user typed the line
                line,
                shell=True,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def output(self) -> Iterator[str]:
        """Yield stdout and stderr as they are written; stop the command at ``MAX_OUTPUT``."""
        assert self._process.stdout is not None
        size = 0
        with self._process.stdout as output:
            while size < MAX_OUTPUT and (data := os.read(output.fileno(), READ_SIZE)):
                size += len(data)
                yield data.decode("utf-8", "replace")
        if size >= MAX_OUTPUT:
            self.stop()

    def wait(self) -> int:
        """Wait for the command and return its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """Terminate the command and the processes that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
