"""The rows of exports by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from index.article import GAP, OTHER_SPEAKERS, Entry, Hit, Period, QuoteHit, Speaker, Timeline
from index.query import refine_line, value_condition
from index.record.results import Utterance
from index.user_data import Outlet, SavedSearch
from tui.render.headline import after_headline, repeats_headline
from tui.render.phrases import with_cue
from tui.sharing.export_rows import ExportKind
from tui.sharing.name_counts import search_of_outlet

DATE_FORMATS: dict[Period, str] = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}

COLUMNS: dict[ExportKind, tuple[str, ...]] = {
    "quotes": (
        "date", "source", "person", "speaker", "named", "for", "cue", "mention", "kind",
        "confidence", "quote", "title", "byline", "url", "file", "article",
    ),
    "articles": (
        "date", "source", "title", "byline", "url", "file", "article", "quotes", "words", "tags",
        "starred", "passages",
    ),
    "timeline": ("speaker", "period", "number", "search"),
    "speakers": ("speaker", "named", "quotes", "articles", "first", "last", "also", "search"),
    "names": ("name", "hits", "quotes", "first", "last", "problem", "search"),
    "utterances": (
        "first", "last", "speakers", "quotes", "outlets", "wordings", "drift", "quote", "article",
        "number",
    ),
    "searches": ("name", "search", "articles", "new"),
    "outlets": ("outlet", "articles", "hidden", "merged", "search"),
}  # fmt: skip

Record = Mapping[str, Any]


class TimelineCount(NamedTuple):
    """How many quotes or articles a speaker has in a period."""

    speaker: str
    period: str
    number: int


def timeline_counts(timeline: Timeline) -> list[TimelineCount]:
    """Return the counts of a timeline that are not 0."""
    form = DATE_FORMATS[timeline.period]
    return [
        TimelineCount(row.label, day.strftime(form), count)
        for row in timeline.rows
        for day, count in zip(timeline.periods, row.counts, strict=True)
        if count
    ]


def record(row: object, line: str = "") -> Record:
    """Return a row by the names of its columns.

    A count has the search that lists what was counted; ``line`` is the search of the whole export.
    """
    match row:
        case QuoteHit():
            quote = row.quote
            return _article(row.entry) | {
                "speaker": quote.speaker or "", "person": quote.person or "",
                "named": quote.named, "for": quote.represents, "cue": row.cue,
                "mention": row.mention, "kind": quote.kind, "quote": row.text,
                "confidence": round(quote.confidence, 2),
            }  # fmt: skip
        case Hit():
            return _article(row.entry) | {"passages": GAP.join(_passages(row))}
        case Entry():
            return _article(row) | {"passages": ""}
        case TimelineCount(speaker, period):
            condition = f"{value_condition('speaker', speaker)} date:{period}"
            # No search lists what several speakers said.
            search = "" if speaker == OTHER_SPEAKERS else refine_line(line, condition)
            return row._asdict() | {"search": search}
        case Speaker():
            return {
                "speaker": row.name, "named": row.named, "quotes": row.quotes,
                "articles": row.articles, "first": row.first.isoformat() if row.first else "",
                "last": row.last.isoformat() if row.last else "",
                "also": "; ".join(alias.name for alias in row.aliases),
                "search": refine_line(line, value_condition("speaker", row.name)),
            }  # fmt: skip
        case Utterance():
            return _utterance(row)
        case SavedSearch():
            return {"name": row.name, "search": row.line, "articles": row.total, "new": row.new}
        case Outlet():
            return {
                "outlet": row.name, "articles": row.articles, "hidden": row.hidden,
                "merged": "; ".join(row.merged), "search": search_of_outlet(row),
            }  # fmt: skip
        case dict():
            return row
        case _:
            raise TypeError(f"cannot export {type(row)}")


def _passages(hit: Hit) -> list[str]:
    """Return the quotes found, or else the passages, without what the headline repeats."""
    if hit.quotes:
        found = (each for each in hit.quotes if not repeats_headline(hit.entry, each.text))
        return [with_cue(each.cue, each.text) for each in found]
    rest = (after_headline(hit.entry, snippet) for snippet in hit.snippets)
    return [snippet.text for snippet in rest if snippet]


def _utterance(row: Utterance) -> dict[str, Any]:
    """Return an utterance in its longest version, with its place for ``onrecord versions``."""
    hits = [version.hit for version in row.versions]
    days = [hit.entry.date.isoformat() for hit in hits if hit.entry.date]
    longest = hits[row.longest]
    described = dict.fromkeys(filter(None, (hit.quote.person for hit in hits)))
    return {
        "first": min(days, default=""), "last": max(days, default=""),
        "speakers": "; ".join(row.speakers or described), "quotes": len(hits),
        "outlets": "; ".join(row.outlets), "wordings": row.wordings, "drift": ", ".join(row.drift),
        "quote": with_cue(longest.cue, longest.text), "article": longest.entry.id,
        "number": longest.number + 1,
    }  # fmt: skip


def _article(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat() if entry.date else "", "source": entry.source,
        "title": entry.title, "byline": entry.byline, "url": entry.url, "file": entry.location,
        "article": entry.id, "quotes": entry.quotes, "words": entry.words,
        "tags": ", ".join(entry.tags), "starred": entry.starred,
    }  # fmt: skip
