"""Headings: short paragraphs without a full stop, and the quoted words in them."""

from __future__ import annotations

from index.annotate.lexicon.nouns import can_speak
from index.annotate.quotes.candidate import TokenRange
from index.annotate.quotes.parsed_text import DASHES, ParsedText, QuotedPassage

MAX_HEADING = 26  # tokens
MAX_NAME = 8  # tokens of the speaker after a colon
ENDS_OF_SENTENCES = frozenset((".", ",", ";", ":"))
CLOSING = frozenset("’”\"'»")


def is_heading(parsed: ParsedText, paragraph: int) -> bool:
    """Return whether a paragraph is a headline or cross-heading."""
    tokens = parsed.tokens
    first, last = parsed.paragraphs[paragraph]
    last = tokens.last_word(first, last)
    if last - first >= MAX_HEADING:
        return False
    while last > first and tokens.text[last] in CLOSING:
        last -= 1
    return tokens.text[last][-1] not in ENDS_OF_SENTENCES


def fragment_in_heading(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage is part of a heading, with other words around it."""
    number = parsed.paragraph_of[quoted.first]
    return quoted.passage.closed and is_heading(parsed, number)


def speaker_after_mark(parsed: ParsedText, quoted: QuotedPassage) -> TokenRange | None:
    """Return the noun phrase after a passage in a heading: 'A new start': Harbour Union.

    A colon follows a passage that opens the heading; after a dash the phrase ends the heading.
    """
    tokens, number = parsed.tokens, parsed.paragraph_of[quoted.first]
    first, last = parsed.paragraphs[number]
    begin = quoted.last + 2
    if begin > last or not is_heading(parsed, number) or not quoted.passage.closed:
        return None
    mark = tokens.text[quoted.last + 1]
    if not (mark in DASHES or (mark == ":" and quoted.first == first)):
        return None
    end = begin
    while (
        end <= min(last, begin + MAX_NAME)
        and tokens.pos[end] not in ("VERB", "AUX", "SPACE", "PUNCT", "ADP", "SCONJ")
        and tokens.tag[end] not in ("VBZ", "VBD")
    ):
        end += 1
    is_whole = mark == ":" or end > last or tokens.pos[end] == "SPACE"
    head = tokens.lower[end - 1]
    if tokens.pos[end - 1] == "NOUN" and not can_speak(head):
        return None  # “‘Mould ate my hat’: life by the sea”
    return (begin, end - 1) if end > begin and is_whole else None
