"""A segment as Whoosh lists it in its table of contents, and what is stored of each document.

Whoosh's own codec keeps columns. Texts are fetched from the archive's database. Lengths stand in
the postings file, exact where that codec rounds them; vectors are read back from posting lists.
The table of contents names ``PostingsSegment`` by its module: it must stay here.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PerDocWriter, W3Segment
from whoosh.columns import Column, ColumnReader, NumericColumn
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.formats import Format
from whoosh.matching import ListMatcher

from index.engines.local.fulltext.field_names import COLUMNS
from index.engines.local.fulltext.segments.posting_arrays import arrays_of
from index.engines.local.fulltext.segments.postings import (
    POSTINGS_EXTENSION,
    PostingsFile,
    column_values,
    open_postings,
    read_postings,
)

DATABASE = "archive.sqlite"
ARTICLE = "SELECT title, text FROM articles WHERE key = ?"
QUOTE = "SELECT quote FROM quotes WHERE article = ? AND number = ?"


class PostingsSegment(W3Segment):  # type: ignore[misc]
    """A segment whose posting lists, and the lengths of its fields, are in one file."""

    def __init__(self, codec: Codec, indexname: str) -> None:
        super().__init__(codec, indexname)
        self._opened: PostingsFile | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_opened": None}

    def should_assemble(self) -> bool:
        """Return False: each file is mapped."""
        return False

    def postings(self, storage: Storage) -> PostingsFile:
        """Return the posting lists, opened once."""
        if self._opened is None:
            name = self.make_filename(POSTINGS_EXTENSION)
            self._opened = (
                open_postings(Path(storage.folder, name))
                if isinstance(storage, FileStorage)
                else read_postings(memoryview(storage.open_file(name).read()))
            )
        return self._opened


class DocumentWriter(W3PerDocWriter):  # type: ignore[misc]
    """Write columns and stored values; lengths and vectors are in the posting lists."""

    def __init__(self, codec: W3Codec, storage: Storage, segment: PostingsSegment) -> None:
        super().__init__(codec, storage, segment)
        self._set_count = segment.set_doc_count

    def start_doc(self, docnum: int) -> None:
        super().start_doc(docnum)
        self._set_count(docnum + 1)

    def add_field(self, fieldname: str, fieldobj: FieldType, value: Any, _: int) -> None:
        super().add_field(fieldname, fieldobj, value, 0)

    def add_vector_items(self, fieldname: str, fieldobj: FieldType, items: Any) -> None:
        """Add nothing."""


class LoadedColumn(ColumnReader):  # type: ignore[misc]
    """The numbers of a column, one for each document."""

    def __init__(self, numbers: list[int | float]) -> None:
        super().__init__(None, 0, 0, len(numbers))
        self._numbers, self._sign = numbers, 1

    def __getitem__(self, docnum: int) -> int | float:
        return self._numbers[docnum]

    def sort_key(self, docnum: int) -> int | float:
        return self._sign * self._numbers[docnum]

    def load(self) -> list[int | float]:
        return self._numbers

    def set_reverse(self) -> None:
        self._sign = -1


class DocumentReader(W3PerDocReader):  # type: ignore[misc]
    """Read columns, stored texts, lengths, deletions and vectors."""

    def __init__(self, storage: Storage, segment: PostingsSegment, postings: PostingsFile) -> None:
        super().__init__(storage, segment)
        self._storage, self._segment, self._postings = storage, segment, postings
        self._numbers: dict[str, list[int | float]] = {}
        self._deleted: frozenset[int] = frozenset()
        self._files = frozenset(segment.list_files(storage))
        in_folder = isinstance(storage, FileStorage)
        self._texts = StoredTexts(Path(storage.folder)) if in_folder else None

    def close(self) -> None:
        super().close()
        if self._texts:
            self._texts.close()

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return stored values and, in an archive, the texts of the article or quote."""
        stored: dict[str, Any] = super().stored_fields(docnum)
        if self._texts is None or (key := self._number("key", docnum)) is None:
            return stored
        return stored | self._texts.fetch(key, self._number("number", docnum))

    def _number(self, name: str, docnum: int) -> int | None:
        if not self.has_column(name):
            return None
        return int(self.column_reader(name, NumericColumn(COLUMNS[name]))[docnum])

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        """Return the values of a column; those of the columns of archives are read at once."""
        typecode = COLUMNS.get(fieldname)
        if typecode is None or column.default_value() != 0:
            return super().column_reader(fieldname, column)
        if fieldname not in self._numbers:
            with self._storage.open_file(
                W3Codec.column_filename(self._segment, fieldname)
            ) as stream:
                values = column_values(bytes(stream.read()), typecode, self.doc_count_all())
            self._numbers[fieldname] = values.tolist()
        return LoadedColumn(self._numbers[fieldname])

    def has_column(self, fieldname: str) -> bool:
        """Return whether there was such a column when the segment was opened.

        Reading it fails if the segment was merged since; Whoosh's own reader sees only zeros then.
        """
        return W3Codec.column_filename(self._segment, fieldname) in self._files

    def deleted_docs(self) -> frozenset[int]:
        """Return the deleted documents; Whoosh asks for them with each term."""
        if len(self._deleted) != self._segment.deleted_count():
            self._deleted = frozenset(self._segment.deleted_docs())
        return self._deleted

    def _lengths(self, fieldname: str) -> Any:
        field = self._postings.fields.get(fieldname)
        return field.lengths if field else ()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._lengths(fieldname)
        return lengths[docnum] if lengths else default

    def field_length(self, fieldname: str) -> int:
        return self._postings.total_lengths.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return min(self._lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max(self._lengths(fieldname), default=0)

    def has_vector(self, _: int, fieldname: str) -> bool:
        return fieldname in self._postings.fields

    def vector(self, docnum: int, fieldname: str, format_: Format) -> ListMatcher:
        field = self._postings.fields[fieldname]
        arrays = arrays_of(field)
        at = np.flatnonzero(arrays.documents == docnum)
        term_ids = np.searchsorted(arrays.list_bounds, at, side="right") - 1
        values = []
        for posting in at.tolist():
            start = int(arrays.position_starts[posting])
            end = start + int(arrays.counts[posting])
            values.append(format_.encode(arrays.positions[start:end].tolist()))
        return ListMatcher(
            [field.term(term_id) for term_id in term_ids.tolist()],
            arrays.weights[at].tolist(), values, format_,
        )  # fmt: skip


class StoredTexts:
    """Fetches headlines, texts and quotes from the database beside the index, if there is one."""

    def __init__(self, index_folder: Path) -> None:
        self._uri = f"{(index_folder.absolute().parent / DATABASE).as_uri()}?mode=ro"
        self._database: sqlite3.Connection | None = None

    def fetch(self, key: int, number: int | None) -> dict[str, str]:
        """Return ``title`` and ``text`` of an article, or ``title`` and ``said`` of its quote."""
        with suppress(sqlite3.Error, TypeError):  # no database, no such row
            if self._database is None:
                self._database = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            title, text = self._database.execute(ARTICLE, (key,)).fetchone()
            if number is None:
                return {"title": title, "text": text}
            (quote,) = self._database.execute(QUOTE, (key, number)).fetchone()
            return {"title": title, "said": " ".join(text[a:b] for a, b in json.loads(quote)[0])}
        return {}

    def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            self._database.close()
