"""Add fragments to the reported clauses that they continue: He said it was late and “wrong”."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.annotate.quotes.attribution import Attribution
    from index.annotate.quotes.cueless.fragments import FragmentFinder
    from index.annotate.quotes.parsed_text import ParsedText
    from index.article import QuoteKind


def with_continuations(
    parsed: ParsedText, finder: FragmentFinder, attributions: list[Attribution]
) -> list[Attribution]:
    """Add to reported clauses the fragments that continue them: … and “wrong”."""
    whole = sorted(attributions, key=lambda attribution: attribution.content[-1].end)
    ends = [attribution.content[-1].end for attribution in whole]
    for quoted in finder.free():
        span = parsed.tokens.span(quoted.first, quoted.last)
        index = bisect_left(ends, span.start + 1) - 1
        if index < 0:
            continue
        before = whole[index]
        named = {*parsed.tokens_of(before.mention + before.cue)}
        named |= _phrases_after(parsed, before, quoted.first)
        last = parsed.tokens_of(before.content)[-1]
        is_said = bool(before.mention) and before.cue_class == "saying"
        if is_said and finder.continues(quoted, last, named):
            kind: QuoteKind = "direct" if before.kind == "direct" else "mixed"
            whole[index] = replace(before, content=(*before.content, span), kind=kind)
            ends[index] = span.end
    return whole


def _phrases_after(parsed: ParsedText, before: Attribution, end: int) -> set[int]:
    """Return the tokens of the phrases that follow a cue: he wrote “in an email to his staff”."""
    tokens, found = parsed.tokens, set[int]()
    for cue in parsed.tokens_of(before.cue)[-1:]:
        for child in tokens.children[cue]:
            if child > cue and tokens.dep[child] in ("prep", "dative", "npadvmod"):
                phrase = range(child, min(tokens.right_edge[child] + 1, end))
                comma = next((t for t in phrase if tokens.text[t] == ","), end)
                found.update(token for token in phrase if token < comma)
    return found
