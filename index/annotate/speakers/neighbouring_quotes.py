"""Resolve quotes without a cue by the quotes around them: continued, repeated, in turns."""

from __future__ import annotations

from collections.abc import Sequence

from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.cueless.dash_dialogue import OPENING
from index.annotate.quotes.cueless.word_overlap import MIN_WORDS, content_words, repeats
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution
from index.article import Quote, Step

CLOSING_MARKS = "”\"’'»"
MAX_EXCERPT = 40  # characters of the article in an explanation
MIN_TURNS = 2  # before a quote that is one too
MAX_TURN = 14  # words of a turn in a dialogue
BEFORE_TURN = " \t" + "".join(OPENING)


def continued_by(
    text: str, number: int, ordered: Sequence[Attribution], quotes: Sequence[Quote]
) -> Resolution | None:
    """Return the speaker of the next paragraph, if it continues a quote without a closing mark."""
    for this, following, quote in zip(
        ordered[number:], ordered[number + 1 :], quotes[number + 1 :], strict=False
    ):
        end, start = this.content[-1].end, following.content[0].start
        between = text[end:start]
        if text[end - 1] in CLOSING_MARKS or between.strip() or "\n" not in between:
            return None
        if quote.speakers and (following.cue or following.mention):
            excerpt = ordered[number].content[0].cut(text)[:MAX_EXCERPT]
            step = Step(excerpt, quote.speaker or "", "goes on in the next paragraph")
            confidence = quote.confidence * ConfidenceLevel.CONTINUED_OPEN
            return Resolution(quote.speakers, quote.named, confidence, (step,))
    return None


def repeat_of(
    text: str,
    attribution: Attribution,
    others: Sequence[Quote],
    min_words: int = MIN_WORDS,
    min_confidence: float = 0.0,
) -> Resolution | None:
    """Return the speaker of the quote that a heading or pull quote repeats."""
    span = attribution.content[0]
    words = content_words(span.cut(text))
    for quote in others:
        if not quote.speakers or quote.content[0] == span:
            continue
        if repeats(words, content_words(quote.cut(text)), min_words):
            return speaker_repeated(text, attribution, quote, min_confidence)
    return None


def speaker_repeated(
    text: str, attribution: Attribution, quote: Quote, min_confidence: float
) -> Resolution:
    """Return the speaker of a quote for words that repeat it."""
    excerpt = attribution.content[0].cut(text)[:MAX_EXCERPT]
    step = Step(excerpt, quote.speaker or "", "repeated in the article")
    confidence = max(quote.confidence * ConfidenceLevel.REPEATED, min_confidence)
    return Resolution(quote.speakers, quote.named, confidence, (step,))


def continue_previous(
    text: str, attribution: Attribution, previous: tuple[Quote, Resolution] | None
) -> Resolution | None:
    """Return the speaker of the previous quote, if only space lies between the two.

    A paragraph that is left open goes on in the next one; after a closed one somebody else may
    answer.
    """
    if previous is None or not previous[0].speakers:
        return None
    quote, resolution = previous
    end = max(span.end for span in (*quote.content, *quote.cue, *quote.mention))
    first = attribution.content[0]
    if first.start < end or text[end : first.start].strip(" \n\t.,;:”\"'’"):
        return None
    excerpt = first.cut(text)[:MAX_EXCERPT]
    step = Step(excerpt, quote.speaker or "", "continues the previous quote")
    is_open = quote.end == end and text[end - 1] not in CLOSING_MARKS
    factor = ConfidenceLevel.CONTINUED_OPEN if is_open else ConfidenceLevel.CONTINUED
    return Resolution(quote.speakers, quote.named, resolution.confidence * factor, (step,))


def takes_turn(
    text: str, number: int, ordered: Sequence[Attribution], quotes: Sequence[Quote]
) -> Resolution | None:
    """Return the speaker before the last one, if two people speak in short turns.

    “Sixty,” said Lee. ¶ “For that?” said Falk. ¶ “She gives three litres.”: this is Lee's again.
    Each turn is a paragraph of few words. A quote of a longer article goes on instead.
    """
    if number < MIN_TURNS:
        return None
    one, other, this = (ordered[n] for n in range(number - 2, number + 1))
    first, second = quotes[number - 2], quotes[number - 1]
    are_two = first.speakers and second.speakers and first.speakers != second.speakers
    if not are_two or any(a.kind != "direct" for a in (one, other, this)):
        return None
    if any(_words(a, text) > MAX_TURN for a in (one, other, this)):
        return None
    before = [text[: a.content[0].start].rstrip(" \t") for a in (other, this)]
    is_dashed = all(part.endswith(tuple(OPENING)) for part in before)
    opens = all(part.rstrip(BEFORE_TURN).endswith("\n") for part in before) or is_dashed
    between = [
        text[a.content[0].start : b.content[0].start] for a, b in ((one, other), (other, this))
    ]
    if not opens or any(part.rstrip(BEFORE_TURN + "\n").count("\n") for part in between):
        return None  # narration stands between them
    is_alone = text[this.content[-1].end :].lstrip(" \t")[:1] in ("", "\n")
    is_marked = text[other.content[-1].end - 1] in CLOSING_MARKS
    if not is_alone or not (is_marked or is_dashed):
        return None
    third = quotes[number - MIN_TURNS - 1] if number > MIN_TURNS else first
    if is_dashed and third.speakers not in (first.speakers, second.speakers, ()):
        return Resolution()  # one of three
    excerpt = this.content[0].cut(text)[:MAX_EXCERPT]
    step = Step(excerpt, first.speaker or "", "two people speak in turns")
    return Resolution(first.speakers, first.named, ConfidenceLevel.IN_TURN, (step,))


def _words(attribution: Attribution, text: str) -> int:
    return sum(len(span.cut(text).split()) for span in attribution.content)
