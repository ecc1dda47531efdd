"""What the reader keeps beside the articles: notes, searches, corrections, feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader wrote about an article, or about one of its quotes."""

    text: str
    place: int | None = None
    """Where the quote begins; None where the note is on the whole article."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that was made before; with a name if the reader gave it one."""

    line: str
    name: str = ""
    total: int | None = None
    """How many articles match; None where nobody counted, or the line is not understood."""
    new: int = 0
    """How many of them were added since the search was last made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCorrection:
    """What the reader says of a quote: who spoke, or that it is none."""

    article: str
    """The id of the article."""
    words: str
    """How the quote begins, with an ellipsis where it goes on."""
    nth: int = 0
    """At which of the places with these words it is, from 1; 0 where there is one alone."""
    speaker: str = ""
    """Who spoke, several joined by “; ”; empty where that is unknown."""
    is_quote: bool = True
    title: str = ""
    was: str = ""
    """Whom the program took for the speaker; empty for nobody who is known."""
    made: date | None = None

    @property
    def names(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset(f"{self.was}; {self.speaker}".split("; ")) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCorrection:
    """What the reader says of two names of speakers: that they are one person's, or are not."""

    name: str
    other: str
    """The name that both are listed under, where they are one person's."""
    same: bool
    made: date | None = None

    @property
    def names(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset((self.name, self.other))


Correction = QuoteCorrection | NameCorrection


class Revision(NamedTuple):
    """A change to the corrections file: tables to remove and to add."""

    removed: tuple[Correction, ...] = ()
    added: tuple[Correction, ...] = ()

    @property
    def inverse(self) -> Revision:
        """The revision that undoes this one."""
        return Revision(self.added, self.removed)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that the reader follows."""

    url: str
    title: str = ""
    """What it calls itself."""
    etag: str = ""
    """What its server called the state that was seen last."""
    modified: str = ""
    """When that state was made, as the server says it."""
    fetched: datetime | None = None
    """When it was last asked for."""
    failure: str = ""
    """What went wrong the last time."""
