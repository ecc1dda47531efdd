"""Where Whoosh writes an index: files for their owner alone, and every state of it sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, FileIndex, clean_files

from index.engines.local.fulltext.segments.segment import latest_generation, stored_segments
from index.engines.local.integrity import permissions, seal

MOST_GENERATIONS = 1 << 30  # Whoosh writes the number of a state in 31 bits


class SealedStorage(FileStorage):  # type: ignore[misc]
    """A folder of Whoosh's."""

    def create_file(self, name: str, *, mode: str = "wb", **kwargs: Any) -> Any:
        """Make a file that only its owner can read."""
        path = self._fpath(name)
        permissions.touch(path)
        return StructFile(path.open(mode), name=name, **kwargs)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """A folder in this one for what is put together."""
        folder = self._fpath(name or "temporary")
        permissions.make_folder(folder)
        return SealedStorage(str(folder))

    def _fpath(self, name: str) -> Path:
        return Path(self.folder, name)


class SealedIndex(FileIndex):  # type: ignore[misc]
    """An index of Whoosh's that is read without its pickles, which can have code run."""

    def __init__(self, folder: Path, name: str, schema: Schema, codec: Codec) -> None:
        # Not by Whoosh's own way, which reads the table of contents at once.
        self.storage, self.indexname = SealedStorage(str(folder)), name
        self._schema, self._codec, self._folder = schema, codec, folder

    def _read_toc(self) -> TOC:
        """The newest state. Raises as ``seal.read`` does."""
        generation = latest_generation(self._folder, self.indexname)
        seal.read(self._folder, self.indexname, generation)
        segments = [
            W3Segment(
                self._codec, self.indexname, stored.size,
                stored.id.removeprefix(f"{self.indexname}_"), set(stored.deleted),
            )
            for stored in stored_segments(self._folder, self.indexname, generation)
        ]  # fmt: skip
        return TOC(self._schema, segments, generation)

    def start_anew(self, stamp: str) -> None:
        """Put a state without documents in the place of whatever is there."""
        latest = latest_generation(self._folder, self.indexname)
        if latest >= MOST_GENERATIONS:
            (self._folder / seal.toc_name(self.indexname, latest)).unlink()
            latest = -1
        self.write_state(TOC(self._schema, [], latest + 1), stamp=stamp, before="")

    def write_state(self, toc: TOC, **stamps: str) -> None:
        """Make this the newest state: seal it, then name it, then delete what is in no state."""
        name = seal.toc_name(self.indexname, toc.generation)
        made = self._folder / f"{name}.made"
        ids = {segment.segment_id() for segment in toc.segments}
        files = [found for found in self.storage.list() if found.partition(".")[0] in ids]
        memory = RamStorage()
        toc.write(memory, self.indexname)
        with permissions.create_file(made) as stream:
            stream.write(memory.files[name])
        seal.write(self._folder, self.indexname, toc.generation, made, files, **stamps)
        made.replace(self._folder / name)
        clean_files(self.storage, self.indexname, toc.generation, toc.segments)
