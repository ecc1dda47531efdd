"""Store the files of a Whoosh index: readable by their owner only, each state sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, FileIndex, clean_files

from index.engines.local.integrity import permissions, seal
from index.engines.local.integrity.seal import latest_generation

MAX_GENERATION = 1 << 30  # Whoosh writes the number of a state in 31 bits


class SealedStorage(FileStorage):  # type: ignore[misc]
    """A folder with files that only their owner can read, whose states are sealed."""

    def create_file(self, name: str, *, mode: str = "wb", **kwargs: Any) -> StructFile:
        path = Path(self.folder, name)
        permissions.touch(path)
        return StructFile(path.open(mode), name=name, **kwargs)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        folder = Path(self.folder, name or "temporary")
        permissions.make_folder(folder)
        return SealedStorage(str(folder))

    def open_sealed(self, name: str, schema: Schema) -> FileIndex:
        """Open the newest state, whose pickles this program wrote; raises as ``seal.read``."""
        seal.read(Path(self.folder), name, latest_generation(Path(self.folder), name))
        return FileIndex(self, schema, name)

    def clear(self, name: str, schema: Schema, stamp: str) -> None:
        """Replace the index by an empty state."""
        folder = Path(self.folder)
        latest = latest_generation(folder, name)
        if latest >= MAX_GENERATION:
            (folder / seal.toc_name(name, latest)).unlink()
            latest = -1
        self.write_state(name, TOC(schema, [], latest + 1), stamp=stamp, before="")

    def write_state(self, name: str, toc: TOC, **stamps: str) -> None:
        """Make this the newest state: seal it, name it, then delete files of older states."""
        folder, file = Path(self.folder), seal.toc_name(name, toc.generation)
        made = folder / f"{file}.made"
        segments = [
            seal.SegmentInfo(each.segment_id(), each.doc_count_all(), sorted(each.deleted_docs()))
            for each in toc.segments
        ]
        ids = {segment.id for segment in segments}
        files = [found for found in self.list() if found.partition(".")[0] in ids]
        memory = RamStorage()
        toc.write(memory, name)
        with permissions.create_file(made) as stream:
            stream.write(memory.files[file])
        seal.write(folder, name, toc.generation, made, files, segments, **stamps)
        made.replace(folder / file)
        clean_files(self, name, toc.generation, toc.segments)
