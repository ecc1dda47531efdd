"""Pair the quotation marks of a text: where something is quoted, whatever the marks.

Only the characters are looked at. Each paragraph is gone through once with a stack of open
marks, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Role = Literal["open", "close", "either"]

PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
WORD = re.compile(r"\w")
MARK = re.compile(r"``|''|‘‘|’’|\"+|“+|”+|[«»‹›„‟〝〞〟＂「」『』'‘’‚‛`]")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
ELISION = re.compile(r"(?i)['‘’](?:\d|(?:em|tis|twas|til|cause|cuz|bout|round|sup|nuff|n)\b)")
LOST_END = re.compile(r"[.!?…,](?=\s)")

# What closes a mark, by the mark that opened it.
CLOSED_BY = {
    '"': '"”＂ \'\'', "＂": '＂"', "“": "”“\" '' 〞", "”": '”"', "„": "“”\"", "‟": "”“\"",
    "``": "'' `` \"”", "''": "'' \"", "‘‘": "’’ \"", "〝": "〞〟\"", "「": "」", "『": "』",
    "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’ '", "'": "' ’", "’": "’", "`": "` ' ’", "‚": "‘ ’", "‛": "’ '",
}  # fmt: skip
SINGLE = frozenset("'‘’`‚‛‹›")
ALWAYS_OPEN = frozenset(("``", "‘‘", "„", "‟", "〝", "「", "『"))
ALWAYS_CLOSE = frozenset(("’’", "〞", "〟", "」", "』"))
BEFORE_OPENING = frozenset("([{—–-/:…“‘\"'«»„`")
AFTER_CLOSING = frozenset(".,;:!?)]}—–-…”’\"'«»“")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage, its marks included; ``depth`` counts the passages around it.

    ``opened`` and ``closed`` say which of its two marks are there; ``continued`` that it stays
    open at the end of its paragraph and the next one goes on with a mark of its own.
    """

    start: int
    end: int
    depth: int = 0
    single: bool = False
    opened: bool = True
    closed: bool = True
    continued: bool = False

    @property
    def span(self) -> Span:
        """From its first mark to its last."""
        return Span(self.start, self.end)


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
        """How many marks stand here in a row."""
        return self.end - self.start if self.sign in '"“”' else 1


@dataclass(slots=True)
class _Paragraph:
    """One paragraph while its marks are being paired."""

    text: str
    start: int
    end: int
    marks: Sequence[_Mark]
    open: list[_Mark] = field(default_factory=list)
    found: list[Passage] = field(default_factory=list)

    def pair(self) -> list[Passage]:
        """The passages of the paragraph, in order."""
        for number, mark in enumerate(self.marks):
            if mark.role == "open" or (mark.role == "either" and not self._partner(mark)):
                self._open(mark, number)
            else:
                self._close(mark, number)
        unclosed = next((mark for mark in self.open if not mark.single), None)
        if unclosed:
            self.found.append(Passage(unclosed.start, self.end, closed=False))
        return sorted(self.found, key=lambda passage: (passage.start, -passage.end))

    def _open(self, mark: _Mark, number: int) -> None:
        last = self.open[-1] if self.open else None
        if last and last.sign == mark.sign:
            following = self._roles(number)
            if mark.single:
                self.open.pop()
            elif following[:2] != ["close", "close"]:
                if following[:1] != ["close"] and mark.sign == '"':
                    self._close(mark, number)
                    return
                self._lost_closer(mark.start)
        self.open.append(mark)

    def _close(self, mark: _Mark, number: int) -> None:
        if self._is_inch(mark, number) or self._is_possessive(mark, number):
            return
        for turn in range(mark.width):
            partner = self._partner(mark)
            if partner is None:
                if turn == 0:
                    self._lost_opener(mark)
                return
            while self.open.pop() is not partner:
                pass
            self.found.append(Passage(partner.start, mark.end, single=partner.single))

    def _partner(self, mark: _Mark) -> _Mark | None:
        """The open mark that this one closes; a single one is not sought beyond a double one."""
        for one in reversed(self.open):
            if mark.sign in CLOSED_BY[one.sign]:
                return one
            if mark.single and not one.single:
                return None
        return None

    def _lost_closer(self, before: int) -> None:
        """End a passage that is still open where another one begins: at its first stop."""
        opener = self.open.pop()
        stop = LOST_END.search(self.text, opener.end, before)
        self.found.append(Passage(opener.start, stop.end() if stop else before, closed=False))

    def _lost_opener(self, mark: _Mark) -> None:
        """A mark that closes nothing: the paragraph up to it, if that ends as speech does."""
        speech = mark.start > self.start and self.text[mark.start - 1] in ",.!?…—"
        if speech and not mark.single and not self.found and not self.open:
            self.found.append(Passage(self.start, mark.end, opened=False))

    def _roles(self, number: int) -> list[Role]:
        """What the next double marks can be, each as often as it is repeated."""
        later = (mark for mark in self.marks[number + 1 : number + 7] if not mark.single)
        return [mark.role for mark in later for _ in range(mark.width)][:3]

    def _is_inch(self, mark: _Mark, number: int) -> bool:
        """Whether the mark stands for inches: after a figure, within words that go on."""
        if mark.sign not in "\"'＂" or not self.text[mark.start - 1].isdigit():
            return False
        goes_on = self.text[mark.end : mark.end + 2].strip()[:1].islower()
        return goes_on and self._roles(number)[:1] == ["close"]

    def _is_possessive(self, mark: _Mark, number: int) -> bool:
        """Whether the mark is the apostrophe of “the workers' claims” within single marks."""
        if not mark.single or self.text[mark.start - 1] not in "sS":
            return False
        follows = self.text[mark.end : mark.end + 2]
        later = (one.role for one in self.marks[number + 1 : number + 7] if one.single)
        return follows[:1] == " " and follows[1:].islower() and next(later, "open") == "close"


def find_passages(text: str) -> list[Passage]:
    """All quoted passages of the text with at least one word in them, in order.

    Inch marks, apostrophes and the bullets » are no quotation marks. A passage whose closing
    mark is lost ends with its paragraph, one whose opening mark is lost begins with it.
    """
    passages: list[Passage] = []
    for paragraph in PARAGRAPH.finditer(text):
        start = paragraph.start()
        end = start + len(paragraph.group().rstrip())
        marks = list(_marks(text, start, end))
        if not marks:
            continue
        if marks[0].start == start and marks[0].role != "close" and not marks[0].single:
            _mark_continued(passages, before=start)
        passages += _Paragraph(text, start, end, marks).pair()
    return _with_depth([one for one in passages if WORD.search(text, one.start, one.end)])


def _mark_continued(passages: list[Passage], before: int) -> None:
    for place in range(max(0, len(passages) - 8), len(passages)):
        one = passages[place]
        if not one.closed and before - one.end < 40:
            passages[place] = replace(one, continued=True)


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
    """The marks of one paragraph and what each can be by its neighbours."""
    for match in MARK.finditer(text, start, end):
        at, stop = match.span()
        if APOSTROPHE.match(text, at) or ELISION.match(text, at):
            continue
        before = text[at - 1] if at > start else "\n"
        after = text[stop] if stop < end else "\n"
        sign = match.group() if match.group() in CLOSED_BY else match.group()[0]
        if match.group() == "’’":
            sign = "’’"
        role = _role(sign, before, after)
        if role:
            yield _Mark(at, stop, sign, role)


def _role(sign: str, before: str, after: str) -> Role | None:
    """What a mark can be between two characters; None where it is no quotation mark."""
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
