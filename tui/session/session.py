"""The state of the reader when it was closed: a small file beside the archive."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

FILE = "reader.json"


class SessionState(NamedTuple):
    """What was listed and read; any of it may be gone from the archive."""

    view: str = "articles"
    line: str = ""
    """The current search."""
    cursor: int = 0
    """The selected row of the list."""
    article: str = ""
    """The article on the page; empty if the user was in the list."""
    quote: int | None = None
    place: int | None = None
    """The offset of the first visible character; -1 for the headline."""
    citation: str = ""
    """The chosen citation style; empty for that of the settings."""
    theme: str = ""
    """The chosen theme; empty for the theme in the settings."""
    order: str = ""
    """The chosen order of lists; empty for the default of each."""


def load(folder: Path) -> SessionState:
    """Load the state; a missing or damaged file gives the defaults, as far as needed."""
    try:
        stored = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return SessionState()
    if not isinstance(stored, dict):
        return SessionState()
    names = set(SessionState._fields)
    valid = {name: value for name, value in stored.items() if name in names and _fits(name, value)}
    return SessionState(**valid)


def _fits(name: str, value: Any) -> bool:
    if name in ("quote", "place") and value is None:
        return True
    default = getattr(SessionState(), name)
    return type(value) is (int if default is None else type(default))


def save(folder: Path, state: SessionState) -> None:
    """Save the state atomically; do nothing if the folder is not writable."""
    with suppress(OSError):
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(state._asdict(), file, ensure_ascii=False)
            Path(temporary).replace(folder / FILE)
        finally:
            Path(temporary).unlink(missing_ok=True)
