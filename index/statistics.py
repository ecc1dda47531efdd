"""What the archive says of many articles at once: quotes, facets, timelines, rhythms, searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.article import (
    Counted,
    Facet,
    Period,
    QuoteHit,
    SavedSearch,
    Speaker,
    Timeline,
)
from index.engines.protocol import Engine
from index.errors import QueryError

if TYPE_CHECKING:
    from index.query import Order, Tree

# The query language is loaded when something is searched: reading saves 45 ms.

LOOKED_AT = 200  # quotes of a speaker, the newest, in which the descriptions are looked for


class Overview:
    """The part of the archive that gives lists and counts; ``Archive`` is the whole of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Quotes

    def quotes(
        self,
        speaker: str = "",
        query: str = "",
        offset: int = 0,
        limit: int = 50,
        order: Order = "newest",
    ) -> tuple[QuoteHit, ...]:
        """One page of quotes: those of a speaker, those that a search line finds.

        Plain words of the line are words that are in the quote. In the order ``speaker`` each
        person's quotes stand together, who says most first. Raises QueryError.
        """
        tree, sort, show_copies = _quote_query(speaker, query)
        order = sort or order
        if order == "speaker":
            return self._engine.overview.by_speaker(tree, offset, limit, show_copies=show_copies)
        return self._engine.quotes(tree, order, offset, limit, show_copies=show_copies)[1]

    def count_quotes(self, speaker: str = "", query: str = "") -> int:
        """How many quotes ``quotes`` gives in all; raises QueryError."""
        tree, _, show_copies = _quote_query(speaker, query)
        return self._engine.quotes(tree, "newest", 0, 0, show_copies=show_copies)[0]

    def quotes_of(self, speaker: Speaker, offset: int = 0, limit: int = 50) -> tuple[QuoteHit, ...]:
        """One page of all that a speaker is on record with, under any of their names."""
        return self._engine.quotes_of(speaker.names, offset, limit)

    # Counts

    def facets(self, line: str = "") -> tuple[Facet, ...]:
        """What the articles that match a line have in common, or all; raises QueryError."""
        from index.query import And, parse

        if not line.strip():
            return self._engine.overview.facets(And(()))
        query = parse(line)
        return self._engine.overview.facets(query.tree, show_copies=query.show_copies)

    def timeline(
        self,
        line: str = "",
        period: Period | None = None,
        counted: Counted = "quotes",
        limit: int = 40,
    ) -> Timeline:
        """How often and when speakers are on record in what a line finds; raises QueryError.

        Plain words of the line are words of the quotes where quotes are counted, and of the
        articles where articles are. Without a ``period`` the one that fits the dates is chosen;
        many years are not counted by days.
        """
        from index.query import parse, parse_quote

        tree, show_copies = None, False
        if line.strip():
            query = parse_quote(line) if counted == "quotes" else parse(line)
            tree, show_copies = query.tree, query.show_copies
        return self._engine.overview.timeline(tree, period, counted, limit, show_copies=show_copies)

    def with_rhythm(
        self, speakers: Sequence[Speaker], cells: int, span: tuple[date, date] | None = None
    ) -> tuple[Speaker, ...]:
        """The speakers with how many quotes each has in equal stretches of months.

        There are at most so many ``cells``, from the first to the last month of ``span``, or of
        all that is on record.
        """
        found = self._engine.overview.rhythms([speaker.names for speaker in speakers], cells, span)
        return tuple(
            replace(speaker, rhythm=counts) for speaker, counts in zip(speakers, found, strict=True)
        )

    def _in_full(self, speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """The speakers, each article counted once where several names of one are in it."""
        folded = [speaker for speaker in speakers if speaker.aliases]
        if not folded:
            return tuple(speakers)
        counts = self._engine.overview.count_articles([speaker.names for speaker in folded])
        found = dict(zip((speaker.name for speaker in folded), counts, strict=True))
        return tuple(
            replace(speaker, articles=found.get(speaker.name) or speaker.articles)
            for speaker in speakers
        )

    # One speaker

    def surroundings(self, speaker: Speaker) -> tuple[Facet, ...]:
        """What the articles have in common where a speaker is quoted: outlets, other speakers."""
        return self._engine.overview.facets_of(speaker.names)

    def descriptions(self, speaker: Speaker) -> tuple[tuple[str, int], ...]:
        """What a speaker was said to be of late, and how often, commonest first."""
        from index.speaker_descriptions import descriptions

        return descriptions(self.quotes_of(speaker, 0, LOOKED_AT), speaker.names)

    # Searches that were made

    def remember(self, line: str) -> None:
        """Note that a search was made, and that all that it finds now has been seen."""
        self._engine.search_list.remember(line)

    def name_search(self, line: str, name: str) -> None:
        """Keep a search under a name, an empty one to take it away."""
        self._engine.search_list.name(line, name)

    def forget_search(self, line: str) -> None:
        """Forget that a search was made, and its name."""
        self._engine.search_list.forget(line)

    def searched(self, limit: int = 100) -> tuple[str, ...]:
        """The lines that were searched for, the last one first."""
        return tuple(self._engine.search_list.lines(limit))

    def count_searches(self) -> int:
        """How many searches ``searches`` gives in all."""
        return self._engine.search_list.count()

    def searches(self, offset: int = 0, limit: int = 50) -> tuple[SavedSearch, ...]:
        """One page of searches, those with a name first, each of these with its new hits."""
        page = self._engine.search_list.page(offset, limit)
        return tuple(self._counted(search, seen) if search.name else search
                     for search, seen in page)  # fmt: skip

    def _counted(self, search: SavedSearch, seen: int) -> SavedSearch:
        from index.query import parse

        try:
            query = parse(search.line)
        except QueryError:  # the language was another one when it was saved
            return search
        total, new = self._engine.overview.count_new(
            query.tree, seen, show_copies=query.show_copies
        )
        return replace(search, total=total, new=new)


def _quote_query(speaker: str, line: str) -> tuple[Tree | None, Order | None, bool]:
    from index.query import And, Phrase, parse_quote

    if speaker.strip() and not any(letter.isalnum() for letter in speaker):
        raise QueryError(f"“{speaker}” is no name: it has neither letter nor digit.", 0)
    parts: list[Tree] = [Phrase("speaker", speaker)] if speaker.strip() else []
    sort, show_copies = None, False
    if line.strip():
        query = parse_quote(line)
        parts.append(query.tree)
        sort, show_copies = query.sort, query.show_copies
    if len(parts) == 2:
        return And(tuple(parts)), sort, show_copies
    return (parts[0] if parts else None), sort, show_copies
