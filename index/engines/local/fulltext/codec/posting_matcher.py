"""The posting list of one term in one segment, for Whoosh."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BM25FScorer, WeightScorer, bm25

from index.engines.local.fulltext.docsets import FloatArray, Mask
from index.engines.local.fulltext.segments.posting_arrays import arrays_of
from index.engines.local.fulltext.segments.postings import Field

BLOCK = 128  # documents after which Whoosh looks again whether it can skip
END = 1 << 32  # after every document; some of Whoosh's matchers ask for an id at the end of a list


class PostingMatcher(LeafMatcher):  # type: ignore[misc]
    """Go through a posting list.

    With BM25F all scores are computed at once, and documents that cannot score enough are skipped
    exactly. Any other scorer is asked for one document at a time.
    """

    def __init__(
        self, field: Field, term_id: int, term: tuple[str, bytes], format_: Format, scorer: Any,
        live: Mask | None = None,
    ) -> None:  # fmt: skip
        """Leave out the documents that are not ``live``.

        Whoosh filters them too, but its filter does not look where skipping by quality ends.
        """
        self._arrays, self._term_id, self._term = arrays_of(field), term_id, term
        self.format, self.scorer = format_, scorer
        (self._part,) = self._arrays.list_slices([term_id])
        documents = self._arrays.documents[self._part]
        self._kept = slice(None) if live is None else live[documents]
        self._documents = documents[self._kept]
        self._ids: list[int] = self._documents.tolist()
        self._size, self._at, self._has_skipped = len(self._ids), 0, False
        self._ids.append(END)

    def is_active(self) -> bool:
        return self._at < self._size

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> PostingMatcher:
        return copy(self)

    def id(self) -> int:
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        return islice(self._ids, self._size)

    def next(self) -> bool:
        """Go to the next document; return whether Whoosh should skip by quality again."""
        if self._at >= self._size:
            raise ReadTooFar
        self._at += 1
        return self._has_skipped or self._at % BLOCK == 0

    def skip_to(self, id: int) -> bool:
        if self._at >= self._size:
            raise ReadTooFar
        before, self._at = self._at, bisect_left(self._ids, id, self._at)
        return before // BLOCK != self._at // BLOCK

    # Values

    @cached_property
    def _weights(self) -> list[float]:
        return self._arrays.weights[self._part][self._kept].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _counts(self) -> list[int]:
        return self._arrays.counts[self._part][self._kept].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _position_starts(self) -> list[int]:
        counts = self._arrays.counts[self._part]
        starts = np.cumsum(counts, dtype=np.int64) - counts
        starts += self._arrays.position_bounds[self._term_id]
        return starts[self._kept].tolist()  # type: ignore[no-any-return]

    def weight(self) -> float:
        return self._weights[self._at]

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self.supports(astype):
            start = self._position_starts[self._at]
            return self._arrays.positions[start : start + self._counts[self._at]].tolist()
        return super().value_as(astype)

    def value(self) -> bytes:
        if self.supports("positions"):
            return self.format.encode(self.value_as("positions"))  # type: ignore[no-any-return]
        if hasattr(self.format, "encode"):
            return self.format.encode(self._counts[self._at])  # type: ignore[no-any-return]
        return b""

    # Scores

    @cached_property
    def _all_scores(self) -> FloatArray | None:
        """The scores of all documents, or None if the scorer must be asked for each."""
        scorer, weights = self.scorer, np.asarray(self._weights, dtype=np.float64)
        if type(scorer) is WeightScorer:
            return weights
        if type(scorer) is BM25FScorer and len(self._arrays.lengths):
            lengths = self._arrays.lengths[self._documents]
            scores: FloatArray = bm25(
                scorer.idf, weights, lengths, scorer.avgfl, scorer.B, scorer.K1
            )
            return scores
        return None

    @cached_property
    def _scores(self) -> list[float] | None:
        return None if self._all_scores is None else self._all_scores.tolist()

    @cached_property
    def _best_scores(self) -> list[float]:
        """The highest score from each document on: no other limit lets a union skip safely."""
        assert self._all_scores is not None
        return np.maximum.accumulate(self._all_scores[::-1])[::-1].tolist()  # type: ignore[no-any-return]

    def score(self) -> float:
        return self.scorer.score(self) if self._scores is None else self._scores[self._at]

    def supports_block_quality(self) -> bool:
        return self._all_scores is not None

    def max_quality(self) -> float:
        if self._all_scores is None:
            return super().max_quality()  # type: ignore[no-any-return]
        return self._best_scores[0] if self._size else 0.0

    def block_quality(self) -> float:
        """Return the highest score from here on: the rest of the list is one block."""
        return self._best_scores[self._at] if self.is_active() else 0.0

    def skip_to_quality(self, minquality: float) -> int:
        before = self._at
        if self._all_scores is None:
            return 0
        if self.block_quality() <= minquality:
            self._at = self._size
        else:
            self._at += int(np.argmax(self._all_scores[before:] > minquality))
        self._has_skipped = self._at > before
        return self._at - before
