"""The articles that were read, one after the other, each with the place where it was left."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST = 500  # that are remembered


@dataclass(frozen=True, slots=True)
class Visit:
    """An article on the way, and where one was in it."""

    article: str
    line: str = ""
    """The search that was in force."""
    quote: int | None = None
    place: int | None = None
    """The offset of the first character in view; -1 for the headline."""


class History:
    """Goes back and forward; what is visited after going back takes the place of what was ahead."""

    def __init__(self) -> None:
        self._stops: list[Visit] = []
        self._at = -1

    @property
    def here(self) -> Visit | None:
        """The article that one is at."""
        return self._stops[self._at] if self._stops else None

    def visit(self, stop: Visit) -> None:
        """Go on to an article; the same one as here is no new stop."""
        if self.here and self.here.article == stop.article:
            self._stops[self._at] = stop
            return
        self._stops[self._at + 1 :] = [stop]
        del self._stops[:-MOST]
        self._at = len(self._stops) - 1

    def keep(self, quote: int | None, place: int) -> None:
        """Keep where one is in the article."""
        if self.here:
            self._stops[self._at] = replace(self.here, quote=quote, place=place)

    def step(self, by: int) -> Visit | None:
        """Go back or forward; None, and no step, where there is nothing."""
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self.here
