"""Why an article was found: the stretches of its text that match, and passages around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.article import PARAGRAPH_BREAK, Snippet, Span
from index.engines.analysis import Token, stem, tokens, words
from index.query import And, InQuote, Not, Or, Phrase, Tree, Word

SNIPPET_LENGTH = 160  # characters, more or less
MOST_SNIPPETS = 3


def match_spans(tree: Tree, text: str, field: str = "text") -> tuple[Span, ...]:
    """The stretches of a text that the words of one field in the tree match, in order.

    What the tree excludes is left out; stretches do not overlap.
    """
    leaves = list(_leaves(tree, field))
    if not leaves:
        return ()
    cut = list(tokens(text))
    spans = sorted({span for leaf in leaves for span in _leaf_spans(leaf, cut)})
    apart: list[Span] = []
    for span in spans:
        if apart and span.touches(apart[-1]):
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def snippets(text: str, spans: Sequence[Span], most: int = MOST_SNIPPETS) -> tuple[Snippet, ...]:
    """At most so many passages of the text that hold most of the matches, in text order.

    Where nothing matches in the text the beginning stands for it.
    """
    if not spans:
        return (Snippet(_beginning(text), 0, ()),)
    windows: list[list[Span]] = []
    for span in spans:
        if windows and _together(text, windows[-1][0], span):
            windows[-1].append(span)
        else:
            windows.append([span])
    best = sorted(windows, key=lambda window: (-len(window), window[0]))[:most]
    return tuple(_snippet(text, window) for window in sorted(best))


def _leaves(tree: Tree, field: str) -> Iterator[Word | Phrase]:
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part, field)
        case InQuote(part):
            yield from _leaves(part, field)
        case Word() | Phrase() if tree.field == field:
            yield tree
        case Not() | _:
            return


def _leaf_spans(leaf: Word | Phrase, cut: list[Token]) -> Iterator[Span]:
    parts = words(leaf.text)
    if len(parts) == 1 and isinstance(leaf, Word):
        yield from _word_spans(leaf, parts[0], cut)
        return
    for at in range(len(cut) - len(parts) + 1):
        if all(cut[at + i].word == part for i, part in enumerate(parts)):
            yield Span(cut[at].start, cut[at + len(parts) - 1].end)


def _word_spans(leaf: Word, word: str, cut: list[Token]) -> Iterator[Span]:
    stemmed = stem(word)
    for token in cut:
        if leaf.prefix:
            fits = token.word.startswith(word)
        elif leaf.exact:
            fits = token.word == word
        else:
            fits = token.word == word or stem(token.word) == stemmed
        if fits:
            yield Span(token.start, token.end)


def _together(text: str, first: Span, span: Span) -> bool:
    return (
        span.end - first.start <= SNIPPET_LENGTH * 2 // 3
        and PARAGRAPH_BREAK not in text[first.end : span.start]
    )


def _beginning(text: str) -> str:
    return text[: _cut_back(text, min(len(text), SNIPPET_LENGTH))]


def _cut_back(text: str, end: int) -> int:
    """The end of the last whole word before ``end``, within the paragraph."""
    stop = text.find(PARAGRAPH_BREAK, 0, end)
    if stop > 0:
        return stop
    if end < len(text) and (space := text.rfind(" ", max(0, end - 30), end + 1)) > 0:
        return space
    return end


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
