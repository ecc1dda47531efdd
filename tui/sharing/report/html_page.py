"""Write a report as one HTML page that needs no other file, script or network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from index.article import DOUBTFUL, QuoteHit
from tui.sharing.charts import COLOURS, figure
from tui.sharing.citation import citation_parts, is_web_url, origin, who
from tui.sharing.dossier.html_page import STYLE, html_foot, html_head, web_link
from tui.sharing.report.content import QuoteGroup, Report, ReportTable

REPORT_STYLE = """
body{max-width:60rem}.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));
gap:0 3rem}table{border-collapse:collapse;width:100%;font:.9rem/1.4 system-ui,sans-serif;
font-variant-numeric:tabular-nums}th{color:var(--muted);font-weight:normal}
td,th{text-align:right;padding:.2rem .4rem;border-bottom:1px solid var(--line);vertical-align:top}
td:first-child,th:first-child{text-align:left;padding-left:0}
td.bar{width:6rem}td.bar div{background:var(--accent);height:.7rem;margin-top:.25rem}
.key{font:.85rem system-ui,sans-serif;margin-right:1.5rem}
.key::before{content:"";display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem;
background:var(--key)}
"""


def report_html(report: Report, date_format: str) -> Iterator[str]:
    """Yield the file in pieces."""
    title = escape(report.title)
    yield f"{html_head(title, STYLE + REPORT_STYLE)}<header><h1>{title}</h1>\n"
    yield from (f'<p class="muted">{escape(line)}</p>\n' for line in report.summary)
    yield "</header>\n"
    if report.chart:
        keys = "".join(
            f'<span class="key" style="--key:{colour}">{escape(series.name)}</span>'
            for series, colour in zip(report.chart.series, COLOURS, strict=True)
        )
        yield f"<h2>Quotes a month</h2>\n<p>{keys}</p>\n"
        yield figure(report.chart, f"Most in one month: {report.chart.largest:,}.")
    yield '<div class="columns">\n'
    for column in report.columns:
        yield "<section>\n"
        for table in column:
            yield from _table(table)
        yield "</section>\n"
    yield '</div>\n<div class="columns">\n'
    for group in report.groups:
        yield from _quotes(group, date_format)
    yield "</div>\n"
    yield from html_foot(report.tally)


def _table(table: ReportTable) -> Iterator[str]:
    head = "".join(f"<th>{escape(column)}" for column in table.columns)
    yield f"<h2>{escape(table.title)}</h2>\n<table>\n<tr>{head}<th>\n"
    for cells, search in table.rows:
        name, *numbers = (f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
        bar = f'<div style="width:{100 * int(cells[1]) / max(table.largest, 1):.0f}%"></div>'
        values = "".join(f"<td>{escape(number)}" for number in numbers)
        yield f'<tr><td title="{escape(search)}">{escape(name)}{values}<td class="bar">{bar}\n'
    yield "</table>\n"


def _quotes(group: QuoteGroup, date_format: str) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(group.heading)} ({len(group.hits):,})</h2>\n"
    for hit in group.hits:
        yield _quote(hit, date_format)
    yield "</section>\n"


def _quote(hit: QuoteHit, date_format: str) -> str:
    cited = citation_parts(hit.text, hit.quote, hit.cue, hit.entry, date_format)
    is_uncertain = hit.quote.confidence < DOUBTFUL
    remarks = [origin(cited), cited["date"]]
    if is_uncertain:
        remarks.append(f"speaker uncertain, confidence {hit.quote.confidence:.2f}")
    if cited["link"] and not is_web_url(cited["link"]):
        remarks.append(cited["link"])
    source = web_link(cited["headline"], cited["url"])
    return (
        f"<article{' class=uncertain' if is_uncertain else ''}>\n<p>{escape(cited['quote'])}</p>\n"
        f"<footer>— {escape(who(cited))}, {source}, {escape(', '.join(remarks))}"
        "</footer>\n</article>\n"
    )
