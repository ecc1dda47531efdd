"""Highlights of an article: quotes, names, search hits, and the current one of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import EntityLabel, Span
from tui.render.article_page import SHOWN_LABELS, ArticlePage
from tui.render.typesetting import SpanIndex

ENTITY_LAYERS: tuple[tuple[EntityLabel, ...], ...] = (
    SHOWN_LABELS,
    ("person",),
    ("organisation",),
    ("place",),
    (),
)
LAYER_NAMES = (
    "all names", "names of people", "names of organisations", "names of places", "no names",
)  # fmt: skip
ENTITY_FIELDS: dict[EntityLabel, str] = {
    "person": "person", "organisation": "org", "place": "place", "other": "entity",
}  # fmt: skip


class Highlights:
    """The highlights of one page, and the numbers of the current quote, name and hit."""

    def __init__(self, page: ArticlePage | None = None) -> None:
        self.page = page
        self.quote: int | None = None
        self.entity: int | None = None
        self.hit: int | None = None
        self.hits: SpanIndex[int] = SpanIndex()
        self.shows_quotes = True
        self._layer = 0
        self._quoted = {span for quote in page.quotes for span in quote.content} if page else set()
        if page:
            self.set_hits(page.hits)

    def set_hits(self, spans: Iterable[Span]) -> None:
        """Highlight these spans as hits; none of them is current."""
        self.hits = SpanIndex((span, number) for number, span in enumerate(sorted(spans)))
        self.hit = None

    def copy_layers(self, other: Highlights) -> None:
        """Show the same layers as another article."""
        self.shows_quotes, self._layer = other.shows_quotes, other._layer

    def for_page(self, page: ArticlePage, found_words: str) -> Highlights:
        """Return the highlights of the same article after its quotes changed."""
        highlights = Highlights(page)
        highlights.copy_layers(self)
        highlights.entity, spans = self.entity, self.current_quote()
        same = (n for n, quote in enumerate(page.quotes) if quote.content == spans)
        highlights.quote = next(same, None)
        if found_words:
            highlights.set_hits(page.find(found_words))
        highlights.hit = self.hit
        return highlights

    def next_entity_layer(self) -> str:
        """Highlight only the next type of name; then no names; then all. Return which, in words."""
        self._layer = (self._layer + 1) % len(ENTITY_LAYERS)
        return LAYER_NAMES[self._layer]

    def current_quote(self) -> tuple[Span, ...]:
        """Return the spans of the current quote."""
        if self.page is None or self.quote is None:
            return ()
        return self.page.quotes[self.quote].content

    def current_quote_and_speaker(self) -> tuple[Span, ...]:
        """Return the spans of the current quote, its cue and its source mention."""
        if self.page is None or self.quote is None:
            return ()
        quote = self.page.quotes[self.quote]
        return (*quote.content, *quote.cue, *quote.mention)

    def search_condition(self) -> str:
        """Return a search line for the current name or speaker, or an empty string."""
        from index.query import field_condition  # 45 ms, not needed for reading

        if self.page is None:
            return ""
        if self.entity is not None:
            span, label = self.page.entity_spans.items[self.entity]
            return field_condition(ENTITY_FIELDS[label], self.page.name_at(span))
        speaker = self.page.quotes[self.quote].person if self.quote is not None else None
        return field_condition("speaker", speaker) if speaker else ""

    def positions(self, is_finding: bool) -> tuple[str, str]:
        """Return “match 3/17” and “quote 9/16”; ``is_finding``: also “match 0/0”."""
        hits = len(self.hits.items)
        quotes = len(self.page.quotes) if self.page else 0
        return (
            f"match {_ordinal(self.hit)}/{hits}" if hits or is_finding else "",
            f"quote {_ordinal(self.quote)}/{quotes}" if quotes else "",
        )

    def quote_at(self, span: Span) -> int | None:
        """Return the number of the quote that a span is in."""
        if self.page is None:
            return None
        overlapping = self.page.quote_spans.overlapping(*span)
        return next((n for part, n in overlapping if part.start <= span.start < part.end), None)

    def hit_in(self, quote: int) -> int | None:
        """Return the number of the first hit within a quote."""
        assert self.page is not None
        for span in self.page.quotes[quote].content:
            for _, number in self.hits.overlapping(*span):
                return number
        return None

    def styles(self, start: int, end: int) -> Iterator[tuple[Span, str]]:
        """Yield the styled spans of a part of the text; later ones are drawn on top."""
        if self.page is None:
            return
        yield from self.page.heading_spans.overlapping(start, end)
        if self.shows_quotes:
            for span, number in self.page.quote_spans.overlapping(start, end):
                yield span, self.page.speaker_style(self.page.quotes[number].person)
                yield span, "current-quote" if number == self.quote else "quote"
        for span, label in self.page.entity_spans.overlapping(start, end):
            if label in ENTITY_LAYERS[self._layer]:
                yield span, label
        for span, style in self._current_styles():
            if span.touches(Span(start, end)):
                yield span, style
        for span, number in self.hits.overlapping(start, end):
            if self.shows_quotes and span in self._quoted:
                yield span, "match-quote"
            else:
                yield span, "current" if number == self.hit else "match"

    def _current_styles(self) -> Iterator[tuple[Span, str]]:
        """Yield the cue and source mention of the current quote, and the current name."""
        assert self.page is not None
        if self.quote is not None and self.shows_quotes:
            quote = self.page.quotes[self.quote]
            yield from ((span, "cue") for span in quote.cue)
            style = self.page.speaker_style(quote.person)
            yield from ((span, style) for span in quote.mention)
        if self.entity is not None:
            yield self.page.entity_spans.items[self.entity][0], "current"


def _ordinal(index: int | None) -> int:
    return 0 if index is None else index + 1
