"""Find the matches of a query in a text, and cut snippets around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from index.article import PARAGRAPH_BREAK, Snippet, Span
from index.engines.local.fulltext.analysis import TOKEN, analyse, fold, stem
from index.engines.local.fulltext.search.term_expansion import (
    has_wildcard,
    hyphens_as_typed,
    is_stemmed,
    query_words,
    wildcard_regex,
)
from index.query import Fuzzy, Near, SameUnit, Tree
from index.query.scripts import UNSPACED
from index.query.tree import Leaf, children, positive_parts

SNIPPET_LENGTH = 160  # characters, approximately
MAX_SNIPPETS = 3
UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
BETWEEN_WORDS = r"[\W_]+"
BETWEEN_PARTS = "[-‐‑−]"  # of a word with hyphens


class Matcher:
    """Find the words and phrases of a query in one text after another; ignore negated parts."""

    def __init__(self, tree: Tree, field: str = "text") -> None:
        parts = [part for part in positive_parts(tree) if _field(part) == field]
        self._leaves = _LeafMatcher([part for part in parts if isinstance(part, Leaf)])
        self._pairs = [_PairMatcher(part) for part in parts if not isinstance(part, Leaf)]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the stretches of a text that match, in order and without overlap."""
        spans = self._leaves.spans(text)
        for pair in self._pairs:
            spans += pair.spans(text)
        return _merge(spans)

    def spans_inside(self, text: str, parts: Iterable[Span]) -> set[Span]:
        """Return the stretches of a text that match inside some parts of it."""
        return {
            Span(part.start + found.start, part.start + found.end)
            for part in parts
            for found in self.spans(part.cut(text))
        }


class _LeafMatcher:
    """Finds words and phrases."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        found = [(leaf, query_words(leaf)) for leaf in leaves]
        self._words = [form_test(leaf, words[0]) for leaf, words in found if len(words) == 1]
        self._phrases = [
            ([_FormMatches(leaf, word) for word in words], bool(hyphens_as_typed(leaf)))
            for leaf, words in found
            if len(words) > 1
        ]
        self._tested: set[str] = set()  # the forms in the texts so far
        self._matching: set[str] = set()  # those of them that match a word

    def spans(self, text: str) -> list[Span]:
        """Return the stretches of a text that match."""
        spans: list[Span] = []
        forms = set(TOKEN.findall(text)) if self._words or self._phrases else set()
        if self._words:
            new = forms - self._tested
            self._matching |= {f for f in new for matches in self._words if matches(fold(f))}
            self._tested |= new
            spans = _places(text, forms & self._matching)
        for phrase, has_hyphens in self._phrases:
            words = [{form for form in forms if matches[form]} for matches in phrase]
            if all(words):
                spans += (Span(*m.span()) for m in _phrase_regex(words, has_hyphens).finditer(text))
        return spans


class _PairMatcher:
    """Finds what is near something else, or in the same sentence or paragraph."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._parts = [
            _LeafMatcher([part]) if isinstance(part, Leaf) else _PairMatcher(part)
            for part in children(tree)
        ]

    def spans(self, text: str) -> list[Span]:
        """Return the stretches of a text that match."""
        found = [part.spans(text) for part in self._parts]
        if not isinstance(self._tree, Near | SameUnit):
            return [span for spans in found for span in spans]
        if not all(found):
            return []
        starts = [match.start() for match in TOKEN.finditer(text)]
        units = getattr(analyse(text), f"{getattr(self._tree, 'unit', 'sentence')}s")

        def reach(last: int) -> int:
            """Return the last word that what ends with a word can be related to."""
            if isinstance(self._tree, Near):
                return last + self._tree.distance
            unit = bisect_right(units, last)
            return units[unit] - 1 if unit < len(units) else len(starts)

        left, right = ([_WordSpan.of(span, starts) for span in spans] for spans in found)
        related = _followed(left, right, reach)
        if not (isinstance(self._tree, Near) and self._tree.ordered):
            related += _followed(right, left, reach)
        return related


class _WordSpan(NamedTuple):
    """A stretch of a text, with the numbers of its first and last word."""

    span: Span
    first: int
    last: int

    @classmethod
    def of(cls, span: Span, starts: Sequence[int]) -> _WordSpan:
        first, last = (bisect_right(starts, at) - 1 for at in (span.start, span.end - 1))
        return cls(span, first, last)


def _followed(
    before: Sequence[_WordSpan], after: Sequence[_WordSpan], reach: Callable[[int], int]
) -> list[Span]:
    """Return the spans of one kind with one of the other within reach after it, and those."""
    lasts, firsts = sorted(each.last for each in before), sorted(each.first for each in after)
    found = []
    for each in before:
        following = bisect_right(firsts, each.last)
        if following < len(firsts) and firsts[following] <= reach(each.last):
            found.append(each.span)
    for each in after:  # the nearest before it reaches furthest
        preceding = bisect_left(lasts, each.first)
        if preceding and each.first <= reach(lasts[preceding - 1]):
            found.append(each.span)
    return found


