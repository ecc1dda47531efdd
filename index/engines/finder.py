"""Finding in the local engine: the full-text index, its states, and answers from them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Annotation, Article, Entry, Facet, Hit, QuoteHit, Span
from index.engines.analysis import words
from index.engines.engine import Found
from index.engines.evaluate import Evaluation
from index.engines.facets import count_facets, names_of, numbers_of
from index.engines.fulltext import LOCK_SECONDS, FullText, is_being_written
from index.engines.occurrences import SCORED, Occurrences
from index.engines.postings import Snapshot
from index.engines.ranking import ranked
from index.engines.records import quote_hit
from index.engines.schema import article_document, quote_documents, whole_name
from index.engines.snippets import match_spans, snippets
from index.engines.store import Store
from index.errors import ArchiveError
from index.query import Flag, Order, Tree, Word
from index.query.tree import QUOTE_FIELDS, Leaf

STATES_KEPT = 2  # so that a page that is asked for later comes from the state of the first


@dataclass(frozen=True, slots=True)
class _State:
    """What both indexes held at one moment."""

    number: int
    articles: Snapshot
    quotes: Snapshot


class Finder:
    """The full-text index of a store. Every method may be called from any thread."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._states: list[_State] = []
        self._opening = threading.Lock()
        self._text = self._open(folder)

    def _open(self, folder: Path) -> FullText:
        """The index; where it cannot be read an empty one, and the store knows."""
        try:
            text = FullText(folder)
            for index in (text.articles, text.quotes):
                Snapshot(index)
        except (PermissionError, MemoryError) as error:
            raise ArchiveError(f"The index in {folder} cannot be opened: {error}.") from error
        except Exception as error:
            if is_being_written(folder):
                raise ArchiveError(
                    "Another program is writing the index just now; try again in a moment."
                ) from error
            shutil.rmtree(folder)
            self._store.forget_index()
            text = FullText(folder)
        return text

    def close(self) -> None:
        """Give up the files."""
        self._states.clear()

    def clear(self) -> None:
        """Throw away what is indexed."""
        self._text.clear()
        self._store.forget_index()

    def index(
        self, batch: Sequence[tuple[int, Article, Annotation]], patience: float = LOCK_SECONDS
    ) -> None:
        """Index articles and their quotes, in place of what is indexed of them.

        Raises ArchiveError when another program keeps writing for longer than ``patience``.
        """
        named = {key: names_of(annotation) for key, _, annotation in batch}
        names = {name for of_article in named.values() for _, name in of_article}
        names.update(article.source for _, article, _ in batch if article.source)
        keys = self._store.name_keys(sorted(names))
        self._text.add(
            (
                article_document(
                    *item, keys.get(item[1].source, 0), numbers_of(named[item[0]], keys)
                )
                for item in batch
            ),
            (document for item in batch for document in quote_documents(*item)),
            patience,
        )

    def search(
        self,
        tree: Tree,
        order: Order,
        offset: int,
        limit: int,
        *,
        facets: bool = False,
        as_of: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Found:
        """How many articles match, and one page of them."""
        state = self._state(as_of)
        search = self._evaluation(state, cancelled)
        scores = search.articles(tree)
        column = state.articles.column("key", "I")
        keys = [column[d] for d in ranked(state.articles, scores, order, offset, limit)]
        entries = self._store.entries(keys)
        numbers = search.quotes_found(tree, keys)
        hits = tuple(self._hit(tree, key, entries[key], numbers[key]) for key in keys)
        counted: tuple[Facet, ...] = ()
        if facets:
            counted = count_facets(state.articles, scores, self._store.names)
        return Found(len(scores), hits, counted, state.number)

    def _hit(self, tree: Tree, key: int, entry: Entry, numbers: Sequence[int]) -> Hit:
        text = self._store.article(key).text
        all_quotes = self._store.annotation(key).quotes if numbers else ()
        spans = match_spans(tree, text)
        return Hit(
            entry,
            snippets(text, spans) if spans or not numbers else (),
            tuple(quote_hit(entry, number, all_quotes[number], text) for number in numbers),
        )

    def count_hits(self, tree: Tree) -> int:
        """How many articles match."""
        state = self._state()
        if isinstance(tree, Word) and tree.field in SCORED:
            return Occurrences(state.articles).count(tree)
        return len(self._evaluation(state).articles(tree))

    def matches(self, tree: Tree, key: int) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order."""
        text, quotes = self._store.article(key).text, self._store.annotation(key).quotes
        numbers = self._evaluation(self._state()).quotes_found(tree, [key])[key]
        spoken = {span for number in numbers for span in quotes[number].content}
        return tuple(sorted(spoken.union(match_spans(tree, text))))

    def quotes(
        self, tree: Tree | None, order: Order, offset: int, limit: int
    ) -> tuple[int, tuple[QuoteHit, ...]]:
        """How many quotes match (all, for no tree), and one page of them."""
        state = self._state()
        side = state.quotes
        found = self._evaluation(state).quotes(tree) if tree else dict.fromkeys(side.documents, 0.0)
        return len(found), self._page_of_quotes(side, found, order, offset, limit)

    def quotes_of(self, names: Sequence[str], offset: int, limit: int) -> tuple[QuoteHit, ...]:
        """One page of the quotes of whoever has exactly one of these names, newest first."""
        side = self._state().quotes
        found: dict[int, float] = {}
        for name in names:
            found.update(dict.fromkeys(side.postings("who", whole_name(name)).documents, 0.0))
        return self._page_of_quotes(side, found, "newest", offset, limit)

    def _page_of_quotes(
        self, side: Snapshot, found: dict[int, float], order: Order, offset: int, limit: int
    ) -> tuple[QuoteHit, ...]:
        keys, numbers = side.column("key", "I"), side.column("number")
        page = [(keys[d], numbers[d]) for d in ranked(side, found, order, offset, limit)]
        return tuple(self._store.quotes(page))

    def frequency(self, field: str, word: str) -> int:
        """How many articles, or quotes, have a folded word in a field, more or less."""
        state = self._state()
        side = state.quotes if field == "said" else state.articles
        return side.frequency(field, word)

    def has_word(self, word: Word) -> bool:
        """Whether a word is anywhere in its field, in any of the forms that it stands for."""
        state = self._state()
        side = state.quotes if word.field == "said" else state.articles
        return bool(Occurrences(side).count(word))

    def near_words(self, field: str, word: str, edits: int) -> list[str]:
        """The words of a field that are like a folded word, nearest first."""
        state = self._state()
        side = state.quotes if field in QUOTE_FIELDS else state.articles
        return side.vocabulary(field).near(word, edits)

    def starting_words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The commonest words of title and body that begin so, with their articles."""
        side = self._state().articles
        counts = [(word, side.frequency("text", word)) for word in side.starting("text", prefix)]
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _evaluation(
        self, state: _State, cancelled: Callable[[], bool] = lambda: False
    ) -> Evaluation:
        return Evaluation(state.articles, state.quotes, self._marked, self._store.folds, cancelled)

    def _marked(self, mark: Flag | Leaf) -> set[int]:
        if isinstance(mark, Flag):
            return set(self._store.marks.marked(mark.name))
        wanted = words(getattr(mark, "text", "") or getattr(mark, "pattern", ""))
        whole = mark.field == "tag"  # of a note some words are enough
        return {
            key
            for key, values in self._store.marks.marked(mark.field).items()
            if any(
                words(value) == wanted if whole else set(wanted) <= set(words(value))
                for value in values
            )
        }

    def _state(self, number: int = 0) -> _State:
        """The newest state of the indexes, or an earlier one that is still kept."""
        with self._opening:
            for state in self._states:
                if state.number == number:
                    return state
            generations = (
                self._text.articles.latest_generation(), self._text.quotes.latest_generation()
            )  # fmt: skip
            newest = self._states[-1] if self._states else None
            if newest and (newest.articles.generation, newest.quotes.generation) == generations:
                return newest
            opened = _State(
                newest.number + 1 if newest else 1,
                Snapshot(self._text.articles),
                Snapshot(self._text.quotes),
            )
            self._states = [*self._states, opened][-STATES_KEPT:]
            return opened
