"""Which quotes report one utterance: the places are in the database, a query selects them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.article import QuoteHit
from index.engines.local.database.serialization import place_number
from index.engines.local.store import Store
from index.engines.protocol_parts import EngineUtterances, UtteranceQuotes
from index.errors import NotFoundError

if TYPE_CHECKING:
    from index.engines.local.fulltext.search.query_results import QueryResults
    from index.query import Tree
    from index.record.results import UtteranceOrder


class LocalUtterances(EngineUtterances):
    """The utterances of one archive."""

    def __init__(self, store: Store, results: Callable[[], QueryResults]) -> None:
        self._store, self._results = store, results

    def catch_up(self, pause: float = 0) -> int:
        return self._store.utterances.catch_up(pause)

    def count_outdated(self) -> int:
        return self._store.utterances.count_outdated()

    def stop(self) -> None:
        self._store.stop_comparing()

    def of_quote(self, id: str, number: int) -> UtteranceQuotes:
        key = self._store.articles.find_key(id)
        members = self._store.utterances.members(key, number)
        if not members:
            raise NotFoundError(f"Article {id} has no quote with the number {number + 1}.")
        return self._read(members)

    def numbers(self, hits: Sequence[QuoteHit]) -> list[int]:
        return self._store.utterances.numbers([(hit.entry.id, hit.number) for hit in hits])

    def page(
        self, tree: Tree | None, order: UtteranceOrder, offset: int, limit: int
    ) -> tuple[list[UtteranceQuotes], int]:
        wanted = None if tree is None else self._matching(tree)
        found, total = self._store.utterances.page(wanted, order, offset, limit)
        return [self._read(members) for members in found], total

    def _matching(self, tree: Tree) -> set[int]:
        results = self._results()
        matched = results.match_quotes(tree).matched.documents
        columns = (results.quotes.column(name)[matched].tolist() for name in ("key", "number"))
        return {place_number(key, number) for key, number in zip(*columns, strict=True)}

    def _read(self, members: Sequence[tuple[int, int, int]]) -> UtteranceQuotes:
        hits = self._store.articles.quote_hits([place[:2] for place in members])
        return UtteranceQuotes(tuple(hits), tuple(story for *_, story in members))
