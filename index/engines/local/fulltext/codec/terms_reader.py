"""The terms of one segment, and their statistics, for Whoosh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound

from index.engines.local.fulltext.codec.posting_matcher import PostingMatcher
from index.engines.local.fulltext.docsets import Mask
from index.engines.local.fulltext.segments.posting_arrays import arrays_of
from index.engines.local.fulltext.segments.postings import Field

Term = tuple[str, bytes]


class NoSuchTermError(TermNotFound, KeyError):  # type: ignore[misc]
    """A term that a segment does not have; Whoosh expects now one error, now the other."""


class PostingInfo(TermInfo):  # type: ignore[misc]
    """The statistics of a term, computed when they are asked for."""

    def __init__(self, field: Field, term_id: int) -> None:
        arrays = arrays_of(field)
        (part,) = arrays.list_slices([term_id])
        self._documents, self._weights = arrays.documents[part], arrays.weights[part]
        self._field_lengths = arrays.lengths

    def weight(self) -> float:
        """Return the weight of the term in all documents."""
        return float(self._weights.sum(dtype=np.float64))

    def doc_frequency(self) -> int:
        """Return the number of documents with the term."""
        return len(self._documents)

    def min_length(self) -> int:
        """Return the length of the shortest field with the term."""
        return int(self._lengths().min())

    def max_length(self) -> int:
        """Return the length of the longest field with the term."""
        return int(self._lengths().max())

    def max_weight(self) -> float:
        """Return the largest weight of the term in a document."""
        return float(self._weights.max())

    def min_id(self) -> int:
        """Return the first document with the term."""
        return int(self._documents[0])

    def max_id(self) -> int:
        """Return the last document with the term."""
        return int(self._documents[-1])

    def _lengths(self) -> Any:
        lengths = self._field_lengths
        return lengths[self._documents] if len(lengths) else np.zeros(1)


class TermCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field, in order; ``field`` is None if no document has it."""

    def __init__(self, field: Field | None, fieldobj: FieldType) -> None:
        self.field, self._fieldobj = field, fieldobj
        self._size = field.size if field else 0
        self._term_id = 0

    def first(self) -> Any:
        """Go to the first term and return it."""
        return self._go_to(0)

    def find(self, term: str | bytes) -> Any:
        """Go to the first term that is not less than this one, and return it."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        return self._go_to(self.field.bisect(wanted) if self.field else 0)

    def next(self) -> Any:
        """Go to the next term and return it."""
        return self._go_to(self._term_id + 1)

    def _go_to(self, term_id: int) -> Any:
        self._term_id = min(term_id, self._size)
        return self.text()

    def text(self) -> Any:
        """Return the term, or None at the end."""
        if self.field is None or not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self.field.term_bytes(self._term_id))

    def term_info(self) -> PostingInfo | None:
        """Return the statistics of the term, or None at the end."""
        if self.field is None or not self.is_valid():
            return None
        return PostingInfo(self.field, self._term_id)

    def is_valid(self) -> bool:
        """Return whether there is a term here."""
        return self._term_id < self._size


class PostingsTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of all fields of a segment."""

    def __init__(self, fields: Mapping[str, Field], live: Mask | None) -> None:
        """``live`` is which documents are not deleted, or None if all are."""
        self._fields, self._live = dict(sorted(fields.items())), live

    def __contains__(self, term: Term) -> bool:
        field = self._fields.get(term[0])
        return field is not None and field.find(term[1]) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms."""
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: FieldType) -> TermCursor:
        """Return a cursor at the first term of a field."""
        return TermCursor(self._fields.get(fieldname), fieldobj)

    def terms(self) -> Iterator[Term]:
        """Yield all terms, field by field."""
        return (term for term, _, _ in self._places("", b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms from one on, to the end of the last field."""
        return (term for term, _, _ in self._places(fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, PostingInfo]]:
        """Yield all terms with their statistics."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, PostingInfo]]:
        """Yield the terms from one on with their statistics."""
        for term, field, term_id in self._places(fieldname, prefix):
            yield term, PostingInfo(field, term_id)

    def _places(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Field, int]]:
        for name, field in self._fields.items():
            if name >= fieldname:
                start = field.bisect(prefix) if name == fieldname else 0
                for term_id in range(start, field.size):
                    yield (name, field.term_bytes(term_id)), field, term_id

    def _find(self, fieldname: str, text: bytes) -> tuple[Field, int]:
        field = self._fields.get(fieldname)
        term_id = field.find(text) if field else None
        if field is None or term_id is None:
            raise NoSuchTermError(f"No term {fieldname}:{text!r}")
        return field, term_id

    def term_info(self, fieldname: str, text: bytes) -> PostingInfo:
        """Return the statistics of a term; raises NoSuchTermError."""
        return PostingInfo(*self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return the weight of a term in all documents; raises NoSuchTermError."""
        return self.term_info(fieldname, text).weight()

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return the number of documents with a term; raises NoSuchTermError."""
        field, term_id = self._find(fieldname, text)
        return field.frequency(term_id)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: Any = None
    ) -> PostingMatcher:
        """Return the posting list of a term; raises NoSuchTermError."""
        field, term_id = self._find(fieldname, text)
        return PostingMatcher(field, term_id, (fieldname, text), format_, scorer, self._live)
