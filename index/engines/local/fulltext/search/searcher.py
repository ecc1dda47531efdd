"""Finding in the local engine: the full-text index, its states, and answers from them.

What takes long to import comes where it is needed: Whoosh with writing, numpy with all searches
but the simplest.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Hit, QuoteHit, Span
from index.engines.local.database.serialization import OUTDATED, StoredArticle, quote_hit
from index.engines.local.fulltext.search import fast_path
from index.engines.local.fulltext.search.collapse import again, once
from index.engines.local.fulltext.search.snippets import Matcher, snippets
from index.engines.local.fulltext.search.state import State
from index.engines.local.fulltext.search.term_expansion import chosen, parts_of
from index.engines.local.fulltext.segments.segment import DAMAGE, latest_generation
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.engines.local.integrity import seal
from index.engines.local.integrity.seal import UnsealedError
from index.engines.local.store import Store
from index.engines.protocol import SearchPage, SearchRequest
from index.errors import ArchiveError, Cancelled
from index.query import Order, Tree, Word
from index.query.tree import QUOTE_FIELDS

if TYPE_CHECKING:
    from index.engines.local.fulltext.search import posting_arrays
    from index.engines.local.fulltext.segments.fulltext_index import FullText

INDEXES = ("articles", "quotes")
BY_DATABASE: tuple[Order, ...] = ("source", "headline")  # orders that the index cannot give
STATES_KEPT = 2  # so that a page that is asked for later comes from the state of the first


class UnusableError(Exception):
    """An index that has to be made again; the text says why, and is empty where there is none."""


class Finder:
    """The full-text index of a store. Every method may be called from any thread."""

    def __init__(self, store: Store, folder: Path, *, one_shot: bool = False) -> None:
        """Open the index; raises UnusableError where it has to be made again.

        ``one_shot`` answers searches for a few plain words without numpy.
        """
        self._store = store
        self._one_shot = one_shot
        self._folder = folder
        self._states: list[State] = []
        self._numbers = count(1)
        self._opening = threading.Lock()
        try:
            state = self._state()
            self._check(state)
        except (PermissionError, MemoryError) as error:
            raise ArchiveError(f"The index in {folder} cannot be opened: {error}.") from error
        except UnsealedError as error:
            raise UnusableError(str(error)) from error
        except DAMAGE as error:
            raise UnusableError(f"it is damaged ({error})") from error
        self.moved = any(side.sealed.moved for side in (state.articles, state.quotes))

    def _check(self, state: State) -> None:
        """See that what the index has, the database has."""
        stamp, sides = self._store.articles.stamp(), (state.articles, state.quotes)
        if any(stamp not in side.sealed[:2] for side in sides):
            raise UnsealedError("it goes with another state of the database")
        # An addition may have ended before the database knew of it; but the database may also
        # be an older one, put there by hand.
        if any(stamp != side.sealed.stamp for side in sides):
            keys = self._store.articles.keys()
            if not all(keys.issuperset(side.column("key")) for side in sides):
                raise UnsealedError("it goes with another state of the database")

    @cached_property
    def _text(self) -> FullText:
        from index.engines.local.fulltext.segments.fulltext_index import (
            FullText,  # with Whoosh, which searching does without
        )

        return FullText(self._folder)

    def close(self) -> None:
        """Give up the files; a later question opens them again."""
        self._states.clear()

    def index(self, batch: Sequence[StoredArticle]) -> str:
        """Index articles and their quotes, in place of what is indexed of them.

        Versions that were replaced are left out. Whoever asks has to hold the lock. Returns the
        new stamp of the index.
        """
        from index.engines.local.fulltext import documents

        found = [filed for filed in batch if filed.state != OUTDATED]
        named = {filed.key: documents.names_of(filed.annotation) for filed in found}
        names = {name for of_article in named.values() for _, name in of_article}
        names.update(filed.article.source for filed in found if filed.article.source)
        keys = self._store.articles.name_keys(sorted(names))
        stamp = new_stamp()
        self._text.add(
            [filed.key for filed in batch],
            (
                documents.article_document(
                    filed,
                    keys.get(filed.article.source, 0),
                    documents.numbers_of(named[filed.key], keys),
                )
                for filed in found
            ),
            (document for filed in found for document in documents.quote_documents(filed)),
            stamp=stamp,
            before=self._store.articles.stamp(),
        )
        return stamp

    def renew_seal(self) -> None:
        """Know the files where they are now; whoever asks has to hold the lock."""
        for name in INDEXES:
            seal.renew(self._folder, name, latest_generation(self._folder, name))

    def damaged_files(self) -> list[str]:
        """The files of the index whose content is not what was written.

        Raises UnsealedError where it is not even sealed.
        """
        return [
            file
            for name in INDEXES
            for file in seal.damaged_files(
                self._folder, name, latest_generation(self._folder, name)
            )
        ]

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        """Return how many articles match, and one page of them."""
        state = self._state(request.as_of)
        side = state.articles
        if self._one_shot and request.order not in BY_DATABASE:
            answer = fast_path.answer(side, request, cancelled)
            if answer:
                total, page = answer
                return SearchPage(total, self._hits(request.tree, state, page), state.number)
        matched = state.match_articles(request.tree, cancelled).shown(request.show_copies)
        if cancelled():
            raise Cancelled
        page = self._page(side, matched, request)
        return SearchPage(
            len(matched.documents), self._hits(request.tree, state, page), state.number
        )

    def _page(
        self, side: Snapshot, matched: posting_arrays.MatchedDocs, request: SearchRequest
    ) -> Sequence[int]:
        """Return the documents of one page."""
        order, offset, limit = request.order, request.offset, request.limit
        if order not in BY_DATABASE:
            return _ranked(side, matched, order, offset, limit)
        column = side.column("key")
        documents = {column[document]: document for document in matched.documents.tolist()}
        keys = self._store.articles.sort_keys(list(documents), order, offset, limit)
        return [documents[key] for key in keys]

    def _hits(self, tree: Tree, state: State, page: Sequence[int]) -> tuple[Hit, ...]:
        """Return these documents with what matches in them."""
        column = state.articles.column("key")
        keys = [column[document] for document in page]
        entries, texts = (
            self._store.articles.entries(keys),
            self._store.articles.texts(keys),
        )
        numbers = state.quote_numbers(tree, keys)
        quotes = self._store.articles.quotes_at([(k, n) for k, of in numbers.items() for n in of])
        matcher = Matcher(tree)
        hits = []
        for key in keys:
            entry, text, asked = entries[key], texts[key], numbers[key]
            spans = matcher.spans(text)
            hits.append(
                Hit(
                    entry,
                    snippets(text, spans) if spans or not asked else (),
                    tuple(quote_hit(entry, n, quotes[key, n], text) for n in asked),
                )
            )
        return tuple(hits)

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        """How many articles match."""
        state = self._state()
        side = state.articles
        if fast_path.is_plain(tree):
            import numpy as np

            from index.engines.local.fulltext.search.posting_arrays import having

            there = having(chosen(side, tree, parts_of(tree)[0]), side.size)
            return int(np.count_nonzero(there)) - (0 if show_copies else len(again(side, there)))
        return len(state.match_articles(tree).shown(show_copies).documents)

    def matches(self, tree: Tree, key: int) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order."""
        text, quotes = (
            self._store.articles.article(key).text,
            self._store.articles.annotation(key).quotes,
        )
        numbers = self._state().quote_numbers(tree, [key])[key]
        spoken = {span for number in numbers for span in quotes[number].content}
        return tuple(sorted(spoken.union(Matcher(tree).spans(text))))

    def quotes(
        self, tree: Tree | None, order: Order, offset: int, limit: int,
        *, show_copies: bool = False, as_of: int = 0,
    ) -> tuple[int, tuple[QuoteHit, ...]]:  # fmt: skip
        """Return how many quotes match (all, for no tree), and one page of them."""
        state = self._state(as_of)
        found = state.match_quotes(tree).shown(show_copies)
        page = self._page_of_quotes(state.quotes, found, order, offset, limit)
        return len(found.documents), page

    def quotes_of(self, names: Sequence[str], offset: int, limit: int) -> tuple[QuoteHit, ...]:
        """One page of the quotes of whoever has exactly one of these names, newest first."""
        from index.engines.local.fulltext.search.evaluator import spoken_by

        quotes = self._state().quotes
        found = once(quotes, spoken_by(quotes, names))
        return self._page_of_quotes(quotes, found, "newest", offset, limit)

    def _page_of_quotes(
        self,
        side: Snapshot,
        found: posting_arrays.MatchedDocs,
        order: Order,
        offset: int,
        limit: int,
    ) -> tuple[QuoteHit, ...]:
        keys, numbers = side.column("key"), side.column("number")
        page = _ranked(side, found, order, offset, limit)
        return tuple(self._store.articles.quote_hits([(keys[d], numbers[d]) for d in page]))

    def frequency(self, field: str, word: str, as_of: int = 0) -> int:
        """How many articles, or quotes, have a folded word in a field, more or less."""
        return self._side(field, as_of).frequency(field, word)

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        """Whether a word is anywhere in its field, in any of the forms that it stands for."""
        side = self._side(word.field, as_of)
        # Whether its documents are deleted is not asked: one that is not is nearly always there.
        return all(chosen(side, word, part) for part in parts_of(word))

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        """The words of a field that are like a folded word, nearest first."""
        found = {
            there.word(number): away
            for _, there in self._side(field, as_of).fields(field)
            for number, away in there.vocabulary.near(word, edits).items()
        }
        return sorted(found, key=lambda other: (found[other], other))

    def starting_words(self, prefix: str, limit: int, field: str) -> list[tuple[str, int]]:
        """The commonest words of a field that begin so, with their articles or quotes."""
        counts: Counter[str] = Counter()
        for _, there in self._side(field).fields(field):
            for number in there.starting(prefix):
                counts[there.word(number)] += there.frequency(number)
        return nsmallest(limit, counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def _side(self, field: str, as_of: int = 0) -> Snapshot:
        """The index that has a field."""
        state = self._state(as_of)
        return state.quotes if field in QUOTE_FIELDS else state.articles

    def newest_state(self) -> State:
        """Return the newest state of the indexes."""
        return self._state()

    def _state(self, number: int = 0) -> State:
        """The newest state of the indexes, or an earlier one that is still kept."""
        with self._opening:
            for state in self._states:
                if state.number == number:
                    return state
            generations = tuple(latest_generation(self._folder, name) for name in INDEXES)
            newest = self._states[-1] if self._states else None
            if newest and (newest.articles.generation, newest.quotes.generation) == generations:
                return newest
            try:
                opened = State(
                    next(self._numbers),
                    Snapshot(self._folder, "articles", newest.articles if newest else None),
                    Snapshot(self._folder, "quotes", newest.quotes if newest else None),
                    self._store,
                )
            except (UnsealedError, *DAMAGE):
                if newest:  # the index is being made again: what was there is still right
                    return newest
                raise
            self._states = [*self._states, opened][-STATES_KEPT:]
            return opened


def new_stamp() -> str:
    """One that no index ever had."""
    return os.urandom(8).hex()


def start_anew(store: Store, folder: Path) -> None:
    """Put an index without articles in the place of whatever is there.

    The database is the first to know: an index that it does not know is made again.
    """
    from index.engines.local.fulltext.segments.fulltext_index import FullText  # with Whoosh

    stamp = new_stamp()
    store.articles.forget_index(stamp)
    FullText(folder).start_anew(stamp)


def _ranked(
    side: Snapshot, found: posting_arrays.MatchedDocs, order: Order, offset: int, limit: int
) -> Sequence[int]:
    from index.engines.local.fulltext.search.top_k import ranked

    return ranked(side, found, order, offset, limit)
