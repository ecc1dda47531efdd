"""Why an article was found: the stretches of its text that match, and passages around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.article import PARAGRAPH_BREAK, Snippet, Span
from index.engines.analysis import TOKEN, fold, stem
from index.engines.occurrences import parts_of
from index.query import Fuzzy, Tree, Word
from index.query.tree import Leaf, children, positive

SNIPPET_LENGTH = 160  # characters, more or less
MOST_SNIPPETS = 3
BETWEEN_WORDS = r"[\W_]+"


def match_spans(tree: Tree, text: str) -> tuple[Span, ...]:
    """The stretches of a text that the plain words of the tree match, in order.

    What the tree excludes is left out; stretches do not overlap. A part that asks how words
    stand to each other lights all of them.
    """
    leaves = [leaf for part in positive(tree) for leaf in _leaves(part) if leaf.field == "text"]
    forms = set(TOKEN.findall(text)) if leaves else set()
    single: set[str] = set()
    rows = []
    for leaf in leaves:
        fitting = _fitting(leaf, forms)
        if len(fitting) == 1:
            single.update(fitting[0])
        elif all(fitting):
            rows.append(fitting)
    spans = [Span(*m.span()) for m in TOKEN.finditer(text) if m.group() in single] if single else []
    for row in rows:
        spans += (Span(*match.span()) for match in _row(row).finditer(text))
    return _apart(spans)


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


def _fitting(leaf: Leaf, forms: set[str]) -> list[set[str]]:
    """For each word that a leaf asks for, those of the forms in a text that are it."""
    pieces = parts_of(leaf)
    single = len(pieces) == 1
    return [
        {form for form in forms if _fits(leaf, piece, fold(form), single=single)}
        for piece in pieces
    ]


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


def _fits(leaf: Leaf, piece: str, form: str, *, single: bool) -> bool:
    if isinstance(leaf, Fuzzy):
        return _edits(piece, form, leaf.edits)
    if "*" in piece or "?" in piece:
        return bool(_pattern(piece).fullmatch(form))
    if single and isinstance(leaf, Word) and not leaf.exact:
        return form == piece or stem(form) == stem(piece)
    return form == piece


@lru_cache(maxsize=64)
def _pattern(piece: str) -> re.Pattern[str]:
    marks = {"*": ".*", "?": "."}
    return re.compile("".join(marks.get(letter, re.escape(fold(letter))) for letter in piece))


def _edits(word: str, form: str, most: int) -> bool:
    if abs(len(word) - len(form)) > most:
        return False
    from rapidfuzz.distance import Levenshtein  # 30 ms that other searches do without

    return Levenshtein.distance(word, form, score_cutoff=most) <= most


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
