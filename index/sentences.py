"""Find sentence ends by punctuation alone.

Each function has its own rule: the index needs stable boundaries, a headline one sure end, and a
line of a PDF only its last mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# An end mark, closing marks and space before a capital or digit.
BOUNDARY = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZÀ-Þ0-9])")
ABBREVIATION_BEFORE = re.compile(r"\b(?:[A-Z]|M[rs]|Mrs|Dr|St|Sen|Rep|Gov)$")
MAX_ABBREVIATION = 5  # characters searched before a boundary

HEADLINE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-ZÀ-Þ0-9]|\s*$)")
ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|Inc|Co))\.$"
)

PARAGRAPH = re.compile(r"(?s).+?(?:\n\n|\Z)")
LINE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def split_sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; “Mr. Falk” and “J. Falk” do not end one.

    The index stores these boundaries: changing them needs a rebuild.
    """
    start = 0
    for match in BOUNDARY.finditer(paragraph):
        search_from = max(start, match.start() - MAX_ABBREVIATION)
        if not ABBREVIATION_BEFORE.search(paragraph, search_from, match.start()):
            yield paragraph[start : match.end()]
            start = match.end()
    yield paragraph[start:]


def sentences_around(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return three parts of a text: the sentence before a place, its own sentences, the one after.

    At the ends of the text the first or the last is empty.
    """
    sentences, at = [(start, start)], 0
    for paragraph in PARAGRAPH.findall(text):
        for sentence in split_sentences(paragraph):
            if words := sentence.strip():
                first = at + sentence.index(words)
                sentences.append((first, first + len(words)))
            at += len(sentence)
    sentences.append((end, end))
    inside = [n for n, (first, last) in enumerate(sentences) if first < end and last > start]
    if not inside:
        return (start, start), (start, end), (end, end)
    before, after = sentences[inside[0] - 1], sentences[inside[-1] + 1]
    return before, (sentences[inside[0]][0], sentences[inside[-1]][1]), after


def first_sentence(paragraph: str) -> str:
    """Return the first sentence with its end mark, or the whole paragraph."""
    for match in HEADLINE_END.finditer(paragraph):
        if not ABBREVIATION.search(paragraph, 0, match.end()):
            return paragraph[: match.end()]
    return paragraph


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with an end mark or a colon, and perhaps closing marks."""
    return LINE_END.search(line.rstrip()) is not None
