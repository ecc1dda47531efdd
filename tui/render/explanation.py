"""Explain in sentences why a quote has its speaker. Loads no Textual."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import UNKNOWN_SPEAKER, Quote, Span, Step
from tui.render.sanitize import one_line

KINDS = {
    "direct": "A direct quote",
    "mixed": "A partly direct quote",
    "indirect": "Reported speech",
}
CUE_CLASSES = {"saying": "", "thinking": ", which tells a thought or a finding", "none": ""}
ABOUT_THE_QUOTE = ("continues the previous quote", "repeated in the article")
"""The reasons of steps whose subject is the beginning of the quote."""


def explain(quote: Quote, text: str) -> list[str]:
    """Return the sentences; ``text`` is that of the article."""
    cue, mention = _cut(quote.cue, text), _cut(quote.mention, text)
    introduced = f"introduced by “{cue}”{CUE_CLASSES[quote.cue_class]}" if cue else "without a verb"
    sentences = [f"{KINDS[quote.kind]}, {introduced}."]
    if mention and not any(step.subject == "source" and step.value for step in quote.steps):
        sentences.append(f"“{mention}” names the speaker.")
    sentences += filter(None, map(_sentence, quote.steps))
    return [*sentences, " ".join(_confidence(quote))]


def _cut(spans: tuple[Span, ...], text: str) -> str:
    return " … ".join(one_line(span.cut(text)) for span in spans)


def _sentence(step: Step) -> str:
    """Return a step as a sentence; empty for steps that lower the confidence."""
    subject, value, reason = map(one_line, (step.subject, step.value, step.reason))
    match subject, value:
        case "lowered", _:
            return ""
        case "words", "the words":
            return f"The words are {reason}."
        case "words", _:
            return f"The words are {value}{',' if value[:2] in ('in', 'af') else ''} {reason}."
        case "source", "":
            return f"No name stands with the quote: {reason}."
        case "source", _:
            return f"“{value}” names the speaker: {reason}."
        case "you", _:
            return f"Speaker {reason}: {value}."
        case "program", _:
            return f"Found by the program: {value} ({reason})."
        case _, "ambiguous":
            return f"“{subject}” {reason}."
        case _, _ if reason == "confidence too low":
            return f"It may be {subject}, but the confidence is too low to say so."
        case _, "unknown":
            return f"It is not known whom “{subject}” means: {reason}."
        case _, _ if reason in ABOUT_THE_QUOTE:
            verb = "is " if reason.startswith("repeated") else ""
            return f"“{subject} …” {verb}{reason}, so the speaker is {value}."
        case _ if subject == value:
            return f"“{value}” is the speaker: {reason}."
    return f"“{subject}” means {value}: {reason}."


def _confidence(quote: Quote) -> Iterator[str]:
    yield f"Confidence {quote.confidence:.2f}."
    is_corrected = any(step.subject == "program" for step in quote.steps)
    for step in () if is_corrected else quote.steps:
        if step.subject == "lowered":
            yield f"Lowered by {step.value.lstrip('−-')}: {one_line(step.reason)}."
    if not quote.speakers:
        yield f"The speaker stays “{UNKNOWN_SPEAKER}”."
