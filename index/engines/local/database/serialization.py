"""Articles, quotes and entities as they lie in the rows of the database, and back."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.article import Annotation, Article, Entity, Entry, Quote, QuoteHit, Span, Step

SHOWN, COPY, OUTDATED = range(3)  # the states of an article


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as the index takes it, with its place among its copies and versions."""

    key: int
    story: int
    state: int
    article: Article
    annotation: Annotation


def quote_hit(entry: Entry, number: int, quote: Quote, text: str) -> QuoteHit:
    """A quote with its words, mention and cue cut out of the text of its article."""
    return QuoteHit(
        entry, number, quote, quote.cut(text),
        " ".join(span.cut(text) for span in quote.mention),
        " ".join(span.cut(text) for span in quote.cue),
    )  # fmt: skip


def count_speakers(annotation: Annotation) -> Counter[tuple[str, bool]]:
    """How many quotes each speaker of an article has, by name and whether it is one."""
    return Counter((name, quote.named) for quote in annotation.quotes for name in quote.speakers)


def read_date(value: str | None) -> date | None:
    """The day in a column of dates."""
    return date.fromisoformat(value) if value else None


def read_entry(row: tuple[Any, ...]) -> tuple[int, Entry]:
    """The key and the entry in a row of the columns ``store.ENTRY``."""
    key, article, title, day, source, byline, url, location, *counts = row
    quotes, speakers, count, outdated, copies, versions, read, starred, tags, noted = counts
    return key, Entry(
        id=article, title=title, date=read_date(day), source=source, byline=byline, url=url,
        location=location, quotes=quotes, speakers=speakers, words=count,
        outdated=bool(outdated), copies=copies, versions=max(versions, 0),
        read=bool(read), starred=bool(starred), tags=tuple(sorted(json.loads(tags))),
        noted=bool(noted),
    )  # fmt: skip


def dump_entities(entities: tuple[Entity, ...]) -> str:
    """The entities as JSON, for ``load_entities``."""
    return json.dumps([(e.name, e.label, e.mentions) for e in entities])


def load_entities(value: str) -> tuple[Entity, ...]:
    """The entities that ``dump_entities`` wrote."""
    return tuple(Entity(name, label, _spans(spans)) for name, label, spans in json.loads(value))


def dump_quote(quote: Quote) -> str:
    """The quote as JSON, for ``load_quote``."""
    return json.dumps(
        [quote.content, quote.kind, quote.cue, quote.cue_class, quote.mention, quote.speakers,
         quote.named, quote.confidence, [(s.subject, s.value, s.reason) for s in quote.steps]]
    )  # fmt: skip


def load_quote(value: str) -> Quote:
    """The quote that ``dump_quote`` wrote."""
    content, kind, cue, cue_class, mention, speakers, named, confidence, steps = json.loads(value)
    return Quote(
        content=_spans(content), kind=kind, cue=_spans(cue), cue_class=cue_class,
        mention=_spans(mention), speakers=tuple(speakers), named=named, confidence=confidence,
        steps=tuple(Step(*step) for step in steps),
    )  # fmt: skip


def _spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*value) for value in values)
