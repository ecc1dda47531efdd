"""The protocol of places where several people share corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.user_data import Correction


class SharedContents(NamedTuple):
    """What several people share."""

    corrections: tuple[Correction, ...]
    people: frozenset[str]
    """Who shares, or has withdrawn all that they shared."""
    problems: tuple[str, ...]
    """Messages on what cannot be read."""


class SharedCorrections(Protocol):
    """A place where several people share corrections; each has ``by``, the person who made it.

    Nobody changes what another person shared.
    """

    def read(self) -> SharedContents:
        """Return the corrections of all people."""

    def write(self, person: str, corrections: Sequence[Correction]) -> None:
        """Replace the corrections of one person; raises ArchiveError."""
