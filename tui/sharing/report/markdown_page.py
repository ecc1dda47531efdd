"""Write a report as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from tui.sharing.citation import CitationFormatter, escape_markdown
from tui.sharing.report.content import Report, ReportTable


def report_markdown(report: Report, date_format: str) -> Iterator[str]:
    """Yield the file in pieces."""
    yield f"# {escape_markdown(report.title)}\n"
    yield from (f"\n{escape_markdown(line)}\n" for line in report.summary)
    for table in report.tables:
        yield from _table(table)
    if report.chart:
        yield from _months(report)
    citer = CitationFormatter("markdown", date_format)
    for group in report.groups:
        yield f"\n## {escape_markdown(group.heading)}: quotes ({len(group.hits):,})\n\n"
        for hit in group.hits:
            yield f"{citer.cite(hit.text, hit.quote, hit.cue, hit.entry)}\n\n"
    yield "---\n\n"
    for name, value in report.tally.header.lines() + report.tally.lines():
        yield f"- {name}: {escape_markdown(value)}\n"


def _table(table: ReportTable) -> Iterator[str]:
    yield f"\n## {escape_markdown(table.title)}\n\n"
    yield f"| {' | '.join(table.columns)} |\n|---{'|--:' * (len(table.columns) - 1)}|\n"
    for cells, _ in table.rows:
        texts = (f"{cell:,}" if isinstance(cell, int) else escape_markdown(cell) for cell in cells)
        yield f"| {' | '.join(texts)} |\n"


def _months(report: Report) -> Iterator[str]:
    assert report.chart
    names = [escape_markdown(series.name) for series in report.chart.series]
    yield f"\n## Quotes a month\n\n| | {' | '.join(names)} |\n|---{'|--:' * len(names)}|\n"
    rows = zip(report.chart.labels, *(each.counts for each in report.chart.series), strict=True)
    for label, *counts in rows:
        if any(counts):
            yield f"| {label} | {' | '.join(map(str, counts))} |\n"
