"""The sort orders of each kind of list: articles, hits or quotes; and the user's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.query import Order

ORDERS: dict[str, tuple[Order, ...]] = {
    "articles": ("newest", "oldest", "source", "headline"),
    "hits": ("relevance", "newest", "oldest", "source", "headline"),
    "quotes": ("newest", "oldest", "speaker"),
}
LABELS: dict[Order, str] = {
    "relevance": "best first", "newest": "newest first", "oldest": "oldest first",
    "source": "by source", "headline": "by headline", "speaker": "by speaker",
}  # fmt: skip


class ListOrders:
    """The chosen order of each kind of list; the first one by default."""

    def __init__(self) -> None:
        self._chosen: dict[str, Order] = {}

    def current(self, kind: str) -> Order:
        """Return the order of a list that has several."""
        return self._chosen.get(kind, ORDERS[kind][0])

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
