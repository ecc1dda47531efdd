"""Find the matches of a query in a text, and cut snippets around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import add
from typing import NamedTuple

from index.article import PARAGRAPH_BREAK, Snippet, Span
from index.engines.local.fulltext.also_written import other_forms
from index.engines.local.fulltext.analysis import (
    analyse,
    fold,
    hyphenated,
    stem,
    token_pattern_for,
)
from index.engines.local.fulltext.search.term_expansion import (
    has_wildcard,
    hyphens_as_typed,
    is_stemmed,
    query_words,
    wildcard_regex,
)
from index.query import Fuzzy, Near, SameUnit, Tree
from index.query.tree import Leaf, children, common_field, positive_parts

_Run = tuple[int, int]  # the numbers of the first and the last of adjacent words
SNIPPET_LENGTH = 160  # characters, approximately
MAX_SNIPPETS = 3
LONG_WORD = 30  # characters; a snippet may end inside a longer word


class Matcher:
    """Find the words and phrases of a query in one text after another; ignore negated parts."""

    def __init__(self, tree: Tree, field: str = "text") -> None:
        parts = [part for part in positive_parts(tree) if common_field(part) == field]
        words = [leaf for leaf in parts if isinstance(leaf, Leaf) and len(query_words(leaf)) == 1]
        self._words = _LeafFinder(*words) if words else None
        # Letters alone match no other form of a number.
        self._of_numbers = not all(word.isalpha() for leaf in words for word in query_words(leaf))
        self._finders: list[_Finder] = [self._words] if self._words else []
        self._finders += [_finder(part) for part in parts if part not in words]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the stretches of a text that match, in order and without overlap."""
        tokens = list(token_pattern_for(text).finditer(text)) if self._finders else []
        words = _Words(text, [token.group() for token in tokens])
        runs = {run for finder in self._finders for run in finder.runs(words)}
        found = [Span(tokens[first].start(), tokens[last].end()) for first, last in runs]
        return _merge([*found, *self._of_other_forms(text)])

    def _of_other_forms(self, text: str) -> Iterator[Span]:
        """Yield the words that are matched as they are also written: “Nu'man” by “numan”."""
        if self._words:
            for form in other_forms(text, of_numbers=self._of_numbers):
                if self._words.matches(form.word):
                    yield Span(form.start, form.end)

    def spans_inside(self, text: str, parts: Iterable[Span]) -> set[Span]:
        """Return the stretches of a text that match inside some parts of it."""
        return {
            Span(part.start + found.start, part.start + found.end)
            for part in parts
            for found in self.spans(part.cut(text))
        }


class _Words(NamedTuple):
    """A text and its words, as they are written."""

    text: str
    forms: Sequence[str]


class _LeafFinder:
    """Finds a phrase, or any of some words."""

    def __init__(self, *leaves: Leaf) -> None:
        words = zip(*map(query_words, leaves), strict=True)
        self._words = [_FormMatches(zip(leaves, own, strict=True)) for own in words]
        self._hyphenated = hyphens_as_typed(leaves[0])

    def matches(self, form: str) -> bool:
        """Return whether a single word matches."""
        return self._words[0][form]

    def runs(self, words: _Words) -> list[_Run]:
        """Return the words that match."""
        forms, size, (first, *following) = words.forms, len(words.forms), self._words
        found = [at for at, form in enumerate(forms) if first[form]]
        for offset, matches in enumerate(following, 1):
            found = [at for at in found if at + offset < size and matches[forms[at + offset]]]
        if self._hyphenated:
            starts = {at for word, at in hyphenated(words.text) if word == self._hyphenated}
            found = [at for at in found if at in starts]
        return [(at, at + len(following)) for at in found]


class _PairFinder:
    """Finds what is near something else, or in the same sentence or paragraph."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._parts = list(map(_finder, children(tree)))

    def runs(self, words: _Words) -> list[_Run]:
        """Return the words that match."""
        tree, found = self._tree, [part.runs(words) for part in self._parts]
        last_related: Callable[[int], int]
        match tree:
            case Near(_, _, distance):
                last_related = partial(add, distance)
            case SameUnit(_, _, unit):
                starts = getattr(analyse(words.text), f"{unit}s")
                last_related = partial(_last_of_unit, [*starts, len(words.forms)])
            case _:
                return [run for runs in found for run in runs]
        left, right = found
        related = _followed(left, right, last_related)
        if not (isinstance(tree, Near) and tree.ordered):
            related += _followed(right, left, last_related)
        return related


_Finder = _LeafFinder | _PairFinder


def _finder(tree: Tree) -> _Finder:
    return _LeafFinder(tree) if isinstance(tree, Leaf) else _PairFinder(tree)


def _last_of_unit(starts: Sequence[int], word: int) -> int:
    """Return the last word of the sentence or paragraph that has a word."""
    return starts[bisect_right(starts, word)] - 1


def _followed(
    before: Sequence[_Run], after: Sequence[_Run], last_related: Callable[[int], int]
) -> list[_Run]:
    """Return the runs of one kind that one of the other kind follows closely enough, and those."""
    lasts, firsts = sorted(last for _, last in before), sorted(first for first, _ in after)
    found = []
    for first, last in before:
        following = bisect_right(firsts, last)
        if following < len(firsts) and firsts[following] <= last_related(last):
            found.append((first, last))
    for first, last in after:  # the nearest before it reaches furthest
        preceding = bisect_left(lasts, first)
        if preceding and first <= last_related(lasts[preceding - 1]):
            found.append((first, last))
    return found


class _FormMatches(dict[str, bool]):
    """Whether each form, a word as it is written, matches the word of any of some leaves."""

    def __init__(self, words: Iterable[tuple[Leaf, str]]) -> None:
        super().__init__()
        self._tests = [form_test(leaf, word) for leaf, word in words]

    def __missing__(self, form: str) -> bool:
        folded = fold(form)
        self[form] = False
        for matches in self._tests:  # any() takes twice as long, and texts have many words
            if matches(folded):
                self[form] = True
                break
        return self[form]


def snippets(text: str, spans: Sequence[Span]) -> tuple[Snippet, ...]:
    """Return up to ``MAX_SNIPPETS`` passages that hold most of the matches, in text order.

    Without matches, return the beginning of the text.
    """
    if not spans:
        return (Snippet(text[: _word_end(text, 0, SNIPPET_LENGTH)], 0, ()),)
    windows: list[list[Span]] = []
    for span in spans:
        if windows and _fit_together(text, windows[-1][0], span):
            windows[-1].append(span)
        else:
            windows.append([span])
    best = sorted(windows, key=lambda window: (-len(window), window[0]))[:MAX_SNIPPETS]
    return tuple(_snippet(text, window) for window in sorted(best))


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


def _word_end(text: str, start: int, end: int) -> int:
    """Return the end of the last whole word before ``end``, within the paragraph of ``start``."""
    stop = text.find(PARAGRAPH_BREAK, start, end)
    if stop >= 0:
        return stop
    if end < len(text) and (space := text.rfind(" ", max(start, end - LONG_WORD), end + 1)) >= 0:
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
    end = _word_end(text, last, last + room + (room - (first - start)))
    return Snippet(text[start:end], start, tuple(window))
