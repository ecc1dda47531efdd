"""Pair the quotation marks of a text and return the quoted passages.

Works on characters alone. Each paragraph is read once with a stack of open marks, so the time
is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, NamedTuple

Role = Literal["open", "close", "either"]

PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
WORD = re.compile(r"\w")
MARK = re.compile(r"``|''|‘‘|’’|\"+|“+|”+|[«»‹›„‟〝〞〟＂「」『』'‘’‚‛`]")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<=['‘’][nN])['’](?= )")  # “rock ’n’ roll”
ELISION = re.compile(r"(?i)['‘’](?:\d|(?:em|tis|twas|til|cause|cuz|bout|round|sup|nuff|n)\b)")
SENTENCE_STOP = re.compile(r"[.!?…,](?=\s)")

# The marks that can close each opening mark. A mark of two characters stands by itself.
CLOSING_MARKS = {opening: frozenset(closing.split()) for opening, closing in {
    '"': "\" ” ＂ ''", "＂": '＂ "', "“": "” “ \" '' 〞", "”": '” "', "„": "“ ” \" ''",
    "‟": "” “ \"", "``": "'' `` \" ”",
    "''": "'' \"", "‘‘": '’’ "', "〝": "〞 〟 \"", "「": "」", "『": "』",
    "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’ '", "'": "' ’", "’": "’", "`": "` ' ’", "‚": "‘ ’", "‛": "’ '",
}.items()}  # fmt: skip
SINGLE = frozenset("'‘’`‚‛‹›")
MARKS = frozenset("\"“'‘’")  # before a letter
ALWAYS_OPEN = frozenset(("``", "‘‘", "„", "‟", "〝", "「", "『"))
ALWAYS_CLOSE = frozenset(("’’", "〞", "〟", "」", "』"))
BEFORE_OPENING = frozenset("([{—–-/:…“‘\"'«»„`")
AFTER_CLOSING = frozenset(".,;:!?)]}—–-…”’\"'«»“")
BEFORE_SPEECH = frozenset(".?!,:;")
LOOKAHEAD = 6  # marks
MAX_PARAGRAPH_GAP = 40  # characters between a passage and the paragraph that continues it


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage, quotation marks included; ``depth`` counts the passages around it.

    ``opened`` and ``closed`` say which of its marks are present, ``continued`` that it is unclosed
    and the next paragraph continues it with another opening mark.
    """

    start: int
    end: int
    depth: int = 0
    single: bool = False
    opened: bool = True
    closed: bool = True
    continued: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    role: Role

    @property
    def single(self) -> bool:
        return self.sign in SINGLE

    @property
    def width(self) -> int:
        """The number of repeated marks."""
        return self.end - self.start if self.sign in '"“”' else 1


