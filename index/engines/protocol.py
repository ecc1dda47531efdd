"""The protocol of search engines: store articles with their annotations, and search them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from index.article import (
    Annotation,
    Article,
    CheckResult,
    Entry,
    Hit,
    QuoteHit,
    Span,
)
from index.engines.protocol_parts import (
    EngineAnnotations,
    EngineChanges,
    EngineCorrections,
    EngineFeeds,
    EngineInputs,
    EngineMarks,
    EngineSearches,
    EngineSpeakers,
    EngineStatistics,
    EngineUtterances,
)
from index.user_data import Revision

if TYPE_CHECKING:
    from index.query import Order, Tree, Word
else:  # see index.named_tuples
    Order = Tree = Word = object


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


class QuoteRequest(NamedTuple):
    """One page of the quotes that match, as asked of an engine."""

    tree: Tree | None = None
    """None for all quotes."""
    order: Order = "newest"
    offset: int = 0
    limit: int = 50
    show_copies: bool = False
    """Return the quotes of every copy of an article."""
    as_of: int = 0
    """The state of the index that an earlier page came from; 0 for the newest."""


class SearchPage(NamedTuple):
    """The answer to a search: how many articles match in all, and one page of them."""

    total: int
    hits: tuple[Hit, ...]
    as_of: int
    """The state of the index that was searched, for the next pages."""


class AddResult(NamedTuple):
    """What happened to an article that was added."""

    status: Literal["added", "same"]
    """``same`` if it was stored already."""
    copy_of: str = ""
    """The id of the article that it is a copy of."""
    version_of: str = ""
    """The id of the article that it replaces, or that it is an older version of."""


class Engine(Protocol):
    """Stores articles and annotations, and searches them.

    Every method may be called from any thread.
    """

    folder: Path
    """Where everything that the user does is kept."""
    annotations: EngineAnnotations
    changes: EngineChanges
    marks: EngineMarks
    searches: EngineSearches
    feeds: EngineFeeds
    inputs: EngineInputs
    corrections: EngineCorrections
    speakers: EngineSpeakers
    utterances: EngineUtterances
    needs_rebuild: bool = False
    """Whether words were indexed by other rules than those that searches follow."""

    @property
    def statistics(self) -> EngineStatistics:
        """Counts over many articles."""

    def close(self) -> None:
        """Close all files."""

    def on_progress(self, callback: Callable[[str], None]) -> None:
        """Set the callback for progress messages."""

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[AddResult]:
        """Store articles; on return they can be read and searched.

        If another process is writing the index, they become searchable when it has finished.
        """

    def revise(self, revision: Revision) -> list[str]:
        """Change the corrections file, and apply it to articles, quotes, names and the index.

        Returns the ids of articles that were hidden before. Raises ArchiveError if the file or the
        database cannot be written. If the database fails after the file was replaced, the next
        start applies the file.
        """

    # Maintenance

    def count_unindexed(self) -> int:
        """Return how many articles are stored but not searchable yet."""

    def count_waiting(self) -> int:
        """Return how many names, articles and quotes still have to be compared, indexed or grouped.

        Return 0 if no other process can do it.
        """

    def catch_up(self, *, wait: bool = False) -> int:
        """Index articles that are not searchable yet; return how many.

        ``wait`` waits for another process that is writing the index.
        """

    def back_up(self, folder: Path) -> Path:
        """Copy the articles, as they are now, into a folder; return the file."""

    def check(self) -> Iterator[CheckResult]:
        """Yield the state of each part, and all damage."""

    def rebuild(self, on_progress: Callable[[int], None] = ...) -> int:
        """Rebuild the index; return the number of articles, counting every version.

        ``on_progress`` is called from time to time with the number done.
        """

    # Reading

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""

    def hidden(self, ids: Sequence[str]) -> set[str]:
        """Return which of these articles are deleted, or have a hidden outlet."""

    def full_id(self, prefix: str) -> str:
        """Return the only id that starts with ``prefix``; raises NotFoundError."""

    def count(self) -> int:
        """Return the number of articles, counting each once with its copies and versions."""

    def digest(self) -> str:
        """Return 16 hexadecimal digits that change if articles are added or corrected."""

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """Return one page of all articles; those without a date come last."""

    # The methods below raise NotFoundError if no id, or more than one, starts with ``id``.

    def copies(self, id: str) -> tuple[Entry, ...]:
        """Return the copies of an article in other outlets, files or pages, by date."""

    def versions(self, id: str) -> tuple[Entry, ...]:
        """Return all versions of an article, itself included, newest first."""

    def article(self, id: str) -> Article:
        """Return an article."""

    def annotation(self, id: str) -> Annotation:
        """Return the entities and quotes of an article."""

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Return every span of one article that matches, in order."""

    # Searching

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        """Return how many articles match, and one page of them.

        Raises Cancelled soon after ``cancelled`` returns true.
        """

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        """Return how many articles match."""

    def quotes(self, request: QuoteRequest) -> tuple[int, tuple[QuoteHit, ...]]:
        """Return how many quotes match, and one page of them."""

    # Vocabulary. Words are folded: in lower case, without accents. ``as_of`` is the state of an
    # earlier search page, or 0 for the newest.

    def frequencies(self, field: str, words: Sequence[str], as_of: int = 0) -> list[int]:
        """Return about how many articles, or quotes, have each of these words in a field."""

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        """Whether a word, or one of the forms that it matches, occurs in its field."""

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        """Return the words of a field within an edit distance of a word, nearest first."""

    def starting_words(self, prefix: str, limit: int, field: str = "text") -> list[tuple[str, int]]:
        """Return the most frequent words of a field that start so, with their frequency."""
