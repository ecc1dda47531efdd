"""The archive: the only door through which a front end asks and adds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol, Self

from index.article import (
    Annotation,
    Article,
    Entry,
    Note,
    Outcome,
    QuoteHit,
    Results,
    Span,
    Speaker,
)
from index.engines.engine import Engine
from index.engines.local import LocalEngine
from index.errors import QueryError, SourceError
from index.hints import Suggestion, notes_on, suggestions, telling_words
from index.query import And, Order, Phrase, Tree, describe_query, parse, parse_quote

BATCH = 32  # articles annotated and kept together
BATCH_SECONDS = 2.0  # or as many as come in this time, so that a reader sees them soon


class Annotator(Protocol):
    """Finds the entities and quotes of articles."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article, in order, with what was found in it."""
        ...


class Archive:
    """Articles kept in a folder, with who said what in them, and how to find it again.

    Every method may be called from any thread.
    """

    def __init__(self, engine: Engine, annotator: Annotator | None = None) -> None:
        self._engine = engine
        self._annotator = annotator

    @classmethod
    def open(cls, folder: Path, annotator: Annotator | None = None) -> Self:
        """Open the archive in ``folder``; make it where there is none.

        ``annotator`` replaces the English one, which is loaded only when something is added.
        Raises ArchiveError where the folder cannot be used.
        """
        return cls(LocalEngine(folder), annotator)

    def hear(self, tell: Callable[[str], None]) -> None:
        """Have told what takes time, and why: that an index is made again, that one waits."""
        self._engine.hear(tell)

    def close(self) -> None:
        """Give up the files. Also done by ``with Archive.open(...) as archive``."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Adding

    def add(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Add the articles of files and folders; yield what became of each as it happens.

        What was yielded as added is kept and can be read and found. Articles that are already
        there are the same; what cannot be read is reported and does not stop the rest.
        """
        batch: list[tuple[Article, float]] = []
        waiting: set[str] = set()
        began = time.monotonic()
        for item, progress in _read(paths):
            if isinstance(item, SourceError):
                yield Outcome(
                    status="failed", location=item.location, reason=item.message, progress=progress
                )
            elif item.id in waiting or self._engine.has(item.id):
                yield _outcome("same", item, progress)
            else:
                batch.append((item, progress))
                waiting.add(item.id)
            if len(batch) >= BATCH or (batch and time.monotonic() - began > BATCH_SECONDS):
                yield from self._keep(batch)
                batch, waiting, began = [], set(), time.monotonic()
        yield from self._keep(batch)
        self._engine.catch_up(wait=True)

    def _keep(self, batch: Sequence[tuple[Article, float]]) -> Iterator[Outcome]:
        if not batch:
            return
        from index.folding import fold_speakers  # with word lists that only adding needs

        if self._annotator is None:
            # Brings in spaCy, which reading and searching do without.
            from index.annotate.pipeline import EnglishAnnotator

            self._annotator = EnglishAnnotator(os.environ.get("ONRECORD_PIPELINE", ""))
        annotated = list(self._annotator.annotate(article for article, _ in batch))
        new = self._engine.add(annotated)
        fold_speakers(self._engine, annotated)
        for article, progress in batch:
            # Another program may have added it in the meantime.
            yield _outcome("added" if article.id in new else "same", article, progress)

    def behind(self) -> int:
        """How many articles are kept but cannot be found yet."""
        return self._engine.behind()

    def catch_up(self, *, wait: bool = False) -> int:
        """Index what is kept but cannot be found yet, as after a crash; returns how many.

        Where another program is writing, that one does it; it is waited for if ``wait`` says so.
        """
        if self._engine.not_folded():
            from index.folding import fold_missing  # with word lists, seldom needed

            fold_missing(self._engine)
        return self._engine.catch_up(wait=wait)

    def rebuild(self) -> int:
        """Make the index again from the articles that are kept; returns how many there are."""
        return self._engine.rebuild()

    # Reading

    def count(self) -> int:
        """How many articles there are."""
        return self._engine.count()

    def state(self) -> str:
        """16 hexadecimal digits that are the same as long as the archive has the same articles."""
        return self._engine.state()

    def articles(
        self, order: Order = "newest", offset: int = 0, limit: int = 50
    ) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        return self._engine.articles(order, offset, limit)

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        return self._engine.full_id(prefix)

    def article(self, id: str) -> Article:
        """The article whose id is or begins with ``id``; raises NotFoundError."""
        return self._engine.article(id)

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of that article; raises NotFoundError."""
        return self._engine.annotation(id)

    # Finding

    def search(
        self,
        line: str,
        order: Order | None = None,
        offset: int = 0,
        limit: int = 50,
        *,
        facets: bool = False,
        as_of: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Results:
        """One page of the articles that match a search line; raises QueryError.

        Where the line asks about quotes (``speaker:``, ``said:``) each hit has the quotes that
        match; otherwise it has the matching passages. ``order`` decides where the line has no
        ``sort:``; both left out, the best come first. ``facets`` counts what all the articles
        have in common. With the ``as_of`` of the first page, the next ones come from the same
        state of the archive while that is one of the last two. Raises Cancelled within 50 ms
        after ``cancelled`` is true.
        """
        query = parse(line)
        found = self._engine.search(
            query.tree,
            query.sort or order or "relevance",
            offset,
            limit,
            facets=facets,
            as_of=as_of,
            cancelled=cancelled,
        )
        notes = notes_on(query.tree, self._engine)
        if late := self.behind():
            notes = (*notes, f"{late:,} of the articles kept are not indexed yet, and not found.")
        return Results(
            found.total, found.hits, describe_query(query), found.as_of, notes, found.facets
        )

    def count_hits(self, line: str) -> int:
        """How many articles match a search line; raises QueryError."""
        return self._engine.count_hits(parse(line).tree)

    def matches(self, line: str, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches the line, in order: where to jump to."""
        return self._engine.matches(parse(line).tree, id)

    def similar(self, id: str, limit: int = 10) -> tuple[Entry, ...]:
        """The articles most like this one, by the words that tell it from others."""
        article = self._engine.article(id)
        found = self._engine.search(telling_words(article, self._engine), "relevance", 0, limit + 1)
        return tuple(hit.entry for hit in found.hits if hit.entry.id != article.id)[:limit]

    def suggest(self, line: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """What the last word of an unfinished search line may become, most frequent first."""
        return suggestions(line, self._engine, limit)

    def quotes(
        self,
        speaker: str = "",
        query: str = "",
        offset: int = 0,
        limit: int = 50,
        order: Order = "newest",
    ) -> tuple[QuoteHit, ...]:
        """One page of quotes: those of a speaker, those that a search line finds.

        Plain words of the line are words that are in the quote. Raises QueryError.
        """
        tree, sort = _quote_query(speaker, query)
        return self._engine.quotes(tree, sort or order, offset, limit)[1]

    def count_quotes(self, speaker: str = "", query: str = "") -> int:
        """How many quotes ``quotes`` gives in all; raises QueryError."""
        return self._engine.quotes(_quote_query(speaker, query)[0], "newest", 0, 0)[0]

    def speakers(self, prefix: str = "", offset: int = 0, limit: int = 50) -> tuple[Speaker, ...]:
        """One page of the people and organisations that are quoted, most quoted first.

        ``prefix`` fits the beginning of any word of a name. Unnamed ones come after the named.
        """
        return self._engine.speakers(prefix, offset, limit)

    def speaker(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        return self._engine.speaker(name)

    def quotes_of(self, speaker: Speaker, offset: int = 0, limit: int = 50) -> tuple[QuoteHit, ...]:
        """One page of all that a speaker is on record with, under any of their names."""
        names = [speaker.name, *(alias.name for alias in speaker.aliases)]
        return self._engine.quotes_of(names, offset, limit)

    def keep_apart(self, name: str, apart: bool = True) -> None:
        """Undo the fold of a name into a fuller one for good, or allow it again."""
        self._engine.keep_apart(name, apart)

    # What the reader did

    def mark(self, id: str, state: Literal["read", "starred"], on: bool = True) -> None:
        """Note that an article is read or starred, or no more; raises NotFoundError."""
        self._engine.mark(id, state, "", on)

    def toggle(self, id: str, state: Literal["read", "starred"]) -> bool:
        """Turn a state of an article on or off; returns whether it is on now."""
        return self._engine.toggle(id, state)

    def tag(self, id: str, tag: str, on: bool = True) -> None:
        """Give an article a tag, or take it away; raises NotFoundError."""
        self._engine.mark(id, "tag", tag, on)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of articles that have it, commonest first."""
        return tuple(self._engine.tags())

    def note(self, id: str, text: str, place: int | None = None) -> str:
        """Write a note on an article, or on the quote that begins at ``place``.

        An empty text takes the note away. Returns what was there before; raises NotFoundError.
        """
        return self._engine.note(id, text, place)

    def notes(self, id: str) -> tuple[Note, ...]:
        """The notes on an article and its quotes, that on the whole of it first."""
        return tuple(self._engine.notes(id))


def _quote_query(speaker: str, line: str) -> tuple[Tree | None, Order | None]:
    if speaker.strip() and not any(letter.isalnum() for letter in speaker):
        raise QueryError(f"“{speaker}” is no name: it has neither letter nor digit.", 0)
    parts: list[Tree] = [Phrase("speaker", speaker)] if speaker.strip() else []
    sort = None
    if line.strip():
        query = parse_quote(line)
        parts.append(query.tree)
        sort = query.sort
    if len(parts) == 2:
        return And(tuple(parts)), sort
    return (parts[0] if parts else None), sort


def _outcome(status: Literal["added", "same"], article: Article, progress: float) -> Outcome:
    return Outcome(
        status=status,
        location=article.location,
        id=article.id,
        title=article.title,
        progress=progress,
    )


def _read(paths: Sequence[Path]) -> Iterator[tuple[Article | SourceError, float]]:
    """Each article of the files, or what is wrong there, with the share that has been read."""
    from index.sources import files, reader  # with what each format needs, for adding only

    found = files(paths)
    sizes = [_size(path) for path in found]
    total, done = sum(sizes) or 1, 0
    for path, size in zip(found, sizes, strict=True):
        try:
            if not path.exists():
                raise SourceError("There is no such file or folder.", os.fspath(path))
            read = reader(path)
            with path.open("rb") as stream:
                for item in read(stream, os.fspath(path)):
                    yield item, min(1.0, (done + stream.tell()) / total)
        except SourceError as error:
            yield error, (done + size) / total
        except OSError as error:
            reason = f"It cannot be opened: {error.strerror}."
            yield SourceError(reason, os.fspath(path)), (done + size) / total
        except Exception as error:  # noqa: BLE001 - no file may stop the rest
            reason = f"It cannot be read ({type(error).__name__}: {error})."
            yield SourceError(reason, os.fspath(path)), (done + size) / total
        done += size


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # said when the file is opened
        return 0
