"""An article made ready to be read: what the page needs, computed once and off the screen."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from index.article import GAP, Annotation, Article, EntityLabel, Entry, Note, Quote, QuoteHit, Span
from tui.render.dates import day_or
from tui.render.sanitize import fold, one_line, plural, safe, shorten
from tui.render.typesetting import Layer
from tui.theme import SPEAKERS

WORDS_A_MINUTE = 240
NAMED = 2  # other places that are named beside the article
LABELS: tuple[EntityLabel, ...] = ("person", "organisation", "place")


@dataclass(frozen=True)
class Reading:
    """One article with its annotation and the places where the search in force matched."""

    id: str
    article: Article
    annotation: Annotation
    hits: tuple[Span, ...] = ()
    copies: tuple[Entry, ...] = ()
    """The other places where it is kept."""
    versions: tuple[Entry, ...] = ()
    """All its versions, itself among them, the newest first."""
    notes: tuple[Note, ...] = ()
    """What the reader wrote on it and its quotes."""
    slots: dict[str, int] = field(init=False)
    """The colour of each speaker, from 1, in the order in which they come to speak."""

    def __post_init__(self) -> None:
        names = dict.fromkeys(quote.speaker for quote in self.quotes if quote.speaker)
        numbered = {name: 1 + index % SPEAKERS for index, name in enumerate(names)}
        object.__setattr__(self, "slots", numbered)

    @property
    def text(self) -> str:
        """The text of the article, as it is kept."""
        return self.article.text

    @cached_property
    def safe_text(self) -> str:
        """The text, character for character, as a terminal may have it."""
        return safe(self.article.text)

    @cached_property
    def folded(self) -> str:
        """The text, character for character, as find compares it."""
        return fold(self.safe_text)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes in the order of the text."""
        return self.annotation.quotes

    @cached_property
    def names(self) -> list[str]:
        """For each quote, whom to name beside it."""
        shown = {name: one_line(name) for name in self.slots}
        return [shown[quote.speaker] if quote.speaker else "unknown" for quote in self.quotes]

    def ink_of(self, quote: Quote) -> str:
        """The ink in which a quote's speaker is drawn."""
        return f"speaker-{self.slots[quote.speaker]}" if quote.speaker else "unknown"

    @cached_property
    def quoted(self) -> Layer[int]:
        """Where quoted words are; the mark is the number of the quote."""
        return Layer(
            (span, number) for number, quote in enumerate(self.quotes) for span in quote.content
        )

    @cached_property
    def entities(self) -> Layer[EntityLabel]:
        """Where persons, organisations and places are named."""
        return Layer(
            (mention, entity.label)
            for entity in self.annotation.entities
            if entity.label in LABELS
            for mention in entity.mentions
        )

    def name_at(self, place: Span) -> str:
        """The fullest name of whatever is named at a place."""
        for entity in self.annotation.entities:
            if place in entity.mentions:
                return entity.name
        return place.cut(self.text)

    def find(self, words: str) -> tuple[Span, ...]:
        """Every place where the words stand, parts of words too, whatever their case."""
        needle = r"\s+".join(re.escape(word) for word in fold(safe(words)).split())
        if not needle:
            return ()
        return tuple(Span(*match.span()) for match in re.finditer(needle, self.folded))

    @property
    def title(self) -> str:
        """The headline on one line."""
        return one_line(self.article.title) or "(untitled)"

    @property
    def meta(self) -> str:
        """The line under the headline: when, where, how much, and by whom."""
        article = self.article
        minutes = max(1, round((self.entry.words if self.entry else 0) / WORDS_A_MINUTE))
        parts = [
            day_or(article.date, "date unknown"),
            one_line(article.source) or "source unknown",
            one_line(article.byline),
            plural(len(self.quotes), "quote"),
            plural(len(self.slots), "speaker"),
            f"{minutes} min",
            self._places(),
            one_line(article.note),
            "" if self.annotation.english else "not in English: quotation marks without speakers",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def entry(self) -> Entry | None:
        """Its row in a list, with what the reader did with it."""
        return next((entry for entry in self.versions if entry.id == self.id), None)

    def remarked(self, versions: tuple[Entry, ...], notes: tuple[Note, ...]) -> Reading:
        """The same article with other marks; what was computed of its text is kept."""
        other = copy(self)
        object.__setattr__(other, "versions", versions)
        object.__setattr__(other, "notes", notes)
        other.__dict__.pop("noted", None)
        return other

    @cached_property
    def noted(self) -> dict[int, str]:
        """The notes on quotes, by the number of the quote."""
        texts = {note.place: note.text for note in self.notes}
        return {n: texts[q.start] for n, q in enumerate(self.quotes) if q.start in texts}

    @property
    def marks(self) -> list[str]:
        """What the reader did with it, a line each: the star and tags, then the notes."""
        entry = self.entry
        star = ["★"] if entry and entry.starred else []
        first = " ".join([*star, *(f"#{one_line(tag)}" for tag in (entry.tags if entry else ()))])
        whole = [f"✎ {one_line(note.text)}" for note in self.notes if note.place is None]
        told = [
            f"✎ {shorten(one_line(self.quotes[number].cut(self.text)), 28)} — {one_line(text)}"
            for number, text in self.noted.items()
        ]
        return [line for line in (first, *whole, *told) if line]

    def quote_hit(self, number: int) -> QuoteHit | None:
        """A quote as the lists of quotes have it."""
        entry, quote = self.entry, self.quotes[number]
        if entry is None:
            return None
        mention, cue = (
            GAP.join(span.cut(self.text) for span in spans) for spans in (quote.mention, quote.cue)
        )
        return QuoteHit(entry, number, quote, quote.cut(self.text), mention, cue)

    @property
    def others(self) -> tuple[Entry, ...]:
        """Its other versions and places."""
        return (*(entry for entry in self.versions if entry.id != self.id), *self.copies)

    def _places(self) -> str:
        """Where else it is, and what versions there are: “also in Valley Echo 2024-03-05”."""
        parts = []
        if any(entry.id == self.id and entry.outdated for entry in self.versions):
            parts.append("an older version")
        elif len(self.versions) > 1:
            parts.append(plural(len(self.versions) - 1, "older version"))
        if self.copies:
            told = [
                " ".join(filter(None, (one_line(entry.source or entry.url or entry.location),
                                       day_or(entry.date, ""))))
                for entry in self.copies[:NAMED]
            ]  # fmt: skip
            more = len(self.copies) - len(told)
            parts.append(f"also in {', '.join(told)}{f' and {more} more' if more else ''}")
        return " · ".join(parts)
