"""Rank candidates with a linear softmax model.

``tests/bench/fit_ranker.py`` fits the tables of weights, which lie beside the word lists.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


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
