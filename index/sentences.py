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


def first_sentence(paragraph: str) -> str:
    """Return the first sentence with its end mark, or the whole paragraph."""
    for match in HEADLINE_END.finditer(paragraph):
        if not ABBREVIATION.search(paragraph, 0, match.end()):
            return paragraph[: match.end()]
    return paragraph


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with an end mark or a colon, and perhaps closing marks."""
    return LINE_END.search(line.rstrip()) is not None
