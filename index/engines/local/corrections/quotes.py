"""Corrections of quotes: which quote one is about, and an annotation as it reads with them.

A quote is known by its words, so that a correction still fits where a later program cuts it
somewhat otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.article import Annotation, Quote, QuoteCorrection, Span, Step
from index.engines.local.fulltext.analysis import TOKEN, words

YOU = "you"  # the subject of the step that says who corrected a quote
FIRST_WORDS = 12
CUT = "…"
BETWEEN = 400  # characters at most between two spans of a quote
MOST_PLACES = 200  # of the same words in one article
MARKS = " \t\"'“”„‟‘’‚‛«»‹›`"
DESCRIBING = frozenset(("a", "an", "another", "one", "several", "some"))


class Corrected(NamedTuple):
    """An annotation with its corrections, and which correction decided on each quote."""

    annotation: Annotation
    decided: dict[int, QuoteCorrection]
    """By the number of the quote in the annotation as it was found."""


def first_words(quote: Quote, text: str) -> tuple[str, int]:
    """How a quote begins, and at which of several places with these words it is, from 1."""
    found = " ".join(quote.cut(text).split())
    parts = found.split(" ")
    said = " ".join(parts[:FIRST_WORDS])
    said = said.strip(MARKS) or said
    if len(parts) > FIRST_WORDS:
        said = f"{said} {CUT}"
    starts = [place.start for place in _places(said, text)]
    if len(starts) < 2:
        return said, 0
    return said, starts.index(min(starts, key=lambda start: abs(start - quote.start))) + 1


def fitting(
    correction: QuoteCorrection, text: str, quotes: Sequence[Quote], *, exactly: bool = False
) -> int | None:
    """The number of the quote that a correction is about; None where there is none.

    Of those that stand where its words are it is the one that begins with them, or has most of
    them. ``exactly`` asks for one that begins with them.
    """
    places = _places(correction.words, text)
    wanted = words(correction.words)
    if correction.nth and len(places) > 1:
        places = places[correction.nth - 1 : correction.nth] or places[-1:]
    found = []
    for place in places:
        for number, quote in enumerate(quotes):
            if shared := _shared(quote, place):
                begins = words(quote.cut(text))[: len(wanted)] == wanted
                found.append((begins, shared, -abs(quote.start - place.start), number))
    if exactly:
        found = [each for each in found if each[0]]
    return max(found)[-1] if found else None


def _places(said: str, text: str) -> list[Span]:
    """Where the words of a quote stand in a text."""
    pieces = []
    for piece in said.split(CUT):
        tokens = TOKEN.findall(piece) or piece.split()
        if tokens:
            pieces.append(r"[\W_]+".join(map(re.escape, tokens)))
    if not pieces:
        return []
    whole = rf"[\s\S]{{0,{BETWEEN}}}?".join(pieces)
    edge = r"\b" if TOKEN.match(said.lstrip(MARKS)) else ""
    found = re.finditer(f"{edge}{whole}(?!\\w)", text, re.IGNORECASE)
    return [Span(*match.span()) for match, _ in zip(found, range(MOST_PLACES), strict=False)]


def _shared(quote: Quote, place: Span) -> int:
    """How many characters of a place are in a quote."""
    return sum(
        max(0, min(span.end, place.end) - max(span.start, place.start)) for span in quote.content
    )


def corrected(
    text: str, found: Annotation, corrections: Sequence[tuple[QuoteCorrection, bool]]
) -> Corrected:
    """An annotation as it reads with these corrections; of several on one quote the last holds.

    Each comes with whether it was made on this very article: on another place or version of it,
    it holds for the quotes that begin with just its words.
    """
    decided: dict[int, QuoteCorrection] = {}
    for correction, own in corrections:
        number = fitting(correction, text, found.quotes, exactly=not own)
        if number is not None:
            decided[number] = correction
    names = {entity.name for entity in found.entities}
    quotes = []
    for number, quote in enumerate(found.quotes):
        if number not in decided:
            quotes.append(quote)
        elif decided[number].is_quote:
            quotes.append(_given(quote, decided[number], text, names))
    return Corrected(replace(found, quotes=tuple(quotes)), decided)


def _given(quote: Quote, correction: QuoteCorrection, text: str, names: set[str]) -> Quote:
    """A quote given to whom the reader says, with what the program had thought."""
    speakers = tuple(filter(None, (name.strip() for name in correction.speaker.split(";"))))
    made = f" on {correction.made}" if correction.made else ""
    steps = (
        Step(YOU, "; ".join(speakers) or "unknown", f"corrected by the reader{made}"),
        Step("program", quote.speaker or "unknown", f"confidence {quote.confidence:.2f}"),
        *quote.steps,
    )
    # What names somebody else there would else find the quote under that name.
    others = {word for name in set(quote.speakers) - set(speakers) for word in words(name)}
    called = {word for span in quote.mention for word in words(span.cut(text))}
    return replace(
        quote,
        speakers=speakers,
        named=bool(speakers) and all(_is_name(name, names) for name in speakers),
        mention=() if others & called else quote.mention,
        confidence=1.0,
        steps=steps,
    )


def _is_name(name: str, names: set[str]) -> bool:
    """Whether somebody is named so, and not only described (“a senior official”)."""
    described = name.split()[0] in DESCRIBING or name == name.lower()
    return name in names or not described
