"""A comparison as styled text: two columns of counts, bars of the months, distinctive words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from textual.content import Content

from index.record.comparison import Comparison, Side
from tui.render.phrases import fitting, plural
from tui.render.record.voices import mix, percent
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.render.sparkline import downsample

BAR_HEIGHT = 3  # lines
EIGHTHS = " ▁▂▃▄▅▆▇█"
SEPARATOR = " │ "
FRONT = "▶ "
NO_WORDS = "no words set the sides apart: too few are said, or both say the same"
MIN_EXPLAINED = 45  # cells of a side in which the first numbers of a word are explained
MAX_BAR = 6  # cells of a month


def comparison_lines(found: Comparison, width: int, front: int) -> list[Content]:
    """Return the lines of both sides; the name of the one in front is marked."""
    column = max((width - len(SEPARATOR) - 1) // 2, 1)
    sides = [
        list(_side_lines(side, found, column, FRONT * (number == front)))
        for number, side in enumerate(found.sides)
    ]
    return [
        Content(" ") + _padded(left, column) + styled(SEPARATOR, "$muted") + right
        for left, right in zip(*sides, strict=True)
    ]


def _side_lines(side: Side, found: Comparison, width: int, mark: str) -> Iterator[Content]:
    total, whole = side.total, found.total
    quotes = f"{plural(total.quotes, 'quote')} ({percent(total.quotes, whole.quotes)})"
    words = f"{plural(total.words, 'word')} ({percent(total.words, whole.words)})"
    articles = plural(total.articles, "article")
    yield styled(shorten(f"{mark}{one_line(side.name)}", width), "bold $strong")
    yield Content(fitting((quotes, words), width, sign="…"))
    yield styled(fitting((articles, *mix(total).split(", ")), width, sign="…"), "$muted")
    counts = [downsample(each.months, width) for each in found.sides]
    largest = max((max(each, default=0) for each in counts), default=0)
    own = counts[0] if side is found.sides[0] else counts[1]
    wide = max(min(width // max(len(own), 1), MAX_BAR), 1)
    for line in tall_bars(own, largest, BAR_HEIGHT):
        bars = (sign * max(wide - 1, 1) + " " * (wide > 1) for sign in line)
        yield styled("".join(bars), "$accent")
    most = f"most {max(own, default=0):,}"
    yield styled(_axis(found.months, most, len(own) * wide, width), "$muted")
    yield from _words(side, found, width)


def tall_bars(counts: Sequence[int], largest: int, height: int) -> list[str]:
    """Return the counts as upright bars over several lines, scaled to the largest."""
    eighths = [-(-8 * height * count // largest) if largest else 0 for count in counts]
    return [
        "".join(EIGHTHS[max(0, min(each - 8 * line, 8))] for each in eighths)
        for line in reversed(range(height))
    ]


def _axis(months: Sequence[str], most: str, length: int, width: int) -> str:
    """Return the first and last month below the ends of the bars; the largest count if it fits."""
    if not months:
        return "no dates"
    first, last = months[0], months[-1]
    room = length - len(first) - len(last) - 1
    ends = f"{first}{' ' * room}{last}" if room > 0 else " – ".join(dict.fromkeys((first, last)))
    fits = (each for each in (f"{ends}  {most}", ends, first) if len(each) <= width)
    return next(fits, "")


def _words(side: Side, found: Comparison, width: int) -> Iterator[Content]:
    """Yield two lines of distinctive words, each with its count on both sides."""
    if not all(each.total.words for each in found.sides):
        yield from (Content(""), Content(""))
        return
    if not any(each.distinctive for each in found.sides):
        lines = [*wrap(NO_WORDS, max(width, 1))[:2], "", ""]
        yield from (styled(line, "$muted") for line in lines[:2])
        return
    words = [f"{each.word} {each.times}:{each.other}" for each in side.distinctive]
    if words and width >= MIN_EXPLAINED:
        words[0] += " (here:there)"
    yield from (Content(line) for line in _wrapped(words, width))


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    """Return exactly two lines with as many of the words as fit."""
    lines = ["", ""]
    number = 0
    for word in words:
        joined = f"{lines[number]} · {word}" if lines[number] else word
        if len(joined) > width and number == 0 and lines[0]:
            number, joined = 1, word
        if len(joined) > width:
            break
        lines[number] = joined
    return lines


def _padded(text: Content, width: int) -> Content:
    return text + Content(" " * max(width - text.cell_length, 0))
