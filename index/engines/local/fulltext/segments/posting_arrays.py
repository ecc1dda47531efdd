"""Posting lists as numpy arrays over the mapped file, and the documents in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.engines.local.fulltext.docsets import (
    Array,
    IntArray,
    Mask,
    MatchedDocs,
    add_up,
    concatenate,
    take_slices,
)
from index.engines.local.fulltext.segments.postings import Field, Segment
from index.engines.local.fulltext.segments.snapshot import SegmentReader, TermMatches


class PostingArrays:
    """The posting lists of one field, with the arrays of ``postings``."""

    def __init__(self, views: Mapping[str, Any]) -> None:
        arrays: dict[str, Array] = {name: np.asarray(view) for name, view in views.items()}
        empty = np.zeros(0, dtype=np.uint32)
        self.list_bounds = arrays["lists"]
        self.position_bounds = arrays.get("placed", np.zeros_like(self.list_bounds))
        self.documents, self.weights = arrays["documents"], arrays["weights"]
        self.counts = arrays.get("counts", self.weights)
        self.positions = arrays.get("places", empty)
        self.lengths = arrays.get("lengths", empty)

    @cached_property
    def position_starts(self) -> IntArray:
        """The index of the first position of each posting."""
        return np.cumsum(self.counts, dtype=np.int64) - self.counts

    def postings(self, term_ids: Sequence[int]) -> tuple[Array, Array]:
        """Return the documents of each term in turn, and the weights of the terms there."""
        slices = _slices(self.list_bounds, term_ids)
        return take_slices(self.documents, slices), take_slices(self.weights, slices)

    def occurrences(self, term_ids: Sequence[int]) -> tuple[Array, Array, Array]:
        """Return the documents of each term in turn, its number of positions there, and these."""
        slices = _slices(self.list_bounds, term_ids)
        positions = take_slices(self.positions, _slices(self.position_bounds, term_ids))
        return take_slices(self.documents, slices), take_slices(self.counts, slices), positions


def _slices(bounds: Array, term_ids: Sequence[int]) -> list[slice]:
    if isinstance(term_ids, range):
        return [slice(bounds[term_ids.start], bounds[term_ids.stop])]
    at = np.asarray(term_ids)
    return list(map(slice, bounds[at].tolist(), bounds[at + 1].tolist()))


def arrays_of(field: Field) -> PostingArrays:
    """Return the posting lists of a field as arrays, made once."""
    if "arrays" not in field.made:
        field.made["arrays"] = PostingArrays(field.views)
    return field.made["arrays"]  # type: ignore[no-any-return]


def live_mask(reader: SegmentReader) -> Mask:
    """Return which documents of a segment are not deleted, found once."""
    if reader.live is None:
        reader.live = mask_without(reader.deleted, reader.segment.size)
    return reader.live  # type: ignore[no-any-return]


def mask_without(deleted: Iterable[int], size: int) -> Mask:
    """Return a mask of ``size`` that is false for deleted documents."""
    mask = np.ones(size, dtype=bool)
    mask[list(deleted)] = False
    return mask


def field_lengths(segment: Segment, name: str) -> Array:
    """Return the number of words, by weight, of a field in each document of a segment."""
    field = segment.fields.get(name)
    if field and len(lengths := arrays_of(field).lengths):
        return lengths
    return np.zeros(segment.size, dtype=np.uint32)


def documents_matching(matches: Sequence[TermMatches], size: int) -> MatchedDocs:
    """Return the documents, of ``size``, with any of the terms, scored by the terms' weights."""
    all_documents, all_weights = [], []
    for reader, field, term_ids in matches:
        documents, weights = arrays_of(field).postings(term_ids)
        if reader.deleted:
            live = live_mask(reader)[documents]
            documents, weights = documents[live], weights[live]
        all_documents.append(documents.astype(np.int64) + reader.doc_base)
        all_weights.append(weights)
    documents = concatenate(all_documents)
    weights = concatenate(all_weights).astype(np.float64)
    if all(len(term_ids) == 1 for _, _, term_ids in matches):
        return MatchedDocs(documents, weights)
    return add_up(documents, weights, size)
