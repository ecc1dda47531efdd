"""Search the full-text index: open its newest state, and answer searches from it.

Modules that are slow to import are imported where they are needed: searching needs no Whoosh, and
a process that asks one question often no numpy.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Hit, QuoteHit, Span
from index.engines.local.database.serialization import quote_hit
from index.engines.local.fulltext.analysis import OTHER_FORM
from index.engines.local.fulltext.search import fast_path
from index.engines.local.fulltext.search.snippets import Matcher, snippets
from index.engines.local.fulltext.search.term_expansion import expand, query_words
from index.engines.local.fulltext.segments.postings import DAMAGE_ERRORS
from index.engines.local.fulltext.segments.snapshot import Snapshot
from index.engines.local.integrity.seal import UnsealedError, latest_generations
from index.engines.local.store import Store
from index.engines.protocol import QuoteRequest, SearchPage, SearchRequest
from index.errors import ArchiveError, Cancelled
from index.query import Order, Tree, Word
from index.query.tree import QUOTE_FIELDS

if TYPE_CHECKING:
    from index.engines.local.fulltext.docsets import MatchedDocs
    from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
    from index.engines.local.fulltext.search.query_results import QueryResults

DATABASE_ORDERS: tuple[Order, ...] = ("source", "headline")
MAX_STATES = 2  # later pages come from the state of the first page while it is kept


class UnusableIndexError(Exception):
    """An index that must be rebuilt; the text says why, and is empty if there is none."""


class State:
    """Both indexes at one moment."""

    def __init__(self, number: int, articles: Snapshot, quotes: Snapshot, store: Store) -> None:
        self.number, self.articles, self.quotes = number, articles, quotes
        self._store = store

    @property
    def generations(self) -> tuple[int, int]:
        """The generations of both indexes."""
        return self.articles.generation, self.quotes.generation

    @cached_property
    def results(self) -> QueryResults:
        """The results of queries in this state."""
        from index.engines.local.fulltext.search.array_snapshot import ArraySnapshot
        from index.engines.local.fulltext.search.query_results import QueryResults

        return QueryResults(ArraySnapshot(self.articles), ArraySnapshot(self.quotes), self._store)


class Searcher:
    """Search the index of a store. Every method may be called from any thread."""

    def __init__(self, store: Store, folder: Path, *, one_shot: bool = False) -> None:
        """Open the index; raises UnusableIndexError if it must be rebuilt, and ArchiveError.

        ``one_shot`` answers searches for a few plain words without numpy.
        """
        self._store = store
        self._folder = folder
        self._one_shot = one_shot
        self._states: list[State] = []
        self._numbers = count(1)
        self._lock = threading.Lock()
        try:
            state = self.state()
            self._check(state)
        except (PermissionError, MemoryError) as error:
            raise ArchiveError(f"The index in {folder} cannot be opened: {error}.") from error
        except UnsealedError as error:
            raise UnusableIndexError(str(error)) from error
        except DAMAGE_ERRORS as error:
            raise UnusableIndexError(f"it is damaged ({error})") from error
        self.moved = state.articles.sealed.moved or state.quotes.sealed.moved

    def _check(self, state: State) -> None:
        """Raise UnsealedError unless the database has all that is indexed."""
        stamp, snapshots = self._store.articles.stamp(), (state.articles, state.quotes)
        if any(stamp not in each.sealed[:2] for each in snapshots):
            raise UnsealedError("it goes with another state of the database")
        # Either a process ended before it marked in the database what it had indexed, or the
        # database was replaced by an older one.
        if any(stamp != each.sealed.stamp for each in snapshots):
            keys = self._store.articles.keys()
            if not all(keys.issuperset(each.column("key")) for each in snapshots):
                raise UnsealedError("it goes with another state of the database")

    def close(self) -> None:
        """Close the files; a later search opens them again."""
        self._states.clear()

    def state(self, number: int = 0) -> State:
        """Return the state with a number while it is kept, else the newest."""
        with self._lock:
            for state in self._states:
                if state.number == number:
                    return state
            generations = latest_generations(self._folder)
            newest = self._states[-1] if self._states else None
            if newest and newest.generations == generations:
                return newest
            try:
                opened = State(
                    next(self._numbers),
                    Snapshot(self._folder, "articles", newest.articles if newest else None),
                    Snapshot(self._folder, "quotes", newest.quotes if newest else None),
                    self._store,
                )
            except (UnsealedError, *DAMAGE_ERRORS):
                if newest:  # the index is being rebuilt; the last state is still valid
                    return newest
                raise
            self._states = [*self._states, opened][-MAX_STATES:]
            return opened

    # Articles

    def search(
        self, request: SearchRequest, cancelled: Callable[[], bool] = lambda: False
    ) -> SearchPage:
        """Return how many articles match, and one page of them; raises Cancelled."""
        state, tree = self.state(request.as_of), request.tree
        if self._one_shot and request.order not in DATABASE_ORDERS:
            found = fast_path.search(state.articles, request, cancelled)
            if found:
                total, page = found
                return SearchPage(total, self._hits(tree, self._keys(state, page)), state.number)
        result = state.results.match_articles(tree, cancelled)
        matched = result.shown(request.show_copies)
        if cancelled():
            raise Cancelled
        keys = self._keys(state, self._select_page(state.results.articles, matched, request))
        hits = self._hits(tree, keys, state.results.quotes_in(result, keys))
        return SearchPage(len(matched.documents), hits, state.number)

    def _select_page(
        self, articles: ArraySnapshot, matched: MatchedDocs, request: SearchRequest
    ) -> Sequence[int]:
        order, offset, limit = request.order, request.offset, request.limit
        if order not in DATABASE_ORDERS:
            return articles.select_page(matched, order, offset, limit)
        keys = articles.column("key")[matched.documents]
        documents = dict(zip(keys.tolist(), matched.documents.tolist(), strict=True))
        ordered = self._store.articles.sort_keys(list(documents), order, offset, limit)
        return [documents[key] for key in ordered]

    def _keys(self, state: State, documents: Sequence[int]) -> list[int]:
        column = state.articles.column("key")
        return [column[document] for document in documents]

    def _hits(
        self, tree: Tree, keys: list[int], numbers: Mapping[int, Sequence[int]] | None = None
    ) -> tuple[Hit, ...]:
        """Return articles with their matches; ``numbers`` are those of the matching quotes."""
        articles = self._store.articles
        entries, texts = articles.entries(keys), articles.texts(keys)
        numbers = numbers or {}
        quotes = articles.quotes_at([(k, n) for k, own in numbers.items() for n in own])
        matcher = Matcher(tree)
        hits = []
        for key in keys:
            entry, text, own = entries[key], texts[key], numbers.get(key, ())
            spans = matcher.spans(text)
            hits.append(
                Hit(
                    entry,
                    snippets(text, spans) if spans or not own else (),
                    tuple(quote_hit(entry, n, quotes[key, n], text) for n in own),
                )
            )
        return tuple(hits)

    def count_hits(self, tree: Tree, *, show_copies: bool = False) -> int:
        """Return how many articles match."""
        return self.state().results.count_articles(tree, show_copies=show_copies)

    def matches(self, tree: Tree, key: int) -> tuple[Span, ...]:
        """Return every span of one article that matches, in order.

        Of a matching quote that is the words that were said, or all of it if none was asked for.
        """
        article, annotation = self._store.articles.read(key)
        spans, said = set(Matcher(tree).spans(article.text)), Matcher(tree, "said")
        for number in self.state().results.quote_numbers(tree, key):
            content = annotation.quotes[number].content
            spans |= said.spans_inside(article.text, content) or set(content)
        return tuple(sorted(spans))

    # Quotes

    def quotes(self, request: QuoteRequest) -> tuple[int, tuple[QuoteHit, ...]]:
        """Return how many quotes match, and one page of them."""
        results = self.state(request.as_of).results
        matched = results.match_quotes(request.tree).shown(request.show_copies)
        page = results.quotes.select_page(matched, request.order, request.offset, request.limit)
        keys, numbers = (results.quotes.column(name)[page].tolist() for name in ("key", "number"))
        hits = self._store.articles.quote_hits(list(zip(keys, numbers, strict=True)))
        return len(matched.documents), tuple(hits)

    # Words

    def frequency(self, field: str, word: str, as_of: int = 0) -> int:
        """Return about how many articles, or quotes, have a folded word in a field."""
        return self._index_of(field, as_of).frequency(field, word)

    def has_word(self, word: Word, as_of: int = 0) -> bool:
        """Return whether a word occurs in its field, in any of its forms."""
        snapshot = self._index_of(word.field, as_of)
        # Deleted documents count: a live one with the word nearly always exists.
        return all(expand(snapshot, word, part) for part in query_words(word))

    def near_words(self, field: str, word: str, edits: int, as_of: int = 0) -> list[str]:
        """Return the words of a field within an edit distance of a folded word, nearest first."""
        from index.engines.local.fulltext.search.fuzzy import vocabulary_of

        distances = {
            each.term(term_id): distance
            for _, each in self._index_of(field, as_of).fields(field)
            for term_id, distance in vocabulary_of(each).near(word, edits).items()
        }
        near = (term for term in distances if not term.endswith(OTHER_FORM))
        return sorted(near, key=lambda term: (distances[term], term))

    def starting_words(self, prefix: str, limit: int, field: str) -> list[tuple[str, int]]:
        """Return the most frequent words of a field with a prefix, with their frequencies."""
        counts: Counter[str] = Counter()
        for _, each in self._index_of(field).fields(field):
            for term_id in each.with_prefix(prefix):
                if not (term := each.term(term_id)).endswith(OTHER_FORM):
                    counts[term] += each.frequency(term_id)
        return nsmallest(limit, counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def _index_of(self, field: str, as_of: int = 0) -> Snapshot:
        """Return the index that has a field."""
        state = self.state(as_of)
        return state.quotes if field in QUOTE_FIELDS else state.articles
