"""Invented web pages."""

from __future__ import annotations

import json

LEAD = "Fares on the Lindo ferry rise by a third in autumn, the harbour board said on Tuesday."
SECOND = (
    "Season tickets stay as they are until the end of the year, and children travel free on Sundays"
    " until the new boats come."
)
THIRD = "The board will meet again in May, when it also has to vote on the new pier at Torp."
TITLE = "Ferry fares rise by a third"


def linked_data(**fields: object) -> str:
    """Return a script with the linked data of a news article."""
    value = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(**values: str) -> str:
    """Return meta tags; “og_title” stands for “og:title”."""
    return "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{value}">'
        for name, value in values.items()
    )


def page(
    *blocks: str, head: str = "", title: str = TITLE, heading: str = TITLE, host: str = "lindo"
) -> bytes:
    """Return a page with a headline, three paragraphs, and blocks between the second and third."""
    inner = "".join(blocks)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>"
        f'<link rel="canonical" href="https://www.{host}.example/town/ferry-fares">{head}</head>'
        f"<body><main><article><h1>{heading}</h1><div class='body'><p>{LEAD}</p><p>{SECOND}</p>"
        f"{inner}<p>{THIRD}</p></div></article></main></body></html>"
    ).encode()
