"""Find the runs of capitalized words in a text, of which names are parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.annotate.entities.mention import WORD, Mention
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import word_class

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE_START = re.compile(r"(?:\A|\n|[.?!:;][”\"’')\]]*\s|[“\"‘(\[•*—–-]\s?)\Z")


@dataclass(slots=True)
class CapitalWord:
    """A capitalized word, or a particle between two."""

    start: int
    end: int
    norm: str
    raw: str
    mention: Mention | None = None
    blocked: bool = False
    """Whether it belongs to a date or something else that is no name."""
    starts_sentence: bool = False


def capital_runs(text: str) -> Iterator[list[CapitalWord]]:
    """Yield the runs of capitalized words with only spaces, dots or particles between them."""
    particles = word_class("surname particle")
    run: list[CapitalWord] = []
    for match in WORD.finditer(text):
        raw = match[0]
        is_particle = raw in particles or raw.split("-")[0] in particles
        if not raw[0].isupper() and not (run and is_particle):
            continue
        word = CapitalWord(match.start(), match.end(), normalize_word(raw), raw)
        if run and not follows(text, run[-1], word):
            yield trim_particles(run)
            run = []
        word.starts_sentence = (
            not run and SENTENCE_START.search(text[max(0, word.start - 4) : word.start]) is not None
        )
        if run or raw[0].isupper():
            run.append(word)
    if run:
        yield trim_particles(run)


def follows(text: str, left: CapitalWord, right: CapitalWord) -> bool:
    """Return whether two words can belong to one name."""
    gap = text[left.end : right.start]
    return (gap == " " and not left.raw.endswith(("'s", "’s", "'", "’"))) or (
        left.raw[-1] == "." and not gap
    )


def trim_particles(run: list[CapitalWord]) -> list[CapitalWord]:
    """Drop the particles at the end of a run."""
    while run and not any(char.isupper() for char in run[-1].raw):
        run.pop()
    return run
