"""What is lit on the page: quotes, names, hits, and which of each one is at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import EntityLabel, Span
from tui.render.article_page import LABELS, Reading
from tui.render.typesetting import Layer

ENTITY_LAYERS: tuple[tuple[EntityLabel, ...], ...] = (
    LABELS,
    ("person",),
    ("organisation",),
    ("place",),
    (),
)
ENTITY_FIELDS: dict[EntityLabel, str] = {
    "person": "person", "organisation": "org", "place": "place", "other": "entity",
}  # fmt: skip


class Marks:
    """The marks of one article; the numbers say which quote, name and hit is the current one."""

    def __init__(self, reading: Reading | None = None) -> None:
        self.reading = reading
        self.quote: int | None = None
        self.entity: int | None = None
        self.hit: int | None = None
        self.hits: Layer[int] = Layer()
        self.quotes_lit = True
        self._layer = 0
        if reading:
            self.light(reading.hits)

    def light(self, spans: Iterable[Span]) -> None:
        """Take these places for the hits; none is the current one."""
        self.hits = Layer((span, number) for number, span in enumerate(sorted(spans)))
        self.hit = None

    def keep_layers(self, other: Marks) -> None:
        """Show the same layers as in another article."""
        self.quotes_lit, self._layer = other.quotes_lit, other._layer

    def renewed(self, reading: Reading, found: str) -> Marks:
        """The marks of the same article with other quotes, the words of a find lit again."""
        marks = Marks(reading)
        marks.keep_layers(self)
        marks.entity, spans = self.entity, self.here()
        same = (n for n, quote in enumerate(reading.quotes) if quote.content == spans)
        marks.quote = next(same, None)
        if found:
            marks.light(reading.find(found))
        marks.hit = self.hit
        return marks

    def next_entity_layer(self) -> None:
        """Mark names of the next type alone, or all, or none."""
        self._layer = (self._layer + 1) % len(ENTITY_LAYERS)

    def here(self) -> tuple[Span, ...]:
        """The words of the current quote."""
        if self.reading is None or self.quote is None:
            return ()
        return self.reading.quotes[self.quote].content

    def name(self) -> str:
        """What finds the current name, or else the speaker of the current quote; or nothing."""
        from index.query import field_condition  # 45 ms that reading does without

        if self.reading is None:
            return ""
        if self.entity is not None:
            span, label = self.reading.entities.marks[self.entity]
            return field_condition(ENTITY_FIELDS[label], self.reading.name_at(span))
        speaker = self.reading.quotes[self.quote].speaker if self.quote is not None else None
        return field_condition("speaker", speaker) if speaker else ""

    def told(self, finding: bool) -> tuple[str, str]:
        """At which hit and at which quote one is; ``finding`` says so even of no hit at all."""
        hits = len(self.hits.marks)
        quotes = len(self.reading.quotes) if self.reading else 0
        return (
            f"hit {_number(self.hit)}/{hits}" if hits or finding else "",
            f"quote {_number(self.quote)}/{quotes}" if quotes else "",
        )

    def quote_at(self, span: Span) -> int | None:
        """The number of the quote whose words are just this stretch of the text."""
        if self.reading is None:
            return None
        within = self.reading.quoted.within(*span)
        return next((number for quoted, number in within if quoted == span), None)

    def hit_at(self, quote: int) -> int | None:
        """The number of the first hit in the words of a quote."""
        assert self.reading is not None
        for span in self.reading.quotes[quote].content:
            for _, number in self.hits.within(*span):
                return number
        return None

    def about_quote(self) -> tuple[Span, ...]:
        """The words of the current quote, its cue and its source mention."""
        if self.reading is None or self.quote is None:
            return ()
        quote = self.reading.quotes[self.quote]
        return (*quote.content, *quote.cue, *quote.mention)

    def inks(self, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """The inks of a stretch of the text; what is laid over the others comes last."""
        if self.reading is None:
            return
        if self.quotes_lit:
            for span, number in self.reading.quoted.within(start, end):
                yield span, self.reading.ink_of(self.reading.quotes[number])
                yield span, "quote-here" if number == self.quote else "quote"
        for span, label in self.reading.entities.within(start, end):
            if label in ENTITY_LAYERS[self._layer]:
                yield span, label
        for span, ink in self._current():
            if span.touches(Span(start, end)):
                yield span, ink
        for span, number in self.hits.within(start, end):
            if self.quotes_lit and self.quote_at(span) is not None:
                yield span, "match-quote"
            else:
                yield span, "here" if number == self.hit else "match"

    def _current(self) -> Iterator[tuple[Span, str]]:
        """The cue and the source mention of the current quote, and the current name."""
        assert self.reading is not None
        if self.quote is not None and self.quotes_lit:
            quote = self.reading.quotes[self.quote]
            yield from ((span, "cue") for span in quote.cue)
            yield from ((span, self.reading.ink_of(quote)) for span in quote.mention)
        if self.entity is not None:
            yield self.reading.entities.marks[self.entity][0], "here"


def _number(place: int | None) -> int:
    return 0 if place is None else place + 1
