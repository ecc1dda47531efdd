"""The reference for counts of who is heard: read every quote, and count it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.archive import Archive
from index.article import QuoteHit
from index.engines.local.fulltext.analysis import words
from index.query.tree import QUOTE_TYPES
from index.voices import NAMINGS, VOICE_FIELDS, VoiceCount, VoiceField


def naming(hit: QuoteHit) -> str:
    """Return whether the speaker of a quote has a name, a description, or is unknown."""
    return "named" if hit.quote.named else "unnamed" if hit.quote.speakers else "unknown"


VALUES: dict[VoiceField, Callable[[QuoteHit], Sequence[str]]] = {
    "speaker": lambda hit: hit.quote.person.split("; ") if hit.quote.person else [""],
    "naming": lambda hit: [naming(hit)],
    "type": lambda hit: [hit.quote.kind],
    "source": lambda hit: [hit.entry.source],
    "date": lambda hit: [hit.entry.date.isoformat()[:7] if hit.entry.date else ""],
}
"""The values of a quote in each section."""


def count(name: str, own: Iterable[QuoteHit], found: Sequence[QuoteHit]) -> VoiceCount:
    """Count the quotes ``own`` among all that a search found."""
    own = list(own)
    places = [(hit.entry.id, hit.number) for hit in own]
    numbers: dict[str, list[int]] = {}
    for hit in found:
        numbers.setdefault(hit.entry.id, []).append(hit.number)
    return VoiceCount(
        name, len(own), sum(len(words(hit.text)) for hit in own),
        len({article for article, _ in places}),
        *(sum(naming(hit) == each for hit in own) for each in NAMINGS),
        *(sum(hit.quote.kind == each for hit in own) for each in QUOTE_TYPES),
        sum(number == min(numbers[article]) for article, number in places),
        sum(number == max(numbers[article]) for article, number in places),
    )  # fmt: skip


def section(field: VoiceField, found: Sequence[QuoteHit]) -> dict[str, VoiceCount]:
    """Count by one field."""
    values = {value for hit in found for value in VALUES[field](hit)}
    return {
        value: count(value, (hit for hit in found if value in VALUES[field](hit)), found)
        for value in values
    }


def assert_counts_are_those_of_the_quotes(archive: Archive, line: str) -> None:
    """Compare every count of who is heard with the quotes that the same search lists."""
    found = archive.quotes("", line, limit=1000)
    counted = archive.statistics.voices(line)
    assert counted.total == count("", found, found)
    for field in VOICE_FIELDS:
        counts = {each.name: each for each in counted.section(field).counts}
        assert counts == section(field, found)
    sums = [sum(each.quotes for each in part.counts) for part in counted.sections]
    articles = {hit.entry.id for hit in found}
    stories = {frozenset({name, *(each.id for each in archive.copies(name))}) for name in articles}
    assert counted.copies == (0 if "copies:" in line else len(articles) - len(stories))
    assert sums == [len(found) + counted.joint, *[len(found)] * 4]
