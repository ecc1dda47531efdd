"""Where the reader was when the program was left: a small file beside the archive."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

FILE = "reader.json"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What is listed and read; everything may have gone from the archive since."""

    view: str = "articles"
    line: str = ""
    """The search in force."""
    cursor: int = 0
    """The row of the list."""
    article: str = ""
    """The article that was read; empty where one was in the list."""
    quote: int | None = None
    place: int | None = None
    """The offset of the first character in view; -1 for the headline."""
    citation: str = ""
    """The form of citation that was chosen; empty: that of the settings."""
    paths: tuple[str, ...] = ()
    """What was last given to be added."""


def load(folder: Path) -> SessionState:
    """The state that was kept; where the file is missing or broken, as much as can be read."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return SessionState()
    if not isinstance(kept, dict):
        return SessionState()
    names = {field.name for field in fields(SessionState)}
    found = {name: value for name, value in kept.items() if name in names and _fits(name, value)}
    if "paths" in found:
        found["paths"] = tuple(found["paths"])
    return SessionState(**found)


def _fits(name: str, value: Any) -> bool:
    if name == "paths":
        return isinstance(value, list) and all(isinstance(path, str) for path in value)
    if name in ("quote", "place") and value is None:
        return True
    default = getattr(SessionState(), name)
    return type(value) is (int if default is None else type(default))


def save(folder: Path, state: SessionState) -> None:
    """Keep the state, whole or not at all; a folder that cannot be written to keeps none."""
    with suppress(OSError):
        handle, made = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(state), file, ensure_ascii=False)
            Path(made).replace(folder / FILE)
        finally:
            Path(made).unlink(missing_ok=True)
