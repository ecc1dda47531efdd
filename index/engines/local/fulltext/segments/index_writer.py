"""Whoosh's writer, with the words of its documents in lists of our own.

Whoosh numbers the states of the index, knows its segments and keeps their columns. The
lists of words are gathered as arrays and written as they will be read (``lists``): Whoosh's
own, one posting after another, take several times as long to write, to merge and to read.
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

from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.search.posting_arrays import (
    Flags,
    Numbers,
    Values,
    all_but,
    lengths,
)
from index.engines.local.fulltext.segments.inverter import Batch, source_of
from index.engines.local.fulltext.segments.postings_writer import ListsWriter
from index.engines.local.fulltext.segments.segment import LISTS_EXTENSION, Segment
from index.engines.local.fulltext.segments.storage import SealedIndex

TIER = 8  # segments of one order of size are merged into one of the next
MOST_DELETED = 0.2  # of the documents of a segment


class ListsCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec but for the lists of words."""

    def field_writer(self, storage: Any, segment: Any) -> ListsWriter:
        """What writes the lists of words."""
        return ListsWriter(Path(storage.folder, segment.make_filename(LISTS_EXTENSION)))


class _Merged(NamedTuple):
    """A segment that goes into a new one."""

    segment: Segment
    live: Flags
    """Which of its documents are kept."""
    renumbered: Numbers
    """The new number of each of its documents; -1 for those that are deleted."""


class BatchWriter(SegmentWriter):  # type: ignore[misc]
    """A writer for documents whose fields are analysed before, as ``fulltext`` has them."""

    def __init__(self, index: SealedIndex, stamps: Mapping[str, str]) -> None:
        """Raises what ``seal.read`` does."""
        # What a program that was killed has left takes room.
        shutil.rmtree(Path(index.storage.folder, f"{index.indexname}.tmp"), ignore_errors=True)
        # Not compound: the files of a segment are then mapped as they are. Not locked by Whoosh:
        # the lock of the archive is held for longer than this writer lives.
        super().__init__(index, compound=False, codec=ListsCodec(), _lk=False)
        self._index, self._stamps = index, stamps
        self._words: defaultdict[str, Batch] = defaultdict(Batch)
        self._merged: list[_Merged] = []

    def _opened(self, segment: Any) -> Segment:
        folder, name = Path(self.storage.folder), segment.segment_id()
        sizes = {path.name: path.stat().st_size for path in folder.glob(f"{name}.*")}
        return Segment(folder, name, segment.doc_count_all(), sizes)

    def delete_keys(self, keys: Collection[int]) -> None:
        """Delete the documents that have these numbers in the column ``key``."""
        base = 0
        for segment in self.segments:
            column = np.asarray(self._opened(segment).column("key", COLUMNS["key"]))
            for document in np.flatnonzero(np.isin(column, list(keys))).tolist():
                self.delete_document(base + document)
            base += segment.doc_count_all()

    def add_document(self, **values: Any) -> None:
        """Add one document; its values are what the fields of the schema take."""
        document, writer = self.docnum, self.perdocwriter
        writer.start_doc(document)
        for name, value in values.items():
            field = self.schema[name]
            if field.indexed:
                for run, positions, weight in field.runs(value):
                    self._words[name].add(document, run, positions, weight)
            if field.column_type:
                writer.add_column_value(name, field.column_type, field.to_column_value(value))
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def take_up(self, segment: Any) -> None:
        """Take up a segment; its lists are read when this one is written."""
        opened = self._opened(segment)
        live = all_but(segment.deleted_docs(), opened.size)
        renumbered = np.where(live, self.docnum + np.cumsum(live) - 1, -1)
        self._merged.append(_Merged(opened, live, renumbered))
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
        """Give up what was added, and the room that it took."""
        with suppress(OSError):  # what made it fail may do so again
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
        batch = self._words.pop(name, None)
        # Documents of the batch have lower numbers than those of the segments.
        sources = []
        if batch and batch.lengths:
            sources.append(batch.source(placed=self.schema[name].placed))
        for segment, _, renumbered in self._merged:
            if field := segment.field(name):
                sources.append(source_of(field, renumbered))
        if sources:
            self.fieldwriter.write(name, sources, self.docnum)
        if sources and self.schema[name].scorable:
            self.fieldwriter.write_lengths(name, self._lengths(name, batch))

    def _lengths(self, name: str, batch: Batch | None) -> Values:
        found = np.zeros(self.docnum, dtype=np.int64)
        if batch:
            found[: len(batch.lengths)] = batch.lengths
        for segment, live, renumbered in self._merged:
            found[renumbered[live]] = lengths(segment, name)[live]
        return found


def merge_in_tiers(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of one order of size when there are enough of them; returns the others.

    A small addition so merges little, and there are never many segments. Those with many
    deleted documents, which slow every search, are always rewritten.
    """
    tiers = defaultdict(list)
    for segment in segments:
        deleted = segment.deleted_count() > segment.doc_count_all() * MOST_DELETED
        tiers[-1 if deleted else int(log(segment.doc_count_all() + 1, TIER))].append(segment)
    merged = [s for tier, own in tiers.items() if tier < 0 or len(own) >= TIER for s in own]
    for segment in merged:
        writer.take_up(segment)
    return [segment for segment in segments if segment not in merged]
