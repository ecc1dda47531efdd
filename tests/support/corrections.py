"""Articles whose quotes the tests of corrections correct, and what users see of them."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive
from index.article import Quote
from tests.support.builders import MarkedAnnotator

FOG = (
    " date 2024-03-05 source Harbour Post Fog came. “We saved boats,” [Ana Pell] she said."
    " “No nets were lost,” [Ana Pell] she said. “We waited long,” [a clerk] said he. “Oh,” “Oh,”"
)
SNOW = " date 2024-04-06 Snow fell. “We cleared the pier,” [Olaf Berg] he said. “Cold,” [Ana Pell]"
RIGHT = "Greta Holm"


def quote(archive: Archive, id: str, number: int = 0) -> Quote:
    """Return one of the quotes of an article."""
    return archive.annotation(id).quotes[number]


def quote_texts(archive: Archive, line: str) -> list[str]:
    """Return the texts of the quotes that a search finds, sorted."""
    return sorted(hit.text for hit in archive.quotes(query=line))


def visible_state(archive: Archive) -> object:
    """Return all that users see of quotes and speakers."""
    return (
        archive.speakers.page(limit=100),
        archive.quotes(limit=100),
        [(entry.quotes, archive.annotation(entry.id)) for entry in archive.articles()],
    )


def reopen(archive: Archive, tmp_path: Path) -> Archive:
    """Close an archive and open it again."""
    archive.close()
    return Archive.open(tmp_path / "archive", MarkedAnnotator())


def speaker_names(archive: Archive) -> list[str]:
    """Return the names in the list of speakers."""
    return [speaker.name for speaker in archive.speakers.page() if speaker.named]
