"""Rank candidates with a linear softmax model over named features.

``tests/bench/fit_ranker.py`` fits the tables of weights, which lie beside the word lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp


class Ranker:
    """Give each candidate its probability; the remainder belongs to "none of them"."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of some features."""
        weights = self.weights
        return sum([weights[name] for name in features if name in weights])

    @staticmethod
    def probabilities(scores: Sequence[float]) -> list[float]:
        """Return the softmax of the scores; "none" has the score 0."""
        peak = max(0.0, *scores) if scores else 0.0
        powers = [exp(score - peak) for score in scores]
        total = sum(powers) + exp(-peak)
        return [power / total for power in powers]


def log_odds_bucket(log_odds: float | None) -> str:
    """Return a coarse name for log odds."""
    return "unknown" if log_odds is None else str(max(-8, min(4, round(log_odds * 1.5))))


@cache
def length_bucket(number: int) -> str:
    """Return a coarse name for a length."""
    limit = next((limit for limit in (1, 2, 3, 5, 8, 13, 21, 34) if number <= limit), 0)
    return f"<={limit}" if limit else ">34"
