"""Resolve the speakers of all quotes of an article.

A source mention is a name, a pronoun, a description, or missing. Each type gives speakers, a
confidence and the steps of the explanation. Confidence is set by hand for each type;
``tests/bench/calibration.py`` measures how often each level is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.annotate.speakers.participants import Participants
from index.annotate.speakers.pronoun_resolution import resolve_pronouns
from index.annotate.speakers.resolution import Resolution
from index.annotate.speakers.source_resolution import SourceResolver
from index.article import Entity, Quote, Span, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from index.annotate.quotes.attribution import Attribution

# Below this confidence the quote gets no speaker, since a wrong name does more harm than none.
# A low score of the attribution lowers the confidence shown, but removes no name.
MIN_CONFIDENCE = 0.5
MIN_DOUBT = 0.05  # smaller doubts are not explained
MAX_EXCERPT = 40  # characters of the article in an explanation
CONTINUATION_FACTOR = 0.85  # for a quote without a source that continues another one


def resolve_speakers(
    doc: Doc, entities: Sequence[Entity], attributions: Sequence[Attribution]
) -> tuple[Quote, ...]:
    """Return the quotes in text order, with their speakers if known."""
    ordered = sorted(attributions, key=lambda attribution: attribution.content[0])
    participants = Participants(doc, entities)
    text = participants.text
    quoted = [s for a in ordered if a.kind != "indirect" for s in quoted_spans(a, text)]
    reported = [span for a in ordered if a.kind != "direct" for span in a.content]
    mentions = [span for a in ordered for span in a.mention]
    salience = resolve_pronouns(participants, quoted, reported, mentions)
    resolver = SourceResolver(participants, salience)
    quotes: list[Quote] = []
    for attribution in ordered:
        if attribution.mention:
            resolution = resolver.resolve(attribution)
        else:
            resolution = continue_previous(text, attribution, quotes)
        quotes.append(to_quote(text, attribution, resolution))
        resolver.add_resolved(attribution, resolution)
    return tuple(quotes)


def quoted_spans(attribution: Attribution, text: str) -> list[Span]:
    """Return the parts of a content in quotation marks."""
    is_direct = attribution.kind == "direct"
    return [span for span in attribution.content if is_direct or text[span.start] in "“\"'«„‘`"]


def continue_previous(text: str, attribution: Attribution, quotes: Sequence[Quote]) -> Resolution:
    """Return the speaker of the previous quote, if only space lies between the two."""
    previous = quotes[-1] if quotes else None
    if previous is None or attribution.cue or attribution.kind != "direct" or not previous.speakers:
        return Resolution()
    end = max(span.end for span in (*previous.content, *previous.cue, *previous.mention))
    first = attribution.content[0]
    if first.start < end or text[end : first.start].strip(" \n\t.,;:”\"'’"):
        return Resolution()
    excerpt = first.cut(text)[:MAX_EXCERPT]
    step = Step(excerpt, previous.speaker or "", "continues the previous quote")
    confidence = previous.confidence * CONTINUATION_FACTOR
    return Resolution(previous.speakers, previous.named, confidence, (step,))


def to_quote(text: str, attribution: Attribution, resolution: Resolution) -> Quote:
    """Combine attribution and resolution; without speakers if the confidence is too low."""
    is_sure = resolution.confidence >= MIN_CONFIDENCE or resolution.is_ambiguous
    confidence = round(resolution.confidence * attribution.score, 3)
    return Quote(
        content=attribution.content,
        kind=attribution.kind,
        cue=attribution.cue,
        cue_class=attribution.cue_class,
        mention=attribution.mention,
        speakers=resolution.speakers if is_sure else (),
        named=resolution.named and is_sure,
        confidence=confidence if is_sure else 0.0,
        steps=(
            *attribution.steps,
            *resolution.steps,
            *doubt_steps(text, attribution, resolution),
            *withheld_steps(resolution, is_sure),
        ),
    )


def doubt_steps(text: str, attribution: Attribution, resolution: Resolution) -> tuple[Step, ...]:
    """Explain what lowered the confidence, and by how much."""
    if not resolution.speakers:
        return ()
    excerpt = " ".join(span.cut(text) for span in attribution.mention)[:MAX_EXCERPT]
    about_source = (
        f"whom “{excerpt}” refers to" if excerpt else "whether the previous quote continues"
    )
    doubts = (
        (1 - resolution.confidence, about_source),
        (resolution.confidence * (1 - attribution.score), "whether the source said these words"),
    )
    return tuple(
        Step("lowered", f"−{by:.2f}", f"unsure {doubt}") for by, doubt in doubts if by >= MIN_DOUBT
    )


def withheld_steps(resolution: Resolution, is_sure: bool) -> tuple[Step, ...]:
    """Explain which speakers were withheld for low confidence."""
    if is_sure or not resolution.speakers:
        return ()
    return (Step("; ".join(resolution.speakers), "unknown", "confidence too low"),)
