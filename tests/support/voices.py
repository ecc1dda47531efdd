"""The reference for counts of who is heard: read every quote, and count it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.archive import Archive
from index.article import QuoteHit
from index.engines.local.fulltext.analysis import words
from index.query import refine_line
from index.query.tree import QUOTE_TYPES
from index.voices import NAMINGS, VOICE_FIELDS, VoiceCount, VoiceField
from tui.render.record.voices import voice_condition

EVERY_QUOTE = "conf:>=0"


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


def count(name: str, own: Iterable[QuoteHit], every: Iterable[QuoteHit]) -> VoiceCount:
    """Count the quotes ``own``; ``every`` are those that a search found, in every copy."""
    own = list(own)
    places = [(hit.entry.id, hit.number) for hit in own]
    numbers: dict[str, list[int]] = {}
    for hit in every:
        numbers.setdefault(hit.entry.id, []).append(hit.number)
    return VoiceCount(
        name, len(own), sum(len(words(hit.text)) for hit in own),
        len({article for article, _ in places}),
        *(sum(naming(hit) == each for hit in own) for each in NAMINGS),
        *(sum(hit.quote.kind == each for hit in own) for each in QUOTE_TYPES),
        sum(number == min(numbers[article]) for article, number in places),
        sum(number == max(numbers[article]) for article, number in places),
    )  # fmt: skip


def section(archive: Archive, field: VoiceField, line: str) -> dict[str, VoiceCount]:
    """Count by one field what is listed if its values are chosen."""
    every = in_every_copy(archive, line)
    counts = {}
    for value in {value for hit in every for value in VALUES[field](hit)}:
        chosen = refine_line(line, voice_condition(field, value))
        own = archive.quotes("", chosen, limit=1000)
        counts[value] = count(value, own, every)
    return counts


def in_every_copy(archive: Archive, line: str) -> tuple[QuoteHit, ...]:
    """Return the quotes that a search finds, also those in copies."""
    apart = line if "copies:apart" in line else f"{line or EVERY_QUOTE} copies:apart"
    return archive.quotes("", apart, limit=1000)


def assert_counts_are_those_of_the_quotes(archive: Archive, line: str) -> None:
    """Compare every count of who is heard with the quotes that the same search lists."""
    found = archive.quotes("", line, limit=1000)
    counted = archive.statistics.voices(line)
    assert counted.total == count("", found, in_every_copy(archive, line))
    for field in VOICE_FIELDS:
        counts = {each.name: each for each in counted.section(field).counts}
        assert counts == section(archive, field, line)
    articles = {hit.entry.id for hit in found}
    stories = {frozenset({name, *(each.id for each in archive.copies(name))}) for name in articles}
    assert counted.copies == (0 if "copies:" in line else len(articles) - len(stories))
    assert counted.repeated("speaker") == counted.joint
    assert counted.repeated("naming") == counted.repeated("type") == 0
