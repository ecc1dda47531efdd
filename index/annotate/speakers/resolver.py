"""Resolve the speakers of all quotes of an article.

A source mention is a name, a pronoun, a description, or missing. Each type gives speakers, a
confidence and the steps of the explanation. Confidence is set by hand for each type;
``tests/bench/calibration.py`` measures how often each level is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from index.annotate.quotes.attribution import Attribution
from index.annotate.speakers.delayed_names import add_delayed_roles, link_introduced
from index.annotate.speakers.descriptions.deeds import add_deeds
from index.annotate.speakers.descriptions.description import is_office
from index.annotate.speakers.neighbouring_quotes import continued_by, takes_turn
from index.annotate.speakers.participants import Participants
from index.annotate.speakers.pronoun_resolution import resolve_pronouns
from index.annotate.speakers.resolution import Resolution
from index.annotate.speakers.source_resolution import SourceResolver
from index.annotate.speakers.uncued_quotes import UncuedResolver
from index.article import Entity, Quote, Span, Step

# Below this confidence the quote gets no speaker, since a wrong name does more harm than none.
# A low score of the attribution lowers the confidence shown, but removes no name.
MIN_CONFIDENCE = 0.5
MIN_DOUBT = 0.05  # smaller doubts are not explained
MAX_HEADLINE = 200  # characters from the start in which a headline stands
MAX_EXCERPT = 40  # characters of the article in an explanation


def resolve_speakers(
    doc: Doc, entities: Sequence[Entity], attributions: Sequence[Attribution]
) -> tuple[Quote, ...]:
    """Return the quotes in text order, with their speakers if known."""
    ordered = sorted(attributions, key=lambda attribution: attribution.content[0])
    participants = Participants(doc, entities)
    add_deeds(participants)
    add_delayed_roles(participants)
    link_introduced(participants)
    text = participants.text
    quoted = [s for a in ordered if a.kind != "indirect" for s in quoted_spans(a, text)]
    reported = [span for a in ordered if a.kind != "direct" for span in a.content]
    mentions = [span for a in ordered for span in a.mention]
    uncued = [a.content[0] for a in ordered if is_uncued(a) and a.is_report]
    salience = resolve_pronouns(participants, quoted, reported, mentions, uncued)
    resolver = SourceResolver(participants, salience)
    quotes: list[Quote] = []
    resolutions: list[Resolution] = []
    for attribution in ordered:
        resolution = Resolution() if is_uncued(attribution) else resolver.resolve(attribution)
        quote = to_quote(text, attribution, resolution)
        represents = "" if quote.named else resolver.represented(attribution)
        quotes.append(quote._replace(represents=represents) if represents else quote)
        resolutions.append(resolution)
        resolver.add_resolved(attribution, resolution)
    uncued_resolver = UncuedResolver(participants, salience)
    for number, attribution in enumerate(ordered):
        if is_uncued(attribution) and attribution.is_report:
            previous = (quotes[number - 1], resolutions[number - 1]) if number else None
            resolutions[number] = (
                continued_by(text, number, ordered, quotes)
                or takes_turn(text, number, ordered, quotes)
                or uncued_resolver.resolve(attribution, previous, quotes)
            )
            quotes[number] = to_quote(text, attribution, resolutions[number])
    resolve_repeated(text, ordered, quotes, uncued_resolver)
    return tuple(quotes)


def resolve_repeated(
    text: str, ordered: Sequence[Attribution], quotes: list[Quote], uncued_resolver: UncuedResolver
) -> None:
    """Give quotes in headings, and fragments that repeat a quote, the speaker of that quote."""
    for number, attribution in enumerate(ordered):
        repeated = None
        if is_in_heading(attribution, quotes[number], text):
            repeated = uncued_resolver.repeated(attribution, quotes)
            if repeated and quotes[number].named and not repeated.named:
                continue
        elif attribution.kind == "mixed" and (
            is_first_line(attribution, text) or attribution.cue_class != "saying"
        ):  # “Falk hated the “lazy heron””
            repeated = uncued_resolver.said_in_body(attribution, quotes)
        if repeated:
            quotes[number] = to_quote(text, attribution, repeated)


def is_in_heading(attribution: Attribution, quote: Quote, text: str) -> bool:
    """Return whether quoted words stand in a heading, or in the first line, where nobody is named.

    “Bishop: “No.”” in a headline names nobody.
    """
    if attribution.kind != "direct" or not attribution.is_report:
        return attribution.kind == "direct"
    is_unnamed = not quote.named or is_office(quote.speakers[0])
    return is_first_line(attribution, text) and is_unnamed and not attribution.name


def is_first_line(attribution: Attribution, text: str) -> bool:
    """Return whether a content stands in the first line of a text with several."""
    start, end = attribution.content[0].start, attribution.content[-1].end
    is_first = "\n" in text[end : end + MAX_HEADLINE] and "\n" not in text[:start].lstrip()
    return start < MAX_HEADLINE and is_first


def is_uncued(attribution: Attribution) -> bool:
    """Return whether a quote has neither cue nor source mention."""
    return attribution.kind == "direct" and not attribution.cue and not attribution.mention


def quoted_spans(attribution: Attribution, text: str) -> list[Span]:
    """Return the parts of a content in quotation marks."""
    is_direct = attribution.kind == "direct"
    return [span for span in attribution.content if is_direct or text[span.start] in "“\"'«„‘`"]


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
