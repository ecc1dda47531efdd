"""Who said it: the words of a source resolved to people and organisations by name.

A source is a name, a pronoun, a description or nothing at all. Each reading of one gives the
speakers, how sure that is, and the steps that led there. Confidence is set by the kind of
step, not fitted; ``tests/bench/calibration.py`` shows how often each level is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.annotate.speakers.participants import Cast
from index.annotate.speakers.pronoun_resolution import follow
from index.annotate.speakers.resolution import Answer
from index.annotate.speakers.source_resolution import Reader, Trail
from index.article import Entity, Quote, Span, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from index.annotate.quotes.attribution import Attribution

# A guess at whom a source means that is less sure than this is not made: the quote stays
# without a speaker, since a wrong name does more harm than none. Doubt whether the words are
# a quote at all lowers the confidence that is shown, but takes no name away.
THRESHOLD = 0.5
WORTH_SAYING = 0.05  # a smaller doubt is not told
INHERITED = 0.85  # the factor for a quote without a source that follows another directly


def resolve_speakers(
    doc: Doc, entities: Sequence[Entity], found: Sequence[Attribution]
) -> tuple[Quote, ...]:
    """The quotes in the order of the text, each with its speakers where they can be told."""
    ordered = sorted(found, key=lambda item: item.content[0])
    cast = Cast(doc, entities)
    text = cast.text
    direct = [s for f in ordered if f.kind != "indirect" for s in marked(f, text)]
    reported = [span for f in ordered if f.kind != "direct" for span in f.content]
    sources = [span for item in ordered for span in item.mention]
    reader = Reader(cast, follow(cast, direct, reported, sources))
    quotes: list[Quote] = []
    trail = Trail()
    for item in ordered:
        answer = reader.read(item, trail) if item.mention else inherit(text, item, quotes)
        quotes.append(quote_of(item, answer))
        trail.add(item, answer)
    return tuple(quotes)


def marked(item: Attribution, text: str) -> list[Span]:
    """The parts of a content that stand in quotation marks."""
    return [
        span for span in item.content if item.kind == "direct" or text[span.start] in "“\"'«„‘`"
    ]


def inherit(text: str, item: Attribution, quotes: Sequence[Quote]) -> Answer:
    """The speaker of the quote before, where nothing but space lies between the two."""
    before = quotes[-1] if quotes else None
    if before is None or item.cue or item.kind != "direct" or not before.speakers:
        return Answer()
    end = max(span.end for span in (*before.content, *before.cue, *before.mention))
    start = item.content[0].start
    if start < end or text[end:start].strip(" \n\t.,;:”\"'’"):
        return Answer()
    step = Step(
        item.content[0].cut(text)[:40], before.speaker or "", "goes on from the quote before"
    )
    return Answer(before.speakers, before.named, before.confidence * INHERITED, (step,))


def quote_of(item: Attribution, answer: Answer) -> Quote:
    """A quote with its speakers, or without them where they are too unsure."""
    confidence = round(answer.confidence * item.score, 3)
    sure = answer.confidence >= THRESHOLD or answer.as_said
    return Quote(
        content=item.content,
        kind=item.kind,
        cue=item.cue,
        cue_class=item.cue_class,
        mention=item.mention,
        speakers=answer.speakers if sure else (),
        named=answer.named and sure,
        confidence=confidence if sure else 0.0,
        steps=(*item.steps, *answer.steps, *lowered(item, answer), *withheld(answer, sure)),
    )


def lowered(item: Attribution, answer: Answer) -> tuple[Step, ...]:
    """What took away from the confidence, and how much."""
    if not answer.speakers:
        return ()
    doubts = (
        (1 - answer.confidence, "whom the source means"),
        (answer.confidence * (1 - item.score), "whether these are that source's words"),
    )
    return tuple(
        Step("lowered", f"−{by:.2f}", reason) for by, reason in doubts if by >= WORTH_SAYING
    )


def withheld(answer: Answer, sure: bool) -> tuple[Step, ...]:
    """The guess that was not made."""
    if sure or not answer.speakers:
        return ()
    return (Step("; ".join(answer.speakers), "unknown", "not sure enough"),)
