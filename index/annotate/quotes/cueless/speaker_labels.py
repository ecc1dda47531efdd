"""Find speech whose speaker is named beside it without a verb: transcripts, signatures, lead-ins.

HOST: Good morning.        “She knows the bay.” —Rune Falk        From Oona Prill: “…”
Falk: “Yes.” Prill: “No.”        Coach Rune Falk (“We slept”) and the captain left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.annotate.entities.known_names import is_common_word, is_given_name, is_surname
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.quotes.candidate import TokenRange, tokens_in
from index.annotate.quotes.cueless.dash_dialogue import find_dash_dialogue
from index.annotate.quotes.cueless.headings import speaker_after_mark
from index.annotate.quotes.cueless.interviews import find_answers
from index.annotate.quotes.cueless.transcripts import NAME, TranscriptFinder
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage

SIGNATURE = re.compile(
    r"\s*(?P<dash>―|—|–|--?)\s*"
    rf"(?P<name>(?P<role>(?:[a-z][\w-]* ){{0,3}}){NAME}(?:,[^.\n]{{2,80}})?)\.?\s*(?=\n|$)"
)
NAME_AND_DASH = re.compile(rf"(?P<name>{NAME} {NAME}(?:, [^\n“\"]{{2,60}}?)?) (?:―|—|–|--?) ")
LEAD_IN = re.compile(r"(?:From|By) (?P<name>(?:the |a )?[^\n“\"]{3,90}):\s*$")
# “Falk: ”, “10.40am: Falk again: ”, “Ann Falk (Torp): ” and “Falk (” before a passage.
TIME_OF_DAY = r"\d{1,2}[.:]\d{2} ?(?:[ap]\.?m\.?)?(?::| [–—-])? +"
BEFORE_COLON = re.compile(
    rf"(?:\A|[.?!…”\"’'»)] |[•·] )(?P<time>{TIME_OF_DAY})?(?P<name>{NAME})"
    r"(?P<again> again| \([^()\n]{2,40}\))?: \Z"
)
BEFORE_BRACKET = re.compile(rf"(?<![\w’'-])(?P<name>{NAME})(?<!\.) \(\Z")
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
            *self._after_colons(),
            *self._in_brackets(),
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
            if not match or len(match["name"]) >= MAX_SIGNATURE:
                continue
            role = match["role"].split()
            is_role = not role or role == ["the"] or is_person_noun(role[-1])
            if quoted.is_speech and is_role:
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

    def _after_colons(self) -> Iterator[LabelledSpeech]:
        """Yield passages after a name and a colon, if the paragraph has two or tells the time."""
        found: dict[int, list[LabelledSpeech]] = {}
        timed = set()
        for quoted, match, name in self._after(BEFORE_COLON):
            paragraph = self.parsed.paragraph_of[quoted.first]
            turn = LabelledSpeech((quoted.tokens,), quoted.first - 1, name, "colon")
            found.setdefault(paragraph, []).append(turn)
            if match["time"] or match["again"]:
                timed.add(paragraph)
        for paragraph, turns in found.items():
            if len(turns) > 1 or paragraph in timed:
                yield from turns

    def _in_brackets(self) -> Iterator[LabelledSpeech]:
        """Yield clauses in brackets after a person's name; a nickname or a title is none."""
        tokens = self.tokens
        for quoted, _, name in self._after(BEFORE_BRACKET):
            words = range(quoted.first + 1, quoted.last)
            is_clause = any(tokens.pos[t] in ("VERB", "AUX") for t in words)
            has_small = any(tokens.text[t].islower() for t in words if len(tokens.text[t]) > 3)
            is_closed = self.parsed.text.startswith(")", quoted.passage.end)
            if is_clause and has_small and is_closed:
                yield LabelledSpeech((quoted.tokens,), quoted.first - 1, name, "brackets")

    def _after(
        self, form: re.Pattern[str]
    ) -> Iterator[tuple[QuotedPassage, re.Match[str], TokenRange]]:
        """Yield the passages after a form of words that ends in the name of a person."""
        for quoted in self.parsed.passages:
            first, _ = self.parsed.paragraphs[self.parsed.paragraph_of[quoted.first]]
            begin, end = self.tokens.start[first], self.tokens.start[quoted.first]
            match = form.search(self.parsed.text[max(begin, end - MAX_SIGNATURE) : end])
            if match:
                offset = max(begin, end - MAX_SIGNATURE)
                span = (offset + match.start("name"), offset + match.end("name"))
                name = self._token_range(*span)
                if self._is_person(match["name"], name):
                    yield quoted, match, name

    def _is_person(self, name: str, tokens: TokenRange) -> bool:
        """Return whether words are tagged as a person here or elsewhere, or known as a name."""
        first, last = name.split()[0].casefold(), name.split()[-1]
        is_known = is_surname(last.casefold()) and not is_common_word(last.casefold())
        is_full = first != last.casefold() and is_given_name(first)
        return is_known or is_full or last in self._surnames or tokens[1] in self._people

    @cached_property
    def _people(self) -> set[int]:
        return {t for t, label in enumerate(self.tokens.ent_type) if label == "PERSON"}

    @cached_property
    def _surnames(self) -> set[str]:
        return {self.tokens.text[token] for token in self._people}

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
