"""An archive whose quotes are to be corrected, and what can be seen of them."""

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
TRUTH = "Greta Holm"


def quote(archive: Archive, id: str, number: int = 0) -> Quote:
    """One of the quotes of an article."""
    return archive.annotation(id).quotes[number]


def found(archive: Archive, line: str) -> list[str]:
    """What the quotes say that a search line finds."""
    return sorted(hit.text for hit in archive.quotes(query=line))


def seen(archive: Archive) -> object:
    """All that a reader can see of quotes and speakers."""
    return (
        archive.speakers.page(limit=100),
        archive.quotes(limit=100),
        [
            (entry.quotes, entry.speakers, archive.annotation(entry.id))
            for entry in archive.articles()
        ],
    )


def again(archive: Archive, tmp_path: Path) -> Archive:
    """The same archive, started anew."""
    archive.close()
    return Archive.open(tmp_path / "archive", MarkedAnnotator())


def names(archive: Archive) -> list[str]:
    """The names in the list of speakers."""
    return [speaker.name for speaker in archive.speakers.page() if speaker.named]
