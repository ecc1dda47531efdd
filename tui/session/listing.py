"""Ask the archive for what the views of a search list. Call it in a thread."""

from __future__ import annotations

from collections.abc import Sequence

from index.archive import Archive
from index.article import Speaker, SpeakerOrder
from tui.session.history import ListState

SPARKLINE_WIDTH = 24


def count_listed(archive: Archive, state: ListState, prefix: str = "") -> int:
    """Return how many rows a list has; ``prefix`` is what the names of its speakers begin with."""
    match state.view:
        case "quotes":
            return archive.count_quotes(query=state.line)
        case "searches":
            return archive.searches.count()
        case "speakers" if state.line:
            return archive.speakers.matching(state.line, prefix, limit=0)[1]
        case "speakers":
            return archive.speakers.count(prefix)
    return archive.count_hits(state.line) if state.line else archive.count()


def active_speakers(
    archive: Archive, line: str, prefix: str, order: SpeakerOrder, offset: int, limit: int
) -> Sequence[Speaker]:
    """Return a page of the speakers of a search, or of all, with their activity over time."""
    if line or order != "quotes":
        return archive.speakers.matching(line, prefix, order, offset, limit, SPARKLINE_WIDTH)[0]
    # The most quoted of all are known without looking at their quotes.
    speakers = archive.speakers.page(prefix, offset, limit)
    return archive.statistics.with_activity(speakers, SPARKLINE_WIDTH)
