"""Write segments with Whoosh's writer; postings are collected and merged as arrays."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.index import TOC, clean_files
from whoosh.writing import SegmentWriter

from index.engines.local.fulltext.codec.codec import PostingsCodec
from index.engines.local.fulltext.codec.field_writer import PostingBatch
from index.engines.local.fulltext.codec.storage import SealedStorage
from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.segments.posting_arrays import mask_without
from index.engines.local.fulltext.segments.postings import Segment
from index.engines.local.integrity.seal import latest_generation

TIER = 8  # segments of one order of magnitude (base 8) that are merged into one
MAX_DELETED = 0.2  # of the documents of a segment; one with more is rewritten


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """Write a batch of analysed documents as one segment, merging older segments into it."""

    def __init__(
        self, storage: SealedStorage, name: str, schema: Schema, stamps: Mapping[str, str]
    ) -> None:
        """Raises the errors of ``seal.read``."""
        # A process that was killed may have left files.
        shutil.rmtree(Path(storage.folder, f"{name}.tmp"), ignore_errors=True)
        # Not locked by Whoosh: the caller holds the write lock of the archive.
        index = storage.open_sealed(name, schema)
        super().__init__(index, codec=PostingsCodec(), _lk=False)
        self.pool = PostingBatch()
        self._stamps = stamps

    def _open(self, segment: Any) -> Segment:
        folder, name = Path(self.storage.folder), segment.segment_id()
        sizes = {path.name: path.stat().st_size for path in folder.glob(f"{name}.*")}
        return Segment(folder, name, segment.doc_count_all(), sizes)

    def delete_articles(self, keys: Collection[int]) -> None:
        """Delete the documents with these keys of articles."""
        doc_base = 0
        for segment in self.segments:
            column = np.asarray(self._open(segment).column("key", COLUMNS["key"]))
            for document in np.flatnonzero(np.isin(column, list(keys))).tolist():
                self.delete_document(doc_base + document)
            doc_base += segment.doc_count_all()

    def add_document(self, **values: Any) -> None:
        """Add one document: runs of words in indexed fields, values in columns.

        As in Whoosh, ``_stored_NAME`` is the column of a field that is also indexed.
        """
        self.perdocwriter.start_doc(self.docnum)
        for key, value in values.items():
            field = self.schema[name := key.removeprefix("_stored_")]
            if field.indexed and name == key:
                for run in value:
                    self.pool.add_run(name, self.docnum, run)
            else:
                column_value = field.to_column_value(value)
                self.perdocwriter.add_column_value(name, field.column_type, column_value)
        self._finish_doc()

    def _finish_doc(self) -> None:
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def merge_segment(self, segment: Any) -> None:
        """Copy columns; posting lists are merged when this segment is written."""
        opened = self._open(segment)
        live = mask_without(segment.deleted_docs(), opened.size)
        renumbered = np.where(live, self.docnum + np.cumsum(live) - 1, -1)
        self.pool.merged.append((opened, renumbered))
        columns = [
            (name, field.column_type, opened.column(name, COLUMNS[name]))
            for name, field in self.schema.items()
            if field.column_type
        ]
        for document in np.flatnonzero(live).tolist():
            self.perdocwriter.start_doc(self.docnum)
            for name, column, values in columns:
                self.perdocwriter.add_column_value(name, column, values[document])
            self._finish_doc()

    def _commit_toc(self, segments: list[Any]) -> None:
        toc = TOC(self.schema, segments, self.generation)
        self.storage.write_state(self.indexname, toc, **self._stamps)

    def cancel(self) -> None:
        """Discard what was added, and delete its files."""
        with suppress(OSError):  # cleaning up may fail for the same reason
            super().cancel()
        if latest_generation(Path(self.storage.folder), self.indexname) < self.generation:
            clean_files(self.storage, self.indexname, self.generation - 1, self.segments)


def merge_in_tiers(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of one order of magnitude once there are ``TIER``; return the others.

    A small addition then merges little, and there are never many segments: an addition takes in all
    segments of smaller orders. One with many deleted documents, which slow every search, is always
    rewritten.
    """
    added = _order_of_magnitude(writer.docnum)
    tiers = defaultdict(list)
    for segment in segments:
        is_sparse = segment.deleted_count() > segment.doc_count_all() * MAX_DELETED
        tier = -1 if is_sparse else _order_of_magnitude(segment.doc_count_all())
        tiers[tier].append(segment)
    merged = [
        segment
        for tier, own in tiers.items()
        if tier < added or len(own) + (tier == added) >= TIER
        for segment in own
    ]
    for segment in merged:
        writer.merge_segment(segment)
    return [segment for segment in segments if segment not in merged]


def _order_of_magnitude(documents: int) -> int:
    return int(log(documents + 1, TIER))
