"""The sort orders of each kind of list: articles, hits or quotes; and the user's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from index.article import DOUBTFUL

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
    "source": "by outlet", "headline": "by headline", "speaker": "by speaker",
    "doubtful": "by doubt",
    "quotes": "most quoted first", "name": "by name", "first": "by first quote",
    "last": "last quoted first",
}  # fmt: skip

DOUBTFUL_QUOTES = f"conf:<{DOUBTFUL}"
"""The search for the quotes to check."""


def is_review(line: str, view: str = "quotes") -> bool:
    """Return whether a view of a search lists nothing but quotes to check."""
    if view != "quotes" or DOUBTFUL_QUOTES not in line:
        return False
    from index.query import has_condition  # 45 ms, not needed at the start

    return has_condition(line, DOUBTFUL_QUOTES)


def order_of(line: str) -> Order | None:
    """Return the order that a search sets by ``sort:``; None if it sets none."""
    if "sort:" not in line:
        return None
    from index.errors import QueryError
    from index.query import parse  # 45 ms, not needed at the start

    try:
        return parse(line).sort
    except QueryError:
        return None


class ListOrders:
    """The order that the user chose last: every kind of list that has it is sorted by it.

    The others are sorted by their first order, the default.
    """

    def __init__(self) -> None:
        self._chosen: Order | SpeakerOrder | None = None

    @property
    def chosen(self) -> str:
        """The order to keep for the next start; empty if none was chosen."""
        return self._chosen or ""

    def restore(self, order: str) -> None:
        """Choose an order of the last session; ignore one that no list has."""
        known: dict[str, Order | SpeakerOrder] = {each: each for each in LABELS}
        self._chosen = known.get(order)

    def _of(self, kind: str) -> Order | SpeakerOrder:
        orders = ORDERS[kind]
        return self._chosen if self._chosen in orders else orders[0]

    def current(self, kind: str) -> Order:
        """Return the order of a list of articles, hits or quotes."""
        return cast("Order", self._of(kind))

    def of_quotes(self, line: str) -> Order:
        """Return the order of the list of quotes of a search."""
        return "doubtful" if is_review(line) else self.current("quotes")

    def of_speakers(self) -> SpeakerOrder:
        """Return the order of the list of speakers."""
        return cast("SpeakerOrder", self._of("speakers"))

    def choose_next(self, kind: str) -> str:
        """Choose the next order and return it in words; empty if there is only one."""
        if kind not in ORDERS:
            return ""
        orders = ORDERS[kind]
        chosen = orders[(orders.index(self._of(kind)) + 1) % len(orders)]
        self._chosen = None if chosen == orders[0] else chosen
        return LABELS[chosen]

    def label(self, kind: str, line: str = "") -> str:
        """Return the order of a list in words, which its search may set; empty if it has none."""
        if kind not in ORDERS:
            return ""
        if kind != "speakers" and (order := order_of(line)):
            return LABELS[order]
        return LABELS["doubtful" if kind == "quotes" and is_review(line) else self._of(kind)]

    def is_default(self, kind: str) -> bool:
        """Return whether the user chose no order for a list."""
        return kind not in ORDERS or self._of(kind) == ORDERS[kind][0]
