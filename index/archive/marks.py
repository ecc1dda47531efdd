"""Stars, read state, tags and notes: what the user does with articles."""

from __future__ import annotations

from typing import Literal

from index.engines.protocol import Engine
from index.user_data import Note


class Marks:
    """Mark articles as read or starred, tag them, write notes on them.

    Every method that takes an article id raises NotFoundError for an unknown one.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set(self, id: str, state: Literal["read", "starred"], on: bool = True) -> None:
        """Set or clear a state of an article."""
        self._engine.mark(id, state, "", on)

    def toggle(self, id: str, state: Literal["read", "starred"]) -> bool:
        """Toggle a state of an article and return the new one."""
        return self._engine.toggle(id, state)

    def tag(self, id: str, tag: str, on: bool = True) -> None:
        """Add a tag to an article, or remove it."""
        self._engine.mark(id, "tag", tag, on)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return every tag with its number of articles, most frequent first."""
        return tuple(self._engine.tags())

    def write_note(self, id: str, text: str, place: int | None = None) -> str:
        """Write a note on an article, or on the quote that starts at character ``place``.

        An empty text deletes the note. Returns the previous text.
        """
        return self._engine.note(id, text, place)

    def notes(self, id: str) -> tuple[Note, ...]:
        """Return the notes on an article and its quotes, the article's own first."""
        return tuple(self._engine.notes(id))
