"""Results computed once for each object, for as long as the object lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

K = TypeVar("K")
V = TypeVar("V")


def memo(compute: Callable[[K], V]) -> Callable[[K], V]:
    """Decorate a function of one object to compute its result once for each object.

    The result must not refer to the object.
    """
    results: WeakKeyDictionary[K, V] = WeakKeyDictionary()

    @wraps(compute)
    def cached(key: K) -> V:
        try:
            return results[key]
        except KeyError:
            return results.setdefault(key, compute(key))

    return cached
