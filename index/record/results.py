"""The answers of the record over time: utterances with their versions, and earlier quotes."""

from typing import Literal, NamedTuple

from index.article import DiffPiece, QuoteHit

UtteranceOrder = Literal["versions", "newest", "oldest"]
"""Most versions first, or by the date of the last or the first one."""


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
    is_later: bool = False
    """Whether it appeared on a later day than that one."""