@dataclass(slots=True)
class _Paragraph:
    """One paragraph while its marks are paired."""

    text: str
    start: int
    end: int
    marks: Sequence[_Mark]
    open_marks: list[_Mark] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    is_continued: bool = False
    """Whether the next paragraph begins with the same mark; ``continues``: the one before did."""
    continues: bool = False
    next_opener: str = ""
    """The mark that the next paragraph begins with, if it is near."""

    @property
    def opener(self) -> str:
        """The mark that the paragraph begins with, or ""."""
        is_opened = self.marks[0].start == self.start and self.marks[0].role != "close"
        return self.marks[0].sign if is_opened else ""

    def pair(self) -> list[Passage]:
        """Return the passages of the paragraph in order."""
        for number, mark in enumerate(self.marks):
            if mark.role == "open" or (mark.role == "either" and not self._partner(mark)):
                self._open(mark, number)
            else:
                self._close(mark, number)
        unclosed = next((mark for mark in self.open_marks if self._is_left_open(mark)), None)
        if unclosed:
            single = unclosed.single
            self.passages.append(Passage(unclosed.start, self.end, single=single, closed=False))
        return sorted(self.passages, key=lambda passage: (passage.start, -passage.end))

    def _is_left_open(self, mark: _Mark) -> bool:
        """Return whether an unclosed mark opens a quote.

        A double mark does. A single one may be an apostrophe: it does only if the next paragraph
        begins with that mark, or its own paragraph and the one before do.
        """
        in_chain = mark is self.marks[0] and (self.is_continued or self.continues)
        begins_sentence = (
            self.text[max(0, mark.start - 3) : mark.start].rstrip()[-1:] in BEFORE_SPEECH
        )
        is_continued = begins_sentence and mark.sign == self.next_opener
        return not mark.single or is_continued or (in_chain and bool(self.opener))

    def _open(self, mark: _Mark, number: int) -> None:
        last = self.open_marks[-1] if self.open_marks else None
        if last and self._is_elision(last, mark):
            return
        if last and last.sign == mark.sign:
            next_roles = self._next_roles(number)
            if mark.single:
                self.open_marks.pop()
            elif next_roles[:2] != ["close", "close"]:
                if next_roles[:1] != ["close"] and mark.sign == '"':
                    self._close(mark, number)
                    return
                self._end_unclosed(mark.start)
        self.open_marks.append(mark)

    def _is_elision(self, last: _Mark, mark: _Mark) -> bool:
        """Return whether a mark inside open speech stands for letters: “'I went with 'im.'”."""
        is_speech = last.single and self.text[last.end : last.end + 1].isupper()
        before = self.text[max(0, mark.start - 2) : mark.start]
        is_inside = before[:1].isalpha() and before[1:] == " "
        return is_speech and is_inside and mark.single and self.text[mark.end].islower()

    def _close(self, mark: _Mark, number: int) -> None:
        if self._is_inch(mark, number) or self._is_possessive(mark, number):
            return
        for repeat in range(mark.width):
            partner = self._partner(mark)
            if partner is None:
                if repeat == 0:
                    self._start_unopened(mark)
                return
            while self.open_marks.pop() is not partner:
                pass
            self.passages.append(Passage(partner.start, mark.end, single=partner.single))

    def _partner(self, mark: _Mark) -> _Mark | None:
        """Return the open mark that a mark closes; a single mark never crosses a double one."""
        for opener in reversed(self.open_marks):
            if mark.sign in CLOSING_MARKS[opener.sign]:
                return opener
            if mark.single and not opener.single:
                return None
        return None

    def _end_unclosed(self, before: int) -> None:
        """End the open passage at its first sentence end before another passage begins."""
        opener = self.open_marks.pop()
        stop = SENTENCE_STOP.search(self.text, opener.end, before)
        self.passages.append(Passage(opener.start, stop.end() if stop else before, closed=False))

    def _start_unopened(self, mark: _Mark) -> None:
        """Quote the paragraph up to a closing mark without an opening one, if speech ends there."""
        is_speech = mark.start > self.start and self.text[mark.start - 1] in ",.!?…—"
        if is_speech and not mark.single and not self.passages and not self.open_marks:
            self.passages.append(Passage(self.start, mark.end, opened=False))

    def _next_roles(self, number: int) -> list[Role]:
        """Return the roles of the next double marks, repeated by their width."""
        later = (m for m in self.marks[number + 1 : number + 1 + LOOKAHEAD] if not m.single)
        return [mark.role for mark in later for _ in range(mark.width)][:3]

    def _is_inch(self, mark: _Mark, number: int) -> bool:
        """Return whether the mark means inches: after a digit, inside a sentence."""
        if mark.sign not in "\"'＂" or not self.text[mark.start - 1].isdigit():
            return False
        continues = self.text[mark.end : mark.end + 2].strip()[:1].islower()
        return continues and self._next_roles(number)[:1] == ["close"]

    def _is_possessive(self, mark: _Mark, number: int) -> bool:
        """Return whether the mark is an apostrophe inside single marks: “the workers' claims”."""
        if not mark.single or self.text[mark.start - 1] not in "sS":
            return False
        after = self.text[mark.end : mark.end + 2]
        later = (m.role for m in self.marks[number + 1 : number + 1 + LOOKAHEAD] if m.single)
        is_closed_later = self.is_continued or next(later, "open") == "close"
        return after[:1] == " " and after[1:].islower() and is_closed_later


