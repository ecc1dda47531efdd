"""The codec: posting lists in our own files; everything else is Whoosh's standard codec.

The table of contents names ``PostingsCodec`` by its module: it must stay here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import Automata, Codec, FieldCursor
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import Storage

from index.engines.local.fulltext.codec.field_writer import PostingsWriter
from index.engines.local.fulltext.codec.posting_segment import (
    DocumentReader,
    DocumentWriter,
    PostingsSegment,
)
from index.engines.local.fulltext.codec.terms_reader import PostingsTermsReader, TermCursor
from index.engines.local.fulltext.search.fuzzy import vocabulary_of
from index.engines.local.fulltext.segments.posting_arrays import mask_without


class VocabularyAutomata(Automata):  # type: ignore[misc]
    """Find terms within an edit distance by comparing with all terms of about the same length."""

    def terms_within(
        self, fieldcur: FieldCursor, uterm: str, maxdist: int, prefix: int = 0
    ) -> Iterator[str]:
        if isinstance(fieldcur, TermCursor):
            field = fieldcur.field
            for term_id in sorted(vocabulary_of(field).near(uterm, int(maxdist))):
                if (term := field.term(term_id)).startswith(uterm[:prefix]):
                    yield term


class PostingsCodec(Codec):  # type: ignore[misc]
    """Make the readers and writers of a segment.

    Whoosh calls ``postings_writer`` and ``postings_reader`` only within its own codecs.
    """

    length_stats = False  # the field writer adds up the lengths

    def per_document_writer(self, storage: Storage, segment: PostingsSegment) -> DocumentWriter:
        return DocumentWriter(W3Codec(), storage, segment)

    def field_writer(self, storage: Storage, segment: PostingsSegment) -> PostingsWriter:
        return PostingsWriter(storage, segment)

    def terms_reader(self, storage: Storage, segment: PostingsSegment) -> PostingsTermsReader:
        live = None
        if segment.has_deletions():
            live = mask_without(segment.deleted_docs(), segment.doc_count_all())
        return PostingsTermsReader(segment.postings(storage).fields, live)

    def per_document_reader(self, storage: Storage, segment: PostingsSegment) -> DocumentReader:
        return DocumentReader(storage, segment, segment.postings(storage))

    def automata(self, *_: Any) -> VocabularyAutomata:
        return VocabularyAutomata()

    def new_segment(self, _: Storage, indexname: str) -> PostingsSegment:
        return PostingsSegment(self, indexname)
