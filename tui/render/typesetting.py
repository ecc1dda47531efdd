"""Break an article into lines, index its spans, and fill its margin with speakers' names."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len

from index.article import Quote, Span
from tui.render.sanitize import shorten

T = TypeVar("T")

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
# Characters known to be one cell wide: a line of them can be broken by counting.
_NARROW = (
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0587\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf]*"
)


class TextLine(NamedTuple):
    """A line of wrapped text: its offsets in the text, and the number of its paragraph from 0.

    The empty line after a paragraph belongs to that paragraph.
    """

    start: int
    end: int
    paragraph: int


class SpanIndex(Generic[T]):
    """Spans of a text with a value each, looked up by position."""

    def __init__(self, items: Iterable[tuple[Span, T]] = ()) -> None:
        self.items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self.items]
        self._max_ends: list[int] = []  # the largest end among the spans up to this one
        for span, _ in self.items:
            self._max_ends.append(max(span.end, self._max_ends[-1] if self._max_ends else 0))

    def overlapping(self, start: int, end: int) -> Iterator[tuple[Span, T]]:
        """Yield the items that share a character with ``start`` to ``end``, in order."""
        for index in range(bisect_right(self._max_ends, start), bisect_left(self._starts, end)):
            if self.items[index][0].end > start:
                yield self.items[index]


class WrappedText(Sequence[TextLine]):
    """A text broken into lines at most ``width`` cells wide.

    Lines are stored as numbers: creating 50,000 objects would trigger the garbage collector.
    """

    def __init__(self, text: str, safe_text: str, width: int) -> None:
        self._starts, self._ends, self._first_lines = array("L"), array("L"), array("L")
        is_narrow = safe_text.isascii()
        for match in _PARAGRAPH.finditer(text):
            start, end = match.span()
            self._first_lines.append(len(self._starts))
            lines = wrap(safe_text, start, end, width, is_narrow)
            for line_start, line_end in (*lines, (end, end)):
                self._starts.append(line_start)
                self._ends.append(line_end)

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._starts)

    def __getitem__(self, number: int) -> TextLine:  # type: ignore[override]
        """Return a line; raises IndexError."""
        number = range(len(self))[number]
        paragraph = bisect_right(self._first_lines, number) - 1
        return TextLine(self._starts[number], self._ends[number], paragraph)

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs."""
        return len(self._first_lines)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that shows the character at ``offset``."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def wrap(
    text: str, start: int, end: int, width: int, is_narrow: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines of ``text[start:end]``, broken at spaces.

    Longer words are broken anywhere. ``is_narrow``: every character is one cell wide.
    """
    if not (is_narrow or re.compile(_NARROW).fullmatch(text, start, end)):
        yield from _wrap_wide(text, start, end, width)
        return
    for match in _line_pattern(width).finditer(text, start, end):
        yield match.span("line")


def _line_pattern(width: int) -> re.Pattern[str]:
    """Return a pattern for a line of narrow characters and the spaces after it."""
    return re.compile(rf"(?P<line>.{{1,{width}}}(?= |\Z)|.{{{width}}}) *", re.DOTALL)


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    line_start, used = start, 0
    for match in re.compile(r" *[^ ]+").finditer(text, start, end):
        word_start, word = match.start(), match.group()
        if used and used + cell_len(word) > width:
            yield line_start, word_start
            line_start, used = match.end() - len(word.lstrip()), 0
            word = word.lstrip()
        used += cell_len(word)
        while used > width:
            cut = line_start + _fitting_length(text[line_start : match.end()], width)
            yield line_start, cut
            line_start, used = cut, cell_len(text[cut : match.end()])
    if line_start < end:
        yield line_start, end


def _fitting_length(text: str, width: int) -> int:
    """Return how many characters fit into ``width`` cells, at least one."""
    used = 0
    for number, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return max(number, 1)
    return len(text)


class MarginLabel(NamedTuple):
    """A speaker's name, or part of it, beside a line."""

    text: str
    quote: int


class Margin(NamedTuple):
    """By line number: the quote whose bar is beside it, and its label."""

    bars: dict[int, int]
    labels: dict[int, MarginLabel]


def build_margin(
    lines: WrappedText, quotes: Sequence[Quote], names: Sequence[str], width: int
) -> Margin:
    """Put a bar beside each line with quoted words, and the speaker beside a quote's first line.

    Adjacent quotes by one speaker are labelled once. If two speakers start on one line, the
    second label moves to the next line.
    """
    bars: dict[int, int] = {}
    blocks: list[tuple[int, int, int]] = []  # first line, last line, first quote
    for number, quote in enumerate(quotes):
        first = last = lines.line_at(quote.start)
        for span in quote.content:
            last = lines.line_at(max(span.end - 1, span.start))
            for line in range(lines.line_at(span.start), last + 1):
                bars.setdefault(line, number)
        if blocks and names[number] == names[blocks[-1][2]] and first <= blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], last), blocks[-1][2])
        else:
            blocks.append((first, last, number))
    return Margin(bars, _labels(blocks, names, width) if width else {})


def _labels(
    blocks: Sequence[tuple[int, int, int]], names: Sequence[str], width: int
) -> dict[int, MarginLabel]:
    """Label the blocks; a name has the same form beside all of them."""
    starts = [first for first, _, _ in blocks]
    room: dict[str, int] = {}  # lines, the fewest that a name has anywhere
    for (first, last, number), following in zip_longest(blocks, starts[1:]):
        lines = max(last + 2 if following is None else following, first + 1) - first
        room[names[number]] = min(lines, room.get(names[number], lines))
    labels: dict[int, MarginLabel] = {}
    for first, _, number in blocks:
        if not (name := names[number]):
            continue
        while first in labels and names[labels[first].quote] != name:
            first += 1
        if first not in labels:
            for offset, part in enumerate(name_lines(name, width, room[name])):
                labels[first + offset] = MarginLabel(part, number)
    return labels


_ARTICLES = frozenset(("a", "an", "the"))
_PARTITIVES = frozenset(("one", "two", "three", "some", "many", "most", "several", "few", "all"))
_COMPLEMENTS = frozenset((
    "at", "of", "for", "from", "in", "on", "with", "to", "by", "near", "under", "within", "inside",
    "among", "about", "against", "behind", "who", "whom", "whose", "that", "which", "where",
    "named", "called", "close", "familiar", "involved", "briefed", "responsible",
))  # fmt: skip
"""Words with which what follows the head noun of a description begins."""


def _head_words(words: Sequence[str]) -> Sequence[str]:
    """Return a description up to its head noun: “a senior official” of one at a ministry.

    A name is returned whole, also “Bank of England”.
    """
    for number, word in enumerate(words):
        if number and words[number - 1].endswith(","):
            break
        if number and word in _COMPLEMENTS:
            break
    else:
        return words
    is_name = not words[number - 1][0].islower() or words[number - 1].lower() in _PARTITIVES
    return words if is_name else [word.rstrip(",") for word in words[:number]]


def name_lines(name: str, width: int, max_lines: int) -> list[str]:
    """Break a name into at most ``max_lines``; if it does not fit, use initials or cut it."""
    if cell_len(name) <= width:
        return [name]
    words = name.split()
    if max_lines > 1:
        lines = _fill(words, width)
        if len(lines) <= max_lines:
            return lines
    head = _head_words(words)
    if head is not words:
        head = head[head[0].lower() in _ARTICLES and len(head) > 1 :]
        shorter = (" ".join(head[number:]) for number in range(len(head)))
        return [
            next((each for each in shorter if cell_len(each) <= width), shorten(head[-1], width))
        ]
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
