"""What every engine can do: keep articles with what was found in them, and find them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from index.article import Annotation, Article, Entry, Hit, QuoteHit, Span, Speaker
from index.query import Tree

Order = Literal["newest", "oldest", "relevance"]


class Engine(Protocol):
    """Where articles are kept. Every method may be called from any thread."""

    def close(self) -> None:
        """Give up the files."""
        ...

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Keep these articles; on return they can be read and found."""
        ...

    def catch_up(self) -> int:
        """Index what is kept but cannot be found yet; returns how many articles that were."""
        ...

    def rebuild(self) -> int:
        """Make the index again from what is kept; returns how many articles there are."""
        ...

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        ...

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        ...

    def count(self) -> int:
        """How many articles there are."""
        ...

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        ...

    def article(self, id: str) -> Article:
        """The article with that id; raises NotFoundError."""
        ...

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of the article with that id; raises NotFoundError."""
        ...

    def search(
        self, tree: Tree, order: Order, offset: int, limit: int
    ) -> tuple[int, tuple[Hit, ...]]:
        """How many articles match, and one page of them."""
        ...

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order; raises NotFoundError."""
        ...

    def quotes(
        self, tree: Tree | None, offset: int, limit: int
    ) -> tuple[int, tuple[QuoteHit, ...]]:
        """How many quotes match (all, for no tree), and one page of them, newest first."""
        ...

    def speakers(self, prefix: str, offset: int, limit: int) -> tuple[Speaker, ...]:
        """One page of speakers, named ones first, most quoted first."""
        ...
