"""Add fragments to the reported clauses that they belong to: He said it was late and “wrong”."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace

from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.cueless.fragments import FragmentFinder
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage
from index.article import QuoteKind

CONJUNCTIONS = ("and", "but", "or", "nor", "yet")
MAX_JOINED = 8  # tokens between “and” and a fragment that continues a reported clause
ASIDES = frozenset(("—", "–", "--", "-", "(", ")", ";", ":"))
MAX_CLIMB = 12  # steps of the parse from a fragment up to its report


def with_continuations(
    parsed: ParsedText, finder: FragmentFinder, attributions: list[Attribution]
) -> list[Attribution]:
    """Add to reported clauses the fragments of the same sentence: … and “wrong”."""
    whole = sorted(attributions, key=lambda attribution: attribution.content[-1].end)
    ends = [attribution.content[-1].end for attribution in whole]
    for quoted in finder.free(min_words=1):
        span = parsed.tokens.span(quoted.first, quoted.last)
        index = bisect_left(ends, span.start + 1) - 1
        if index >= 0 and _continues(parsed, whole[index], quoted):
            content = (*whole[index].content, span)
            ends[index] = span.end
        elif index + 1 < len(whole) and _leads_to(parsed, whole[index + 1], quoted):
            index += 1
            content = (span, *whole[index].content)
        else:
            continue
        kind: QuoteKind = "direct" if whole[index].kind == "direct" else "mixed"
        whole[index] = replace(whole[index], content=content, kind=kind)
    return whole


def _is_said(attribution: Attribution) -> bool:
    return bool(attribution.mention) and attribution.cue_class == "saying"


def _continues(parsed: ParsedText, before: Attribution, quoted: QuotedPassage) -> bool:
    """Return whether a fragment goes on with the report that ends before it.

    “And” joins it, or the parse puts it below the report.
    """
    tokens = parsed.tokens
    content, cue = parsed.tokens_of(before.content), parsed.tokens_of(before.cue)
    if not _is_said(before) or not content or not cue:
        return False
    last = max(content[-1], cue[-1])
    if tokens.sentence_of[last] != tokens.sentence_of[quoted.first] or last >= quoted.first:
        return False
    skipped = {*parsed.tokens_of(before.mention + before.cue)}
    skipped |= _phrases_after(parsed, before, quoted.first)
    if _is_joined(parsed, content[-1], quoted, skipped):
        return True
    between = range(last + 1, quoted.first)
    if any(
        tokens.text[t] in ASIDES or tokens.lower[t] in word_class("names a word") for t in between
    ):
        return False
    return cue[-1] < content[0] and _is_below(parsed, quoted, {*content}, {*cue})


def _is_joined(
    parsed: ParsedText, last: int, quoted: QuotedPassage, skipped: Collection[int]
) -> bool:
    """Return whether “and” joins a fragment to the reported words that end with token ``last``.

    The ``skipped`` tokens name speaker and cue.
    """
    tokens = parsed.tokens
    between = [
        token
        for token in range(last + 1, quoted.first)
        if token not in skipped and tokens.pos[token] not in ("PUNCT", "SPACE")
    ]
    if not between or tokens.lower[between[0]] not in CONJUNCTIONS:
        return False
    words = between[1:]
    if len(words) > MAX_JOINED or any(parsed.passage_at[token] for token in words):
        return False
    verbs = [token for token in words if tokens.pos[token] in ("VERB", "AUX")]
    return not verbs or words[0] == verbs[0] or tokens.lower[words[0]] == "that"


def _is_below(parsed: ParsedText, quoted: QuotedPassage, content: set[int], cue: set[int]) -> bool:
    """Return whether the parse puts a fragment below a report: she said it was late if “…”.

    What “and” joins to the cue is another deed: she said it was late and went to the “…”.
    """
    tokens, token, dep = parsed.tokens, quoted.first, ""
    inside = range(quoted.first, quoted.last + 1)
    for _ in range(MAX_CLIMB):
        if token in content:
            return True
        if token in cue:
            return dep != "conj"
        above = tokens.head[token]
        if above == token:
            return False
        if token not in inside or above not in inside:
            dep = tokens.dep[token]
        token = above
    return False


def _leads_to(parsed: ParsedText, after: Attribution, quoted: QuotedPassage) -> bool:
    """Return whether the report that a fragment is in goes on after it: “a” is “b,” Lee said."""
    tokens = parsed.tokens
    content, cue = parsed.tokens_of(after.content), parsed.tokens_of(after.cue)
    if not _is_said(after) or not content or not cue or content[0] <= quoted.last:
        return False
    first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
    is_same = tokens.sentence_of[content[0]] == tokens.sentence_of[quoted.first]
    is_closed = is_same and content[-1] < cue[0] and parsed.passage_at[content[0]] is not None
    between = range(quoted.last + 1, content[0])
    is_of_another = "VERB" in tokens.pos[first : quoted.first]  # “As Falk spoke of “eels” and …”
    return is_closed and not is_of_another and not any(tokens.text[t] in ASIDES for t in between)


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
