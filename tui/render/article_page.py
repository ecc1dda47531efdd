"""Everything the article pane shows, computed once and outside the UI thread."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from index.article import (
    GAP,
    UNKNOWN_SPEAKER,
    Annotation,
    Article,
    EntityLabel,
    Entry,
    Quote,
    QuoteHit,
    Span,
)
from index.user_data import Note, current_note
from tui.render.dates import format_date_or
from tui.render.phrases import NO_DATE, NO_OUTLET, plural, with_cue
from tui.render.sanitize import fold_characters, one_line, safe, shorten
from tui.render.typesetting import SpanIndex
from tui.theme import SPEAKER_COLOURS

WORDS_PER_MINUTE = 240
MAX_NAMED_COPIES = 2
SHOWN_LABELS: tuple[EntityLabel, ...] = ("person", "organisation", "place")


@dataclass(frozen=True, eq=False, repr=False)
class ArticlePage:
    """An article with its annotation, its marks, and the matches of the current search."""

    id: str
    article: Article
    annotation: Annotation
    hits: tuple[Span, ...] = ()
    copies: tuple[Entry, ...] = ()
    """Its copies in other outlets, files or pages."""
    versions: tuple[Entry, ...] = ()
    """All versions including this one, newest first."""
    notes: tuple[Note, ...] = ()
    """The user's notes on the article and its quotes."""
    speaker_colours: dict[str, int] = field(init=False)
    """The colour number of each person, from 1, in order of first quote; merged names are one."""

    def __post_init__(self) -> None:
        names = dict.fromkeys(quote.person for quote in self.quotes if quote.person)
        numbered = {name: 1 + index % SPEAKER_COLOURS for index, name in enumerate(names)}
        object.__setattr__(self, "speaker_colours", numbered)

    @property
    def text(self) -> str:
        """The text of the article as stored."""
        return self.article.text

    @cached_property
    def safe_text(self) -> str:
        """The text without terminal control characters; offsets are those of ``text``."""
        return safe(self.article.text)

    @cached_property
    def folded_text(self) -> str:
        """The text that ``find`` searches; offsets are those of ``text``."""
        return fold_characters(self.safe_text)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes in the order of the text."""
        return self.annotation.quotes

    @cached_property
    def margin_names(self) -> list[str]:
        """The speaker's name for the margin, per quote."""
        shown = {name: one_line(name) for name in self.speaker_colours}
        return [shown[quote.person] if quote.person else UNKNOWN_SPEAKER for quote in self.quotes]

    def speaker_style(self, speaker: str | None) -> str:
        """Return the name of the style for a speaker."""
        return f"speaker-{self.speaker_colours[speaker]}" if speaker else "unknown"

    @cached_property
    def quote_spans(self) -> SpanIndex[int]:
        """The spans of quoted words, each with the number of its quote."""
        return SpanIndex(
            (span, number) for number, quote in enumerate(self.quotes) for span in quote.content
        )

    @cached_property
    def entity_spans(self) -> SpanIndex[EntityLabel]:
        """The mentions of persons, organisations and places."""
        return SpanIndex(
            (mention, entity.label)
            for entity in self.annotation.entities
            if entity.label in SHOWN_LABELS
            for mention in entity.mentions
        )

    @cached_property
    def heading_spans(self) -> SpanIndex[str]:
        """The headings within the text; of an article without a headline, the first sentence."""
        spans = self.article.heading_spans()
        if self.article.title_from_text:
            _, first, _ = self.article.sentences_around(Span(0, 1))
            spans = [first, *spans]
        return SpanIndex((span, "strong") for span in spans)

    def name_at(self, span: Span) -> str:
        """Return the full name of the entity mentioned at a span."""
        for entity in self.annotation.entities:
            if span in entity.mentions:
                return entity.name
        return span.cut(self.text)

    def find(self, words: str) -> tuple[Span, ...]:
        """Return all matches of the words, ignoring case and also within longer words."""
        pattern = r"\s+".join(re.escape(word) for word in fold_characters(safe(words)).split())
        if not pattern:
            return ()
        return tuple(Span(*match.span()) for match in re.finditer(pattern, self.folded_text))

    @property
    def title(self) -> str:
        """The headline on one line."""
        return one_line(self.article.title) or "(untitled)"

    @property
    def details(self) -> str:
        """The line below the headline: date, source, byline, counts, copies and notes."""
        article = self.article
        minutes = max(1, round((self.entry.words if self.entry else 0) / WORDS_PER_MINUTE))
        parts = [
            format_date_or(article.date, NO_DATE),
            one_line(article.source) or NO_OUTLET,
            one_line(article.byline),
            "edited" if article.edited else "",
            plural(len(self.quotes), "quote"),
            plural(len(self.speaker_colours), "speaker"),
            f"{minutes} min",
            self._copies_and_versions(),
            one_line(current_note(article.note, dict(article.edited))),
            "" if self.annotation.english else "not in English: quotes have no speakers",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def entry(self) -> Entry | None:
        """The article's list entry, with its marks."""
        return next((entry for entry in self.versions if entry.id == self.id), None)

    def with_marks(self, versions: tuple[Entry, ...], notes: tuple[Note, ...]) -> ArticlePage:
        """Return a copy with other marks that shares all computed data of the text."""
        other = copy(self)
        object.__setattr__(other, "versions", versions)
        object.__setattr__(other, "notes", notes)
        other.__dict__.pop("quote_notes", None)
        return other

    @cached_property
    def quote_notes(self) -> dict[int, str]:
        """The notes on quotes, by the number of the quote."""
        texts = {note.start: note.text for note in self.notes}
        return {n: texts[q.start] for n, q in enumerate(self.quotes) if q.start in texts}

    @property
    def mark_lines(self) -> list[str]:
        """The star and tags on one line, then a line per note."""
        entry = self.entry
        star = ["★"] if entry and entry.starred else []
        tags = " ".join([*star, *(f"#{one_line(tag)}" for tag in (entry.tags if entry else ()))])
        article_notes = [f"✎ {one_line(note.text)}" for note in self.notes if note.start is None]
        quote_notes = [
            f"✎ {shorten(self.quote_words(number), 28)} — {one_line(text)}"
            for number, text in self.quote_notes.items()
        ]
        return [line for line in (tags, *article_notes, *quote_notes) if line]

    def quote_words(self, number: int) -> str:
        """Return the words of a quote on one line, after its cue."""
        quote = self.quotes[number]
        return one_line(with_cue(quote.cut_cue(self.text), quote.cut(self.text)))

    def quote_hit(self, number: int) -> QuoteHit | None:
        """Return a quote as a row of a list of quotes."""
        entry, quote = self.entry, self.quotes[number]
        if entry is None:
            return None
        mention = GAP.join(span.cut(self.text) for span in quote.mention)
        words, cue = quote.cut(self.text), quote.cut_cue(self.text)
        return QuoteHit(entry, number, quote, words, mention, cue)

    @property
    def other_versions_and_copies(self) -> tuple[Entry, ...]:
        """The other versions, then the copies."""
        return (*(entry for entry in self.versions if entry.id != self.id), *self.copies)

    def _copies_and_versions(self) -> str:
        """Return a summary: “1 older version · also in Valley Echo 2024-03-05”."""
        parts = []
        if any(entry.id == self.id and entry.outdated for entry in self.versions):
            parts.append("an older version")
        elif len(self.versions) > 1:
            parts.append(plural(len(self.versions) - 1, "older version"))
        if self.copies:
            named = [
                " ".join(filter(None, (one_line(entry.source or entry.url or entry.location),
                                       format_date_or(entry.date, ""))))
                for entry in self.copies[:MAX_NAMED_COPIES]
            ]  # fmt: skip
            more = len(self.copies) - len(named)
            parts.append(f"also in {', '.join(named)}{f' and {more} more' if more else ''}")
        return " · ".join(parts)
