"""What to come back to: the articles that the user read, and the views as they were left."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Literal, NamedTuple

from index.article import Counted, Period, Results

MAX_VISITS = 500


class Visit(NamedTuple):
    """An article and the position in it."""

    article: str
    line: str = ""
    """The search in which the article was opened."""
    quote: int | None = None
    offset: int | None = None
    """That of the first visible character; -1 for the headline."""


class TimelineState(NamedTuple):
    """A cell of a timeline, to come back to."""

    period: Period | None = None
    counted: Counted = "quotes"
    row: int = 0
    day: date | None = None


class HeardState(NamedTuple):
    """A row of who is heard, to come back to."""

    cursor: int = 1
    has_all_speakers: bool = False


class ComparisonState(NamedTuple):
    """What is compared, and the selected quotes, to come back to."""

    sides: tuple[str, ...] = ()
    """One or both sides; the most quoted speakers fill the rest."""
    line: str | None = None
    """The search; None for the current one."""
    cursors: tuple[int, int] = (0, 0)
    focused: int = 0
    related: object = None
    """The quotes related to one of them that were shown; see ``RelatedState``."""
    order: Literal["newest", "oldest"] = "newest"


class Opened(NamedTuple):
    """An article that was opened from another screen."""

    article: str
    reopen: Callable[[], object]
    """Opens the screen again as it was left."""
    below: Visit | None
    """The article in front below the screen; None if the list was in front."""


class Outside(NamedTuple):
    """Where the user is outside the list: in an article, or on a screen over it."""

    visit: Visit | None = None
    opened: tuple[Opened, ...] = ()
    """How the user got to the article, the last step last."""
    reopen: Callable[[], object] | None = None
    """Opens the screen again as it was left."""


class ListState(NamedTuple):
    """A list to come back to."""

    line: str = ""
    """The search; empty for all articles."""
    results: Results | None = None
    """The answer to the search; None if the line is empty."""
    view: str = "articles"
    cursor: int = 0
    outside: Outside | None = None
    """Where the user was outside the list: in an article or in the timeline."""
    new: Collection[str] = frozenset()
    """The ids of what is new in a saved search since it was last opened."""


class History:
    """Goes back and forward like a browser: a new visit drops the visits ahead."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._index = -1

    @property
    def current(self) -> Visit | None:
        """The visit that the user is at."""
        return self._visits[self._index] if self._visits else None

    def visit(self, visit: Visit) -> None:
        """Add a visit; replace the current one if it is of the same article."""
        if self.current and self.current.article == visit.article:
            self._visits[self._index] = visit
            return
        self._visits[self._index + 1 :] = [visit]
        del self._visits[:-MAX_VISITS]
        self._index = len(self._visits) - 1

    def update_position(self, quote: int | None, offset: int) -> None:
        """Update the position of the current visit."""
        if self.current:
            self._visits[self._index] = self.current._replace(quote=quote, offset=offset)

    def move(self, by: int) -> Visit | None:
        """Go back or forward as far as there are visits; return None if there is none."""
        index = max(0, min(self._index + by, len(self._visits) - 1))
        if index == self._index or not self._visits:
            return None
        self._index = index
        return self.current
