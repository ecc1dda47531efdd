"""Write a dossier as one HTML page that needs no other file, script or network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import attrgetter

from tui.render.phrases import NO_DATE
from tui.sharing.charts import BarChart, Series, figure
from tui.sharing.citation import is_web_url, origin, who
from tui.sharing.dossier.content import Dossier, DossierQuote, Fact
from tui.sharing.statement import Tally

STYLE = """
:root{color-scheme:light dark;--text:#1c1b19;--muted:#66625a;--line:#d9d5cc;--paper:#fffdf8;
--mark:#fbedb9;--accent:#8a3b12}
@media(prefers-color-scheme:dark){:root{--text:#e8e4da;--muted:#a29c90;--line:#3d3a35;
--paper:#191816;--mark:#5b4a10;--accent:#f0a36b}}
*{box-sizing:border-box}
body{font:1.05rem/1.55 Georgia,"Times New Roman",serif;color:var(--text);background:var(--paper);
max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0}h2{font-size:1.3rem;margin:2.5rem 0 .5rem}
h3{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
a{color:var(--accent)}.muted,figcaption,footer,dt,nav,.axis{color:var(--muted);
font:.85rem/1.5 system-ui,sans-serif}
dl{display:grid;grid-template-columns:9rem 1fr;gap:.4rem 1rem;margin:1.5rem 0}dd{margin:0}
dd p{margin:0}figure{margin:1rem 0}
svg{display:block;width:100%;height:7rem;border-bottom:1px solid var(--muted);fill:var(--accent)}
.axis{display:flex}.axis span{white-space:nowrap;overflow:hidden;min-width:0}
nav a{margin-right:.8rem;white-space:nowrap}time{white-space:nowrap}
article{margin:1.5rem 0;padding-left:1rem;border-left:3px solid var(--line)}
article p{margin:0 0 .4rem}.uncertain{border-left-style:dashed}
mark{background:var(--mark);color:inherit}.context{color:var(--muted)}
@media(max-width:32rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.8rem}
article{padding-left:.7rem}}
@media print{@page{margin:2cm}:root{--text:#000;--muted:#444;--line:#bbb;--paper:#fff;
--mark:none;--accent:#000}body{font-size:10.5pt;max-width:none;padding:0}nav{display:none}
mark{font-weight:bold}article,figure{break-inside:avoid}h2,h3{break-after:avoid}
p{orphans:3;widows:3}svg{height:3cm;print-color-adjust:exact;-webkit-print-color-adjust:exact}
article a::after{content:" <" attr(href) ">";font-size:.85em}}
"""


def as_html(dossier: Dossier) -> Iterator[str]:
    """Yield the file in pieces."""
    name = escape(dossier.name)
    yield html_head(f"{name}: dossier", STYLE)
    yield f'<header><h1>{name}</h1>\n<p class="muted">{escape(dossier.summary)}</p></header>\n'
    if dossier.facts:
        yield "<dl>\n"
        for heading, facts in dossier.facts:
            yield f"<dt>{escape(heading)}</dt><dd>{''.join(map(_fact, facts))}</dd>\n"
        yield "</dl>\n"
    if dossier.timeline:
        yield _chart(dossier)
    yield f'<h2>Quotes</h2>\n<p class="muted">{escape(dossier.note)}</p>\n'
    years = [(year, list(quotes)) for year, quotes in groupby(dossier.quotes, attrgetter("year"))]
    if len(years) > 1:
        links = "".join(
            f'<a href="#part{number}">{year} ({len(quotes):,})</a> '
            for number, (year, quotes) in enumerate(years)
        )
        yield f'<nav aria-label="Years">{links}</nav>\n'
    for number, (year, quotes) in enumerate(years):
        yield f'<h3 id="part{number}">{year}</h3>\n'
        yield from map(_quote, quotes)
    yield from html_foot(dossier.tally)


def html_head(title: str, style: str) -> str:
    """Return the start of a page up to its body; ``title`` is escaped."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def html_foot(tally: Tally) -> Iterator[str]:
    """Yield what a page states of itself."""
    yield '<hr>\n<footer class="muted">\n'
    for label, value in tally.header.lines() + tally.lines():
        yield f"{escape(label)}: {escape(value)}<br>\n"
    yield "</footer>\n"


def _fact(fact: Fact) -> str:
    source = (
        f'<br><span class="muted">{web_link(fact.source, fact.url)}</span>' if fact.source else ""
    )
    return f"<p>{escape(fact.text)}{source}</p>"


def web_link(text: str, url: str) -> str:
    """Return a link, or only its text if the address is not one of the web."""
    if not is_web_url(url):
        return escape(text)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(text)}</a>'


def _chart(dossier: Dossier) -> str:
    best, largest = max(dossier.timeline, key=lambda each: each[1])
    labels, counts = zip(*dossier.timeline, strict=True)
    caption = f"Quotes per {dossier.period}. Most in {best}: {largest:,}. {dossier.undated}".strip()
    return f"<h2>Timeline</h2>\n{figure(BarChart(labels, [Series('', counts)]), caption)}"


def _quote(quote: DossierQuote) -> str:
    tags = {
        "quote": "<mark>{}</mark>",
        "sentence": "{}",
        "context": '<span class="context">{}</span>',
    }
    passage = "".join(tags[kind].format(escape(text)) for kind, text in quote.passage)
    cited = quote.citation
    day = f'<time datetime="{quote.day}">{escape(cited["date"])}</time>' if quote.day else NO_DATE
    remarks = list(map(escape, quote.remarks))
    if cited["link"] and not is_web_url(cited["link"]):
        remarks.append(escape(cited["link"]))
    source = web_link(cited["headline"], cited["url"])
    return (
        f"<article{' class=uncertain' if quote.uncertain else ''}>\n<p>{passage}</p>\n"
        f"<footer>— {escape(who(cited))}, {source}, {escape(origin(cited))}, {day}"
        f"<br>{'<br>'.join(remarks)}</footer>\n</article>\n"
    )
