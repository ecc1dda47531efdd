"""Find speech whose speaker is named beside it without a verb: transcripts, signatures, lead-ins.

HOST: Good morning.        “She knows the bay.” —Rune Falk        From Oona Prill: “…”
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.annotate.lexicon.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.annotate.quotes.candidate import TokenRange
    from index.annotate.quotes.parsed_text import ParsedText

NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|of|de|van|von|der|la|al|bin)){0,5}"
LABEL = re.compile(
    rf"[\"“]?(?P<name>{NAME})(?P<office>,[^:.\n]{{2,60}}| \([^)\n]{{2,60}}\))?:\s+(?=\S)"
)
SIGNATURE = re.compile(
    rf"\s*(?P<dash>―|—|–|--?)\s*(?P<name>(?:the )?{NAME}(?:,[^.\n]{{2,80}})?)\.?\s*(?=\n|$)"
)
LEAD_IN = re.compile(r"(?:From|By) (?P<name>(?:the |a )?[^\n“\"]{3,90}):\s*$")
MAX_SIGNATURE = 120  # characters
MIN_LABELS = 3  # of a text in which paragraphs without a label continue the last speaker


@dataclass(frozen=True, slots=True)
class LabelledSpeech:
    """Speech with its speaker beside it; content and source mention are token ranges."""

    content: tuple[TokenRange, ...]
    cue: int
    mention: TokenRange
    form: str


class SpeakerLabelFinder:
    """Find the labelled speech of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def find(self) -> Iterator[LabelledSpeech]:
        """Yield labelled speech without overlaps, transcripts first."""
        occupied: set[int] = set()
        for speech in (*self._transcript(), *self._signed(), *self._with_lead_in()):
            tokens = {t for first, last in speech.content for t in range(first, last + 1)}
            if occupied.isdisjoint(tokens):
                occupied |= tokens
                yield speech

    def _transcript(self) -> Iterator[LabelledSpeech]:
        """Yield the turns of a transcript: a labelled paragraph and those that continue it."""
        labels = self._labels()
        last_labelled, may_continue = max(labels, default=-1), len(labels) >= MIN_LABELS
        turns: list[tuple[re.Match[str], list[TokenRange]]] = []
        for number, (first, last) in enumerate(self.parsed.paragraphs):
            label, is_after = labels.get(number), number > last_labelled
            if label:
                turns.append((label, []))
            elif not turns or not may_continue or (is_after and not self._is_quoted(first)):
                continue
            start = self._token_at(label.end()) if label else first
            end = self._last_word(start, last)
            if label or self._is_speech(start, end):
                turns[-1][1].append((start, end))
        for label, content in turns:
            name = self._token_range(*label.span("name"))
            if any(self.tokens.text[t].isalpha() for a, b in content for t in range(a, b + 1)):
                yield LabelledSpeech(tuple(content), name[1] + 1, name, "label")

    def _is_quoted(self, token: int) -> bool:
        return self.parsed.passage_at[token] is not None

    def _is_speech(self, first: int, last: int) -> bool:
        """Return whether a paragraph without a label has words and is no stage direction."""
        text = self.tokens.text
        start = first + 1 if self._is_quoted(first) and first < last else first
        has_words = any(text[token].isalpha() for token in range(start, last + 1))
        return has_words and text[start] not in ("(", "[", "_")

    def _labels(self) -> dict[int, re.Match[str]]:
        """Return the label of each labelled paragraph; nothing if no label is repeated."""
        matches: dict[int, re.Match[str]] = {}
        for number, (first, _) in enumerate(self.parsed.paragraphs):
            match = LABEL.match(self.parsed.text, self.tokens.start[first])
            if match and match["name"].upper() not in _non_speakers():
                matches[number] = match
        counts = Counter(match["name"] for match in matches.values())
        labels = {
            number: match
            for number, match in matches.items()
            if match["name"].isupper() or counts[match["name"]] > 1
        }
        is_dialogue = any(counts[match["name"]] > 1 for match in labels.values())
        return labels if is_dialogue else {}

    def _signed(self) -> Iterator[LabelledSpeech]:
        """Yield passages followed by a dash and a name, in their paragraph or the next."""
        for quoted in self.parsed.passages:
            match = SIGNATURE.match(self.parsed.text, quoted.passage.end)
            if match and quoted.is_speech and len(match["name"]) < MAX_SIGNATURE:
                dash = self._token_at(match.start("dash"))
                name = self._token_range(*match.span("name"))
                yield LabelledSpeech(((quoted.first, quoted.last),), dash, name, "signed")

    def _with_lead_in(self) -> Iterator[LabelledSpeech]:
        """Yield passages that fill a paragraph after a line “From the mayor, Ann Lee:”."""
        by_start = {quoted.first: quoted for quoted in self.parsed.passages}
        for (first, last), (begin, _) in pairwise(self.parsed.paragraphs):
            start = self.tokens.start[first]
            match = LEAD_IN.match(self.parsed.text[start : self.tokens.end[last]])
            quoted = by_start.get(begin)
            if match and quoted:
                name = self._token_range(start + match.start("name"), start + match.end("name"))
                yield LabelledSpeech(((quoted.first, quoted.last),), name[1] + 1, name, "lead-in")

    def _last_word(self, first: int, last: int) -> int:
        while last > first and self.tokens.pos[last] == "SPACE":
            last -= 1
        return last

    def _token_at(self, offset: int) -> int:
        """Return the token that begins at an offset, or the next one."""
        return min(bisect_left(self.tokens.start, offset), self.tokens.size - 1)

    def _token_range(self, start: int, end: int) -> TokenRange:
        """Return the first and the last token between two offsets."""
        first = self._token_at(start)
        return first, max(first, bisect_left(self.tokens.start, end) - 1)


@cache
def _non_speakers() -> frozenset[str]:
    return frozenset(word for (word,) in rows("non_speaker_labels"))
