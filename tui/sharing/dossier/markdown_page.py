"""Write a dossier as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from tui.sharing.citation import escape_markdown, is_web_url, link_target, origin, who
from tui.sharing.dossier.content import Dossier, DossierQuote, Fact

BAR_WIDTH = 40
_LIST_MARKER = re.compile(r"^(\d*)([-+=~.)])")  # a passage that starts so would be a list
_ESCAPED = r"\1\\\2"


def as_markdown(dossier: Dossier) -> Iterator[str]:
    """Yield the file in pieces."""
    yield f"# {escape_markdown(dossier.name)}\n\n{dossier.summary}\n"
    for heading, facts in dossier.facts:
        yield f"\n**{heading}**\n\n"
        yield from (f"- {_fact(fact)}\n" for fact in facts)
    if dossier.timeline:
        yield f"\n## Quotes per {dossier.period}\n\n```\n"
        largest = max(count for _, count in dossier.timeline)
        for label, count in _without_gaps(dossier.timeline):
            bar = "█" * (-(-count * BAR_WIDTH // largest))
            yield f"{' '.join(filter(None, (label, bar)))} {count}\n"
        yield "```\n"
        yield f"\n{dossier.undated}\n" if dossier.undated else ""
    yield f"\n## Quotes\n\n{dossier.note}\n"
    for year, quotes in groupby(dossier.quotes, attrgetter("year")):
        yield f"\n### {year}\n"
        for quote in quotes:
            yield from _quote(quote)
    yield "\n---\n\n"
    for name, value in dossier.tally.header.lines() + dossier.tally.lines():
        yield f"- {name}: {escape_markdown(value)}\n"


def _without_gaps(timeline: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the periods; several without quotes in a row are one line."""
    for has_quotes, periods in groupby(timeline, lambda each: each[1] > 0):
        labels = list(periods)
        if has_quotes or len(labels) < 3:
            yield from labels
        else:
            yield f"{labels[0][0]} – {labels[-1][0]}", 0


def _fact(fact: Fact) -> str:
    source = f": {_link(fact.source, fact.url)}" if fact.source else ""
    return escape_markdown(fact.text) + source


def _link(text: str, url: str) -> str:
    shown = escape_markdown(text)
    return f"[{shown}](<{link_target(url)}>)" if is_web_url(url) else shown


def _quote(quote: DossierQuote) -> Iterator[str]:
    cited = quote.citation
    passage = "".join(
        f"**{escape_markdown(text)}**" if kind == "quote" else escape_markdown(text)
        for kind, text in quote.passage
    )
    yield f"\n> {_LIST_MARKER.sub(_ESCAPED, passage.strip())}\n>\n"
    where = escape_markdown(f"{origin(cited)}, {cited['date']}")
    yield f"> — {escape_markdown(who(cited))}, {_link(cited['headline'], cited['url'])}, {where}\n"
    remarks = [*quote.remarks] if is_web_url(cited["url"]) else [*quote.remarks, cited["link"]]
    yield f">\n> *{escape_markdown(' · '.join(filter(None, remarks)))}*\n"
