"""Collect a dossier. All its texts are plain; the writers escape them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple

from index.archive import Archive
from index.article import DOUBTFUL, Article, Entry, Quote, QuoteHit, Span, Speaker
from tui.render.phrases import NO_DATE, NO_OUTLET, describe_correction, plural
from tui.render.sanitize import one_line, safe, without_ellipsis
from tui.sharing.citation import citation_parts
from tui.sharing.export_rows import all_pages
from tui.sharing.statement import Tally, export_header, is_corrected

MAX_CONTEXT = 400  # characters of a sentence before or after a quote
MAX_DAYS, MAX_MONTHS = 31, 60  # of a timeline by days or months; longer ones count years

PieceKind = Literal["quote", "sentence", "context"]


class Piece(NamedTuple):
    """A part of a passage: quoted words, the rest of their sentence, or a sentence beside it."""

    kind: PieceKind
    text: str


class DossierQuote(NamedTuple):
    """A quote with the sentences around it, its citation, and remarks on the attribution."""

    passage: tuple[Piece, ...]
    citation: Mapping[str, str]
    """What ``citation_parts`` returns."""
    remarks: tuple[str, ...]
    uncertain: bool
    day: date | None

    @property
    def year(self) -> str:
        """The year, or “no date”."""
        return str(self.day.year) if self.day else NO_DATE


class Fact(NamedTuple):
    """A statement about the speaker, with the article that it comes from."""

    text: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that the archive has of a speaker, or their quotes that match a query."""

    name: str
    summary: str
    """Numbers and dates in one line."""
    facts: Sequence[tuple[str, Sequence[Fact]]]
    """Facts by their heading."""
    period: str
    """The unit of the timeline: day, month or year."""
    timeline: Sequence[tuple[str, int]]
    """The number of quotes in each period, without gaps."""
    undated: str
    """How many quotes have no date and are not in the timeline; empty if there are none."""
    quotes: Sequence[DossierQuote]
    tally: Tally
    """What the file says of itself."""
    note: str
    """How the speakers were found, and how sure that is."""


def collect_dossier(
    archive: Archive,
    folder: Path,
    speaker: Speaker,
    *,
    query: str = "",
    date_format: str = "%Y-%m-%d",
    through: Callable[[Iterator[QuoteHit]], Iterable[QuoteHit]] = iter,
) -> Dossier:
    """Collect all quotes of a speaker, or those that match a query; raises QueryError.

    ``folder`` is the folder of the archive. The quotes pass ``through`` a function that may raise.
    """
    hits = list(through(dossier_hits(archive, speaker, query)))
    quotes = list(_with_passages(archive, hits, date_format))
    dates = [hit.entry.date for hit in hits if hit.entry.date]
    period, timeline = count_periods(dates)
    tally = _tally(archive, folder, speaker, query)
    tally.whole = plural(speaker.quotes, "quote") if query else ""
    for hit in hits:
        tally.add(hit)
    return Dossier(
        name=one_line(speaker.name),
        summary=_summary(speaker, quotes, query, date_format),
        facts=[each for each in _facts(archive, speaker, date_format).items() if each[1]],
        period=period,
        timeline=timeline,
        undated=_undated(len(hits) - len(dates)),
        quotes=quotes,
        tally=tally,
        note=_note(quotes),
    )


def _counted(values: Iterable[tuple[str, int]]) -> list[Fact]:
    """Return names with their numbers of articles; the first says what is counted."""
    return [
        Fact(f"{one_line(name)} ({f'{count:,}' if number else plural(count, 'article')})")
        for number, (name, count) in enumerate(values)
    ]


def _facts(archive: Archive, speaker: Speaker, date_format: str) -> dict[str, list[Fact]]:
    """Return facts about all quotes of the speaker, also if a query selects some."""
    corrections = [*map(describe_correction, archive.corrections.about(speaker.names))]
    descriptions = [
        _description(text, number, first, last, date_format)
        for text, number, last, first in archive.speakers.descriptions(speaker, speaker.quotes)
    ]
    facets = {facet.field: facet.values for facet in archive.speakers.facets(speaker)}
    outlets = _counted(
        (name or NO_OUTLET, count) for name, count in archive.speakers.outlets(speaker)
    )
    others = _counted(each for each in facets.get("speaker", ()) if each[0] not in speaker.names)
    names = [Fact(f"{one_line(a.name)} ({one_line(a.reason)})") for a in speaker.aliases]
    return {
        "Described as": descriptions,
        "Names merged": names,
        "Quoted in": [_join(outlets)] if outlets else [],
        "Quoted beside": [_join(others)] if others else [],
        "Your corrections": [Fact(one_line(text)) for text in corrections],
    }


def _tally(archive: Archive, folder: Path, speaker: Speaker, query: str) -> Tally:
    from index.query import describe_query, parse_quote

    understood = describe_query(parse_quote(query)) if query else ""
    recipe = {"list": "dossier", "person": speaker.name, "query": query}
    return Tally(export_header(
        archive, folder, "dossier", query, understood, speaker.name, recipe=recipe
    ))  # fmt: skip


def dossier_hits(archive: Archive, speaker: Speaker, query: str) -> Iterator[QuoteHit]:
    """Yield the quotes of a speaker, or only those that match a query."""
    fetch: Callable[[int, int], Sequence[QuoteHit]]
    fetch = partial(archive.speakers.quotes, speaker)
    if query:
        # The search also finds longer names that contain this one.
        fetch = partial(archive.quotes, speaker.name, query)
    names = set(speaker.names)
    return (hit for hit in all_pages(fetch) if names.intersection(hit.quote.speakers))


