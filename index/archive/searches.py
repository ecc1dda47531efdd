"""Search history and saved searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.article import Entry
from index.engines.protocol import Engine
from index.errors import NotFoundError, QueryError
from index.user_data import SavedSearch

if TYPE_CHECKING:
    from index.query import Query


MAX_NEW = 1000  # new articles that are counted exactly


class NewArticles(NamedTuple):
    """What is new in a saved search."""

    search: SavedSearch
    """With the number of new articles."""
    articles: tuple[Entry, ...]
    """The last one added first."""


class Naming(NamedTuple):
    """What saving a search changes besides."""

    replaced: str
    """Another search that has the name so far; empty if none has."""
    former: str
    """Another name that the search has so far; empty if it has none."""


class Searches:
    """Record searches, save them under a name, and count what is new in the saved ones."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, line: str) -> None:
        """Record a search in the history and mark all its current hits as seen."""
        self._engine.searches.record(line)

    def open(self, line: str) -> frozenset[str]:
        """Record a search; return the ids of what is new in it, if it is saved."""
        articles: tuple[Entry, ...] = ()
        newest = self._engine.searches.newest()  # first: better marked twice than never
        for search, seen in self._all_saved():
            if search.line == line and (query := _parse(line)):
                articles = self._engine.statistics.new_articles(
                    query.tree, seen, MAX_NEW + 1, show_copies=query.show_copies
                )
        self._engine.searches.record(line, newest)
        return frozenset(each.id for each in articles)

    def set_name(self, line: str, name: str) -> None:
        """Save a search under a name; an empty name deletes the saved search."""
        self._engine.searches.set_name(line, name)

    def naming(self, line: str, name: str) -> Naming:
        """Return what else ``set_name`` will change: a search has one name, a name one search."""
        saved = self._all_saved()
        return Naming(
            next((each.line for each, _ in saved if each.name == name and each.line != line), ""),
            next((each.name for each, _ in saved if each.line == line and each.name != name), ""),
        )

    def forget(self, *lines: str) -> Callable[[], None]:
        """Delete searches and their names from the history; return what restores them."""
        stored = self._engine.searches
        kept = [each for each in stored.page(0, stored.count()) if each[0].line in lines]
        for line in lines:
            stored.forget(line)

        def restore() -> None:
            for search, seen in reversed(kept):  # the last one used comes first
                if search.name:
                    stored.set_name(search.line, search.name)
                stored.record(search.line, seen)  # what was new stays new

        return restore

    def recent(self, limit: int = 100) -> tuple[str, ...]:
        """Return the search lines in the history, newest first."""
        return tuple(self._engine.searches.recent(limit))

    def count(self) -> int:
        """Return the number of searches in the history."""
        return self._engine.searches.count()

    def page(self, offset: int = 0, limit: int = 50) -> tuple[SavedSearch, ...]:
        """Return one page of searches: saved ones first, each with its number of new hits."""
        page = self._engine.searches.page(offset, limit)
        return tuple(
            self._counted(search, seen) if search.name else search for search, seen in page
        )

    def new(
        self, name: str = "", limit: int | None = None, *, keep: bool = False
    ) -> Iterator[NewArticles]:
        """Yield the new articles of a saved search, or of all.

        New is what was added since the search was last made or reported. The articles of a search
        are marked as seen once the next is asked for, so that none is lost if reporting them fails.
        ``keep`` leaves them new, and so does a ``limit`` for a search with more articles. Raises
        NotFoundError for an unknown name.
        """
        for search, seen in self._saved(name):
            newest = self._engine.searches.newest()  # first: better reported twice than never
            counted, query = self._counted(search, seen), _parse(search.line)
            articles: tuple[Entry, ...] = ()
            if query and counted.new:
                articles = self._engine.statistics.new_articles(
                    query.tree, seen, limit, show_copies=query.show_copies
                )
            yield NewArticles(counted, articles)
            if query and not keep and len(articles) >= counted.new:
                self._engine.searches.record(search.line, newest)

    def _saved(self, name: str) -> list[tuple[SavedSearch, int]]:
        saved = self._all_saved()
        found = [each for each in saved if name in ("", each[0].name)]
        if name and not found:
            names = ", ".join(search.name for search, _ in saved)
            hint = f"Saved searches: {names}." if names else "No search is saved."
            raise NotFoundError(f"No search is saved as “{name}”. {hint}")
        return found

    def _all_saved(self) -> list[tuple[SavedSearch, int]]:
        return [each for each in self._engine.searches.page(0, self.count()) if each[0].name]

    def _counted(self, search: SavedSearch, seen: int) -> SavedSearch:
        query = _parse(search.line)
        if query is None:
            return search
        total, new = self._engine.statistics.count_new(
            query.tree, seen, show_copies=query.show_copies
        )
        return search._replace(total=total, new=new)


def _parse(line: str) -> Query | None:
    """Return a query; None if it was saved under an older version of the search language."""
    from index.query import parse  # 45 ms that reading saves

    try:
        return parse(line)
    except QueryError:
        return None
