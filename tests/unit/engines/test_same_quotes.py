"""Quotes of one version of an article are found in another version."""

from __future__ import annotations

import pytest

from index.article import Quote, Span
from index.engines.opensearch.search.same_quotes import same_quotes

A, B, C = (Quote((Span(start, start + 5),), "direct") for start in (0, 10, 20))
LONG = A._replace(content=(Span(0, 8),))
"""It starts where A does."""
LONGER = A._replace(content=(Span(0, 9),))
SPLIT = A._replace(content=(Span(0, 2), Span(3, 5)))

ROWS: dict[str, tuple[tuple[Quote, ...], tuple[Quote, ...], dict[int, int]]] = {
    "the same quotes": ((A, B), (A, B), {0: 0, 1: 1}),
    "one that is gone": ((A, B, C), (A, C), {0: 0, 2: 1}),
    "one before others is new": ((B, C), (A, B, C), {0: 1, 1: 2}),
    "nothing in common": ((A,), (B,), {}),
    "no quotes": ((), (A,), {}),
    "another speaker": ((A._replace(speakers=("Tim Falk",)),), (A,), {0: 0}),
    "longer than before": ((LONG, B), (A, B), {0: 0, 1: 1}),
    "cut in two": ((SPLIT,), (A,), {0: 0}),
    "two that start together": ((A, LONG), (A, LONG), {0: 0, 1: 1}),
    "two that start together, in another order": ((LONG, A), (A, LONG), {0: 1, 1: 0}),
    "the second of two that start together": ((LONG,), (A, LONG), {0: 1}),
    "the second of them, longer": ((A, LONGER), (A, LONG), {0: 0, 1: 1}),
    "two for one": ((LONG, A), (A,), {1: 0}),
    "the same twice": ((A, A), (A, A), {0: 0, 1: 1}),
}


@pytest.mark.parametrize("name", ROWS)
def test_quotes_are_found_in_another_version(name: str) -> None:
    one, other, expected = ROWS[name]
    assert same_quotes(one, other) == expected
    assert same_quotes(other, one) == {there: here for here, there in expected.items()}
