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
    """A term that a segment does not have; Whoosh's callers catch either error."""


class TermCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field, in order; ``field`` is None if no document has it."""

    def __init__(self, field: Field | None, fieldobj: FieldType) -> None:
        self.field, self._fieldobj = field, fieldobj
        self._terms = range(field.size if field else 0)
        self._term_id = 0

    def first(self) -> Any:
        return self._go_to(0)

    def find(self, string: str | bytes) -> Any:
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        return self._go_to(self.field.bisect(wanted) if self.field else 0)

    def next(self) -> Any:
        return self._go_to(self._term_id + 1)

    def _go_to(self, term_id: int) -> Any:
        self._term_id = term_id
        return self.text()

    def text(self) -> Any:
        if self.field and self.is_valid():
            return self._fieldobj.from_bytes(self.field.term_bytes(self._term_id))
        return None

    def term_info(self) -> TermInfo | None:
        return _info(self.field, self._term_id) if self.field and self.is_valid() else None

    def is_valid(self) -> bool:
        return self._term_id in self._terms


class PostingsTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of all fields of a segment."""

    def __init__(self, fields: Mapping[str, Field], live: Mask | None) -> None:
        """``live`` is which documents are not deleted, or None if all are."""
        self._fields, self._live = dict(sorted(fields.items())), live

    def __contains__(self, term: Term) -> bool:
        field = self._fields.get(term[0])
        return field is not None and field.find(term[1]) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: FieldType) -> TermCursor:
        return TermCursor(self._fields.get(fieldname), fieldobj)

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        return (term for term, _, _ in self._places(fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        places = self._places(fieldname, prefix)
        return ((term, _info(field, term_id)) for term, field, term_id in places)

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

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return _info(*self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        return self.term_info(fieldname, text).weight()  # type: ignore[no-any-return]

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field, term_id = self._find(fieldname, text)
        return field.frequency(term_id)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: Any = None
    ) -> PostingMatcher:
        place = self._find(fieldname, text)
        return PostingMatcher(*place, (fieldname, text), format_, scorer, self._live)


def _info(field: Field, term_id: int) -> TermInfo:
    """Return the statistics of a term."""
    arrays = arrays_of(field)
    (part,) = arrays.list_slices([term_id])
    documents, weights = arrays.documents[part], arrays.weights[part]
    lengths = arrays.lengths[documents] if len(arrays.lengths) else np.zeros(1, dtype=np.uint32)
    return TermInfo(
        float(weights.sum(dtype=np.float64)), len(documents), int(lengths.min()),
        int(lengths.max()), float(weights.max()), int(documents[0]), int(documents[-1]),
    )  # fmt: skip
