"""The user's changes to the archive, so that they can be undone, the last one first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

MAX_ENTRIES = 200

ChangedData = Literal["marks", "corrections", "articles"]


@dataclass(eq=False, repr=False)
class UndoEntry:
    """One change, and how to undo it."""

    kind: ChangedData
    """What the change and its undo affect."""
    message: str
    """What to tell the user after the undo."""
    undo: Callable[[], object]
    """Restores the previous state in the archive; raises OnRecordError."""
    row: Hashable = None
    """The key of the list row that the undo restores."""


class UndoStack:
    """The changes made since the program started."""

    def __init__(self) -> None:
        self._entries: list[UndoEntry] = []
        self._undo_lock = threading.Lock()

    def push(self, entry: UndoEntry) -> None:
        """Add a change; drop the oldest one if there are too many."""
        self._entries.append(entry)
        del self._entries[:-MAX_ENTRIES]

    def undo(self) -> UndoEntry | None:
        """Undo the last change and return its entry; None if there is none.

        Call it in a thread. If the undo raises, the entry stays, so that the user can try again.
        """
        with self._undo_lock:
            if not self._entries:
                return None
            entry = self._entries[-1]
            entry.undo()
            with suppress(ValueError):  # pushed out by many other changes meanwhile
                self._entries.remove(entry)
            return entry
