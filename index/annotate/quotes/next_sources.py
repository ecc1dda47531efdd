"""End a content before the source of the next one: “He said it holds, while Ann Lee, who …, said”.

The parse often takes the subject of the second clause for a part of the first content.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.parsed_text import ParsedText
from index.article import Span

JOINS = frozenset(
    ("while", "whereas", "and", "but", "although", "though", "as", "yet", "or", "even", ",", ";")
)
MIN_CONTENT = 2  # tokens that are left


def without_next_sources(parsed: ParsedText, found: Iterable[Attribution]) -> list[Attribution]:
    """Return attributions without the source of another at the end of their contents."""
    attributions = list(found)
    mentions = sorted(a.mention[0] for a in attributions if a.mention)
    return [_shortened(parsed, attribution, mentions) for attribution in attributions]


def _shortened(parsed: ParsedText, attribution: Attribution, mentions: list[Span]) -> Attribution:
    """Return an attribution whose content ends before the source that stands at its end."""
    part = attribution.content[-1]
    inside = bisect_left(mentions, (part.start + 1, 0)), bisect_left(mentions, (part.end, 0))
    source = next((m for m in mentions[slice(*inside)] if m.end >= part.end), None)
    if source is None or attribution.kind == "direct":
        return attribution
    tokens, passage_at = parsed.tokens, parsed.passage_at
    first, last = parsed.token_at(part.start), parsed.token_at(source.start) - 1
    end = last
    while end > first and tokens.lower[end] in JOINS:
        end -= 1
    is_quoted = passage_at[last] is not None and passage_at[last] is passage_at[last + 1]
    if is_quoted or end == last or end - first + 1 < MIN_CONTENT:
        return attribution
    content = (*attribution.content[:-1], tokens.span(first, end))
    return replace(attribution, content=content)
