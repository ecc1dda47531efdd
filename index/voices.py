"""The data classes of who is heard: counts of quotes by person, naming, kind, outlet and month."""

from typing import Literal, NamedTuple

VoiceField = Literal["speaker", "naming", "type", "source", "date"]
"""What quotes are counted by. All but ``naming`` are fields of the search line."""
VOICE_FIELDS: tuple[VoiceField, ...] = ("speaker", "naming", "type", "source", "date")
NAMINGS = ("named", "unnamed", "unknown")
"""Whether the speaker of a quote has a name, only a description, or is not known."""


class VoiceCount(NamedTuple):
    """How many quotes have something in common, and what kinds of quotes these are."""

    name: str
    """The value that they share; empty for none: no known speaker, no outlet, no date."""
    quotes: int
    words: int = 0
    articles: int = 0
    named: int = 0
    unnamed: int = 0
    unknown: int = 0
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    first: int = 0
    """The articles whose first quote found is one of these."""
    last: int = 0
    """The articles whose last quote found is one of these."""


class VoiceSection(NamedTuple):
    """The counts by one field."""

    field: VoiceField
    counts: tuple[VoiceCount, ...]
    """Most quotes first; months in order. Those without a value come last."""
    distinct: int = 0
    """How many different values there are, those in ``others`` included."""
    others: VoiceCount | None = None
    """The rest, added up, if only the most frequent speakers were asked for."""


class Voices(NamedTuple):
    """Who is heard in the quotes that a search finds.

    Each count is that of the quotes that the same search finds with a filter by its value. The
    counts of a section, with ``others``, add up to ``total``, and more where quotes have several
    values: speakers, or copies in several outlets and months.
    """

    total: VoiceCount
    sections: tuple[VoiceSection, ...]
    """One for each of ``VOICE_FIELDS``, in that order."""
    joint: int = 0
    """How many quotes more the speakers have in all than there are."""
    copies: int = 0
    """How many of the articles are copies of others, counted for quotes that those lack."""

    def section(self, field: VoiceField) -> VoiceSection:
        """Return the section of a field."""
        return self.sections[VOICE_FIELDS.index(field)]

    def repeated(self, field: VoiceField) -> int:
        """Return how many more quotes the counts of a section have in all than there are."""
        section = self.section(field)
        rows = (*section.counts, *([section.others] if section.others else []))
        return sum(each.quotes for each in rows) - self.total.quotes if rows else 0


class WordCount(NamedTuple):
    """How often a word occurs in the quotes of two searches, and in those of a third."""

    word: str
    first: int
    second: int
    background: int
