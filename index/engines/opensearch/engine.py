"""The engine on an OpenSearch cluster: many people search the same articles.

The cluster holds the articles, their quotes and the names of speakers (``articles``, ``names``).
Everything that one person does is in a folder of their own (``personal``): articles are shared,
marks and corrections are not. Nothing counts as added before the cluster has stored it: quotes
first, then articles, each under an id made from its content, so that an addition that was
interrupted can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from index.article import Annotation, Article, CheckResult, Entry, QuoteHit, Span
from index.engines.local.database.searches import SearchTable
from index.engines.opensearch.address import (
    ClusterAddress,
    find_credentials,
    parse_address,
    personal_folder,
)
from index.engines.opensearch.connection import Connection, never
from index.engines.opensearch.maintenance import (
    ClusterAnnotations,
    check,
    rebuild,
)
from index.engines.opensearch.names.counts import NameCounts
from index.engines.opensearch.names.folds import NameFolds
from index.engines.opensearch.names.name_index import NameIndex
from index.engines.opensearch.names.own import OwnNames
from index.engines.opensearch.personal import PersonalArchive, PersonalCorrections
from index.engines.opensearch.reader import ClusterReader
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.searcher import ClusterSearcher
from index.engines.opensearch.speaker_activity import SpeakerActivity
from index.engines.opensearch.statistics import ClusterStatistics
from index.engines.opensearch.storing.articles import ArticleIndex
from index.engines.opensearch.storing.kept_articles import KeptArticles
from index.engines.opensearch.storing.writer import ClusterWriter
from index.engines.opensearch.utterances import ClusterUtterances
from index.engines.opensearch.vocabulary import ClusterWords
from index.engines.protocol import AddResult, Engine, QuoteRequest, SearchPage, SearchRequest
from index.engines.protocol_parts import EngineChanges
from index.errors import ArchiveError
from index.query import And, Flag, Not, Order, Tree, Word
from index.user_data import Revision

SHOWN, EVERYTHING = Not(Flag("copy")), And(())


def is_on_cluster(address: str) -> bool:
    """Whether there is an archive with this address; raises ArchiveError if nobody answers."""
    where = parse_address(address)
    connection = Connection(where, find_credentials(where))
    try:
        connection.require_version()
        return ArticleIndex(connection).exists()
    finally:
        connection.close()


def _connect(where: ClusterAddress, *, create: bool) -> tuple[Connection, ArticleIndex]:
    connection = Connection(where, find_credentials(where))
    with ExitStack() as on_error:
        on_error.callback(connection.close)
        connection.require_version()
        index = ArticleIndex(connection)
        if not index.exists():
            if not create:
                raise ArchiveError(
                    f"There is no archive {where}. Check --archive and $ONRECORD_ARCHIVE, or add"
                    " articles: onrecord add PATH"
                )
            index.create(where.shards, where.replicas)
        on_error.pop_all()
    return connection, index


def _annotations(engine: OpenSearchEngine) -> ClusterAnnotations:
    return ClusterAnnotations(
        engine._connection, engine._index, engine._writer.replace, engine._searcher.states.outdate
    )


def _utterances(engine: OpenSearchEngine) -> ClusterUtterances:
    return ClusterUtterances(
        engine._connection, engine._index, engine._reader, engine._searcher, engine._names,
        engine._personal, engine._corrections, read_only=engine._dry_run,
    )  # fmt: skip


class Unwatched(EngineChanges):
    """Looks at nothing: each look would be a request."""


class OpenSearchEngine(Engine):
    """The articles of one archive on a cluster, with one person's marks."""

    annotations = cached_property(_annotations)
    changes = Unwatched()

    def __init__(
        self, address: str, personal: Path | None = None, *, create: bool = True,
        dry_run: bool = False,
    ) -> None:  # fmt: skip
        """Open the archive; ``create`` creates it if the cluster has none of this name.

        ``personal`` is the folder of the person who asks; the default is in their user data.
        ``dry_run`` stores no articles.
        Raises ArchiveError.
        """
        where = parse_address(address)
        self._connection, self._index = _connect(where, create=create)
        self.needs_rebuild = self._index.has_other_words
        self.folder = personal or personal_folder(where)
        self._reading = RememberingConnection(self._connection)
        self._shown = KeptArticles(self._reading)
        self._reader = ClusterReader(
            self._reading, self._shown,
            lambda: self._personal.hidden(), lambda: self._corrections.outlets(),
        )  # fmt: skip
        self._personal = PersonalArchive(
            self.folder, self._reader.full_id, self._reader.with_stories
        )
        own_names = OwnNames(
            self._reading, NameFolds(self._reading, self._shown),
            lambda: self._corrections.all(), lambda: self._speaking.recount(),
        )  # fmt: skip
        self._names = NameIndex(self._reading, self._shown, own_names)
        self._personal.find_names(self._names.names_matching, self._names.all_names)
        self._corrections = PersonalCorrections(
            self._personal, self._names.is_quoted, self._reader.has_outlet, self.has
        )
        self._counts = NameCounts(self._connection, self._index)
        self._writer = ClusterWriter(self._index, self._counts, dry_run=dry_run)
        self._searcher = ClusterSearcher(
            self._reading, self._shown, self._names, self._personal, self._corrections
        )
        self._speaking = SpeakerActivity(self._reading, self._shown, self._names, self._searcher)
        self._words = ClusterWords(self._reading, self._shown)
        self._dry_run = dry_run
        self.utterances = _utterances(self)  # at once: searches ask it for a person's own groups
        self.marks = self._personal.marks
        local = self._personal.local
        self.searches = SearchTable(local.store.database, self._reader.newest)
        self.feeds, self.inputs = local.feeds, local.inputs
        self.corrections, self.speakers = self._corrections, self._names
        self._corrections.apply_file()

    @property
    def statistics(self) -> ClusterStatistics:
        return ClusterStatistics(
            self._reading, self._shown, self._names, self._searcher, self._speaking,
            self._corrections,
        )  # fmt: skip

    def close(self) -> None:
        with ExitStack() as last:
            for part in (self._personal, self._writer, self._connection):
                last.callback(part.close)
            self._searcher.states.clear()

    def on_progress(self, callback: Callable[[str], None]) -> None:
        self._personal.local.on_progress(callback)
        self.utterances.on_progress = callback

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[AddResult]:
        results = self._writer.add(batch)
        self._searcher.states.outdate()
        for (article, _), result in zip(batch, results, strict=True):
            if result.version_of and self._reader.has(article.id):
                self._personal.inherit(article.id, result.version_of)
        return results

    def revise(self, revision: Revision) -> list[str]:
        shown_again = self._corrections.revise(revision)
        self._searcher.states.outdate()
        return shown_again

    # Maintenance

    def count_unindexed(self) -> int:
        return self._personal.local.count_unindexed()

    def count_waiting(self) -> int:
        return 0  # grouping in another process would outdate what this reader keeps

    def catch_up(self, *, wait: bool = False) -> int:
        return self._personal.local.catch_up(wait=wait)

    def back_up(self, folder: Path) -> Path:
        raise ArchiveError(
            f"An archive on a cluster is copied to a folder by: onrecord copy"
            f" {self._connection.address} {folder}"
        )

    def check(self) -> Iterator[CheckResult]:
        yield from check(self._connection, self._index)
        yield from self._counts.check()
        yield from self._personal.local.check()

    def rebuild(self, on_progress: Callable[[int], None] = lambda _: None) -> int:
        count = rebuild(self._connection, self._index, on_progress)
        self.needs_rebuild = False
        self._counts.rebuild()
        self._searcher.states.outdate()
        self._personal.local.rebuild()
        return count

    # Reading

    def has(self, id: str) -> bool:
        return self._reader.has(id)

    def hidden(self, ids: Sequence[str]) -> set[str]:
        return self._reader.hidden(ids)

    def full_id(self, prefix: str) -> str:
        return self._reader.full_id(prefix)

    def count(self) -> int:
        # As for the list that is shown next, which then needs no other request.
        return self._searcher.listed(SearchRequest(SHOWN, "newest", 0, 0, show_copies=True))[0]

    def digest(self) -> str:
        return self._reader.digest(self._corrections.all())

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        order = "newest" if order == "relevance" else order
        _, stored, _ = self._searcher.listed(
            SearchRequest(SHOWN, order, offset, limit, show_copies=True)
        )
        return tuple(self._searcher.entries(stored))

    def copies(self, id: str) -> tuple[Entry, ...]:
        return tuple(self._searcher.entries(self._reader.copies(id)))

    def versions(self, id: str) -> tuple[Entry, ...]:
        return tuple(self._searcher.entries(self._reader.versions(id)))

    def article(self, id: str) -> Article:
        stored = self._reader.get(id)
        article = self._searcher.versions_of([stored])[stored.article.id][0]
        new = self._corrections.outlets().get(article.source)
        return article._replace(source=new) if new else article

    def annotation(self, id: str) -> Annotation:
        stored = self._reader.get(id)
        annotation = self._searcher.versions_of([stored])[stored.article.id][1]
        return annotation._replace(quotes=tuple(self._names.with_persons(annotation.quotes)))

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        return self._searcher.matches(tree, self._reader.get(id))

    # Searching

    def search(self, request: SearchRequest, cancelled: Callable[[], bool] = never) -> SearchPage:
        return self._searcher.search(request, cancelled)

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        return self.search(SearchRequest(tree, limit=0, show_copies=show_copies)).total

    def quotes(self, request: QuoteRequest) -> tuple[int, tuple[QuoteHit, ...]]:
        query = self._searcher.quotes_query(request.tree)
        total, found, _ = self._searcher.page(self._index.quotes, query, request)
        return total, self._searcher.quote_hits(found)

    # Words

    def frequencies(self, field: str, words: Sequence[str], as_of: int = 0) -> list[int]:
        return self._words.frequencies(field, words)

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        return self._words.has_word(word)

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        return self._words.near_words(field, word, edits)

    def starting_words(self, prefix: str, limit: int, field: str = "text") -> list[tuple[str, int]]:
        return self._words.starting_words(prefix, limit, field)
