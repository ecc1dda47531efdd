"""The archive: the only door through which a front end asks and adds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from index.article import (
    PARAGRAPH_BREAK,
    Annotation,
    Article,
    Change,
    Entry,
    Feed,
    Finding,
    Outcome,
    Rescue,
    Results,
    Span,
    Speaker,
)
from index.engines.local.engine import DATABASE, LocalEngine
from index.engines.protocol import Engine
from index.errors import ArchiveError
from index.personal import Personal
from index.statistics import Overview

if TYPE_CHECKING:
    from index.ingest import Annotator
    from index.query import Order
    from index.suggestions import Suggestion


# The query language is loaded when something is searched: reading saves 45 ms.


class Archive(Overview, Personal):
    """Articles kept in a folder, with who said what in them, and how to find it again.

    Every method may be called from any thread.
    """

    def __init__(self, engine: Engine, annotator: Annotator | None = None) -> None:
        super().__init__(engine)
        self._annotator = annotator

    @classmethod
    def open(cls, folder: Path, annotator: Annotator | None = None) -> Self:
        """Open the archive in ``folder``; make it where there is none.

        ``annotator`` replaces the English one, which is loaded only when something is added.
        Raises ArchiveError where the folder cannot be used.
        """
        return cls(LocalEngine(folder), annotator)

    @classmethod
    def existing(cls, folder: Path) -> Self:
        """Open the archive in ``folder``; raises ArchiveError where there is none."""
        return cls(LocalEngine(folder, make=False))

    @staticmethod
    def rescue(folder: Path) -> Rescue | None:
        """Save what can be read of a damaged archive; None where it is not damaged.

        The damaged file is kept. Raises ArchiveError where nothing can be read, and where
        another program has the archive open.
        """
        from index.engines.local.integrity.recovery import is_damaged, rescue

        path = folder / DATABASE
        if not path.exists():
            raise ArchiveError(f"There is no archive in {folder}.")
        return rescue(path) if is_damaged(path) else None

    def hear(self, tell: Callable[[str], None]) -> None:
        """Have told what takes time, and why: that an index is made again, that one waits."""
        self._engine.hear(tell)

    @classmethod
    @contextmanager
    def rehearsal(cls, folder: Path) -> Iterator[Self]:
        """The archive in ``folder`` as a copy that is thrown away, to see what adding would do.

        Nothing is looked for in the articles, and they cannot be searched. Raises ArchiveError
        where the folder cannot be used.
        """
        from index.engines.local.integrity.dry_run import rehearse
        from index.ingest import Unannotated

        with rehearse(folder) as engine:
            yield cls(engine, Unannotated())

    def close(self) -> None:
        """Give up the files. Also done by ``with Archive.open(...) as archive``."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Adding

    def add(
        self,
        paths: Sequence[Path],
        *,
        mapping: Mapping[str, str] | None = None,
        max_size: int | None = None,
        stdin: BinaryIO | None = None,
    ) -> Iterator[Outcome]:
        """Add the articles of files, folders and patterns; yield what became of each.

        What was yielded as added is kept and can be read and found. Articles that are already
        there are the same; what cannot be read is reported and does not stop the rest. The path
        ``-`` stands for ``stdin``. ``mapping`` says what the files call the fields of an article,
        ``max_size`` how many bytes may come out of one packed file.
        """
        from index.ingest import keep, read_all  # which asking does without

        items = read_all(paths, mapping=mapping, max_size=max_size, stdin=stdin)
        yield from keep(self._engine, self._annotating, items)
        self._engine.catch_up(wait=True)

    def watch(
        self,
        paths: Sequence[Path],
        *,
        mapping: Mapping[str, str] | None = None,
        max_size: int | None = None,
        events: Iterable[object] | None = None,
    ) -> Iterator[Outcome]:
        """The same, and go on with what comes to the folders or is changed there.

        It ends when ``events``, what changes there, do: by themselves never.
        """
        from index.ingest import changes, settled

        for files in settled(paths, changes(paths) if events is None else events):
            yield from self.add(files, mapping=mapping, max_size=max_size)

    # Feeds

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that the reader follows."""
        return tuple(self._engine.feed_list.feeds())

    def add_feed(self, url: str) -> bool:
        """Follow a feed; returns whether it is a new one. Nothing is asked for yet."""
        return self._engine.feed_list.add_feed(url)

    def drop_feed(self, url: str) -> bool:
        """Follow a feed no more; returns whether there was one. Its articles stay."""
        return self._engine.feed_list.drop_feed(url)

    def fetch(self, urls: Sequence[str] = (), **limits: float) -> Iterator[Outcome]:
        """Ask for the feeds, or for some of them, over the network, and add what is new.

        ``limits`` are those of ``index.feeds.http_client.Client``.
        """
        from index.feeds.fetcher import fetch  # with httpx, which nothing else needs
        from index.feeds.http_client import Client

        feeds = [feed for feed in self.feeds() if not urls or feed.url in urls]
        with Client(self._engine.feed_list, **limits) as client:  # type: ignore[arg-type]
            yield from fetch(self._engine, self._annotating, client, feeds)

    def _annotating(self) -> Annotator:
        if self._annotator is None:
            # Brings in spaCy, which reading and searching do without.
            from index.annotate.pipeline import EnglishAnnotator

            self._annotator = EnglishAnnotator(os.environ.get("ONRECORD_PIPELINE", ""))
        return self._annotator

    def behind(self) -> int:
        """How many articles are kept but cannot be found yet."""
        return self._engine.behind()

    def catch_up(self, *, wait: bool = False) -> int:
        """Index what is kept but cannot be found yet, as after a crash; returns how many.

        Where another program is writing, that one does it; it is waited for if ``wait`` says so.
        """
        self._fold_missing()
        return self._engine.catch_up(wait=wait)

    def check(self) -> Iterator[Finding]:
        """How each part of the archive is, and everything that is wrong with it.

        Every article and every file of the index is read, and nothing is changed.
        """
        return self._engine.check()

    def back_up(self, folder: Path) -> Path:
        """Copy all that is kept to another folder, as it is at one moment; returns the file.

        That folder is an archive then; its index is made when something is searched there.
        Others may go on adding meanwhile. Raises ArchiveError where there is an archive already.
        """
        return self._engine.back_up(folder)

    def rebuild(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Make the index again from the articles that are kept; returns how many there are.

        ``told`` hears from time to time how many are done.
        """
        return self._engine.rebuild(told)

    # Reading

    def count(self) -> int:
        """How many articles there are, each counted once with its copies and versions."""
        return self._engine.count()

    def state(self) -> str:
        """16 hexadecimal digits that are the same as long as the archive has the same articles."""
        return self._engine.state()

    def articles(
        self, order: Order = "newest", offset: int = 0, limit: int = 50
    ) -> tuple[Entry, ...]:
        """One page of all articles; undated ones and those without a source come last."""
        return self._engine.articles(order, offset, limit)

    def entry(self, id: str) -> Entry:
        """The row of an article as lists have it, with its marks; raises NotFoundError."""
        whole = self.full_id(id)
        return next(entry for entry in self.versions(whole) if entry.id == whole)

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        return self._engine.full_id(prefix)

    def copies(self, id: str) -> tuple[Entry, ...]:
        """The other places where the same article is kept, by date; raises NotFoundError."""
        return self._engine.copies(id)

    def versions(self, id: str) -> tuple[Entry, ...]:
        """All versions of an article, itself among them, the newest first.

        Raises NotFoundError.
        """
        return self._engine.versions(id)

    def differences(self, old: str, new: str) -> tuple[tuple[Change, ...], ...]:
        """What was changed from one article to another, a paragraph each; raises NotFoundError.

        A headline is the first paragraph.
        """
        from index.text_diff import diff_paragraphs  # with difflib, seldom needed

        before, after = self.article(old), self.article(new)
        return diff_paragraphs(*map(_with_headline, (before, after)))

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
        from index.query import describe_query, parse
        from index.suggestions import search_notes

        query = parse(line)
        found = self._engine.search(
            query.tree,
            query.sort or order or "relevance",
            offset,
            limit,
            facets=facets,
            show_copies=query.show_copies,
            as_of=as_of,
            cancelled=cancelled,
        )
        notes = search_notes(query.tree, self._engine)
        if late := self.behind():
            notes = (*notes, f"{late:,} of the articles kept are not indexed yet, and not found.")
        return Results(
            found.total, found.hits, describe_query(query), found.as_of, notes, found.facets
        )

    def count_hits(self, line: str) -> int:
        """How many articles match a search line; raises QueryError."""
        from index.query import parse

        query = parse(line)
        return self._engine.count_hits(query.tree, show_copies=query.show_copies)

    def matches(self, line: str, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches the line, in order: where to jump to."""
        from index.query import parse

        return self._engine.matches(parse(line).tree, id)

    def similar(self, id: str, limit: int = 10) -> tuple[Entry, ...]:
        """The articles most like this one, by the words that tell it from others."""
        from index.suggestions import distinctive_words

        article = self._engine.article(id)
        found = self._engine.search(
            distinctive_words(article, self._engine), "relevance", 0, limit + 1
        )
        return tuple(hit.entry for hit in found.hits if hit.entry.id != article.id)[:limit]

    def suggest(self, line: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """What the last word of an unfinished search line may become, most frequent first."""
        from index.suggestions import complete

        return complete(line, self._engine, limit)

    def speakers(self, prefix: str = "", offset: int = 0, limit: int = 50) -> tuple[Speaker, ...]:
        """One page of the people and organisations that are quoted, most quoted first.

        ``prefix`` fits the beginning of any word of a name. Unnamed ones come after the named.
        """
        return self._in_full(self._engine.speakers(prefix, offset, limit))

    def speaker(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        found = self._engine.speaker(name)
        return self._in_full([found])[0] if found else None


def _with_headline(article: Article) -> str:
    title = "" if article.title_from_text else f"{article.title}{PARAGRAPH_BREAK}"
    return title + article.text
