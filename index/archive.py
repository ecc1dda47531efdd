"""The archive: the only door through which a front end asks and adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol, Self

from index.article import (
    Annotation,
    Article,
    Entry,
    Outcome,
    QuoteHit,
    Results,
    Span,
    Speaker,
)

Order = Literal["newest", "oldest", "relevance"]


class Annotator(Protocol):
    """Finds the entities and quotes of articles."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article, in order, with what was found in it."""
        ...


class Archive:
    """Articles kept in a folder, with who said what in them, and how to find it again."""

    @classmethod
    def open(cls, folder: Path, annotator: Annotator | None = None) -> Self:
        """Open the archive in ``folder``; make it where there is none.

        ``annotator`` replaces the English one, which is loaded only when something is added.
        Raises ArchiveError where the folder cannot be used.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Give up the files. Also done by ``with Archive.open(...) as archive``."""

    def add(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Add the articles of files and folders; yield what became of each as it happens.

        What was yielded as added is kept and can be read. Articles that are already there are
        the same; what cannot be read is reported and does not stop the rest.
        """
        raise NotImplementedError

    def count(self) -> int:
        """How many articles there are."""
        raise NotImplementedError

    def articles(
        self, order: Order = "newest", offset: int = 0, limit: int = 50
    ) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        raise NotImplementedError

    def article(self, id: str) -> Article:
        """The article whose id is or begins with ``id``; raises NotFoundError."""
        raise NotImplementedError

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of that article; raises NotFoundError."""
        raise NotImplementedError

    def search(
        self, line: str, order: Order = "relevance", offset: int = 0, limit: int = 50
    ) -> Results:
        """One page of the articles that match a search line; raises QueryError.

        Where the line asks about quotes (``speaker:``, ``said:``) each hit has the quotes that
        match; otherwise it has the matching passages.
        """
        raise NotImplementedError

    def matches(self, line: str, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches the line, in order: where to jump to."""
        raise NotImplementedError

    def quotes(
        self, speaker: str = "", query: str = "", offset: int = 0, limit: int = 50
    ) -> tuple[QuoteHit, ...]:
        """One page of quotes, newest first: those of a speaker, those that a search line finds.

        A line without ``said:`` means words that are in the quote. Raises QueryError.
        """
        raise NotImplementedError

    def speakers(self, prefix: str = "", offset: int = 0, limit: int = 50) -> tuple[Speaker, ...]:
        """One page of the people and organisations that are quoted, most quoted first.

        ``prefix`` fits the beginning of any word of a name. Unnamed ones come after the named.
        """
        raise NotImplementedError
