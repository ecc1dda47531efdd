"""Where words occur, as arrays: phrases and nearness over whole lists of postings at once.

A place is a number, the document in its high bits and the position of the word in its low ones,
so that order and distance of places in one document are those of the numbers. An occurrence
has a first and a last place. numpy is loaded with this module, that is when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.engines.postings import Snapshot

BITS = 24  # of a position: more words than any article has
Keys = npt.NDArray[np.int64]


class Occurrences(NamedTuple):
    """Occurrences in order: those from ``first[i]`` to ``last[i]``."""

    first: Keys
    last: Keys

    def by_document(self) -> tuple[list[int], list[float]]:
        """The documents, ascending, and how many occurrences each has."""
        documents, counts = np.unique(self.first >> BITS, return_counts=True)
        return documents.tolist(), counts.astype(float).tolist()


def of_words(side: Snapshot, field: str, words: Iterable[str]) -> Occurrences:
    """Where any of the words occurs."""
    parts = [keys for word in words for keys in _read(side, field, word)]
    if not parts:
        return _nothing()
    keys = np.concatenate(parts)
    if len(parts) > 1:
        keys.sort()
    return Occurrences(keys, keys)


def _read(side: Snapshot, field: str, word: str) -> list[Keys]:
    return [
        np.repeat(np.asarray(documents, dtype=np.int64) << BITS, counts)
        + np.frombuffer(positions, dtype=positions.typecode)
        for documents, counts, positions in side.positions(field, word)
    ]


def in_a_row(parts: Sequence[Occurrences], slop: int) -> Occurrences:
    """Where each part, of single words, follows the one before, at most ``slop`` words on."""
    found = parts[0]
    for part in parts[1:]:
        steps = [
            Occurrences(found.first[there], found.last[there] + step)
            for step in range(1, slop + 1)
            for there in [_isin(found.last + step, part.first)]
        ]
        found = either(steps) if slop > 1 else steps[0]
    return found


def either(parts: Sequence[Occurrences]) -> Occurrences:
    """All the occurrences of the parts, each once."""
    pairs = np.stack(
        [np.concatenate([part.first for part in parts]), np.concatenate([p.last for p in parts])]
    )
    first, last = np.unique(pairs, axis=1)
    return Occurrences(first, last)


def near(left: Occurrences, right: Occurrences, distance: int, *, ordered: bool) -> Occurrences:
    """The pairs of an occurrence of each that stand at most so many words apart."""

    def reach(last: Keys, _: Keys) -> Keys:
        return last + distance + 1

    pairs = [_pairs(left, right, reach, beyond=True)]
    if not ordered:
        pairs.append(_pairs(right, left, reach, beyond=True))
    return either(pairs)


def together(left: Occurrences, right: Occurrences, begins: Occurrences) -> Occurrences:
    """The pairs that stand in one unit; ``begins`` are the places where units begin."""

    def end_of_unit(_: Keys, first: Keys) -> Keys:
        following = np.append(begins.first, np.iinfo(np.int64).max)
        ends = following[np.searchsorted(begins.first, first, side="right")]
        ends_here: Keys = np.minimum(ends, (first >> BITS) + 1 << BITS)
        return ends_here

    return either([_pairs(left, right, end_of_unit), _pairs(right, left, end_of_unit)])


def _pairs(
    before: Occurrences,
    after: Occurrences,
    limit: Callable[[Keys, Keys], Keys],
    *,
    beyond: bool = False,
) -> Occurrences:
    """Each occurrence with every later one that begins before its limit.

    ``beyond``: the later one may end beyond it.
    """
    order = np.argsort(after.first, kind="stable")
    firsts, lasts = after.first[order], after.last[order]
    limits = limit(before.last, before.first)
    low = np.searchsorted(firsts, before.last + 1)
    counts = np.maximum(np.searchsorted(firsts, limits) - low, 0)
    which = np.repeat(np.arange(len(counts)), counts)
    # The running number of each pair within those of its first occurrence.
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    found = lasts[low[which] + within]
    if not beyond:
        inside = found < limits[which]
        return Occurrences(before.first[which][inside], found[inside])
    return Occurrences(before.first[which], found)


def _isin(wanted: Keys, keys: Keys) -> npt.NDArray[np.bool_]:
    """Which of the wanted are among the keys, which are in order."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    there: npt.NDArray[np.bool_] = keys[at] == wanted
    return there


def _nothing() -> Occurrences:
    keys = np.empty(0, dtype=np.int64)
    return Occurrences(keys, keys)
