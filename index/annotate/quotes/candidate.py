"""One way to read an attribution: a cue and what could be its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.annotate.quotes.parsed_text import Quoted

Stretch = tuple[int, int]  # first and last token


@dataclass(frozen=True, slots=True)
class Option:
    """One possible content of one possible cue.

    ``kind`` names the construction: the relations of the parse that make the content, or where
    a quoted passage stands.
    """

    cue: int
    kind: str
    content: tuple[Stretch, ...]
    head: int
    """The token that heads the content."""
    quoted: tuple[Quoted, ...] = ()
    cut: str = ""
    """How the content was cut short: at which word."""
    stretched: bool = False
    also: tuple[str, ...] = ()
    """The other constructions that give the same content."""
    owned: bool = False
    """Whether the cue is the verb of saying right beside the quoted passage."""

    def holds(self, token: int) -> bool:
        """Whether a token is in the content."""
        return any(first <= token <= last for first, last in self.content)
