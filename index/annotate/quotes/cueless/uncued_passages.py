"""Find speech that no cue claims: answers in an interview, pull quotes, an action and then words.

"What does she look for? “Somebody who listens.”"        "He pulls on the glove. “I like it.”"
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from index.annotate.lexicon.tables import word_class, words
from index.annotate.quotes.attribution import Attribution
from index.annotate.quotes.cueless.dash_dialogue import find_turns
from index.annotate.quotes.cueless.headings import fragment_in_heading, is_heading
from index.annotate.quotes.cueless.word_overlap import MIN_WORDS, word_sequence
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage
from index.annotate.quotes.reports import is_inscription
from index.article import Span, Step

UNATTRIBUTED_SCORE = 0.6
MIN_SENTENCE = 5  # tokens of a passage inside a paragraph, quotation marks included
NAMED = ("PERSON", "ORG", "NORP", "GPE")
MAX_NAME = 7  # tokens before the colon of a headline
MAX_REST = 2  # tokens after a passage that fills its paragraph
MIN_CAPITALS = 0.7  # share of the main words of a headline in capitals
MAIN_POS = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM")
FINAL = frozenset((".", "?", "!", "…", "...", "—", "–", "--", "-"))
BEFORE_SENTENCE = frozenset((".", "?", "!", "…", ":", "”", '"', "’", "'", ")"))


class _Said:
    """The words of the attributed quotes in text order, and those that stand alone in marks."""

    def __init__(self, parsed: ParsedText, attributions: Sequence[Attribution]) -> None:
        spans = sorted(
            span
            for attribution in attributions
            if attribution.kind != "indirect" and attribution.mention
            for span in attribution.content
        )
        texts = [f"{word_sequence(span.cut(parsed.text))}\n" for span in spans]
        self.all = "".join(texts)
        self.starts = list(accumulate(map(len, texts), initial=0))
        self.spans = spans
        passages = {parsed.passage_at[token] for token in parsed.tokens_of(spans)}
        alone = [parsed.tokens.span(p.first, p.last).cut(parsed.text) for p in passages if p]
        self.alone = {word_sequence(text).strip() for text in alone}

    def first(self, words: str) -> int | None:
        """Return where the first quote with these words begins, or None."""
        found = self.all.find(f" {words} ")
        return None if found < 0 else self.spans[bisect_right(self.starts, found) - 1].start


def find_uncued(parsed: ParsedText, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the passages of speech that belong to no attribution, as attributions without cue."""
    step = Step("source", "", "quoted words without a cue")
    uncued = Attribution(content=(), kind="direct", score=UNATTRIBUTED_SCORE, steps=(step,))
    occupied = sorted(span for attribution in attributions for span in attribution.content)
    said = _Said(parsed, attributions)
    turns = (parsed.tokens.span(*turn) for turn in find_turns(parsed))
    found = [replace(uncued, content=(turn,)) for turn in turns]
    for quoted in parsed.passages:
        span = parsed.tokens.span(quoted.first, quoted.last)
        index = bisect_left(occupied, span.end, key=lambda one: one.start)
        if index and occupied[index - 1].end > span.start:
            continue
        if headed := _under_name(parsed, quoted, occupied):
            if headed not in found:  # by an earlier fragment of the headline
                found.append(headed)
        elif _is_speech(parsed, quoted):
            found.append(replace(uncued, content=(span,)))
        elif fragment_in_heading(parsed, quoted) or _is_repeated(parsed, quoted, said):
            found.append(replace(uncued, content=(span,), is_report=False))
    return found


def _under_name(
    parsed: ParsedText, quoted: QuotedPassage, occupied: Sequence[Span]
) -> Attribution | None:
    """Return the headline with a fragment after a name: Ann Lee: Tim Falk Is a ‘Lazy Heron.’."""
    tokens = parsed.tokens
    first, last = parsed.paragraphs[0]
    last = tokens.last_word(first, last)
    start = range(first + 1, min(first + MAX_NAME, last))
    colon = next((token for token in start if tokens.text[token] == ":"), None)
    if colon is None or not colon + 1 < quoted.first <= quoted.last <= last:
        return None
    if any(tokens.pos[t] in ("VERB", "AUX") for t in range(first, colon)):
        return None
    mention, content = tokens.span(first, colon - 1), tokens.span(colon + 1, last)
    is_section = mention.cut(parsed.text).upper() in words("non_speaker_labels")
    is_free = all(span.end <= content.start or span.start >= content.end for span in occupied)
    returns = tokens.pos[colon - 1] == "PROPN" and parsed.text.count(mention.cut(parsed.text)) > 1
    is_named = returns or tokens.ent_type[colon - 1] in NAMED
    if not is_named or is_section or not is_free:
        return None
    return Attribution(
        content=(content,),
        kind="mixed",
        cue=(tokens.span(colon, colon),),
        cue_class="saying",
        mention=(mention,),
        score=UNATTRIBUTED_SCORE,
        steps=(Step("source", mention.cut(parsed.text), "named before the colon of a headline"),),
    )


def _opens_with_headline(parsed: ParsedText) -> bool:
    """Return whether the first paragraph is a headline; one in capitals may have a full stop."""
    tokens, (first, last) = parsed.tokens, parsed.paragraphs[0]
    main = [t for t in range(first, last + 1) if tokens.pos[t] in MAIN_POS]
    in_capitals = sum(not tokens.text[t][0].islower() for t in main) > MIN_CAPITALS * len(main)
    return is_heading(parsed, 0) or in_capitals


def _is_repeated(parsed: ParsedText, quoted: QuotedPassage, said: _Said) -> bool:
    """Return whether a fragment repeats words of a quote: her “tired horse”.

    A name or title in narration does not, nor does a word that no quote sets apart.
    """
    span = parsed.tokens.span(quoted.first, quoted.last)
    repeated = word_sequence(span.cut(parsed.text)).strip()
    inside = range(quoted.first + 1, quoted.last)
    main = [t for t in inside if parsed.tokens.pos[t] in MAIN_POS]
    is_name = not any(parsed.tokens.text[t][0].islower() for t in main)
    if not repeated or (is_name and parsed.paragraph_of[quoted.first]):
        return False
    first = said.first(repeated)
    if first is None:
        return False
    if not parsed.paragraph_of[quoted.first] and _opens_with_headline(parsed):
        return len(repeated.split()) > MIN_WORDS
    # A term that the article uses before anybody says it is the article's own.
    return first < span.start and (" " in repeated or repeated in said.alone)


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
