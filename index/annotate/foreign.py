"""Detect texts in other languages, and annotate them without knowing the language."""

from __future__ import annotations

import re
from collections.abc import Set

from index.annotate.entities.labels import LABELS
from index.annotate.quotes.quotation_marks import find_passages
from index.article import Annotation, Entity, Quote, Span

WORD = re.compile(r"[^\W\d_]+")
MIN_WORDS = 20  # shorter texts are taken as English
MIN_STOP_WORD_SHARE = 0.2  # English texts have far more
NEWS_WORDS = {"said", "says", "told", "asked", "added"}  # between many names


def is_english(text: str, stop_words: Set[str]) -> bool:
    """Return whether a text is in English, by its share of stop words and verbs of saying."""
    words = [match.group().lower() for match in WORD.finditer(text)]
    return len(words) < MIN_WORDS or (
        sum(word in stop_words or word in NEWS_WORDS for word in words)
        >= MIN_STOP_WORD_SHARE * len(words)
    )


def annotate_foreign(text: str, names: list[tuple[str, str, Span]]) -> Annotation:
    """Return the passages in quotation marks, without speakers, and the names as entities."""
    quotes = tuple(
        Quote(content=(Span(passage.start, passage.end),), kind="direct")
        for passage in find_passages(text)
        if not passage.depth
    )
    mentions: dict[tuple[str, str], list[Span]] = {}
    for name, label, span in names:
        mentions.setdefault((name, label), []).append(span)
    entities = tuple(
        Entity(name, LABELS.get(label, "other"), tuple(spans))
        for (name, label), spans in mentions.items()
    )
    return Annotation(entities, quotes, english=False)
