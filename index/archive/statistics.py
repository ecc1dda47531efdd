"""Counts over many articles: facets, timelines, and speakers' activity over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.article import Counted, Facet, Period, Speaker, Timeline
from index.engines.protocol import Engine
from index.voices import Voices


class Statistics:
    """Count what the articles of a search have in common, and when speakers are quoted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def facets(self, line: str = "", limit: int = 12) -> tuple[Facet, ...]:
        """Count states, outlets, months, people and places of a search, or of all articles.

        The states are ``unread`` and ``starred``. ``limit`` is the number of outlets, and of
        people, organisations, places and speakers. Raises QueryError.
        """
        # 45 ms that reading saves
        from index.query import And, asks_for_quotes, parse, speaker_filter

        if not line.strip():
            return self._engine.statistics.facets(And(()), limit=limit)
        query = parse(line)
        return self._engine.statistics.facets(
            query.tree, by_speaker=speaker_filter(line) if asks_for_quotes(query.tree) else None,
            show_copies=query.show_copies, limit=limit,
        )  # fmt: skip

    def timeline(
        self,
        line: str = "",
        period: Period | None = None,
        counted: Counted = "quotes",
        limit: int = 40,
    ) -> Timeline:
        """Count quotes or articles per speaker and period for a search; raises QueryError.

        Plain words of the line match the words of quotes when quotes are counted, and those of
        articles otherwise. Without a ``period`` one is chosen to fit the dates; many years are
        never counted by days.
        """
        from index.query import parse, parse_quote, speaker_filter

        tree, show_copies = None, False
        if line.strip():
            query = parse_quote(line) if counted == "quotes" else parse(line)
            tree, show_copies = query.tree, query.show_copies
        return self._engine.statistics.timeline(
            tree, period, None if counted == "quotes" else speaker_filter(line), limit,
            show_copies=show_copies,
        )  # fmt: skip

    def voices(self, line: str = "", limit: int | None = None) -> Voices:
        """Count who is heard in the quotes of a search, or in all; raises QueryError.

        ``limit`` is the number of speakers; the others are added up. The numbers are those of the
        quotes that ``Archive.quotes`` lists.
        """
        from index.query import parse_quote

        query = parse_quote(line) if line.strip() else None
        return self._engine.statistics.voices(
            query.tree if query else None, limit, show_copies=bool(query and query.show_copies)
        )

    def with_activity(
        self, speakers: Sequence[Speaker], cells: int, span: tuple[date, date] | None = None
    ) -> tuple[Speaker, ...]:
        """Return the speakers with their number of quotes in each of up to ``cells`` periods.

        The periods are equal numbers of months, from the first to the last month of ``span``, or
        of the whole archive.
        """
        found = self._engine.statistics.activity(
            [speaker.names for speaker in speakers], cells, span
        )
        return tuple(
            speaker._replace(activity=counts)
            for speaker, counts in zip(speakers, found, strict=True)
        )
