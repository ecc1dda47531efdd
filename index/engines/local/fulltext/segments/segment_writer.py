"""Write segments with Whoosh's writer, and their posting lists in files of our own.

Whoosh numbers the states of the index, keeps the list of its segments and writes their columns.
Its own posting lists take several times as long to write, merge and read as those of ``postings``.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import TOC, clean_files
from whoosh.writing import SegmentWriter

from index.engines.local.fulltext.docsets import Array, IntArray, Mask
from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.segments.inverter import FieldInverter, stored_lists
from index.engines.local.fulltext.segments.posting_arrays import field_lengths, mask_without
from index.engines.local.fulltext.segments.postings_writer import PostingsWriter
from index.engines.local.fulltext.segments.segment import POSTINGS_EXTENSION, Segment
from index.engines.local.fulltext.segments.storage import SealedIndex

TIER = 8  # so many segments of one order of magnitude, to this base, are merged into one
MAX_DELETED = 0.2  # of the documents of a segment; one with more is rewritten


class PostingsCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec except for posting lists."""

    def field_writer(self, storage: Any, segment: Any) -> PostingsWriter:
        """Return the writer of the posting lists of a segment."""
        return PostingsWriter(Path(storage.folder, segment.make_filename(POSTINGS_EXTENSION)))


class _MergedSegment(NamedTuple):
    segment: Segment
    live: Mask
    """Which of its documents are kept."""
    renumbered: IntArray
    """The new number of each of its documents; -1 for deleted ones."""


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """Write a batch of analysed documents as one segment, merging older segments into it."""

    def __init__(self, index: SealedIndex, stamps: Mapping[str, str]) -> None:
        """Raises what ``seal.read`` raises."""
        # A process that was killed may have left files.
        shutil.rmtree(Path(index.storage.folder, f"{index.indexname}.tmp"), ignore_errors=True)
        # Not compound, so that each file of a segment can be mapped. Not locked by Whoosh: the
        # caller holds the write lock of the archive.
        super().__init__(index, compound=False, codec=PostingsCodec(), _lk=False)
        self._index, self._stamps = index, stamps
        self._inverters: defaultdict[str, FieldInverter] = defaultdict(FieldInverter)
        self._merged: list[_MergedSegment] = []

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
        """Add one document, with the values that the fields of the schema take."""
        document, writer = self.docnum, self.perdocwriter
        writer.start_doc(document)
        for name, value in values.items():
            field = self.schema[name]
            if field.indexed:
                for words, positions, weight in field.runs(value):
                    self._inverters[name].add(document, words, positions, weight)
            if field.column_type:
                writer.add_column_value(name, field.column_type, field.to_column_value(value))
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def merge_segment(self, segment: Any) -> None:
        """Copy the columns of a segment; its posting lists are merged when this one is written."""
        opened = self._open(segment)
        live = mask_without(segment.deleted_docs(), opened.size)
        renumbered = np.where(live, self.docnum + np.cumsum(live) - 1, -1)
        self._merged.append(_MergedSegment(opened, live, renumbered))
        names = [name for name in self.schema.names() if self.schema[name].column_type]
        columns = [(name, opened.column(name, COLUMNS[name])) for name in names]
        for document in np.flatnonzero(live).tolist():
            self.perdocwriter.start_doc(self.docnum)
            for name, values in columns:
                self.perdocwriter.add_column_value(
                    name, self.schema[name].column_type, values[document]
                )
            self.perdocwriter.finish_doc()
            self.docnum += 1
        self._added = True

    def _commit_toc(self, segments: list[Any]) -> None:
        self._index.write_state(TOC(self.schema, segments, self.generation), **self._stamps)

    def cancel(self) -> None:
        """Discard what was added, and delete its files."""
        with suppress(OSError):  # whatever failed may fail again
            self._close_segment()
        with suppress(OSError):
            self._finish()
        if self._index.latest_generation() < self.generation:
            clean_files(self.storage, self.indexname, self.generation - 1, self.segments)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name in self.schema.names():
            if self.schema[name].indexed:
                self._write_field(name)
        self.fieldwriter.close()

    def _write_field(self, name: str) -> None:
        inverter = self._inverters.pop(name, None)
        # Documents of the batch have lower numbers than those of the merged segments.
        inputs = []
        if inverter and inverter.lengths:
            inputs.append(inverter.posting_lists(positional=self.schema[name].positional))
        for segment, _, renumbered in self._merged:
            if field := segment.field(name):
                inputs.append(stored_lists(field, renumbered))
        if inputs:
            self.fieldwriter.write(name, inputs, self.docnum)
        if inputs and self.schema[name].scorable:
            self.fieldwriter.write_lengths(name, self._lengths(name, inverter))

    def _lengths(self, name: str, inverter: FieldInverter | None) -> Array:
        lengths = np.zeros(self.docnum, dtype=np.int64)
        if inverter:
            lengths[: len(inverter.lengths)] = inverter.lengths
        for segment, live, renumbered in self._merged:
            lengths[renumbered[live]] = field_lengths(segment, name)[live]
        return lengths


def merge_in_tiers(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of one order of magnitude once there are ``TIER``; return the others.

    A small addition then merges little, and there are never many segments. A segment with many
    deleted documents, which slow every search, is always rewritten.
    """
    tiers = defaultdict(list)
    for segment in segments:
        is_sparse = segment.deleted_count() > segment.doc_count_all() * MAX_DELETED
        tiers[-1 if is_sparse else int(log(segment.doc_count_all() + 1, TIER))].append(segment)
    merged = [s for tier, own in tiers.items() if tier < 0 or len(own) >= TIER for s in own]
    for segment in merged:
        writer.merge_segment(segment)
    return [segment for segment in segments if segment not in merged]
