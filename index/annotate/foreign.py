"""Texts in other languages: told from English, and read as far as one can without knowing them."""

from __future__ import annotations

import re
from collections.abc import Set

from index.annotate.quotes.quotation_marks import find_passages
from index.article import Annotation, Entity, EntityLabel, Quote, Span

WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 20  # a shorter text tells too little of its language
LEAST_COMMON = 0.2  # of the words of an English text many more are among its commonest
LABELS: dict[str, EntityLabel] = {
    "PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place",
}  # fmt: skip


def is_english(text: str, common: Set[str]) -> bool:
    """Whether a text is in English, by how many of its words are among the commonest ones."""
    words = [match.group().lower() for match in WORD.finditer(text)]
    return len(words) < FEWEST_WORDS or (
        sum(word in common for word in words) >= LEAST_COMMON * len(words)
    )


def annotation_of(text: str, names: list[tuple[str, str, Span]]) -> Annotation:
    """The passages in quotation marks, without speakers, and the names that a pipeline found."""
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
