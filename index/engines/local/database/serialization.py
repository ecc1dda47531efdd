"""Convert articles, quotes and entities to and from database rows."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from index.article import Annotation, Article, Entity, Entry, Quote, QuoteHit, Span, Step
from index.user_data import EDITABLE_FIELDS

SHOWN, COPY, OUTDATED, HIDDEN = range(4)  # the states of an article, see versions.py
PLACE_BITS = 16  # of the number of a quote, after the key of its article
FROM_TEXT = "title_from_text"  # in the column ``original``, if the title was edited


class StoredArticle(NamedTuple):
    """An article to be indexed, with its key, story and state."""

    key: int
    story: int
    state: int
    article: Article
    annotation: Annotation
    corrections: tuple[str | None, ...] = (None, None)
    """The columns that tell whether the article was corrected meanwhile."""


def place_number(article: int, number: int) -> int:
    """Return one number for the key of an article and the number of a quote in it."""
    return article << PLACE_BITS | number


def quote_hit(entry: Entry, number: int, quote: Quote, text: str) -> QuoteHit:
    """Return a hit for a quote, with its words, mention and cue cut out of the article's text."""
    return QuoteHit(
        entry, number, quote, quote.cut(text),
        " ".join(span.cut(text) for span in quote.mention),
        quote.cut_cue(text),
    )  # fmt: skip


def with_persons(quotes: Sequence[Quote], persons: Mapping[str, str]) -> list[Quote]:
    """Return quotes with the names under which the archive lists their speakers."""
    return [
        quote._replace(persons=tuple(persons.get(name, name) for name in quote.speakers))
        if quote.named and not persons.keys().isdisjoint(quote.speakers)
        else quote
        for quote in quotes
    ]


def read_date(value: str | None) -> date | None:
    """Return the date in a column."""
    return date.fromisoformat(value) if value else None


def read_entry(row: tuple[Any, ...]) -> tuple[int, Entry]:
    """Return the key and the entry in a row of ``articles.ENTRY_COLUMNS``."""
    key, article, title, from_text, day, source, byline, url, location, original, *counts = row
    quotes, count, outdated, copies, versions, read, starred, tags, noted = counts
    return key, Entry(
        id=article, title=title, date=read_date(day), source=source, byline=byline, url=url,
        location=location, quotes=quotes, words=count,
        outdated=bool(outdated), copies=copies, versions=max(versions, 0),
        read=bool(read), starred=bool(starred), tags=tuple(sorted(json.loads(tags))),
        has_note=bool(noted), edited=read_edited(original), title_from_text=bool(from_text),
    )  # fmt: skip


def read_edited(original: str | None) -> tuple[tuple[str, str], ...]:
    """Return the edited fields with their original values, in the column ``original``."""
    values = json.loads(original) if original else {}
    return tuple((name, values[name]) for name in EDITABLE_FIELDS if name in values)


def dump_entities(entities: tuple[Entity, ...]) -> str:
    """Return entities as JSON."""
    return json.dumps([(e.name, e.label, e.mentions) for e in entities])


def load_entities(value: str) -> tuple[Entity, ...]:
    """Return the entities in JSON of ``dump_entities``."""
    return tuple(Entity(name, label, _spans(spans)) for name, label, spans in json.loads(value))


def dump_quote(quote: Quote) -> str:
    """Return a quote as JSON."""
    return json.dumps(
        [quote.content, quote.kind, quote.cue, quote.cue_class, quote.mention, quote.speakers,
         quote.named, quote.confidence, [(s.subject, s.value, s.reason) for s in quote.steps],
         *([quote.represents] if quote.represents else [])]
    )  # fmt: skip


def load_quote(value: str) -> Quote:
    """Return the quote in JSON of ``dump_quote``; the last cell may be missing."""
    cells = json.loads(value)
    content, kind, cue, cue_class, mention, speakers, named, confidence, steps, *rest = cells
    return Quote(
        content=_spans(content), kind=kind, cue=_spans(cue), cue_class=cue_class,
        mention=_spans(mention), speakers=tuple(speakers), named=named, confidence=confidence,
        steps=tuple(Step(*step) for step in steps), represents=rest[0] if rest else "",
    )  # fmt: skip


def _spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*value) for value in values)
