"""The terms of one segment, their statistics and posting lists, for Whoosh."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from itertools import islice, repeat
from typing import Any

import numpy as np
from whoosh.codec.base import EmptyCursor, FieldCursor, TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BM25FScorer, WeightScorer, bm25

from index.engines.local.fulltext.docsets import (
    Array,
    FloatArray,
    IntArray,
    Mask,
    add_up,
)
from index.engines.local.fulltext.schema import FORMS
from index.engines.local.fulltext.search.term_expansion import forms_of
from index.engines.local.fulltext.segments.posting_arrays import arrays_of
from index.engines.local.fulltext.segments.postings import Field

Term = tuple[str, bytes]
BLOCK = 128  # documents after which Whoosh looks again whether it can skip
MAX_KEPT = 512  # terms; Whoosh looks each up five times a query
END = 1 << 32  # after every document; some of Whoosh's matchers ask for an id at the end of a list


class NoSuchTermError(TermNotFound, KeyError):  # type: ignore[misc]
    """A term that a segment does not have; Whoosh's callers catch either error."""


class TermCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field, in order."""

    def __init__(self, field: Field, fieldobj: FieldType) -> None:
        self.field, self._fieldobj, self._term_id = field, fieldobj, 0

    def first(self) -> Any:
        return self._go_to(0)

    def find(self, string: str | bytes) -> Any:
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        return self._go_to(self.field.bisect(wanted))

    def next(self) -> Any:
        return self._go_to(self._term_id + 1)

    def _go_to(self, term_id: int) -> Any:
        self._term_id = term_id
        return self.text()

    def text(self) -> Any:
        if self.is_valid():
            return self._fieldobj.from_bytes(self.field.term_bytes(self._term_id))
        return None

    def term_info(self) -> TermInfo | None:
        return TermPostings(self.field, [self._term_id]).info if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._term_id < self.field.size


class TermPostings:
    """The documents with a term, or with any of several terms taken as one."""

    def __init__(self, field: Field, term_ids: Sequence[int]) -> None:
        self.arrays, self.term_ids = arrays_of(field), term_ids
        self.documents, self.weights = self.arrays.postings(term_ids)
        if len(term_ids) > 1:
            size = len(self.arrays.lengths)
            self.documents, self.weights = add_up(self.documents, self.weights, size)

    @cached_property
    def info(self) -> TermInfo:
        """The statistics of the terms."""
        lengths, documents, weights = self.arrays.lengths, self.documents, self.weights
        lengths = lengths[documents] if len(lengths) else np.zeros(1, dtype=np.uint32)
        return TermInfo(
            float(weights.sum(dtype=np.float64)), len(documents), int(lengths.min()),
            int(lengths.max()), float(weights.max()), int(documents[0]), int(documents[-1]),
        )  # fmt: skip

    def positions(self) -> tuple[Array, IntArray]:
        """Return the positions in all documents, and where those of each document end."""
        documents, counts, positions = self.arrays.occurrences(self.term_ids)
        if len(self.term_ids) > 1:
            if len(positions):
                positions = positions[np.lexsort((positions, np.repeat(documents, counts)))]
            counts = np.bincount(np.unique(documents, return_inverse=True)[1], counts)
        return positions, np.cumsum(counts, dtype=np.int64)


class PostingsTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of all fields of a segment."""

    def __init__(self, fields: Mapping[str, Field], live: Mask | None) -> None:
        """``live`` is which documents are not deleted, or None if all are."""
        self._fields, self._live = dict(sorted(fields.items())), live
        self._postings = lru_cache(MAX_KEPT)(self._read)

    def __contains__(self, term: Term) -> bool:
        return self._postings(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: FieldType) -> FieldCursor:
        field = self._fields.get(fieldname)
        return TermCursor(field, fieldobj) if field else EmptyCursor()

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        for name, field in self._fields.items():
            if name >= fieldname:
                start = field.bisect(prefix) if name == fieldname else 0
                yield from zip(repeat(name), islice(field.encoded, start, None))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _read(self, fieldname: str, text: bytes) -> TermPostings | None:
        """Read a term, or all forms of the word after ``FORMS``."""
        if not (field := self._fields.get(fieldname)):
            return None
        if text.startswith(FORMS) and field.lengths:
            term_ids = forms_of(field, text[1:].decode())
        else:
            term_id = field.find(text.removeprefix(FORMS))
            term_ids = [] if term_id is None else [term_id]
        return TermPostings(field, term_ids) if term_ids else None

    def _find(self, fieldname: str, text: bytes) -> TermPostings:
        if found := self._postings(fieldname, text):
            return found
        raise NoSuchTermError(f"No term {fieldname}:{text!r}")

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return self._find(fieldname, text).info

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._find(fieldname, text).documents)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: Any = None
    ) -> PostingMatcher:
        postings = self._find(fieldname, text)
        return PostingMatcher(postings, (fieldname, text), format_, scorer, self._live)


class PostingMatcher(LeafMatcher):  # type: ignore[misc]
    """Go through a posting list.

    With BM25F all scores are computed at once, and documents that cannot score enough are skipped
    exactly. Any other scorer is asked for one document at a time.
    """

    def __init__(
        self, postings: TermPostings, term: Term, format_: Format, scorer: Any,
        live: Mask | None = None,
    ) -> None:  # fmt: skip
        """Leave out the documents that are not ``live``.

        Whoosh filters them too, but its filter does not look where skipping by quality ends.
        """
        self._postings, self._term, self.format, self.scorer = postings, term, format_, scorer
        self._kept = slice(None) if live is None else live[postings.documents]
        self._documents = postings.documents[self._kept]
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
        return self._postings.weights[self._kept].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _positions(self) -> tuple[Array, list[int], list[int]]:
        """The positions in all documents, and where those of each document begin and end."""
        positions, ends = self._postings.positions()
        starts = np.concatenate(([0], ends[:-1]))
        return positions, starts[self._kept].tolist(), ends[self._kept].tolist()

    def weight(self) -> float:
        return self._weights[self._at]

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._has_positions:
            positions, starts, ends = self._positions
            return positions[starts[self._at] : ends[self._at]].tolist()
        return super().value_as(astype)

    @cached_property
    def _has_positions(self) -> bool:
        return bool(self.supports("positions"))

    def spans(self) -> list[Span]:
        return list(map(Span, self.value_as("positions")))

    def value(self) -> bytes:
        if self._has_positions:
            return self.format.encode(self.value_as("positions"))  # type: ignore[no-any-return]
        if hasattr(self.format, "encode"):
            _, starts, ends = self._positions
            return self.format.encode(ends[self._at] - starts[self._at])  # type: ignore[no-any-return]
        return b""

    # Scores

    @cached_property
    def _all_scores(self) -> FloatArray | None:
        """The scores of all documents, or None if the scorer must be asked for each."""
        scorer, lengths = self.scorer, self._postings.arrays.lengths
        weights = self._postings.weights[self._kept].astype(np.float64)
        if type(scorer) is WeightScorer:
            return weights
        if type(scorer) is BM25FScorer and len(lengths):
            lengths = lengths[self._documents]
            return bm25(scorer.idf, weights, lengths, scorer.avgfl, scorer.B, scorer.K1)  # type: ignore[no-any-return]
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
