"""Choose between options by the sum of named weights: a linear model, made as a softmax.

The tables of weights lie beside the word lists; tests/bench/fit_ranker.py makes them.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Ranker:
    """Gives each of several options its probability, and the rest to "none of them"."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    def total(self, names: Iterable[str]) -> float:
        """The sum of the weights of some features."""
        weights = self.weights
        return sum([weights[name] for name in names if name in weights])

    @staticmethod
    def shares(totals: Sequence[float]) -> list[float]:
        """The probability of each option, from their sums of weights; "none" has the sum 0."""
        peak = max(0.0, *totals) if totals else 0.0
        powers = [exp(total - peak) for total in totals]
        whole = sum(powers) + exp(-peak)
        return [power / whole for power in powers]
