"""Why an article was found: the stretches of its text that match, and passages around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from index.article import PARAGRAPH_BREAK, Snippet, Span
from index.engines.local.fulltext.analysis import TOKEN, fold, stem
from index.engines.local.fulltext.search.term_expansion import (
    expression,
    is_pattern,
    is_stemmed,
    parts_of,
)
from index.query import Fuzzy, Tree
from index.query.tree import Leaf, children, positive_parts

SNIPPET_LENGTH = 160  # characters, more or less
MOST_SNIPPETS = 3
BETWEEN_WORDS = r"[\W_]+"


class Matcher:
    """Finds what the plain words of a tree match, in one text after another.

    What the tree excludes is left out. A part that asks how words stand to each other lights
    all of them.
    """

    def __init__(self, tree: Tree) -> None:
        leaves = [
            leaf for part in positive_parts(tree) for leaf in _leaves(part) if leaf.field == "text"
        ]
        rows = [[_Fitting(leaf, part) for part in parts_of(leaf)] for leaf in leaves]
        self._single = [row[0] for row in rows if len(row) == 1]
        self._rows = [row for row in rows if len(row) > 1]

    def spans(self, text: str) -> tuple[Span, ...]:
        """The stretches of a text that match, in order; they do not overlap."""
        found: list[Span] = []
        forms = set(TOKEN.findall(text)) if self._single or self._rows else set()
        fitting = {form for form in forms for fits in self._single if fits[form]}
        if fitting:
            found += (Span(*m.span()) for m in TOKEN.finditer(text) if m.group() in fitting)
        for row in self._rows:
            parts = [{form for form in forms if fits[form]} for fits in row]
            if all(parts):
                found += (Span(*match.span()) for match in _row(parts).finditer(text))
        return _apart(found)


class _Fitting(dict[str, bool]):
    """Whether words as they are written are what one word of a leaf asks for."""

    def __init__(self, leaf: Leaf, part: str) -> None:
        super().__init__()
        self._fits = _test(leaf, part)

    def __missing__(self, form: str) -> bool:
        return self.setdefault(form, self._fits(fold(form)))


def snippets(text: str, spans: Sequence[Span], most: int = MOST_SNIPPETS) -> tuple[Snippet, ...]:
    """At most so many passages of the text that hold most of the matches, in text order.

    Where nothing matches in the text the beginning stands for it.
    """
    if not spans:
        return (Snippet(text[: _cut_back(text, SNIPPET_LENGTH)], 0, ()),)
    windows: list[list[Span]] = []
    for span in spans:
        if windows and _together(text, windows[-1][0], span):
            windows[-1].append(span)
        else:
            windows.append([span])
    best = sorted(windows, key=lambda window: (-len(window), window[0]))[:most]
    return tuple(_snippet(text, window) for window in sorted(best))


def _leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Leaf):
        yield tree
    for part in children(tree):
        yield from _leaves(part)


def _row(parts: list[set[str]]) -> re.Pattern[str]:
    """An expression for words that follow one another."""
    words = ["|".join(map(re.escape, sorted(part, key=len, reverse=True))) for part in parts]
    row = BETWEEN_WORDS.join(f"(?:{word})" for word in words)
    return re.compile(rf"(?<![^\W_]){row}(?![^\W_])")


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order; those that touch are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.touches(found[-1]):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _test(leaf: Leaf, part: str) -> Callable[[str], bool]:
    """Whether a folded word is what one word of a leaf asks for."""
    if isinstance(leaf, Fuzzy):
        return partial(_is_near, part, leaf.edits)
    if is_stemmed(leaf):
        wanted = stem(part)
        return lambda form: stem(form) == wanted
    if is_pattern(leaf, part):
        fits = expression(part).fullmatch
        return lambda form: fits(form) is not None
    return part.__eq__


def _is_near(word: str, edits: int, form: str) -> bool:
    if abs(len(word) - len(form)) > edits:
        return False
    from rapidfuzz.distance import Levenshtein  # 30 ms that other searches do without

    return Levenshtein.distance(word, form, score_cutoff=edits) <= edits


def _together(text: str, first: Span, span: Span) -> bool:
    return (
        span.end - first.start <= SNIPPET_LENGTH * 2 // 3
        and PARAGRAPH_BREAK not in text[first.end : span.start]
    )


def _cut_back(text: str, end: int) -> int:
    """The end of the last whole word before ``end``, within the first paragraph."""
    stop = text.find(PARAGRAPH_BREAK, 0, end)
    if stop > 0:
        return stop
    if end < len(text) and (space := text.rfind(" ", max(0, end - 30), end + 1)) > 0:
        return space
    return min(end, len(text))


def _snippet(text: str, window: list[Span]) -> Snippet:
    """The window with the words around it, within its paragraph."""
    first, last = window[0].start, window[-1].end
    room = max(SNIPPET_LENGTH - (last - first), 20) // 2
    low = text.rfind(PARAGRAPH_BREAK, max(0, first - room), first)
    start = low + len(PARAGRAPH_BREAK) if low >= 0 else max(0, first - room)
    if low < 0 and start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    end = min(len(text), last + room + (room - (first - start)))
    stop = text.find(PARAGRAPH_BREAK, last, end)
    if stop >= 0:
        end = stop
    elif end < len(text) and (space := text.rfind(" ", last, end)) >= 0:
        end = space
    return Snippet(text[start:end], start, tuple(window))
