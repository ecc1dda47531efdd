"""Compare the quotes of two people, periods or outlets: counts, shares, distinctive words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log, sqrt
from typing import Literal, NamedTuple

from index.record.wording import FUNCTION_WORDS
from index.voices import VoiceCount, Voices, WordCount

PRIOR_SHARE, MAX_PRIOR = 0.1, 1000.0  # words in the prior: a share of both sides' words, at most
MIN_TIMES = 2  # times that a distinctive word is said
MIN_SCORE = 1.96  # standard errors; beyond them a difference by chance is rarer than 1 in 20
MAX_WORDS = 20

SideKind = Literal["person", "outlet", "period", "search"]


class DistinctiveWord(NamedTuple):
    """A word that one side uses more than the other."""

    word: str
    score: float
    """By how many standard errors the log-odds of the two sides differ."""
    times: int
    """How often the side says it."""
    other: int
    """How often the other side does."""


class Side(NamedTuple):
    """One side of a comparison."""

    name: str
    kind: SideKind
    line: str
    """The search line that lists its quotes."""
    voices: Voices
    months: tuple[int, ...]
    """The number of quotes in each of the months of the comparison."""
    distinctive: tuple[DistinctiveWord, ...]
    """The words that it uses more than the other side, most distinctive first."""

    @property
    def total(self) -> VoiceCount:
        """The counts of all its quotes."""
        return self.voices.total


class Comparison(NamedTuple):
    """Two sides of one search."""

    query: str
    sides: tuple[Side, Side]
    months: tuple[str, ...]
    """The months from the first quote of either side to the last, as in 2024-03."""
    total: VoiceCount
    """The counts of all quotes that the search finds, whose shares the sides have."""
    both: int
    """How many quotes are on both sides."""


def months_between(months: Iterable[str]) -> tuple[str, ...]:
    """Return the months from the earliest to the latest, without gaps."""
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in months]
    if not numbers:
        return ()
    span = range(min(numbers), max(numbers) + 1)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in span)


def month_counts(voices: Voices) -> dict[str, int]:
    """Return the number of quotes in each month that has any."""
    return {each.name: each.quotes for each in voices.section("date").counts if each.name}


def distinctive_words(
    counts: Sequence[WordCount], first: int, second: int, background: int
) -> tuple[tuple[DistinctiveWord, ...], tuple[DistinctiveWord, ...]]:
    """Return the words that the first side uses more than the second, and the reverse.

    ``first``, ``second`` and ``background`` are the numbers of all words. A word is scored by the
    difference of its log-odds on the two sides, in standard errors, with an informative Dirichlet
    prior: both sides are taken to have said some more words, in the proportions of the background.
    That keeps words from the top that are common everywhere or rare by chance. Function words are
    left out.
    Monroe, Colaresi and Quinn (2008): Fightin' Words. Political Analysis 16(4), equations 15 to 22.
    """
    size = min((first + second) * PRIOR_SHARE, MAX_PRIOR)
    share, ours, theirs = size / max(background, 1), first + size, second + size
    found: tuple[list[DistinctiveWord], list[DistinctiveWord]] = ([], [])
    for each in counts:
        if each.word in FUNCTION_WORDS:
            continue
        prior = share * each.background
        one, other = each.first + prior, each.second + prior
        odds = log(one / max(ours - one, 1e-9)) - log(other / max(theirs - other, 1e-9))
        score = odds / sqrt(1 / one + 1 / other)
        if abs(score) < MIN_SCORE:
            continue
        times, others = (each.first, each.second) if score > 0 else (each.second, each.first)
        if times >= MIN_TIMES:
            found[score < 0].append(DistinctiveWord(each.word, abs(score), times, others))
    best, their_best = (sorted(words, key=lambda each: (-each.score, each.word)) for words in found)
    return tuple(best[:MAX_WORDS]), tuple(their_best[:MAX_WORDS])
