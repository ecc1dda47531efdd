"""The protocol of places where several people share corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.user_data import Correction


class SharedCorrections(Protocol):
    """A place where several people share corrections; each has ``by``, the person who made it.

    Nobody changes what another person shared.
    """

    def read(self) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
        """Return the corrections of all people, and messages on what cannot be read."""
        ...

    def write(self, person: str, corrections: Sequence[Correction]) -> None:
        """Replace the corrections of one person; raises ArchiveError."""
        ...
