"""Find runs of capitalized words, of which names are parts, and lines in title case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.annotate.entities.known_names import is_function_word
from index.annotate.entities.mention import WORD, Mention, begins_as_name
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import word_class

LONG_WORD = re.compile(r"[^\W\d_]{4,}")
MAX_HEADLINE = 160  # characters of a line in title case
SENTENCE_START = re.compile(r"(?:\A|\n|[.?!:;][”\"’')\]]*\s|[“\"‘(\[•*—–-]\s?)\Z")

# “Torp-based” before a name.
COMPOUND = re.compile(r"[\w.]+[-‑](?:based|born|backed|headquartered|led|listed|owned|run)")


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
        if (not begins_as_name(raw) and not (run and is_particle)) or COMPOUND.fullmatch(raw):
            continue
        word = CapitalWord(match.start(), match.end(), normalize_word(raw), raw)
        if run and not follows(text, run[-1], word):
            yield trim_particles(run)
            run = []
        word.starts_sentence = (
            not run and SENTENCE_START.search(text[max(0, word.start - 4) : word.start]) is not None
        )
        if run or begins_as_name(raw):
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


def is_title_case(text: str, offset: int) -> bool:
    """Return whether most words of the line around an offset begin with a capital."""
    start = text.rfind("\n", 0, offset) + 1
    return is_title_case_line(text[start : start + MAX_HEADLINE].partition("\n")[0])


@lru_cache(maxsize=64)  # a line has several names
def is_title_case_line(line: str) -> bool:
    """Return whether most words of a line begin with a capital."""
    words = [word for word in LONG_WORD.findall(line) if not is_function_word(word)]
    capitalized = sum(word[0].isupper() for word in words)
    return len(line) < MAX_HEADLINE and len(words) >= 4 and capitalized > 0.9 * len(words)
