"""A parsed text: its tokens, paragraphs and quoted passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from index.annotate.quotes.quotation_marks import Passage, find_passages
from index.annotate.token_table import BEFORE_CLAUSE, TokenTable, text_of
from index.article import Span

PARAGRAPH_END = re.compile(r"(?<!\s)\s*\n[ \t]*\n\s*|(?<=[.?!:\"”’)])[ \t]*\n\s*")
STOPS = frozenset(".?!")
DASHES = frozenset(("–", "—", "-", "--"))
LONG_PASSAGE = 6  # tokens; a longer passage is hardly ever a mere term, and contains no cue


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quoted passage by its first and last token, quotation marks included."""

    first: int
    last: int
    passage: Passage
    number: int
    """Its index among the passages of the text."""
    is_speech: bool
    """Whether it looks like a spoken sentence, not a term: it is long or ends in punctuation."""

    @property
    def tokens(self) -> tuple[int, int]:
        """First and last token."""
        return self.first, self.last

    @property
    def size(self) -> int:
        """The number of tokens."""
        return self.last - self.first + 1


class ParsedText:
    """A parsed text with its paragraphs and outermost quoted passages.

    ``passage_at[token]`` is the passage around a token or None, ``paragraph_of[token]`` an index
    into ``paragraphs``, the first and last token of each paragraph.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        self.tokens = TokenTable(doc)
        size = self.tokens.size
        self.passage_at: list[QuotedPassage | None] = [None] * size
        self.passages: list[QuotedPassage] = []
        self.paragraph_of = [0] * size
        self._number_paragraphs()
        self._add_passages(find_passages(self.text))

    def token_at(self, offset: int) -> int:
        """Return the token that begins at an offset, or the next one."""
        return min(bisect_left(self.tokens.start, offset), max(0, self.tokens.size - 1))

    def tokens_of(self, spans: Iterable[Span]) -> list[int]:
        """Return the tokens of some spans, in order."""
        starts = self.tokens.start
        return [
            token
            for span in spans
            for token in range(self.token_at(span.start), bisect_left(starts, span.end))
        ]

    def leads_on(self, quoted: QuotedPassage) -> bool:
        """Return whether a passage ends like speech before its clause: “Not yet,” he said."""
        return quoted.passage.closed and self.tokens.text[quoted.last - 1] in BEFORE_CLAUSE

    def clause_after(self, quoted: QuotedPassage) -> range:
        """Return the tokens in lower case after a passage, up to the next stop: a boy cried."""
        after = quoted.last + 1
        _, last = self.paragraphs[self.paragraph_of[quoted.first]]
        text = self.tokens.text
        if after >= last or not text[after][0].islower():
            return range(0)
        return range(after, next((t for t in range(after, last) if text[t] in STOPS), last))

    def _number_paragraphs(self) -> None:
        ends = [match.end() for match in PARAGRAPH_END.finditer(self.text)]
        number, size = 0, self.tokens.size
        self.paragraphs: list[tuple[int, int]] = []
        first = 0
        for token, start in enumerate(self.tokens.start):
            if number < len(ends) and start >= ends[number]:
                self.paragraphs.append((first, token - 1))
                first = token
                while number < len(ends) and start >= ends[number]:
                    number += 1
            self.paragraph_of[token] = len(self.paragraphs)
        if size:
            self.paragraphs.append((first, size - 1))

    def _add_passages(self, passages: list[Passage]) -> None:
        """Map outermost passages to tokens."""
        starts, ends, first = self.tokens.start, self.tokens.end, 0
        for passage in passages:
            if passage.depth:
                continue
            while first < self.tokens.size and ends[first] <= passage.start:
                first += 1
            last = first
            while last + 1 < self.tokens.size and starts[last + 1] < passage.end:
                last += 1
            last = self.tokens.last_word(first, last)
            if first >= self.tokens.size:
                return
            final = self.tokens.text[last if not passage.closed else max(first, last - 1)]
            is_speech = last - first + 1 > LONG_PASSAGE or final in (
                ",", ".", "?", "!", "…", "--", "—",
            )  # fmt: skip
            quoted = QuotedPassage(first, last, passage, len(self.passages), is_speech)
            self.passages.append(quoted)
            for token in range(first, last + 1):
                self.passage_at[token] = self.passage_at[token] or quoted
