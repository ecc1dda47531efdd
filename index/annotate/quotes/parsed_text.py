"""What the finder looks at: the tokens of a text, its paragraphs and its quoted passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.quotes.quotation_marks import Passage, find_passages
from index.annotate.token_table import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

BREAK = re.compile(r"(?<!\s)\s*\n[ \t]*\n\s*|(?<=[.?!:\"”’)])[ \t]*\n\s*")
LONG = 6  # a passage of so many tokens is hardly ever a mere term, and nobody is cited in it


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted passage by its first and last token, the marks included."""

    first: int
    last: int
    passage: Passage
    number: int
    """Its place among the passages of the text."""
    speech: bool
    """Whether it looks like a sentence said, not like a term: it is long or ends in a stop."""

    @property
    def size(self) -> int:
        """How many tokens it has."""
        return self.last - self.first + 1


class Scene:
    """A parsed text with its paragraphs and outermost quoted passages.

    ``inside[token]`` is the passage in which a token stands, or None, and
    ``paragraph[token]`` the number of its paragraph.
    """

    def __init__(self, doc: Doc) -> None:
        self.source = doc.text
        self.tokens = Tokens(doc)
        size = self.tokens.size
        self.inside: list[Quoted | None] = [None] * size
        self.quoted: list[Quoted] = []
        self.paragraph = [0] * size
        self._number_paragraphs()
        self._place_passages(find_passages(self.source))

    def _number_paragraphs(self) -> None:
        """Note which paragraph each token is in, and where each paragraph begins and ends."""
        breaks = [match.end() for match in BREAK.finditer(self.source)]
        number, size = 0, self.tokens.size
        self.bounds: list[tuple[int, int]] = []
        first = 0
        for place, start in enumerate(self.tokens.start):
            if number < len(breaks) and start >= breaks[number]:
                self.bounds.append((first, place - 1))
                first = place
                while number < len(breaks) and start >= breaks[number]:
                    number += 1
            self.paragraph[place] = len(self.bounds)
        if size:
            self.bounds.append((first, size - 1))

    def _place_passages(self, passages: list[Passage]) -> None:
        """Note which tokens stand in quotation marks; of marks within marks the outer ones."""
        starts, ends, place = self.tokens.start, self.tokens.end, 0
        for passage in passages:
            if passage.depth:
                continue
            while place < self.tokens.size and ends[place] <= passage.start:
                place += 1
            last = place
            while last + 1 < self.tokens.size and starts[last + 1] < passage.end:
                last += 1
            while last > place and self.tokens.pos[last] == "SPACE":
                last -= 1
            if place >= self.tokens.size:
                return
            stop = self.tokens.text[last if not passage.closed else max(place, last - 1)]
            speech = last - place + 1 > LONG or stop in (",", ".", "?", "!", "…", "--", "—")
            quoted = Quoted(place, last, passage, len(self.quoted), speech)
            self.quoted.append(quoted)
            for token in range(place, last + 1):
                self.inside[token] = self.inside[token] or quoted
