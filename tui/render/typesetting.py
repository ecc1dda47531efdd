"""An article set in lines: where each line begins and ends, and what stands in its margin."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len

from index.article import Quote, Span
from tui.render.sanitize import shorten

T = TypeVar("T")

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
# Characters that are known to be one cell wide, so that a line of them can be counted out.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0587\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf]*"
)


class Line(NamedTuple):
    """A line of the page: the stretch of the text that it shows, and its paragraph from 0.

    The empty line after a paragraph belongs to that paragraph.
    """

    start: int
    end: int
    paragraph: int


class Layer(Generic[T]):
    """Stretches of a text that carry something, asked for by place."""

    def __init__(self, marks: Iterable[tuple[Span, T]] = ()) -> None:
        self.marks = sorted(marks, key=lambda mark: mark[0])
        self._starts = [span.start for span, _ in self.marks]
        self._reach: list[int] = []
        for span, _ in self.marks:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def within(self, start: int, end: int) -> Iterator[tuple[Span, T]]:
        """The marks that share a character with ``start`` to ``end``, in order."""
        for index in range(bisect_right(self._reach, start), bisect_left(self._starts, end)):
            if self.marks[index][0].end > start:
                yield self.marks[index]


class Page(Sequence[Line]):
    """A text broken into lines no wider than ``width`` cells.

    The lines are kept as numbers: 50,000 objects would keep the garbage collector busy for as
    long as they take to make.
    """

    def __init__(self, text: str, safe_text: str, width: int) -> None:
        self._starts, self._ends, self._firsts = array("L"), array("L"), array("L")
        is_narrow = safe_text.isascii()
        for match in _PARAGRAPH.finditer(text):
            start, end = match.span()
            self._firsts.append(len(self._starts))
            for begin, stop in (*wrap(safe_text, start, end, width, is_narrow), (end, end)):
                self._starts.append(begin)
                self._ends.append(stop)

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def __getitem__(self, number: int) -> Line:  # type: ignore[override]
        """One line; raises IndexError where there is none."""
        number = range(len(self))[number]
        paragraph = bisect_right(self._firsts, number) - 1
        return Line(self._starts[number], self._ends[number], paragraph)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are."""
        return len(self._firsts)

    def line_at(self, offset: int) -> int:
        """The number of the line that shows the character at ``offset``."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def wrap(
    text: str, start: int, end: int, width: int, is_narrow: bool = False
) -> Iterator[tuple[int, int]]:
    """The lines of ``text[start:end]``, broken at spaces, longer words broken anywhere.

    ``is_narrow`` says that all characters are known to be one cell wide.
    """
    if not (is_narrow or _NARROW.fullmatch(text, start, end)):
        yield from _wrap_wide(text, start, end, width)
        return
    for match in _broken_at(width).finditer(text, start, end):
        yield match.span("line")


def _broken_at(width: int) -> re.Pattern[str]:
    """What matches a line of narrow characters, and the spaces that it was broken at."""
    return re.compile(rf"(?P<line>.{{1,{width}}}(?= |\Z)|.{{{width}}}) *", re.DOTALL)


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    begin, used = start, 0
    for match in re.compile(r" *[^ ]+").finditer(text, start, end):
        place, word = match.start(), match.group()
        if used and used + cell_len(word) > width:
            yield begin, place
            begin, used = match.end() - len(word.lstrip()), 0
            word = word.lstrip()
        used += cell_len(word)
        while used > width:
            cut = begin + _fitting(text[begin : match.end()], width)
            yield begin, cut
            begin, used = cut, cell_len(text[cut : match.end()])
    if begin < end:
        yield begin, end


def _fitting(text: str, width: int) -> int:
    """How many characters of the text fit into ``width`` cells, at least one."""
    used = 0
    for number, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return max(number, 1)
    return len(text)


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's name, or a part of it, beside a line."""

    text: str
    quote: int


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the lines: which quote's bar, and which speaker's name."""

    bars: dict[int, int]
    labels: dict[int, Label]


def set_margin(page: Page, quotes: Sequence[Quote], names: Sequence[str], width: int) -> Margin:
    """Put a bar beside each line with quoted words and the name beside a quote's first line.

    Quotes of one speaker that follow each other line by line are named once. Where two speakers
    begin on one line the second name stands on the next one.
    """
    bars: dict[int, int] = {}
    blocks: list[tuple[int, int, int]] = []  # first line, last line, first quote
    for number, quote in enumerate(quotes):
        first = last = page.line_at(quote.start)
        for span in quote.content:
            last = page.line_at(max(span.end - 1, span.start))
            for line in range(page.line_at(span.start), last + 1):
                bars.setdefault(line, number)
        if blocks and names[number] == names[blocks[-1][2]] and first <= blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], last), blocks[-1][2])
        else:
            blocks.append((first, last, number))
    labels: dict[int, Label] = {}
    for first, last, number in blocks:
        if width and names[number]:
            _put_label(labels, first, last, number, names, width)
    return Margin(bars, labels)


def _put_label(
    labels: dict[int, Label],
    first: int,
    last: int,
    number: int,
    names: Sequence[str],
    width: int,
) -> None:
    name = names[number]
    while first in labels:
        if names[labels[first].quote] == name:
            return
        first += 1
    for offset, part in enumerate(name_lines(name, width, last - first + 1)):
        labels[first + offset] = Label(part, number)


def name_lines(name: str, width: int, room: int) -> list[str]:
    """A name set in at most ``room`` lines: whole if it can be, else with initials, else cut."""
    if cell_len(name) <= width:
        return [name]
    words = name.split()
    if room > 1:
        lines = _fill(words, width)
        if len(lines) <= room:
            return lines
    initials = " ".join([*(f"{word[0]}." for word in words[:-1] if word[0].isupper()), words[-1]])
    return [shorten(initials if cell_len(initials) <= width else words[-1], width)]


def _fill(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(shorten(word, width))
    return lines
