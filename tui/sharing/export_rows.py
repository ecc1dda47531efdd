"""The rows of a list to export; ``export`` writes them, and is loaded only when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

T = TypeVar("T")

PAGE_SIZE = 1000  # rows per query, each of which may sort all rows

ExportKind = Literal[
    "articles",
    "quotes",
    "speakers",
    "names",
    "timeline",
    "dossier",
    "heard",
    "compare",
    "utterances",
    "outlets",
    "searches",
]


class ExportRows(NamedTuple):
    """The rows of a list to export."""

    kind: ExportKind
    fetch: Callable[[int, int], Sequence[Any]]
    query: str = ""
    understood: str = ""
    """The query in words."""
    subject: str = ""
    """The article or speaker that the rows belong to, if there is no query."""
    selection: str = ""
    """Which rows of a list are exported: “3 of 218”; empty for all."""
    recipe: Mapping[str, Any] = {}
    """What lists the same rows again; see ``tui.sharing.verify``."""

    def rows(self) -> Iterator[Any]:
        """Yield all rows, fetched page by page."""
        return all_pages(self.fetch)


def all_pages(fetch: Callable[[int, int], Sequence[T]]) -> Iterator[T]:
    """Yield all rows that a function returns page by page."""
    offset = 0
    while page := fetch(offset, PAGE_SIZE):
        yield from page
        offset += len(page)
