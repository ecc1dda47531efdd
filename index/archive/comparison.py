"""Compare two people, periods or outlets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from index.archive.editing import last_name
from index.archive.speakers import Speakers
from index.article import QuoteHit
from index.engines.protocol import Engine, QuoteRequest
from index.errors import NotFoundError, QueryError
from index.query import (
    And,
    Dates,
    Order,
    SpokenBy,
    Tree,
    is_search_line,
    parse_quote,
    refine_line,
    value_condition,
)
from index.record.comparison import (
    MIN_TIMES,
    Comparison,
    Side,
    SideKind,
    distinctive_words,
    month_counts,
    months_between,
)
from index.user_data import OutletCorrection
from index.voices import VoiceCount

PERIOD = re.compile(r"\d{4}(-\d\d){0,2}(\.\.(\d{4}(-\d\d){0,2})?)?|\.\.\d{4}(-\d\d){0,2}")

NUMBERED_PERIOD = re.compile(r"(?i)(?=.*\b\d{4}\b).*\b[qw]\d{1,2}\b")  # “Q5 2024”: no name


class _Asked(NamedTuple):
    """A side as it was understood."""

    name: str
    kind: SideKind
    line: str
    """The search line of the side alone."""
    tree: Tree
    show_copies: bool = False


class Comparisons:
    """Compare the quotes of two sides, each a person, an outlet, a period or a search line."""

    def __init__(self, engine: Engine, speakers: Speakers) -> None:
        self._engine, self._speakers = engine, speakers

    def compare(self, first: str, second: str, query: str = "") -> Comparison:
        """Compare two sides in the quotes that match ``query``, or in all.

        A side is a search line (``source:"Valley Echo"``), a period that ``date:`` understands
        (``2023``, ``2023-05..2023-07``, ``last year``), or else the name of a person or an outlet.
        Raises QueryError, and NotFoundError with the nearest names.
        """
        parsed = parse_quote(query) if query.strip() else None
        sides = [self._understand(text) for text in (first, second)]
        shown = any(side.show_copies for side in sides) or bool(parsed and parsed.show_copies)
        base = parsed.tree if parsed else None
        trees = [_both(base, side.tree) for side in sides]
        statistics = self._engine.statistics
        total = statistics.total(base, show_copies=shown)
        voices = [statistics.voices(tree, 0, show_copies=shown) for tree in trees]
        words = statistics.compare_words(trees[0], trees[1], base, MIN_TIMES, show_copies=shown)
        ours, theirs = (each.total.words for each in voices)
        distinctive = distinctive_words(words, ours, theirs, total.words)
        counts = [month_counts(each) for each in voices]
        months = months_between([*counts[0], *counts[1]])
        one, two = (
            Side(side.name, side.kind, refine_line(query, side.line) if query else side.line,
                 own, tuple(count.get(month, 0) for month in months), words)
            for side, own, count, words in zip(sides, voices, counts, distinctive, strict=True)
        )  # fmt: skip
        both, _ = self._engine.quotes(
            QuoteRequest(_both(trees[0], trees[1]), limit=0, show_copies=shown)
        )
        return Comparison(query, (one, two), months, total, both)

    def check_sides(self, first: str, second: str) -> None:
        """Raise QueryError if both sides are the same; raises as ``compare``."""
        one, two = (self._understand(text) for text in (first, second))
        if one.line == two.line:
            raise QueryError(f"Both sides are {one.name}. Name two different ones.", 0)

    def total(self, sides: Iterable[str], query: str = "") -> VoiceCount:
        """Return the counts of all quotes that the sides have shares of; a side may be gone."""
        parsed = parse_quote(query) if query.strip() else None
        shown = bool(parsed and parsed.show_copies)
        for text in sides:
            with suppress(NotFoundError):
                shown |= self._understand(text).show_copies
        return self._engine.statistics.total(parsed.tree if parsed else None, show_copies=shown)

    def quotes(
        self, side: str, query: str = "", order: Order = "newest"
    ) -> Callable[[int, int], tuple[QuoteHit, ...]]:
        """Return a function that fetches a page of the quotes of a side.

        It takes the offset and the size of the page. Raises as ``compare``.
        """
        asked = self._understand(side)
        parsed = parse_quote(query) if query.strip() else None
        shown = asked.show_copies or bool(parsed and parsed.show_copies)
        tree = _both(parsed.tree if parsed else None, asked.tree)

        def fetch(offset: int, limit: int) -> tuple[QuoteHit, ...]:
            request = QuoteRequest(tree, order, offset, limit, show_copies=shown)
            return self._engine.quotes(request)[1]

        return fetch

    def _understand(self, text: str) -> _Asked:
        text = text.strip()
        if PERIOD.fullmatch(text) or text.startswith((">", "<")):
            return _period(text)
        if is_search_line(text):
            return self._understand_line(text)
        if not text:
            raise QueryError("A side of the comparison is empty. Name a person or an outlet.", 0)
        if found := self._person(text) or self._outlet(text):
            return found
        if not self._speakers.page(text, limit=1):  # nobody is called May, so it is the month
            with suppress(QueryError):
                return _period(text)
        return self._named(text)

    def _understand_line(self, line: str) -> _Asked:
        """Take ``speaker:NAME`` for that person, if there is exactly one, and else for a search."""
        query = parse_quote(line)
        field = getattr(query.tree, "field", "")
        if field == "speaker" and (found := self._person(getattr(query.tree, "text", ""))):
            return found
        kinds: dict[str, SideKind] = {"source": "outlet", "speaker": "person"}
        return _Asked(line, kinds.get(field, "search"), line, query.tree, query.show_copies)

    def _person(self, name: str) -> _Asked | None:
        speaker = self._speakers.get(name)
        return _spoken_by(speaker.name, speaker.names) if speaker else None

    def _outlet(self, name: str) -> _Asked | None:
        """Return the outlet that is called so, or was until it was renamed or merged.

        Capitals do not matter.
        """
        changes = [
            each for each in self._engine.corrections.all() if isinstance(each, OutletCorrection)
        ]
        former = {each.name.casefold(): each.name for each in changes if each.other}
        now = last_name(former.get(name.casefold(), name), changes)
        for outlet, _ in self._engine.statistics.outlets(now, 10):
            if outlet.casefold() == now.casefold():
                line = value_condition("source", outlet)
                return _Asked(outlet, "outlet", line, parse_quote(line).tree)
        return None

    def _named(self, name: str) -> _Asked:
        """Return the only person with a name that has these words."""
        try:
            speaker = self._speakers.find(name)
        except NotFoundError as error:
            if NUMBERED_PERIOD.search(name):
                _period(name)  # raises what is wrong with it
            raise NotFoundError(
                f"{error.message} A side is a person, an outlet, a period as after date: (2023,"
                " 2023-05..2023-07, Q1 2024, last week) or a search line (source:echo)."
            ) from error
        return _spoken_by(speaker.name, speaker.names)


def _period(text: str) -> _Asked:
    """Return the dates that ``date:`` understands; raise QueryError."""
    line = f'date:"{text}"' if " " in text else f"date:{text}"
    tree = parse_quote(line).tree
    if not isinstance(tree, Dates):  # “date:/x” is a phrase
        raise QueryError(f"“{text}” is not a period.", 0)
    return _Asked(text, "period", line, tree)


def _spoken_by(name: str, names: tuple[str, ...]) -> _Asked:
    return _Asked(name, "person", value_condition("speaker", name), SpokenBy(names))


def _both(first: Tree | None, second: Tree) -> Tree:
    return And((first, second)) if first else second