def find_passages(text: str) -> list[Passage]:
    """Return all quoted passages that contain a word, in order.

    Inch marks, apostrophes and » bullets are ignored. A passage without a closing mark ends with
    its paragraph; one without an opening mark begins with it.
    """
    paragraphs = list(_paragraphs(text))
    for one, other in pairwise(paragraphs):
        is_near = other.start - one.end < MAX_PARAGRAPH_GAP
        one.next_opener = other.opener if is_near else ""
        if one.opener and one.opener == one.next_opener:
            one.is_continued = other.continues = True
    passages: list[Passage] = []
    for paragraph in paragraphs:
        if paragraph.opener:
            _flag_continued(passages, before=paragraph.start)
        passages += paragraph.pair()
    return _with_depth([p for p in passages if WORD.search(text, p.start, p.end)])


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Yield the paragraphs that have marks."""
    for paragraph in PARAGRAPH.finditer(text):
        start = paragraph.start()
        end = start + len(paragraph.group().rstrip())
        marks = list(_marks(text, start, end))
        if marks:
            yield _Paragraph(text, start, end, marks)


def _flag_continued(passages: list[Passage], before: int) -> None:
    """Flag the unclosed passages shortly before an offset as continued there."""
    for index in range(max(0, len(passages) - 8), len(passages)):
        passage = passages[index]
        if not passage.closed and before - passage.end < MAX_PARAGRAPH_GAP:
            passages[index] = replace(passage, continued=True)


def _with_depth(passages: list[Passage]) -> list[Passage]:
    nested: list[Passage] = []
    ends: list[int] = []
    for passage in passages:
        while ends and ends[-1] <= passage.start:
            ends.pop()
        nested.append(replace(passage, depth=len(ends)) if ends else passage)
        ends.append(passage.end)
    return nested


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks of one paragraph with their possible roles."""
    for match in MARK.finditer(text, start, end):
        at, stop = match.span()
        if APOSTROPHE.match(text, at) or ELISION.match(text, at):
            continue
        before = text[at - 1] if at > start else "\n"
        after = text[stop] if stop < end else "\n"
        if after in MARKS and text[stop + 1 : stop + 2].isalnum():
            after = text[stop + 1]  # “‘’Twas late,’ he said”, “'"No," he told me,' she said”
        sign = match.group() if match.group() in CLOSING_MARKS else match.group()[0]
        if match.group() == "’’":
            sign = "’’"
        role = _role(sign, before, after)
        if role:
            yield _Mark(at, stop, sign, role)


def _role(sign: str, before: str, after: str) -> Role | None:
    """Return the possible role of a mark between two characters; None if it does not quote."""
    can_open = before.isspace() or before in BEFORE_OPENING
    can_close = after.isspace() or after in AFTER_CLOSING
    if sign in ALWAYS_OPEN or sign in ALWAYS_CLOSE:
        return "open" if sign in ALWAYS_OPEN else "close"
    if sign in "«»‹›" and can_open and can_close:
        if before == "\n" and sign == "»":
            return None
        return "open" if sign in "«‹" else "close"
    if sign in SINGLE and can_open == can_close:
        return None
    if (sign in "“‘" and can_open) or (sign in "”’" and can_close):
        return "open" if sign in "“‘" else "close"
    if sign == "’" and can_open:
        return None
    if can_open == can_close:
        return {"“": "open", "”": "close"}.get(sign, "either")  # type: ignore[return-value]
    return "open" if can_open else "close"