class _FormMatches(dict[str, bool]):
    """Whether each form, a word as it is written, matches one word of a leaf."""

    def __init__(self, leaf: Leaf, word: str) -> None:
        super().__init__()
        self._matches = form_test(leaf, word)

    def __missing__(self, form: str) -> bool:
        return self.setdefault(form, self._matches(fold(form)))


def snippets(text: str, spans: Sequence[Span]) -> tuple[Snippet, ...]:
    """Return up to ``MAX_SNIPPETS`` passages that hold most of the matches, in text order.

    Without matches, return the beginning of the text.
    """
    if not spans:
        return (Snippet(text[: _word_end(text, SNIPPET_LENGTH)], 0, ()),)
    windows: list[list[Span]] = []
    for span in spans:
        if windows and _fit_together(text, windows[-1][0], span):
            windows[-1].append(span)
        else:
            windows.append([span])
    best = sorted(windows, key=lambda window: (-len(window), window[0]))[:MAX_SNIPPETS]
    return tuple(_snippet(text, window) for window in sorted(best))


def _field(tree: Tree) -> str:
    """Return the field of the words of a part; empty if it has none."""
    while not isinstance(tree, Leaf) and children(tree):
        tree = children(tree)[0]
    return tree.field if isinstance(tree, Leaf) else ""


def _places(text: str, forms: Collection[str]) -> list[Span]:
    """Return where a text has these forms of words."""
    if not forms:
        return []
    if any(not form.isalnum() or len(form) == 1 for form in forms):  # abbreviations, C++
        return [Span(*m.span()) for m in TOKEN.finditer(text) if m.group() in forms]
    # A form that begins with two letters or digits is no part of an abbreviation. Where it occurs
    # is found in a fifth of the time that all words of the text take.
    spans = []
    for form in forms:
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if not text[start - 1 : start].isalnum() and _ends_word(text[end : end + 2]):
                spans.append(Span(start, end))
            start = text.find(form, end)
    return spans


def _ends_word(after: str) -> bool:
    """Return whether a word of letters and digits ends before these two characters."""
    if after[:1] == "#":
        return after[1:].isalnum() or after[1:] == "_"
    return after != "++" and not after[:1].isalnum()


def _phrase_regex(words: list[set[str]], has_hyphens: bool) -> re.Pattern[str]:
    """Return an expression for adjacent words, each in one of several forms."""
    choices = ["|".join(map(re.escape, sorted(forms, key=len, reverse=True))) for forms in words]
    between = BETWEEN_PARTS if has_hyphens else BETWEEN_WORDS
    before, after = r"(?<![^\W_])", r"(?![^\W_])"
    if any(map(UNSPACED_LETTER.search, choices)):  # words of one letter, side by side
        between, before, after = (
            f"(?:{each}|(?<=[{UNSPACED}])|(?=[{UNSPACED}]))" for each in (between, before, after)
        )
    phrase = between.join(f"(?:{choice})" for choice in choices)
    return re.compile(f"{before}{phrase}{after}")


def _merge(spans: list[Span]) -> tuple[Span, ...]:
    """Sort spans and merge those that touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.touches(merged[-1]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def form_test(leaf: Leaf, word: str) -> Callable[[str], bool]:
    """Return a test whether a folded form matches one word of a leaf."""
    if isinstance(leaf, Fuzzy):
        return partial(_is_near, word, leaf.edits)
    if is_stemmed(leaf):
        wanted = stem(word)
        return lambda form: stem(form) == wanted
    if has_wildcard(leaf, word):
        matches = wildcard_regex(word).fullmatch
        return lambda form: matches(form) is not None
    return word.__eq__


def _is_near(word: str, edits: int, form: str) -> bool:
    if abs(len(word) - len(form)) > edits:
        return False
    from rapidfuzz.distance import Levenshtein  # 30 ms that other searches save

    return Levenshtein.distance(word, form, score_cutoff=edits) <= edits


def _fit_together(text: str, first: Span, span: Span) -> bool:
    return (
        span.end - first.start <= SNIPPET_LENGTH * 2 // 3
        and PARAGRAPH_BREAK not in text[first.end : span.start]
    )


def _word_end(text: str, end: int) -> int:
    """Return the end of the last whole word before ``end``, within the first paragraph."""
    stop = text.find(PARAGRAPH_BREAK, 0, end)
    if stop > 0:
        return stop
    if end < len(text) and (space := text.rfind(" ", max(0, end - 30), end + 1)) > 0:
        return space
    return min(end, len(text))


def _snippet(text: str, window: list[Span]) -> Snippet:
    """Return some matches with the words around them, within their paragraph."""
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
