"""The sort orders of each kind of list: articles, hits or quotes; and the user's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from index.article import SpeakerOrder
    from index.query import Order

ORDERS: dict[str, tuple[Order | SpeakerOrder, ...]] = {
    "articles": ("newest", "oldest", "source", "headline"),
    "hits": ("relevance", "newest", "oldest", "source", "headline"),
    "quotes": ("newest", "oldest", "speaker", "doubtful"),
    "speakers": ("quotes", "name", "first", "last"),
}
LABELS: dict[Order | SpeakerOrder, str] = {
    "relevance": "best first", "newest": "newest first", "oldest": "oldest first",
    "source": "by source", "headline": "by headline", "speaker": "by speaker",
    "doubtful": "most doubtful first",
    "quotes": "most quoted first", "name": "by name", "first": "by first quote",
    "last": "last quoted first",
}  # fmt: skip


class ListOrders:
    """The chosen order of each kind of list; the first one by default."""

    def __init__(self) -> None:
        self._chosen: dict[str, Order | SpeakerOrder] = {}

    def current(self, kind: str) -> Order:
        """Return the order of a list of articles, hits or quotes."""
        return cast("Order", self._chosen.get(kind, ORDERS[kind][0]))

    def of_speakers(self) -> SpeakerOrder:
        """Return the order of the list of speakers."""
        return cast("SpeakerOrder", self._chosen.get("speakers", "quotes"))

    def choose_next(self, kind: str) -> bool:
        """Choose the next order; return False if there is only one."""
        orders = ORDERS.get(kind)
        if orders is None:
            return False
        current = self._chosen.get(kind, orders[0])
        self._chosen[kind] = orders[(orders.index(current) + 1) % len(orders)]
        return True

    def label(self, kind: str) -> str:
        """Return the order in words; empty for the default."""
        chosen = self._chosen.get(kind)
        return LABELS[chosen] if chosen and chosen != ORDERS[kind][0] else ""
