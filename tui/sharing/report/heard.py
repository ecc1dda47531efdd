"""Report who is heard in the quotes of a search, and list the quotes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.article import QuoteHit
from index.record.comparison import months_between
from index.voices import VoiceCount, Voices, VoiceSection
from tui.render.record.voices import (
    HEADINGS,
    counted_again,
    percent,
    voice_condition,
    voice_name,
    voices_summary,
)
from tui.render.sanitize import one_line
from tui.sharing.charts import BarChart, Series
from tui.sharing.export_rows import all_pages
from tui.sharing.report.content import QuoteGroup, Report, ReportTable, Through
from tui.sharing.statement import Tally, export_header

COLUMNS = (
    "by", "name", "quotes", "share", "words", "words_share", "articles", "named", "unnamed",
    "unknown", "direct", "mixed", "indirect", "first", "last", "search",
)  # fmt: skip
SHOWN = ("quotes", "share", "words", "articles", "named", "direct", "first", "last")


def heard_report(
    archive: Archive, folder: Path, query: str = "", *, through: Through = iter
) -> Report:
    """Count and list all quotes of a search; raises QueryError.

    ``folder`` is the folder of the archive.
    """
    voices = archive.statistics.voices(query)
    hits = list(through(heard_hits(archive, query)))
    tally = Tally(export_header(
        archive, folder, "heard", query, _understood(query),
        recipe={"list": "quotes", "speaker": "", "query": query},
    ))  # fmt: skip
    for hit in hits:
        tally.add(hit)
    counts = {each.name: each for each in voices.section("date").counts if each.name}
    months = months_between(counts)
    found = [counts.get(month, VoiceCount(month, 0)) for month in months]
    chart = BarChart(
        months,
        [Series("named", [each.named for each in found]),
         Series("unnamed or unknown", [each.quotes - each.named for each in found])],
    )  # fmt: skip
    return Report(
        title="Who is heard",
        summary=[
            *filter(None, (one_line(query), voices_summary(voices))),
            *counted_again(voices),
        ],
        chart=chart if months else None,
        columns=[[_table(section, voices, query) for section in voices.sections]],
        groups=[QuoteGroup("Quotes", "", hits)],
        records=list(heard_records(voices, query)),
        tally=tally,
    )


def heard_hits(archive: Archive, query: str) -> Iterator[QuoteHit]:
    """Yield the quotes of a search, grouped by speaker, most quoted first."""
    return all_pages(partial(archive.quotes, "", query, order="speaker"))


def heard_records(voices: Voices, query: str) -> Iterator[dict[str, Any]]:
    """Yield the counts as rows for programs: the total, then every section."""
    yield _record("total", voices.total, voices, query)
    for section in voices.sections:
        for count in section.counts:
            condition = voice_condition(section.field, count.name)
            yield _record(section.field, count, voices, refined(query, condition))


def _record(by: str, count: VoiceCount, voices: Voices, search: str) -> dict[str, Any]:
    shares = {
        "share": ratio(count.quotes, voices.total.quotes),
        "words_share": ratio(count.words, voices.total.words),
    }
    found = count._asdict() | shares | {"by": by, "search": search}
    return {name: found[name] for name in COLUMNS}


def ratio(part: int, whole: int) -> float:
    """Return a share for programs."""
    return round(part / whole, 4) if whole else 0.0


def refined(query: str, condition: str) -> str:
    """Return the search that adds a condition to another one."""
    from index.query import refine_line

    return refine_line(query, condition)


def _table(section: VoiceSection, voices: Voices, query: str) -> ReportTable:
    rows = [
        (_cells(voice_name(section.field, count.name), count, voices),
         refined(query, voice_condition(section.field, count.name)))
        for count in section.counts
    ]  # fmt: skip
    return ReportTable(HEADINGS[section.field], ("", *SHOWN), rows)


def _cells(name: str, count: VoiceCount, voices: Voices) -> list[str | int]:
    shares = {
        "share": percent(count.quotes, voices.total.quotes),
        "named": percent(count.named, count.quotes),
        "direct": percent(count.direct, count.quotes),
    }
    values = count._asdict() | shares
    return [name, *(values[column] for column in SHOWN)]


def _understood(query: str) -> str:
    from index.query import describe_query, parse_quote

    return describe_query(parse_quote(query)) if query.strip() else ""
