"""The stored texts of a document: they are in the archive's database, beside the index's folder."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path

DATABASE = "archive.sqlite"
ARTICLE = "SELECT title, text FROM articles WHERE key = ?"
QUOTE = "SELECT quote FROM quotes WHERE article = ? AND number = ?"


class StoredTexts:
    """Fetches headlines, texts and quotes; returns nothing if there is no database."""

    def __init__(self, index_folder: Path) -> None:
        self._uri = f"{(index_folder.absolute().parent / DATABASE).as_uri()}?mode=ro"
        self._database: sqlite3.Connection | None = None

    def fetch(self, key: int, number: int | None) -> dict[str, str]:
        """Return ``title`` and ``text`` of an article, or ``title`` and ``said`` of its quote."""
        with suppress(sqlite3.Error, TypeError):  # no database, no such row
            if self._database is None:
                self._database = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            title, text = self._database.execute(ARTICLE, (key,)).fetchone()
            if number is None:
                return {"title": title, "text": text}
            (quote,) = self._database.execute(QUOTE, (key, number)).fetchone()
            return {"title": title, "said": " ".join(text[a:b] for a, b in json.loads(quote)[0])}
        return {}

    def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            self._database.close()
