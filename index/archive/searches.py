"""Search history and saved searches."""

from __future__ import annotations

from index.engines.protocol import Engine
from index.errors import QueryError
from index.user_data import SavedSearch


class Searches:
    """Record searches, save them under a name, and count what is new in the saved ones."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, line: str) -> None:
        """Record a search in the history and mark all its current hits as seen."""
        self._engine.searches.record(line)

    def set_name(self, line: str, name: str) -> None:
        """Save a search under a name; an empty name deletes the saved search."""
        self._engine.searches.set_name(line, name)

    def forget(self, line: str) -> None:
        """Delete a search and its name from the history."""
        self._engine.searches.forget(line)

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

    def _counted(self, search: SavedSearch, seen: int) -> SavedSearch:
        from index.query import parse  # 45 ms that reading saves

        try:
            query = parse(search.line)
        except QueryError:  # saved under an older version of the search language
            return search
        total, new = self._engine.statistics.count_new(
            query.tree, seen, show_copies=query.show_copies
        )
        return search._replace(total=total, new=new)
