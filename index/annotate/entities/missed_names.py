"""Names that the recogniser passed over: behind titles, in lists, in capitals, and again."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.attrs import IDX, LENGTH, POS

from index.annotate.entities.mention import WORD, Mention, has_first_name, strip_end, titles_before
from index.annotate.entities.person_names import fold
from index.annotate.lexicon.tables import small, table
from index.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

SURNAME_FIRST = re.compile(r"(?<=[:;])\s*(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))(?=[;.\n]|\Z)")
LABEL_IN_CAPS = re.compile(
    r"(?m)^[ \t]*((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z’'-]+)(?=,[^:\n]{2,60}:|:)"
)


def surname_first(text: str, found: list[Mention]) -> list[Mention]:
    """Names written as “Surname, Name”, in lists or where “Name Surname” is known."""
    spans = {m.start(1): m for m in SURNAME_FIRST.finditer(text)}
    known = {mention.name.words for mention in found}
    for m in re.finditer(r"\b(([A-Z][\w’'-]+), ([A-Z][\w’'-]+))", text):
        if (fold(m[3]), fold(m[2])) in known:
            spans[m.start(1)] = m
    return [Mention(Span(*m.span(1)), f"{m[3]} {m[2]}", "person") for m in spans.values()]


def titled(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Names that only the title before them shows to be names: “Mr Falk”."""
    words = list(WORD.finditer(text))
    ends = [mention.span.end for mention in found]
    for left, right in pairwise(words):
        if not left[0][0].isupper() or fold(left[0]) not in table("titles"):
            continue
        between = text[left.end() : right.start()]
        if between not in {" ", ". "} or not right[0][0].isupper():
            continue
        place = bisect_right(ends, right.start())
        if fold(right[0]) in table("roles") or fold(right[0]) in table("titles"):
            continue
        if place < len(found) and found[place].span.start <= right.start():
            continue
        span = strip_end(Span(*right.span()), text)
        yield Mention(span, span.cut(text), "person", fold(left[0]))


def passed_over(doc: Doc, text: str) -> Iterator[Mention]:
    """First names with a surname that the recogniser did not see, or only half of."""
    proper = doc.vocab.strings["PROPN"]
    rows = doc.to_array([POS, IDX, LENGTH]).tolist()
    for (pos, start, size), after in pairwise(rows):
        if pos != proper or after[0] != proper or after[1] != start + size + 1:
            continue
        span = Span(int(start), int(after[1] + after[2]))
        if has_first_name(span.cut(text)):
            title = " ".join(titles_before(text, span.start))
            yield Mention(span, span.cut(text), "person", title)


def in_caps(text: str) -> Iterator[Mention]:
    """The labels of a transcript: “ELSA VINT, harbour master:”."""
    for m in LABEL_IN_CAPS.finditer(text):
        words = m[1].split()
        if not any(fold(word) in small("label") for word in words) and len(m[1]) > 2:
            yield Mention(Span(*m.span(1)), m[1].title(), "person")


def again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Full names and surnames of known people where the recogniser passed them over."""
    people = {m.name.words: m.name for m in found if m.label == "person" and len(m.name.words) > 1}
    forms = set(people) | {(words[-1],) for words in people}
    longest = max(map(len, forms), default=0)
    words = [
        m
        for m in WORD.finditer(text)
        if m[0][0].isupper() or m[0].split("-")[0] in small("particle")
    ]
    folded = [fold(m[0]) for m in words]
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next(
            (s for s in sizes if fits(text, words[at : at + s], folded[at : at + s], forms)), 0
        )
        if size:
            span = strip_end(Span(words[at].start(), words[at + size - 1].end()), text)
            title = " ".join(titles_before(text, span.start))
            yield Mention(span, " ".join(span.cut(text).split()), "person", title)
        at += size or 1


def fits(
    text: str, words: list[re.Match[str]], folded: list[str], forms: set[tuple[str, ...]]
) -> bool:
    """Whether words that stand side by side are one of the forms of known names."""
    if tuple(folded) not in forms or not words[0][0][0].isupper():
        return False
    gaps = (text[a.end() : b.start()] for a, b in pairwise(words))
    return all(gap.strip() in {"", "."} and "\n" not in gap for gap in gaps)
