"""What the reader did, so that it can be undone, the last thing first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST = 200  # that are remembered


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """Something that was done."""

    told: str
    """What it was, in words: “starred “Ferry is late””."""
    undo: Callable[[], object]
    """Puts back what was before; asks the archive, and so is called in a thread."""


class UndoStack:
    """All that was done since the program started."""

    def __init__(self) -> None:
        self._done: list[UndoEntry] = []

    def did(self, told: str, undo: Callable[[], object]) -> None:
        """Remember something that was done."""
        self._done.append(UndoEntry(told, undo))
        del self._done[:-MOST]

    def last(self) -> UndoEntry | None:
        """Take back the last deed from what is remembered; None where nothing was done."""
        return self._done.pop() if self._done else None
