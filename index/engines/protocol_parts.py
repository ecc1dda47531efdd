"""The parts of an engine: what the reader keeps there, and what it says of many articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.article import (
    Correction,
    Counted,
    Facet,
    Feed,
    Period,
    Quote,
    QuoteHit,
    Revision,
    SavedSearch,
    Timeline,
)

if TYPE_CHECKING:
    from index.query import Tree


class FeedList(Protocol):
    """The feeds that the reader follows, and what was seen of them."""

    def feeds(self) -> list[Feed]:
        """All feeds, in the order in which they were added."""
        ...

    def add_feed(self, url: str) -> bool:
        """Follow a feed; returns whether it is a new one."""
        ...

    def drop_feed(self, url: str) -> bool:
        """Follow a feed no more; returns whether there was one. Its articles stay."""
        ...

    def feed_entries(self, url: str) -> dict[str, str]:
        """Return the digests of the finished entries of a feed by key."""
        ...

    def record_fetch(self, feed: Feed, entries: Mapping[str, str] | None = None) -> None:
        """Store the state of a feed, and the digests of its finished entries unless None."""
        ...

    def retry_time(self, host: str) -> datetime | None:
        """Return the time before which a server wants no requests, if it ever set one."""
        ...

    def set_retry_time(self, host: str, until: datetime) -> None:
        """Store the time before which a server wants no requests."""
        ...


class CorrectionList(Protocol):
    """What the reader corrected, and the file of it."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections in the order of the file."""
        ...

    def unfit(self, correction: Correction) -> str:
        """Why a correction fits nothing that is in the archive; empty where it does."""
        ...

    def troubles(self) -> list[str]:
        """What in the file cannot be understood, each with its line."""
        ...

    def propose(self, id: str, quote: Quote, speaker: str, is_quote: bool, made: date) -> Revision:
        """How to give a quote of an article to a speaker, empty for nobody who is known.

        Where that is what the program found, the correction that is there is taken out. Raises
        NotFoundError where there is no such quote any more.
        """
        ...


class SearchList(Protocol):
    """The searches that the reader made, and those of them that have a name."""

    def remember(self, line: str) -> None:
        """Note that a search was made, and that all that it finds now has been seen."""
        ...

    def name(self, line: str, name: str) -> None:
        """Give a search a name, an empty one to take it away; a name belongs to one search."""
        ...

    def forget(self, line: str) -> None:
        """Forget a search and its name."""
        ...

    def lines(self, limit: int) -> list[str]:
        """The lines that were searched for, the last one first."""
        ...

    def page(self, offset: int, limit: int) -> list[tuple[SavedSearch, int]]:
        """One page of searches, those with a name first, each with the newest key seen."""
        ...

    def count(self) -> int:
        """How many searches are known."""
        ...


class Overview(Protocol):
    """What an engine says of many articles at once, without reading them."""

    def facets(self, tree: Tree, *, show_copies: bool = False) -> tuple[Facet, ...]:
        """Count states (unread, starred), outlets, months and names in the articles that match."""
        ...

    def facets_of(self, names: Sequence[str]) -> tuple[Facet, ...]:
        """The same of the articles where whoever has one of these names is quoted."""
        ...

    def count_articles(self, speakers: Sequence[Sequence[str]]) -> list[int]:
        """For the names of each speaker, in how many articles one who has them is quoted."""
        ...

    def sources(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The outlets whose names have a word that begins so, most articles first."""
        ...

    def timeline(
        self, tree: Tree | None, period: Period | None, counted: Counted, limit: int,
        *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        """How often and when the speakers are on record who are there most often."""
        ...

    def rhythms(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        """For the names of each speaker, how many quotes equal stretches of months have."""
        ...

    def by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        """One page of the quotes that match, by person, who says most first."""
        ...

    def count_new(self, tree: Tree, seen: int, *, show_copies: bool = False) -> tuple[int, int]:
        """How many articles match, and how many of them were kept after ``seen``."""
        ...
