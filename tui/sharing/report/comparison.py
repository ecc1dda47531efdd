"""Report how two sides of a search compare, and list the quotes of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.article import QuoteHit
from index.query import describe_query, parse_quote
from index.record.comparison import Comparison, Side
from index.voices import NAMINGS, VoiceCount, VoiceField
from tui.render.phrases import plural
from tui.render.record.voices import percent, voice_condition
from tui.render.sanitize import one_line
from tui.sharing.charts import BarChart, Series
from tui.sharing.export_rows import all_pages
from tui.sharing.report.content import QuoteGroup, Report, ReportTable, Through
from tui.sharing.report.heard import ratio, refined
from tui.sharing.statement import Tally, export_header

COLUMNS = ("side", "name", "what", "value", "number", "share", "other", "score", "search")
COUNTED = (
    "quotes", "words", "articles", "named", "unnamed", "unknown", "direct", "mixed", "indirect",
)  # fmt: skip


def comparison_report(
    archive: Archive, folder: Path, first: str, second: str, query: str = "",
    *, through: Through = iter,
) -> Report:  # fmt: skip
    """Compare two sides and list the quotes of both; raises as ``Comparisons.compare``.

    ``folder`` is the folder of the archive.
    """
    found = archive.comparisons.compare(first, second, query)
    names = [one_line(side.name) for side in found.sides]
    tally = Tally(export_header(
        archive, folder, "compare", query,
        describe_query(parse_quote(query)) if query.strip() else "", " and ".join(names),
        recipe={"list": "compare", "sides": [first, second], "query": query},
    ))  # fmt: skip
    tally.whole = whole_of(found.total)
    groups = []
    for group, (side, text) in enumerate(zip(found.sides, (first, second), strict=True), 1):
        hits = list(through(side_hits(archive, text, query)))
        groups.append(QuoteGroup(one_line(side.name), str(group), hits))
        for hit in hits:
            tally.add(hit, str(group))
    months = [Series(one_line(side.name), side.months) for side in found.sides]
    return Report(
        title=" and ".join(names),
        summary=list(comparison_summary(found)),
        chart=BarChart(found.months, months) if found.months else None,
        columns=[list(_tables(side, found)) for side in found.sides],
        groups=groups,
        records=list(comparison_records(found)),
        tally=tally,
    )


def side_hits(archive: Archive, side: str, query: str) -> Iterator[QuoteHit]:
    """Yield the quotes of a side, newest first; raises as ``Comparisons.compare``."""
    return all_pages(archive.comparisons.quotes(side, query))


def whole_of(total: VoiceCount) -> str:
    """Return what the shares of both sides are parts of."""
    quotes, words = plural(total.quotes, "quote"), plural(total.words, "word")
    return f"{quotes} with {words} in {plural(total.articles, 'article')}"


def comparison_summary(found: Comparison) -> Iterator[str]:
    """Yield what is compared, in lines."""
    where = f" that match {one_line(found.query)}" if found.query else ""
    total = found.total
    yield (
        f"Shares are of all {plural(total.quotes, 'quote')}{where}, of their"
        f" {plural(total.words, 'word')}, and of the {plural(total.articles, 'article')} with such"
        " quotes."
    )
    if found.both:
        yield f"{plural(found.both, 'quote')} on both sides."


def _tables(side: Side, found: Comparison) -> Iterator[ReportTable]:
    total = side.total
    rows: list[tuple[list[str | int], str]] = [
        (["quotes", total.quotes, percent(total.quotes, found.total.quotes)], side.line),
        (["words", total.words, percent(total.words, found.total.words)], side.line),
        (["articles", total.articles, percent(total.articles, found.total.articles)], side.line),
    ]
    rows += [
        ([name, number, percent(number, total.quotes)], _search(side, what))
        for name, what, number in (
            ("by named speakers", "named", total.named),
            ("by unnamed speakers", "unnamed", total.unnamed),
            ("by unknown speakers", "unknown", total.unknown), ("direct", "direct", total.direct),
            ("partly direct", "mixed", total.mixed), ("indirect", "indirect", total.indirect),
        )
    ]  # fmt: skip
    yield ReportTable(one_line(side.name), ("", "number", "share"), rows)
    words: list[tuple[list[str | int], str]] = [
        ([each.word, each.times, each.other], refined(side.line, f"said:={each.word}"))
        for each in side.distinctive
    ]
    yield ReportTable("Distinctive words", ("", "times", "other side"), words)


def comparison_records(found: Comparison) -> Iterator[dict[str, Any]]:
    """Yield the counts as rows for programs, side by side."""
    for number, side in enumerate(found.sides, 1):
        start = {"side": number, "name": side.name}
        total, whole = side.total._asdict(), found.total._asdict()
        for what in COUNTED:
            of = whole[what] if what in ("quotes", "words", "articles") else side.total.quotes
            share = ratio(total[what], of)
            yield _record(start, what, number=total[what], share=share, search=_search(side, what))
        for month, count in zip(found.months, side.months, strict=True):
            if count:
                search = refined(side.line, f"date:{month}")
                yield _record(start, "month", value=month, number=count, search=search)
        for word in side.distinctive:
            yield _record(
                start, "word", value=word.word, number=word.times, other=word.other,
                score=round(word.score, 2), search=refined(side.line, f"said:={word.word}"),
            )  # fmt: skip


def _search(side: Side, what: str) -> str:
    """Return the search that lists the quotes of a count."""
    if what in ("quotes", "words", "articles"):
        return side.line
    field: VoiceField = "naming" if what in NAMINGS else "type"
    return refined(side.line, voice_condition(field, what))


def _record(start: dict[str, Any], what: str, **values: object) -> dict[str, Any]:
    found = {"value": "", "share": "", "other": "", "score": ""} | start | {"what": what} | values
    return {name: found[name] for name in COLUMNS}
