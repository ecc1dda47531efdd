"""A job of the reader that goes on when the test lets it, in place of a child process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence

MAX_WAIT = 60  # seconds


def outcome(status: str = "added", **fields: object) -> str:
    """Return a line of the output of ``onrecord add --json``."""
    record = {"status": status, "location": "x", "id": "", "title": "", "reason": ""}
    return json.dumps(record | fields)


class FakeJob:
    """Prints its first line, waits for ``finish``, and prints the others unless stopped."""

    def __init__(self, kind: str, lines: Sequence[str], arguments: Sequence[object]) -> None:
        self.kind, self.arguments = kind, tuple(arguments)
        self.is_stopped = False
        self._lines = lines
        self._may_finish = threading.Event()

    def output_lines(self) -> Iterator[str]:
        yield self._lines[0]
        assert self._may_finish.wait(MAX_WAIT)
        if not self.is_stopped:
            yield from self._lines[1:]

    def wait(self) -> str:
        return ""

    def stop(self) -> None:
        self.is_stopped = True
        self._may_finish.set()

    def finish(self) -> None:
        """Let the job print its other lines and end."""
        self._may_finish.set()
