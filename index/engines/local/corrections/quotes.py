"""Match corrections to quotes, and apply them to an annotation.

A correction names the first words of its quote, so that it still matches if another version of
the program cuts the quote differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.article import CORRECTED_BY, Annotation, Quote, Span, Step
from index.engines.local.fulltext.analysis import PLAIN_TOKEN, plain_words
from index.user_data import QuoteCorrection

FIRST_WORDS = 12
ELLIPSIS = "…"
MAX_GAP = 400  # characters between two spans of a quote
MAX_PLACES = 200  # where the same words occur in one article
QUOTATION_MARKS = " \t\"'“”„‟‘’‚‛«»‹›`"
INDEFINITE = frozenset(("a", "an", "another", "one", "several", "some"))


class CorrectedAnnotation(NamedTuple):
    """An annotation with corrections applied."""

    annotation: Annotation
    applied: dict[int, QuoteCorrection]
    """The correction of each quote, by the quote's number before corrections."""


def first_words(quote: Quote, text: str) -> tuple[str, int]:
    """Return the first words of a quote, and which occurrence of them it is.

    Occurrences are numbered from 1; 0 means that there is only one.
    """
    content = " ".join(quote.cut(text).split())
    parts = content.split(" ")
    start = " ".join(parts[:FIRST_WORDS])
    start = start.strip(QUOTATION_MARKS) or start
    if len(parts) > FIRST_WORDS:
        start = f"{start} {ELLIPSIS}"
    offsets = [place.start for place in _places(start, text)]
    if len(offsets) < 2:
        return start, 0
    nearest = min(offsets, key=lambda offset: abs(offset - quote.start))
    return start, offsets.index(nearest) + 1


def find_quote(
    correction: QuoteCorrection, text: str, quotes: Sequence[Quote], *, exact: bool = False
) -> int | None:
    """Return the number of the quote that a correction is about, or None.

    Of the quotes where its words occur, it is the one that starts with them or overlaps them
    most. ``exact`` finds only quotes that start with them.
    """
    places = _places(correction.words, text)
    wanted = plain_words(correction.words)
    if correction.nth and len(places) > 1:
        places = places[correction.nth - 1 : correction.nth] or places[-1:]
    candidates = []
    for place in places:
        for number, quote in enumerate(quotes):
            if shared := _shared_characters(quote, place):
                starts_with = plain_words(quote.cut(text))[: len(wanted)] == wanted
                candidates.append((starts_with, shared, -abs(quote.start - place.start), number))
    if exact:
        candidates = [candidate for candidate in candidates if candidate[0]]
    return max(candidates)[-1] if candidates else None


def _places(start: str, text: str) -> list[Span]:
    """Return where the first words of a quote occur in a text."""
    pieces = []
    for piece in start.split(ELLIPSIS):
        tokens = PLAIN_TOKEN.findall(piece) or piece.split()
        if tokens:
            pieces.append(r"[\W_]+".join(map(re.escape, tokens)))
    if not pieces:
        return []
    pattern = rf"[\s\S]{{0,{MAX_GAP}}}?".join(pieces)
    boundary = r"\b" if PLAIN_TOKEN.match(start.lstrip(QUOTATION_MARKS)) else ""
    found = re.finditer(f"{boundary}{pattern}(?!\\w)", text, re.IGNORECASE)
    return [Span(*match.span()) for match, _ in zip(found, range(MAX_PLACES), strict=False)]


def _shared_characters(quote: Quote, place: Span) -> int:
    return sum(
        max(0, min(span.end, place.end) - max(span.start, place.start)) for span in quote.content
    )


def apply_corrections(
    text: str, found: Annotation, corrections: Sequence[tuple[QuoteCorrection, bool]]
) -> CorrectedAnnotation:
    """Apply corrections to what the program found; of several for one quote the last applies.

    Each comes with whether it was made on this article. If it was made on a copy or version, it
    applies only to a quote that starts with exactly its words.
    """
    applied: dict[int, QuoteCorrection] = {}
    for correction, is_own in corrections:
        number = find_quote(correction, text, found.quotes, exact=not is_own)
        if number is not None:
            applied[number] = correction
    names = {entity.name for entity in found.entities}
    quotes = []
    for number, quote in enumerate(found.quotes):
        if number not in applied:
            quotes.append(quote)
        elif applied[number].is_quote:
            quotes.append(_with_speaker(quote, applied[number], text, names))
    return CorrectedAnnotation(found._replace(quotes=tuple(quotes)), applied)


def _with_speaker(quote: Quote, correction: QuoteCorrection, text: str, names: set[str]) -> Quote:
    """Return a quote with the corrected speaker; its steps tell what the program found."""
    typed = (name.strip() for name in correction.speaker.split(";"))
    speakers = tuple(dict.fromkeys(filter(None, typed)))  # a name typed twice is one speaker
    made = f" on {correction.made}" if correction.made else ""
    by = correction.by or "you"
    verb = "confirmed" if speakers == quote.speakers else "corrected"
    steps = (
        Step(
            CORRECTED_BY,
            "; ".join(speakers) or "unknown",
            f"{verb} by {by}{made}",
        ),
        Step("program", quote.speaker or "unknown", f"confidence {quote.confidence:.2f}"),
        *quote.steps,
    )
    # A mention that names the wrong speaker would still be found under that name.
    wrong_names = {
        word for name in set(quote.speakers) - set(speakers) for word in plain_words(name)
    }
    mentioned = {word for span in quote.mention for word in plain_words(span.cut(text))}
    return quote._replace(
        speakers=speakers,
        named=bool(speakers) and all(_is_name(name, names) for name in speakers),
        represents="",
        mention=() if wrong_names & mentioned else quote.mention,
        confidence=1.0,
        steps=steps,
    )


def _is_name(name: str, names: set[str]) -> bool:
    """Whether it is a name, and not a description like “a senior official”."""
    is_description = name.split()[0] in INDEFINITE or name == name.lower()
    return name in names or not is_description
