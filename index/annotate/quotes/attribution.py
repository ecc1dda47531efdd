"""What the finder hands to the resolver: an attribution as it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import CueClass, QuoteKind, Span, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody's words and the words around them that say whose they are.

    ``mention`` are the words of the source as they stand ("she", "the senator"); whom they
    mean is not decided here. All spans are offsets of characters, in the order of the text.
    """

    content: tuple[Span, ...]
    kind: QuoteKind
    cue: tuple[Span, ...] = ()
    cue_class: CueClass = "none"
    mention: tuple[Span, ...] = ()
    score: float = 1.0
    """How sure the finder is that this was said by the mention, from 0 to 1."""
    notes: tuple[Step, ...] = ()
    """Which construction it was, and what lowered the score."""
