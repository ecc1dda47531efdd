"""The record over time: versions of one utterance, and what somebody said about it before."""

from __future__ import annotations

from typing import Literal, NamedTuple

from index.article import DiffPiece, QuoteHit
from index.engines.protocol import Engine

UtteranceOrder = Literal["versions", "newest", "oldest"]


class Version(NamedTuple):
    """One quote of an utterance, compared with the longest version."""

    hit: QuoteHit
    changes: tuple[DiffPiece, ...] = ()
    """The words of the longest version and of this one; empty if they are the same."""
    is_independent: bool = True
    """False for a copy or another version of an article that is listed before."""


class Utterance(NamedTuple):
    """What somebody said once, with every quote of it, oldest first."""

    versions: tuple[Version, ...]
    longest: int = 0
    """The number of the longest version, with which the others are compared."""
    wordings: int = 1
    """How many versions differ in their words."""
    outlets: tuple[str, ...] = ()
    """The outlets that quoted it, in the order in which they did."""
    speakers: tuple[str, ...] = ()
    """The people to whom it is attributed, most often first; several are a conflict."""
    drift: tuple[str, ...] = ()
    """How the versions differ: cut, words, numbers, speakers."""


class EarlierQuote(NamedTuple):
    """Another quote of the same person on the same matter."""

    hit: QuoteHit
    others: int = 0
    """How many other versions of this utterance were left out."""
    turns: tuple[str, ...] = ()
    """How the wording differs from the quote that was asked about: “not”, “support / oppose”."""
    is_asked: bool = False
    """Whether it is the quote that was asked about."""


class Record:
    """Find versions of one utterance, and a person's other quotes on a matter."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def utterances(
        self, line: str = "", order: UtteranceOrder = "versions", offset: int = 0, limit: int = 50
    ) -> tuple[tuple[Utterance, ...], int]:
        """Return one page of what several quotes report, and how many there are in all.

        A search line selects utterances with a quote that it finds. Raises QueryError.
        """
        raise NotImplementedError

    def versions_of(self, id: str, number: int) -> Utterance:
        """Return the utterance that a quote reports; raises NotFoundError."""
        raise NotImplementedError

    def earlier(self, id: str, number: int, limit: int = 20) -> tuple[EarlierQuote, ...]:
        """Return the same person's quotes on the same matter, oldest first; itself included.

        Raises NotFoundError.
        """
        raise NotImplementedError
