"""The engine on this machine: SQLite keeps, Whoosh finds."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Annotation, Article, Entry, Facet, Hit, QuoteHit, Span, Speaker
from index.engines.analysis import words
from index.engines.engine import Found, NamedSpeaker
from index.engines.evaluate import Evaluation
from index.engines.facets import count_facets, names_of, numbers_of
from index.engines.fulltext import FullText
from index.engines.occurrences import Occurrences
from index.engines.postings import Snapshot
from index.engines.ranking import ranked
from index.engines.schema import article_document, quote_documents
from index.engines.snippets import match_spans, snippets
from index.engines.store import Store, quote_hit
from index.errors import ArchiveError, NotFoundError
from index.query import Flag, Order, Tree, Word
from index.query.tree import Leaf

INDEX_BATCH = 5000  # articles read, analysed and committed together after a long absence
STATES_KEPT = 2  # so that a page that is asked for later comes from the state of the first


@dataclass(frozen=True, slots=True)
class _State:
    """What both indexes held at one moment."""

    number: int
    articles: Snapshot
    quotes: Snapshot


class LocalEngine:
    """Articles in one folder. Every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; make it where there is none. Raises ArchiveError."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"{folder} cannot be an archive: {error.strerror}.") from error
        self._store = Store(folder / "archive.sqlite")
        self._text = self._open_index(folder / "index")
        self._writing = threading.Lock()
        self._states: list[_State] = []
        self._opening = threading.Lock()

    def _open_index(self, folder: Path) -> FullText:
        """The index; where it cannot be read an empty one, to be filled by ``catch_up``."""
        try:
            text = FullText(folder)
            for index in (text.articles, text.quotes):
                Snapshot(index)
        except Exception:  # noqa: BLE001 - a damaged index can raise anything
            shutil.rmtree(folder)
            self._store.forget_index()
            text = FullText(folder)
        return text

    def close(self) -> None:
        """Give up the files."""
        self._states.clear()
        self._store.close()

    # Adding

    def add(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Keep these articles; on return they can be read and found."""
        self._store.add(batch)
        self.catch_up()

    def catch_up(self) -> int:
        """Index what is kept but cannot be found yet; returns how many articles that were."""
        done = 0
        with self._writing:
            while batch := self._store.not_indexed(INDEX_BATCH):
                self._index(batch)
                self._store.mark_indexed(key for key, _, _ in batch)
                done += len(batch)
        return done

    def _index(self, batch: Sequence[tuple[int, Article, Annotation]]) -> None:
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
        )

    def rebuild(self) -> int:
        """Make the index again from what is kept; returns how many articles there are."""
        with self._writing:
            self._text.clear()
            self._store.forget_index()
        return self.catch_up()

    def mark(self, id: str, kind: str, value: str, on: bool) -> None:
        """Note what the reader did with an article, or that it is undone."""
        self._store.mark(self._key(id), kind, value, on)

    # One person under several names

    def note_speakers(self, speakers: Sequence[NamedSpeaker]) -> None:
        """Keep the label, block and context of speakers of articles that were added."""
        self._store.note_speakers(speakers)

    def speakers_of(self, block: str) -> list[NamedSpeaker]:
        """All names of one block."""
        return self._store.speakers_of(block)

    def set_folds(self, names: Sequence[str], folds: Mapping[str, tuple[str, str]]) -> None:
        """Replace the folds of these names: into which name each goes, and why."""
        self._store.set_folds(names, folds)

    def keep_apart(self, name: str, apart: bool) -> None:
        """Undo the fold of a name for good, or allow it again."""
        self._store.keep_apart(name, apart)

    # Reading

    def has(self, id: str) -> bool:
        """Whether there is an article with exactly this id."""
        return self._store.has(id)

    def full_id(self, prefix: str) -> str:
        """The one id that begins so; raises NotFoundError."""
        ids = self._store.ids(prefix) if prefix.isalnum() else []
        if not ids:
            raise NotFoundError(f"No article has an id that begins with “{prefix}”.")
        if len(ids) > 1:
            raise NotFoundError(f"Several articles have an id that begins with “{prefix}”.")
        return ids[0]

    def count(self) -> int:
        """How many articles there are."""
        return self._store.count()

    def articles(self, order: Order, offset: int, limit: int) -> tuple[Entry, ...]:
        """One page of all articles; undated ones come last."""
        return tuple(self._store.articles(order != "oldest", offset, limit))

    def article(self, id: str) -> Article:
        """The article with that id; raises NotFoundError."""
        return self._store.article(self._key(id))

    def annotation(self, id: str) -> Annotation:
        """The entities and quotes of the article with that id; raises NotFoundError."""
        return self._store.annotation(self._key(id))

    def speakers(self, prefix: str, offset: int, limit: int) -> tuple[Speaker, ...]:
        """One page of speakers, named ones first, most quoted first."""
        return tuple(self._store.speakers(prefix, offset, limit))

    def _key(self, id: str) -> int:
        return self._store.key(self.full_id(id))

    # Finding

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

    def matches(self, tree: Tree, id: str) -> tuple[Span, ...]:
        """Every stretch of one article that matches, in order; raises NotFoundError."""
        key = self._key(id)
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
        keys, numbers = side.column("key", "I"), side.column("number")
        page = [(keys[d], numbers[d]) for d in ranked(side, found, order, offset, limit)]
        return len(found), tuple(self._store.quotes(page))

    def frequency(self, field: str, word: str) -> int:
        """How many articles, or quotes, have a folded word in a field, more or less."""
        state = self._state()
        side = state.quotes if field == "said" else state.articles
        return side.frequency(field, word)

    def has_word(self, word: Word) -> bool:
        """Whether a word is anywhere in its field, in any of the forms that it stands for."""
        state = self._state()
        side = state.quotes if word.field == "said" else state.articles
        return bool(Occurrences(side).scores(word))

    def near_words(self, field: str, word: str, edits: int) -> list[str]:
        """The words of a field that are like a folded word, nearest first, commonest first."""
        state = self._state()
        side = state.quotes if field.startswith("said") else state.articles
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
            return set(self._store.marked(mark.name))
        wanted = words(getattr(mark, "text", "") or getattr(mark, "pattern", ""))
        return {
            key
            for key, tags in self._store.marked("tag").items()
            if any(words(tag) == wanted for tag in tags)
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
