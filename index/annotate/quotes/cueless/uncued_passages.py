"""Find speech that no cue claims: answers in an interview, pull quotes, an action and then words.

"What does she look for? “Somebody who listens.”"        "He pulls on the glove. “I like it.”"
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.cueless.headings import fragment_in_heading
from index.annotate.quotes.reports import is_inscription
from index.article import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage

UNATTRIBUTED_SCORE = 0.6
MIN_SENTENCE = 5  # tokens of a passage inside a paragraph, quotation marks included
MAX_REST = 2  # tokens after a passage that fills its paragraph
FINAL = frozenset((".", "?", "!", "…", "...", "—", "–", "--", "-"))
BEFORE_SENTENCE = frozenset((".", "?", "!", "…", ":", "”", '"', "’", "'", ")"))


def find_uncued(parsed: ParsedText, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the passages of speech that belong to no attribution, as attributions without cue."""
    step = Step("source", "", "quoted words without a cue")
    uncued = Attribution(content=(), kind="direct", score=UNATTRIBUTED_SCORE, steps=(step,))
    occupied = sorted(span for attribution in attributions for span in attribution.content)
    found = []
    for quoted in parsed.passages:
        span = parsed.tokens.span(quoted.first, quoted.last)
        index = bisect_left(occupied, span.end, key=lambda one: one.start)
        if index and occupied[index - 1].end > span.start:
            continue
        if _is_speech(parsed, quoted):
            found.append(replace(uncued, content=(span,)))
        elif fragment_in_heading(parsed, quoted):
            found.append(replace(uncued, content=(span,), is_report=False))
    return found


def _is_speech(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage can be speech without a cue."""
    if not quoted.is_speech or _is_writing(parsed, quoted) or is_inscription(parsed, quoted):
        return False
    if _fills_paragraph(parsed, quoted):
        ends = _ends_sentence(parsed, quoted) or _says_i(parsed, quoted)
        return ends or _is_headline(parsed, quoted)
    return _is_whole_sentence(parsed, quoted)


def _fills_paragraph(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    first, last = parsed.paragraphs[parsed.paragraph_of[quoted.first]]
    return quoted.first == first and last - quoted.last < MAX_REST


def _ends_sentence(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage ends with a full stop or similar, or runs on unclosed."""
    if not quoted.passage.closed:
        return True
    tokens, last = parsed.tokens, quoted.last - 1
    return (
        tokens.text[last] in FINAL
        or tokens.text[last][-1:] in ".?!"
        or (tokens.text[last] == "," and _fills_paragraph(parsed, quoted))
    )


def _is_headline(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage is the whole headline, and a clause in small letters, no title."""
    words = [t for t in range(quoted.first, quoted.last) if parsed.tokens.text[t][0].isalpha()]
    small = sum(parsed.tokens.text[word][0].islower() for word in words)
    is_clause = any(parsed.tokens.pos[word] in ("VERB", "AUX") for word in words)
    return quoted.first == 0 and is_clause and small > len(words) / 2


def _says_i(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage begins with “I” or similar, as a title hardly ever does."""
    first = parsed.tokens.lower[min(quoted.first + 1, quoted.last)]
    return first in word_class("first person subject")


def _is_whole_sentence(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage inside a paragraph is one or more whole sentences."""
    tokens = parsed.tokens
    if quoted.size < MIN_SENTENCE or not _ends_sentence(parsed, quoted):
        return False
    words = range(quoted.first, quoted.last + 1)
    if not any(tokens.pos[token] in ("VERB", "AUX") for token in words):
        return False
    first, _ = parsed.paragraphs[parsed.paragraph_of[quoted.first]]
    opens = quoted.first == first or tokens.text[quoted.first - 1] in BEFORE_SENTENCE
    after = quoted.last + 1
    closes = (
        after >= tokens.size
        or tokens.pos[after] == "SPACE"
        or not tokens.text[after][:1].isalnum()
        or tokens.text[after][:1].isupper()
    )
    starts_upper = tokens.text[min(quoted.first + 1, quoted.last)][:1].isupper()
    return opens and closes and starts_upper


def _is_writing(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether the next words say that a passage is written: “The sign is in Latin.”."""
    tokens, after = parsed.tokens, quoted.last + 1
    while after < tokens.size and (
        tokens.pos[after] == "SPACE" or not tokens.text[after][0].isalnum()
    ):
        after += 1
    if after + 1 >= tokens.size or tokens.lower[after] not in ("the", "this", "that"):
        return False
    return tokens.lower[after + 1] in word_class("written words")
