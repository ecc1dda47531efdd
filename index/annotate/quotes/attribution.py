"""An attribution as it stands in the text, before its source mention is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import CueClass, QuoteKind, Span, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Content, cue and source mention of one quote; spans are character offsets in text order."""

    content: tuple[Span, ...]
    kind: QuoteKind
    cue: tuple[Span, ...] = ()
    cue_class: CueClass = "none"
    mention: tuple[Span, ...] = ()
    """The source mention: "she", "the senator"."""
    name: str = ""
    """The fullest form of the name that other labels of a transcript give."""
    unknown: bool = False
    """Whether the label of a transcript says that the speaker is not known: “QUESTION:”."""
    score: float = 1.0
    """The probability, from 0 to 1, that the content belongs to the source mention."""
    is_report: bool = True
    """Whether the content is what somebody said, not what somebody saw, planned or did.

    Words in a heading are so only if the article gives them a speaker.
    """
    steps: tuple[Step, ...] = ()
    """Explains content and source mention."""
