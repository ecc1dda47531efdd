"""Store the files of a Whoosh index: readable by their owner only, each state sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, FileIndex, clean_files

from index.engines.local.fulltext.segments.segment import latest_generation, read_toc
from index.engines.local.integrity import permissions, seal

MAX_GENERATION = 1 << 30  # Whoosh writes the number of a state in 31 bits


class SealedStorage(FileStorage):  # type: ignore[misc]
    """A folder with files that only their owner can read."""

    def create_file(self, name: str, *, mode: str = "wb", **kwargs: Any) -> Any:
        """Create a file."""
        path = self._fpath(name)
        permissions.touch(path)
        return StructFile(path.open(mode), name=name, **kwargs)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """Create a folder inside this one for temporary files."""
        folder = self._fpath(name or "temporary")
        permissions.make_folder(folder)
        return SealedStorage(str(folder))

    def _fpath(self, name: str) -> Path:
        return Path(self.folder, name)


class SealedIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index whose pickles, which can run code, are not loaded by Whoosh."""

    def __init__(self, folder: Path, name: str, schema: Schema, codec: Codec) -> None:
        # Not by super().__init__, which loads the table of contents.
        self.storage, self.indexname = SealedStorage(str(folder)), name
        self._schema, self._codec, self._folder = schema, codec, folder

    def _read_toc(self) -> TOC:
        """Return the newest state; raises as ``seal.read``."""
        generation = latest_generation(self._folder, self.indexname)
        seal.read(self._folder, self.indexname, generation)
        segments = [
            W3Segment(
                self._codec, self.indexname, info.size,
                info.id.removeprefix(f"{self.indexname}_"), set(info.deleted),
            )
            for info in read_toc(self._folder, self.indexname, generation)
        ]  # fmt: skip
        return TOC(self._schema, segments, generation)

    def clear(self, stamp: str) -> None:
        """Replace whatever is there by a state without documents."""
        latest = latest_generation(self._folder, self.indexname)
        if latest >= MAX_GENERATION:
            (self._folder / seal.toc_name(self.indexname, latest)).unlink()
            latest = -1
        self.write_state(TOC(self._schema, [], latest + 1), stamp=stamp, before="")

    def write_state(self, toc: TOC, **stamps: str) -> None:
        """Make this the newest state: seal it, name it, then delete files of older states."""
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
