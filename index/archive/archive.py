"""Archive: add, read and search articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from index.annotate.models import DEFAULT_MODELS, Models
from index.archive.corrections import Corrections
from index.archive.maintenance import Maintenance
from index.article import (
    PARAGRAPH_BREAK,
    Annotation,
    Article,
    DiffPiece,
    Entry,
    Outcome,
    QuoteHit,
    Results,
    Span,
)
from index.engines.opening import open_dry_run, open_engine
from index.engines.protocol import Engine, QuoteRequest, SearchRequest
from index.errors import QueryError
from index.inputs import DEFAULT_OPTIONS, AddOptions, InputLike, OnRead
from index.workers.annotator import THIS_PROCESS, Workers, load_annotator

if TYPE_CHECKING:
    from index.archive.adding import Adding
    from index.archive.annotations import Annotations
    from index.archive.comparison import Comparisons
    from index.archive.editing import Editing
    from index.archive.feeds import Feeds
    from index.archive.record import Record
    from index.archive.searches import Searches
    from index.archive.speakers import Speakers
    from index.archive.statistics import Statistics
    from index.completion import Suggestion
    from index.engines.protocol_parts import EngineMarks
    from index.query import Order, Tree
    from index.workers.annotating import Annotating
    from index.workers.annotator import Annotator

# The query language is imported where it is used: reading an article saves 45 ms.


def _adding(archive: Archive) -> Adding:
    from index.archive.adding import Adding

    return Adding(archive._engine, archive._open_workers)


def _annotations(archive: Archive) -> Annotations:
    from index.archive.annotations import Annotations

    return Annotations(archive._engine, archive._models, archive._open_workers)


def _marks(archive: Archive) -> EngineMarks:
    return archive._engine.marks


def _editing(archive: Archive) -> Editing:
    from index.archive.editing import Editing

    return Editing(archive._engine, archive.corrections)


def _record(archive: Archive) -> Record:
    from index.archive.record import Record

    return Record(archive._engine)


def _searches(archive: Archive) -> Searches:
    from index.archive.searches import Searches

    return Searches(archive._engine)


def _feeds(archive: Archive) -> Feeds:
    from index.archive.feeds import Feeds

    return Feeds(archive._engine, archive._open_workers)


def _speakers(archive: Archive) -> Speakers:
    from index.archive.speakers import Speakers

    return Speakers(archive._engine)


def _statistics(archive: Archive) -> Statistics:
    from index.archive.statistics import Statistics

    return Statistics(archive._engine)


def _comparisons(archive: Archive) -> Comparisons:
    from index.archive.comparison import Comparisons

    return Comparisons(archive._engine, archive.speakers)


class Archive:
    """The articles in a folder, the people quoted in them, and the user's marks and notes.

    Every method may be called from any thread.
    """

    def __init__(
        self,
        engine: Engine,
        annotator: Annotator | None = None,
        *,
        models: Models = DEFAULT_MODELS,
        workers: Workers = THIS_PROCESS,
    ) -> None:
        self._engine = engine
        self.folder = engine.folder
        """Where everything that the user does is kept: in the archive, unless on a cluster."""
        self._annotator, self._models = annotator, models
        self._workers = THIS_PROCESS if annotator else workers
        self._annotating: Annotating | None = None
        self._on_progress: Callable[[str], None] = lambda _: None
        self.corrections = Corrections(engine)
        self.maintenance = Maintenance(engine)

    # What a search does not need is loaded when it is first used.
    adding = cached_property(_adding)
    annotations = cached_property(_annotations)
    marks = cached_property(_marks)
    editing = cached_property(_editing)
    searches = cached_property(_searches)
    feeds = cached_property(_feeds)
    record = cached_property(_record)
    speakers = cached_property(_speakers)
    statistics = cached_property(_statistics)
    comparisons = cached_property(_comparisons)

    @classmethod
    def open(
        cls,
        folder: Path,
        annotator: Annotator | None = None,
        *,
        models: Models = DEFAULT_MODELS,
        workers: Workers = THIS_PROCESS,
    ) -> Self:
        """Open the archive in ``folder``, or on the cluster with this address; create it if needed.

        ``annotator`` replaces the English one, which is loaded only when articles are added and
        uses ``models``, in the processes of ``workers``. Raises ArchiveError if the folder cannot
        be used.
        """
        return cls(open_engine(folder), annotator, models=models, workers=workers)

    @classmethod
    def open_existing(
        cls,
        folder: Path,
        *,
        one_shot: bool = False,
        models: Models = DEFAULT_MODELS,
        workers: Workers = THIS_PROCESS,
    ) -> Self:
        """Open the archive in ``folder``; raises ArchiveError if there is none.

        ``one_shot``, for a process that asks one question, saves the import of numpy where plain
        Python answers sooner; results are the same.
        """
        engine = open_engine(folder, create=False, one_shot=one_shot)
        return cls(engine, models=models, workers=workers)

    @classmethod
    @contextmanager
    def dry_run(cls, folder: Path) -> Iterator[Self]:
        """Open a throw-away copy of the archive in ``folder``, to see what adding would do.

        Its articles are not annotated and cannot be searched. Raises ArchiveError if the folder
        cannot be used.
        """
        from index.ingest import NullAnnotator

        with open_dry_run(folder) as engine:
            yield cls(engine, NullAnnotator())

    def on_progress(self, callback: Callable[[str], None]) -> None:
        """Set the callback for progress messages: rebuilding an index, waiting for a lock."""
        self._engine.on_progress(callback)
        self._on_progress = callback

    def close(self) -> None:
        """End the workers, close all files. ``with Archive.open(...) as archive`` does so too."""
        if self._annotating is not None:
            self._annotating.close()
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Adding

    def add(
        self,
        inputs: Sequence[InputLike],
        options: AddOptions = DEFAULT_OPTIONS,
        *,
        stdin: BinaryIO | None = None,
        on_read: OnRead = lambda _: None,
    ) -> Iterator[Outcome]:
        """Add the articles in files, folders, glob patterns and web pages; yield each outcome.

        An article yielded as added is stored and searchable. Files that cannot be read are
        reported and skipped. The path ``-`` stands for ``stdin``. ``on_read`` is called before
        each file.
        """
        yield from self.adding.add(inputs, options, stdin=stdin, on_read=on_read)

    def _open_workers(self) -> Annotating:
        """Return the workers, which the first article starts."""
        if self._annotating is None:
            from index.workers.annotating import Annotating  # with multiprocessing, 15 ms

            given = self._annotator
            load = load_annotator if given is None else lambda _: given
            self._annotating = Annotating(
                load, self._models, self._workers, lambda message: self._on_progress(message)
            )
        return self._annotating

    # Reading

    def count(self) -> int:
        """Return the number of articles, counting each once with its copies and versions."""
        return self._engine.count()

    def digest(self) -> str:
        """Return 16 hexadecimal digits that change if articles are added or corrected."""
        return self._engine.digest()

    def articles(
        self, order: Order = "newest", offset: int = 0, limit: int = 50
    ) -> tuple[Entry, ...]:
        """Return one page of all articles; those without a date or an outlet come last."""
        return self._engine.articles(order, offset, limit)

    # The methods below raise NotFoundError for an unknown article.

    def full_id(self, prefix: str) -> str:
        """Return the id that starts with ``prefix``; it must be unique."""
        return self._engine.full_id(prefix)

    def entry(self, id: str) -> Entry:
        """Return an article's list entry, with its marks."""
        full_id = self.full_id(id)
        return next(entry for entry in self.versions(full_id) if entry.id == full_id)

    def article(self, id: str) -> Article:
        """Return the article whose id is, or starts with, ``id``."""
        return self._engine.article(id)

    def annotation(self, id: str) -> Annotation:
        """Return the entities and quotes of an article."""
        return self._engine.annotation(id)

    def copies(self, id: str) -> tuple[Entry, ...]:
        """Return the copies of an article in other outlets, files or pages, by date."""
        return self._engine.copies(id)

    def versions(self, id: str) -> tuple[Entry, ...]:
        """Return all versions of an article, itself included, newest first."""
        return self._engine.versions(id)

    def differences(self, old: str, new: str) -> tuple[tuple[DiffPiece, ...], ...]:
        """Return the changed paragraphs between two articles, the headline as a paragraph."""
        from index.text_diff import diff_paragraphs  # with difflib, rarely needed

        return diff_paragraphs(*(_with_headline(self.article(each)) for each in (old, new)))

    # Searching

    def search(
        self,
        line: str,
        order: Order | None = None,
        offset: int = 0,
        limit: int = 50,
        *,
        as_of: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Results:
        """Return one page of the articles that match a search line; raises QueryError.

        A line about quotes (``speaker:``, ``said:``) returns the matching quotes with each hit,
        any other line the matching passages. ``order`` applies if the line has no ``sort:``; the
        default is by relevance. ``as_of``, from the first page's results, keeps later pages on the
        same state of the archive while that is one of the last two. Raises Cancelled within 50 ms
        after ``cancelled`` is true.
        """
        from index.query import describe_query, parse
        from index.suggestions import search_notes

        query = parse(line)
        order = query.sort or order or "relevance"
        request = SearchRequest(query.tree, order, offset, limit, query.show_copies, as_of)
        found = self._engine.search(request, cancelled)
        grouped = None if query.show_copies else found.total
        notes = search_notes(query.tree, self._engine, found.as_of, grouped, total=found.total)
        notes = (*notes, *self.maintenance.notes())
        return Results(found.total, found.hits, describe_query(query), found.as_of, notes)

    def count_hits(self, line: str) -> int:
        """Return how many articles match a search line; raises QueryError."""
        from index.query import parse

        query = parse(line)
        return self._engine.count_hits(query.tree, show_copies=query.show_copies)

    def matches(self, line: str, id: str) -> tuple[Span, ...]:
        """Return every span of one article that matches the line, in order."""
        from index.query import parse

        return self._engine.matches(parse(line).tree, id)

    def quotes(
        self,
        speaker: str = "",
        query: str = "",
        offset: int = 0,
        limit: int = 50,
        order: Order = "newest",
    ) -> tuple[QuoteHit, ...]:
        """Return one page of quotes by speaker, search line or both; raises QueryError.

        Plain words of the line match the words of quotes. The order ``speaker`` groups quotes by
        person, most quoted first; ``doubtful`` puts the least certain attributions first.
        """
        request = _quote_request(speaker, query, order)._replace(offset=offset, limit=limit)
        if request.order == "speaker":
            return self._engine.statistics.quotes_by_speaker(
                request.tree, offset, limit, show_copies=request.show_copies
            )
        return self._engine.quotes(request)[1]

    def count_quotes(self, speaker: str = "", query: str = "") -> int:
        """Return how many quotes ``quotes`` finds in all; raises QueryError."""
        return self._engine.quotes(_quote_request(speaker, query)._replace(limit=0))[0]

    def similar(self, id: str, limit: int = 10) -> tuple[Entry, ...]:
        """Return the articles most similar to this one, by its most distinctive words."""
        from index.suggestions import distinctive_words

        article = self._engine.article(id)
        tree = distinctive_words(article, self._engine)
        found = self._engine.search(SearchRequest(tree, limit=limit + 1))
        return tuple(hit.entry for hit in found.hits if hit.entry.id != article.id)[:limit]

    def suggest(self, line: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return completions for the last word of a search line, most frequent first."""
        from index.completion import complete

        return complete(line, self._engine, limit)


def _with_headline(article: Article) -> str:
    title = "" if article.title_from_text else f"{article.title}{PARAGRAPH_BREAK}"
    return title + article.text


def _quote_request(speaker: str, line: str, order: Order = "newest") -> QuoteRequest:
    from index.query import And, Phrase, parse_quote

    if speaker.strip() and not any(letter.isalnum() for letter in speaker):
        raise QueryError(f"“{speaker}” is not a name: it has no letters or digits.", 0)
    parts: list[Tree] = [Phrase("speaker", speaker)] if speaker.strip() else []
    show_copies = False
    if line.strip():
        query = parse_quote(line)
        parts.append(query.tree)
        order, show_copies = query.sort or order, query.show_copies
    tree = And(tuple(parts)) if len(parts) == 2 else next(iter(parts), None)
    return QuoteRequest(tree, order, show_copies=show_copies)
