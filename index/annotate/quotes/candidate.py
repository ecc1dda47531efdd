"""Candidates for the content and the source mention of a cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.annotate.quotes.parsed_text import QuotedPassage

TokenRange = tuple[int, int]  # first and last token
AROUND = ("before", "after", "first-after", "before+after")


@dataclass(frozen=True, slots=True)
class ContentCandidate:
    """One possible content of one possible cue.

    ``construction`` names the dependencies that make up the content, or the position of a
    quoted passage.
    """

    cue: int
    construction: str
    content: tuple[TokenRange, ...]
    head: int
    """The token that heads the content."""
    passages: tuple[QuotedPassage, ...] = ()
    cut_at: str = ""
    """The word before which the content is cut short."""
    extended: bool = False
    """Whether the content was extended to the whole of a passage."""
    other_constructions: tuple[str, ...] = ()
    """Other constructions with the same content."""
    owned: bool = False
    """Whether the cue is the verb of saying right beside the quoted passage."""

    @property
    def is_passage(self) -> bool:
        """Whether the content consists of quoted passages."""
        return self.construction.startswith("q-")

    def contains(self, token: int) -> bool:
        """Return whether a token is in the content."""
        return any(first <= token <= last for first, last in self.content)

    def tokens(self) -> set[int]:
        """Return the tokens of the content."""
        return tokens_in(self.content)


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """One possible source mention: its head, the path from the cue, first and last token."""

    head: int
    path: str
    first: int
    last: int


def tokens_in(ranges: Iterable[TokenRange]) -> set[int]:
    """Return the tokens of some ranges."""
    return {token for first, last in ranges for token in range(first, last + 1)}


@cache
def base_construction(construction: str) -> str:
    """Return the first dependency of a construction, for features of all like it."""
    return construction.split("+")[0].split("&")[0].split(":")[0]


def construction_group(base: str) -> str:
    """Return the group of a base construction."""
    if base.startswith("q-"):
        return "q"
    return "around" if base in AROUND else base
