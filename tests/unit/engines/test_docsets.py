"""Arrays of documents: the shortcuts for numbers that are close together find what numpy finds."""

from __future__ import annotations

import numpy as np
import pytest

from index.engines.local.fulltext.docsets import distinct, index_of


@pytest.mark.parametrize(
    "values",
    [[], [0], [7, 7, 7], [5, 3, 5, 4], [-2, 9, -2], [3, 10**12, 3]],
    ids=["none", "one", "equal", "close", "negative", "far apart"],
)
def test_different_values_are_those_of_numpy(values):
    array = np.array(values, dtype=np.int64)
    found, at = distinct(array)
    wanted, wanted_at = np.unique(array, return_inverse=True)
    assert (found.tolist(), at.tolist()) == (wanted.tolist(), wanted_at.tolist())


@pytest.mark.parametrize(
    "ascending", [[], [4], [2, 3, 5, 8], [2, 10**12]], ids=["none", "one", "close", "far apart"]
)
def test_values_are_found_at_their_index_and_others_at_none(ascending):
    wanted = [8, 2, 0, 3, 9, 4, 10**12, -1]
    found = index_of(np.array(ascending, dtype=np.int64), np.array(wanted))
    assert found.tolist() == [ascending.index(n) if n in ascending else -1 for n in wanted]
