"""What every engine can do: keep articles with what was found in them, and find them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from index.article import (
    Annotation,
    Article,
    EntityLabel,
    Entry,
    Finding,
    Hit,
    Note,
    QuoteHit,
    Revision,
    Span,
    Speaker,
)
from index.engines.protocol_parts import CorrectionList, FeedList, Overview, SearchList

if TYPE_CHECKING:
    from index.query import Order, Tree, Word


class SearchRequest(NamedTuple):
    """One page of a search, as asked of an engine."""

    tree: Tree
    order: Order = "relevance"
    offset: int = 0
    limit: int = 50
    show_copies: bool = False
    """Return every copy of an article, not one of them only."""
    as_of: int = 0
    """The state of the index that an earlier page came from; 0 for the newest."""


class SearchPage(NamedTuple):
    """The answer to a search: how many articles match in all, and one page of them."""

    total: int
    hits: tuple[Hit, ...]
    as_of: int
    """The state of the index that was searched, for the next pages."""


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """A name that somebody is quoted under, with what helps to tell whose it is."""

    name: str
    label: EntityLabel
    block: str
    """What it shares with all names that can be the same person's."""
    context: frozenset[str]
    """The names that stand around it in its articles, folded."""
    first: date | None = None
    last: date | None = None


Decide = Callable[[Sequence[NamedSpeaker]], Mapping[str, tuple[str, str]]]
"""Of all names of a block, into which other each goes that is folded, and why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article that was to be kept."""

    status: Literal["added", "same"]
    copy_of: str = ""
    """The id of the article that it repeats."""
    version_of: str = ""
    """The id of the article that it replaces, or whose older version it is."""


class Engine(Protocol):
    """Where articles are kept. Every method may be called from any thread."""

    @property
    def search_list(self) -> SearchList:
        """The searches that the reader made."""
        ...

    @property
    def overview(self) -> Overview:
        """What is said of many articles at once."""
        ...

    @property
    def feed_list(self) -> FeedList:
        """The feeds that the reader follows."""
        ...

    @property
    def corrections(self) -> CorrectionList:
        """What the reader corrected."""
        ...

    def close(self) -> None:
        """Give up the files."""
        ...

    def hear(self, tell: Callable[[str], None]) -> None:
        """Have told what takes time, and why."""
        ...

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[Kept]:
        """Keep these articles; on return they can be read and found.

        Where another program is writing the index, they are found when that one is done.
        """
        ...

    def behind(self) -> int:
        """How many articles are kept but not indexed yet."""
        ...

    def catch_up(self, *, wait: bool = False) -> int:
        """Index what is kept but cannot be found yet; returns how many articles that were.

        Another program that is writing is waited for where ``wait`` says so.
        """
        ...

    def back_up(self, folder: Path) -> Path:
        """Copy what is kept to a folder, as it is at one moment; returns the file."""
        ...

    def check(self) -> Iterator[Finding]:
        """How each part of what is kept is, and everything that is wrong with it."""
        ...

    def rebuild(self, told: Callable[[int], None] = ...) -> int:
        """Make the index again from what is kept; returns how many articles there are."""
        ...

    def revise(self, revision: Revision) -> None:
        """Change the file of corrections, and have all that can be found follow.

        Raises ArchiveError, and nothing is done.
        """
        ...

    def mark(self, id: str, kind: str, value: str, on: bool) -> None:
        """Note what the reader did with an article (“read”, “starred”, “tag”), or undo it."""
        ...

    def toggle(self, id: str, kind: str) -> bool:
        """Turn “read” or “starred” on or off; returns whether it is on now."""
        ...

    def tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of articles that have it, commonest first."""
        ...

    def note(self, id: str, text: str, place: int | None) -> str:
        """Put a note on an article or a quote, empty for none; returns what was there before."""
        ...

    def notes(self, id: str) -> list[Note]:
        """The notes on an article, that on the whole of it first."""
        ...

    def state(self) -> str:
        """16 hexadecimal digits that are the same as long as the archive has the same articles."""
        ...

    def not_folded(self) -> list[NamedSpeaker]:
        """The names that were never compared with others."""
        ...

    def fold(self, speakers: Sequence[NamedSpeaker], decide: Decide) -> None:
        """Keep label, block and context of speakers, and fold anew all names of their blocks.

        What the reader says of names goes before.
        """
        ...

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        ...

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        ...

    def count(self) -> int:
        """How many articles there are, each counted once with its copies and versions."""
        ...

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        ...

    def copies(self, id: str) -> tuple[Entry, ...]:
        """The other places of an article, by date; raises NotFoundError."""
        ...

    def versions(self, id: str) -> tuple[Entry, ...]:
        """All versions of an article, itself among them, the newest first.

        Raises NotFoundError.
        """
        ...

    def article(self, id: str) -> Article:
        """The article with that id; raises NotFoundError."""
        ...

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of the article with that id; raises NotFoundError."""
        ...

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        """Return how many articles match, and one page of them.

        Raises Cancelled soon after ``cancelled`` returns true.
        """
        ...

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        """How many articles match."""
        ...

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order; raises NotFoundError."""
        ...

    def quotes(
        self, tree: Tree | None, order: Order, offset: int, limit: int,
        *, show_copies: bool = False, as_of: int = 0,
    ) -> tuple[int, tuple[QuoteHit, ...]]:  # fmt: skip
        """How many quotes match (all, for no tree), and one page of them."""
        ...

    def speaker(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        ...

    def quotes_of(self, names: Sequence[str], offset: int, limit: int) -> tuple[QuoteHit, ...]:
        """One page of the quotes of whoever has exactly one of these names, newest first."""
        ...

    # ``as_of`` is the state of an earlier search page; 0 is the newest.

    def frequency(self, field: str, word: str, as_of: int = 0) -> int:
        """Return about how many articles, or quotes, have a folded word in a field."""
        ...

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        """Return whether a word occurs in its field, in any of its forms."""
        ...

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        """Return the words of a field within an edit distance of a folded word, nearest first."""
        ...

    def starting_words(self, prefix: str, limit: int, field: str = "text") -> list[tuple[str, int]]:
        """The commonest words of a field that begin so, with their articles or quotes."""
        ...

    def speakers(self, prefix: str, offset: int, limit: int) -> tuple[Speaker, ...]:
        """One page of speakers, named ones first, most quoted first."""
        ...