def _with_passages(
    archive: Archive, hits: Sequence[QuoteHit], date_format: str
) -> Iterator[DossierQuote]:
    article, places = None, ""
    for hit in hits:  # the quotes of one article follow each other
        entry, quote = hit.entry, hit.quote
        if article is None or article.id != entry.id:
            article = archive.article(entry.id)
            copies = archive.copies(entry.id) if entry.copies else ()
            places = "; ".join(dict.fromkeys(_place(copy, date_format) for copy in copies))
        yield DossierQuote(
            passage(article, quote),
            citation_parts(hit.text, quote, hit.cue, entry, date_format),
            tuple(filter(None, (_attribution(quote), f"Also in: {places}" if places else ""))),
            quote.confidence < DOUBTFUL,
            entry.date,
        )


def passage(article: Article, quote: Quote) -> tuple[Piece, ...]:
    """Return the sentences of a quote with the quoted words marked, and the ones around them."""
    before, inside, after = article.sentences_around(Span(quote.start, quote.end))
    text, at = article.text, inside.start
    pieces = [Piece("context", f"{_shorten_start(before.cut(text))} ")]
    for span in quote.content:
        pieces += [Piece("sentence", text[at : span.start]), Piece("quote", span.cut(text))]
        at = span.end
    pieces += [
        Piece("sentence", text[at : inside.end]),
        Piece("context", f" {_shorten_end(after.cut(text))}"),
    ]
    spaced = (Piece(kind, safe(re.sub(r"\s+", " ", words))) for kind, words in pieces)
    return tuple(piece for piece in spaced if piece.text.strip() or piece.kind == "sentence")


def _shorten_start(sentence: str) -> str:
    if len(sentence) <= MAX_CONTEXT:
        return sentence
    return f"… {sentence[-MAX_CONTEXT:].lstrip('… ')}"


def _shorten_end(sentence: str) -> str:
    if len(sentence) <= MAX_CONTEXT:
        return sentence
    return f"{without_ellipsis(sentence[:MAX_CONTEXT])} …"


def _attribution(quote: Quote) -> str:
    """Return how sure the speaker is, or that the user corrected it."""
    if is_corrected(quote):
        correction, *found = quote.steps
        program = found[0].value if found else correction.value
        if program == correction.value:  # it was confirmed
            return one_line(f"Speaker {correction.reason}")
        before = f"the program had found {program} ({found[0].reason})"
        return one_line(f"Speaker {correction.reason}; {before}")
    uncertain = "Speaker uncertain, confidence" if quote.confidence < DOUBTFUL else "Confidence"
    return f"{uncertain} {quote.confidence:.2f}"


def _place(entry: Entry, date_format: str) -> str:
    """Return where and when an article appeared: “Valley Echo, 2024-03-05”."""
    day = entry.date.strftime(date_format) if entry.date else NO_DATE
    return f"{one_line(entry.source or entry.url or entry.location)}, {day}"


def _description(text: str, number: int, first: Entry, last: Entry, date_format: str) -> Fact:
    days = [entry.date.strftime(date_format) for entry in (first, last) if entry.date]
    when = " – ".join(dict.fromkeys(days))
    # A search for the role finds their other quotes in these articles too.
    counts = ", ".join(filter(None, (f"beside {plural(number, 'quote')}", when)))
    title = one_line(last.title) or "untitled"
    return Fact(f"{one_line(text)} ({counts})", f"“{title}”, {_place(last, date_format)}", last.url)


def _join(facts: Sequence[Fact]) -> Fact:
    return Fact(" · ".join(fact.text for fact in facts))


def _summary(speaker: Speaker, quotes: Sequence[DossierQuote], query: str, date_format: str) -> str:
    counts = f"{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')}"
    if query:
        counts = plural(speaker.quotes, "quote")
        counts = f"{len(quotes):,} of {counts} match “{one_line(query)}”"
    days = sorted(quote.day for quote in quotes if quote.day)
    ends = dict.fromkeys(day.strftime(date_format) for day in (*days[:1], *days[-1:]))
    return ", ".join(filter(None, (counts, " – ".join(ends))))


def _undated(number: int) -> str:
    return f"{plural(number, 'more quote')} with no date." if number else ""


def _note(quotes: Sequence[DossierQuote]) -> str:
    uncertain = sum(quote.uncertain for quote in quotes)
    return (
        "A program found the quotes and their speakers. The confidence, from 0 to 1, says how"
        f" likely it is that the speaker is right; below {DOUBTFUL} the speaker is uncertain"
        f" ({plural(uncertain, 'quote')} here). Check a quote in its article before you use it."
    )


def count_periods(days: Sequence[date]) -> tuple[str, list[tuple[str, int]]]:
    """Return a unit that suits these days, and how many are in each of its periods."""
    if not days:
        return "year", []
    first, last = min(days), max(days)
    number: Callable[[date], int]
    label: Callable[[int], str]
    if (last - first).days < MAX_DAYS:
        period, number, label = "day", date.toordinal, _day_label
    elif _month(last) - _month(first) < MAX_MONTHS:
        period, number, label = "month", _month, _month_label
    else:
        period, number, label = "year", attrgetter("year"), str
    counts = Counter(map(number, days))
    return period, [(label(each), counts[each]) for each in range(number(first), number(last) + 1)]


def _day_label(number: int) -> str:
    return date.fromordinal(number).isoformat()


def _month_label(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
