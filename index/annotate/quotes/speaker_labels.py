"""Speech whose speaker stands beside it without a verb: transcripts, signed quotes, lead-ins.

HOST: Good morning.        “She knows the bay.” —Rune Falk        From Oona Prill: “…”
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.annotate.quotes.parsed_text import Quoted, Scene

NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|of|de|van|von|der|la|al|bin)){0,5}"
LABEL = re.compile(
    rf"[\"“]?(?P<name>{NAME})(?P<office>,[^:.\n]{{2,60}}| \([^)\n]{{2,60}}\))?:\s+(?=\S)"
)
SIGNED = re.compile(
    rf"\s*(?P<dash>―|—|–|--?)\s*(?P<name>(?:the )?{NAME}(?:,[^.\n]{{2,80}})?)\.?\s*(?=\n|$)"
)
LEAD_IN = re.compile(r"(?:From|By) (?P<name>(?:the |a )?[^\n“\"]{3,90}):\s*$")
CARRYING = 3  # labels from which a paragraph without one goes on with the last speaker's words


@dataclass(frozen=True, slots=True)
class Labelled:
    """Speech with its speaker beside it: first and last tokens of content and mention."""

    content: tuple[tuple[int, int], ...]
    cue: int
    mention: tuple[int, int]
    form: str


class Labels:
    """Finds labelled speech in one text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.text = scene.source

    def __iter__(self) -> Iterator[Labelled]:
        taken: set[int] = set()
        for one in (*self._transcript(), *self._signed(), *self._led_in()):
            places = {token for first, last in one.content for token in range(first, last + 1)}
            if taken.isdisjoint(places):
                taken |= places
                yield one

    def _transcript(self) -> Iterator[Labelled]:
        """The turns of a transcript: a labelled paragraph and those that go on from it."""
        labels = self._labels()
        last = max(labels, default=-1)
        turns: list[tuple[re.Match[str], list[tuple[int, int]]]] = []
        for number, (first, end) in enumerate(self.scene.bounds):
            own = labels.get(number)
            if own:
                turns.append((own, []))
            elif not turns or len(labels) < CARRYING or (number > last and not self._quoted(first)):
                continue
            start = self._token_at(own.end()) if own else first
            stretch = start, self._last_word(start, end)
            if own or self._is_speech(*stretch):
                turns[-1][1].append(stretch)
        for label, content in turns:
            name = self._tokens(*label.span("name"))
            if any(self.tokens.text[at].isalpha() for a, b in content for at in range(a, b + 1)):
                yield Labelled(tuple(content), name[1] + 1, name, "label")

    def _quoted(self, token: int) -> bool:
        return self.scene.inside[token] is not None

    def _is_speech(self, first: int, last: int) -> bool:
        """Whether a paragraph without a label has words that are no stage direction."""
        text = self.tokens.text
        start = first + 1 if self._quoted(first) and first < last else first
        words = any(text[token].isalpha() for token in range(start, last + 1))
        return words and text[start] not in ("(", "[", "_")

    def _labels(self) -> dict[int, re.Match[str]]:
        """The label of each paragraph that has one, if one comes again as in a dialogue."""
        found: dict[int, re.Match[str]] = {}
        for number, (first, _) in enumerate(self.scene.bounds):
            match = LABEL.match(self.text, self.tokens.start[first])
            if match and match["name"].upper() not in _no_speakers():
                found[number] = match
        often = Counter(match["name"] for match in found.values())
        kept = {
            number: match for number, match in found.items()
            if match["name"].isupper() or often[match["name"]] > 1
        }  # fmt: skip
        repeated = any(often[match["name"]] > 1 for match in kept.values())
        return kept if repeated else {}

    def _signed(self) -> Iterator[Labelled]:
        """Passages with a dash and a name after them, in their paragraph or the next."""
        for quoted in self.scene.quoted:
            match = SIGNED.match(self.text, quoted.passage.end)
            if match and quoted.speech and len(match["name"]) < 120:
                dash = self._token_at(match.start("dash"))
                name = self._tokens(*match.span("name"))
                yield Labelled(((quoted.first, quoted.last),), dash, name, "signed")

    def _led_in(self) -> Iterator[Labelled]:
        """Passages that are a whole paragraph after a line “From the mayor, Ann Lee:”."""
        starts = {one.first: one for one in self.scene.quoted}
        for (first, last), (begin, _) in zip(
            self.scene.bounds, self.scene.bounds[1:], strict=False
        ):
            start = self.tokens.start[first]
            match = LEAD_IN.match(self.text[start : self.tokens.end[last]])
            quoted: Quoted | None = starts.get(begin)
            if match and quoted:
                name = self._tokens(start + match.start("name"), start + match.end("name"))
                yield Labelled(((quoted.first, quoted.last),), name[1] + 1, name, "lead-in")

    def _last_word(self, first: int, last: int) -> int:
        while last > first and self.tokens.pos[last] == "SPACE":
            last -= 1
        return last

    def _token_at(self, offset: int) -> int:
        """The token that begins at an offset, or the next one."""
        return min(bisect_left(self.tokens.start, offset), self.tokens.size - 1)

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last token of a stretch of characters."""
        first = self._token_at(start)
        return first, max(first, bisect_left(self.tokens.start, end) - 1)


def _no_speakers() -> frozenset[str]:
    return frozenset(word for (word,) in rows("labels"))
