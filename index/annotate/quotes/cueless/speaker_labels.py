"""Find speech whose speaker is named beside it without a verb: transcripts, signatures, lead-ins.

HOST: Good morning.        “She knows the bay.” —Rune Falk        From Oona Prill: “…”
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.annotate.quotes.candidate import tokens_in
from index.annotate.quotes.cueless.dash_dialogue import find_dash_dialogue
from index.annotate.quotes.cueless.headings import speaker_after_mark
from index.annotate.quotes.cueless.interviews import find_answers
from index.annotate.quotes.cueless.transcripts import NAME, TranscriptFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.annotate.quotes.candidate import TokenRange
    from index.annotate.quotes.parsed_text import ParsedText

SIGNATURE = re.compile(
    rf"\s*(?P<dash>―|—|–|--?)\s*(?P<name>(?:the )?{NAME}(?:,[^.\n]{{2,80}})?)\.?\s*(?=\n|$)"
)
NAME_AND_DASH = re.compile(rf"(?P<name>{NAME} {NAME}(?:, [^\n“\"]{{2,60}}?)?) (?:―|—|–|--?) ")
LEAD_IN = re.compile(r"(?:From|By) (?P<name>(?:the |a )?[^\n“\"]{3,90}):\s*$")
MAX_SIGNATURE = 120  # characters


@dataclass(frozen=True, slots=True)
class LabelledSpeech:
    """Speech with its speaker beside it; content and source mention are token ranges."""

    content: tuple[TokenRange, ...]
    cue: int
    mention: TokenRange
    form: str
    name: str = ""
    """The fullest name that the labels of a transcript give."""


class SpeakerLabelFinder:
    """Find the labelled speech of one text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens

    def find(self) -> Iterator[LabelledSpeech]:
        """Yield labelled speech without overlaps, transcripts first."""
        occupied: set[int] = set()
        for speech in (
            *self._transcript(),
            *self._answers(),
            *self._dashed(),
            *self._signed(),
            *self._with_lead_in(),
            *self._after_name(),
            *self._in_headings(),
        ):
            tokens = tokens_in(speech.content)
            if occupied.isdisjoint(tokens):
                occupied |= tokens
                yield speech

    def _transcript(self) -> Iterator[LabelledSpeech]:
        """Yield the turns of a transcript."""
        for turn in TranscriptFinder(self.parsed).find():
            mention = self._token_range(turn.label.start, turn.label.end)
            cue = self.parsed.token_at(turn.label.content) - 1
            name = "" if turn.label.role == "question" else turn.name
            form = "label" if turn.label.role == "named" else turn.label.role
            yield LabelledSpeech(turn.content, max(cue, mention[1] + 1), mention, form, name)

    def _answers(self) -> Iterator[LabelledSpeech]:
        """Yield the answers of an interview without labels."""
        for name, answer in find_answers(self.parsed):
            text = self.tokens.span(*name).cut(self.parsed.text)
            yield LabelledSpeech(tuple(answer), name[1], name, "interview", text)

    def _dashed(self) -> Iterator[LabelledSpeech]:
        """Yield the lines of a dialogue in which a dash opens the speech."""
        for speech, verb, speaker in find_dash_dialogue(self.parsed):
            yield LabelledSpeech(tuple(speech), verb, speaker, "dash")

    def _signed(self) -> Iterator[LabelledSpeech]:
        """Yield passages followed by a dash and a name, in their paragraph or the next."""
        for quoted in self.parsed.passages:
            match = SIGNATURE.match(self.parsed.text, quoted.passage.end)
            if match and quoted.is_speech and len(match["name"]) < MAX_SIGNATURE:
                dash = self.parsed.token_at(match.start("dash"))
                name = self._token_range(*match.span("name"))
                yield LabelledSpeech((quoted.tokens,), dash, name, "signed")

    def _with_lead_in(self) -> Iterator[LabelledSpeech]:
        """Yield passages that fill a paragraph after a line “From the mayor, Ann Lee:”."""
        by_start = {quoted.first: quoted for quoted in self.parsed.passages}
        for (first, last), (begin, _) in pairwise(self.parsed.paragraphs):
            start = self.tokens.start[first]
            match = LEAD_IN.match(self.parsed.text[start : self.tokens.end[last]])
            quoted = by_start.get(begin)
            if match and quoted:
                name = self._token_range(start + match.start("name"), start + match.end("name"))
                yield LabelledSpeech((quoted.tokens,), name[1] + 1, name, "lead-in")

    def _after_name(self) -> Iterator[LabelledSpeech]:
        """Yield passages that end a paragraph after a name and a dash: Ann Lee – “…”."""
        for quoted in self.parsed.passages:
            first, last = self.parsed.paragraphs[self.parsed.paragraph_of[quoted.first]]
            begin, end = self.tokens.start[first], self.tokens.start[quoted.first]
            match = NAME_AND_DASH.fullmatch(self.parsed.text[begin:end])
            if match and quoted.is_speech and last - quoted.last < 2:
                name = self._token_range(begin, begin + match.end("name"))
                yield LabelledSpeech((quoted.tokens,), name[1] + 1, name, "label")

    def _in_headings(self) -> Iterator[LabelledSpeech]:
        """Yield passages in headings, before a colon or a dash and their speaker."""
        for quoted in self.parsed.passages:
            name = speaker_after_mark(self.parsed, quoted)
            if name:
                yield LabelledSpeech((quoted.tokens,), quoted.last + 1, name, "heading")

    def _token_range(self, start: int, end: int) -> TokenRange:
        """Return the first and the last token between two offsets."""
        first = self.parsed.token_at(start)
        return first, max(first, bisect_left(self.tokens.start, end) - 1)
