"""What the parts of a store have in common: asking the database, and changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any


class Tables:
    """A part of a store; the store itself says how the database is reached."""

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def _transaction(self) -> AbstractContextManager[sqlite3.Cursor]:
        raise NotImplementedError
