"""The engine on this machine: SQLite keeps, Whoosh finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import (
    Annotation,
    Article,
    Entry,
    Finding,
    Note,
    QuoteHit,
    Revision,
    Span,
    Speaker,
)
from index.engines.local.database.articles import MOST_IDS, Store
from index.engines.local.index_manager import Upkeep
from index.engines.local.integrity import permissions
from index.engines.protocol import Decide, Kept, NamedSpeaker, SearchPage, SearchRequest
from index.engines.protocol_parts import CorrectionList, FeedList, Overview, SearchList
from index.errors import ArchiveError, NotFoundError

if TYPE_CHECKING:
    from index.query import Order, Tree, Word

DATABASE, INDEX, LOCK = "archive.sqlite", "index", "write.lock"
LATE_SECONDS = 2.0  # that an addition waits until it can index what it has added
LAST_SECONDS = 60.0  # that it waits in the end


class LocalEngine:
    """Articles in one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path, *, make: bool = True, one_shot: bool = False) -> None:
        """Open the folder; make it where there is none, if ``make`` says so.

        ``one_shot`` answers simple searches without numpy. Raises ArchiveError.
        """
        if not (make or (folder / DATABASE).exists()):
            raise ArchiveError(f"There is no archive in {folder}.")
        self._folder = folder
        try:
            permissions.make_folder(folder)
        except OSError as error:
            raise ArchiveError(f"{folder} cannot be an archive: {error.strerror}.") from error
        self._store = Store(folder / DATABASE)
        self._index = Upkeep(self._store, folder / INDEX, folder / LOCK, one_shot=one_shot)

    def hear(self, tell: Callable[[str], None]) -> None:
        """Have told what takes time, and why."""
        self._index.tell = tell

    @property
    def feed_list(self) -> FeedList:
        """The feeds that the reader follows."""
        return self._store.feeds

    @property
    def search_list(self) -> SearchList:
        """The searches that the reader made."""
        return self._store.searches

    @property
    def overview(self) -> Overview:
        """What is said of many articles at once."""
        from index.engines.local.statistics import LocalOverview  # 35 ms that reading does without

        return LocalOverview(self._store, self._index.newest_state)

    def close(self) -> None:
        """Give up the files."""
        self._index.close()
        self._store.close()

    @property
    def corrections(self) -> CorrectionList:
        """What the reader corrected."""
        return self._store.corrections

    def revise(self, revision: Revision) -> None:
        """Change the file of corrections, and have all that can be found follow."""
        self._store.corrections.revise(revision)
        self._index.index_missing(LATE_SECONDS)

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> list[Kept]:
        """Keep these articles; on return they can be read and found."""
        kept = self._store.add(batch)
        self._index.index_missing(LATE_SECONDS)
        return kept

    def behind(self) -> int:
        """How many articles are kept but not indexed yet."""
        return self._store.behind()

    def catch_up(self, *, wait: bool = False) -> int:
        """Index what is kept but cannot be found yet; returns how many articles that were."""
        return self._index.catch_up(LAST_SECONDS if wait else 0)

    def back_up(self, folder: Path) -> Path:
        """Copy what is kept to a folder, as it is at one moment; returns the file."""
        from index.engines.local.integrity.backup import back_up

        return back_up(self._store.database, folder)

    def check(self) -> Iterator[Finding]:
        """How each part of what is kept is, and everything that is wrong with it."""
        from index.engines.local.integrity import integrity_check

        yield from integrity_check.check_database(self._store)
        yield from integrity_check.check_index(self._store, self._folder / INDEX)
        yield from integrity_check.check_rights(self._folder)

    def rebuild(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Make the index again; returns how many articles there are, each version counted.

        ``told`` hears from time to time how many are done.
        """
        self._index.rebuild(told)
        return len(self._store.keys())

    def mark(self, id: str, kind: str, value: str, on: bool) -> None:
        """Note what the reader did with an article, or that it is undone."""
        self._store.marks.mark(self._key(id), kind, value, on)

    def toggle(self, id: str, kind: str) -> bool:
        """Turn “read” or “starred” on or off; returns whether it is on now."""
        return self._store.marks.toggle(self._key(id), kind)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of articles that have it, commonest first."""
        return self._store.marks.tags()

    def note(self, id: str, text: str, place: int | None) -> str:
        """Put a note on an article or a quote, empty for none; returns what was there before."""
        return self._store.marks.note(self._key(id), text, place)

    def notes(self, id: str) -> list[Note]:
        """The notes on an article, that on the whole of it first."""
        return self._store.marks.notes(self._key(id))

    # One person under several names

    def not_folded(self) -> list[NamedSpeaker]:
        """The names that were never compared with others."""
        return self._store.speakers.not_folded()

    def fold(self, speakers: Sequence[NamedSpeaker], decide: Decide) -> None:
        """Keep what is known of speakers, and fold anew all names of their blocks."""
        self._store.speakers.fold(speakers, decide)

    # Reading

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return self._store.has(id)

    def state(self) -> str:
        """16 hexadecimal digits that are the same as long as the archive has the same articles."""
        import hashlib  # 10 ms that reading does without

        ids = "".join(self._store.every_id())
        return hashlib.blake2b(ids.encode(), digest_size=8).hexdigest()

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        ids = self._store.ids(prefix) if prefix.isalnum() else []
        if not ids:
            raise NotFoundError(f"No article has an id that begins with “{prefix}”.")
        if len(ids) > 1:
            more = " and more" if len(ids) == MOST_IDS else ""
            raise NotFoundError(
                f"Several articles have an id that begins with “{prefix}”: {', '.join(ids)}{more}."
            )
        return ids[0]

    def count(self) -> int:
        """How many articles there are."""
        return self._store.count()

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        return tuple(self._store.articles(order, offset, limit))

    def copies(self, id: str) -> tuple[Entry, ...]:
        """The other places of an article, by date; raises NotFoundError."""
        return tuple(self._store.copies(self._key(id)))

    def versions(self, id: str) -> tuple[Entry, ...]:
        """All versions of an article, itself among them, the newest first.

        Raises NotFoundError.
        """
        return tuple(self._store.versions(self._key(id)))

    def article(self, id: str) -> Article:
        """The article with that id; raises NotFoundError."""
        return self._store.article(self._key(id))

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of the article with that id; raises NotFoundError."""
        return self._store.annotation(self._key(id))

    def speakers(self, prefix: str, offset: int, limit: int) -> tuple[Speaker, ...]:
        """One page of speakers, named ones first, most quoted first."""
        return tuple(self._store.speakers.page(prefix, offset, limit))

    def speaker(self, name: str) -> Speaker | None:
        """The speaker who has this name, or one that is folded into theirs."""
        return self._store.speakers.called(name)

    def _key(self, id: str) -> int:
        return self._store.key(self.full_id(id))

    # Finding

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        """Return how many articles match, and one page of them."""
        return self._index.ask(lambda finder: finder.search(request, cancelled))

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        """How many articles match."""
        return self._index.ask(lambda finder: finder.count_hits(tree, show_copies=show_copies))

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order; raises NotFoundError."""
        key = self._key(id)
        return self._index.ask(lambda finder: finder.matches(tree, key))

    def quotes(
        self, tree: Tree | None, order: Order, offset: int, limit: int,
        *, show_copies: bool = False, as_of: int = 0,
    ) -> tuple[int, tuple[QuoteHit, ...]]:  # fmt: skip
        """Return how many quotes match (all, for no tree), and one page of them."""
        return self._index.ask(
            lambda finder: finder.quotes(
                tree, order, offset, limit, show_copies=show_copies, as_of=as_of
            )
        )

    def quotes_of(self, names: Sequence[str], offset: int, limit: int) -> tuple[QuoteHit, ...]:
        """One page of the quotes of whoever has exactly one of these names, newest first."""
        return self._index.ask(lambda finder: finder.quotes_of(names, offset, limit))

    def frequency(self, field: str, word: str, as_of: int = 0) -> int:
        """How many articles, or quotes, have a folded word in a field, more or less."""
        return self._index.ask(lambda finder: finder.frequency(field, word, as_of))

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        """Whether a word is anywhere in its field, in any of the forms that it stands for."""
        return self._index.ask(lambda finder: finder.has_word(word, as_of))

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        """The words of a field that are like a folded word, nearest first."""
        return self._index.ask(lambda finder: finder.near_words(field, word, edits, as_of))

    def starting_words(self, prefix: str, limit: int, field: str = "text") -> list[tuple[str, int]]:
        """The commonest words of a field that begin so, with their articles or quotes."""
        return self._index.ask(lambda finder: finder.starting_words(prefix, limit, field))
